"""The stack of docker-compose.yml starts by its own commands and carries the coordinator's journey."""

import io

import pikepdf
import pytest

from tests.system.conftest import code_in, new_database
from tests.system.person import Person
from tests.system.processes import manage, wait_for
from tests.system.stack import Stack

CORA = "cora@example.org"
PEOPLE = """
from django.utils import timezone
from accounts.models import User
from decisions.services import Maker, record_decision
from projects.models import (Coordinator, Organisation)
from plan.services import start_project
from projects.services import create_project
hospital = Organisation.objects.create(name="Riverside Hospital", slug="riverside-hospital")
cora = User.objects.for_email("cora@example.org", name="Cora")
Coordinator.objects.create(organisation=hospital, user=cora)
now, today = timezone.now(), timezone.localdate()
project = create_project(
    organisation=hospital, by=User.objects.for_email("jo@example.org"), name="Waiting at night",
    summary="", purpose="So that nobody waits in the dark.", now=now, known_as="Jo",
)
jo = project.members.get()
start_project(project, by=jo, on=today, reason="The first talks need no money.")
record_decision(
    project, by=jo, what="Lights are dimmed from 11pm", why="People could not rest.",
    decided_on=today, makers=[Maker(member=jo)], now=now,
)
for number in range(5):
    User.objects.for_email(f"member{number}@example.org")
"""
TICK_TWICE = """
from accounts.tasks import send_due
send_due.delay()
send_due.delay()
"""


@pytest.fixture(scope="module")
def with_people(tmp_path_factory, migrated):
    """A database with people; no test writes into it."""
    with new_database(like=migrated) as address:
        env = Stack(tmp_path_factory.mktemp("people"), database=address).env
        manage("shell", "--verbosity", "0", "-c", PEOPLE, env=env)
        yield address


@pytest.fixture
def stack(tmp_path, with_people, redis_url, postbox):
    with (
        new_database(like=with_people) as database,
        Stack(tmp_path, database=database, broker=redis_url, mail=postbox.url) as running,
    ):
        yield running


def ask_for_code(stack, email):
    """Return a person who waits for a code at this address."""
    person = Person(stack.site).open("/sign-in/").send("email", email=email)
    assert person.status == 200, person.words
    return person


def test_every_part_of_the_stack_runs(stack):
    names = ("web", "worker", "codes", "beat")
    assert [name for name in names if stack.programs[name].is_running()] == list(names)
    assert "beat: Starting..." in stack.programs["beat"].words


def test_a_coordinator_goes_from_the_email_over_the_portfolio_to_the_pdf_of_a_report(
    stack, postbox
):
    cora = ask_for_code(stack, CORA)
    cora.send("code", code=postbox.wait_for_code(CORA))
    assert (cora.status, cora.url) == (200, f"{stack.site}/")
    cora.follow("See all projects")
    assert "No report yet" in cora.words
    cora.follow("Waiting at night").follow("Reports").follow("Ask for a report")
    cora.send("starts_on")
    assert "/reports/" in cora.url
    report = cora.url

    wait_for(lambda: "Download the PDF" in cora.open(report).words, seconds=60, name="the report")
    cora.follow("Download the PDF")

    assert cora.headers["content-type"] == "application/pdf"
    assert cora.headers["content-disposition"].startswith('attachment; filename="waiting-at-night-')
    with pikepdf.open(io.BytesIO(cora.body)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) > 1
    cora.open("/organisations/riverside-hospital/")
    assert "Download the report of" in cora.words


def test_emails_wait_while_no_worker_lives_and_leave_once(stack, postbox):
    stack.programs["codes"].kill()
    addresses = [f"member{number}@example.org" for number in range(5)]
    for address in addresses:
        ask_for_code(stack, address)
    assert postbox.messages == []

    stack.start("codes")
    wait_for(lambda: len(postbox.messages) >= 5, seconds=60, name="five emails")
    # Ticks that piled up, and tasks that came back, find nothing left to send.
    manage("shell", "--verbosity", "0", "-c", TICK_TWICE, env=stack.env)
    wait_for(lambda: stack.programs["codes"].words.count("succeeded in") >= 7, name="the ticks")
    assert sorted(message["To"] for message in postbox.messages) == addresses
    assert len({message["Message-ID"] for message in postbox.messages}) == 5
    assert len({code_in(message) for message in postbox.messages}) > 1
