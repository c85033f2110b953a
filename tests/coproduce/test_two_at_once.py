"""Two people end, set or change one thing: the second sees both texts. No service that does so can be left out."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.models import ProposalSay
from plan.models import Addition
from plan.services import end_project, take_down_addition
from projects.models import Project
from questions.models import Contribution, Question
from questions.services import end_question, hide_words
from tests import factories
from tests.coproduce.what_changes import (
    ASK_EACH,
    CHANGES,
    ENDS,
    HIGH,
    LOW,
    NOT_WORDS,
    OTHERS,
    PARTS,
    QUERIES,
    SETS,
    Setting,
)
from tests.coproduce.writers import called_by, takes, writers
from tests.factories import NOW
from tests.filled_forms import Form, filled_forms
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World

THEIRS = "Theirs: the <corridor> is too cold."
MINE = "Mine: nobody came at night."
ROOT = Path(settings_of_django.BASE_DIR)


def test_every_service_that_changes_a_row_is_named():
    """Whatever makes a new row and finds it by the key of its form again has nothing to lose."""
    makes = {
        name
        for name in writers()
        if "sent_key" in takes(name) and "base_version" not in takes(name)
    }
    named = [*ENDS, *SETS, *CHANGES, *PARTS, *OTHERS]
    wholes = set(PARTS.values()) & set(SETS)
    assert sorted(set(named) ^ (writers() - makes | wholes)) == []
    assert len(named) == len(set(named))


def test_each_is_named_for_what_it_does():
    ends = {"end_once", "require_same_words"}
    assert [name for name in ENDS if not called_by(name) & ends] == []
    assert [name for name in SETS if "stood" not in takes(name) and name not in ASK_EACH] == []
    assert [name for name in CHANGES if "revision" not in takes(name)] == []


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_is_saved_by_its_whole_alone(part):
    name = part.partition(".")[2]
    assert name in called_by(PARTS[part])
    views = [*ROOT.glob("*/views.py"), *ROOT.glob("*/views/*.py")]
    assert [str(file) for file in views if f".{name}(" in file.read_text()] == []


@pytest.fixture
def world(full_world: World, db) -> World:
    return deepcopy(full_world)


@pytest.fixture
def client(world: World) -> Client:
    return world.client(Role.FACILITATOR)


def address_of(name: str, world: World) -> str:
    words = PATTERNS[name].pattern.regex.groupindex
    return reverse(name, kwargs={word: world.arguments[word] for word in words})


def form_on(client: Client, name: str, world: World, words: str, service: str) -> Form:
    address = address_of(name, world)
    page = client.get(address, follow=True)
    found = filled_forms(page.content.decode(), address, words)
    meant = (form for form in found if is_meant(form, service))
    return next(form for form in meant if form.action.partition("#")[0] == address)


def is_meant(form: Form, service: str) -> bool:
    answers = {
        "participation.accept_gap": "accept",
        "participation.answer_gap_with_action": "action",
        "participation.decline_join_request": "no",
        "questions.decline_response": "no",
    }
    return form.data.get("answer") == answers.get(service)


def make_ready(service: str, world: World) -> None:
    """Bring the world to where this can be done."""
    project, facilitator = world.project, world.facilitator
    if service == "decisions.close_proposal":
        ProposalSay.objects.update(reply="We will.", reply_to=F("words"))
    if service == "participation.finish_review":
        project.participation_reviews.get().gaps.all().delete()
    if service == "plan.reopen_project":
        end_project(project, by=facilitator, why="The money is spent.", now=NOW)
    if service == "plan.start_project":
        setting_up = {"state": Project.State.SETTING_UP, "started_on": None}
        Project.objects.filter(pk=project.pk).update(**setting_up)
    if service == "questions.reopen_question":
        question = Question.objects.get(pk=world.arguments["question_pk"])
        end_question(question, end="settled", why="We know.", by=facilitator, now=NOW)
    if service == "updates.change_draft":
        world.arguments["update_pk"] = factories.UpdateFactory(project=project, sent_at=None).pk
    if service == "questions.answer_hiding":
        said = Contribution.objects.get(pk=world.arguments["contribution_pk"])
        hide_words(said, by=facilitator, why="It names somebody.", now=NOW)
    if service == "plan.answer_taking_down":
        addition = Addition.objects.get(pk=world.arguments["addition_pk"])
        take_down_addition(addition, by=facilitator, why="It names somebody.", now=NOW)


def unread(page: str, *texts: str) -> list[str]:
    """Return which of these texts are not in sight."""
    return [text for text in texts if escape(text, quote=False) not in page]


@pytest.mark.parametrize("service", sorted(ENDS))
def test_the_second_who_ends_it_sees_what_both_wrote(service, world, client):
    make_ready(service, world)
    theirs = form_on(client, ENDS[service], world, THEIRS, service)
    mine = form_on(client, ENDS[service], world, MINE, service)
    for form in (theirs, mine):
        if service == "plan.move_step":
            form.data["to_state"] = "exploring"
    assert client.post(theirs.action, theirs.data).status_code == 302

    answer = client.post(mine.action, mine.data)
    assert answer.status_code == 409
    assert unread(answer.content.decode(), THEIRS, MINE) == []


@pytest.mark.parametrize("service", sorted(ENDS))
def test_sending_the_same_twice_is_no_conflict(service, world, client):
    make_ready(service, world)
    form = form_on(client, ENDS[service], world, MINE, service)
    if service == "plan.move_step":
        form.data["to_state"] = "exploring"
    assert [client.post(form.action, form.data).status_code for _ in range(2)] == [302, 302]


def of_each(pages: dict[str, list[Any]]) -> Iterable[Any]:
    """Return a parameter of each page, by its name."""
    return [
        pytest.param(service, page, id=getattr(page, "page", page))
        for service, found in sorted(pages.items())
        for page in found
    ]


def says_how(form: Form) -> bool:
    """Whether a form carries how it stood."""
    return any(name.endswith("stood") for name in form.hidden)


class Editor:
    """Two people at one page: what is on it, and what comes of what they send."""

    def __init__(self, world: World, service: str, setting: Setting) -> None:
        make_ready(service, world)
        if setting.is_by_hand:
            world.participant.user = None
            world.participant.save()
            world.arguments["member_pk"] = world.participant.pk
        self.client, self.setting = world.client(setting.role), setting
        days = {f"in_{n}_days": timezone.localdate() + timedelta(days=n) for n in (3, 5)}
        self.known = {**world.arguments, **days}
        self.address = address_of(setting.page, world)
        self.page = address_of(setting.shown_on or setting.page, world)
        self.page += QUERIES.get(setting.shown_on, "").format(**self.known)

    def opens(self, words: str, sent: dict[str, str]) -> dict[str, str]:
        """Open the page, and fill in its form."""
        page = self.client.get(self.page, follow=True).content.decode()
        return self.fills_in(page, words, sent)

    def fills_in(self, page: str, words: str, sent: dict[str, str]) -> dict[str, str]:
        found = filled_forms(page, self.page, words)
        data = next(form.data for form in found if form.action == self.address and says_how(form))
        return data | {
            name.format(**self.known): text.format(**self.known) for name, text in sent.items()
        }

    def sends(self, data: dict[str, str]) -> Any:
        return self.client.post(self.address, data)


@pytest.mark.many_ways
@pytest.mark.parametrize(("service", "setting"), of_each(SETS))
def test_the_second_who_sets_it_sees_what_both_wrote(service, setting, world):
    editor = Editor(world, service, setting)
    first, second = editor.opens(HIGH, setting.theirs), editor.opens(LOW, setting.mine)
    assert editor.sends(first).status_code == 302

    answer = editor.sends(second)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing" in page
    assert [words for words in setting.seen if f'<p dir="auto">{words}</p>' not in page] == []
    # The page that shows both can be saved.
    again = editor.fills_in(page, LOW, setting.mine)
    assert editor.sends(again).status_code == 302


@pytest.mark.parametrize(("service", "setting"), of_each(SETS))
def test_setting_it_twice_alike_is_no_conflict(service, setting, world):
    editor = Editor(world, service, setting)
    data = editor.opens(HIGH, setting.theirs)
    assert [editor.sends(data).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize(("service", "setting"), of_each(SETS))
def test_a_page_that_does_not_say_how_it_stood_saves_nothing(service, setting, world):
    editor = Editor(world, service, setting)
    data = editor.opens(HIGH, setting.theirs)
    stood = next(name for name in data if name.endswith("stood"))
    answer = editor.sends({name: text for name, text in data.items() if name != stood})
    assert answer.status_code == 200
    assert "This page is incomplete. Load it again." in answer.content.decode()


def _with_no_words(data: dict[str, str], name: str) -> dict[str, str]:
    whole = {**data, **NOT_WORDS.get(name, {})}
    return {key: text for key, text in whole.items() if text is not None}


@pytest.mark.parametrize(("service", "name"), of_each(CHANGES))
def test_the_second_who_changes_it_sees_what_both_wrote(service, name, world, client):
    make_ready(service, world)
    theirs, mine = (form_on(client, name, world, words, service) for words in (THEIRS, MINE))
    for form in (theirs, mine):
        form.data = _with_no_words(form.data, name)
    assert client.post(theirs.action, theirs.data).status_code == 302

    answer = client.post(mine.action, mine.data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert unread(page, THEIRS, MINE) == []
    # The page that shows both can be saved.
    address = address_of(name, world)
    again = next(form for form in filled_forms(page, address, MINE) if form.action == address)
    assert client.post(address, _with_no_words(again.data, name)).status_code == 302
