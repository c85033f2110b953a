"""From whom we have not heard: what counts as a sign of life, what never does, and how it could be made to lie."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.offers import offered
from decisions.models import MakerObjection
from meetings.models import Attendance, Meeting, MeetingAnswer, MeetingNotes, PulseAsked
from participation.heard_from import last_heard, quiet_members
from participation.models import Consent, Greeting, SpeaksFor
from plan.models import Impact
from projects.models import Member
from questions.models import Question
from tests import factories
from tests.actions.rows import asked_to_take_over
from tests.decisions.proposing import a_proposal, say
from tests.factories import DAY, NOW
from tests.gathering import a_meeting, answer
from tests.needing import say_needs
from tests.questions.rows import contribution, question, wording
from tests.returning import promise_return

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(weeks=60)

_DAY_OF = timezone.localdate


class Scene:
    """Bo, of whom nothing is known but that they came in long ago; and Jo, who runs the project."""

    def __init__(self, project) -> None:
        self.project = project
        self.jo = factories.MemberFactory(project=project, role="facilitator")
        self.bo = factories.MemberFactory(project=project, known_as="Bo", joined_at=LONG_AGO)

    def is_quiet(self, *, now: datetime = NOW) -> bool:
        return (self.project.pk, self.bo.pk) in quiet_members([self.project.pk], now=now)

    def meeting(self, over_at: datetime, **fields: Any) -> Meeting:
        meeting = a_meeting(self.project, self.jo, now=LONG_AGO)
        Meeting.objects.filter(pk=meeting.pk).update(over_at=over_at, **fields)
        return Meeting.objects.get(pk=meeting.pk)

    def was_at(self, meeting: Meeting, *, was_there: bool = True) -> None:
        about = {"was_there": was_there, "noted_by": self.jo, "noted_at": NOW}
        Attendance.objects.create(project=self.project, meeting=meeting, member=self.bo, **about)

    def decision(self, at: datetime, by: Member) -> Any:
        return factories.a_decision(self.project, by, now=at)

    def old(self, **fields: Any) -> Any:
        return contribution(self.jo, said_at=LONG_AGO, **fields)


@pytest.fixture
def scene(project) -> Scene:
    return Scene(project)


def answered(scene: Scene, at: datetime) -> None:
    row = answer(scene.meeting(NOW), scene.bo, now=LONG_AGO)
    MeetingAnswer.objects.filter(pk=row.pk).update(said_at=at)


def noticed(scene: Scene, at: datetime) -> None:
    impact = Impact.objects.create(
        project=scene.project,
        what="It is darker",
        who="All",
        how_we_know="We sat there",
        noticed_on=DAY,
        created_at=LONG_AGO,
    )
    impact.noticings.create(member=scene.bo, was_participant=True, at=at)


def said_it_is_enough(scene: Scene, at: datetime) -> None:
    said = contribution(scene.bo, said_at=LONG_AGO)
    said.answers.create(
        outcome="taken-on",
        reason="Yes",
        by=scene.jo,
        written_at=LONG_AGO,
        given_at=LONG_AGO,
        is_enough=True,
        told_enough_at=at,
    )


def greeted(scene: Scene, at: datetime) -> None:
    greeting = Greeting.objects.create(
        project=scene.project, member=scene.jo, by=scene.bo, due_on=DAY, made_at=LONG_AGO
    )
    Greeting.objects.filter(pk=greeting.pk).update(said_at=at)


def looked(scene: Scene, at: datetime, **who: Member) -> None:
    factories.ParticipationReviewFactory(project=scene.project, opened_at=at, **who)


def spoke_for(scene: Scene, at: datetime, *, is_named: bool = True) -> None:
    group = factories.GroupFactory(project=scene.project)
    SpeaksFor.objects.create(
        member=scene.bo, group=group, extent="some", is_named=is_named, said_at=at
    )


def brought(scene: Scene, at: datetime) -> None:
    Member.objects.filter(pk=scene.bo.pk).update(experience_answered_at=at)


def objected(scene: Scene, at: datetime, **more: Any) -> None:
    decision = scene.decision(LONG_AGO, scene.jo)
    MakerObjection.objects.create(
        decision=decision, member=scene.bo, words="I was ill", at=at, **more
    )


def had_a_say(scene: Scene, at: datetime, **how: Any) -> None:
    day = timezone.localdate(at)
    proposal = a_proposal(scene.project, scene.jo, now=at, open_until=day + timedelta(days=90))
    say(proposal, scene.bo, now=at, **how)


def took_over(scene: Scene, at: datetime, outcome: str = "taken") -> None:
    asked_to_take_over(scene.bo, by=scene.jo, outcome=outcome, ended_at=at)


def taught(scene: Scene, at: datetime, **who: Any) -> None:
    who = who or {"recorded_by": scene.bo}
    factories.LessonFactory(project=scene.project, recorded_at=at, **who)


#: What somebody did -> that it was done at a moment.
SIGNS: dict[str, Callable[[Scene, datetime], Any]] = {
    "said something": lambda s, at: contribution(s.bo, said_at=at),
    "said something that a facilitator typed": lambda s, at: contribution(
        s.bo, said_at=at, entered_by=s.jo, way="phone"
    ),
    "said something that is out of sight": lambda s, at: contribution(
        s.bo, said_at=at, words_set_aside="I am afraid", set_aside_at=at
    ),
    "replied": lambda s, at: s.old().replies.create(member=s.bo, words="Yes", said_at=at),
    "asked": lambda s, at: Question.objects.create(
        project=s.project, asked_by=s.bo, words="Who is cold?", asked_at=at
    ),
    "asked another way": lambda s, at: wording(question(s.jo), s.bo, at=at),
    "answered what somebody said": lambda s, at: s.old().answers.create(
        outcome="no", reason="No", by=s.bo, written_at=at
    ),
    "said that an answer is enough": said_it_is_enough,
    "came to a meeting": lambda s, at: s.was_at(s.meeting(at)),
    "said that they come": answered,
    "planned a meeting": lambda s, at: Meeting.objects.filter(pk=s.meeting(NOW).pk).update(
        planned_by=s.bo, planned_at=at
    ),
    "wrote the notes": lambda s, at: MeetingNotes.objects.create(
        meeting=s.meeting(LONG_AGO), words="We met.", by=s.bo, at=at
    ),
    "had a say": had_a_say,
    "proposed": lambda s, at: a_proposal(
        s.project, s.bo, now=at, open_until=_DAY_OF(at) + timedelta(days=7)
    ),
    "wrote a decision down": lambda s, at: s.decision(at, s.bo),
    "said that it was not so": objected,
    "did what they promised": lambda s, at: factories.ActionFactory(
        project=s.project, owner=s.bo, done_at=at, outcome="Done"
    ),
    "took something over": took_over,
    "said no to taking it over": lambda s, at: took_over(s, at, "declined"),
    "noticed a change": noticed,
    "sent the news": lambda s, at: factories.UpdateFactory(
        project=s.project, sent_at=at, sent_by=s.bo
    ),
    "wrote a lesson down": taught,
    "said hello": greeted,
    "opened a look": lambda s, at: looked(s, at, opened_by=s.bo),
    "finished a look": lambda s, at: looked(s, LONG_AGO, finished_by=s.bo, finished_at=at),
    "spoke for a group with their name": spoke_for,
    "said what they bring": brought,
}
#: What is no sign of life, however near it is: private, without a name, by another, or not so.
NO_SIGNS: dict[str, Callable[[Scene, datetime], Any]] = {
    "nothing at all": lambda s, at: None,
    "had a say without their name": lambda s, at: had_a_say(s, at, unnamed=True),
    "was asked and has answered in a review": lambda s, at: factories.ReviewFactory(
        project=s.project
    ).asked.update(has_answered=True),
    "answered how a meeting was": lambda s, at: PulseAsked.objects.filter(member=s.bo).update(
        has_answered=True
    ),
    "took back what they said": lambda s, at: contribution(s.bo, said_at=at, taken_back_at=at),
    "said what they need": lambda s, at: say_needs(s.bo, s.jo, costs="The fare", now=at),
    "agreed to something in return": lambda s, at: promise_return(s.bo, s.jo, now=at),
    "answered a private question": lambda s, at: Consent.objects.create(
        member=s.bo, purpose="needs", answer="none", said_at=at
    ),
    "spoke for a group without their name": lambda s, at: spoke_for(s, at, is_named=False),
    "was not at a meeting": lambda s, at: s.was_at(s.meeting(at), was_there=False),
    "was at a meeting that was called off": lambda s, at: s.was_at(
        s.meeting(at, called_off_at=at, called_off_why="Snow")
    ),
    "was asked to a meeting where nobody noted who came": lambda s, at: s.meeting(at),
    "gave a mark of honour": lambda s, at: s.old().honours.create(member=s.bo, mark="hard"),
    "promised and has not done it": lambda s, at: factories.ActionFactory(
        project=s.project, owner=s.bo, created_at=at
    ),
    "was asked to take over": lambda s, at: asked_to_take_over(s.bo, by=s.jo),
    "was no longer asked": lambda s, at: took_over(s, at, "over"),
    "took back that it was not so": lambda s, at: objected(s, at, taken_back_at=at),
    "signed in": lambda s, at: type(s.bo.user).objects.update(last_login=at),
    "waits for a lesson": lambda s, at: taught(s, at, waits_on=s.bo),
    "was greeted": lambda s, at: Greeting.objects.create(
        project=s.project, member=s.bo, by=s.jo, due_on=DAY, made_at=at, said_at=at
    ),
    "another did it": lambda s, at: contribution(s.jo, said_at=at),
}


@pytest.mark.parametrize("name", SIGNS)
def test_what_people_do_with_their_name_is_a_sign_for_twelve_weeks(scene, name):
    """To the day: on the day twelve weeks ago it counts, the day before it does not; what is to come, neither."""
    assert scene.is_quiet()
    SIGNS[name](scene, NOW - timedelta(weeks=12))
    assert not scene.is_quiet()
    assert scene.is_quiet(now=NOW + timedelta(days=1))
    assert scene.is_quiet(now=NOW - timedelta(weeks=12, days=1))


@pytest.mark.parametrize("name", NO_SIGNS)
def test_what_is_private_unnamed_or_by_others_is_none(scene, name):
    NO_SIGNS[name](scene, NOW - timedelta(days=7))
    assert scene.is_quiet()


@pytest.mark.parametrize(
    ("fields", "is_quiet"),
    [
        ({"joined_at": NOW - timedelta(weeks=12, days=1)}, True),
        ({"joined_at": NOW - timedelta(weeks=12)}, False),
        ({"joined_at": NOW - timedelta(days=3)}, False),
        ({"joined_at": None}, False),
        ({"left_at": NOW - timedelta(days=1)}, False),
        ({"user": None}, True),
        ({"role": "facilitator"}, True),
    ],
)
def test_whoever_came_in_lately_or_is_not_here_is_not_quiet(scene, fields, is_quiet):
    Member.objects.filter(pk=scene.bo.pk).update(**fields)
    assert scene.is_quiet() == is_quiet


def test_the_last_of_many_signs_counts_wherever_it_was(scene):
    contribution(scene.bo, said_at=NOW - timedelta(weeks=30))
    scene.was_at(scene.meeting(NOW - timedelta(weeks=2)))
    factories.ActionFactory(
        project=scene.project, owner=scene.bo, done_at=NOW - timedelta(weeks=20), outcome="Done"
    )
    days = last_heard(Member.objects.filter(pk=scene.bo.pk), now=NOW)
    assert days == {scene.bo.pk: DAY - timedelta(weeks=2)}


def test_what_somebody_says_in_one_project_is_no_sign_in_another(scene, twin):
    other = factories.MemberFactory(project=twin, user=scene.bo.user, joined_at=LONG_AGO)
    contribution(other, said_at=NOW)
    assert scene.is_quiet()
    assert not quiet_members([twin.pk], now=NOW)


def test_each_app_in_which_people_act_with_their_name_offers_what_they_did():
    apps = [offer.__module__.split(".")[0] for offer in offered("heard_from", "{app}.heard_from")]
    assert apps == [
        *("actions", "participation", "questions", "plan"),
        *("meetings", "decisions", "updates", "elements"),
    ]


def test_many_projects_take_as_few_queries_as_one(scene, django_assert_num_queries):
    pks = [scene.project.pk, *(factories.MemberFactory().project_id for _each in range(4))]
    for projects in (pks[:1], pks):
        with django_assert_num_queries(9):
            quiet_members(projects, now=NOW)
