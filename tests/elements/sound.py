"""A project in which every record is in place, so that each way to make one lie can be tried on it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from decisions.models import Decision
from decisions.services import Maker
from elements.models import Asked, Review, Words
from elements.records import show_records
from elements.records.record import RecordState
from participation.models import Group
from plan.models import Boundary, StepChange
from plan.services import add_noticing, add_to_starting_point
from projects.models import Member, Project, Role
from tests import factories
from tests import known_factories as known
from tests.elements.community import add_community
from tests.elements.conftest import DAY, NOW, ago, decide, send
from tests.elements.meetings_held import met
from tests.needing import need_that_works
from tests.questions.rows import answered, behind, contribution, question, wording
from tests.returning import return_that_was_had
from tests.sharing import share
from tests.thanking import thanks_that_are_shown
from updates.models import Update

SECTORS = (Group.Sector.PEOPLE_USING, Group.Sector.STAFF, Group.Sector.COMMUNITY)


@dataclass
class Sound:
    """The project, who runs it, the four others, and the rows that a lie can take hold of."""

    project: Project
    jo: Member
    others: list[Member]
    rows: dict[str, Any] = field(default_factory=dict)
    #: The day on which somebody looks at it.
    on: date = DAY

    def __getattr__(self, name: str) -> Any:
        # A copy that is being made has no rows yet.
        try:
            return vars(self).get("rows", {})[name]
        except KeyError:
            raise AttributeError(name) from None


def states(project: Project, *, on: date = DAY) -> dict[str, RecordState]:
    """Return what the page shows of each indicator that has a record."""
    project.refresh_from_db()
    return {
        entry.indicator.key: entry.record.state
        for element in show_records(project, on=on)
        for entry in element.indicators
        if entry.record
    }


def make_sound(project: Project, jo: Member) -> Sound:
    """Fill a project that runs until every record of it is in place on the day of the tests."""
    Project.objects.filter(pk=project.pk).update(state="running", started_on=ago(200).date())
    project.refresh_from_db()
    others = factories.MemberFactory.create_batch(
        4,
        project=project,
        has_lived_experience=True,
        experience_answered_at=ago(30),
        boundaries_read_at=ago(2),
    )
    sound = Sound(project, jo, others)
    for add in (
        _add_people,
        _add_log,
        _add_plan,
        _add_known,
        _add_learning,
        _add_said,
        _add_meetings,
        add_community,
    ):
        add(sound)
    return sound


def _add_people(sound: Sound) -> None:
    groups = [
        factories.GroupFactory(
            project=sound.project,
            sector=sector,
            reach="Ask the ward sister.",
            say_today="some",
            say_wanted="some",
            changed_at=ago(10),
        )
        for sector in SECTORS
    ]
    spoken = [
        factories.SpeaksForFactory(group=group, member=member, said_at=ago(10))
        for group in groups
        for member in sound.others[:2]
    ]
    rhythm = factories.ReviewRhythmFactory(
        project=sound.project, every_weeks=8, next_on=DAY + timedelta(days=30)
    )
    look = factories.ParticipationReviewFactory(
        project=sound.project, finished_at=ago(10), due_on=ago(20).date(), opened_at=ago(20)
    )
    for member in (sound.jo, *sound.others):
        need_that_works(member, at=ago(20))
        factories.ActionFactory(
            project=sound.project, owner=member, done_at=ago(25), outcome="Done."
        )
        return_that_was_had(member, sound.jo, at=ago(20))
        share(member, until=DAY + timedelta(days=900), now=ago(20))
    first, second = sound.others[:2]
    for given_by, to in ((first, second), (sound.jo, first)):
        thanks_that_are_shown(given_by, to, at=ago(20))
    sound.rows |= {"groups": groups, "spoken": spoken, "rhythm": rhythm, "look": look}


def _add_log(sound: Sound) -> None:
    decision: Decision = decide(
        sound.project,
        sound.jo,
        makers=[Maker(member=sound.others[0])],
        considered="Eye masks.",
        changed_our_mind="A porter told us of the noise.",
    )
    to = [{"member": member, "done_at": NOW} for member in sound.others]
    update: Update = send(sound.project, to=to, tells_of=[decision])
    sound.rows |= {"decision": decision, "update": update}


def _add_plan(sound: Sound) -> None:
    project = sound.project
    boundaries = [
        factories.BoundaryFactory(
            project=project, kind=kind, created_at=ago(210), changed_at=ago(30)
        )
        for kind in (Boundary.Kind.OPEN, Boundary.Kind.FIXED)
    ]
    statements = [
        factories.StatementFactory(project=project, kind=kind) for kind in ("good", "done", "way")
    ]
    for statement in statements:
        for member in sound.others:
            factories.agreement(statement, member, at=ago(10))
    explored, dropped = (
        factories.StepFactory(
            project=project,
            created_at=ago(40),
            starts_on=ago(40).date(),
            due_on=ago(20).date(),
            ended_on=ago(20).date(),
            state=state,
            why_dropped="Too loud." if state == "dropped" else "",
        )
        for state in ("done", "dropped")
    )
    for step in (explored, dropped):
        factories.planned_together(step, *sound.others, at=ago(39))
    changes = [
        StepChange.objects.create(
            step=step, from_state="doing", to_state=state, by=sound.jo, at=ago(20), why="Too loud."
        )
        for step, state in ((explored, "exploring"), (dropped, "dropped"))
    ]
    for kind in ("time", "money", "permission"):
        factories.ReadinessCheckFactory(
            project=project,
            kind=kind,
            is_confirmed=True,
            confirmed_on=ago(201).date(),
            confirmed_by=sound.jo,
        )
    unsettled = factories.UnsettledFactory(project=project, created_at=ago(10))
    sound.rows |= {
        "boundaries": boundaries,
        "statements": statements,
        "explored": explored,
        "dropped": dropped,
        "changes": changes,
        "unsettled": unsettled,
    }


def _add_known(sound: Sound) -> None:
    project, somebody = sound.project, sound.others[0]
    point = known.StartingPointFactory(project=project, created_at=ago(30))
    add_to_starting_point(point, member=somebody, by=somebody, words="Cold too.", now=ago(20))
    strength = known.StrengthFactory(project=project, created_at=ago(30))
    strength.steps.add(sound.explored)
    difficulty = known.DifficultyFactory(
        project=project, created_at=ago(30), facing="A person goes round."
    )
    existing = known.ExistingFactory(
        project=project, created_at=ago(30), support="We buy the soup there."
    )
    impact = known.ImpactFactory(project=project, created_at=ago(30))
    add_noticing(impact, member=somebody, now=ago(20))
    handover = known.HandoverFactory(project=project, created_at=ago(30), owner=somebody)
    follow_up = known.FollowUpFactory(project=project, created_at=ago(30))
    sound.rows |= {
        "point": point,
        "strength": strength,
        "difficulty": difficulty,
        "existing": existing,
        "impact": impact,
        "handover": handover,
        "follow_up": follow_up,
    }


def _add_learning(sound: Sound) -> None:
    review = Review.objects.create(
        project=sound.project,
        framework_id=1,
        title="Autumn",
        opened_at=ago(30),
        closes_on=ago(16).date(),
        closed_at=ago(16),
        answered_count=len(sound.others),
        asked_count=len(sound.others) + 1,
    )
    for member in sound.others:
        Asked.objects.create(review=review, member=member, has_answered=True)
    Words.objects.create(review=review, text="Ask about the buses.", outcome="left-out")
    lesson = factories.LessonFactory(
        project=sound.project,
        recorded_by=sound.jo,
        recorded_at=ago(35),
        tied_at=ago(15),
        changed_step=sound.dropped,
    )
    sound.rows |= {"review": review, "lesson": lesson, "role": Role}


def _add_said(sound: Sound) -> None:
    first, second = sound.others[:2]
    asked = question(first, asked_at=ago(60))
    reworded = wording(asked, second, at=ago(50), outcome="taken", answered_at=ago(45))
    later = {"question": asked, "said_at": ago(40), "answer_by": ago(26).date()}
    ideas = [contribution(member, kind="idea", **later) for member in (first, second)]
    told = contribution(first, is_unasked=True, said_at=ago(190), answer_by=ago(176).date())
    for said in (*ideas, told):
        answered(said, by=sound.jo, at=ago(30))
    behind(ideas[0], sound.decision)
    sound.rows |= {"question": asked, "reworded": reworded, "ideas": ideas, "told": told}


def _add_meetings(sound: Sound) -> None:
    there = [sound.jo, *sound.others]
    first, second = (
        met(sound.project, sound.jo, there, days=days, where=where)
        for days, where in ((40, "meal"), (10, "place"))
    )
    sound.rows |= {"met_first": first, "met_last": second}
