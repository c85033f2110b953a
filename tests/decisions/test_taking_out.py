"""Words are taken out with a signed note, and the chain still checks; without the note it does not."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import BooleanField, DateField, DateTimeField, JSONField, UUIDField

from decisions.models import Decision, DecisionMaker, DecisionVersion, WordsTakenOut
from decisions.services import Maker, correct_decision, verify_chain, withdraw_decision
from decisions.taking_out import take_out_words
from decisions.words import hash_texts, sign
from tests import factories
from tests.decisions.tampering import tamper
from tests.factories import DAY, NOW, a_decision

NO_NOTE = ["What was taken out of decision 1, version 1, has no signed note."]
CHANGED = ["Decision 1, version 1, is not as it was written."]
TEXTS = [(model, name) for model in (DecisionVersion, DecisionMaker) for name in model.TEXTS]


@pytest.fixture
def version(project, jo):
    """A version with words in every text but why it was changed, made by Jo and by Dana."""
    boundary = factories.BoundaryFactory(project=project, what="No building work")
    makers = [Maker(jo), Maker(name="Dana Reed", as_what="estates manager")]
    full = {"how": "A vote", "considered": "Eye masks", "rests_on": "A count", "boundary": boundary}
    return a_decision(
        project, jo, makers=makers, changed_our_mind="A visit", dissent="Cold.", **full
    ).current


@pytest.fixture
def corrected(version, jo):
    decision = version.decision
    by = {"by": jo, "change_why": "It was wrong.", "now": NOW}
    correct_decision(decision, base_version=1, how="A talk", **by)
    return decision.current


def take_out(row, field, jo):
    return take_out_words(row, field, by=jo, why="Dana asked to.", now=NOW + timedelta(days=1))


def row_with(model, version):
    return version if model is DecisionVersion else version.makers.get(member=None)


@pytest.mark.parametrize(("model", "name"), TEXTS, ids=lambda it: getattr(it, "__name__", it))
def test_words_go_and_the_chain_still_checks(project, jo, corrected, model, name):
    row = row_with(model, corrected)
    words, head = getattr(row, name), corrected.hash
    note = take_out(row, name, jo)
    row = model.objects.get(pk=row.pk)
    assert (getattr(row, name), name in row.salts, name in row.text_hashes) == ("", False, True)
    assert (note.field, note.by, note.why) == (name, jo, "Dana asked to.")
    after = DecisionVersion.objects.get(pk=corrected.pk)
    assert after.search_text
    assert words.casefold() not in after.search_text
    assert (verify_chain(project), after.hash) == ([], head)


def test_every_text_of_the_tables_is_hashed_apart():
    own = {"state", "change", "hash", "previous_hash", "search_text"}
    for model in (DecisionVersion, DecisionMaker):
        kinds = ("CharField", "TextField")
        texts = {f.name for f in model._meta.concrete_fields if f.get_internal_type() in kinds}
        assert texts - own == set(model.TEXTS)


def test_a_hash_is_sha256_of_a_salt_of_its_own_and_the_text(version, corrected):
    salt = bytes.fromhex(version.salts["why"])
    assert version.text_hashes["why"] == hashlib.sha256(salt + version.why.encode()).hexdigest()
    assert len(salt) == 16
    rows = [version, corrected, *DecisionMaker.objects.all()]
    salts = [salt for row in rows for salt in row.salts.values()]
    assert len(salts) == len(set(salts)) == 8 + 9 + 2 + 2
    again = DecisionVersion(what=version.what)
    hash_texts(again)
    assert again.text_hashes["what"] != version.text_hashes["what"]


def test_taken_out_a_second_time_it_is_the_first_note(jo, version):
    assert take_out(version, "why", jo) == take_out(version, "why", jo)
    assert WordsTakenOut.objects.count() == 1


def test_what_was_never_said_cannot_be_taken_out(jo, version):
    with pytest.raises(ValueError, match="no words"):
        take_out(version, "change_why", jo)
    with pytest.raises(TypeError):
        take_out(version, "search_text", jo)


def test_a_member_of_another_project_takes_nothing_out(twin, version):
    with pytest.raises(ValueError, match="same project"):
        take_out(version, "why", factories.MemberFactory(project=twin))


def test_a_note_needs_a_reason_and_nothing_goes_without(project, jo, version):
    with pytest.raises(IntegrityError), transaction.atomic():
        take_out_words(version, "why", by=jo, why=" ", now=NOW)
    assert DecisionVersion.objects.get().why
    assert verify_chain(project) == []


def test_a_decision_that_lacks_words_can_still_be_corrected_and_withdrawn(project, jo, version):
    for field in ("what", "why"):
        take_out(version, field, jo)
    for field in ("name", "as_what"):
        take_out(row_with(DecisionMaker, version), field, jo)
    decision = Decision.objects.get()
    by = {"by": jo, "change_why": "Because.", "now": NOW}
    correct_decision(decision, base_version=1, what="New words", **by)
    withdraw_decision(decision, base_version=2, **by)
    rows = DecisionVersion.objects.values_list("what", "why", "lacks_words")
    assert list(rows) == [("", "", True), ("New words", "", True), ("New words", "", True)]
    assert verify_chain(project) == []
    full = Maker(jo)
    other = a_decision(project, jo, makers=[full]).current
    assert not other.lacks_words


@pytest.mark.parametrize("model", [DecisionVersion, DecisionMaker])
def test_the_trigger_lets_go_only_of_what_a_note_names(jo, version, model):
    row = row_with(model, version)
    first, second = model.TEXTS[:2]
    take_out(row, first, jo)
    row = model.objects.get(pk=row.pk)
    rows = model.objects.filter(pk=row.pk)
    no_salts = {"salts": {}, second: "", "lacks_words": True}
    other_salt = {"salts": {**row.salts, second: "00" * 16}}
    one_more = {"salts": {**row.salts, "more": "00"}}
    back = [{first: "Other words"}, {"salts": {**row.salts, first: "00" * 16}}]
    wrong = [{second: ""}, {second: "Other"}, no_salts, other_salt, one_more, *back]
    may_change = {*model.TEXTS, "salts", "lacks_words", "search_text"}
    fields = [field for field in model._meta.concrete_fields if field.name not in may_change]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    wrong += [{field.attname: _other(field, values[field.attname])} for field in fields]
    for change in wrong:
        with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
            rows.update(**change)
    assert rows.update(**values) == 1


def _other(field, value):
    """Return another value of the same kind; the trigger asks before any constraint does."""
    if isinstance(field, BooleanField):
        return not value
    if isinstance(field, DateField):
        now = NOW if isinstance(field, DateTimeField) else DAY
        return (value or now) + timedelta(days=1)
    if isinstance(field, UUIDField):
        return uuid4()
    if isinstance(field, JSONField):
        return {**value, "more": "00"}
    return f"x{value[1:]}" if isinstance(value, str) else (value or 0) + 1000


def test_the_search_text_of_a_version_of_which_nothing_was_taken_out_stays(jo, version):
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        DecisionVersion.objects.update(search_text="")


@pytest.mark.parametrize(
    "change",
    [
        lambda: WordsTakenOut.objects.update(why="Other"),
        lambda: WordsTakenOut.objects.all()._raw_delete("default"),
    ],
)
def test_notes_stay(jo, version, change):
    take_out(version, "why", jo)
    with pytest.raises(DatabaseError, match="is append-only"), transaction.atomic():
        change()


def test_words_cut_out_without_a_note_show(project, version):
    salts = str({k: v for k, v in version.salts.items() if k != "considered"}).replace("'", '"')
    search = version.search_text.replace("eye masks", "")
    tamper(
        "UPDATE decisions_decisionversion SET considered = '', lacks_words = (1 = 1), "
        f"search_text = '{search}', salts = '{salts}'"
    )
    assert verify_chain(project) == NO_NOTE


def test_words_emptied_with_their_salt_left_show(project, version):
    tamper("UPDATE decisions_decisionversion SET rests_on = ''")
    assert verify_chain(project) == CHANGED


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE decisions_wordstakenout SET why = 'Other.'",
        "UPDATE decisions_wordstakenout SET field = 'how'",
        "UPDATE decisions_wordstakenout SET signature = 'x'",
        "DELETE FROM decisions_wordstakenout",
    ],
)
def test_a_changed_or_lost_note_shows(project, jo, version, change):
    take_out(version, "considered", jo)
    assert verify_chain(project) == []
    tamper(change)
    assert verify_chain(project) == NO_NOTE


def test_a_note_of_words_that_are_there_shows(project, jo, version):
    note = WordsTakenOut(version=version, field="why", by=jo, why="x", taken_out_at=NOW)
    sign(note, version.text_hashes["why"])
    note.save()
    assert verify_chain(project) == NO_NOTE


def test_notes_hold_while_the_old_key_is_kept(project, jo, version, settings):
    take_out(version, "why", jo)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    assert verify_chain(project) == NO_NOTE
    settings.SECRET_KEY_FALLBACKS = [old]
    assert verify_chain(project) == []
