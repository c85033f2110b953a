"""A project with something of everything that a report tells of."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from decisions.services import Maker, correct_decision, record_decision
from participation.models import Gap
from plan.models import Boundary, Step
from projects.models import Member, Project
from reports import services
from reports.models import Report
from tests import factories
from tests.elements.conftest import ago, send
from tests.factories import DAY, NOW

QUARTER = timedelta(days=91)


@pytest.fixture(autouse=True)
def no_pdf_without_mark(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that is not marked ``pdf`` gets a PDF of nothing, at once."""
    if not request.node.get_closest_marker("pdf"):
        monkeypatch.setattr("reports.rendering.render_pdf", lambda html: (b"%PDF of nothing", 1))


@pytest.fixture
def report(project: Project, facilitator) -> Report:
    """A report of the last quarter that waits."""
    return services.ask_for_report(
        project, by=facilitator, starts_on=DAY - QUARTER, ends_on=DAY, now=NOW
    )


def made(report: Report) -> Report:
    """Make a report, and return it as it is stored."""
    assert services.render_report(report, now=NOW)
    return Report.objects.select_related("file", "project").get(pk=report.pk)


def text_of(pdf: bytes, folder: Path) -> str:
    """Return the words of a PDF as pdftotext reads them, on one line."""
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True
    )
    return " ".join(done.stdout.split())


@pytest.fixture
def full_project(project: Project, jo: Member, amina: Member) -> Project:
    """A project with one of each: decision corrected, step dropped, review with three gaps, update sent."""
    Project.objects.filter(pk=project.pk).update(start_reason="The ward could not wait any longer.")
    decision = record_decision(
        project,
        by=jo,
        what="Lights are dimmed from 10pm",
        why="Two people had left before they were seen.",
        decided_on=DAY - timedelta(days=20),
        makers=[Maker(member=amina), Maker(name="Mr Hart", as_what="estates manager")],
        considered="Eye masks.",
        now=ago(19),
    )
    correct_decision(
        decision,
        by=jo,
        base_version=1,
        change_why="The hour was wrong.",
        what="Lights are dimmed from 11pm",
        now=ago(10),
    )
    step = factories.StepFactory(
        project=project, title="A second screen", state=Step.State.DROPPED, why_dropped="Too loud."
    )
    step.changes.create(from_state="doing", to_state="dropped", why="Too loud.", by=jo, at=ago(5))
    factories.BoundaryFactory(project=project, what="No building work", kind=Boundary.Kind.FIXED)
    factories.UnsettledFactory(project=project, what="Where the drinks machine stands")
    statement = factories.StatementFactory(project=project, words="We let each other finish.")
    factories.agreement(statement, amina)
    factories.agreement(statement, jo, "not-yet", concern="PRIVATE TO THE PROJECT")
    factories.ReadinessCheckFactory(project=project, note="Two hours a week.")
    nobody = factories.GroupFactory(project=project, name="Night porters")
    one = factories.GroupFactory(project=project, name="Carers at night")
    factories.SpeaksForFactory(group=one, member=amina)
    review = factories.ParticipationReviewFactory(
        project=project, due_on=DAY - timedelta(days=30), reflection="The porters are missing."
    )
    action = factories.ActionFactory(project=project, owner=jo, what="Ring the porters")
    review.gaps.create(
        kind=Gap.Kind.NOBODY, group=nobody, what=nobody.name, outcome="action", action=action
    )
    review.gaps.create(
        kind=Gap.Kind.ONE,
        group=one,
        what=one.name,
        outcome="accepted",
        reason="She asks the others.",
    )
    review.gaps.create(
        kind=Gap.Kind.NEVER_CAME, what="PRIVATE NAME", outcome="accepted", reason="PRIVATE REASON"
    )
    send(project, days=4, tells_of=[decision])
    project.refresh_from_db()
    return project
