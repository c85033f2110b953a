"""Two people edit one thing: the second sees both texts, and nothing typed is lost."""

import pytest

from core.forms import ConstraintModelForm
from core.revisions import EditConflict, EditsRevised, Merged, merge_edits
from plan.models import Unsettled
from tests import factories


class UnsettledForm(EditsRevised, ConstraintModelForm):
    class Meta:
        model = Unsettled
        fields = ["what", "why"]


@pytest.fixture
def thing(project):
    return factories.UnsettledFactory(project=project, what="The door", why="")


def copy(thing):
    return Unsettled.objects.get(pk=thing.pk)


def test_save_over_saves_the_named_fields_and_counts(thing):
    thing.what, thing.why = "The window", "not named"
    thing.save_over(1, ["what"])
    assert (thing.revision, copy(thing).revision) == (2, 2)
    assert (copy(thing).what, copy(thing).why) == ("The window", "")


def test_the_second_is_refused_and_nothing_is_saved(thing):
    mine, theirs = copy(thing), copy(thing)
    theirs.what = "Theirs"
    theirs.save_over(1, ["what"])
    mine.what = "Mine"
    with pytest.raises(EditConflict) as conflict:
        mine.save_over(1, ["what"])
    assert conflict.value.theirs.what == "Theirs"
    assert (copy(thing).what, copy(thing).revision) == ("Theirs", 2)


def test_the_same_words_sent_twice_are_saved_once_and_no_conflict(thing):
    for row in (copy(thing), copy(thing)):
        row.what = "The window"
        row.save_over(1, ["what"])
        assert row.revision == 2
    assert copy(thing).revision == 2


def test_a_revision_that_was_never_there_is_a_conflict(thing):
    thing.what = "Mine"
    with pytest.raises(EditConflict):
        thing.save_over(7, ["what"])


def test_the_form_carries_the_revision_it_started_from(thing):
    thing.revision = 4
    form = UnsettledForm(instance=thing)
    assert 'value="4"' in str(form["revision"])
    assert form["revision"].is_hidden


@pytest.mark.parametrize("revision", ["", "x", "0", "-1"])
def test_a_form_without_a_revision_is_not_valid(thing, revision):
    form = UnsettledForm({"what": "x", "revision": revision}, instance=thing)
    assert form.errors == {"revision": ["This page is incomplete. Load it again."]}


def test_after_a_conflict_the_form_starts_from_the_row_as_it_stands(thing, rf):
    theirs = copy(thing)
    theirs.what = "Theirs"
    theirs.save_over(1, ["what"])
    post = rf.post("/", {"what": "Mine", "revision": "1"}).POST
    form = UnsettledForm(post, instance=thing)
    assert form.is_valid()
    assert form.start_from(theirs) is theirs
    assert 'value="Mine"' in str(form["what"])
    assert 'value="2"' in str(form["revision"])


def test_two_edits_are_brought_together_field_by_field():
    base = {"what": "Beds", "why": "Rest", "how": "", "until": "May"}
    theirs = base | {"what": "Lamps", "why": "Sleep", "until": "June"}
    mine = base | {"what": "Chairs", "how": "By hand", "until": "June"}
    assert merge_edits(base, theirs=theirs, mine=mine) == Merged(clashing=["what"], taken=["why"])
