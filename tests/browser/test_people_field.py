"""People are picked by typing: with JavaScript at once, without it by a button, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from plan.models import Step
from tests.browser.axe import assert_axe_clean
from tests.factories import MemberFactory


@pytest.fixture
def many(project, jo, amina):
    for number in range(30):
        MemberFactory(project=project, user=None, known_as=f"Person {number:02}")
    MemberFactory(project=project, user=None, known_as="Zoë")


def open_form(page, project):
    page.goto(f"/projects/{project.slug}/plan/steps/new/")
    page.get_by_label("What do we do?").fill("Dim the lights")
    owner = page.get_by_role("group", name="Who looks after it?")
    planners = page.get_by_role("group", name="Who planned it together?")
    return owner, planners


def assert_saved(page):
    page.get_by_role("button", name="Add the step").click()
    expect(page.get_by_text("The step is in the plan.").first).to_be_visible()
    step = Step.objects.get(title="Dim the lights")
    assert str(step.owner) == "Zoë"
    assert sorted(str(member) for member in step.planned_by.all()) == ["Amina", "Person 07"]


@pytest.mark.parametrize("width", [1280, 320])
def test_typing_a_name_finds_people_and_a_tick_chooses_them(
    new_page, sign_in, facilitator, project, many, width
):
    page = new_page(width=width)
    sign_in(page, facilitator)
    owner, planners = open_form(page, project)

    owner.get_by_label("Type a part of the name").fill("zoe")
    expect(page.locator("#live")).to_contain_text("1 person found")
    owner.get_by_role("radio", name="Zoë").click()
    expect(page.locator("#live")).to_contain_text("Chosen: Zoë")

    for words, name in (("07", "Person 07"), ("jo", "Jo"), ("ami", "Amina")):
        planners.get_by_label("Type a part of the name").fill(words)
        planners.get_by_role("checkbox", name=name).click()
    planners.get_by_role("button", name="Take out Jo").click()
    expect(page.locator("#live")).to_contain_text("Taken out: Jo")
    assert_axe_clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_saved(page)


def test_by_keyboard_alone(new_page, sign_in, facilitator, project, many):
    page = new_page()
    sign_in(page, facilitator)
    owner, planners = open_form(page, project)

    owner.get_by_label("Type a part of the name").focus()
    page.keyboard.type("zo")
    page.keyboard.press("Enter")
    expect(owner.get_by_role("radio", name="Zoë")).to_be_visible()
    for key in ("Tab", "Tab", "Space"):
        page.keyboard.press(key)
    expect(owner.get_by_role("button", name="Take out Zoë")).to_be_visible()
    planners.get_by_label("Type a part of the name").focus()
    for words in ("person 07", "amina"):
        page.keyboard.type(words)
        expect(planners.get_by_role("checkbox")).to_have_count(1)
        for key in ("Tab", "Tab", "Space"):
            page.keyboard.press(key)
        expect(planners.get_by_role("checkbox")).to_have_count(0)
        page.keyboard.press("Control+a")
    page.get_by_label("What do we do?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The step is in the plan.").first).to_be_visible()
    step = Step.objects.get()
    assert str(step.owner) == "Zoë"
    assert step.planned_by.count() == 2


def test_without_javascript(new_page, sign_in, facilitator, project, many):
    page = new_page(javascript=False)
    sign_in(page, facilitator)
    owner, planners = open_form(page, project)

    owner.get_by_label("Type a part of the name").fill("ZOE")
    owner.get_by_role("button", name="Find").click()
    expect(owner.get_by_text("1 person found")).to_be_visible()
    owner.get_by_role("radio", name="Zoë").check()
    for words, name in (("07", "Person 07"), ("ami", "Amina")):
        planners.get_by_label("Type a part of the name").fill(words)
        planners.get_by_role("button", name="Find").click()
        planners.get_by_role("checkbox", name=name).check()
    expect(page.get_by_label("What do we do?")).to_have_value("Dim the lights")
    expect(owner.get_by_role("button", name="Take out Zoë")).to_be_visible()
    assert_saved(page)
