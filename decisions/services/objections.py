"""Tells members that they are named as makers of a decision, and takes in that it was not so."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from core.once import lock_row
from decisions.models import Decision, DecisionMaker, DecisionVersion, MakerObjection
from outbox.services import tell_members
from projects.models import Member


class NotNamed(Exception):  # noqa: N818 - it is a state, not a fault
    """The newest version does not name them among the makers."""


def tell_those_named(version: DecisionVersion, makers: Iterable[DecisionMaker]) -> None:
    """
    Tell members that a version names them for the first time, unless they wrote it themselves.

    Who had a say in it took part: of a decision made together, all hear in another way.
    """
    if version.dissent or not version.is_in_force:
        return
    before = DecisionMaker.objects.filter(
        version__decision=version.decision_id, version__version__lt=version.version
    )
    known = {version.changed_by_id, *before.values_list("member", flat=True)}
    found = [row.member for row in makers if row.member and row.member_id not in known]
    if found:
        tell_members(
            event=f"decision-version:{version.pk}:named",
            project=version.decision.project,
            kind="maker_named",
            data={"decision": version.decision_id, "by": version.changed_by.known_as},
            recipients=found,
            asks=True,
            now=version.recorded_at,
        )


@transaction.atomic
def object_to_naming(
    decision: Decision, *, member: Member, words: str, now: datetime
) -> MakerObjection:
    """
    Keep that a member says they are named wrongly; facilitators are told. Sent twice, it is there once.

    :raises NotNamed: when the newest version does not name them.
    """
    lock_row(decision)
    if not decision.newest.makers.filter(member=member).exists():
        raise NotNamed
    said, is_new = decision.objections.get_or_create(
        member=member, taken_back_at=None, defaults={"words": words, "at": now}
    )
    if is_new:
        led = Member.objects.taking_part().facilitators().filter(project=decision.project_id)
        tell_members(
            event=f"objection:{said.pk}:made",
            project=decision.project,
            kind="maker_objected",
            data={"decision": decision.pk, "by": member.known_as, "objection": said.pk},
            recipients=led.exclude(pk=member.pk),
            asks=True,
            now=now,
        )
    return said


@transaction.atomic
def take_objection_back(decision: Decision, *, member: Member, now: datetime) -> None:
    """Take back that a member is named wrongly; what they said stays in the history of the decision."""
    decision.objections.filter(member=member, taken_back_at=None).update(taken_back_at=now)
