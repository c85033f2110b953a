"""What somebody could do so that the record of what people need would say what is not so."""

from participation.models import Consent, Need
from projects.models import Role
from tests import factories
from tests.elements.conftest import ago

NEEDS = ["inclusive.needs"]

WAYS_OF_NEEDING = {
    "what somebody needs has waited for 15 days": (
        lambda s: s.others[0].needs.update(met="", said_at=ago(15)),
        NEEDS,
    ),
    "somebody says that it does not work": (
        lambda s: s.others[0].needs.update(met=Need.Met.NOT_YET),
        NEEDS,
    ),
    "somebody promised it, and has not done it": (
        lambda s: s.others[0].needs.update(
            met="", by=s.jo, due_on=ago(1).date(), promised_at=ago(19)
        ),
        NEEDS,
    ),
    "fewer than five need something": (lambda s: s.others[0].needs.all().delete(), NEEDS),
    "somebody who came was not asked": (
        lambda s: factories.MemberFactory(project=s.project, joined_at=ago(30)),
        NEEDS,
    ),
    "those who run it alone have answered": (
        lambda s: Consent.objects.filter(member__role=Role.PARTICIPANT).update(answer="later"),
        NEEDS,
    ),
    "all took back what they said": (lambda s: Consent.objects.update(answer="back"), NEEDS),
    "they were asked 53 weeks ago": (lambda s: Consent.objects.update(said_at=ago(371)), NEEDS),
}
