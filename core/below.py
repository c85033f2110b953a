"""What stands below a row: its first, and how many. No page takes longer because there are more."""

from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

#: Beyond so many, a page says "more than 99".
MOST_COUNTED = 99


class CountSome(Subquery):
    """
    How many rows there are, for :func:`some`: they are read only until there is one more than it names, in the order
    that they have, if any; so that is the index by which they are read.

    :param besides: so many of them are not counted in what is said.
    """

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any], *, besides: int = 0) -> None:
        super().__init__(rows.values("pk")[: MOST_COUNTED + 1 + besides])


def some(count: int) -> str:
    """Say a number of :class:`CountSome`: it, or that there are more than 99."""
    return str(count) if count <= MOST_COUNTED else _("more than %(n)s") % {"n": MOST_COUNTED}


def first_of(rows: QuerySet[Any], **fields: Any) -> Subquery:
    """
    Return fields of the first row as one dictionary, which is quicker than a subquery each; None where there is none.

    A day comes as JSON has it, as in ``2027-04-01``.
    """
    return Subquery(rows.values(about=JSONObject(**fields))[:1])
