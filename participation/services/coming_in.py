"""Keeps what a member says of themselves, one question at a time, and that they said yes to it; or takes it back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.db.models import Exists, Q, QuerySet, Subquery

from core.standing import require_each_standing
from outbox.models import Channel, Preference
from outbox.services import set_preference
from participation.models import (
    Belonging,
    Consent,
    Group,
    NamedReader,
    ReviewRhythm,
    SpeaksFor,
)
from participation.services.about_me import forget_about_me, is_about_me_asked
from participation.services.consents import hold_member, note_answer
from participation.services.directory import forget_entry
from participation.services.groups import Speaking, record_groups_spoken_for
from participation.services.members import change_name, record_experience
from participation.services.needs import forget_needs
from participation.services.private import name_facilitators
from participation.services.returns import forget_returns
from projects.models import Member

Purpose, Answer = Consent.Purpose, Consent.Answer
#: What somebody needs is asked again after so many weeks, where the project has no rhythm.
ASK_AGAIN_WEEKS = 26
#: What they would like in return is asked again after so long.
A_YEAR = timedelta(weeks=52)
#: The answers about how somebody wants to hear.
HEARS = ("channel", "rhythm", "phone", "postal_address")


def experience_said(member: Member) -> list[str]:
    """Return the kinds of experience that a member said they bring, or "none"; nothing before they answered."""
    if member.experience_answered_at is None:
        return []
    return sorted(str(kind.value) for kind in member.experience) or ["none"]


def groups_ticked(member: Member) -> list[str]:
    """Return the numbers of the groups on the map that a member belongs to, or said that they speak for."""
    on_map = {"group__retired_at": None}
    ticked = member.belongings.filter(**on_map).values_list("group")
    spoken = _spoken(member).filter(**on_map).values_list("group")
    return sorted(str(pk) for (pk,) in ticked.union(spoken))


def _spoken(member: Member) -> QuerySet[SpeaksFor]:
    """Return what a member said of speaking for groups since they came in; what they said before they left is old."""
    rows = SpeaksFor.objects.filter(member=member)
    return rows.filter(said_at__gte=member.joined_at) if member.joined_at else rows.none()


def open_questions(member: Member, *, now: datetime) -> list[str]:
    """
    Return the questions of coming in that a member has neither answered nor left for later, in their order.

    What they need is asked again at the rhythm of the project. That, and what they would like in return, is asked again
    when nobody is left whom they let read it.

    Which groups they belong to is asked where there are any; how far they can speak for them, of those who ticked one
    for which they have not said it yet.
    """
    me, on_map = {"member": member}, {"group__retired_at": None}
    consents, spoken = Consent.objects.filter(**me), _spoken(member).filter(**on_map)
    ticked = Belonging.objects.filter(**me, **on_map).exclude(group__in=spoken.values("group"))
    spoke_at = consents.filter(purpose=Purpose.SPEAK).values("said_at")[:1]
    by_hand = Q(channel=Channel.PHONE, phone="") | Q(channel=Channel.POST, postal_address="")
    rows: Any = Member.objects.filter(pk=member.pk).values(
        ticked=Exists(ticked),
        ticked_since=Exists(ticked.filter(said_at__gt=Subquery(spoke_at))),
        spoken=Exists(spoken),
        chose=Exists(Preference.objects.filter(**me).exclude(by_hand)),
        is_map_drawn=Exists(Group.objects.on_map().filter(project=member.project_id)),
        **_said_in_confidence(member),
        **{
            f"said_{purpose.value}": Exists(consents.filter(purpose=purpose)) for purpose in Purpose
        },
    )
    has = rows[0]
    said = {
        Purpose.BRING: has["said_bring"] or member.experience_answered_at,
        Purpose.GROUPS: has["said_groups"] or has["spoken"] or not has["is_map_drawn"],
        Purpose.SPEAK: not has["ticked"] or (has["said_speak"] and not has["ticked_since"]),
        Purpose.NEEDS: not are_needs_asked(has, now=now),
        Purpose.RETURNS: not is_wish_asked(has, now=now),
        Purpose.HEAR: has["said_hear"] or has["chose"],
        Purpose.DIRECTORY: True,
    }
    return [str(purpose.value) for purpose, is_said in said.items() if not is_said]


def _said_in_confidence(member: Member) -> dict[str, Any]:
    """Return what :func:`are_needs_asked` and :func:`is_wish_asked` look at."""
    of_needs = Consent.objects.filter(member=member, purpose=Purpose.NEEDS)
    of_returns = Consent.objects.filter(member=member, purpose=Purpose.RETURNS)
    rhythm = ReviewRhythm.objects.filter(project=member.project_id, is_paused=False)
    nobody_else = ~Exists(name_facilitators(member.project, but=member))
    read = {
        one: Exists(NamedReader.objects.current(one).filter(member=member)) | nobody_else
        for one in (Purpose.NEEDS, Purpose.RETURNS)
    }
    return {
        "needs_answer": Subquery(of_needs.values("answer")[:1]),
        "needs_said_at": Subquery(of_needs.values("said_at")[:1]),
        "every_weeks": Subquery(rhythm.values("every_weeks")[:1]),
        "is_needs_read": read[Purpose.NEEDS],
        "wish_answer": Subquery(of_returns.values("answer")[:1]),
        "wish_said_at": Subquery(of_returns.values("said_at")[:1]),
        "is_wish_read": read[Purpose.RETURNS],
    }


def are_needs_asked(has: Mapping[str, Any], *, now: datetime) -> bool:
    """
    Whether somebody is asked what they need: not before, or longer ago than the project's rhythm; or nobody is left who
    may read it, and somebody is there who could. Whoever took it back is left in peace.

    :param has: ``needs_answer``, ``needs_said_at``, ``every_weeks`` and ``is_needs_read`` of a member.
    """
    if has["needs_answer"] is None:
        return True
    if has["needs_answer"] == Answer.TAKEN_BACK:
        return False
    if has["needs_answer"] == Answer.YES and not has["is_needs_read"]:
        return True
    return bool(has["needs_said_at"] < now - timedelta(weeks=has["every_weeks"] or ASK_AGAIN_WEEKS))


def is_wish_asked(has: Mapping[str, Any], *, now: datetime) -> bool:
    """
    Whether somebody is asked what they would like in return: not before, or a year ago; or nobody is left who may read
    it, and somebody is there who could. Whoever took it back is left in peace.

    :param has: ``wish_answer``, ``wish_said_at`` and ``is_wish_read`` of a member.
    """
    if has["wish_answer"] is None:
        return True
    if has["wish_answer"] == Answer.TAKEN_BACK:
        return False
    if has["wish_answer"] == Answer.YES and not has["is_wish_read"]:
        return True
    return bool(has["wish_said_at"] < now - A_YEAR)


@transaction.atomic
def record_bring(
    member: Member,
    *,
    known_as: str = "",
    experience: Collection[str] = (),
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> None:
    """
    Keep the name a member wants to be known by, and which kinds of experience they bring.

    :param known_as: empty when it stays as it is.
    :param experience: kinds of experience, or "none"; empty when that was left for later.
    :param stood: how "name" and "experience" stood on the page; None when nobody looked.
    :param by: who writes it down; None when they say it themselves.
    :raises EditConflict: when somebody else changed one of them meanwhile; nothing is saved.
    """
    said: dict[str, dict[str, Any]] = {"name": {"known_as": known_as}} if known_as else {}
    if experience:
        said["experience"] = {"experience": sorted(experience)}
    if not hold_member(member, by=by):
        return
    _require_as_on_page(member, said, stood)
    if known_as:
        change_name(member, known_as=known_as)
    if kinds := set(experience):
        record_experience(member, kinds=kinds - {"none"}, now=now)
    if experience or member.experience_answered_at:
        note_answer(member, Purpose.BRING, Answer.YES, by=by, now=now)
    else:
        leave_for_later(member, Purpose.BRING, by=by, now=now)


@transaction.atomic
def record_groups(
    member: Member,
    *,
    groups: Iterable[Group],
    speaks_for: Mapping[Group, Speaking] | None = None,
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> None:
    """
    Keep which groups on the map a member belongs to. For one that they no longer tick, they no longer speak.

    :param speaks_for: how far they can speak for those of which it is new; None when that was not asked.
    :param stood: how "groups", and each group by its number, stood on the page; None when nobody looked.
    :raises EditConflict: when somebody else changed them meanwhile; nothing is saved.
    """
    ticked = {group.pk for group in groups}
    said: dict[str, dict[str, Any]] = {"groups": {"groups": sorted(str(pk) for pk in ticked)}}
    said |= {str(group.pk): words._asdict() for group, words in (speaks_for or {}).items()}
    if not hold_member(member, by=by):
        return
    _require_as_on_page(member, said, stood)
    on_map = {"group__retired_at": None}
    member.belongings.filter(**on_map).exclude(group__in=ticked).delete()
    member.speaks_for.filter(**on_map).exclude(group__in=ticked).delete()
    rows = [Belonging(member=member, group_id=pk, said_at=now) for pk in sorted(ticked)]
    Belonging.objects.bulk_create(rows, ignore_conflicts=True)
    note_answer(member, Purpose.GROUPS, Answer.YES, by=by, now=now)
    if ticked and speaks_for is not None:
        record_groups_spoken_for(member, speaks_for, now=now)
        _note_speaking(member, any(one.extent for one in speaks_for.values()), by=by, now=now)


def _note_speaking(member: Member, has_said: bool, *, by: Member | None, now: datetime) -> None:
    """Note a yes, unless they said nothing new of it and had left it for later or taken it back; that stays."""
    said = member.consents.filter(purpose=Purpose.SPEAK).exclude(answer=Answer.YES)
    if has_said or not said.update(said_at=now):
        note_answer(member, Purpose.SPEAK, Answer.YES, by=by, now=now)


@transaction.atomic
def record_speaking(
    member: Member,
    *,
    speaks_for: Mapping[Group, Speaking],
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> None:
    """
    Keep how far a member can speak for groups, and whether everybody sees that it is they.
    :param stood: how each group, by its number, stood on the page; None when nobody looked.
    :raises EditConflict: when somebody else changed one of them meanwhile; nothing is saved.
    """
    said = {str(group.pk): words._asdict() for group, words in speaks_for.items()}
    if not hold_member(member, by=by):
        return
    _require_as_on_page(member, said, stood)
    record_groups_spoken_for(member, speaks_for, now=now)
    note_answer(member, Purpose.SPEAK, Answer.YES, by=by, now=now)


@transaction.atomic
def record_hearing(
    member: Member,
    *,
    hears: Mapping[str, str],
    stood: Mapping[str, str] | None = None,
    by: Member | None = None,
    now: datetime,
) -> None:
    """
    Keep how a member wants to hear: number and address as given; an empty channel or rhythm leaves what was chosen.

    :param stood: how "hears" stood on the page; None when nobody looked.
    :raises EditConflict: when somebody else changed it meanwhile; nothing is saved.
    """
    if not hold_member(member, by=by):
        return
    if not hears["channel"] and not hears["rhythm"]:
        leave_for_later(member, Purpose.HEAR, by=by, now=now)
        return
    known = Preference.of(member)
    words = {
        "channel": hears["channel"] or known.channel,
        "rhythm": hears["rhythm"] or known.rhythm,
        "phone": hears["phone"],
        "postal_address": hears["postal_address"],
    }
    _require_as_on_page(member, {"hears": words}, stood)
    set_preference(
        member,
        channel=words["channel"],
        rhythm=words["rhythm"],
        phone=words["phone"],
        postal_address=words["postal_address"],
        by=by,
    )
    note_answer(member, Purpose.HEAR, Answer.YES, by=by, now=now)


@transaction.atomic
def leave_for_later(
    member: Member, purpose: str, *, by: Member | None = None, now: datetime
) -> None:
    """Note that a member does not want to answer a question now; what they said of it before stays as it is."""
    is_asked = purpose in open_questions(member, now=now) or (
        purpose == Purpose.ABOUT_US and is_about_me_asked(member)
    )
    if hold_member(member, by=by) and is_asked:
        # Whoever would rather tell somebody still waits for that.
        said = member.consents.filter(purpose=purpose, answer=Answer.TELL)
        if not said.update(said_at=now):
            note_answer(member, purpose, Answer.LATER, by=by, now=now)


@transaction.atomic
def take_back(member: Member, purpose: str, *, by: Member | None = None, now: datetime) -> None:
    """Delete what a member answered to a question, and note that they took it back."""
    is_here = hold_member(member, by=by)
    if purpose == Purpose.BRING:
        record_experience(member, kinds=(), now=now)
        member.experience_answered_at = None
        member.save(update_fields=["experience_answered_at"])
    if purpose == Purpose.GROUPS:
        member.belongings.all().delete()
        # Whoever ticks groups again is asked again.
        member.consents.filter(purpose=Purpose.SPEAK).delete()
    if purpose in (Purpose.GROUPS, Purpose.SPEAK):
        member.speaks_for.all().delete()
    if purpose == Purpose.NEEDS:
        forget_needs(member, now=now)
    if purpose == Purpose.RETURNS:
        forget_returns(member, by=by, now=now)
    if purpose == Purpose.ABOUT_US:
        forget_about_me(member)
    if purpose == Purpose.HEAR:
        _forget_contact(member, by=by)
    if purpose == Purpose.DIRECTORY:
        forget_entry(member, by=by, now=now)
    if is_here:  # else they are asked again should they come back
        note_answer(member, purpose, Answer.TAKEN_BACK, by=by, now=now)


def _forget_contact(member: Member, *, by: Member | None) -> None:
    """Delete number and address, and whose email they share; whoever signs in hears by email, as often as before."""
    known = Preference.of(member)
    if member.user_id:
        set_preference(member, channel=Channel.EMAIL, rhythm=known.rhythm, by=by)
    else:
        Preference.objects.filter(member=member).update(phone="", postal_address="", through=None)


def _require_as_on_page(
    member: Member, said: Mapping[str, Mapping[str, Any]], stood: Mapping[str, str] | None
) -> None:
    """Go on only when each of these is as it was on the page."""
    if stood is None:
        return
    held = Member.objects.select_related("preference").get(pk=member.pk)
    rows: dict[str, Any] = {str(row.group_id): row for row in held.speaks_for.all()}
    rows |= {
        "name": held,
        "experience": SimpleNamespace(experience=experience_said(held)),
        "groups": SimpleNamespace(groups=groups_ticked(held)),
        "hears": Preference.of(held),
    }
    require_each_standing(
        {key: rows.get(key) or SpeaksFor(extent="") for key in said},
        said,
        stood={key: stood.get(key, "") for key in said},
    )
