"""What other programs show beside a link to a public page: a picture of two names, and what the page says of itself."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from projects.models import Project
from tests.pages import lacks
from updates.sharing import sharing_picture

pytestmark = pytest.mark.django_db
PAGE, PICTURE = "/p/waiting-at-night/", "/p/waiting-at-night/picture.png"


@pytest.fixture
def open_project(project, jo, amina) -> Project:
    project.is_public, project.summary = True, 'For "everybody" & <all>'
    project.help_name = "Canary Helpful"
    project.save()
    return project


def ink(picture: bytes) -> tuple[int, int, int, int]:
    """Return the box in which there is a name, below the mark."""
    image = Image.open(BytesIO(picture)).convert("L")
    box = image.crop((0, 190, *image.size)).point(lambda light: 255 * (light > 120)).getbbox()
    return box or (0, 0, 0, 0)


def test_the_page_says_where_its_picture_is_and_what_it_is_about(client, open_project):
    page = client.get(PAGE).text
    said = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', page))
    assert said["og:image"] == f"http://testserver{PICTURE}"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["og:url"] == f"http://testserver{PAGE}"
    assert said["og:title"] == open_project.name
    assert (
        said["og:description"]
        == said["description"]
        == ("For &quot;everybody&quot; &amp; &lt;all&gt;")
    )
    assert said["twitter:card"] == "summary_large_image"
    head = page.partition("</head>")[0]
    assert lacks(head, "Canary", "Amina", "Jo Mbeki", but_has="og:title")


def test_within_a_project_nothing_is_said_to_other_programs(signed_in, participant, open_project):
    page = signed_in(participant).get(reverse("home:project_home", args=[open_project.slug]))
    assert lacks(page, "og:", but_has=open_project.name)


def test_the_picture_has_the_size_that_is_asked_for_and_no_word_about_itself(client, open_project):
    answer = client.get(PICTURE)
    assert answer.headers["Content-Type"] == "image/png"
    image = Image.open(BytesIO(answer.content))
    assert (image.format, image.size, image.info) == ("PNG", (1200, 630), {})


def test_of_the_project_it_shows_its_name_and_organisation_alone(client, open_project, jo):
    drawn = client.get(PICTURE).content
    Project.objects.update(summary="Canary", purpose="Canary", help_name="Canary")
    assert client.get(PICTURE).content == drawn
    Project.objects.update(name="Waiting by day")
    assert client.get(PICTURE).content != drawn


def test_it_is_kept_by_others_only_while_the_page_is_there(client, open_project, participant):
    first = client.get(PICTURE)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = {"If-None-Match": first.headers["ETag"]}
    assert client.get(PICTURE, headers=again).status_code == 304
    client.force_login(participant)
    assert client.get(PICTURE).headers["Cache-Control"] == "no-store"
    client.logout()
    Project.objects.update(is_public=False)
    assert client.get(PICTURE, headers=again).status_code == 404
    Project.objects.update(is_public=True, state="setting-up", started_on=None)
    assert client.get(PICTURE, headers=again).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "Waiting at night",
        "Zażółć gęślą jaźń – spokojna noc na oddziale",
        "Gwella’r ŵyl: Tŷ Newydd",
        "الانتظار ليلاً: مشروع المستشفى",
        "رات کو انتظار: ہسپتال کے ٹھنڈے ڈھانچے",
        "A long name of a project, for everybody who ever waited. " * 2,
    ],
)
def test_a_name_stays_within_the_edges(name):
    left, top, right, bottom = ink(sharing_picture(name, "St Mary’s Hospital, of the North " * 2))
    assert 80 <= left < right <= 1120
    assert 0 < top < bottom <= 410


@pytest.mark.parametrize("name", ["👋👋", "\U0010ffff", "a" * 150])
def test_a_name_that_cannot_be_drawn_is_left_out_and_the_organisation_stays(name):
    without = sharing_picture(name, "St Mary’s")
    assert without == sharing_picture("\U0010ffff", "St Mary’s")
    assert ink(without) != (0, 0, 0, 0)
    assert ink(sharing_picture(name, "👋")) == (0, 0, 0, 0)
