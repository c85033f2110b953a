"""How the services are called that lock a project before they add people or groups to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.utils import timezone

from outbox import services as outbox
from participation import services as participation
from participation.models import (
    DirectoryEntry,
    JoinRequest,
    Need,
    ParticipationReview,
    PrivateWord,
    Thanks,
)
from tests import factories
from tests.factories import DAY, NOW
from tests.joining import ask_to_join
from tests.needing import say_needs
from tests.participation.asking_about_us import ask_about_us
from tests.participation.rows import BY_NAME
from tests.sharing import share
from tests.thanking import shown_thanks, thank
from tests.wording import answered, opened, to_whom, write

#: Asked for when a test runs.
_NOW = timezone.now


def need_of(rows: Any) -> Need:
    """Return something that the participant needs."""
    return say_needs(rows.member, rows.by, costs="The fare")


def asked_on(rows: Any) -> PrivateWord:
    """Return a private word of the participant whose reader asks to send it on."""
    word = opened(write(rows.member, rows.by))
    participation.ask_to_send_on(word, why="Grace knows more.", by=rows.by, now=timezone.now())
    return word


def _keep(entry: DirectoryEntry) -> None:
    participation.keep_entry(entry.member, stood=entry.until.isoformat(), now=NOW)


def _forget_old(rows: Any) -> Any:
    ask_to_join(
        rows.project, "yan@example.org", confirmed_at=None, asked_at=NOW - timedelta(days=8)
    )
    return participation.forget_join_requests(now=NOW)


OF_PROJECTS: dict[str, Callable[[Any], Any]] = {
    "participation.accept_invitation": lambda r: participation.accept_invitation(
        factories.InvitationFactory(member__project=r.project), now=NOW
    ),
    "participation.add_about_us_question": lambda r: ask_about_us(r.project),
    "participation.change_about_us_question": lambda r: participation.change_about_us_question(
        ask_about_us(r.project), revision=1, words="W", why="W", choices=[]
    ),
    "participation.end_about_us_question": lambda r: participation.end_about_us_question(
        ask_about_us(r.project), now=NOW
    ),
    "participation.count_about_us": lambda r: participation.count_about_us(r.project, now=NOW),
    "participation.add_group": lambda r: participation.add_group(
        r.project, name="N", sector="other", sent_key=uuid4(), now=NOW
    ),
    "participation.add_member_without_email": lambda r: participation.add_member_without_email(
        r.project, by=r.by, known_as="Bo", sent_key=uuid4(), now=NOW
    ),
    "participation.check_import": lambda r: participation.check_import(
        r.project, by=r.by, lines=[], role="participant", sent_key=uuid4(), now=NOW
    ),
    "participation.confirm_import": lambda r: participation.confirm_import(
        factories.MemberImportFactory(project=r.project, lines=[BY_NAME]), by=r.by, now=NOW
    ),
    "participation.invite_member": lambda r: participation.invite_member(
        r.project, by=r.by, email="new@example.org", known_as="New", role="participant", now=NOW
    ),
    "participation.ask_to_join": lambda r: participation.ask_to_join(
        r.project, address="zoe@x.org", known_as="Zoe", words="", connection="::1", now=NOW
    ),
    "participation.confirm_join_request": lambda r: participation.confirm_join_request(
        r(JoinRequest, "join"), shown="", now=NOW
    ),
    "participation.accept_join_request": lambda r: participation.accept_join_request(
        r(JoinRequest, "join"), by=r.by, words="", now=NOW
    ),
    "participation.decline_join_request": lambda r: participation.decline_join_request(
        ask_to_join(r.project, "yan@example.org"), by=r.by, reason="Full.", now=NOW
    ),
    "participation.forget_join_requests": lambda r: _forget_old(r),
    "participation.answer_after_the_end": lambda r: participation.answer_after_the_end(
        r(JoinRequest, "join"), now=NOW
    ),
    "outbox.ask_to_follow": lambda r: outbox.ask_to_follow(
        r.project, address="f@x.org", rhythm="each", language="en-gb", connection="::1", now=NOW
    ),
    "outbox.invite_to_follow": lambda r: outbox.invite_to_follow(
        r.project, addresses=["g@x.org"], language="en-gb", now=NOW
    ),
    "participation.step_into": lambda r: participation.step_into(
        r.project, by=r.coordinator, now=NOW + timedelta(days=999)
    ),
    "participation.resend_invitation": lambda r: participation.resend_invitation(
        factories.InvitationFactory(member__project=r.project), by=r.by, now=NOW
    ),
}
OF_MEMBERS: dict[str, Callable[[Any], Any]] = {
    "participation.leave_for_later": lambda r: participation.leave_for_later(
        r.member, "bring", now=NOW
    ),
    "participation.record_groups": lambda r: participation.record_groups(
        r.member, groups=[], now=NOW
    ),
    "participation.record_hearing": lambda r: participation.record_hearing(
        r.member, hears=dict.fromkeys(participation.HEARS, "") | {"rhythm": "weekly"}, now=NOW
    ),
    "participation.record_speaking": lambda r: participation.record_speaking(
        r.member, speaks_for={}, now=NOW
    ),
    "participation.record_needs": lambda r: participation.record_needs(r.member, needs={}, now=NOW),
    "participation.record_about_me": lambda r: participation.record_about_me(
        r.member, answers={}, now=NOW
    ),
    "participation.record_wish": lambda r: participation.record_wish(r.member, now=NOW),
    "participation.take_back": lambda r: participation.take_back(r.member, "groups", now=NOW),
    "participation.record_entry": lambda r: share(r.member),
    "participation.keep_entry": lambda r: _keep(share(r.member)),
    "participation.ask_to_keep": lambda r: participation.ask_to_keep(share(r.member), now=NOW),
}
_NEED = {
    "promise_need": lambda r: participation.promise_need(need_of(r), by=r.by, due_on=DAY, now=NOW),
    "finish_need": lambda r: participation.finish_need(need_of(r), now=NOW),
    "answer_need": lambda r: participation.answer_need(need_of(r), was_met=True, now=NOW),
    "open_private": lambda r: participation.open_private(
        need_of(r).member, "needs", by=r.by, why="talk", now=NOW
    ),
    "rotate_key": lambda r: participation.rotate_key(
        need_of(r).member.own_keys.get(purpose="needs"), now=NOW
    ),
}
OF_MEMBERS |= {f"participation.{name}": call for name, call in _NEED.items()}
OF_THANKS: dict[str, Callable[[Any], Any]] = {
    "participation.answer_thanks": lambda r: participation.answer_thanks(
        thank(r.by, r.member, now=NOW), is_shown=True, now=NOW
    ),
    "participation.hide_thanks": lambda r: participation.hide_thanks(
        shown_thanks(r.by, r.member, now=NOW), why="It hurts.", by=r.by, now=NOW
    ),
    "participation.set_thanks_aside": lambda r: participation.set_thanks_aside(
        thank(r.by, r.member, now=NOW), now=NOW
    ),
    "participation.take_thanks_back": lambda r: participation.take_thanks_back(
        thank(r.by, r.member, now=NOW)
    ),
}
OF_PROJECTS["participation.give_thanks"] = lambda r: thank(r.by, named="The tea bar", now=NOW)
_WORD = {
    "open_word": lambda r: opened(write(r.member, r.by)),
    "answer_word": lambda r: answered(write(r.member, r.by)),
    "ask_to_send_on": lambda r: asked_on(r),
    "decline_sending_on": lambda r: participation.decline_sending_on(asked_on(r), now=NOW),
    "send_word_on": lambda r: participation.send_word_on(
        write(r.member, r.by),
        to=to_whom(r.member, factories.MemberFactory(project=r.project, role="facilitator")),
        now=NOW,
    ),
    "take_word_back": lambda r: participation.take_word_back(write(r.member, r.by), now=NOW),
    "note_answer_read": lambda r: participation.note_answer_read(
        answered(write(r.member, r.by)), now=NOW
    ),
    "close_barrier": lambda r: participation.close_barrier(
        write(r.member, r.by, is_barrier=True), is_gone=True, now=NOW
    ),
    "choose_counting": lambda r: participation.choose_counting(
        write(r.member, r.by, is_barrier=True), may_count=True
    ),
    "remind_of_word": lambda r: participation.remind_of_word(
        write(r.member, r.by), now=_NOW() + timedelta(days=4)
    ),
    "lose_word": lambda r: participation.lose_word(write(r.member, r.by), now=NOW),
}
OF_MEMBERS |= {f"participation.{name}": call for name, call in _WORD.items()}
OF_MEMBERS["participation.write_private_word"] = lambda r: write(r.member, r.by)
OF_GAPS: dict[str, Callable[[Any], Any]] = {
    "participation.accept_gap": lambda r: participation.accept_gap(r.gap, reason="R", now=NOW),
    "participation.answer_gap_with_action": lambda r: participation.answer_gap_with_action(
        r.gap, what="Ask", owner=r.by, due_on=DAY, now=NOW
    ),
    "participation.finish_review": lambda r: _finish(r),
}


def _finish(rows: Any) -> None:
    review = rows.gap.review
    review.gaps.all().delete()
    participation.finish_review(review, by=rows.by, reflection="-", now=NOW)


OF_ENTRIES: dict[str, Callable[[Any], Any]] = {
    "participation.delete_old_entries": lambda r: participation.delete_old_entries(
        on=share(r.member).until
    ),
}
#: What of ours is locked -> who locks it.
LOCKS: dict[type[Model], dict[str, Callable[[Any], Any]]] = {
    ParticipationReview: OF_GAPS,
    Thanks: OF_THANKS,
    DirectoryEntry: OF_ENTRIES,
}
#: Those for which one function holds the member.
HELD = {
    *("participation.open_private", "meetings.take_back_coming"),
    *("participation.record_bring", "participation.record_groups"),
    *("participation.record_hearing", "participation.record_speaking"),
    *("participation.leave_for_later", "participation.take_back"),
    *("participation.record_needs", "participation.record_wish"),
    *("participation.record_entry", "participation.keep_entry", "participation.ask_to_keep"),
    *(f"participation.{name}" for name in (*_WORD, "write_private_word")),
    "participation.record_about_me",
}
HELPERS = {
    "outbox._ask": {"outbox.ask_to_follow", "outbox.invite_to_follow"},
    "participation._keep_request": {"participation.ask_to_join"},
    "participation._hold_gap": set(OF_GAPS) - {"participation.finish_review"},
    "participation.hold_member": HELD,
    "participation._forget_if_same": {"participation.forget_join_requests"},
    "participation._hold_thanks": set(OF_THANKS),
    "participation._held": {f"participation.{name}" for name in list(_NEED)[:3]},
    "participation._hold_word": {f"participation.{name}" for name in _WORD},
}
