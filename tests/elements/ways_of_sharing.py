"""What somebody could do so that the record of what people share with each other would say what is not so."""

from datetime import timedelta

from participation.models import Consent, DirectoryEntry, SpeaksFor
from projects.models import Role
from tests import factories
from tests.elements.conftest import DAY, ago

NETWORKS = ["human.networks"]


def _without(sound, number: int) -> None:
    DirectoryEntry.objects.filter(member__in=sound.others[:number]).delete()


WAYS_OF_SHARING = {
    "one alone who does not run it shares something": (lambda s: _without(s, 3), NETWORKS),
    "only those who run it share something": (
        lambda s: DirectoryEntry.objects.filter(member__role=Role.PARTICIPANT).delete(),
        NETWORKS,
    ),
    "all that they share ends within four weeks": (
        lambda s: DirectoryEntry.objects.update(until=DAY + timedelta(days=27)),
        NETWORKS,
    ),
    "all that they shared has had its day": (
        lambda s: DirectoryEntry.objects.update(until=DAY),
        NETWORKS,
    ),
    "a facilitator typed it for people who sign in": (
        lambda s: Consent.objects.filter(purpose="directory").update(entered_by=s.jo),
        NETWORKS,
    ),
    "they shared it 53 weeks ago": (
        lambda s: DirectoryEntry.objects.update(said_at=ago(371)),
        NETWORKS,
    ),
    "two of many share something": (
        lambda s: (
            _without(s, 2),
            factories.MemberFactory.create_batch(5, project=s.project, joined_at=ago(30)),
        ),
        NETWORKS,
    ),
    "nobody can speak for a group of the community": (
        lambda s: SpeaksFor.objects.filter(group__sector="community").delete(),
        NETWORKS,
    ),
}
