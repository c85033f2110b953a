"""The emails of the outbox itself, and what the emails of every other app begin and end with."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date
from core.mail import each_apart, one_line, prepare, unlinked
from outbox.due import Due, find_row
from outbox.kinds import ForPerson, MailFile, MessageKind, Told, message_kind
from outbox.links import follower_links, unsubscribe_url
from outbox.mail_ids import mail_host
from outbox.models import Delivery, Digest, Follower, Preference
from projects.models import Member, Project

#: What differs from person to person in every email.
_OWN = ("known_as", "shared", "preference_url", "unsubscribe_url")


def letter(told: Told) -> Callable[[Delivery], EmailMultiAlternatives]:
    """
    Render the email of a message once, in the language in force; return what builds the email of one delivery.

    The templates ``templates/emails/<template>.*`` of its kind extend ``emails/base.txt`` and ``emails/base.html``.
    They get ``message`` (subject, summary, path), ``url`` (whole, or empty), ``project``, ``project_name``, what the
    kind's ``context`` adds, and, for each person, ``known_as``, ``shared`` (what stands beside it for somebody who
    shares the address), ``preference_url``, ``unsubscribe_url`` and what the kind's ``own`` names, which they can print
    and nothing else. ``asks`` says whether it goes out at once, and ``because`` why it does so where nothing is asked
    of the reader.
    """
    kind, message = told.kind, told.kind.message
    told = _for_email(told)
    prepared = prepare(
        kind.template,
        {
            **_shared(message.project),
            "for_followers": kind.is_for_followers,
            "message": told,
            "asks": message.asks,
            "because": unlinked(kind.because()),
            "url": f"{settings.SITE_URL}{told.path}" if told.path else "",
            **kind.context(),
        },
        own=(*_OWN, *kind.own),
        headers=_headers(message.project, kind),
    )
    files = kind.files()

    def build(delivery: Delivery) -> EmailMultiAlternatives:
        email = prepared.to(
            address_of(delivery),
            message_id=delivery.mail_id,
            headers=_stops(delivery) if not message.asks else {},
            **_own_words(delivery, message.project),
            **kind.own_words(delivery),
        )
        return _for_whom(email, delivery.member, files)

    return build


def digest(row: Digest, told: Sequence[Told]) -> Callable[[Digest], EmailMultiAlternatives]:
    """
    Render the email that gathers what was held, in the language in force; return what builds that of one member.

    It is the same for all members of the project for whom the same was held since the same moment.
    """
    project = row.project
    prepared = prepare(
        "outbox/digest",
        {
            **_shared(project),
            "messages": [_for_email(one) for one in told],
            "digest": row,
            "asks": False,
            "for_followers": row.is_to_follower,
        },
        own=_OWN,
        headers=_headers(project, to_followers=row.is_to_follower),
    )

    def build(row: Digest) -> EmailMultiAlternatives:
        email = prepared.to(
            address_of(row),
            message_id=row.mail_id,
            headers=_stops(row),
            **_own_words(row, project),
        )
        return _for_whom(email, row.member)

    return build


def _for_email(told: Told) -> Told:
    """Return a message as an email tells it: nobody's name or title is made into a link by a mail program."""
    return replace(told, subject=unlinked(told.subject), summary=told.kind.in_email())


def address_of(row: Delivery | Digest) -> str:
    """Return the address of an email as it is today, not as it was when the row was made."""
    if row.follower:
        return row.follower.address
    if row.member:
        return _address(row.member)
    return row.recipient if isinstance(row, Delivery) else ""


def _address(member: Member) -> str:
    reader = Preference.of(member).shares_with or member
    if reader.user is None:
        raise ValueError(f"Member {member.pk} has no email address.")
    return reader.user.email


def _own_words(row: Delivery | Digest, project: Project | None) -> dict[str, str]:
    """Return what differs from person to person in every email; who neither is a member nor follows has none of it."""
    member = row.member
    if member is None:
        none = dict.fromkeys(_OWN, "")
        return none | follower_links(row.follower) if row.follower else none
    stop = unsubscribe_url(member.pk)
    own = {"known_as": unlinked(member.known_as), "unsubscribe_url": stop, "shared": ""}
    if other := Preference.of(member).shares_with:
        shared = _("this is for you: you share this address with %(name)s.")
        own["shared"] = " " + shared % each_apart(name=unlinked(other.known_as))
        # The page "How I hear" would be that of whoever signs in with the address.
        return {**own, "preference_url": stop}
    path = reverse("outbox:preference", args=[project.slug]) if project else ""
    return {**own, "preference_url": f"{settings.SITE_URL}{path}" if path else ""}


def _for_whom(
    email: EmailMultiAlternatives, member: Member | None, files: Sequence[MailFile] = ()
) -> EmailMultiAlternatives:
    """Attach files, and say in its subject whom an email is for, where two people read the emails of one address."""
    for file in files:
        email.attach(file.name, file.content, file.kind)
    if member and Preference.of(member).shares_with:
        email.subject = _("For %(name)s: %(subject)s") % each_apart(
            name=one_line(unlinked(member.known_as)), subject=email.subject
        )
    return email


def _stops(row: Delivery | Digest) -> dict[str, str]:
    """
    Return the headers with which a mail program offers to stop the news of a member, or of who follows.

    Two who share an address get none: it would stop the news of either, and not say whose.
    """
    if row.follower:
        return one_click(follower_links(row.follower)["unsubscribe_url"])
    member = row.member
    if member is None or Preference.of(member).shares_with:
        return {}
    return one_click(unsubscribe_url(member.pk))


