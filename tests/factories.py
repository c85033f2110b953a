"""Makes rows for tests: each factory gives the smallest believable row."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from actions.models import Action
from decisions.services import Maker, record_decision
from elements.models import Element, Indicator, Lesson, Review, Words
from elements.services import add_indicator, close_review, make_sheets, open_review
from outbox.mail_ids import new_mail_id
from outbox.models import Channel, Delivery, DemoMail, Message
from participation.models import (
    Group,
    ImbalanceAction,
    Invitation,
    MemberImport,
    ParticipationReview,
    ReviewRhythm,
    SpeaksFor,
)
from plan.models import Boundary, ReadinessCheck, Statement, Step, Unsettled
from plan.services import Said, answer_planning, answer_statements
from projects.models import Coordinator, Member, Organisation, Project, Role
from reports.models import LetterPack, LetterPackFile, Pack, PackFile, Report, ReportFile, Stage
from tests.kinds import SAID
from updates.models import Update

#: The day on which the tests' world stands still where a test hands in a day.
DAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 12, 0, tzinfo=ZoneInfo("Europe/London"))


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")


class CoordinatorFactory(DjangoModelFactory):
    class Meta:
        model = Coordinator

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = Project

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Waiting at night {n}")
    slug = factory.Sequence(lambda n: f"waiting-at-night-{n}")
    summary = "Patients, carers and staff change the waiting area together"
    purpose = "So that nobody waits at night without light, news or a warm drink."
    state = Project.State.RUNNING
    started_on = DAY - timedelta(days=90)
    created_at = NOW - timedelta(days=100)


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    project = factory.SubFactory(ProjectFactory)
    user = factory.SubFactory(UserFactory)
    known_as = factory.Sequence(lambda n: f"Member {n:04}")
    role = Role.PARTICIPANT
    joined_at = NOW - timedelta(days=60)


class ReadinessCheckFactory(DjangoModelFactory):
    class Meta:
        model = ReadinessCheck

    project = factory.SubFactory(ProjectFactory)
    kind = ReadinessCheck.Kind.TIME


class BoundaryFactory(DjangoModelFactory):
    class Meta:
        model = Boundary

    project = factory.SubFactory(ProjectFactory)
    kind = Boundary.Kind.FIXED
    what = factory.Sequence(lambda n: f"No building work before April ({n})")
    why = "The ward below cannot be closed in winter."
    who = "The estates manager"
    created_at = NOW
    changed_at = NOW


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    project = factory.SubFactory(ProjectFactory)
    kind = Statement.Kind.WAY
    words = factory.Sequence(lambda n: f"We let each other finish ({n})")
    created_at = NOW
    changed_at = NOW


def agreement(statement, member, says="agree", *, concern="", at=NOW):
    """Let a member say through the service what they think of a statement as it stands."""
    said = Said(statement, statement.revision, says, concern)
    answer_statements(member, [said], by=member, now=at)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    project = factory.SubFactory(ProjectFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Try softer lamps in corner {n}")
    created_at = NOW


def planned_together(step, *members, was_there=True, by=None, at=NOW):
    """Write down that members planned a step, and let them say through the service whether they did."""
    step.planned_by.add(*members)
    for member in members:
        answer_planning(step, member=member, was_there=was_there, by=by or member, now=at)


class UnsettledFactory(DjangoModelFactory):
    class Meta:
        model = Unsettled

    project = factory.SubFactory(ProjectFactory)
    what = factory.Sequence(lambda n: f"Where the drinks machine stands ({n})")
    look_again_on = DAY + timedelta(days=14)
    created_at = NOW


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = Action

    project = factory.SubFactory(ProjectFactory)
    owner = factory.SubFactory(MemberFactory, project=factory.SelfAttribute("..project"))
    what = factory.Sequence(lambda n: f"Ring the night porters ({n})")
    due_on = DAY + timedelta(days=7)
    created_at = NOW


class GroupFactory(DjangoModelFactory):
    class Meta:
        model = Group

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"People who wait at night {n}")
    sector = Group.Sector.PEOPLE_USING
    involve = Group.Involve.YES
    created_at = NOW
    changed_at = NOW


def imbalance_action(group, owner, **fields):
    """Tie an action to how much say a group has."""
    action = ActionFactory(project=group.project, owner=owner, **fields)
    return ImbalanceAction.objects.create(group=group, action=action).action


class SpeaksForFactory(DjangoModelFactory):
    class Meta:
        model = SpeaksFor

    group = factory.SubFactory(GroupFactory)
    member = factory.SubFactory(MemberFactory, project=factory.SelfAttribute("..group.project"))
    extent = SpeaksFor.Extent.SOME
    is_named = True
    said_at = NOW


class InvitationFactory(DjangoModelFactory):
    """An open invitation of somebody who has not come in yet."""

    class Meta:
        model = Invitation

    member = factory.SubFactory(MemberFactory, joined_at=None, invited_at=NOW)
    words = "You asked good questions in May. Come and help?"
    created_at = NOW
    leaves_at = NOW
    expires_at = NOW + timedelta(days=60)


class MemberImportFactory(DjangoModelFactory):
    class Meta:
        model = MemberImport

    project = factory.SubFactory(ProjectFactory)
    lines = factory.LazyFunction(
        lambda: [
            {
                "line": 1,
                "email": "ben@example.org",
                "known_as": "Ben",
                "verdict": "new",
                "reason": "",
            }
        ]
    )
    created_at = NOW


class ReviewRhythmFactory(DjangoModelFactory):
    class Meta:
        model = ReviewRhythm

    project = factory.SubFactory(ProjectFactory)
    next_on = DAY


class ParticipationReviewFactory(DjangoModelFactory):
    class Meta:
        model = ParticipationReview

    project = factory.SubFactory(ProjectFactory)
    due_on = DAY
    opened_at = NOW
    finish_by = DAY + timedelta(days=14)


class UpdateFactory(DjangoModelFactory):
    class Meta:
        model = Update

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"The chairs are ordered ({n})")
    where_we_are = "Twelve chairs with arms are on their way."
    more_on = DAY + timedelta(days=14)
    created_at = NOW
    changed_at = NOW


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    class Params:
        subject = factory.Sequence(lambda n: f"The chairs are ordered ({n})")

    project = factory.SubFactory(ProjectFactory)
    event = factory.Sequence(lambda n: f"test:{n}:told")
    kind = SAID
    data = factory.LazyAttribute(
        lambda message: {
            "subject": message.subject,
            "summary": "Twelve chairs with arms are on their way.",
            "path": f"/projects/{message.project.slug}/",
        }
    )
    created_at = NOW


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    message = factory.SubFactory(MessageFactory)
    project = factory.LazyAttribute(lambda row: row.message.project)
    member = factory.SubFactory(MemberFactory, project=factory.SelfAttribute("..message.project"))
    recipient = factory.LazyAttribute(
        lambda row: (
            f"user:{row.member.user_id}" if row.member.user_id else f"member:{row.member.pk}"
        )
    )
    channel = Channel.EMAIL
    mail_id = factory.LazyFunction(new_mail_id)
    due_at = NOW


class DemoMailFactory(DjangoModelFactory):
    class Meta:
        model = DemoMail

    to = "jo@example.org"
    subject = factory.Sequence(lambda n: f"Your code ({n})")
    text = "Here is your code."
    sent_at = NOW


def a_decision(project, by, **said):
    """Record a decision of one maker through the service; ``said`` replaces what it says."""
    content = {
        "what": "Lights are dimmed from 11pm, reading lamps stay",
        "why": "People could not rest under full light.",
        "decided_on": DAY,
        "makers": [Maker(member=by)],
        "now": NOW,
    }
    return record_decision(project, by=by, **{**content, **said})


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = Report

    project = factory.SubFactory(ProjectFactory)
    asked_by = factory.SubFactory(UserFactory)
    starts_on = DAY - timedelta(days=91)
    ends_on = DAY
    created_at = NOW
    due_at = NOW


def a_ready_report(project, **fields):
    """Store a report of which both page and PDF are three words."""
    report = ReportFactory(project=project, done_at=NOW, stage=Stage.READY, **fields)
    ReportFile.objects.create(
        report=report,
        html="<h1>Three words here</h1>",
        pdf=b"%PDF three words",
        sha256="0" * 64,
        pages=1,
        created_at=NOW,
    )
    return report


def a_ready_pack(review, **fields):
    """Store a pack of two sheets of which the PDF is three words."""
    wanted = {"created_at": NOW, "due_at": NOW, "done_at": NOW, "stage": Stage.READY}
    pack = Pack.objects.create(review=review, send_back="The box", **wanted, **fields)
    pack.sheets.set(make_sheets(review, count=2, role=Role.PARTICIPANT, on=DAY))
    PackFile.objects.create(pack=pack, pdf=b"%PDF three words", pages=1)
    return pack


def a_ready_letter_pack(project, **fields):
    """Store a pack of letters of which the PDF is three words."""
    wanted = {"created_at": NOW, "due_at": NOW, "done_at": NOW, "stage": Stage.READY}
    pack = LetterPack.objects.create(project=project, letter_count=1, **wanted, **fields)
    LetterPackFile.objects.create(pack=pack, pdf=b"%PDF three words", pages=1)
    return pack


class ReviewFactory(DjangoModelFactory):
    """
    A review that a facilitator opened by hand: it asks whoever takes part when it is made.

    With ``words`` (texts of one's own) it is closed at once.
    """

    class Meta:
        model = Review

    project = factory.SubFactory(ProjectFactory)
    title = "Review of November 2026"
    closes_on = DAY + timedelta(days=14)
    now = NOW
    words = ()

    @classmethod
    def _create(cls, model_class, *args, project, words, **kwargs):
        review = open_review(project, **kwargs)
        review.words.bulk_create(Words(review=review, text=text) for text in words)
        if words:
            close_review(review, now=kwargs["now"])
        return review


class LessonFactory(DjangoModelFactory):
    """A lesson that nothing came of yet."""

    class Meta:
        model = Lesson

    project = factory.SubFactory(ProjectFactory)
    learned = factory.Sequence(lambda n: f"People wait more calmly when they know how long ({n})")
    recorded_at = NOW


def own_indicator(organisation: Organisation, *, element: str = "human", **more) -> Indicator:
    """Add an indicator of the organisation's own under an element."""
    fields = {"wording": "We meet where people feel at home.", **more}
    found = Element.objects.in_use().get(key=element)
    return add_indicator(organisation, element=found, **fields)
