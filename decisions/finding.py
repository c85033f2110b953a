"""What can be found of decisions: each in its words of now, what earlier versions said otherwise, and proposals."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext_lazy as _

from decisions.models import Decision, DecisionMaker, DecisionVersion, Proposal
from projects.finding import Findable, Finding, day_of, joined

_TEXTS = tuple(name for name in DecisionVersion.TEXTS if name != "what")


def _decisions(pks: list[int]) -> Iterator[Finding]:
    rows = DecisionVersion.objects.filter(decision__in=pks).select_related("decision")
    found = rows.order_by("decision", "-version")
    makers = _makers_from_outside(pks)
    for _decision, versions in groupby(found, key=lambda version: version.decision_id):
        newest, *earlier = versions
        names = makers.get(newest.pk, [])
        texts = [getattr(newest, name) for name in _TEXTS]
        yield _finding(newest, newest.headline, joined(*texts, *names))
        yield from _otherwise(newest, earlier)


def _otherwise(newest: DecisionVersion, earlier: list[DecisionVersion]) -> Iterator[Finding]:
    """Tell of what earlier versions said that no later one says; the rest is found in that one."""
    seen = {getattr(newest, name) for name in newest.TEXTS}
    for version in earlier:
        texts = [text for name in version.TEXTS if (text := getattr(version, name)) not in seen]
        if texts:
            title = version.what or newest.headline
            others = [text for text in texts if text != version.what]
            # A title that the newest version has as well would be found twice.
            yield _finding(version, title, joined(*others), is_old=version.what not in texts)
        seen.update(texts)


def _finding(version: DecisionVersion, title: str, text: str, is_old: bool = False) -> Finding:
    number = version.decision.number
    is_newest = version.pk == version.decision.current_id
    return Finding(
        row=version.decision_id,
        title=title,
        text=text,
        on=version.decided_on if is_newest else day_of(version.recorded_at),
        page="decisions:decision_detail" if is_newest else "decisions:version_detail",
        at=(number,) if is_newest else (number, version.version),
        is_title_found=not is_old,
    )


def _makers_from_outside(pks: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = DecisionMaker.objects.filter(version__current_of__in=pks).exclude(name="")
    for row in rows.order_by("pk"):
        found.setdefault(row.version_id, []).append(f"{row.name}, {row.as_what}")
    return found


def _proposals(pks: list[int]) -> Iterator[Finding]:
    """Those that are open or were put down; what became of the others is in the log."""
    for row in Proposal.objects.filter(pk__in=pks, decision=None):
        yield Finding(
            row=row.pk,
            title=row.what,
            text=joined(row.why, row.considered, row.rests_on, row.put_down_why),
            on=day_of(row.asked_at),
            page="decisions:proposal_detail",
            at=(row.pk,),
        )


_WRITTEN = ((DecisionVersion, "decision_id"),)
FINDABLE = (
    Findable("decision", _("A decision"), "decisions", Decision, _decisions, of=_WRITTEN),
    Findable("proposal", _("Open for a say"), "decisions", Proposal, _proposals),
)
