"""Lays out letters: one a person, with all that goes to that person now, for an envelope with a window."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from core import fonts
from core.holding import keep_holding
from outbox import letters
from outbox.kinds import Told
from outbox.letters import ToReach
from outbox.writing import language_of
from projects.models import Member, Project
from reports.models import Envelope, LetterPack, LetterPackFile, Stage
from reports.rendering import ANEW, HELD, Written, lay_out, tell_missing

#: Letters in one PDF: with two or three pages each they are laid out within the limits of rendering.
MOST = 60
#: So many lines of an address, with the name, show in each window; so many more do when they are set smaller.
LINES, LINES_AT_MOST = 5, 6
#: The PDF holds names and addresses; it is kept so long.
KEPT = timedelta(days=7)


@dataclass(frozen=True)
class PrintedLetter:
    """One letter: to whom, and what it tells, in the language of whoever gets it."""

    card: ToReach
    told: list[Told]
    language: str
    is_large: bool = False

    @property
    def asked(self) -> list[Told]:
        """What the sheet at its end asks; each question once."""
        asked = {(one.subject, one.kind.on_sheet()): one for one in self.told}
        return [one for (_subject, question), one in asked.items() if question]

    @property
    def by_day(self) -> date | None:
        """Until when the sheet is to be back, where something is asked until a day that is not over."""
        today = timezone.localdate()
        days = [day for one in self.asked if (day := one.kind.by_day()) and day >= today]
        return min(days, default=None)

    @property
    def lines(self) -> int:
        """How many lines the address has, with the name."""
        return 1 + len(self.card.choice.postal_address.split("\n"))

    @property
    def is_tall(self) -> bool:
        """Whether the address is set smaller, so that all of it shows in the window."""
        return self.lines > LINES

    @property
    def words(self) -> str:
        """All in it that people wrote."""
        to = (self.card.member.known_as, self.card.choice.postal_address)
        return "".join(
            [*to, *(text for told in self.told for text in (told.subject, told.summary))]
        )


def render(pack: LetterPack, *, now: datetime) -> bool:
    """Make the PDF of a pack that the caller holds by a lease; return whether it is stored now."""
    with keep_holding(pack, lease=HELD, every=ANEW):
        found, unprinted, left_over = _letters(pack)
    if not found:
        nobody = _("There is nobody left to write to.")
        missing = "".join(chars for _member, chars in unprinted)
        pack.fail(now=now, error=tell_missing(list(dict.fromkeys(missing))) if missing else nobody)
        return False
    made = lay_out(
        pack,
        lambda: Written(write(pack, found, on=timezone.localdate(now))),
        now=now,
        smaller=_("Print the letters one by one instead."),
    )
    if made is None:
        return False
    told = [delivery.pk for letter in found for delivery in letter.card.deliveries]
    with transaction.atomic():
        if not pack.keep_once(pack.project, now=now):
            return False
        LetterPack.objects.filter(pk=pack.pk).update(
            stage=Stage.READY,
            deliveries=told,
            unprinted=unprinted,
            too_tall=[one.card.member.pk for one in found if one.lines > LINES_AT_MOST],
            letter_count=len(found),
            left_over=left_over,
        )
        LetterPackFile.objects.create(pack=pack, pdf=made.pdf, pages=made.pages)
    return True


def _letters(pack: LetterPack) -> tuple[list[PrintedLetter], list[tuple[int, str]], int]:
    """
    Return the letters of a pack, by name; to whom none can be printed; and how many more there were than fit.

    One name that cannot be printed here does not hold up the letters of everybody else.
    """
    people = letters.people_to_reach(pack.project).order_by("known_as", "pk")
    if pack.only_id:
        people = people.filter(pk=pack.only_id)
    cards = [card for card in letters.gather(pack.project, list(people)) if not card.is_call]
    found, unprinted = [], []
    for card in cards:
        if told := letters.put_into_words(card):
            is_large = pack.is_large_print or card.choice.is_large_print
            letter = PrintedLetter(card, told, language_of(card.member), is_large)
            if missing := fonts.without_font(letter.words):
                unprinted.append((card.member.pk, "".join(missing)))
            else:
                found.append(letter)
    return found[:MOST], unprinted, len(found[MOST:])


def unprinted_of(pack: LetterPack) -> list[tuple[Member, str]]:
    """Return to whom no letter was printed, by name, with the letters that cannot be, in words."""
    if not pack.unprinted:
        return []
    missing = dict(pack.unprinted)
    members = Member.objects.filter(pk__in=missing).order_by("known_as", "pk")
    return [(member, fonts.name_letters(missing[member.pk])) for member in members]


def too_tall_of(pack: LetterPack) -> list[Member]:
    """Return whose address has more lines than a window shows, by name."""
    if not pack.too_tall:
        return []
    return list(Member.objects.filter(pk__in=pack.too_tall).order_by("known_as", "pk"))


def last_choice(project: Project) -> dict[str, str]:
    """Return the envelope that was chosen last in a project, and where answers came back to; or a beginning."""
    if last := project.letter_packs.first():
        return {"envelope": last.envelope, "send_back": last.send_back}
    give = _("Give it to %(name)s") % {"name": project.help_name} if project.help_name else ""
    return {"envelope": str(Envelope.DL), "send_back": give}


def write(pack: LetterPack, found: list[PrintedLetter], *, on: date) -> str:
    """Return the HTML document of a pack: the letters, each in the language of whoever gets it."""
    written = []
    for letter in found:
        with translation.override(letter.language):
            context = {"letter": letter, "pack": pack, "project": pack.project, "today": on}
            # A template of ours, which has escaped every word of a person.
            written.append(mark_safe(render_to_string("reports/letter.html", context)))  # noqa: S308
    return render_to_string(
        "reports/letters_document.html", {"pack": pack, "project": pack.project, "letters": written}
    )


def clear_away(*, now: datetime) -> None:
    """Delete the PDFs of letters that are older than a week."""
    LetterPackFile.objects.filter(pack__done_at__lt=now - KEPT).delete()
