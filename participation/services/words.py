"""Keeps what a member writes to one person alone, locked; lets that person open and answer it; sends it on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from core.locked_words import CannotLock, WordsAreLocked
from core.once import SentOtherwise, find_sent
from outbox.models import Message
from outbox.services import tell_address, tell_members
from participation.models import OF_WORDS, PrivateWord, PrivateWordQuerySet, WordReading
from participation.models.private import runs_it
from participation.models.words import REMINDED_AFTER
from participation.services.consents import hold_member
from participation.services.keys import OwnKey, rotate_key
from participation.word_links import WordTo, hash_outside, is_addressed_to, is_still_named
from projects.models import Member, Project


class NotToThem(Exception):  # noqa: N818 - it is what happened, not a fault
    """They run the project no more, or the project names somebody else outside it: nobody reads it there."""


class WordChanged(Exception):  # noqa: N818
    """It was answered, taken back or sent on meanwhile, or it is not theirs to open any more."""


@dataclass(frozen=True)
class WordRead:
    """A private word that was opened: the words, the answer, and why somebody asks to send it on."""

    word: PrivateWord
    words: str = ""
    answer: str = ""
    ask: str = ""


def read_word(word: PrivateWord, key: OwnKey | None = None) -> WordRead:
    """
    Return what is in it. To be shown to whoever wrote it, or has opened it.

    :raises WordsAreLocked: when the key is away.
    """
    key = key or OwnKey(word.member, OF_WORDS)
    fields = ("words_locked", "answer_locked", "ask_locked")
    return WordRead(word, *(key.unlock(word, field) for field in fields))


@transaction.atomic
def write_private_word(
    member: Member,
    *,
    to: WordTo,
    words: str,
    is_barrier: bool = False,
    may_count: bool = False,
    sent_key: UUID | None = None,
    now: datetime,
) -> PrivateWord:
    """
    Keep what a member writes to one person, and tell that person that there is something.

    :param is_barrier: whether it is about something that keeps people from taking part; ``may_count``: whether that may
        be counted.
    :param sent_key: the same form sent twice keeps it once.
    :raises SentOtherwise: when the same form brought other words, or to somebody else, before.
    :raises NotToThem: when nobody would read it there; nothing is saved.
    :raises CannotLock: when it cannot be locked now; nothing is saved.
    """
    is_here = hold_member(member, by=to.member)
    if sent := find_sent(member.private_words.all(), sent_key, lock=None):
        _require_same_word(sent, to, (words, is_barrier, is_barrier and may_count))
        return sent
    if not is_here:
        raise NotToThem
    word = PrivateWord(project=member.project, member=member, said_at=now, waits_since=now)
    word.sent_key = sent_key
    word.is_barrier, word.may_count = is_barrier, is_barrier and may_count
    _address(word, to)
    word.words_locked = OwnKey(member, OF_WORDS).lock(word, "words_locked", words, now=now)
    word.save()
    _tell_reader(word, "told", now=now)
    return word


def _require_same_word(sent: PrivateWord, to: WordTo, said: tuple[str, bool, bool]) -> None:
    was = OwnKey(sent.member, OF_WORDS).unlock(sent, "words_locked")
    if (was, sent.is_barrier, sent.may_count) != said or not is_addressed_to(sent, to):
        raise SentOtherwise


def _address(word: PrivateWord, to: WordTo) -> None:
    """Say to whom it goes; see :func:`write_private_word` for what it raises."""
    project = Project.objects.get(pk=word.project_id)
    if to.is_outside:
        word.reader, word.outside_hash = None, hash_outside(project)
        if not word.outside_hash or to.name != project.safety_name:
            raise NotToThem
        return
    here = project.members.taking_part().facilitators().exclude(pk=word.member_id)
    if to.member is None or not here.filter(pk=to.member.pk).exists():
        raise NotToThem
    word.reader, word.outside_hash = to.member, ""


def _hold_word(word: PrivateWord, *, by: Member | None = None) -> PrivateWord:
    """
    Hold a private word, after its member and who reads it.

    :raises WordChanged: when it is gone.
    """
    hold_member(word.member, by=by)
    rows = PrivateWord.objects.select_related("member", "reader", "project").filter(pk=word.pk)
    if held := rows.select_for_update(of=("self",)).first():
        return held
    raise WordChanged


def _hold_to_read(word: PrivateWord, *, by: Member | None, now: datetime) -> PrivateWord:
    """Hold one for whoever reads it: the facilitator, or with ``by=None`` the person outside."""
    held = _hold_word(word, by=by)
    if held.lost_at or held.sent_on_at or held.member.left_at:
        raise WordChanged
    if by is None:
        is_theirs = is_still_named(held) and held.link_until > now
    else:
        rows = PrivateWord.objects.filter(runs_it("reader"), pk=held.pk, reader=by)
        is_theirs = rows.exists()
    if not is_theirs:
        raise WordChanged
    return held


@transaction.atomic
def open_word(word: PrivateWord, *, by: Member | None, why: str, now: datetime) -> WordReading:
    """
    Let whoever it was written to read it for ten minutes, and keep who opened it, when and why.

    :param by: the facilitator; None for the person outside.
    :raises WordChanged: when it is not theirs to open, or not any more.
    :raises WordsAreLocked: when the key is away; then no reading is kept.
    """
    held = _hold_to_read(word, by=by, now=now)
    OwnKey(held.member, OF_WORDS).require()
    if held.opened_at is None:
        held.opened_at = now
        held.save(update_fields=["opened_at"])
    return WordReading.objects.create(word=held, by=by, why=why, at=now)


@transaction.atomic
def answer_word(word: PrivateWord, *, words: str, by: Member | None, now: datetime) -> PrivateWord:
    """
    Keep the answer, once, and tell whoever wrote it that there is one. The same answer sent twice changes nothing.

    :raises WordChanged: when it has another answer, or is not theirs any more; nothing is saved.
    :raises CannotLock, WordsAreLocked: when it cannot be locked or opened now; nothing is saved.
    """
    held = _hold_to_read(word, by=by, now=now)
    key = OwnKey(held.member, OF_WORDS)
    if held.answered_at:
        if key.unlock(held, "answer_locked") != words:
            raise WordChanged
        return held
    if held.opened_at is None:
        raise WordChanged
    held.answer_locked, held.answered_at = key.lock(held, "answer_locked", words, now=now), now
    held.save()
    _tell_writer(held, "answered", now=now)
    return held


@transaction.atomic
def ask_to_send_on(word: PrivateWord, *, why: str, by: Member | None, now: datetime) -> None:
    """
    Ask whoever wrote it to send it on to somebody else, and say why; nobody else can send it on.

    :raises WordChanged: when that was asked before, or it is not theirs any more; nothing is saved.
    :raises CannotLock: when the reason cannot be locked now; nothing is saved.
    """
    held = _hold_to_read(word, by=by, now=now)
    if held.asked_on_at or held.opened_at is None:
        raise WordChanged
    key = OwnKey(held.member, OF_WORDS)
    held.ask_locked, held.asked_on_at = key.lock(held, "ask_locked", why, now=now), now
    held.save()
    _tell_writer(held, "asked-on", now=now)


@transaction.atomic
def decline_sending_on(word: PrivateWord, *, now: datetime) -> bool:
    """Leave it with whoever reads it, who asked to send it on, and tell them; False when nobody asks that any more."""
    held = _hold_word(word)
    if held.asked_on_at is None or held.sent_on_at or held.lost_at:
        return False
    if held.outside_hash and not is_still_named(held):
        return False
    held.asked_on_at, held.ask_locked = None, None
    held.waits_since, held.reminded = now, 0
    held.save()
    _tell_reader(held, "stays", now=now)
    return True


@transaction.atomic
def send_word_on(
    word: PrivateWord, *, to: WordTo, sent_key: UUID | None = None, now: datetime
) -> PrivateWord:
    """
    Send a private word to somebody else, for whoever wrote it. Who read it so far opens it no more; their answer stays.

    :raises NotToThem: when nobody would read it there, or it is theirs already; nothing is saved.
    :raises WordChanged: when it was sent on before; nothing is saved.
    :raises CannotLock, WordsAreLocked: when it cannot be locked or opened now; nothing is saved.
    """
    held = _hold_word(word, by=to.member)
    if sent := find_sent(held.member.private_words.all(), sent_key, lock=None):
        return sent
    if held.sent_on_at:
        raise WordChanged
    if not held.lost_at and (held.reader == to.member if to.member else is_still_named(held)):
        raise NotToThem
    words = read_word(held).words
    new = write_private_word(
        held.member,
        to=to,
        words=words,
        is_barrier=held.is_barrier,
        may_count=held.may_count,
        sent_key=sent_key,
        now=now,
    )
    if held.removed_at:
        new.removed_at = held.removed_at
        new.save(update_fields=["removed_at"])
    held.sent_on_at, held.asked_on_at = now, None
    held.save()
    return new


@transaction.atomic
def take_word_back(word: PrivateWord, *, now: datetime) -> bool:
    """
    Delete a private word, for whoever wrote it; False when it is gone already.

    What is left is locked with another key then, and the old one is destroyed: older copies of the database give away
    nothing of it. Where a key is away, it is deleted all the same.
    """
    try:
        held = _hold_word(word)
    except WordChanged:
        return False
    _forget_messages(PrivateWord.objects.filter(pk=held.pk))
    member = held.member
    held.delete()
    key = OwnKey(member, OF_WORDS)
    row = key.rows.first()
    if row is None or not member.private_words.exists():
        key.give_up()
        return True
    try:
        with transaction.atomic():
            rotate_key(row, now=now)
    except (WordsAreLocked, CannotLock):
        pass  # Whoever runs the installation has to find the key first; then all of it can be locked anew.
    return True


@transaction.atomic
def note_answer_read(word: PrivateWord, *, now: datetime) -> bool:
    """Keep that whoever wrote it has read the answer; False when there is none, or they said so before."""
    held = _hold_word(word)
    if held.answered_at is None or held.answer_read_at:
        return False
    held.answer_read_at = now
    held.save(update_fields=["answer_read_at"])
    return True


@transaction.atomic
def close_barrier(word: PrivateWord, *, is_gone: bool, now: datetime) -> bool:
    """Keep whether the barrier is gone of which somebody wrote, as they alone say; False when nothing changed."""
    held = _hold_word(word)
    if not held.is_barrier or held.sent_on_at or bool(held.removed_at) == is_gone:
        return False
    held.removed_at = now if is_gone else None
    held.save(update_fields=["removed_at"])
    return True


@transaction.atomic
def choose_counting(word: PrivateWord, *, may_count: bool) -> bool:
    """Keep whether a barrier may be counted; False when nothing changed."""
    held = _hold_word(word)
    if not held.is_barrier or held.may_count == may_count:
        return False
    held.may_count = may_count
    held.save(update_fields=["may_count"])
    return True


@transaction.atomic
def remind_of_word(word: PrivateWord, *, now: datetime) -> bool:
    """
    Remind whoever reads it after three and after seven days; after ten, tell whoever wrote it that there is no answer.

    :returns: whether somebody was told; a second call at the same stage tells nobody.
    """
    held = _hold_word(word)
    stages = PrivateWord.objects.filter(pk=held.pk).to_remind_of(now=now)
    if not stages.exists():
        return False
    stage = sum(held.waits_since + after <= now for after in REMINDED_AFTER)
    held.reminded = stage
    held.save(update_fields=["reminded"])
    if stage == len(REMINDED_AFTER):
        _tell_writer(held, "unanswered", now=now)
    else:
        _tell_reader(held, f"again-{stage}", now=now)
    return True


def find_lost_words(*, now: datetime) -> list[PrivateWord]:
    """Return those that nobody can answer any more: whoever was to read them goes, or their link has ended."""
    return _lost_among(PrivateWord.objects.all(), now=now)


def _lost_among(words: QuerySet[PrivateWord], *, now: datetime) -> list[PrivateWord]:
    rows = words.filter(lost_at=None, sent_on_at=None, answered_at=None)
    rows = rows.select_related("project", "member")
    gone = rows.filter(Q(outside_hash="") & ~runs_it("reader"))
    outside = rows.exclude(outside_hash="")
    over = [word for word in outside if not is_still_named(word) or word.link_until <= now]
    return [*gone, *over]


@transaction.atomic
def lose_word(word: PrivateWord, *, now: datetime) -> bool:
    """Say that nobody reads it any more, and tell whoever wrote it, so that they choose somebody else."""
    held = _hold_word(word)
    if not _lost_among(PrivateWord.objects.filter(pk=held.pk), now=now):
        return False
    _lose(held, now=now)
    return True


def _lose(held: PrivateWord, *, now: datetime) -> None:
    held.lost_at, held.asked_on_at = now, None
    held.save(update_fields=["lost_at", "asked_on_at"])
    if held.answered_at is None:
        _tell_writer(held, "lost", now=now)


def hand_back_words(leaves: Member, *, now: datetime) -> None:
    """Let nobody read any more what was written to somebody alone who goes, or runs the project no more."""
    rows = PrivateWord.objects.filter(reader=leaves, lost_at=None, sent_on_at=None)
    for word in rows.select_related("member", "project"):
        _lose(word, now=now)


def forget_private_words(member: Member) -> None:
    """Delete what a member wrote to others alone, and give up the key."""
    _forget_messages(member.private_words.all())
    member.private_words.all().delete()
    OwnKey(member, OF_WORDS).give_up()


def _forget_messages(words: PrivateWordQuerySet) -> None:
    """Delete what tells of these, so that no message is left that says there was one."""
    for pk in words.values_list("pk", flat=True):
        Message.objects.filter(event__startswith=f"private-word:{pk}:").delete()


def _tell_reader(word: PrivateWord, what: str, *, now: datetime) -> None:
    """Tell whoever it was written to, in a message that says nothing of it."""
    about: dict[str, Any] = {"data": {"word": word.pk}, "project": word.project, "now": now}
    event = f"private-word:{word.pk}:{what}:{now.isoformat()}"
    if word.reader:
        kind = "private_word"
        tell_members(event=event, kind=kind, recipients=[word.reader], asks=True, **about)
        return
    addresses = [word.project.safety_email]
    tell_address(event=event, kind="private_word_outside", addresses=addresses, **about)


def _tell_writer(word: PrivateWord, what: str, *, now: datetime) -> None:
    """Tell whoever wrote it that there is something to read or to choose, in a message that says nothing of it."""
    tell_members(
        event=f"private-word:{word.pk}:{what}:{now.isoformat()}",
        project=word.project,
        kind="private_word_news",
        data={"word": word.pk},
        recipients=[word.member],
        asks=True,
        now=now,
    )
