"""How facilitators reach somebody in person."""

from outbox.models import Channel, Preference
from projects.models import Member


def reach_of(member: Member) -> tuple[str, str]:
    """Return by which channel somebody hears, and the number or the address."""
    channel, known = Channel(Preference.reach_of(member)), Preference.of(member)
    where = {Channel.PHONE: known.phone, Channel.POST: known.postal_address}
    return str(channel.label), where.get(channel, member.user.email if member.user else "")
