"""What somebody could do so that the record of thanks would say what is not so."""

from django.db.models import F

from participation.models import Thanks
from projects.models import Member, Role
from tests.elements.conftest import NOW, ago
from tests.thanking import thanks_that_are_shown

THANKS = ["positive.appreciation"]


def _between(sound):
    Thanks.objects.update(answer="keep", words="", words_locked=b"")


def _only(sound, *pairs, **more):
    """Let these be all the thanks there are."""
    Thanks.objects.all().delete()
    for given_by, to in pairs:
        thanks_that_are_shown(given_by, to, at=ago(20), **more)


def _pairs(s):
    return (s.others[0], s.others[1]), (s.jo, s.others[0])


def _second_facilitator(s):
    Member.objects.filter(pk=s.others[1].pk).update(role=Role.FACILITATOR)


WAYS_OF_THANKING = {
    "all thanks are kept between two": (_between, THANKS),
    "all thanks were set aside, as they hurt": (
        lambda s: Thanks.objects.update(hidden_at=NOW, hidden_why="It names her son."),
        THANKS,
    ),
    "the last thanks are 14 weeks old": (lambda s: Thanks.objects.update(given_at=ago(99)), THANKS),
    "only those who run it thank anybody": (
        lambda s: (
            _second_facilitator(s),
            _only(s, (s.jo, s.others[0]), (s.others[1], s.others[0])),
        ),
        THANKS,
    ),
    "only those who run it are thanked": (
        lambda s: _only(s, (s.others[0], s.jo), (s.others[1], s.jo)),
        THANKS,
    ),
    "one person thanks everybody": (
        lambda s: _only(s, (s.others[0], s.others[1]), (s.others[0], s.others[2])),
        THANKS,
    ),
    "whoever is thanked wrote it down for the other": (
        lambda s: Thanks.objects.update(entered_by=F("member")),
        THANKS,
    ),
    "whoever gave it wrote down that it may be shown": (
        lambda s: Thanks.objects.update(noted_by=F("given_by")),
        THANKS,
    ),
    "one facilitator wrote down both sides of all of it": (
        lambda s: _only(s, *_pairs(s), entered_by=s.jo, noted_by=s.jo),
        THANKS,
    ),
    "only places are thanked": (
        lambda s: Thanks.objects.update(member=None, answer="", named="The tea bar"),
        THANKS,
    ),
}
