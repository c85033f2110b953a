"""Every page as each role in a full project and in one that has just begun: axe, width, headings, titles, console."""

import re
from pprint import pformat

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from coproduce.demo.host import say_as_host
from decisions.models import DecisionLog
from projects.services import create_project
from tests import factories
from tests.browser.axe import violations
from tests.browser.seen import EVERYWHERE, Seen
from tests.full_project import fill
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World, make_world

WIDE, NARROW = 1280, 320
#: Other states of pages, by their query.
STATES = {
    "accounts:you": ["?show=address"],
    "meetings:room_say": ["?said"],
    "decisions:decision_list": ["?q=lights", "?q=nothing-like-this"],
    "decisions:version_detail": ["?from=1"],
    "decisions:decision_detail": ["?print=1"],
    "elements:lesson_list": ["?one={lesson_pk}", "?show=tied"],
    "participation:people": [
        "?part=using",
        "?show=invited",
        "?show=no-email",
        "?show=gone",
        "?show=thanks",
        "?q=zzz",
        "?show=picture",
        "?show=picture&rings=say",
        "?show=changes",
        "?show=changes&on=today&and=today",
        "?show=about-us",
        "?show=about-us&one={about_us_pk}",
    ],
    "participation:my_part": ["?show=thanks"],
    "participation:review_detail": ["?print=1"],
    "actions:action_list": ["?show=done", "?show=late", "?one={action_pk}"],
    "plan:boundary_list": ["?show=retired"],
    "plan:plan": ["?on=2026-11-20", "?on=2026-11-18&and=2026-11-20", "?on="],
    "plan:known": [
        "?show=retired",
        *("?kind=data", "?kind=handover", "?kind=strength,difficulty"),
        *(
            "?one=data-{starting_point_pk}",
            "?one=impact-{impact_pk}",
            "?one=strength-{strength_pk}",
        ),
    ],
    "plan:statement_list": ["?show=retired", "?show=all"],
    "plan:step_list": ["?state=doing"],
    "plan:unsettled_list": ["?show=settled"],
    "questions:question_list": ["?show=changed", "?show=mine", "?show=outside"],
    "questions:question_detail": ["?print=1"],
    "questions:contribution_detail": ["?show=take-back", "?show=outside", "?show=public"],
    "decisions:decision_said": ["?q=night"],
    "decisions:proposal_detail": ["?show=said"],
    "questions:contribution_create": [
        *("?show=worried", "?show=worried&said={contribution_pk}"),
        "?show=worried&worry={worry_pk}",
    ],
    "updates:public_page": ["?decided=9", "?asked=yes"],
    "participation:my_words": ["?show=write"],
}
#: Pages with a form that cannot be sent as it is when it is emptied.
FORMS = [
    *("projects:project_create", "projects:purpose_edit", "projects:help_edit"),
    *("plan:promise_edit", "plan:boundary_create", "plan:step_create", "plan:step_edit"),
    *("plan:statement_create", "plan:statement_retire", "plan:concern_close"),
    *("plan:unsettled_create", "plan:unsettled_settle", "actions:action_create"),
    "actions:action_finish",
    *("plan:starting_point_create", "plan:addition_create", "plan:impact_create"),
    *("participation:member_invite", "participation:member_add", "participation:import_create"),
    *(
        "participation:group_create",
        "participation:imbalance_action",
        "participation:review_rhythm",
        "participation:question",
    ),
    *("decisions:decision_create", "decisions:decision_correct", "decisions:decision_withdraw"),
    *("updates:update_create", "reports:report_create", "reports:pack_create"),
    "elements:sheet_enter",
]
#: Those that only a coordinator of the host has.
FORMS_OF_THE_HOST = ["home:host_name_edit", "home:host_logo_edit", "home:host_contact_edit"]
#: Parts of pages, which only a page asks for.
PARTS = {"projects:people_find"}
#: Each role with the widths at which its pages are looked at, and how many pages are there for it at least.
#: What a page shows to somebody as to somebody before is looked at once.
WALKS = {
    Role.FACILITATOR: ([NARROW, WIDE], 150),
    Role.PARTICIPANT: ([NARROW], 60),
    Role.COORDINATOR: ([NARROW], 40),
    Role.NOBODY: ([NARROW, WIDE], 10),
}
#: Which parts of the page are in sight: in its main part, and round it.
IN_SIGHT = """() => ['main *', 'body > :not(main) *'].map(parts =>
  [...document.querySelectorAll(parts)].map(part => +part.checkVisibility()).join(''))"""
