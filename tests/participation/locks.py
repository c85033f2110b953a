"""How the services are called that lock a project before they add people or groups to it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from participation import services as participation
from participation.models import Need
from tests import factories
from tests.factories import DAY, NOW
from tests.needing import say_needs
from tests.participation.asking_about_us import ask_about_us
from tests.participation.rows import BY_NAME


def need_of(rows: Any) -> Need:
    """Return something that the participant needs."""
    return say_needs(rows.member, rows.by, costs="The fare")


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
OF_GAPS: dict[str, Callable[[Any], Any]] = {
    "participation.accept_gap": lambda r: participation.accept_gap(r.gap, reason="R", now=NOW),
    "participation.answer_gap_with_action": lambda r: participation.answer_gap_with_action(
        r.gap, what="Ask", owner=r.by, due_on=DAY, now=NOW
    ),
}
#: Those for which one function holds the member.
HELD = {
    *("participation.open_private", "meetings.take_back_coming"),
    *("participation.record_bring", "participation.record_groups"),
    *("participation.record_hearing", "participation.record_speaking"),
    *("participation.leave_for_later", "participation.take_back"),
    *("participation.record_needs", "participation.record_wish"),
    "participation.record_about_me",
}
HELPERS = {
    "participation.hold_member": HELD,
    "participation._held": {f"participation.{name}" for name in list(_NEED)[:3]},
}
