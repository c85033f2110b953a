"""What can be found: people by the name they chose, the groups on the map, and thanks that everybody reads."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from participation.models import Group, Thanks
from projects.finding import Findable, Finding, SeenBy, day_of, joined, titled
from projects.models import Member


def _people(pks: list[int]) -> Iterator[Finding]:
    """Those who take part; who was invited is known to facilitators alone. Who left or declined is not found."""
    for row in Member.objects.here_or_invited().filter(pk__in=pks):
        came = row.joined_at or row.invited_at
        if came is None:
            continue
        yield Finding(
            row=row.pk,
            title=row.known_as,
            text="",
            on=day_of(came),
            page="participation:member_detail",
            at=(row.pk,),
            seen_by=SeenBy.READERS if row.is_taking_part else SeenBy.FACILITATORS,
        )


def _groups(pks: list[int]) -> Iterator[Finding]:
    for row in Group.objects.on_map().filter(pk__in=pks):
        yield Finding(
            row=row.pk,
            title=row.name,
            text=joined(row.affected, row.involve_why, row.reach),
            on=day_of(row.created_at),
            page="participation:group_detail",
            at=(row.pk,),
        )


def _thanks(pks: list[int]) -> Iterator[Finding]:
    """Thanks that everybody in the project reads; not what is between two."""
    for row in Thanks.objects.shown().filter(pk__in=pks).with_people():
        words = titled(row.words)
        yield Finding(
            row=row.pk,
            title=words["title"],
            text=joined(words["text"], row.named),
            on=day_of(row.given_at),
            page="participation:people",
            more=f"?show=thanks&one={row.pk}#t{row.pk}",
            seen_by=SeenBy.MEMBERS,
        )


FINDABLE = (
    Findable("person", _("Somebody here"), "people", Member, _people),
    Findable("group", _("A group of people"), "people", Group, _groups),
    Findable("thanks", _("Thanks"), "people", Thanks, _thanks),
)
