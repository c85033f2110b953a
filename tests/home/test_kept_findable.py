"""What was taken out, hidden or renamed is not found from that moment on, and leaves nothing in the index."""

import pytest
from django.db import DatabaseError
from django.utils import timezone

from decisions.services import correct_decision
from decisions.taking_out import take_out_words
from home import tasks
from home.models import SearchIndex, SearchPosting, SearchStale, SearchText, SearchWord
from home.search import keeping
from home.search.asking import search
from home.search.hits import show
from home.search.keeping import behind, keep_up
from outbox.models import Hitch
from plan.services import take_down_addition
from projects.getters import get_project_or_404
from projects.models import Member, Project
from questions.models import Contribution
from tests import factories
from tests import known_factories as known
from tests.factories import NOW
from tests.pages import lacks
from tests.questions.rows import answered, contribution, file_of

MODELS = (SearchText, SearchWord, SearchPosting, SearchStale)


@pytest.fixture
def finds(project, facilitator):
    """Return a function that says how many things a facilitator finds, as the index is now."""

    def count(typed: str) -> int:
        return len(search(get_project_or_404(facilitator, project.slug), typed).rows)

    return count


@pytest.fixture
def kept(project, finds, amina):
    """A project in which somebody said something that is in the index."""
    said = contribution(amina, words="The hippopotamus snores.")
    assert finds("hippopotamus") == 0
    assert keep_up(project.pk)
    assert finds("hippopotamus") == 1
    return said


def leaves_nothing(project, word: str) -> bool:
    """Whether the index, brought up to date, has this word nowhere."""
    assert keep_up(project.pk)
    assert SearchWord.objects.filter(project=project).exists()
    in_words = SearchWord.objects.filter(word__contains=word).exists()
    in_texts = SearchText.objects.filter(text__icontains=word).exists()
    return not (in_words or in_texts or SearchText.objects.filter(title__icontains=word).exists())


@pytest.mark.parametrize("end", ["taken away", "aside", "taken out"])
def test_what_a_picture_shows_is_found_with_what_was_said_as_long_as_it_is_there(
    kept, finds, project, end
):
    file = file_of(kept, words="A drawing of an armadillo.")
    waits = file_of(kept, words="A pangolin.", is_ready=False)
    assert keep_up(project.pk)
    assert [finds(word) for word in ("armadillo", "pangolin")] == [1, 0]
    if end == "taken away":
        file.delete()
    elif end == "aside":
        kept.set_aside(now=NOW)
    else:
        type(file).objects.filter(pk=file.pk).update(words="A drawing.")
    assert leaves_nothing(project, "armadillo")
    waits.delete()


def test_what_is_deleted_is_not_found(kept, finds, project):
    kept.delete()
    assert finds("hippopotamus") == 0
    assert leaves_nothing(project, "hippopotamus")


def test_what_is_changed_past_all_services_is_not_found_in_its_old_words(kept, finds, project):
    Contribution.objects.update(words="The rhinoceros snores.")
    assert finds("hippopotamus") == finds("rhinoceros") == 0
    assert leaves_nothing(project, "hippopotamus")
    assert finds("rhinoceros") == 1


def test_all_that_hangs_on_it_goes_along(kept, finds, project, jo):
    answered(kept, by=jo, reason="The hippopotamus will move.")
    kept.replies.create(member=jo, words="Poor hippopotamus.", said_at=NOW)
    keep_up(project.pk)
    assert finds("hippopotamus") == 3
    kept.delete()
    assert finds("hippopotamus") == 0
    assert leaves_nothing(project, "hippopotamus")


def test_who_takes_another_name_is_found_by_that_alone(finds, project, amina):
    keep_up(project.pk)
    assert finds("Amina") == 1
    amina.known_as = "Nightingale"
    amina.save()
    assert finds("Amina") == 0
    assert leaves_nothing(project, "amina")
    assert finds("Nightingale") == 1


def test_who_leaves_is_not_found(finds, project, amina):
    keep_up(project.pk)
    Member.objects.filter(pk=amina.pk).update(left_at=timezone.now())
    assert finds("Amina") == 0
    assert leaves_nothing(project, "amina")


def test_who_is_erased_takes_along_what_they_said(kept, finds, project, amina):
    amina.delete()
    assert finds("hippopotamus") == finds("Amina") == 0
    assert leaves_nothing(project, "hippopotamus")


def test_words_taken_out_of_a_decision_are_found_in_no_version(finds, project, jo):
    decision = factories.a_decision(project, jo, why="The hippopotamus asked for it.")
    keep_up(project.pk)
    assert finds("hippopotamus") == 1
    take_out_words(decision.current, "why", by=jo, why="Asked to.", now=NOW)
    assert finds("hippopotamus") == 0
    assert leaves_nothing(project, "hippopotamus")


def test_what_was_added_and_taken_down_is_not_found(finds, project, amina, jo):
    data = known.StartingPointFactory(project=project)
    added = data.additions.create(
        member=amina, written_by=amina, was_participant=True, words="A hippopotamus.", at=NOW
    )
    keep_up(project.pk)
    assert finds("hippopotamus") == 1
    take_down_addition(added, by=jo, why="It is rude.", now=NOW)
    assert finds("hippopotamus") == 0
    assert leaves_nothing(project, "hippopotamus")


