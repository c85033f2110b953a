"""Says how a decision was made together: until when people had a say, and how many said what."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date
from decisions.models import Proposal, ProposalSay
from decisions.rounds import Shown


def how_in_words(proposal: Proposal, shown: Shown) -> str:
    """Write in a sentence or two how many agree, have a concern, say "not yet" and stand aside."""
    concerns = sum(say.says == ProposalSay.Says.CONCERN for say in shown.not_sure)
    not_yet = len(shown.not_sure) - concerns
    parts = [
        (shown.agree, ngettext("%(n)s agrees", "%(n)s agree", shown.agree)),
        (concerns, ngettext("%(n)s with a concern", "%(n)s with a concern", concerns)),
        (not_yet, ngettext("%(n)s says “not yet”", "%(n)s say “not yet”", not_yet)),
        (shown.aside, ngettext("%(n)s stands aside", "%(n)s stand aside", shown.aside)),
        (shown.waiting, ngettext("%(n)s not counted", "%(n)s not counted", shown.waiting)),
    ]
    told = ", ".join(words % {"n": count} for count, words in parts if count)
    day = long_date(proposal.open_until)
    asked = _("Everybody was asked, until %(day)s.") % {"day": day}
    return f"{asked} {told}." if told else asked
