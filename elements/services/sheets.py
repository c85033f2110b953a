"""Makes the sheets of a review on paper, and takes in what came back on them, each once."""

from datetime import date
from secrets import choice

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ballots.services import mark_row_once
from elements.models import Asked, Review, Sheet
from elements.models.sheets import NUMBER_LENGTH, SIGNS
from elements.services.answers import Ballot, lock_open_review, take_in
from elements.services.reviews import CannotDoReview
from projects.models import Role

#: More sheets than this in one review are a slip of the hand.
MOST_SHEETS = 1000


class UnknownSheet(Exception):  # noqa: N818 - it is what happened, not a fault
    """No sheet of this review has this number."""

    def __init__(self) -> None:
        super().__init__(
            _("No sheet of this review has this number. Look at the top of the sheet again.")
        )


class AlreadyIn(Exception):  # noqa: N818
    """The answers of this sheet were counted before."""

    def __init__(self) -> None:
        super().__init__(_("The sheet with this number was counted before. It counts once."))


def plain_number(text: str) -> str:
    """Return what was typed as a number of a sheet, without dashes and spaces, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


@transaction.atomic
def make_sheets(review: Review, *, count: int, role: str, on: date) -> list[Sheet]:
    """
    Make sheets for a review that takes answers, each with a number of chance.

    :raises ReviewIsClosed: when the review takes no more answers.
    :raises CannotDoReview: when the review does not ask people of this role, or has very many sheets already.
    """
    held = lock_open_review(review, on=on)
    if held.for_whom == Review.ForWhom.PARTICIPANTS and role != Role.PARTICIPANT:
        raise CannotDoReview(_("This review asks participants only."))
    if held.sheets.count() + count > MOST_SHEETS:
        raise CannotDoReview(
            _("A review has %(most)s sheets at most. Use those that are left.")
            % {"most": MOST_SHEETS}
        )
    taken: set[str] = set()
    while len(taken) < count:
        numbers = {_by_chance() for _n in range(count - len(taken))} - taken
        taken |= numbers - set(
            Sheet.objects.filter(number__in=numbers).values_list("number", flat=True)
        )
    return Sheet.objects.bulk_create(
        (Sheet(review=held, number=number, role=role) for number in sorted(taken)), batch_size=500
    )


def _by_chance() -> str:
    return "".join(choice(SIGNS) for _n in range(NUMBER_LENGTH))


@transaction.atomic
def send_sheet(review: Review, *, number: str, ballot: Ballot, on: date) -> None:
    """
    Take in the answers of a sheet that came back, once. All or nothing.

    :raises ReviewIsClosed: when the review takes no more answers.
    :raises UnknownSheet: when no sheet of this review has this number.
    :raises AlreadyIn: when it was counted before.
    :raises CannotDoReview: when as many people of its role have answered as were asked.
    :raises NotAsked: when it answers what the review does not ask.
    :raises KeyIsAway: when nobody could ever read it.
    :raises TooLong: when there are too many words in it.
    """
    held = lock_open_review(review, on=on)
    sheets = Sheet.objects.filter(review=held)
    sheet = sheets.filter(number=plain_number(number)).first()
    if sheet is None:
        raise UnknownSheet
    if sheet.is_in:
        raise AlreadyIn
    _refuse_more_than_people(held, sheet)
    if not mark_row_once(sheets, Q(pk=sheet.pk), flag="is_in"):
        raise AlreadyIn
    take_in(held, role=sheet.role, ballot=ballot, is_on_paper=True)


def _refuse_more_than_people(review: Review, sheet: Sheet) -> None:
    """Refuse a sheet for which nobody is left to have filled it in."""
    asked = Asked.objects.filter(review=review, member__role=sheet.role)
    still = asked.filter(has_answered=False).count()
    if review.sheets.come_in().filter(role=sheet.role).count() >= still:
        raise CannotDoReview(
            _(
                "As many people have answered as were asked. Somebody may have answered by themselves and on paper. "
                "This sheet was not counted."
            )
        )
