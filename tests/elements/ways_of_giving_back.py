"""What somebody could do so that the record of what people get back would say what is not so."""

from participation.models import Consent, Return, Wish
from projects.models import Role
from tests import factories
from tests.elements.conftest import ago
from tests.elements.ways_of_meeting import WAYS_OF_MEETING
from tests.elements.ways_of_needing import WAYS_OF_NEEDING
from tests.elements.ways_of_sharing import WAYS_OF_SHARING
from tests.elements.ways_of_thanking import WAYS_OF_THANKING

RETURN = ["equal.return"]


def _unhad(sound, **more):
    rows = sound.others[0].returns
    rows.update(given_at=None, got="", got_at=None, **more)


WAYS_OF_GIVING_BACK = {
    "what somebody would like was answered by no offer for 29 days": (
        lambda s: (
            s.others[0].returns.all().delete(),
            Wish.objects.filter(member=s.others[0]).update(said_at=ago(29)),
        ),
        RETURN,
    ),
    "a promise is late by 15 days": (lambda s: _unhad(s, due_on=ago(15).date()), RETURN),
    "somebody says that they have not got it": (
        lambda s: s.others[0].returns.update(got=Return.Got.NOT_YET),
        RETURN,
    ),
    "it was offered, and they said no": (lambda s: _unhad(s, answer=Return.Answer.NO), RETURN),
    "it was offered, and they have not answered": (lambda s: _unhad(s, answer=""), RETURN),
    "it was withdrawn": (lambda s: _unhad(s, withdrawn_at=ago(1)), RETURN),
    "all is promised, and nobody has anything": (
        lambda s: Return.objects.update(given_at=None, got="", due_on=ago(-9).date()),
        RETURN,
    ),
    "fewer than five are concerned": (
        lambda s: (
            s.others[0].returns.all().delete(),
            Wish.objects.filter(member=s.others[0]).delete(),
            Consent.objects.filter(member=s.others[0], purpose="returns").update(answer="none"),
        ),
        RETURN,
    ),
    "somebody who gave something was not asked": (
        lambda s: factories.ActionFactory(
            project=s.project,
            owner=factories.MemberFactory(project=s.project, joined_at=ago(30)),
            done_at=ago(2),
            outcome="Done.",
        ),
        RETURN,
    ),
    "those who run it alone say what they would like": (
        lambda s: Consent.objects.filter(member__role=Role.PARTICIPANT, purpose="returns").update(
            answer="later"
        ),
        RETURN,
    ),
    "they were asked for it 53 weeks ago": (
        lambda s: Consent.objects.filter(purpose="returns").update(said_at=ago(371)),
        RETURN,
    ),
}
#: All that has to do with what people say in confidence, or to each other.
WAYS_IN_CONFIDENCE = {
    **WAYS_OF_NEEDING,
    **WAYS_OF_GIVING_BACK,
    **WAYS_OF_MEETING,
    **WAYS_OF_THANKING,
    **WAYS_OF_SHARING,
}
