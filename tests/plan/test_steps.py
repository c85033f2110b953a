"""The steps of the plan and their history."""

import pytest
from django.urls import reverse

from plan import services
from plan.models import Step
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight


@pytest.fixture
def list_url(project):
    return reverse("plan:step_list", args=[project.slug])


@pytest.fixture
def step(project, jo):
    return services.add_step(project, by=jo, title="Try softer lamps", owner=jo, now=NOW)


def test_step_create_puts_it_into_the_plan(
    signed_in, facilitator, participant, jo, amina, project, list_url
):
    signed_in(facilitator).post(
        f"{list_url}new/",
        {"title": "Borrow chairs", "due_on": "2026-12-01", "owner": amina.pk}
        | {"planned_by": [jo.pk, amina.pk]},
    )
    step = project.steps.get()
    assert (step.number, step.state, step.owner, step.due_on) == (
        1,
        "planned",
        amina,
        DAY.replace(month=12, day=1),
    )
    assert set(step.planned_by.all()) == {jo, amina}
    page = tight(signed_in(participant).get(f"{list_url}{step.pk}/").content.decode())
    assert "Amina, Jo" in page
    assert "Put into the plan" in page


def test_only_people_of_the_project_look_after_a_step(signed_in, facilitator, list_url):
    other = factories.MemberFactory()
    answer = signed_in(facilitator).post(
        f"{list_url}new/", {"title": "Ask", "owner": other.pk, "planned_by": [other.pk]}
    )
    assert answer.context["form"].errors == {
        "owner": ["Choose one of the answers in the list."],
        "planned_by": ["Choose one of the answers in the list."],
    }


def test_a_step_ends_on_or_after_its_start(signed_in, facilitator, list_url):
    answer = signed_in(facilitator).post(
        f"{list_url}new/", {"title": "Ask", "starts_on": "2026-12-02", "due_on": "2026-12-01"}
    )
    assert answer.context["form"].errors == {
        "__all__": ["A step ends on or after the day it starts."]
    }


def test_the_form_asks_for_little_and_opens_the_rest_when_it_says_something(
    signed_in, facilitator, jo, step, list_url
):
    client = signed_in(facilitator)
    folded = '<details class="addmore">'
    page = tight(client.get(f"{list_url}new/").content.decode())
    first, _summary, rest = page.partition(folded)
    assert 'name="title"' in first
    assert 'name="details"' not in first
    assert 'name="details"' in rest
    page = tight(
        client.post(f"{list_url}new/", {"title": "Ask", "starts_on": "soon"}).content.decode()
    )
    assert '<details class="addmore" open>' in page
    assert folded in tight(client.get(f"{list_url}{step.pk}/edit/").content.decode())
    step.details = "Two of each."
    services.change_step(step, revision=1, by=jo, planned_by=[], now=NOW)
    page = tight(client.get(f"{list_url}{step.pk}/edit/").content.decode())
    assert '<details class="addmore" open>' in page


def test_step_move_keeps_the_history_in_view(signed_in, facilitator, participant, step, list_url):
    url = f"{list_url}{step.pk}/move/"
    client = signed_in(facilitator)
    client.post(url, {"to_state": "exploring"})
    answer = client.post(url, {"to_state": "dropped"})
    assert answer.context["form"].errors == {"why": ["Say why you drop it. Everybody can read it."]}
    client.post(url, {"to_state": "dropped", "why": "It was too dark."})
    answer = signed_in(participant).get(f"{list_url}{step.pk}/")
    assert [(c.to_state, c.why) for c in answer.context["changes"]] == [
        ("dropped", "It was too dark."),
        ("exploring", ""),
        ("planned", ""),
    ]
    assert "It was too dark." in answer.content.decode()


def test_step_edit_keeps_what_it_said(signed_in, facilitator, step, list_url):
    client = signed_in(facilitator)
    client.post(f"{list_url}{step.pk}/edit/", {"title": "Try warm lamps", "revision": 1})
    page = client.get(f"{list_url}{step.pk}/").content.decode()
    assert "<h1>Try warm lamps</h1>" in page
    assert "Try softer lamps<br>Who looks after it: Jo" in page


