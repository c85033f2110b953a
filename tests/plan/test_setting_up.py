"""A project is made ready and started."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plan import services
from plan.getters import get_readiness
from projects import set_up
from projects.services import choose_public_page
from tests import factories
from tests.factories import DAY
from tests.filled_forms import carried, send
from tests.safety import give_safety_contact


def address(name, project):
    return reverse(f"plan:{name}", args=[project.slug])


def states(project):
    return [task.state for task in set_up.tasks_of(project)]


def test_the_task_list_says_what_is_left(signed_in, maker, new_project):
    page = signed_in(maker).get(address("setup", new_project)).content.decode()
    assert states(new_project) == ["to_do"] * 11
    assert "0 of 11 done." in page
    assert "Time, money and permission: not confirmed yet" in page


def test_the_task_list_ticks_off_what_is_done(maker, new_project):
    me = new_project.members.get()
    services.confirm_readiness(get_readiness(new_project)[0], by=me, on=DAY, note="")
    factories.BoundaryFactory(project=new_project, kind="fixed")
    factories.GroupFactory(project=new_project)
    factories.MemberFactory(project=new_project)
    factories.ReviewRhythmFactory(project=new_project)
    factories.StepFactory(project=new_project)
    factories.UnsettledFactory(project=new_project)
    new_project.help_name = "Jo"
    assert states(new_project) == ["to_do", "started", "started", *["done"] * 6, "to_do", "to_do"]
    give_safety_contact(new_project)
    assert states(new_project) == ["to_do", "started", "started", *["done"] * 7, "to_do"]
    choose_public_page(new_project, now=timezone.now())
    assert states(new_project) == ["to_do", "started", "started", *["done"] * 8]


def test_the_list_is_read_in_one_query(new_project, django_assert_num_queries):
    states(new_project)
    with django_assert_num_queries(1):
        states(new_project)


@pytest.mark.parametrize(
    ("task", "form"),
    [
        ("Say what the project is for", {"name": "Signs", "purpose": "Light.", "revision": 1}),
        (
            "Say what can change and what cannot",
            {"kind": "fixed", "what": "No building", "why": "Winter", "who": "The estates manager"},
        ),
        ("Plan the first steps", {"title": "Ask the night staff", "state": "planned"}),
        ("Choose whether there is a public page", {"is_public": "no"}),
        (
            "List the groups of people",
            {"name": "People who wait", "sector": "using", "involve": "yes"},
        ),
    ],
)
def test_whoever_comes_from_the_list_goes_back_to_it(signed_in, maker, new_project, task, form):
    client = signed_in(maker)
    found = next(one for one in set_up.tasks_of(new_project) if one.name == task)
    page = client.get(found.url)
    assert address("setup", new_project) in page.content.decode().split("<main")[1]
    answer = client.post(found.url, carried(client, found.url) | form)
    assert answer.status_code == 302, answer.context["form"].errors
    assert answer.headers["Location"] == address("setup", new_project)


def test_an_error_stays_on_the_page_and_others_go_where_they_always_did(
    signed_in, maker, new_project
):
    client = signed_in(maker)
    add = address("boundary_create", new_project)
    assert client.post(f"{add}?from=set-up", {}).status_code == 200
    words = {"kind": "fixed", "what": "No building", "why": "Winter", "who": "The manager"}
    assert client.post(add, words).headers["Location"] == address("boundary_list", new_project)


def test_the_task_list_links_every_task_to_a_page(signed_in, maker, new_project):
    client = signed_in(maker)
    for task in set_up.tasks_of(new_project):
        assert client.get(task.url).status_code == 200, task.name


def test_whoever_comes_from_the_task_list_goes_back_to_it(signed_in, maker, new_project):
    client, setup = signed_in(maker), address("setup", new_project)
    page = client.get(setup).content.decode()
    for task in set_up.tasks_of(new_project):
        assert task.url.endswith("?from=set-up")
        assert f'href="{task.url}"' in page
    for name in ("boundary_list", "unsettled_list"):
        page = client.get(f"{address(name, new_project)}?from=set-up").content.decode()
        create = address(name.replace("list", "create"), new_project)
        assert f'href="{create}?from=set-up"' in page
    typed = {"title": "Ask", "kind": "open", "what": "The chairs", "look_again_on": "2027-01-05"}
    for name, other in (
        ("step_create", "plan"),
        ("boundary_create", "boundary_list"),
        ("unsettled_create", "unsettled_list"),
    ):
        create = address(name, new_project)
        assert client.post(f"{create}?from=set-up", typed).url == setup
        assert client.post(create, typed).url == address(other, new_project)


def test_whoever_changes_readiness_from_the_plan_goes_back_to_it(signed_in, maker, new_project):
    answers = {
        f"{kind}_{part}": value
        for kind in ("time", "money", "permission")
        for part, value in (("confirmed", "no"), ("note", ""))
    }
    client, ready = signed_in(maker), address("readiness_edit", new_project)
    assert send(client, ready, answers).url == address("setup", new_project)
    assert send(client, f"{ready}?from=plan", answers).url == address("plan", new_project)


def test_a_project_that_is_not_ready_starts_only_with_a_reason(signed_in, maker, new_project):
    client, start = signed_in(maker), address("project_start", new_project)
    answer = client.post(start, {"reason": " "})
    assert answer.context["form"].errors == {
        "reason": ["Say why you start before all of this is ready."]
    }
    client.post(start, {"reason": "Winter is near."})
    new_project.refresh_from_db()
    assert (new_project.state, new_project.started_on) == ("running", timezone.localdate())
    page = client.get(address("plan", new_project)).content.decode()
    assert "Winter is near." in page


def test_a_project_that_is_ready_starts_without_a_reason(signed_in, maker, new_project):
    me = new_project.members.get()
    for check in get_readiness(new_project):
        services.confirm_readiness(check, by=me, on=DAY, note="")
    give_safety_contact(new_project)
    client, start = signed_in(maker), address("project_start", new_project)
    assert client.get(start).context["form"].fields.get("reason") is None
    new_project.refresh_from_db()
    assert new_project.is_being_set_up
    client.post(start)
    new_project.refresh_from_db()
    assert (new_project.state, new_project.start_reason) == ("running", "")


def test_who_starts_without_anybody_to_ring_says_why(signed_in, maker, new_project):
    me = new_project.members.get()
    for check in get_readiness(new_project):
        services.confirm_readiness(check, by=me, on=DAY, note="")
    client, start = signed_in(maker), address("project_start", new_project)
    page = client.get(start).content.decode()
    assert "Nobody knows yet whom to ring when somebody is in danger." in page
    assert reverse("projects:safety_edit", args=[new_project.slug]) in page
    assert "Say it before you start" in client.get(address("setup", new_project)).content.decode()
    client.post(start, {})
    new_project.refresh_from_db()
    assert new_project.is_being_set_up
    client.post(start, {"reason": "The ward names somebody on Monday."})
    new_project.refresh_from_db()
    assert new_project.start_reason == "The ward names somebody on Monday."


def test_starting_twice_keeps_the_first_start(signed_in, maker, new_project):
    client, start = signed_in(maker), address("project_start", new_project)
    client.post(start, {"reason": "Winter is near."})
    client.post(start, {"reason": "Another."})
    new_project.refresh_from_db()
    assert new_project.start_reason == "Winter is near."


def test_readiness_keeps_who_and_when_for_what_changed_only(signed_in, maker, new_project):
    answers = {
        "time_confirmed": "yes",
        "time_note": "Until May",
        "money_confirmed": "no",
        "money_note": "",
        "permission_confirmed": "no",
        "permission_note": "The board meets in June",
    }
    client, ready = signed_in(maker), address("readiness_edit", new_project)
    send(client, ready, answers)
    send(client, ready, answers)
    assert [(c.is_confirmed, c.note, c.confirmed_on) for c in get_readiness(new_project)] == [
        (True, "Until May", timezone.localdate()),
        (False, "", None),
        (False, "The board meets in June", None),
    ]
    send(
        client, ready, {**answers, "time_confirmed": "no", "time_note": "The ward lost two people"}
    )
    check = get_readiness(new_project)[0]
    assert (check.is_confirmed, check.confirmed_by) == (False, None)


def test_two_who_write_about_different_checks_lose_nothing(signed_in, maker, new_project):
    client, ready = signed_in(maker), address("readiness_edit", new_project)
    kinds = ("time", "money", "permission")
    as_shown = {f"{kind}_confirmed": "no" for kind in kinds} | carried(client, ready)
    client.post(ready, {**as_shown, "time_note": "Until May"})
    client.post(ready, {**as_shown, "money_note": "From the trust"})
    assert [check.note for check in get_readiness(new_project)] == [
        "Until May",
        "From the trust",
        "",
    ]
    # Of a check about which both wrote, both texts are shown; what only the other wrote is taken over.
    answer = client.post(ready, {**as_shown, "money_note": "From the council"})
    assert [(clash.theirs, clash.mine) for clash in answer.context["form"].conflict] == [
        ("From the trust", "From the council")
    ]
    assert "Money: What do we have, and from whom?" in answer.text
    assert "Until May</textarea>" in answer.text


def test_plan_says_who_confirmed_and_whether_it_was_after_the_start(signed_in, maker, new_project):
    me = new_project.members.get()
    time, money, _permission = get_readiness(new_project)
    services.confirm_readiness(time, by=me, on=DAY, note="")
    services.start_project(new_project, by=me, on=DAY, reason="Winter is near.")
    services.confirm_readiness(money, by=me, on=DAY, note="")
    page = signed_in(maker).get(address("plan", new_project)).content.decode()
    assert page.count("Confirmed by Mia on Thursday 19 November 2026") == 2
    assert page.count("after the start") == 1
    assert page.count("Not confirmed") == 1
