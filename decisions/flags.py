"""What somebody should look at before a decision is made, and after: flags, not locks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from decisions.models import DecisionVersion, Proposal, ProposalSay
from plan.models import Boundary, PlanPromise, Promise
from projects.models import Project


def flags_of_proposal(
    project: Project, proposal: Proposal, says: Iterable[ProposalSay], *, is_linked: bool
) -> list[str]:
    """
    Return what speaks against closing it, a sentence or two each; nobody can be told from it.

    :param is_linked: whether it is linked to anything that people said.
    """
    now = [say for say in says if say.wording == proposal.wording and say.says]
    makers = [say.member for say in now if say.member]
    flags = [] if is_linked or proposal.rests_on else [nothing_said()]
    if not any(member.has_lived_experience for member in makers):
        flags.append(no_lived_experience())
    if flag := against_fixed(proposal.boundary):
        flags.append(flag)
    promised = Promise.YOU in (
        _of_project(project),
        proposal.boundary and proposal.boundary.promise,
    )
    if promised and all(member.is_facilitator for member in makers):
        flags.append(
            _("We promised “you decide” about this. Only facilitators have had a say so far.")
        )
    if promised and proposal.proposed_by and proposal.proposed_by.is_facilitator:
        flags.append(
            _(
                "We promised “you decide” about this. A facilitator proposed it: is it what people want?"
            )
        )
    return flags


def flags_of_version(version: DecisionVersion, *, is_linked: bool) -> list[str]:
    """
    Return what somebody should look at of a decision in force, a sentence each.

    :param is_linked: whether it is linked to anything that people said.
    """
    flags = [against_fixed(version.boundary)]
    if not is_linked and not version.rests_on:
        flags.append(nothing_said())
    if not version.has_lived_maker:
        flags.append(_("Nobody of those who made it has said that they bring lived experience."))
    promised = version.boundary is not None and version.boundary.promise == Promise.YOU
    if promised and not version.has_participant_maker:
        flags.append(_("We promised “you decide” about this. Only facilitators made it."))
    return [flag for flag in flags if flag]


def nothing_said() -> str:
    return _("Nothing that people said is behind it.")


def no_lived_experience() -> str:
    return _("Nobody who has said that they bring lived experience has had a say in this.")


def against_fixed(boundary: Boundary | None) -> str:
    """Say that something is about what is fixed; empty when it is not."""
    if boundary is None or boundary.kind != Boundary.Kind.FIXED or boundary.retired_at:
        return ""
    return _("It is about something that is fixed: %(what)s Can it be decided here?") % {
        "what": _ended(boundary.what)
    }


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _of_project(project: Project) -> str:
    return PlanPromise.objects.filter(project=project).values_list("kind", flat=True).first() or ""