#: Empties each field of the form, as somebody does who deletes what stands there.
EMPTY = """() => document.querySelectorAll(
  'main form[method=post] :is(textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]))'
).forEach(field => {
  if (!field.checkVisibility()) return;
  field.value = '';
  field.dispatchEvent(new Event('input', {bubbles: true}));
  field.dispatchEvent(new Event('change', {bubbles: true}));
})"""
LOOK = """() => ({
  title: document.title,
  headings: document.querySelectorAll('h1').length,
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  cut: [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
      && e.checkVisibility() && !e.closest('svg, .away, thead'))
    .map(e => e.outerHTML.slice(0, 120)).slice(0, 3),
})"""


@pytest.fixture
def world(db, settings) -> World:
    """A project with more of everything than fits on one page."""
    settings.DEMO = True
    world = make_world()
    fill(world.project, world.facilitator, world.participant, 28)
    return world


@pytest.fixture
def small_world(db, settings) -> World:
    """A project with two of everything."""
    settings.DEMO = True
    world = make_world()
    fill(world.project, world.facilitator, world.participant, 2)
    return world


def addresses(world: World) -> dict[str, str]:
    """Return every address, and the states of pages that have several, by name."""
    found = {}
    for name, pattern in PATTERNS.items():
        if name in PARTS:
            continue
        words = pattern.pattern.regex.groupindex
        address = reverse(name, kwargs={word: world.arguments[word] for word in words})
        found[name] = address
        for state in STATES.get(name, []):
            found[f"{name}{state}"] = address + state.format(**world.arguments)
    return found


def resize(page: Page, width: int) -> None:
    """Make the window as wide, unless it is."""
    if page.viewport_size != (size := {"width": width, "height": 900}):
        page.set_viewport_size(size)


def wrong_at(page: Page, width: int, *, asks_axe: bool = True) -> list[str]:
    """Return what is wrong with the page that is open, at this width."""
    resize(page, width)
    seen = page.evaluate(LOOK)
    wrong = [f"{width}: {line}" for line in violations(page)] if asks_axe else []
    if seen["sideways"] > 0 or seen["cut"]:
        wrong.append(f"{width}: scrolls sideways: {seen['cut']}")
    if seen["headings"] != 1:
        wrong.append(f"{seen['headings']} h1")
    wrong += [f"console: {said}" for said in page.troubles]
    page.troubles.clear()
    return wrong


def wrong_at_each(page: Page, widths: list[int], frames: set[str]) -> list[str]:
    """
    Return what is wrong with the page that is open.

    At another width axe is asked where something else is in sight: on this page, or round it and on no page before.
    """
    wrong, mains = [], set()
    for width in widths:
        resize(page, width)
        main, frame = page.evaluate(IN_SIGHT)
        is_new = main not in mains or frame not in frames
        wrong += wrong_at(page, width, asks_axe=EVERYWHERE or is_new)
        mains.add(main)
        frames.add(frame)
    return wrong


