"""Adds members without email, and changes what is known of a member: name, experience, role, email, and leaving."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import User
from core.names import clean_address
from core.offers import offered
from core.once import find_sent, lock_row
from core.standing import require_same_standing
from outbox.audience import members_to_share_with
from outbox.models import Channel, Preference, Rhythm
from outbox.services import hold_back, set_preference, tell_members
from participation.models import Consent, Greeting
from participation.services.about_me import forget_about_me
from participation.services.directory import forget_entry
from participation.services.greeting import pass_on_greetings, plan_greeting, plan_greetings
from participation.services.needs import forget_needs, hand_back_needs
from participation.services.returns import forget_returns, hand_back_returns
from participation.services.thanks import forget_thanks
from participation.services.words import forget_private_words, hand_back_words
from projects.models import Experience, Member, Project, Role


class CannotDo(Exception):  # noqa: N818 - it is an answer, not a fault
    """A rule of the project stands against it; the text says which, for the person to read."""


@transaction.atomic
def add_member_without_email(
    project: Project,
    *,
    by: Member,
    known_as: str,
    phone: str = "",
    postal_address: str = "",
    channel: str = Channel.POST,
    through: Member | None = None,
    now: datetime,
    sent_key: UUID | None = None,
) -> Member:
    """
    Add a participant who has no email address; they take part from now on and hear by post or phone.

    With ``through``, the member whose address they share, what is for everybody comes there.
    The same form sent twice (``sent_key``) adds one person.
    """
    if sent := find_sent(project.members.all(), sent_key, lock=project):
        return sent
    member = Member.objects.create(
        sent_key=sent_key,
        project=project,
        known_as=known_as,
        role=Role.PARTICIPANT,
        joined_at=now,
        added_by=by,
    )
    set_preference(
        member,
        channel=channel,
        rhythm=Rhythm.AT_ONCE,
        phone=phone,
        postal_address=postal_address,
        through=through,
        by=by,
    )
    plan_greeting(member, by=by, now=now)
    return member


@transaction.atomic
def add_members_without_email(
    project: Project, *, by: Member, people: list[tuple[str, str, str]], now: datetime
) -> int:
    """
    Add participants who have no email address of their own: each a name, a phone number or nothing, and the address
    that they share with a member or nothing; return how many.

    They take part from now on, and hear by phone, without a number by post.
    """
    owners = _owners(project, {address for _name, _phone, address in people if address})
    made = Member.objects.bulk_create(
        [
            Member(
                project=project,
                known_as=known_as,
                role=Role.PARTICIPANT,
                joined_at=now,
                added_by=by,
            )
            for known_as, _phone, _address in people
        ],
        batch_size=500,
    )
    Preference.objects.bulk_create(
        [
            Preference(
                member=member,
                channel=Channel.PHONE if phone else Channel.POST,
                rhythm=Rhythm.AT_ONCE,
                phone=phone,
                through=owners.get(address),
                set_by=by,
            )
            for member, (_name, phone, address) in zip(made, people, strict=True)
        ],
        batch_size=500,
    )
    plan_greetings(made, by=by, now=now)
    return len(made)


def _owners(project: Project, addresses: set[str]) -> dict[str, Member]:
    """Return who signs in with each of these addresses."""
    if not addresses:
        return {}
    # Who changed their address lately may still go back to the one in the list.
    gone_on = User.objects.who_may_go_back_to(addresses)
    users = {user.pk: address for address, user in gone_on.items()}
    users |= {user.pk: user.email for user in User.objects.filter(email__in=addresses)}
    rows = members_to_share_with(project).filter(user__in=users)
    return {users[member.user_id]: member for member in rows if member.user_id}


@transaction.atomic
def give_email(member: Member, *, email: str, by: Member, now: datetime) -> User:
    """
    Give an email address to a member who has none: they can sign in and hear by email from now on.

    What is known of how to reach them by phone and post stays.

    :raises CannotDo: when the address belongs to another member, or this one has an address already.
    """
    user = User.objects.for_email(email, name=member.known_as)
    if member.project.members.filter(user=user).exclude(pk=member.pk).exists():
        raise CannotDo(_("Somebody in this project has this email address already."))
    if not Member.objects.filter(pk=member.pk, user=None).update(user=user):
        raise CannotDo(_("This person has an email address already."))
    member.user = user
    known = Preference.objects.filter(member=member).first()
    set_preference(
        member,
        channel=Channel.EMAIL,
        rhythm=known.rhythm if known else Rhythm.AT_ONCE,
        phone=known.phone if known else "",
        postal_address=known.postal_address if known else "",
        through=None,
        by=by,
    )
    tell_members(
        event=f"member:{member.pk}:email:{user.pk}",
        project=member.project,
        kind="email_given",
        data={"by": by.known_as},
        recipients=[member],
        asks=True,
        now=now,
    )
    return user


def ask_for_address(member: Member, *, email: str, by: Member, now: datetime) -> None:
    """
    Ask another address whether a member signs in with it from now on (:func:`accounts.services.ask_for_address`).

    :raises CannotDo: when they sign in with it already, or too many emails went out.
    """
    if member.user is None or member.user.email == clean_address(email):
        raise CannotDo(_("They sign in with this address already."))
    try:
        accounts.ask_for_address(
            member.user, email=email, asker=by.user, asked_by=by.known_as, now=now
        )
    except accounts.TooManyChanges as refusal:
        raise CannotDo(str(refusal)) from refusal


@transaction.atomic
def change_name(member: Member, *, known_as: str) -> None:
    """
    Change the name by which a member is known.

    The greeting of their sign-in follows, unless they gave it another name.
    """
    greeted = User.objects.filter(memberships=member, name__in=["", member.known_as])
    greeted.update(name=known_as)
    member.known_as = known_as
    member.save(update_fields=["known_as"])


def record_experience(member: Member, *, kinds: Iterable[str], now: datetime) -> None:
    """Record which kinds of experience a member says they bring; none of them is an answer too."""
    said = set(kinds)
    for kind in Experience:
        setattr(member, f"has_{kind.value}_experience", kind.value in said)
    member.experience_answered_at = now
    member.save(
        update_fields=[
            "experience_answered_at",
            *(f"has_{kind.value}_experience" for kind in Experience),
        ]
    )


@transaction.atomic
def change_role(member: Member, *, role: str, stood: str | None = None, now: datetime) -> None:
    """
    Make a member a facilitator or a participant.

    :param stood: how it stood on the page; None when nobody looked at one.
    :raises CannotDo: when nobody would be left to facilitate, or a new facilitator has no email address.
    :raises EditConflict: when somebody else changed it meanwhile.
    """
    lock_row(member.project)
    require_same_standing(Member.objects.get(pk=member.pk), {"role": role}, stood=stood)
    if role == Role.FACILITATOR and member.user_id is None:
        raise CannotDo(_("A facilitator needs an email address. Add one first."))
    if role == Role.PARTICIPANT:
        _keep_a_facilitator(member)
    member.role = role
    member.save(update_fields=["role"])
    if role == Role.PARTICIPANT:
        _hand_over(member, now=now)


@transaction.atomic
def end_membership(member: Member, *, now: datetime) -> None:
    """
    Let a member go, on their own wish or a facilitator's. What they said and did stays in the project.

    Their phone number and postal address are deleted, whose address they share, the groups to which they belong, their
    words about speaking for them, what they need, what they would like, were promised and got in return, what they
    answered to the questions about people, what they shared in the directory, what they wrote to one person alone, and
    thanks that are between them and one other, with the keys; the email address with which they sign in is their own,
    and stays. Open invitations end with it. Doing it twice changes nothing.

    :raises CannotDo: when nobody would be left to facilitate.
    """
    _keep_a_facilitator(member)
    if Member.objects.here_or_invited().filter(pk=member.pk).update(left_at=now):
        member.left_at = now
    Preference.objects.filter(member=member).update(phone="", postal_address="", through=None)
    _keep_less_of(member, now=now)
    _hand_over(member, now=now)
    # Nobody hears again through them, should they come back, without somebody asking both.
    member.shares_address.update(through=None)
    member.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)
    hold_back(member, kind="invited", now=now)


def _hand_over(leaves: Member, *, now: datetime) -> None:
    """Leave to others what a facilitator was to do for people, who runs the project no more, and let them read less."""
    pass_on_greetings(leaves, now=now)
    hand_back_needs(leaves, now=now)
    hand_back_returns(leaves, now=now)
    hand_back_words(leaves, now=now)
    leaves.reads_of.all().delete()


def _keep_less_of(member: Member, *, now: datetime) -> None:
    """Delete what was to be kept until they leave; nobody but facilitators sees for whom they could speak."""
    member.belongings.all().delete()
    Greeting.objects.filter(member=member).delete()
    member.speaks_for.update(note="", is_named=False)
    forget_needs(member, now=now)
    forget_returns(member, now=now)
    forget_thanks(member)
    forget_entry(member, now=now)
    forget_private_words(member)
    forget_about_me(member)
    for forget in offered("forget_member"):
        forget(member)
    member.readings.all().delete()
    # Should they come back, they are asked again.
    member.consents.exclude(purpose=Consent.Purpose.BRING).delete()


def _keep_a_facilitator(member: Member) -> None:
    """
    Refuse when the member is the last facilitator who takes part.

    It holds the project meanwhile, so that the last two cannot go at once.
    """
    Project.objects.select_for_update().get(pk=member.project_id)
    facilitators = Member.objects.filter(project=member.project_id).taking_part().facilitators()
    if list(facilitators.values_list("pk", flat=True)[:2]) == [member.pk]:
        raise CannotDo(
            _("A project needs at least one facilitator. Make somebody else a facilitator first.")
        )
