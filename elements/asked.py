"""Says who is asked in a review, by name and number, and what few answers are kept from: on the page and on paper."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.fonts import without_font
from elements.models import Review
from elements.models.reviews import NEW_FOR

#: So many are named in one sentence; more are a list of their own, which is not read aloud.
NAMED_AT_ONCE = 12


@dataclass(frozen=True)
class WhoIsAsked:
    """By which names people are asked, in order, and how many of them came into the project not long ago."""

    names: list[str]
    new: int

    @property
    def is_few(self) -> bool:
        return len(self.names) <= NAMED_AT_ONCE


def who_is_asked(review: Review) -> WhoIsAsked:
    """Return who is asked in a review; who left the project since is among them."""
    rows = review.asked.order_by("member__known_as", "pk")
    people = list(rows.values_list("member__known_as", "member__joined_at"))
    since = timezone.now() - NEW_FOR
    new = sum(joined_at is not None and joined_at > since for _name, joined_at in people)
    return WhoIsAsked([name for name, _joined_at in people], new)


def rule_of_few() -> str:
    """Say what happens to what few people answer."""
    return _("What fewer than five people answer, nobody reads.")


def asked_in_sentences(who: WhoIsAsked) -> list[str]:
    """
    Say on paper or aloud what the page says before one answers: the rule, who is asked, and what facilitators see.

    A name that no font here has is counted, so that it holds up no letter.
    """
    seen = _(
        "Facilitators see how many answered, and names only of those whom they must ring or write to."
    )
    made_up = _("Do you know these people? Names that were made up could give you away.")
    return [rule_of_few(), f"{_who(who)} {_new(who)}", seen, made_up]


def printable_names(who: WhoIsAsked) -> list[str]:
    """Return the names as they can be printed here, each apart from its neighbours, and how many are left out."""
    names = [f"\u2068{name}\u2069" for name in who.names if not without_font(name)]
    if left_out := len(who.names) - len(names):
        words = ngettext(
            "%(n)d more whose name cannot be printed here",
            "%(n)d more whose names cannot be printed here",
            left_out,
        )
        names.append(words % {"n": left_out})
    return names


def _who(who: WhoIsAsked) -> str:
    number = {"n": len(who.names)}
    if not who.is_few:
        return _("%(n)s people are asked") % number + "."
    asked = ngettext("%(n)s person is asked:", "%(n)s people are asked:", len(who.names)) % number
    return f"{asked} {', '.join(printable_names(who))}."


def _new(who: WhoIsAsked) -> str:
    if not who.new:
        return _("Nobody joined in the last month.")
    return ngettext(
        "%(n)s of them joined in the last month.",
        "%(n)s of them joined in the last month.",
        who.new,
    ) % {"n": who.new}
