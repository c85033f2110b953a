"""The map as a picture: places that never touch, a list and a table that say the same, for everybody in the project."""

from math import atan2, dist, pi
from random import Random
from time import process_time

import pytest
from django.urls import reverse

from participation.map_drawn import Rings, draw_map, parts_of_community
from participation.map_picture import BOX, HUB, LARGEST, MIDDLE, RIM, lay_out
from participation.models import Group
from tests import factories
from tests.pages import lacks, tight

SLICES = 5
#: Both kinds of rings.
RINGS = (4, 5)


def worst(cells, layout, *, slices=SLICES):
    """Return what is wrong with the places: dots that touch, and dots outside their slice or ring."""
    wrong = []
    edges = (HUB, *layout.rings)
    for place, (x, y) in enumerate(layout.dots):
        part, ring = cells[place]
        away = dist((x, y), (MIDDLE, MIDDLE))
        # Half a tenth is lost when places are rounded.
        if not edges[ring] + layout.radius - 0.2 <= away <= edges[ring + 1] - layout.radius + 0.2:
            wrong.append(("ring", place))
        angle = atan2(x - MIDDLE, MIDDLE - y) % (2 * pi)
        if int(angle / (2 * pi / slices)) != part:
            wrong.append(("slice", place))
        wrong += [
            ("touch", other, place)
            for other, at in enumerate(layout.dots[:place])
            if dist((x, y), at) <= 2 * layout.radius
        ]
    return wrong


