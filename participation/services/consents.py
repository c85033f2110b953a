"""What the questions of coming in share: one answer after another is kept, and that somebody gave it."""

from datetime import datetime

from core.once import lock_row, lock_rows
from participation.models import Consent
from projects.models import Member


def hold_member(member: Member, *, by: Member | None) -> bool:
    """
    Let what is said of a member be said one after the other; whoever writes it down is held with them, in one order.

    :returns: whether they are here, or invited; of who left meanwhile, nothing is kept.
    """
    # The project first, as whoever lets somebody leave or run it: what is written here points to it.
    lock_row(member.project)
    lock_rows(Member, {member.pk, by.pk if by else member.pk})
    return not Member.objects.gone().filter(pk=member.pk).exists()


def note_answer(
    member: Member, purpose: str, answer: str, *, by: Member | None, now: datetime
) -> Consent:
    """Keep what a member said to a question, in place of what they said before."""
    entered_by = by if by and by.pk != member.pk else None
    found, _made = Consent.objects.update_or_create(
        member=member,
        purpose=purpose,
        defaults={"answer": answer, "said_at": now, "entered_by": entered_by},
    )
    return found
