"""What messages to the coordinators of an organisation say; they go to addresses, as they are of no project."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.dates import long_date
from core.mail import each_apart, unlinked
from home.hosting import the_host
from outbox.kinds import MessageKind, message_kind
from outbox.models import Delivery
from projects.models import CoordinatorInvitation, Organisation


class _ToCoordinator(MessageKind):
    """For somebody at an address. ``last``: what stands at the foot of the email."""

    template = "home/coordinator"
    is_for_members = False


@message_kind("coordinator_invited")
class CoordinatorInvited(_ToCoordinator):
    """
    Asks somebody to coordinate an organisation. ``data``: ``invitation``.

    The link is made when the email is built, so that it is kept nowhere. One that was taken back is not sent.
    """

    about = "invitation"
    own = ("link",)

    def rows(self) -> QuerySet[CoordinatorInvitation]:
        return CoordinatorInvitation.objects.open().select_related("organisation", "by", "user")

    def subject(self) -> str:
        return _("Will you be a coordinator?")

    def summary(self) -> str:
        row = self.row
        said = {
            "by": unlinked(str(row.by)) if row.by else "",
            "organisation": unlinked(row.organisation.name),
        }
        asks = (
            _("%(by)s asks you to take over from them as a coordinator of %(organisation)s.")
            if row.takes_over
            else _("%(by)s asks you to be a coordinator of %(organisation)s.")
            if row.by
            else _("You are asked to be a coordinator of %(organisation)s.")
        )
        until = long_date(timezone.localdate(row.expires_at))
        return "\n\n".join(
            [
                asks % each_apart(**said),
                _(
                    "Coordinators see all projects of their organisation, make new ones, and say who else is a"
                    " coordinator. You can say no."
                ),
                _(
                    "Open this link by %(day)s. First we send you a code, to make sure that it is you."
                )
                % {"day": until},
            ]
        )

    def because(self) -> str:
        return _(
            "You get this email because you are asked to be a coordinator. If you don’t answer, you are none."
        )

    def context(self) -> Mapping[str, Any]:
        return {"button": _("See what it is about, and say yes or no")}

    def own_words(self, delivery: Delivery) -> Mapping[str, str]:
        path = reverse("home:coordinator_invitation", args=[self.row.token])
        return {"link": f"{settings.SITE_URL}{path}"}


class _OfOrganisation(_ToCoordinator):
    """About who coordinates an organisation. ``data``: ``organisation``, ``who``, and ``by`` or nothing."""

    about = "organisation"

    def rows(self) -> QuerySet[Organisation]:
        return Organisation.objects.all()

    @property
    def said(self) -> dict[str, Any]:
        return {
            "who": unlinked(self.data["who"]),
            "by": unlinked(self.data.get("by", "")),
            "organisation": unlinked(self.row.name),
        }

    def because(self) -> str:
        return _(
            "You get this email because you are a coordinator of %(organisation)s."
        ) % each_apart(**self.said)


class _ToThoseWhoStay(_OfOrganisation):
    def path(self) -> str:
        return reverse("home:coordinator_list", args=[self.row.slug])


@message_kind("coordinator_came")
class CoordinatorCame(_ToThoseWhoStay):
    """Tells the coordinators that there is another one."""

    def subject(self) -> str:
        return _("%(who)s is a coordinator now") % each_apart(who=unlinked(self.data["who"]))

    def summary(self) -> str:
        return _(
            "%(who)s said yes, and is a coordinator of %(organisation)s from now on. They see all of its projects."
            " If you didn’t expect that, look at who coordinates."
        ) % each_apart(**self.said)


@message_kind("coordinator_gone")
class CoordinatorGone(_ToThoseWhoStay):
    """Tells the coordinators that one of them is none any more."""

    def subject(self) -> str:
        return _("%(who)s is no longer a coordinator") % each_apart(who=unlinked(self.data["who"]))

    def summary(self) -> str:
        if self.data.get("by"):
            said = _("%(by)s removed %(who)s as a coordinator of %(organisation)s.")
        else:
            said = _("%(who)s is no longer a coordinator of %(organisation)s, on their own wish.")
        return said % each_apart(**self.said)


@message_kind("coordinator_removed")
class CoordinatorRemoved(_OfOrganisation):
    """
    Tells somebody that they are no coordinator any more. ``data`` has also ``is_host``: whoever runs the installation
    removed them, and is the only one to ask.
    """

    def subject(self) -> str:
        return _("You are no longer a coordinator")

    def summary(self) -> str:
        said = _(
            "%(by)s removed you as a coordinator of %(organisation)s. You don’t see its projects any more, unless"
            " you take part in them."
        ) % each_apart(**self.said)
        if self._is_host and the_host().has_contact:
            return said  # The last words say whom to ask.
        asks = _("If you think that this is a mistake, ask them.")
        return f"{said} {asks}"

    def context(self) -> Mapping[str, Any]:
        host = the_host()
        if not host.has_contact:
            return {}
        who = [unlinked(host.contact_name), host.contact_phone, host.contact_email]
        asks = (
            _("If you think that this is a mistake, ask them:")
            if self._is_host
            else _("You can also ask whoever runs this Coproduce:")
        )
        return {"asks_host": asks, "host_contact": ", ".join(filter(None, who))}

    @property
    def _is_host(self) -> bool:
        return bool(self.data.get("is_host"))

    def because(self) -> str:
        return _(
            "You get this email because you were a coordinator of %(organisation)s."
        ) % each_apart(**self.said)
