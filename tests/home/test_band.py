"""The band above every page of a project: its places, and two menus."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Project
from tests import factories
from tests.pages import lacks, tight
from tests.questions.rows import contribution

TODAY = "/projects/waiting-at-night/"
PLACES = ["Today", "Questions", "Plan", "Decisions", "Meetings", "People", "How we are doing"]


def band(client, path=TODAY) -> str:
    page = tight(client.get(path).content.decode())
    return re.search(r'<header class="band.*?</header>', page, re.DOTALL)[0]


def menu(client, name: str, path=TODAY) -> list[str]:
    """Return the words of the lines of a menu; [] when it is not there."""
    found = re.search(rf"<summary>{name}</summary><ul>(.*?)</ul>", band(client, path), re.DOTALL)
    lines = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", line)).split()) for line in lines]


def listed(client) -> list[str]:
    found = re.search(r'<ul class="place-list">(.*?)</ul>', band(client), re.DOTALL)[1]
    return re.findall(r">([^<>]+)</a>", found)


def test_a_project_has_seven_places(signed_in, participant, project):
    assert listed(signed_in(participant)) == PLACES


def test_a_coordinator_who_is_no_member_is_led_to_no_place_that_refuses_them(
    signed_in, coordinator, participant, project
):
    client = signed_in(coordinator)
    assert listed(client) == [place for place in PLACES if place != "Questions"]
    links = re.findall(
        r'href="([^"]+)"', band(client).split('class="place-list"')[1].split("</ul>")[0]
    )
    assert {client.get(link).status_code for link in links} == {200}
    # What is kept of one band is not shown to somebody else.
    assert listed(signed_in(participant)) == PLACES


@pytest.mark.parametrize(
    ("name", "place", "mark"),
    [
        ("home:project_home", "Today", "page"),
        ("home:find", "Today", "true"),
        ("updates:update_list", "Today", "true"),
        ("questions:question_list", "Questions", "page"),
        ("questions:question_create", "Questions", "true"),
        ("plan:plan", "Plan", "page"),
        ("plan:step_list", "Plan", "true"),
        ("elements:project_elements", "How we are doing", "page"),
        ("reports:report_list", "How we are doing", "true"),
    ],
)
def test_the_place_where_one_is_is_marked(signed_in, participant, project, name, place, mark):
    html = band(signed_in(participant), reverse(name, args=[project.slug]))
    assert re.findall(r'aria-current="([^"]*)">([^<]*)', html) == [(mark, place)]


def test_facilitators_run_the_project_from_a_menu_that_says_what_is_left(
    signed_in, facilitator, jo, amina, project
):
    factories.DeliveryFactory(message__project=project, channel="post")
    factories.DeliveryFactory(message__project=project, channel="email")
    contribution(amina)
    factories.ReviewFactory(project=project)
    lines = menu(signed_in(facilitator), "Run this project")
    assert lines[0].startswith("Set-up list ")
    assert lines[0].endswith(" things left")
    assert lines[1:] == [
        "Write news",
        "When somebody may be in danger",
        "What waits for an answer 1 to answer",
        "What we ask the community",
        "Letters and calls 1 to do",
        "What was sent",
        "Print on paper",
        "Reports",
        "Reviews 1 open",
        "Take a name out",
        "Leaving and ending",
    ]


def test_a_line_of_the_menu_says_at_once_what_is_left_of_its_own_project(
    signed_in, facilitator, jo, amina, project
):
    client = signed_in(facilitator)
    other = factories.MemberFactory(user=facilitator, role=jo.role).project
    for count in (1, 2):
        contribution(amina)
        lines = menu(client, "Run this project")
        assert f"What waits for an answer {count} to answer" in lines
        lines = menu(client, "Run this project", f"/projects/{other.slug}/")
        assert "What waits for an answer" in lines


def test_every_line_of_the_menu_leads_to_a_page(signed_in, facilitator, jo):
    client = signed_in(facilitator)
    html = re.search(r'class="drop run".*?</ul>', band(client), re.DOTALL)[0]
    links = re.findall(r'href="([^"]+)"', html)
    assert len(links) == 12
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_menu_to_run_a_project_is_for_facilitators_alone(
    signed_in, participant, coordinator, project
):
    for user in (participant, coordinator):
        assert lacks(band(signed_in(user)), "Run this project", but_has="How we are doing")


def test_the_menu_of_ones_name(signed_in, participant, project, twin):
    client = signed_in(participant)
    own = ["My part in this project", "How I hear", "What is kept about me", "Sign out"]
    assert menu(client, "Amina") == own
    factories.MemberFactory(project=twin, user=participant)
    assert menu(client, "Amina") == ["Other projects", *own]


def test_somebody_who_left_their_other_project_has_no_others(signed_in, participant, twin):
    factories.MemberFactory(project=twin, user=participant, left_at=timezone.now())
    assert lacks(band(signed_in(participant)), "Other projects", but_has="How we are doing")


def test_a_coordinator_who_is_no_member_has_no_part_in_the_project(signed_in, coordinator, project):
    assert menu(signed_in(coordinator), "Cora") == [
        "Other projects",
        "Reports of this project",
        "What is kept about me",
        "Sign out",
    ]


def test_the_menu_costs_no_query(queries_of, facilitator, jo, amina):
    """The page of what one said asks the same of everybody."""
    path = f"{TODAY}questions/waiting/?show=mine"
    facilitators, _same = queries_of(facilitator, path)
    participants, _same = queries_of(amina.user, path)
    assert facilitators == participants


def test_pages_outside_a_project_have_a_plain_band(client, signed_in, stranger):
    html = band(client, "/sign-in/")
    assert "Coproduce" in html
    assert "Sign in" in html
    html = band(signed_in(stranger), "/")
    assert "Sam" in html
    assert "place-list" not in html


def test_a_public_page_has_no_menus(client, project):
    Project.objects.update(is_public=True)
    html = band(client, f"/p/{project.slug}/")
    assert "place-list" not in html
    assert f'href="/p/{project.slug}/"' in html
    page = client.get(f"/p/{project.slug}/")
    assert lacks(page, "What should we be asking you", but_has=project.name)


def test_the_strip_of_a_demonstration_stands_below_the_footer(client, db, settings):
    settings.DEMO = True
    page = client.get("/sign-in/").content.decode()
    assert page.index("</footer>") < page.index("This is a demonstration.")
