"""Who planned a step together: as somebody wrote it down, and as people say themselves."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from core.offers import Ask
from plan.models import PlannedTogether, Step
from projects.known import Known
from projects.models import Member, Project, Role
from projects.models.members import takes_part

#: People are asked whether they planned a step until so long after its end.
ASKED_FOR = timedelta(weeks=4)


def steps_to_ask_about(steps: QuerySet[Step], *, user: Any, on: Any) -> QuerySet[Step]:
    """
    Keep those of which somebody wrote down that a participant planned them, who has said neither yes nor no so far.

    What goes on or is to come stands first. Where the query is prepared, ``user`` and ``on`` are holes.

    :param user: the key of the participant's account.
    """
    said = PlannedTogether.objects.filter(step=OuterRef("pk"), member__user=user)
    named = takes_part("planned_by") & Q(planned_by__user=user, planned_by__role=Role.PARTICIPANT)
    lately = Q(ended_on=None) | Q(ended_on__gte=on - ASKED_FOR)
    return (
        steps.filter(named)
        .filter(lately, ~Exists(said))
        .order_by(F("ended_on").desc(nulls_first=True), "number")
    )


def step_to_ask_about(project: OuterRef, *, user: Any, on: Any) -> Subquery:
    """Return the first of them of a project as ``pk`` and ``title``, as a fact for :func:`asks_planner`."""
    steps = steps_to_ask_about(Step.objects.filter(project=project), user=user, on=on)
    return Subquery(steps.values(about=JSONObject(pk="pk", title="title"))[:1])


def asks_planner(known: Known, project: Project) -> list[Ask]:
    """Ask whether the person planned a step, as somebody wrote down; its page leads on to the next such step."""
    step = known.of(project)["planned_step"]
    if not step or project.has_ended:
        return []
    text = _("“%(step)s”: your name is under those who planned it together. Is that right?")
    return [
        Ask(
            title=_("Did you take part in planning a step?"),
            text=text % {"step": step["title"]},
            url=reverse("plan:step_detail", args=[project.slug, step["pk"]]) + "#together",
            action=_("Say yes or no"),
            small=project.name,
            order=10,
            minutes=1,
        )
    ]


@dataclass(frozen=True)
class Planning:
    """
    Who planned a step together.

    ``names``: whom somebody wrote down, and ``named_by`` who did. Of the people who take part now, the named ones who
    say so ``too`` (but for who wrote it down), ``others`` who say so, and how many say ``no``; ``by_hand``: how many of
    all these a facilitator wrote down for them. ``has_participant``: whether a participant says so. ``mine``: what the
    viewer said; ``is_asked``: they are named, and said nothing yet. ``to_enter``: the named ones who cannot sign in,
    with what was written down for them, or None.
    """

    names: list[str]
    named_by: Member | None
    too: int
    others: int
    no: int
    by_hand: int
    has_participant: bool
    mine: PlannedTogether | None
    is_asked: bool
    to_enter: list[tuple[Member, PlannedTogether | None]]


def get_planning(step: Step, *, me: int | None) -> Planning:
    """Return who planned a step together; two queries. ``me``: the key of the member who looks at it."""
    named = list(step.planned_by.order_by("known_as", "pk"))
    here = step.plannings.of_people_here().select_related("member", "entered_by")
    said = {one.member_id: one for one in here.order_by("pk")}
    by_hand = {key: one for key, one in said.items() if one.entered_by_id is not None}
    yes = {key for key, one in said.items() if one.was_there}
    too = yes & {member.pk for member in named} - {step.planners_named_by_id}
    return Planning(
        names=[member.known_as for member in named],
        named_by=step.planners_named_by,
        too=len(too),
        others=len(yes - {member.pk for member in named}),
        no=len(said) - len(yes),
        by_hand=len(by_hand),
        has_participant=any(one.counts for one in said.values()),
        mine=said.get(me) if me else None,
        is_asked=me in {member.pk for member in named} - said.keys(),
        to_enter=[
            (member, by_hand.get(member.pk))
            for member in named
            if member.user_id is None and member.is_taking_part
        ],
    )


def next_to_ask_about(project: Project, *, user: int, on: Any) -> Step | None:
    """Return a step of the project about which somebody has not been heard yet."""
    return steps_to_ask_about(project.steps.all(), user=user, on=on).first()
