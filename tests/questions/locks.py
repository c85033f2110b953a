"""How the services are called that lock a question, for tests/house/test_row_locks.py."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from questions import services as questions
from questions.models import Contribution, Question, SafetyWorry, Wording
from questions.models.contributions import OUTSIDE
from tests.factories import DAY, NOW
from tests.questions.rows import answered, arrived, file_of, looked_at
from tests.questions.unnamed import SAID, unnamed_day
from tests.responding import ask_everybody, responded

#: A function beside the services that locks for them -> those that call it.
HELD_QUESTIONS = {
    "questions._hold": {
        *("questions.end_question", "questions.make_ready_for_ideas"),
        *("questions.put_ideas_off", "questions.reopen_question"),
    },
    "questions._held": {"questions.agree_with_answer", "questions.send_answer_back"},
    "questions._hold_said": {
        *("questions.answer_hiding", "questions.hide_words", "questions.show_words_again"),
    },
    "questions._keep_response": {"questions.add_response"},
    "questions._take_on": {"questions.hand_over_contribution", "questions.read_contribution"},
    "questions._seal_up": {
        *("questions.seal_contribution", "questions.seal_judgement", "questions.seal_note"),
    },
}


def _asked(rows: Any) -> Question:
    asked: Question = rows(Question, "question")
    return asked


def _ended(rows: Any) -> Question:
    values = {"end": "settled", "end_why": "Y", "ended_at": NOW}
    Question.objects.filter(pk=_asked(rows).pk).update(**values)
    return _asked(rows)


def _said(rows: Any) -> Contribution:
    said: Contribution = rows(Contribution, "contribution")
    return said


def _public(rows: Any) -> Contribution:
    said = _said(rows)
    said.let_outside("words")
    said.save(update_fields=OUTSIDE)
    return said


def _linked(rows: Any) -> str:
    move = _said(rows).moves.create(what="discussed", address="/", title="Monday", at=NOW)
    return str(move.address)


LOCKS_OF_CONTRIBUTIONS: dict[str, Callable[[Any], Any]] = {
    "questions.add_file": lambda r: questions.add_file(
        _said(r), by=r.by, arrived=arrived(), sent_key=uuid4(), now=NOW
    ),
    "questions.take_file_away": lambda r: questions.take_file_away(
        file_of(_said(r)), by=r.by, why="W", now=NOW
    ),
    "questions.add_reply": lambda r: questions.add_reply(
        _said(r), member=r.member, words="W", sent_key=uuid4(), now=NOW
    ),
    "questions.answer_contribution": lambda r: questions.answer_contribution(
        _said(r), outcome="no", reason="Y", by=r.by, now=NOW
    ),
    "questions.record_move": lambda r: questions.record_move(
        _said(r), what="discussed", address="/", title="Tuesday", now=NOW
    ),
    "questions.agree_with_answer": lambda r: questions.agree_with_answer(
        looked_at(_said(r), by=r.by), by=r.member, now=NOW
    ),
    "questions.answer_several": lambda r: questions.answer_several(
        r.project, [_said(r).pk], outcome="no", reason="Y", by=r.by, now=NOW
    ),
    "questions.hand_over_contribution": lambda r: questions.hand_over_contribution(
        _said(r), to=r.by, by=r.by, now=NOW
    ),
    "questions.promise_later": lambda r: questions.promise_later(
        _said(r), answer_by=DAY, later_why="W", by=r.by, now=NOW
    ),
    "questions.read_contribution": lambda r: questions.read_contribution(
        _said(r), by=r.by, now=NOW
    ),
    "questions.judge_answer": lambda r: questions.judge_answer(
        answered(_said(r), by=r.by), is_enough=True, by=r.member, now=NOW
    ),
    "questions.send_answer_back": lambda r: questions.send_answer_back(
        looked_at(_said(r), by=r.by), why="W", by=r.member, now=NOW
    ),
    "questions.change_reviewed_words": lambda r: questions.change_reviewed_words(
        _said(r), words="Fewer", were_left_out=False, now=NOW
    ),
    "questions.link_contributions": lambda r: questions.link_contributions(
        r.project, [_said(r).pk], whats=["decided"], address="/", title="Tuesday", now=NOW
    ),
    "questions.carry_links": lambda r: questions.carry_links(
        r.project, start=_linked(r), what="decided", address="/t", title="Tuesday", now=NOW
    ),
    "questions.unlink_contributions": lambda r: questions.unlink_contributions(
        r.project, [_said(r).pk], address="/", now=NOW
    ),
    "questions.answer_hiding": lambda r: questions.answer_hiding(
        _said(r), by=r.member, words="W", now=NOW
    ),
    "questions.hide_words": lambda r: questions.hide_words(_said(r), by=r.by, why="Y", now=NOW),
    "questions.show_words_again": lambda r: questions.show_words_again(_said(r), by=r.by, now=NOW),
    "questions.take_words_back": lambda r: questions.take_words_back(
        _said(r), by=r.member, now=NOW
    ),
    "questions.choose_outside": lambda r: questions.choose_outside(
        _said(r), outside="words", by=r.member, now=NOW
    ),
    "questions.publish_words": lambda r: questions.publish_words(_public(r), by=r.by, now=NOW),
    "questions.unpublish_words": lambda r: questions.unpublish_words(_public(r), by=r.by, now=NOW),
    "questions.write_back": lambda r: questions.write_back(_said(r), by=r.by, **SAID),
}
LOCKS_OF_UNNAMED: dict[str, Callable[[Any], Any]] = {
    "questions.open_unnamed": lambda r: questions.open_unnamed(unnamed_day(r.project), now=NOW),
    "questions.seal_contribution": lambda r: questions.seal_contribution(r.project, **SAID),
    "questions.seal_judgement": lambda r: questions.seal_judgement(
        answered(_said(r), by=r.by), is_enough=True, now=NOW
    ),
    "questions.seal_note": lambda r: questions.seal_note(_said(r), **SAID),
}
LOCKS_OF_QUESTIONS: dict[str, Callable[[Any], Any]] = {
    "questions.answer_wording": lambda r: questions.answer_wording(
        Wording.objects.get(question=_asked(r), outcome="open"),
        outcome="taken",
        words="",
        by=r.by,
        now=NOW,
    ),
    "questions.end_question": lambda r: questions.end_question(
        _asked(r), end="settled", why="Y", by=r.by, now=NOW
    ),
    "questions.make_ready_for_ideas": lambda r: questions.make_ready_for_ideas(
        _asked(r), by=r.by, now=NOW
    ),
    "questions.propose_wording": lambda r: questions.propose_wording(
        _asked(r), by=r.member, words="W", sent_key=uuid4(), now=NOW
    ),
    "questions.put_ideas_off": lambda r: questions.put_ideas_off(_asked(r), by=r.by, now=NOW),
    "questions.reopen_question": lambda r: questions.reopen_question(
        _ended(r), why="Y", by=r.by, now=NOW
    ),
}


def _forget_old(rows: Any) -> Any:
    old = {"confirmed_at": None, "sent_at": NOW - timedelta(days=8)}
    responded(ask_everybody(rows.by), **old)
    return questions.forget_responses(now=NOW)


OF_PROJECTS: dict[str, Callable[[Any], Any]] = {
    "questions.mark_worry": lambda rows: questions.mark_worry(
        rows.project, by=rows.member, words="W", sent_key=uuid4(), now=NOW
    ),
    "questions.ask_community": lambda r: questions.ask_community(
        _asked(r), words="W", by=r.by, now=NOW
    ),
    "questions.add_response": lambda r: questions.add_response(
        ask_everybody(r.by), address="zoe@x.org", words="W", connection="::1", now=NOW
    ),
    "questions.confirm_response": lambda r: questions.confirm_response(
        responded(ask_everybody(r.by)), now=NOW
    ),
    "questions.show_response": lambda r: questions.show_response(
        responded(ask_everybody(r.by)), by=r.by, now=NOW
    ),
    "questions.decline_response": lambda r: questions.decline_response(
        responded(ask_everybody(r.by)), by=r.by, reason="W", now=NOW
    ),
    "questions.answer_response_after_the_end": lambda r: questions.answer_response_after_the_end(
        responded(ask_everybody(r.by)), now=NOW
    ),
    "questions.forget_responses": lambda r: _forget_old(r),
    "questions.take_response_back": lambda r: questions.take_response_back(
        responded(ask_everybody(r.by)), now=NOW
    ),
}
LOCKS_OF_WORRIES: dict[str, Callable[[Any], Any]] = {
    "questions.look_at_worry": lambda rows: questions.look_at_worry(
        rows(SafetyWorry, "worry"), by=rows.by, done="D", now=NOW
    ),
    "questions.put_back_worried": lambda rows: questions.put_back_worried(
        rows(SafetyWorry, "worry"), tells_author=False, now=NOW
    ),
    "questions.tell_coordinators": lambda rows: questions.tell_coordinators(
        rows(SafetyWorry, "worry"), now=NOW
    ),
}
