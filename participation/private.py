"""What is known, without opening it, of what members say in confidence: the answer, who may read it, who looked."""

from django.db.models import QuerySet

from participation.models import PRIVATE, Consent, NamedReader, PrivateReading
from participation.models.private import runs_it
from projects.models import Member


def answer_of(member: Member, purpose: str) -> Consent | None:
    """Return what a member answered to a question; None when they were not asked yet."""
    rows = member.consents.filter(purpose=purpose)
    found: Consent | None = rows.select_related("entered_by").first()
    return found


def readers_of(member: Member, purpose: str) -> dict[int, str]:
    """Return who may read the answer to a question, and runs the project still: their names, by their numbers."""
    rows = NamedReader.objects.current(purpose).filter(member=member)
    rows = rows.order_by("reader__known_as", "reader")
    return dict(rows.values_list("reader", "reader__known_as"))


def readers_of_each(member: Member) -> dict[str, list[str]]:
    """Return the same for each question that is answered in confidence: the names alone."""
    rows = NamedReader.objects.filter(runs_it("reader"), member=member, purpose__in=PRIVATE)
    found: dict[str, list[str]] = {purpose.value: [] for purpose in PRIVATE}
    for purpose, name in rows.order_by("reader__known_as", "reader").values_list(
        "purpose", "reader__known_as"
    ):
        found[purpose].append(name)
    return found


def readings_of(member: Member, purpose: str | None = None) -> QuerySet[PrivateReading]:
    """Return each time somebody looked at the answer to a question, or to any, the last first."""
    rows = PrivateReading.objects.filter(member=member).select_related("by")
    rows = rows.filter(purpose=purpose) if purpose else rows
    return rows.order_by("-at", "-pk")