def one_click(url: str) -> dict[str, str]:
    """Return the headers with which a mail program offers to stop the news by one POST (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _shared(project: Project | None) -> dict[str, Any]:
    return {"project": project, "project_name": unlinked(project.name) if project else ""}


def _headers(
    project: Project | None, kind: MessageKind | None = None, *, to_followers: bool = False
) -> dict[str, str]:
    """
    Return what tells mail programs that no person typed this, what list it is of, and who answers.

    An answer by email to what is between two goes to nobody who helps in the project, nor does that of who follows.
    """
    headers = {"Auto-Submitted": "auto-generated"}
    to_followers = to_followers or bool(kind and kind.is_for_followers)
    if project and (kind is None or kind.is_for_members or to_followers):
        headers["From"] = _sender(project)
        headers["List-Id"] = f"<{project.slug}.{mail_host()}>"
        is_apart = to_followers or bool(kind and kind.is_between_two)
        if project.help_email and not is_apart:
            headers["Reply-To"] = project.help_email
    return headers


def _sender(project: Project) -> str:
    """Return who an email comes from, as mail programs show it: the project and its organisation, at our address."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    # A name that looks like an address would be taken for the sender.
    names = [name.replace("@", " ") for name in (project.name, project.organisation.name)]
    return formataddr((one_line("{} ({})".format(*map(unlinked, names))), address))


@message_kind("news_stopped")
class NewsStopped(MessageKind):
    """Tells a member that their news were stopped by a link, and how they come again. ``data``: nothing."""

    def subject(self) -> str:
        return _("The news is stopped")

    def summary(self) -> str:
        return _(
            "Somebody used the link “Stop the news” in an email to you. If that was you, all is well. If you passed an"
            " email on, perhaps they did. Do you want the news again? You can have it at any time."
        )

    def because(self) -> str:
        return _(
            "You get this email because you hear less from “%(project)s” from now on."
        ) % each_apart(project=self.project_name)

    def path(self) -> str:
        return reverse("outbox:preference", args=[self.slug])

    def on_paper(self) -> str:
        return _("Do you want the news again? Tell us, and it comes again.")


@message_kind("follow_asked")
class FollowAsked(MessageKind):
    """
    Asks an address whether it wants to follow a project. ``data``: ``follower``; ``follows``, whether it does already.

    Nobody in the project learns that it was sent: of one address, that would tell whether it follows.
    """

    about = "follower"
    template = "outbox/follow_asked"
    is_for_members = False
    is_for_followers = True
    is_listed = False

    def rows(self) -> QuerySet[Follower]:
        return Follower.objects.all()

    def subject(self) -> str:
        words = each_apart(project=self.project_name)
        if self.data.get("follows"):
            return _("You follow “%(project)s” already") % words
        return _("Do you want to follow “%(project)s”?") % words

    def summary(self) -> str:
        words = each_apart(project=self.project_name)
        if self.data.get("follows"):
            return (
                _("This address follows “%(project)s”. You can change how often you hear, or stop.")
                % words
            )
        return (
            _(
                "Somebody typed this address where people follow the project “%(project)s”. Was it you? Then say yes,"
                " and you hear from it by email. You need no account, and nobody in the project sees who follows."
            )
            % words
        )

    def because(self) -> str:
        if self.data.get("follows"):
            return _("You get this email because somebody typed this address once more.")
        return _(
            "Was it not you? Then no news comes. With the link you can delete this address; else we do so after a week."
        )


@message_kind("due")
class DueSoon(MessageKind):
    """
    Tells a member what they are to do by a day that is near, here or past.

    ``data``: ``items``, each the name of a row (:mod:`outbox.due`) and its day. Words are those of the rows, and what
    is done meanwhile is left out.
    """

    def subject(self) -> str:
        n = len(self.data["items"])
        return ngettext("For you to do: %(n)s thing", "For you to do: %(n)s things", n) % {"n": n}

    def summary(self) -> str:
        told = [self._tell(kind, row, day) for kind, row, day in self._open()]
        return "\n\n".join(
            [*told, _("Is it done, or does it need more time or help? Please say so.")]
        )

    def path(self) -> str:
        return reverse("home:project_home", args=[self.slug])

    def over(self, member: Member) -> str:
        """Over when all of it is done."""
        left = any(kind.is_open_to(row, member) for kind, row, _day in self._open())
        return super().over(member) or ("" if left else _("All of it is done."))

    def on_paper(self) -> str:
        return _("Please tell us how it is going.")

    def question(self) -> str:
        return _("How is it going?")

    def for_person(self, member: Member) -> ForPerson:
        """Lead to the first of what is theirs to do; when that is done, to the next."""
        for kind, row, _day in self._open():
            if kind.write_down and kind.is_open_to(row, member):
                return ForPerson(kind.write_down(row))
        return super().for_person(member)

    def _open(self) -> list[tuple[Due, Any, date]]:
        rows = [(find_row(name), date.fromisoformat(day)) for name, day in self.data["items"]]
        return [(*found, day) for found, day in rows if found]

    def _tell(self, kind: Due, row: Any, day: date) -> str:
        words = each_apart(what=kind.title(row), day=long_date(day))
        if day < timezone.localdate(self.message.created_at):
            return _("It was to be done by %(day)s: %(what)s") % words
        return _("By %(day)s: %(what)s") % words
