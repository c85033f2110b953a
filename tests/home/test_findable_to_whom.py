"""Nobody finds what they cannot read where it leads; what is for a few is found by nobody."""

from html import unescape

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Cast, Concat, Left
from django.test import override_settings
from django.urls import reverse

from home.models import SearchText
from home.search.asking import FoundText, search
from home.search.hits import show
from home.search.keeping import take_in
from home.search.kinds import kinds
from projects.finding import SeenBy, seen_by
from projects.getters import get_project_or_404
from questions.models import Question, Wording
from tests import factories
from tests.factories import DAY, NOW
from tests.full_project import fill
from tests.house.test_direction import OF_OURS, OWN_FOLDERS, without_triggers
from tests.house.world import Role, World, make_world
from tests.pages import lacks
from tests.questions.rows import contribution, looked_at

SEEING = (Role.PARTICIPANT, Role.FACILITATOR, Role.COORDINATOR)


@pytest.fixture(scope="module")
def world(made_once):
    with override_settings(DEMO=True):
        yield made_once(make_findable_world)


def make_findable_world() -> World:
    """Make a world in which each text that a person wrote has a word of its own, and can be found if it may be."""
    world = make_world(slug="words-of-their-own")
    fill(world.project, world.facilitator, world.participant, 2)
    world.project.refresh_from_db()
    without_triggers()
    give_each_text_a_word()
    for first in Wording.objects.filter(outcome="first"):
        Question.objects.filter(pk=first.question_id).update(words=first.words)
    while not take_in(world.project.pk):
        pass
    return world


def give_each_text_a_word() -> None:
    """Put a word before each text: its table, column and row, as in "zstepdetailsz12"."""
    for model in apps.get_models():
        if model.__name__ in OF_OURS or model._meta.app_label not in {*OWN_FOLDERS} - {"home"}:
            continue
        for column in model._meta.concrete_fields:
            is_words = type(column) in (models.CharField, models.TextField)
            if is_words and column.editable and not column.choices and "phone" not in column.name:
                most = (column.max_length or 9999) - 60
                if most > 0:
                    word = f"z{model.__name__}{column.name}z".lower().replace("_", "")
                    words = Concat(
                        Value(word),
                        Cast("pk", models.CharField()),
                        Value(" "),
                        Left(F(column.name), most),
                    )
                    rows = model._default_manager.exclude(**{column.name: ""})
                    rows.update(**{column.name: words})


def as_seen(world, role):
    return get_project_or_404(world.people[role], world.project.slug)


def own_words(text: str) -> list[str]:
    return [word for word in text.split() if word.startswith("z") and "z" in word[1:]]


@pytest.mark.only_pages
@pytest.mark.django_db
@pytest.mark.parametrize("role", SEEING)
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_what_is_found_can_be_read_where_it_leads(kind, role, world):
    project = as_seen(world, role)
    rows = SearchText.objects.filter(project=project, kind=kind)
    assert rows.exists()
    mine = rows.filter(seen_by__in=seen_by(project.viewer)).order_by("pk")
    for row in mine:
        (hit,) = show(project, [FoundText(row.pk)], frozenset())
        page = world.client(role).get(hit.url)
        assert page.status_code == 200, hit.url
        words = own_words(f"{row.title} {row.text}")
        assert words or kind in ("person", "purpose")
        shown = unescape(page.content.decode())
        assert [word for word in words if word not in shown] == [], hit.url


@pytest.mark.django_db
@pytest.mark.parametrize("role", SEEING)
def test_the_search_shows_only_what_is_for_them(role, world):
    project = as_seen(world, role)
    for row in SearchText.objects.filter(project=project).order_by("pk"):
        for word in own_words(row.title)[:1]:
            found = {one.pk for one in search(project, word).rows}
            assert (row.pk in found) == (row.seen_by in seen_by(project.viewer))


@pytest.mark.django_db
def test_what_is_for_a_few_is_nowhere_in_the_index(world):
    held = " ".join(f"{row.title} {row.text}" for row in SearchText.objects.all())
    assert "zcontributionwordsz" in held
    for secret in (
        *("zunnamednotewords", "zproposalsay", "zaddresstext", "zhitch", "zwordswords", "znote"),
        *(
            "zspeaksfornote",
            "zinvitationwords",
            "zuser",
            "zpreference",
            "zcontributionanswersentback",
        ),
        *("zcontributionanswernotenough", "zadditiontakendownwhy", "zadditionreply"),
    ):
        assert secret not in held


@pytest.mark.parametrize("who", list(SeenBy))
def test_each_class_is_somebodys(who, world):
    assert any(who in seen_by(as_seen(world, role).viewer) for role in SEEING)


def found_by(client, project, typed):
    return client.get(reverse("home:find", args=[project.slug]), {"q": typed})


def test_a_stranger_and_another_facilitator_learn_nothing(signed_in, project, stranger, outsider):
    for user in (stranger, outsider):
        assert found_by(signed_in(user), project, "lamps").status_code == 404


def test_a_twin_is_another_project(signed_in, project, twin, outsider, participant, amina):
    contribution(amina, words="The lamps flicker.")
    assert "1 thing found" in found_by(signed_in(participant), project, "lamps").text
    assert "We found nothing" in found_by(signed_in(outsider), twin, "lamps").text


def test_drafts_and_those_invited_are_found_by_facilitators_alone(
    signed_in, project, facilitator, participant, coordinator
):
    factories.UpdateFactory(project=project, title="Secret lamps")
    factories.MemberFactory(project=project, known_as="Lamprecht", joined_at=None, invited_at=NOW)
    assert "2 things found" in found_by(signed_in(facilitator), project, "lamp").text
    for user in (participant, coordinator):
        page = found_by(signed_in(user), project, "lamp")
        assert lacks(page, "Secret", "Lamprecht", but_has="We found nothing")


def test_what_people_said_is_not_for_a_coordinator_who_is_no_member(
    signed_in, project, amina, coordinator, participant
):
    contribution(amina, words="The lamps flicker.")
    assert lacks(
        found_by(signed_in(coordinator), project, "lamps"), "flicker", but_has="We found nothing"
    )
    assert "flicker" in found_by(signed_in(participant), project, "lamps").text


def test_an_answer_that_a_second_person_reads_first_is_not_found(
    signed_in, project, jo, amina, facilitator
):
    looked_at(contribution(amina, words="The lamps flicker."), by=jo)
    page = found_by(signed_in(facilitator), project, "no money")
    assert lacks(page, "There is no", but_has="We found nothing")


def test_somebody_without_a_name_is_found_without_one(signed_in, project, jo, amina, facilitator):
    said = contribution(None, project=project, is_unnamed=True, words="The lamps flicker.")
    said.notes.create(by=jo, words="Which postcode, please?", day=DAY)
    (hit,) = found_by(signed_in(facilitator), project, "lamps").context["hits"]
    assert hit.title == "The <mark>lamps</mark> flicker."
    assert hit.excerpt == ""
    assert "We found nothing" in found_by(signed_in(facilitator), project, "postcode").text


def test_a_word_in_a_draft_hides_nothing_that_others_can_find(
    signed_in, project, amina, facilitator, participant
):
    """Else they could tell that somebody wrote it."""
    contribution(amina, words="Will the hospise close?")
    factories.UpdateFactory(project=project, title="The hospice closes")
    assert "hospise" in found_by(signed_in(participant), project, "hospice").text
    page = found_by(signed_in(facilitator), project, "hospice")
    assert lacks(page, "hospise", but_has="The <mark>hospice</mark> closes")
