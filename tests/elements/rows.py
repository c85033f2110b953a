"""Reviews in which the elements are rated, lessons, and indicators of one's own."""

from typing import Any

from django.utils import timezone

from elements import services
from elements.models import AloudRating, Indicator
from projects.models import Member, Project
from tests import factories
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World
from tests.meetings.rows import keep_newest


def make_rows(world: World) -> dict[str, Any]:
    """Make a closed review with words, an open one, a lesson, and an indicator of the organisation."""
    project = world.project
    closed = factories.ReviewFactory(project=project, words=["It is cold at night."])
    review = factories.ReviewFactory(project=project, closes_on=timezone.localdate())
    return {
        "element_key": "equal",
        "indicator_key": "equal.experience",
        "element_review_pk": review.pk,
        "closed_review_pk": closed.pk,
        "words_pk": closed.words.get().pk,
        "lesson_pk": factories.LessonFactory(project=project, waits_on=world.facilitator).pk,
        "own_indicator_pk": factories.own_indicator(project.organisation).pk,
    }


def fill_rows(turn: Turn) -> None:
    """Add a lesson that is open, and one for each kind of change."""
    project, by, member = turn.project, turn.facilitator, turn.member
    review = project.element_reviews.closed().first()
    for change in (
        {},
        {"changed_step": project.steps.order_by("pk")[0]},
        {"changed_decision": project.decisions.order_by("pk")[0]},
        {"changed_statement": project.statements.order_by("pk")[0]},
        {"no_change_because": "The ward below cannot be closed."},
    ):
        tied = {"tied_at": NOW, "tied_by": by} if change else {}
        lesson = factories.LessonFactory(
            project=project, review=review, waits_on=member, recorded_by=by, **change, **tied
        )
        for one in {lesson, project.lessons.order_by("pk")[0]}:
            one.agreed_by.add(member)
            one.changes.create(was="Lamps help.", by=by, at=NOW)
    aloud(project, by)
    keep_newest(turn, lesson=project.lessons, decision=project.decisions)


def aloud(project: Project, by: Member, **more: Any) -> AloudRating:
    """Let a group have rated the first element aloud: one answer to each point, and words."""
    asked = list(
        Indicator.objects.in_use_of([project.organisation_id]).filter(element__key="equal")
    )
    return services.write_aloud_rating(
        project,
        asked[0].element,
        **{"on": DAY, "participant_count": 3, "facilitator_count": 1, "by": by, "now": NOW, **more},
        said={one.pk: services.SaidAloud(3, "Only by day.") for one in asked},
        meeting=project.meetings.order_by("pk").first(),
    )
