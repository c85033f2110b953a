"""An update is drafted without being overwritten, and sent once, as it was seen."""

import pytest
from django.db import DatabaseError, transaction

from core.revisions import EditConflict
from decisions.naming import name_decision
from outbox.kinds import put_into_words
from outbox.models import Channel, Delivery, Message, Rhythm
from outbox.services import set_preference
from tests.factories import DAY, NOW, MemberFactory, UpdateFactory, a_decision
from updates.models import Update
from updates.services import (
    NoDayNamed,
    change_draft,
    draft_update,
    send_update,
    send_update_to_writer,
    set_update_public,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(project, jo, amina) -> Update:
    return draft_update(
        project,
        by=jo,
        title="The chairs are ordered",
        where_we_are="Twelve chairs are on their way.",
        settled="They have arms.",
        not_settled="Where they stand.",
        more_on=DAY,
        now=NOW,
    )


def test_a_draft_reaches_nobody(draft):
    assert (draft.is_sent, draft.is_public, Message.objects.count()) == (False, False, 0)


def test_sending_tells_every_member_who_takes_part(draft, project, jo):
    MemberFactory(project=project, known_as="Bea", user=None)
    MemberFactory(project=project, known_as="Invited", joined_at=None, invited_at=NOW)
    MemberFactory(project=project, known_as="Left", left_at=NOW)
    seen = draft.revision
    message = send_update(draft, by=jo, now=NOW)
    told = message.deliveries.order_by("member__known_as")
    assert list(told.values_list("member__known_as", "channel")) == [
        ("Amina", "email"),
        ("Bea", "post"),
        ("Jo", "email"),
    ]
    assert (draft.sent_at, draft.sent_by, draft.message) == (NOW, jo, message)
    # A form that was open meanwhile starts from an older revision.
    assert draft.revision > seen
    assert put_into_words(message).summary == (
        "Twelve chairs are on their way.\n\nWhat we have settled:\nThey have arms.\n\n"
        "What we have not settled yet:\nWhere they stand.\n\n"
        "When you'll hear more:\nThursday 19 November 2026"
    )


def test_two_who_send_at_once_send_once(draft, jo):
    theirs, mine = Update.objects.get(pk=draft.pk), Update.objects.get(pk=draft.pk)
    first = send_update(theirs, by=jo, now=NOW, revision=draft.revision)
    second = send_update(mine, by=jo, now=NOW, revision=draft.revision)
    assert first == second
    assert Delivery.objects.count() == 2


def test_what_is_sent_leaves_other_drafts_as_they_are(draft, jo):
    other = UpdateFactory(project=draft.project, title="The lamps")
    set_update_public(draft, is_public=True, now=NOW)
    send_update(draft, by=jo, now=NOW)
    other.refresh_from_db()
    assert (other.is_sent, other.message, other.is_public) == (False, None, False)


def test_what_was_sent_without_telling_anybody_is_told_once(project, jo):
    """As when the message was lost: sending it again tells everybody, and says when."""
    update = UpdateFactory(project=project, sent_at=NOW)
    assert send_update(update, by=jo, now=NOW) == Message.objects.get()


def test_what_nobody_looked_at_is_not_sent(draft, jo):
    seen = draft.revision
    edited = Update.objects.get(pk=draft.pk)
    edited.title = "The chairs are late"
    change_draft(edited, revision=seen, decisions=[], now=NOW)
    with pytest.raises(EditConflict):
        send_update(Update.objects.get(pk=draft.pk), by=jo, now=NOW, revision=seen)
    assert Message.objects.count() == 0


def test_without_a_day_for_more_it_is_not_sent(draft, jo):
    Update.objects.filter(pk=draft.pk).update(more_on=None)
    with pytest.raises(NoDayNamed):
        send_update(Update.objects.get(pk=draft.pk), by=jo, now=NOW)
    assert Message.objects.count() == 0


def test_a_draft_is_not_written_over(draft):
    mine, theirs = Update.objects.get(pk=draft.pk), Update.objects.get(pk=draft.pk)
    theirs.title = "Theirs"
    change_draft(theirs, revision=1, decisions=[], now=NOW)
    mine.title = "Mine"
    with pytest.raises(EditConflict) as conflict:
        change_draft(mine, revision=1, decisions=[], now=NOW)
    assert conflict.value.theirs.title == "Theirs"
    assert Update.objects.get().title == "Theirs"


def test_the_decisions_of_a_draft_are_not_written_over(draft, project, jo):
    decision = a_decision(project, jo)
    change_draft(Update.objects.get(), revision=1, decisions=[decision], now=NOW)
    with pytest.raises(EditConflict) as conflict:
        change_draft(Update.objects.get(), revision=1, decisions=[], now=NOW)
    assert name_decision(decision) in conflict.value.theirs.in_all_words
    assert list(Update.objects.get().decisions.all()) == [decision]


def test_a_draft_that_was_sent_meanwhile_is_not_changed(draft, jo):
    mine = Update.objects.get(pk=draft.pk)
    UpdateFactory(project=draft.project, title="Another draft")
    send_update(draft, by=jo, now=NOW)
    mine.title = "Mine"
    with pytest.raises(EditConflict) as conflict:
        change_draft(mine, revision=2, decisions=[], now=NOW)
    assert conflict.value.theirs.is_sent


@pytest.mark.parametrize("field", ["title", "where_we_are", "settled", "not_settled", "sent_at"])
def test_the_database_keeps_what_was_sent(project, field):
    update = UpdateFactory(project=project, sent_at=NOW)
    with pytest.raises(DatabaseError, match="stays as it was sent"), transaction.atomic():
        Update.objects.filter(pk=update.pk).update(
            **{field: None if field == "sent_at" else "Other words"}
        )
    Update.objects.filter(pk=update.pk).update(is_public=True)


def test_to_me_first_reaches_me_once_and_nobody_else(draft, jo):
    set_preference(jo, channel=Channel.EMAIL, rhythm=Rhythm.WEEKLY)
    first = send_update_to_writer(draft, by=jo, now=NOW)
    assert send_update_to_writer(draft, by=jo, now=NOW) == first
    assert list(Delivery.objects.values_list("member", "is_held")) == [(jo.pk, False)]
    draft.refresh_from_db()
    assert draft.is_sent is False