def test_the_second_editor_sees_both_texts(signed_in, facilitator, step, list_url):
    client, url = signed_in(facilitator), f"{list_url}{step.pk}/edit/"
    client.post(url, {"title": "Theirs", "revision": 1})
    answer = client.post(url, {"title": "Mine", "revision": 1})
    assert answer.status_code == 409
    assert answer.context["form"].conflict.title == "Theirs"
    assert 'value="Mine"' in answer.content.decode()


def test_two_people_say_who_planned_it_and_the_second_sees_both(
    signed_in, facilitator, jo, amina, step, list_url
):
    client, url = signed_in(facilitator), f"{list_url}{step.pk}/edit/"
    form = {"title": step.title, "owner": jo.pk, "revision": 1}
    client.post(url, {**form, "planned_by": [amina.pk]})
    answer = client.post(url, {**form, "planned_by": [jo.pk]})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Who planned it together: Amina" in page
    assert "Who planned it together: Jo" in page
    assert list(step.planned_by.all()) == [amina]
    # The same sent twice is saved.
    assert client.post(url, {**form, "planned_by": [amina.pk]}).status_code == 302


def test_a_step_of_another_project_is_not_there(signed_in, facilitator, twin, list_url):
    step = factories.StepFactory(project=twin)
    for page in ("", "edit/", "move/"):
        assert signed_in(facilitator).get(f"{list_url}{step.pk}/{page}").status_code == 404


def test_words_of_people_are_never_markup(signed_in, facilitator, project, jo, list_url):
    step = services.add_step(project, by=jo, title="<script>x</script>", details="<b>", now=NOW)
    for url in (list_url, f"{list_url}{step.pk}/", reverse("plan:plan", args=[project.slug])):
        page = signed_in(facilitator).get(url).content.decode()
        assert "&lt;script&gt;x" in page
        assert "<script>x" not in page


def test_step_list_pages_by_number_and_keeps_its_state(signed_in, participant, project, list_url):
    for number in range(1, 61):
        state = Step.State.DONE if number % 2 else Step.State.PLANNED
        factories.StepFactory(project=project, number=number, state=state)
    client = signed_in(participant)
    first = client.get(f"{list_url}?state=done")
    second = client.get(list_url + first.context["pages"]["older"])
    back = client.get(list_url + second.context["pages"]["newer"])
    assert [s.number for s in first.context["steps"]] == list(range(1, 50, 2))
    assert [s.number for s in second.context["steps"]] == [51, 53, 55, 57, 59]
    assert second.context["pages"]["older"] == ""
    assert back.context["steps"] == first.context["steps"]
    assert back.context["pages"]["newer"] == ""


def test_step_list_costs_the_same_with_3_and_30_rows(
    queries_of, participant, amina, project, list_url
):
    factories.StepFactory.create_batch(3, project=project, owner=amina)
    few = queries_of(participant, list_url)
    factories.StepFactory.create_batch(27, project=project, owner=amina)
    assert queries_of(participant, list_url) == few
    assert few <= (12, 2)


def test_step_detail_costs_the_same_with_a_long_history(
    queries_of, participant, jo, step, list_url
):
    few = queries_of(participant, f"{list_url}{step.pk}/")
    for _ in range(15):
        services.move_step(step, by=jo, to_state="doing", now=NOW)
        services.move_step(step, by=jo, to_state="exploring", now=NOW)
    assert queries_of(participant, f"{list_url}{step.pk}/") == few
    assert few <= (12, 2)


def test_a_move_that_gives_a_step_its_first_day_reads_as_a_move(
    signed_in, participant, project, jo
):
    step = factories.StepFactory(project=project)
    services.move_step(step, by=jo, to_state="doing", now=NOW)
    assert step.changes.get().was == step.title
    url = reverse("plan:step_detail", args=[project.slug, step.pk])
    page = signed_in(participant).get(url)
    assert lacks(page, "Before, it said:", but_has="What happened to it")
