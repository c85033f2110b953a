"""Makes invitations to coordinate."""

from datetime import timedelta
from typing import Any

from projects.models import CoordinatorInvitation, Organisation
from tests import factories
from tests.factories import NOW


def invited(organisation: Organisation, **more: Any) -> CoordinatorInvitation:
    """Return an invitation that is open for a long time, whatever day it is."""
    made = {"created_at": NOW, "expires_at": NOW + timedelta(days=3650), "name": "Kate", **more}
    user = made.pop("user", None) or factories.UserFactory()
    return CoordinatorInvitation.objects.create(organisation=organisation, user=user, **made)
