"""What speaks against a project: a row for each figure of a record that counts what is missing, late or changed."""

from datetime import timedelta

from decisions.services import correct_decision
from participation.models import Group
from plan.models import StepChange
from projects.models import Member, Project
from tests import factories
from tests import known_factories as known
from tests.elements.community import add_unsound_community
from tests.elements.conftest import DAY, NOW, ago, decide
from tests.questions.rows import answered, contribution, question, wording


def add_unsound(project: Project, jo: Member) -> None:
    """Fill a project that runs with what is missing, late or changed."""
    _add_groups(project, jo)
    _add_plan(project, jo)
    _add_said(project, jo)
    add_unsound_community(project, jo)
    slow = decide(project, jo, days=60, written=30, look_again_on=ago(1).date())
    correct_decision(
        slow, by=jo, base_version=1, change_why="A typo.", why="Nobody slept.", now=NOW
    )
    decide(project, jo, days=50)
    factories.LessonFactory(project=project, recorded_at=ago(100))
    factories.ReviewFactory(project=project)
    known.FollowUpFactory(project=project, done_at=ago(1), found="The lamps are still there.")
    known.FollowUpFactory(project=project, done_at=ago(2), found="The chairs are too.")
    for make in (known.StartingPointFactory, known.StrengthFactory, known.ImpactFactory):
        make(project=project)
    known.DifficultyFactory.create_batch(2, project=project)
    known.HandoverFactory(project=project, retired_at=ago(1), retired_why="They moved.")
    known.HandoverFactory.create_batch(2, project=project)
    known.ExistingFactory(project=project)
    known.ExistingFactory(project=project, owners_say="leave")


def _add_groups(project: Project, jo: Member) -> None:
    uneven = {"reach": "?", "say_today": "none", "say_wanted": "some"}
    for sector in (Group.Sector.CARERS, Group.Sector.DECIDERS):
        group = factories.GroupFactory(project=project, sector=sector, **uneven)
    factories.SpeaksForFactory(group=group, member=factories.MemberFactory(project=project))
    factories.imbalance_action(group, owner=jo, due_on=ago(5).date())
    for _ in range(2):
        factories.imbalance_action(group, owner=jo)
    factories.imbalance_action(group, owner=jo, done_at=ago(5), outcome="They chair now.")
    gone = factories.GroupFactory(project=project, retired_at=ago(3), **uneven)
    factories.imbalance_action(gone, owner=jo)
    factories.ParticipationReviewFactory(
        project=project, due_on=ago(40).date(), opened_at=ago(40), finish_by=ago(20).date()
    )


def _add_plan(project: Project, jo: Member) -> None:
    promise = known.PlanPromiseFactory(project=project)
    for words in ("We tell you.", "We ask you."):
        promise.changes.create(was=words, by=jo, at=ago(4))
    factories.UnsettledFactory(project=project, look_again_on=ago(2).date())
    factories.UnsettledFactory(project=project, settled_at=ago(2), outcome="By the door.")
    again = factories.StepFactory(project=project, state="doing")
    StepChange.objects.create(
        step=again, from_state="dropped", to_state="doing", by=jo, at=ago(9), why="It is quiet."
    )
    factories.StepFactory(project=project, state="exploring", created_at=ago(200))
    past, changed = factories.BoundaryFactory.create_batch(
        2, project=project, until=DAY - timedelta(days=1)
    )
    changed.changes.create(was=f"{past}, it said", by=jo, at=ago(3))
    factories.BoundaryFactory(project=project, retired_at=ago(1), retired_why="It was built.")


def _add_said(project: Project, jo: Member) -> None:
    other = factories.MemberFactory(project=project)
    contribution(other, kind="idea", said_at=ago(30), answer_by=ago(16).date())
    contribution(jo, is_unasked=True, said_at=ago(3), answer_by=DAY)
    for outcome, day in (("no", None), ("not-now", ago(1).date())):
        said = contribution(other, said_at=ago(30), answer_by=ago(16).date())
        answered(said, by=jo, at=ago(10), outcome=outcome, until=day)
    asked = question(jo)
    wording(asked, other, at=ago(40))
    wording(asked, other, outcome="declined", answered_at=ago(1), answer="We ask it so.")
