"""People are picked by typing: nobody lists all members, and only those who may be chosen can be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.folding import fold
from plan.models import Step
from projects.models import Member
from tests import factories
from tests.factories import (
    NOW,
    CoordinatorFactory,
    GroupFactory,
    LessonFactory,
    MemberFactory,
    ProjectFactory,
    a_decision,
)
from tests.known_factories import ImpactFactory, StartingPointFactory
from tests.pages import tight

MANY = 10_000
#: Every form in which people are picked, and the row that its address names.
PAGES = [
    ("plan:step_create", ""),
    ("plan:step_edit", "step"),
    ("plan:addition_create", "starting_point"),
    ("plan:impact_notice", "impact"),
    ("plan:handover_create", ""),
    ("actions:action_create", ""),
    ("actions:takeover_ask", "action"),
    ("participation:imbalance_action", "group"),
    ("elements:lesson_create", ""),
    ("elements:lesson_edit", "lesson"),
    ("decisions:decision_create", ""),
]


@pytest.fixture
def client(signed_in, facilitator):
    return signed_in(facilitator)


@pytest.fixture
def steps(project):
    return reverse("plan:step_create", args=[project.slug])


def fill(project, count: int) -> None:
    Member.objects.bulk_create(
        Member(project=project, known_as=f"Person {number:05}", joined_at=NOW)
        for number in range(count)
    )


@pytest.fixture
def typed():
    return {"title": "Dim the lights", "details": "From 11pm", "owner": "", "planned_by": []}


@pytest.mark.parametrize(
    ("typed", "same"), [("Zoë ŁUKASZ", "zoe lukasz"), ("Ångström", "angstrom"), ("Groß", "gross")]
)
def test_names_are_compared_without_case_and_accents(typed, same):
    assert fold(typed) == same


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["zoe", "ZOË", "łuk", "luk zo", "É"])
def test_a_name_is_found_whatever_its_case_and_accents(project, words):
    zoe = MemberFactory(project=project, user=None, known_as="Zoë Łukasz Péter")
    MemberFactory(project=project, user=None, known_as="Sunita")
    assert list(project.members.named(words)) == [zoe]


@pytest.mark.django_db
def test_a_new_name_is_found_from_the_moment_it_is_saved(project):
    member = MemberFactory(project=project, user=None, known_as="Rose")
    member.known_as = "Zoë"
    member.save(update_fields=["known_as"])
    assert list(project.members.named("zoe")) == [member]
    assert not project.members.named("rose").exists()


@pytest.mark.django_db
def test_at_most_ten_are_found_those_first_whose_name_begins_so(client, project):
    fill(project, 40)
    MemberFactory(project=project, user=None, known_as="A person 9")
    url = reverse("projects:people_find", args=[project.slug]) + "?name=owner&choose=one"
    page = client.get(f"{url}&owner-find=PERSON").text
    assert page.count('type="radio"') == 10
    assert "Person 00009" in page
    assert "A person 9" not in page
    assert "type more of the name" in page
    assert "Nobody found with “x&lt;y”" in client.get(f"{url}&owner-find=x%3Cy").text
    assert client.get(url).text.strip() == ""


@pytest.mark.django_db
def test_only_members_look_for_people_and_only_in_their_project(
    client, signed_in, participant, project
):
    other = ProjectFactory()
    MemberFactory(project=other, user=None, known_as="Zoë")
    url = reverse("projects:people_find", args=[project.slug]) + "?name=owner&owner-find=zoe"
    assert "Nobody found" in client.get(url).text
    assert signed_in(participant).get(url).status_code == 200
    coordinator = CoordinatorFactory(organisation=project.organisation)
    assert signed_in(coordinator.user).get(url).status_code == 403


@pytest.mark.django_db
def test_a_few_people_are_shown_to_tick(client, steps, amina):
    page = tight(client.get(steps).text)
    assert f'type="radio" name="owner" value="{amina.pk}"' in page
    assert f'type="checkbox" name="planned_by" value="{amina.pk}"' in page
    assert "Type a part of the name" not in page


@pytest.mark.django_db
def test_without_javascript_a_person_is_found_chosen_and_kept(client, steps, project, amina, typed):
    fill(project, 30)
    typed |= {"people": "owner:find", "owner-find": "AMIN"}
    page = client.post(steps, typed)
    assert Step.objects.count() == 0
    assert 'value="Dim the lights"' in page.text
    assert "1 person found" in page.text
    assert page.context["form"].errors == {}

    typed |= {"owner": str(amina.pk), "owner-found": "AMIN", "people": "planned_by:find"}
    page = client.post(steps, {**typed, "planned_by-find": "person 00007"})
    assert [str(m) for m in page.context["form"]["owner"].chosen] == ["Amina"]
    seven = project.members.get(known_as="Person 00007")
    assert f'value="{seven.pk}"' in page.text

    del typed["people"]
    sent = {**typed, "planned_by": [seven.pk], "planned_by-find": "x", "planned_by-found": "x"}
    assert client.post(steps, sent).status_code == 302
    step = Step.objects.get()
    assert (step.owner, list(step.planned_by.all())) == (amina, [seven])


@pytest.mark.django_db
def test_a_name_that_was_typed_is_looked_for(client, steps, project, amina, typed):
    fill(project, 30)
    page = client.post(steps, {**typed, "owner-find": "amina"})
    assert Step.objects.count() == 0
    assert "1 person found" in page.text


@pytest.mark.django_db
def test_somebody_is_taken_out_again(client, steps, project, amina, jo, typed):
    fill(project, 30)
    sent = {**typed, "planned_by": [jo.pk, amina.pk], "people": f"planned_by:drop:{jo.pk}"}
    page = client.post(steps, sent)
    assert [str(m) for m in page.context["form"]["planned_by"].chosen] == ["Amina"]
    assert Step.objects.count() == 0


@pytest.mark.django_db
def test_the_same_people_as_for_the_last_step(client, steps, project, jo, amina, typed):
    fill(project, 30)
    assert "The same people as for the last step" not in client.get(steps).text
    step = factories.StepFactory(project=project)
    step.planned_by.set([jo, amina])
    assert "The same people as for the last step" in client.get(steps).text
    page = client.post(steps, {**typed, "people": "planned_by:same"})
    assert [str(m) for m in page.context["form"]["planned_by"].chosen] == ["Amina", "Jo"]


@pytest.mark.django_db
def test_nobody_else_can_be_chosen(client, steps, project, typed):
    stranger = MemberFactory(project=ProjectFactory())
    left = MemberFactory(project=project, user=None, left_at=NOW)
    for person in (stranger, left):
        page = client.post(steps, {**typed, "owner": person.pk, "planned_by": [person.pk]})
        assert list(page.context["form"].errors) == ["owner", "planned_by"]
    assert Step.objects.count() == 0


@pytest.mark.django_db
def test_a_page_with_ten_thousand_members_is_as_small_as_with_three(client, project, jo):
    rows = {
        "step": factories.StepFactory(project=project).pk,
        "action": factories.ActionFactory(project=project).pk,
        "group": GroupFactory(project=project, say_today="little", say_wanted="lot").pk,
        "starting_point": StartingPointFactory(project=project).pk,
        "impact": ImpactFactory(project=project).pk,
        "lesson": LessonFactory(project=project).pk,
    }
    a_decision(project, jo)
    few = {page: ask(client, project, page, rows) for page, _row in PAGES}
    fill(project, MANY)
    for page, _row in PAGES:
        size, queries = ask(client, project, page, rows)
        assert size - few[page][0] < 30_000, page
        assert queries == few[page][1], page


def ask(client, project, page: str, rows: dict[str, int]) -> tuple[int, int]:
    """Return how large a page is, and how much it asks of the database."""
    row = dict(PAGES)[page]
    address = reverse(page, args=[project.slug, *([rows[row]] if row else [])])
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    assert 'data-people="' in answer.text, address
    return len(answer.content), len(asked)
