"""What is open for a say, for the pages and messages that gather: who is asked, what is due, what was replied."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.below import first_of
from core.dates import long_date
from core.offers import MOST_ANSWERED, Answered, Ask, Happening, short
from core.prepared import Hole
from decisions.models import Decision, Proposal, ProposalSay
from outbox.due import Due
from projects.known import Known
from projects.models import Member, Project

RUNNING = Project.State.RUNNING


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return what waits for the person's say, what is open for longer than its day, and whether they were replied."""
    here = Proposal.objects.open().filter(project=OuterRef("pk")).order_by("open_until", "pk")
    said = ProposalSay.objects.filter(
        proposal=OuterRef("pk"), wording=OuterRef("wording"), member__user=user
    )
    waiting = here.filter(~Exists(said))
    late = here.filter(open_until__lt=on)
    counted = waiting.order_by().values("project").annotate(n=Count("pk")).values("n")
    replied = ProposalSay.objects.filter(proposal__project=OuterRef("pk"), member__user=user)
    return {
        "say": first_of(waiting, pk="pk", what="what", until="open_until"),
        "say_count": Subquery(counted),
        "late": first_of(late, pk="pk", what="what"),
        "has_reply": Exists(replied.exclude(reply="")),
    }


def asked_of_person(known: Known) -> list[Ask]:
    """Ask for a say in each project: in what closes first, with how many others there are."""
    return [
        _ask(project, known.of(project), on=known.on)
        for project in known.projects
        if known.of(project)["say"] and project.viewer.is_member and not project.has_ended
    ]


def _ask(project: Project, about: dict[str, Any], *, on: date) -> Ask:
    proposal = about["say"]
    day = date.fromisoformat(proposal["until"])
    until, is_late = {"day": long_date(day)}, day < on
    text = (
        _("You can still have your say.")
        if is_late
        else _("You can have your say until %(day)s.") % until
    )
    if others := about["say_count"] - 1:
        more = ngettext(
            "%(n)s other proposal is open, too.", "%(n)s other proposals are open, too.", others
        )
        text = f"{text} {more % {'n': others}}"
    return Ask(
        title=_("What do you say? “%(what)s”") % {"what": proposal["what"]},
        text=text,
        url=_address(project, proposal["pk"]),
        action=_("Have my say"),
        small=project.name,
        of=project.pk,
        order=10,
    )


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to close, or put down, what is open for longer than its day."""
    about = known.of(project)
    if not about["late"]:
        return []
    return [
        Ask(
            title=_("Close it, or put it down: “%(what)s”") % {"what": about["late"]["what"]},
            text=_("Its day has passed. It stays open until one of you settles it."),
            url=_address(project, about["late"]["pk"]),
            action=_("See what people say"),
            small=project.name,
        )
    ]


def became(known: Known, project: Project) -> list[Answered]:
    """Tell a person what was replied to what they said of proposals, for a month or until they are back."""
    if not known.of(project)["has_reply"]:
        return []
    rows = ProposalSay.objects.filter(
        proposal__project=project, member__user=known.user, replied_at__gt=known.since
    ).exclude(reply="")
    return [
        Answered(
            words=short(row.reply_to),
            answer=short(row.reply),
            by=str(row.replied_by or ""),
            at=row.replied_at,
            url=_address(project, row.proposal_id),
            where=_("Read the proposal"),
        )
        for row in rows.select_related("replied_by").order_by("-replied_at", "pk")[
            : MOST_ANSWERED + 1
        ]
        if row.replied_at
    ]


def _address(project: Project, pk: int) -> str:
    return reverse("decisions:proposal_detail", args=[project.slug, pk])


def _tell(row: Proposal) -> dict[str, Any]:
    return {
        "project": row.project,
        "kind": _("proposal") if row.is_open else _("proposal, settled since"),
        "title": row.what,
        "url": row.get_absolute_url(),
        "text": _("Why: %(why)s") % {"why": short(row.why)},
        "look": "now" if row.is_open else "past",
    }


HAPPENING = Happening(
    lambda pks: Proposal.objects.filter(project__in=pks).select_related("project"),
    "proposed_at",
    _tell,
    order=11,
    is_news=False,
)


def _open() -> QuerySet[Proposal]:
    return Proposal.objects.open().filter(project__state=RUNNING).select_related("project")


def _not_heard(row: Proposal) -> QuerySet[Member]:
    said = ProposalSay.objects.filter(proposal=row, wording=row.wording, member=OuterRef("pk"))
    return Member.objects.taking_part().filter(~Exists(said), project=row.project_id)


def _to_look_at_again() -> QuerySet[Any]:
    rows = Decision.objects.in_force().filter(project__state=RUNNING)
    return rows.annotate(look_again_on=F("current__look_again_on")).select_related(
        "project", "current"
    )


DUE = (
    Due(
        "say",
        rows=_open,
        day="open_until",
        made="asked_at",
        owner="",
        title=lambda row: _("Have your say: %(what)s") % {"what": row.what},
        url=lambda row: row.get_absolute_url(),
        waits_for=_not_heard,
        ends=True,
    ),
    Due(
        "proposal",
        rows=_open,
        day="open_until",
        made="proposed_at",
        owner="",
        title=lambda row: _("Close it, or put it down: %(what)s") % {"what": row.what},
        url=lambda row: row.get_absolute_url(),
    ),
    Due(
        "decision",
        rows=_to_look_at_again,
        day="look_again_on",
        made="created_at",
        owner="",
        title=lambda row: (
            _("Look at decision %(number)s again: %(what)s")
            % {"number": row.number, "what": row.newest.headline}
        ),
        url=lambda row: row.get_absolute_url(),
    ),
)
