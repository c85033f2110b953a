"""How long a session lasts for whom: it needs to know roles, which accounts/ does not."""

from datetime import timedelta

from accounts.models import User
from projects.models import Member, Organisation

#: Most people: some come once a month, on a device of their own, and are tired.
LONG = timedelta(days=30)
#: Facilitators and coordinators see contact data of others.
SHORT = timedelta(days=7)


def session_length(user: User) -> timedelta:
    """Return how long a session of this user lasts from the moment they signed in."""
    is_trusted = (
        Member.objects.taking_part().facilitators().filter(user=user).exists()
        or Organisation.objects.coordinated_by(user).exists()
    )
    return SHORT if is_trusted else LONG
