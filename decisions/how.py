"""Says how a decision was made together: until when people were asked, and how many said what."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import long_date
from decisions.models import Proposal, ProposalSay
from decisions.rounds import Shown


def asked_in_words(proposal: Proposal) -> str:
    """Say until when people were asked. How many said what is known only when it closes."""
    day = long_date(proposal.open_until)
    return _("Everybody was asked, until %(day)s.") % {"day": day}


def said_in_words(shown: Shown) -> str:
    """Write in a sentence how many agree, have a concern, say "not yet" and stand aside; empty when nobody did."""
    concerns = sum(say.says == ProposalSay.Says.CONCERN for say in shown.not_sure)
    not_yet = len(shown.not_sure) - concerns
    parts = [
        (shown.agree, ngettext("%(n)s agrees", "%(n)s agree", shown.agree)),
        (concerns, ngettext("%(n)s with a concern", "%(n)s with a concern", concerns)),
        (not_yet, ngettext("%(n)s says “not yet”", "%(n)s say “not yet”", not_yet)),
        (shown.aside, ngettext("%(n)s stands aside", "%(n)s stand aside", shown.aside)),
        (shown.held_back, ngettext("%(n)s not shown", "%(n)s not shown", shown.held_back)),
    ]
    told = ", ".join(words % {"n": count} for count, words in parts if count)
    return f"{told}." if told else ""
