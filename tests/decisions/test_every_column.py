"""Each column of the log: whoever changes it past the triggers is found out, or the column is named here."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from decisions.models import Decision, DecisionLog, DecisionMaker, DecisionVersion, WordsTakenOut
from decisions.services import Maker, check_log, correct_decision, supersede_decision, verify_chain
from decisions.taking_out import take_out_words
from tests import factories
from tests.decisions.tampering import nothing_refuses
from tests.factories import DAY, NOW, a_decision

MODELS = (Decision, DecisionVersion, DecisionMaker, DecisionLog, WordsTakenOut)
KEY = "Nothing points to it and no page reads it; the order that it gives is hashed."
OWN_RESULT = "What the last check found: each check writes it anew, and everybody may ask for one."
#: The columns that may change unseen, each with its reason; docs/adr/0101 says the same.
UNSEEN = {
    (DecisionMaker, "id"): KEY,
    (WordsTakenOut, "id"): KEY,
    (DecisionLog, "id"): "Nothing points to it; a log is found by its project.",
    (DecisionLog, "checked_at"): OWN_RESULT,
    (DecisionLog, "checked_count"): OWN_RESULT,
    (DecisionLog, "problems"): OWN_RESULT,
    (DecisionLog, "whole_checked_at"): OWN_RESULT,
    (DecisionLog, "sound_to"): "A quick check begins there; the daily one does not look at it.",
    (DecisionLog, "sound_hash"): "A quick check begins there; the daily one does not look at it.",
    (DecisionLog, "asked_at"): OWN_RESULT,
    (DecisionLog, "read_count"): OWN_RESULT,
}
COLUMNS = [(model, field.name) for model in MODELS for field in model._meta.concrete_fields]


@pytest.fixture
def log(project, twin, jo, amina):
    """A log in which every column says something: all texts, all kinds of makers, each change, words taken out."""
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    boundaries = [factories.BoundaryFactory(project=project) for _ in range(2)]
    makers = [Maker(jo), Maker(amina, as_what="tester"), Maker(name="Dana", as_what="estates")]
    full = {
        "how": "By a vote",
        "considered": "Eye masks",
        "rests_on": "The night count",
        "changed_our_mind": "A visit",
        "dissent": "Rhys, not yet: “It is cold.”",
        "boundary": boundaries[0],
        "makers": makers,
        "look_again_on": DAY + timedelta(days=9),
    }
    first = a_decision(project, jo, sent_key=uuid4(), **full)
    by = {"by": jo, "change_why": "Because.", "now": NOW + timedelta(hours=1)}
    correct_decision(first, base_version=1, what="New words", **by)
    new = {"what": "Other", "why": "It is better.", "decided_on": DAY, "makers": [Maker(amina)]}
    supersede_decision(first, base_version=2, new=new, **by)
    # What the first version said, and who Dana was, is taken out; the later versions keep it.
    version = DecisionVersion.objects.get(decision=first, version=1)
    taken = {"by": jo, "why": "Asked to.", "now": NOW + timedelta(hours=2)}
    take_out_words(version, "rests_on", **taken)
    take_out_words(version.makers.get(member=None), "name", **taken)
    assert check_log(project, now=NOW).is_sound


def others(field: models.Field, old):
    """Yield other values for a column: one of its kind, and none where it may be NULL."""
    if field.is_relation:
        rows = field.related_model._base_manager.exclude(pk=old)
        yield from rows.values_list("pk", flat=True)
    elif field.choices:
        yield from (key for key, _label in field.choices if key != old)
    elif isinstance(field, models.BooleanField):
        yield not old
    elif isinstance(field, models.JSONField):
        yield from ({"what": "00"}, ["what"], None if field.null else {})
    elif isinstance(field, models.DateField):
        now = NOW if isinstance(field, models.DateTimeField) else DAY
        yield (old or now) + timedelta(days=1)
    elif isinstance(field, models.UUIDField):
        yield uuid4()
    elif isinstance(old, int):
        yield old + 1000
    else:
        yield f"not {old}"[: field.max_length]
    if field.null and old is not None:
        yield None


def changes(model, name):
    """Yield each change of one column in one row, undone before the next, but for what a CHECK or UNIQUE refuses."""
    field = model._meta.get_field(name)
    for row in model._base_manager.order_by("pk"):
        old = getattr(row, field.attname)
        for value in others(field, old):
            if value == old or not _holds(row, field, value):
                continue
            with nothing_refuses(model._meta.db_table):
                if _changed(model._base_manager.filter(pk=row.pk), {field.attname: value}):
                    yield value, row


def _changed(rows, values):
    try:
        with transaction.atomic():
            return rows.update(**values)
    except IntegrityError:
        return 0


def _holds(row, field, value):
    """Return whether the CHECKs of the table would let a changed row stand."""
    changed = type(row)._base_manager.get(pk=row.pk)
    setattr(changed, field.attname, value)
    checks = [it for it in row._meta.constraints if isinstance(it, models.CheckConstraint)]
    try:
        for check in checks:
            check.validate(type(row), changed)
    except ValidationError:
        return False
    return True


@pytest.mark.many_ways
@pytest.mark.parametrize(("model", "name"), COLUMNS, ids=lambda it: getattr(it, "__name__", it))
def test_a_changed_column_is_found(project, log, model, name):
    found = [(value, row, verify_chain(project)) for value, row in changes(model, name)]
    unseen = [(value, row.pk) for value, row, problems in found if not problems]
    assert found
    if (model, name) in UNSEEN:
        assert unseen
    else:
        assert unseen == []
    assert verify_chain(project) == []
