"""Creative: what the record shows."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from elements.records.evidence import Evidence
from elements.records.record import HALF_YEAR, YEAR, Count, OnlyCounted, Record, Rules, judge
from elements.records.reviews import last_closed_on

UNASKED = Rules(
    nothing_yet=gettext_lazy(
        "No review is closed that anybody answered who does not run the project. So nobody was asked what we should "
        "be asking."
    ),
    started=gettext_lazy(
        "A review has asked it. The last one closed more than 26 weeks ago, or an answer is still to be read."
    ),
    in_place=gettext_lazy(
        "A review that closed in the last 26 weeks has asked it, and each answer has been read."
    ),
    needs_attention=gettext_lazy(
        "A review closed more than 14 days ago, and an answer to this question has not been read. Or the last review "
        "that anybody answered closed more than a year ago."
    ),
)


def unasked(seen: Evidence) -> Record:
    """creative.unasked: the standing question "What should we be asking you that we are not?"."""
    reviews = seen.reviews
    read = reviews["answers"] - reviews["waiting"]
    last = last_closed_on(reviews)
    state = judge(
        nothing=last is None and not reviews["answers"],
        attention=reviews["long"] > 0 or seen.is_long_ago(last, YEAR),
        in_place=last is not None and seen.day - last <= HALF_YEAR and not reviews["waiting"],
    )
    return Record(
        state=state,
        rules=UNASKED,
        sentence=_("A review asked it last, and closed on %(day)s.") % {"day": long_date(last)}
        if last
        else UNASKED.of(state),
        counts=[
            Count(_("answers read: %(n)s") % {"n": read}, read, only=OnlyCounted.WORDS),
            Count(
                _("answers still to be read: %(waiting)s") % reviews,
                reviews["waiting"],
                only=OnlyCounted.WORDS,
            ),
        ]
        if last or reviews["answers"]
        else [],
        path=reverse("elements:review_list", args=[seen.project.slug]),
        rows=_("Reviews"),
    )
