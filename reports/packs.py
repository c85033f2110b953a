"""Lays out packs of sheets: to hand out, or with a letter to each participant who gets post."""

from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from elements.asked import asked_in_sentences, printable_names, who_is_asked
from elements.models import Answer, Asked, Review
from outbox.audience import reached_by_post
from outbox.models import Preference
from projects.models import Member, Role
from reports.models import Pack, PackFile, Stage
from reports.rendering import MEGABYTES_OF_A_PACK, Written, lay_out

#: A pack of these many, and some spare ones, is laid out within the limits of rendering (200 pages take 25 s, 700 MB).
MOST, MOST_LARGE_PRINT = 50, 40
#: More sheets than letters: with one letter and one sheet, the pack would say who has which.
SPARE = 5
#: The order in which the answers stand on a sheet: the four, then the way out.
ANSWERS = [answer.label for answer in (*list(Answer)[1:], Answer.CANNOT_SAY)]
#: So many sentences of what the page says before one answers: the rule, and who is asked; more would need a page more.
ON_A_SHEET = 2


def most_sheets(*, is_large_print: bool) -> int:
    """Return how many sheets one pack holds at most, spare ones not counted."""
    return MOST_LARGE_PRINT if is_large_print else MOST


def people_to_write_to(review: Review, *, on: date) -> QuerySet[Member]:
    """Return the participants who are asked, have not answered and get post, by name."""
    waiting = Asked.objects.filter(review=review).waiting(on=on)
    people = Member.objects.filter(pk__in=waiting.values("member"), role=Role.PARTICIPANT)
    return reached_by_post(people).order_by("known_as", "pk")


def render(pack: Pack, *, now: datetime) -> bool:
    """Make the PDF of a pack that the caller holds by a lease; return whether it is stored now."""
    made = lay_out(
        pack,
        lambda: Written(write(pack, on=timezone.localdate(now))),
        now=now,
        smaller=_("Fewer sheets may work."),
        megabytes=MEGABYTES_OF_A_PACK,
    )
    if made is None:
        return False
    with transaction.atomic():
        if not pack.keep_once(pack.review.project, now=now):
            return False
        Pack.objects.filter(pk=pack.pk).update(stage=Stage.READY, letters=[])
        PackFile.objects.create(pack=pack, pdf=made.pdf, pages=made.pages)
    return True


def write(pack: Pack, *, on: date) -> str:
    """Return the HTML document of a pack: how to use it, the letters, then the sheets."""
    review = pack.review
    who = who_is_asked(review)
    by_element = groupby(review.asked_indicators(), key=lambda row: row.element)
    people = Member.objects.filter(pk__in=pack.letters).select_related("preference")
    context = {
        "pack": pack,
        "project": review.project,
        "review": review,
        "today": on,
        "answers": ANSWERS,
        "before_answering": asked_in_sentences(who)[:ON_A_SHEET],
        "names": [] if who.is_few else printable_names(who),
        "elements": [(element, list(rows)) for element, rows in by_element],
        "letters": [
            (member.known_as, Preference.of(member).postal_address)
            for member in people.order_by("known_as", "pk")
        ],
        "sheets": list(pack.sheets.order_by("number")),
    }
    return render_to_string("reports/pack_document.html", context)


def clear_away(*, now: datetime) -> None:
    """Delete the PDFs of closed reviews, which may hold addresses, and make none for them any more."""
    over = Pack.objects.of_closed_reviews()
    PackFile.objects.filter(pack__in=over).delete()
    over.waiting().update(
        gave_up_at=now,
        lease_until=None,
        letters=[],
        stage=Stage.FAILED,
        last_error=_("The review is closed."),
    )
