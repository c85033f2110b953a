"""Takes in what people say without a name, sealed, and lets it appear together on another day (docs/adr/0123)."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ballots.keys import KeyCannotBeStored, KeyIsAway, is_there
from ballots.services import look_into, make_seal, open_seal, put_in
from core.once import lock_row
from projects.models import Member, Project
from questions.models import (
    Contribution,
    ContributionAnswer,
    Question,
    ThreeWords,
    UnnamedDay,
    UnnamedNote,
)
from questions.services.answering import AnsweredBefore, answer_day
from questions.services.hearing import judge_answer
from questions.services.reviewed import start_of_day
from questions.three_words import draw_words, lock_of, locks_of
from questions.unnamed_limits import hold_hour

logger = logging.getLogger(__name__)
_SAID, _NOTE, _JUDGED = "said", "note", "judged"


@transaction.atomic
def seal_contribution(
    project: Project,
    *,
    words: str,
    now: datetime,
    three_words: str = "",
    kind: str = "",
    question: Question | None = None,
    outside: str = Contribution.Outside.NOTHING,
    is_unasked: bool = False,
) -> str:
    """
    Seal what somebody says, and return the three words that lead back to it; it appears on another day.

    :param outside: whether everybody may read it, without a name: ``Contribution.Outside``.
    :param three_words: those that were drawn with the form. Sent again with the same words, nothing more comes of it;
        when they are of something else, new ones are drawn.
    :raises TooMuchThisHour: when too much came to the project in this hour.
    :raises TooLong: when it does not fit.
    :raises KeyIsAway, KeyCannotBeStored: when nobody could ever read it.
    """
    said = {
        "is": _SAID,
        "words": words,
        "kind": kind,
        "question": question.pk if question else None,
    }
    said |= {"public": outside == Contribution.Outside.WORDS, "unasked": is_unasked}
    hour = hold_hour(project, now=now)
    three_words = three_words or draw_words()
    while used_for := _used_for(project, three_words):
        if used_for == [words]:
            return three_words
        three_words = draw_words()
    hour.count_said()
    _seal_up(project, {**said, "lock": lock_of(three_words, project.pk)}, now=now)
    return three_words


@transaction.atomic
def seal_note(contribution: Contribution, *, words: str, now: datetime) -> None:
    """
    Seal what somebody adds to what they said without a name; facilitators read it from another day on.

    The same words again change nothing.

    :raises TooMuchThisHour, TooLong, KeyIsAway, KeyCannotBeStored: as :func:`seal_contribution`.
    """
    project = contribution.project
    note = {"is": _NOTE, "contribution": contribution.pk, "words": words}
    hour = hold_hour(project, now=now)
    if note in _waiting(project) or _is_written(note):
        return
    hour.count_said()
    _seal_up(project, note, now=now)


@transaction.atomic
def seal_judgement(
    answer: ContributionAnswer, *, is_enough: bool, why: str = "", now: datetime
) -> bool:
    """
    Seal whether an answer answers whoever asked without a name; a no opens it once more, on another day.

    :returns: False when they said so already today; then nothing changes.
    :raises TooMuchThisHour, TooLong, KeyIsAway, KeyCannotBeStored: as :func:`seal_contribution`.
    """
    project = answer.contribution.project
    hour = hold_hour(project, now=now)
    if any(one.get("answer") == answer.pk for one in _waiting(project)):
        return False
    hour.count_said()
    judged = {"is": _JUDGED, "answer": answer.pk, "enough": is_enough, "words": why}
    _seal_up(project, judged, now=now)
    return True


@transaction.atomic
def write_back(contribution: Contribution, *, by: Member, words: str, now: datetime) -> UnnamedNote:
    """Write to whoever said something without a name: they read it behind their three words. Twice is once."""
    lock_row(contribution)
    same = contribution.notes.filter(by=by, words=words).first()
    return same or contribution.notes.create(by=by, words=words, day=timezone.localdate(now))


@transaction.atomic
def open_unnamed(day: UnnamedDay, *, now: datetime, without_key: bool = False) -> int:
    """
    Let all that was said on a day appear together, in an order of chance; return how much it was.

    The clock of the answers starts now. Two workers at once: one does it.

    :param without_key: whether to go on when the key is away; then all of it is lost.
    :raises KeyIsAway: when there is something to read and no key.
    """
    rows = UnnamedDay.objects.select_related("seal", "project").select_for_update(of=("self",))
    held = rows.filter(pk=day.pk).first()
    if held is None:
        return 0
    opened = open_seal(held.seal, without_key=without_key)
    if opened.unread:
        logger.error("%s pieces said without a name could not be read.", opened.unread)
    for content in opened.contents:
        show = {_SAID: _show_said, _NOTE: _show_note, _JUDGED: _show_judgement}[content["is"]]
        show(held.project, content, now=now)
    held.delete()
    return len(opened.contents)


def make_days_ready(*, now: datetime) -> int:
    """
    Make a seal for each running project that has none for today, before anybody needs it; return how many.

    Made with the first words of a day, the file of its key would tell when they came. One that nobody has used and
    whose key is away is made anew.
    """
    for spare in UnnamedDay.objects.spare().select_related("seal").order_by("pk"):
        if not is_there(spare.seal.pk, spare.seal.public_key):
            UnnamedDay.objects.spare().filter(pk=spare.pk).delete()
    ready = UnnamedDay.objects.filter(day=None) | UnnamedDay.objects.filter(
        day=timezone.localdate(now)
    )
    waiting = Project.objects.exclude(state=Project.State.ENDED).exclude(
        pk__in=ready.values("project")
    )
    made = 0
    for project in waiting.order_by("pk"):
        try:
            _make_spare(project)
        except KeyCannotBeStored:
            logger.warning("No seal could be made for what people say without a name.")
            break
        made += 1
    return made


@transaction.atomic
def _make_spare(project: Project) -> None:
    hold_hour(project, now=None)
    if not UnnamedDay.objects.spare().filter(project=project).exists():
        UnnamedDay.objects.create(project=project, seal=make_seal())


def _seal_up(project: Project, content: dict[str, Any], *, now: datetime) -> None:
    """Put something into the seal of today. The caller holds the hour of the project."""
    today = timezone.localdate(now)
    days = UnnamedDay.objects.filter(project=project).select_for_update(of=("self",))
    day = days.filter(day=today).first() or days.spare().first()
    if day is None:
        day = UnnamedDay.objects.create(project=project, seal=make_seal())
    if day.day is None:
        day.day = today
        day.save(update_fields=["day"])
    put_in(day.seal, content)


def _waiting(project: Project) -> list[dict[str, Any]]:
    """Return what is sealed in a project so far; what has lost its key is left out."""
    found = []
    for day in UnnamedDay.objects.filter(project=project).exclude(day=None).select_related("seal"):
        try:
            found += look_into(day.seal)
        except KeyIsAway:
            continue
    return found


def _used_for(project: Project, three_words: str) -> list[str]:
    """Return what was said with three words already, whether or not it has appeared."""
    locks = locks_of(three_words, project.pk)
    sealed = [one["words"] for one in _waiting(project) if one.get("lock") in locks]
    shown = Contribution.objects.filter(project=project, three_words__hashed__in=locks)
    return sealed + list(shown.order_by("pk").values_list("words", flat=True))


def _is_written(note: dict[str, Any]) -> bool:
    rows = UnnamedNote.objects.filter(contribution=note["contribution"], is_by_author=True)
    return rows.filter(words=note["words"]).exists()


def _show_said(project: Project, content: dict[str, Any], *, now: datetime) -> None:
    lock = content["lock"]
    same = Contribution.objects.filter(project=project, three_words__hashed=lock)
    if same.filter(words=content["words"]).exists():
        return
    contribution = project.contributions.create(
        is_unnamed=True,
        words=content["words"],
        kind=content["kind"],
        question=Question.objects.filter(project=project, pk=content["question"]).first(),
        may_be_public=content["public"],
        is_unasked=content["unasked"],
        said_at=start_of_day(now),
        answer_by=answer_day(project, now),
    )
    if not same.exists():
        ThreeWords.objects.create(contribution=contribution, hashed=lock)


def _show_note(project: Project, content: dict[str, Any], *, now: datetime) -> None:
    about = Contribution.objects.filter(project=project, pk=content["contribution"]).first()
    if about is not None and not _is_written(content):
        words, day = content["words"], timezone.localdate(now)
        about.notes.create(is_by_author=True, words=words, day=day)


def _show_judgement(project: Project, content: dict[str, Any], *, now: datetime) -> None:
    """Let an answer be judged; when it has been answered anew meanwhile, the words are kept as a note."""
    answers = ContributionAnswer.objects.filter(contribution__project=project)
    answer = answers.filter(pk=content["answer"]).first()
    if answer is None:
        return
    why, day = content["words"], start_of_day(now)
    try:
        judge_answer(answer, is_enough=content["enough"], why=why, by=None, now=day)
    except AnsweredBefore:
        if why:
            _show_note(project, {"contribution": answer.contribution_id, "words": why}, now=now)