def test_what_is_behind_is_noted_once_a_row_and_a_little_at_a_time(
    project, amina, kept, finds, monkeypatch
):
    monkeypatch.setattr(keeping, "MOST", 2)
    for number in range(5):
        contribution(amina, words=f"The hippopotamus snores {number} times.")
    Contribution.objects.update(words="The hippopotamus snores.")
    assert not keep_up(project.pk)
    assert 0 < finds("hippopotamus") < 6
    tasks.keep_search()
    assert finds("hippopotamus") == 6
    assert not SearchStale.objects.exists()
    assert not behind().exists()


def test_a_page_says_when_the_newest_is_still_being_read(
    project, amina, monkeypatch, signed_in, participant
):
    monkeypatch.setattr(keeping, "MOST", 1)
    contribution(amina, words="The hippopotamus snores.")
    page = signed_in(participant).get(f"/projects/{project.slug}/find/", {"q": "hippopotamus"})
    assert "still reading the newest" in page.text
    tasks.keep_search()
    page = signed_in(participant).get(f"/projects/{project.slug}/find/", {"q": "hippopotamus"})
    assert lacks(page, "still reading the newest", but_has="1 thing found")


def test_other_code_makes_the_index_anew(project, kept, finds):
    SearchIndex.objects.update(made_by="older code")
    SearchText.objects.filter(title="Amina").delete()
    assert list(behind()) == [project]
    tasks.keep_search()
    assert finds("Amina") == finds("hippopotamus") == 1


def test_a_database_that_takes_no_writes_finds_what_it_had(
    project, kept, monkeypatch, signed_in, participant
):
    kept.delete()

    def refuse(_project):
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr(keeping, "take_in", refuse)
    page = signed_in(participant).get(f"/projects/{project.slug}/find/", {"q": "hippopotamus"})
    assert lacks(page, "snores", but_has="We found nothing")
    page = signed_in(participant).get(f"/projects/{project.slug}/find/", {"q": "Amina"})
    assert "1 thing found" in page.text


def test_a_project_that_cannot_be_read_stops_no_other(project, twin, jo, monkeypatch):
    real = keeping.take_in

    def fail(pk):
        if pk == project.pk:
            raise RuntimeError("the disk is full")
        return real(pk)

    monkeypatch.setattr(tasks, "take_in", fail)
    tasks.keep_search()
    assert list(behind()) == [project]
    assert Hitch.objects.get().work == "keep_search"


def test_a_project_that_is_gone_leaves_nothing(project, kept):
    Project.objects.filter(pk=factories.ProjectFactory().pk).delete()
    SearchStale.objects.create(project_id=999_999, kind="step", row=1)
    tasks.keep_search()
    assert not SearchStale.objects.exists()
    assert {row.project_id for row in SearchText.objects.all()} == {project.pk}


def test_twice_the_same_changes_nothing(project, kept):
    before = [model.objects.count() for model in MODELS]
    SearchIndex.objects.update(made_by="")
    keep_up(project.pk)
    assert [model.objects.count() for model in MODELS] == before


def test_a_decision_is_found_once_and_what_only_an_earlier_version_says_in_that_one(
    project, jo, facilitator
):
    decision = factories.a_decision(project, jo, what="Lamps stay", why="The hippopotamus asked.")
    for version, why in enumerate(["The rhinoceros asked.", "The zebra asked."], start=1):
        correct_decision(
            decision, by=jo, base_version=version, change_why="A slip.", now=NOW, why=why
        )
    keep_up(project.pk)
    seen = get_project_or_404(facilitator, project.slug)

    def addresses(typed: str) -> list[str]:
        found = search(seen, typed)
        return [hit.url.partition("decisions/")[2] for hit in show(seen, found.rows, found.words)]

    assert addresses("lamps") == ["1/"]
    assert addresses("zebra") == ["1/"]
    assert addresses("rhinoceros") == ["1/versions/2/"]
    assert addresses("hippopotamus") == ["1/versions/1/"]


OVER = {
    "plan:boundary_list": {"retired_at": NOW, "retired_why": "It is over."},
    "plan:unsettled_list": {"settled_at": NOW, "outcome": "Agreed."},
}


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("page", OVER)
def test_in_a_long_list_a_hit_leads_to_the_page_that_has_it(
    signed_in, facilitator, project, page, over
):
    make = factories.BoundaryFactory if page == "plan:boundary_list" else factories.UnsettledFactory
    more = OVER[page] if over else {}
    rows = make.create_batch(30, project=project, **more)
    # It is on the second page: the last one made, or, where the newest comes first, the first one.
    is_newest_first = over and page == "plan:unsettled_list"
    row = rows[0] if is_newest_first else rows[-1]
    row.what = "The hippopotamus door"
    row.save()
    assert keep_up(project.pk)
    seen = get_project_or_404(facilitator, project.slug)
    found = search(seen, "hippopotamus")
    (shown,) = show(seen, found.rows, found.words)
    answer = signed_in(facilitator).get(shown.url)
    assert f'id="{shown.url.partition("#")[2]}"' in answer.text
    assert "The hippopotamus door" in answer.text
