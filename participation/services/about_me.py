"""Keeps what a member answers to the questions about people, locked with a key of their own (docs/adr/0173)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from types import SimpleNamespace

from django.db import transaction

from core.standing import require_same_standing
from participation.models import AboutUsAnswer, AboutUsQuestion, Consent
from participation.services.consents import hold_member, note_answer
from participation.services.keys import OwnKey
from projects.models import Member

PURPOSE = Consent.Purpose.ABOUT_US


@dataclass(frozen=True)
class AboutMe:
    """
    What is in a box: the place of the choice (None: would rather not say), and whether a facilitator typed it in.

    ``counted`` has a letter for each time the answers were counted: c when this was counted, t when a facilitator had
    typed it in, and a dash when it was not.
    """

    choice: int | None = None
    typed: bool = False
    counted: str = ""


def open_about_me(row: AboutUsAnswer, key: OwnKey) -> AboutMe:
    """
    Open an answer with the key of whose it is: for them, or to be counted.

    :raises WordsAreLocked: when the key is away.
    """
    return AboutMe(**json.loads(key.unlock(row, "said_locked")))


def lock_about_me(row: AboutUsAnswer, key: OwnKey, said: AboutMe, *, now: datetime) -> None:
    """
    Put an answer into its row, which is not saved yet.

    :raises CannotLock: when nothing can be locked now.
    """
    row.said_locked = key.lock(row, "said_locked", json.dumps(asdict(said)), now=now)


def read_about_me(member: Member) -> dict[int, int | None]:
    """
    Return what a member chose, by the number of each open question that they answered. For them alone.

    :raises WordsAreLocked: when their key is away.
    """
    rows, key = _rows(member), OwnKey(member, PURPOSE)
    return {row.question_id: open_about_me(row, key).choice for row in rows}


def is_about_me_asked(member: Member) -> bool:
    """Whether a question was asked since they answered, or said "not now". Whoever took it back is left in peace."""
    said = Consent.objects.filter(member=member, purpose=PURPOSE).first()
    if said and said.answer == Consent.Answer.TAKEN_BACK:
        return False
    rows = AboutUsQuestion.objects.open().filter(project=member.project_id)
    return (rows.filter(asked_at__gt=said.said_at) if said else rows).exists()


def about_me_stands(member: Member) -> SimpleNamespace:
    """
    Return what tells whether somebody answered meanwhile, or changed a question: when it was said last, and nothing of
    what; and which questions are asked, in which version.
    """
    said = Consent.objects.filter(member=member, purpose=PURPOSE).first()
    rows = AboutUsQuestion.objects.open().filter(project=member.project_id).order_by("pk")
    asked = " ".join(f"{pk}:{revision}" for pk, revision in rows.values_list("pk", "revision"))
    return SimpleNamespace(said_at=said.said_at.isoformat() if said else "", asked=asked)


@transaction.atomic
def record_about_me(
    member: Member,
    *,
    answers: Mapping[int, int | None],
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> None:
    """
    Keep what a member chose, by the number of each question; None where they would rather not say.

    Questions that were ended meanwhile, and those that are left out, stay as they are.

    :param stood: how "about" stood on the page; None when nobody looked.
    :param by: who writes it down; None when they say it themselves.
    :raises EditConflict: when somebody else wrote it down meanwhile; nothing is saved.
    :raises WordsAreLocked: when what was said before cannot be opened now; nothing is saved.
    :raises CannotLock: when nothing can be locked now; nothing is saved.
    """
    if not hold_member(member, by=by):
        return
    standing = about_me_stands(member)
    require_same_standing(
        standing,
        {"said_at": now.isoformat(), "asked": standing.asked},
        stood=None if stood is None else stood.get("about", ""),
    )
    if answers:
        _lock_answers(member, answers, by=by, now=now)


def _lock_answers(
    member: Member, answers: Mapping[int, int | None], *, by: Member | None, now: datetime
) -> None:
    key, before = OwnKey(member, PURPOSE), {row.question_id: row for row in _rows(member)}
    is_typed = by is not None and by.pk != member.pk
    for question in AboutUsQuestion.objects.open().filter(
        project=member.project_id, pk__in=answers
    ):
        row = before.get(question.pk) or AboutUsAnswer(question=question, member=member)
        was = open_about_me(row, key) if row.pk else AboutMe()
        choice = answers[question.pk]
        # Who typed it in knows it still when the person says the same again.
        typed = choice is not None and (is_typed or (was.typed and was.choice == choice))
        lock_about_me(row, key, replace(was, choice=choice, typed=typed), now=now)
        row.save()
    note_answer(member, PURPOSE, Consent.Answer.YES, by=by, now=now)


def forget_about_me(member: Member) -> None:
    """Delete what a member answered, and give up the key."""
    member.about_us_answers.all().delete()
    OwnKey(member, PURPOSE).give_up()


def _rows(member: Member) -> list[AboutUsAnswer]:
    rows = AboutUsAnswer.objects.filter(member=member, question__ended_at=None)
    return list(rows.order_by("question"))
