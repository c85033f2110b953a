"""Two people end or set one thing: the second sees both texts. A verb that ends something cannot be forgotten here."""

import ast
from pathlib import Path

import pytest
from django.conf import settings as settings_of_django
from django.test import Client
from django.urls import reverse

from plan.services import end_project
from tests.factories import NOW
from tests.filled_forms import Form, filled_forms
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World, make_world

THEIRS = "Theirs: the <corridor> is too cold."
MINE = "Mine: nobody came at night."
#: The service that ends something -> the page on which somebody does it with words.
ENDS = {
    "actions.finish_action": "actions:action_finish",
    "participation.accept_gap": "participation:gap_answer",
    "participation.answer_gap_with_action": "participation:gap_answer",
    "participation.finish_review": "participation:review_finish",
    "plan.close_concern": "plan:concern_close",
    "plan.end_project": "plan:project_end",
    "plan.finish_follow_up": "plan:follow_up_finish",
    "plan.move_step": "plan:step_move",
    "plan.reopen_project": "plan:project_reopen",
    "plan.retire_boundary": "plan:boundary_retire",
    "plan.retire_known_thing": "plan:strength_retire",
    "plan.retire_statement": "plan:statement_retire",
    "plan.settle_unsettled": "plan:unsettled_settle",
    "plan.take_down_addition": "plan:addition_take_down",
}
#: What somebody sets of which there is one -> its page.
SETS = {
    "elements.set_review_rhythm": "elements:rhythm_edit",
    "participation.set_review_rhythm": "participation:review_rhythm",
    "plan.answer_planning": "plan:step_together_for",
    "outbox.set_preference": "outbox:member_preference",
    "outbox.set_preference of somebody without email": "participation:member_contact",
}
NO_WORDS = "it takes no words, so there are none to lose"
#: Services that end something in one UPDATE of their own, each with the reason.
OTHERS = {
    **dict.fromkeys(
        [
            *("accounts.use_code", "accounts.use_link"),
            *("outbox.retry_delivery", "outbox.tick_deliveries", "outbox.untick_deliveries"),
            *("participation.accept_invitation", "participation.confirm_import"),
            *("participation.decline_invitation", "participation.end_membership"),
            *("participation.resend_invitation", "participation.withdraw_invitation"),
            *("participation.retire_group", "elements.retire_indicator"),
        ],
        NO_WORDS,
    ),
    "participation.invite_member": "its words are for the new invitation, which is sent",
    "plan._keep_concern": "a member ends what is their own",
    "questions.answer_contribution": "its page shows both itself (tests/questions/test_views.py)",
    "updates.send_update": "it takes a revision (tests/updates/test_views.py)",
}
ROOT = Path(settings_of_django.BASE_DIR)


def services() -> dict[str, ast.FunctionDef]:
    """Every function of every app's services, by app and name."""
    files = [*ROOT.glob("*/services.py"), *ROOT.glob("*/services/*.py")]
    return {
        f"{file.relative_to(ROOT).parts[0]}.{node.name}": node
        for file in files
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.FunctionDef)
    }


def calls(node: ast.FunctionDef) -> list[ast.Call]:
    return [one for one in ast.walk(node) if isinstance(one, ast.Call)]


def ends_with_words(node: ast.FunctionDef) -> bool:
    names = {call.func.id for call in calls(node) if isinstance(call.func, ast.Name)}
    return bool(names & {"end_once", "require_same_words"})


def updates_a_moment(node: ast.FunctionDef) -> bool:
    """Whether it ends rows by an UPDATE of its own: it sets the moment at which something happened."""
    return any(
        isinstance(call.func, ast.Attribute)
        and call.func.attr == "update"
        and any(str(word.arg).endswith("_at") for word in call.keywords)
        for call in calls(node)
    )


def test_every_service_that_ends_something_is_named():
    known = services()
    assert {name for name, node in known.items() if ends_with_words(node)} == set(ENDS)
    of_their_own = {name for name, node in known.items() if updates_a_moment(node)}
    assert sorted((of_their_own - set(ENDS)) ^ set(OTHERS)) == []


@pytest.fixture
def world(db, settings) -> World:
    settings.DEMO = True
    return make_world()


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
    return next(form for form in found if form.action == address and is_meant(form, service))


def is_meant(form: Form, service: str) -> bool:
    answers = {
        "participation.accept_gap": "accept",
        "participation.answer_gap_with_action": "action",
    }
    return form.data.get("answer") == answers.get(service)


def make_ready(service: str, world: World) -> None:
    """Bring the world to where this can be done."""
    if service == "participation.finish_review":
        world.project.participation_reviews.get().gaps.all().delete()
    if service == "plan.reopen_project":
        facilitator = world.facilitator
        end_project(world.project, by=facilitator, why="The money is spent.", now=NOW)


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
    page = answer.content.decode()
    assert answer.status_code == 409
    assert [
        words
        for words in (THEIRS.replace("<", "&lt;").replace(">", "&gt;"), MINE)
        if words not in page
    ] == []


@pytest.mark.parametrize("service", sorted(ENDS))
def test_sending_the_same_twice_is_no_conflict(service, world, client):
    make_ready(service, world)
    form = form_on(client, ENDS[service], world, MINE, service)
    if service == "plan.move_step":
        form.data["to_state"] = "exploring"
    assert [client.post(form.action, form.data).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("name", sorted(SETS.values()))
def test_the_second_who_sets_it_sees_what_both_wrote(name, world, client):
    if name == "participation:member_contact":
        world.participant.user = None
        world.participant.save()
        world.arguments["member_pk"] = world.participant.pk
    address = address_of(name, world)
    first, second = (
        form_on(client, name, world, words, "") for words in ("11 High Street", "7 Low Street")
    )
    for form, was_there in ((first, "True"), (second, "False")):
        if "was_there" in form.data:
            form.data["was_there"] = was_there
    for form, weeks in ((first, "5"), (second, "9")):
        if "every_weeks" in form.data:
            form.data["every_weeks"] = weeks
        if "channel" in form.data:
            form.data["channel"] = "post"
    assert client.post(address, first.data).status_code == 302

    answer = client.post(address, second.data)
    page = answer.content.decode()
    seen = ("5", "9") if "every_weeks" in first.data else ("11 High Street", "7 Low Street")
    if "was_there" in first.data:
        seen = ("Yes", "No")
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing" in page
    assert [words for words in seen if f'<p dir="auto">{words}</p>' not in page] == []
    # The page that shows both can be saved.
    again = next(
        form for form in filled_forms(page, address, "7 Low Street") if form.action == address
    )
    for word in ("every_weeks", "channel", "was_there"):
        if word in second.data:
            again.data[word] = second.data[word]
    assert client.post(address, again.data).status_code == 302


@pytest.mark.parametrize("name", sorted(SETS.values()))
def test_a_page_that_does_not_say_how_it_stood_saves_nothing(name, world, client):
    if name == "participation:member_contact":
        world.participant.user = None
        world.participant.save()
        world.arguments["member_pk"] = world.participant.pk
    form = form_on(client, name, world, "11 High Street", "")
    del form.data["stood"]
    answer = client.post(form.action, form.data)
    assert answer.status_code == 200
    assert "This page is incomplete. Load it again." in answer.content.decode()
