"""Takes in how it was at a meeting, sealed, so that nothing ties it to whoever said it (docs/adr/0110, 0165)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from ballots.answers import Answer
from ballots.keys import KeyIsAway, is_there
from ballots.sealing import fits
from ballots.services import look_into, mark_row_once, put_in
from core.once import SentOtherwise
from meetings.models import Feeling, Pulse, PulseAsked, PulsePlaces
from projects.models import Member

#: Ways by which answers come without a person: on a sheet that somebody typed in, or by a phone in the room.
PAPER, ROOM = "paper", "room"
#: The way of members, each of whom is asked once.
WEB = "web"


class PulseIsClosed(Exception):  # noqa: N818 - it is what happened, not a fault
    """The pulse takes no more answers."""

    def __init__(self) -> None:
        super().__init__(_("It is too late to answer this. No more answers can come in."))


class WasNotThere(Exception):  # noqa: N818
    """The answer is from somebody who is not marked as having been there."""


class EverybodyAnswered(Exception):  # noqa: N818
    """As many answers are in as people were there."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "As many people have answered as were there, so this answer was not counted. Was somebody left out when"
                " it was written down who was there? A facilitator can add them. Then it can be sent again."
            )
        )


@dataclass(frozen=True)
class PulseSaid:
    """
    How it was for one person. It lives in memory only. ``answers``: a :class:`Feeling` -> an :class:`Answer`; what was
    skipped is absent.
    """

    answers: Mapping[str, int] = field(default_factory=dict)
    arrive: str = ""
    leave: str = ""
    unasked: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.answers or any(self._words.values()))

    @property
    def fits(self) -> bool:
        """Whether all of it together is short enough to be sealed."""
        return fits(self.sealed_as(way=PAPER, key=str(uuid4())))

    @property
    def _words(self) -> dict[str, str]:
        return {name: getattr(self, name).strip() for name in ("arrive", "leave", "unasked")}

    def sealed_as(self, *, way: str, key: str = "") -> dict[str, Any]:
        """Return all of it as JSON, as it is sealed; ``key``: of the form it came with, if that can come twice."""
        answers = [[feeling, int(answer)] for feeling, answer in sorted(self.answers.items())]
        return {"way": way, "key": key, "answers": answers, **self._words}


@transaction.atomic
def send_pulse(pulse: Pulse, *, member: Member, said: PulseSaid, on: date) -> bool:
    """
    Take in how it was for a member, once; return whether this call was the one that took it.

    Sent twice, in two windows or fifty times at once, it counts once. All or nothing.

    :raises PulseIsClosed: when it takes no more answers.
    :raises WasNotThere: when the member is not asked.
    :raises EverybodyAnswered: when as many answers are in as people were there.
    :raises KeyIsAway: when nobody could ever read it.
    :raises TooLong: when there are too many words in it.
    """
    held = _hold(pulse, on=on)
    if not _mark(held, member):
        return False
    _take_in(held, said, way=WEB)
    return True


@transaction.atomic
def add_unsigned_answer(
    pulse: Pulse, said: PulseSaid, *, way: str, on: date, sent_key: UUID | None = None
) -> None:
    """
    Take in an answer that comes without a person: it takes one of the places of those who were there.

    :param way: :data:`PAPER`, where somebody typed it in and knows it, or :data:`ROOM`.
    :param sent_key: of the form; the same form twice is once.
    :raises SentOtherwise: when the same form brought another answer before: somebody changed it, or somebody else is
        at the same phone.
    :raises PulseIsClosed: when it takes no more answers.
    :raises EverybodyAnswered: when as many answers are in as people were there.
    :raises KeyIsAway: when nobody could ever read it.
    :raises TooLong: when there are too many words in it.
    """
    if way not in (PAPER, ROOM):
        raise ValueError(f"No answer comes without a person by {way!r}.")
    held, key = _hold(pulse, on=on), str(sent_key) if sent_key else ""
    if not _is_in(held, said.sealed_as(way=way, key=key)):
        _take_in(held, said, way=way, key=key)


@transaction.atomic
def mark_answered(pulse: Pulse, *, member: Member, on: date) -> bool:
    """
    Keep that a member has answered in another way, without their name; that adds no answer.

    :returns: whether this call was the one that kept it.
    :raises PulseIsClosed: when it takes no more answers.
    :raises WasNotThere: when the member is not asked.
    """
    return _mark(_hold(pulse, on=on), member)


def can_be_read(pulse: Pulse) -> bool:
    """Whether the key is there that will open what people answer."""
    return pulse.seal is not None and is_there(pulse.seal.pk, pulse.seal.public_key)


def _hold(pulse: Pulse, *, on: date) -> Pulse:
    """Return the pulse, held until the transaction ends: answers come in one after another, none while it closes."""
    rows = Pulse.objects.select_related("seal").select_for_update(of=("self",))
    held = rows.get(pk=pulse.pk)
    if not held.takes_answers(on=on):
        raise PulseIsClosed
    return held


def _mark(pulse: Pulse, member: Member) -> bool:
    """Keep that a member has answered, once; return whether this call did."""
    asked = PulseAsked.objects.filter(pulse=pulse)
    if asked.of_member(member.pk) is None:
        raise WasNotThere
    return mark_row_once(asked, Q(member=member))


def _is_in(pulse: Pulse, sent: Mapping[str, Any]) -> bool:
    """Whether this form was sent before with the same answer."""
    if not sent["key"] or pulse.seal is None:
        return False
    before = [one for one in look_into(pulse.seal) if one["key"] == sent["key"]]
    if before and sent not in before:
        words = _(
            "An answer was sent from this page before, and it is counted as it was then. Nobody can change it any"
            " more. Is this the answer of somebody else? Then send it now, and it is counted, too."
        )
        raise SentOtherwise(words)
    return bool(before)


def _take_in(pulse: Pulse, said: PulseSaid, *, way: str, key: str = "") -> None:
    """Take a place and seal an answer; nothing of it where no place is left."""
    if not {*said.answers} <= {*Feeling.values} or not {*said.answers.values()} <= {*Answer.values}:
        raise ValueError("These answers are not to what a pulse asks.")
    left = PulsePlaces.objects.filter(pulse=pulse, taken__lt=F("there"))
    if not left.update(taken=F("taken") + 1):
        raise EverybodyAnswered
    if pulse.seal is None:
        raise KeyIsAway
    put_in(pulse.seal, said.sealed_as(way=way, key=key))