def pages(client: Client, paths: dict[str, str]) -> dict[str, str]:
    """Return the main part of what stands at each address; those that lead on, refuse or download are left out."""
    found = {}
    for name, path in paths.items():
        answer = client.get(path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            main = answer.content.decode().partition("<main")[2]
            found[name] = re.sub(r'name="(csrfmiddlewaretoken|sent_key)" value="[^"]*"', "", main)
    return found


def walk(page: Page, paths: dict[str, str], widths: list[int]) -> tuple[dict, dict]:
    """Open each address; return what is wrong and the titles, by name."""
    wrong, titles, frames = {}, {}, set()
    for name, path in paths.items():
        page.goto(path)
        titles[name] = page.title()
        if found := wrong_at_each(page, widths, frames):
            wrong[name] = found
    return wrong, titles


def shared(titles: dict[str, str]) -> dict[str, list[str]]:
    """Return the titles that several pages share; the states of one page may."""
    names: dict[str, set[str]] = {}
    titles.pop(
        "accounts:sign_in_code", ""
    )  # where no code was asked for, it is the page to ask for one
    for name, title in titles.items():
        names.setdefault(title, set()).add(name.partition("?")[0])
    return {title: sorted(pages) for title, pages in names.items() if len(pages) > 1}


@pytest.mark.long
def test_everybody_can_use_every_page(new_page, sign_in, world):
    paths, seen, wrong = addresses(world), Seen(), {}
    for role, (widths, at_least) in WALKS.items():
        if role is Role.NOBODY:
            # Outside, the frame is another one.
            seen = Seen()
            paths["invited"] = invitation_in(world)
        own = pages(world.client(role), paths)
        new = {name: paths[name] for name, main in own.items() if seen.has_more(name, main)}
        page = new_page(for_axe=True)
        if user := world.people[role]:
            sign_in(page, user)
        found, titles = walk(page, new, widths)
        page.context.close()
        wrong |= {(role, name): lines for name, lines in found.items()}
        if found := shared(titles):
            wrong[role, "titles"] = found
        assert all(title.endswith("Coproduce") for title in titles.values())
        assert len(own) >= at_least
    assert wrong == {}, pformat(wrong, width=120)


def invitation_in(world: World) -> str:
    invited = factories.InvitationFactory(member__project=world.project, by=world.facilitator)
    return reverse("participation:invitation", args=[invited.token])


def test_everybody_can_use_every_page_of_a_project_that_has_just_begun(new_page, sign_in):
    by = factories.CoordinatorFactory()
    project = create_project(
        organisation=by.organisation,
        by=by.user,
        name="Waiting at night",
        summary="",
        purpose="",
        now=factories.NOW,
        known_as="Jo",
    )
    known = {"slug": project.slug, "organisation_slug": by.organisation.slug}
    paths = {
        name: reverse(name, kwargs={word: known[word] for word in words})
        for name, pattern in PATTERNS.items()
        if (words := pattern.pattern.regex.groupindex) and set(words) <= set(known)
        if name not in PARTS
    }
    seen, wrong = Seen(), {}
    for user in (by.user, factories.MemberFactory(project=project).user):
        page, client = new_page(for_axe=True), Client()
        sign_in(page, user)
        client.force_login(user)
        own = pages(client, paths)
        new = {name: paths[name] for name, main in own.items() if seen.has_more(name, main)}
        found, _titles = walk(page, new, [NARROW])
        wrong |= {(user.email, name): lines for name, lines in found.items()}
        assert len(own) > 15
        assert new
    assert wrong == {}, pformat(wrong, width=120)


def test_everybody_can_use_every_form_that_was_sent_empty(new_page, sign_in, small_world):
    paths, wrong = addresses(small_world), {}
    for role, names in ((Role.FACILITATOR, FORMS), (Role.COORDINATOR, FORMS_OF_THE_HOST)):
        page = new_page(width=NARROW, for_axe=True)
        sign_in(page, small_world.people[role])
        for name in names:
            page.goto(paths[name])
            if found := wrong_when_emptied(page):
                wrong[name] = found
    assert wrong == {}


def wrong_when_emptied(page: Page) -> list[str]:
    """Return what is wrong after the form on the page was emptied and sent."""
    page.evaluate(EMPTY)
    page.locator("main form[method=post] .actions button").first.click()
    try:
        expect(page.locator(".problem")).to_be_focused()
    except AssertionError:
        return [f"no summary of errors in focus, but {page.title()} at {page.url}"]
    found = wrong_at(page, NARROW)
    if not page.title().startswith("Error: "):
        found.append(f"title: {page.title()}")
    return found


def test_everybody_can_use_what_the_host_says(new_page, sign_in, small_world):
    user, wrong = small_world.people[Role.COORDINATOR], {}
    say_as_host(user, now=timezone.now())
    page = new_page(for_axe=True)
    sign_in(page, user)
    for path in ("/host/", "/accessibility/", "/privacy/"):
        page.goto(path)
        if found := wrong_at_each(page, [NARROW, WIDE], set()):
            wrong[path] = found
    for path in ("/host/accessibility/", "/host/privacy/"):
        page.goto(path)
        page.get_by_role("button", name="See how it looks").click()
        expect(page.locator("#preview")).to_be_focused()
        if found := wrong_at_each(page, [NARROW, WIDE], set()):
            wrong[path] = found
    assert wrong == {}, pformat(wrong, width=120)


def test_everybody_can_read_the_log_while_it_is_checked(new_page, sign_in, small_world):
    DecisionLog.objects.filter(project=small_world.project).update(asked_at=timezone.now())
    page = new_page(for_axe=True)
    sign_in(page, small_world.people[Role.PARTICIPANT])
    page.goto(reverse("decisions:decision_list", args=[small_world.project.slug]))
    expect(page.locator("#check")).to_contain_text("being checked")
    assert wrong_at_each(page, [NARROW, WIDE], set()) == []


def test_everybody_can_use_a_list_after_it_was_searched(new_page, sign_in, small_world):
    page = new_page(width=NARROW, for_axe=True)
    sign_in(page, small_world.people[Role.PARTICIPANT])
    wrong = {}
    for name, label, button in [
        ("decisions:decision_list", "Words", "Find"),
        ("participation:people", "Find a name", "Find"),
    ]:
        page.goto(addresses(small_world)[name])
        if not page.get_by_label(label).is_visible():
            page.locator("summary", has_text="Everybody by name").click()
        page.get_by_label(label).fill("1")
        page.get_by_role("button", name=button, exact=True).press("Enter")
        expect(page.locator("#live")).not_to_be_empty()
        assert page.evaluate("document.activeElement !== document.body")
        if found := wrong_at(page, NARROW):
            wrong[name] = found
    assert wrong == {}


def test_everybody_can_use_what_the_search_found(new_page, sign_in, small_world):
    page = new_page(width=NARROW, for_axe=True)
    sign_in(page, small_world.people[Role.PARTICIPANT])
    wrong = {}
    for typed, says in [
        ("night", "things found"),
        ("nihgt xylophone", "comes close"),
        ("qqqq", "nothing"),
    ]:
        page.goto(addresses(small_world)["home:find"])
        page.get_by_label("What are you looking for?").fill(typed)
        page.get_by_role("button", name="Find", exact=True).press("Enter")
        expect(page.get_by_role("heading", level=2).first).to_contain_text(says)
        if found := wrong_at(page, NARROW):
            wrong[typed] = found
    assert wrong == {}


def test_a_page_that_shows_somebody_more_is_looked_at_again(monkeypatch):
    monkeypatch.setattr("tests.browser.seen.EVERYWHERE", False)
    seen = Seen()
    shown = '<main id="main"><p class="soft">Jo</p><a href="/steps/1/" class="button">Change</a>'
    assert seen.has_more("plan:step_detail", shown)
    assert not seen.has_more("plan:step_detail", '<main id="main"><p class="soft">Amina</p>')
    assert not seen.has_more("plan:step_detail", shown.replace("/1/", "/2/"))
    assert seen.has_more("plan:step_detail", '<main id="main"><p class="loud">Amina</p>')
    assert seen.has_more("plan:plan", shown)