@pytest.mark.parametrize("rings", RINGS)
@pytest.mark.parametrize("count", range(1, 61))
def test_no_two_dots_touch_and_all_are_in_their_places(count, rings):
    by_chance = Random(count)
    ways = [[(0, ring)] * count for ring in range(rings)]
    ways += [[(4, 0)] * (count // 2) + [(2, rings - 1)] * (count - count // 2)]
    ways += [
        [(by_chance.randrange(SLICES), by_chance.randrange(rings)) for _group in range(count)]
        for _way in range(5)
    ]
    for cells in ways:
        layout = lay_out(tuple(cells), slices=SLICES, rings=rings)
        assert len(layout.dots) == count
        assert worst(cells, layout) == []
        assert layout.can_be_numbered
        assert list(layout.rings) == sorted(layout.rings)
        assert layout.rings[-1] == pytest.approx(RIM, abs=0.1)


def test_dots_are_as_large_as_they_can_be():
    few = lay_out(((0, 0), (1, 1)), slices=SLICES, rings=4)
    many = lay_out(((0, 0),) * 60, slices=SLICES, rings=4)
    assert few.radius == LARGEST > many.radius


def test_a_map_without_a_group_has_rings_of_one_width_and_all_its_letters_within():
    layout = lay_out((), slices=SLICES, rings=3)
    widths = {round(b - a, 0) for a, b in zip((HUB, *layout.rings), layout.rings, strict=False)}
    assert len(widths) == 1
    assert len(layout.letters) == SLICES
    assert all(RIM < dist(at, (MIDDLE, MIDDLE)) < BOX / 2 for at in layout.letters)


def test_five_hundred_groups_find_a_place_without_a_number():
    cells = ((0, 0),) * 500
    layout = lay_out(cells, slices=SLICES, rings=4)
    assert worst(cells, layout) == []
    assert not layout.can_be_numbered


def test_no_part_of_the_community_comes_first_for_what_it_is():
    names = [name for _letter, _key, name in parts_of_community()]
    assert names == sorted(names)
    assert [letter for letter, *_rest in parts_of_community()] == list("ABCDE")


@pytest.mark.parametrize(
    ("speakers", "fields", "here", "say"),
    [
        (0, {}, "nobody is here yet", "nobody has said it yet"),
        (1, {"say_today": "none"}, "one person is here", "no say"),
        (2, {"say_today": "lot"}, "two or more people are here", "a lot of say"),
        (9, {"involve": "no", "say_today": "some"}, "not asked to take part", "some say"),
    ],
)
def test_a_group_is_in_the_ring_that_its_words_say(speakers, fields, here, say):
    one = Group(pk=1, sector="staff", name="Porters", **({"involve": "yes"} | fields))
    one.speakers = speakers
    for by, words in ((Rings.HERE, here), (Rings.SAY, say)):
        picture = draw_map([one], by=by)
        (numbered,) = picture.groups
        assert (numbered.number, numbered.ring, numbered.here) == (1, words, here)
        assert dict(picture.counts)[words] == 1
        (place,) = picture.layout.dots
        edges = (HUB, *picture.layout.rings)
        ring = picture.rings.index(words)
        assert edges[ring] < dist(place, (MIDDLE, MIDDLE)) < edges[ring + 1]


@pytest.fixture
def picture_url(project) -> str:
    return reverse("participation:people", args=[project.slug]) + "?show=picture"


def test_picture_list_and_table_say_the_same(signed_in, participant, project, amina, picture_url):
    night = factories.GroupFactory(
        project=project,
        name="Night porters",
        sector="staff",
        should_be_a_few=True,
        say_today="some",
    )
    factories.GroupFactory(project=project, name="Neighbours", sector="community")
    factories.SpeaksForFactory(group=night, member=amina)
    page = tight(signed_in(participant).get(picture_url).text)
    assert page.count('<circle class="one"') == page.count('<circle class="nobody"') == 2  # and key
    assert ">1</text>" in page
    assert '<desc id="map-says">2 groups. One person is here: 1. Nobody is here yet: 1.' in page
    assert f'people/groups/{night.pk}/">Night porters</a><small>one person is here</small>' in page
    row = page.split('<th scope="row">1. Night porters</th>')[1].split("</tr>")[0]
    for words in ("Staff and professionals", "One person is here", "A few", "Some"):
        assert f">{words}</td>" in row
    assert "C. People who use the service" in page
    assert "No group yet. Is nobody here affected?" in page


def test_the_rings_can_be_how_much_say_they_have(signed_in, participant, project, picture_url):
    factories.GroupFactory(project=project, say_today="little")
    client = signed_in(participant)
    page = client.get(f"{picture_url}&rings=say").text
    assert "<small>a little say</small>" in page
    made_up = client.get(f"{picture_url}&rings=no-such-thing").text
    assert "<small>nobody is here yet</small>" in made_up


def test_what_people_wrote_is_written_as_words(signed_in, participant, project, picture_url):
    factories.GroupFactory(project=project, name="<script>alert(1)</script>")
    page = signed_in(participant).get(picture_url).text
    assert lacks(page, "<script>alert", but_has="&lt;script&gt;alert(1)")


def test_the_picture_names_no_person(signed_in, facilitator, project, amina, picture_url):
    factories.SpeaksForFactory(group__project=project, member=amina, is_named=True)
    page = signed_in(facilitator).get(picture_url).text
    assert lacks(page, "Amina", but_has="one person is here")


def test_an_empty_map_says_what_to_do_first(signed_in, project, facilitator, amina, picture_url):
    create = reverse("participation:group_create", args=[project.slug])
    page = signed_in(facilitator).get(picture_url).text
    assert create in page
    assert "Who does this touch, near and far?" in page
    page = signed_in(amina.user).get(picture_url).text
    assert lacks(page, create, but_has="Who does this touch, near and far?")


def test_the_picture_is_for_the_project_and_its_coordinators(
    client, project, amina, coordinator, stranger, outsider, picture_url
):
    assert client.get(picture_url).status_code == 302
    for user, status in ((amina.user, 200), (coordinator, 200), (stranger, 404), (outsider, 404)):
        client.force_login(user)
        assert client.get(picture_url).status_code == status


def test_the_picture_asks_as_many_queries_for_60_groups_as_for_3(
    signed_in, participant, project, picture_url, count_queries
):
    signed_in(participant)
    factories.SpeaksForFactory.create_batch(3, group__project=project)
    few = count_queries(picture_url)
    factories.SpeaksForFactory.create_batch(57, group__project=project)
    assert count_queries(picture_url) == few
    assert few <= 12


def test_sixty_groups_are_laid_out_and_drawn_in_a_moment():
    from participation.templatetags.map_picture import map_list, map_svg, map_table_rows

    groups = []
    for pk in range(1, 61):
        one = Group(pk=pk, sector=Group.Sector.values[pk % 5], name=f"Group {pk}", involve="yes")
        one.speakers = pk % 4
        groups.append(one)

    def draw() -> float:
        lay_out.cache_clear()
        begun = process_time()
        picture = draw_map(groups, by=Rings.HERE)
        map_svg(picture)
        map_table_rows(picture)
        for part in picture.slices:
            map_list(part, "/people/groups/0/")
        return process_time() - begun

    draw()
    assert min(draw() for _time in range(5)) < 0.03
