"""Inclusive: what the record shows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import Max, Min, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ballots.disclosure import FEWEST
from core.dates import long_date
from core.prepared import Prepared, day, number, totals
from elements.records.evidence import Evidence
from elements.records.needs import read_needs
from elements.records.record import (
    HALF_YEAR,
    YEAR,
    Count,
    OnlyCounted,
    Record,
    Rules,
    judge,
    local_day,
)
from participation.models import Gap, Group, ParticipationReview, ReviewRhythm

MAPPING = Rules(
    nothing_yet=gettext_lazy("No group is on the people map."),
    started=gettext_lazy(
        "There are groups on the map. They come from fewer than three parts of the community, or we do not "
        "know yet how to reach one that should be involved."
    ),
    in_place=gettext_lazy(
        "The groups come from three or more parts of the community, and we know how to reach each that should be "
        "involved. The map was changed in the last 26 weeks."
    ),
    needs_attention=gettext_lazy("Nobody has changed the map for more than 26 weeks."),
)
REPRESENTATION = Rules(
    nothing_yet=gettext_lazy(
        "Nobody speaks yet for a group that should be involved. Those who run the project, or speak for themselves "
        "only, are not counted."
    ),
    started=gettext_lazy("Somebody speaks for at least one group that should be involved."),
    in_place=gettext_lazy("Two or more people speak for each group that should be involved."),
    needs_attention=gettext_lazy(
        "A group that had somebody to speak for it has nobody now. Or nobody has changed the map or said whom they "
        "speak for in more than a year."
    ),
)
REVIEWS = Rules(
    nothing_yet=gettext_lazy("No rhythm is set, and no participation review has been held."),
    started=gettext_lazy(
        "A rhythm is set, or a review is open. None is finished in the last two rhythms."
    ),
    in_place=gettext_lazy(
        "A review was finished in the last two rhythms, and each of its gaps has an action or a reason."
    ),
    needs_attention=gettext_lazy(
        "A review, or an action from one, is past its day. Or the last review was finished longer ago than two "
        "rhythms, "
        "and than 26 weeks."
    ),
)

NEEDS = Rules(
    nothing_yet=gettext_lazy(
        "Nobody has said what they need to take part, or that they need nothing. Those who run the project are not "
        "counted."
    ),
    started=gettext_lazy(
        "Somebody has said what they need, or that they need nothing. Not everybody was asked in the last 52 weeks, or "
        "fewer than two thirds have answered."
    ),
    in_place=gettext_lazy(
        "Everybody who takes part was asked in the last 52 weeks, or took back what they said, and two thirds or more "
        "have answered. Nothing that somebody needs has waited for more than 14 days."
    ),
    needs_attention=gettext_lazy(
        "Something that somebody needs has waited for more than 14 days, and nobody has arranged it. Or nobody was "
        "asked for more than 52 weeks."
    ),
)
#: What came of the needs of a few could tell whose they are.
FEW = gettext_lazy(
    "Fewer than five people have said that they need something. So what came of it is not shown, and it cannot be in "
    "place."
)


def overdue_reviews(on: date) -> QuerySet[ParticipationReview]:
    """Return the participation reviews that should have been finished by now, of any project."""
    return ParticipationReview.objects.overdue(on=on)


def kinds_of_looks(on: Any) -> dict[str, Q]:
    """Return which participation reviews a figure counts, by its name."""
    return {
        "finished": Q(finished_at__isnull=False),
        "overdue": Q(finished_at=None, finish_by__lt=on),
    }


def _held() -> QuerySet:
    """Count the participation reviews, the gaps that they found and the actions from them, in one row."""
    late = Q(
        gaps__action__isnull=False,
        gaps__action__done_at=None,
        gaps__action__due_on__lt=day("on"),
    )
    loose = Q(gaps__outcome=Gap.Outcome.OPEN, finished_at__isnull=False)
    rhythm = ReviewRhythm.objects.filter(project=number("project"))
    return totals(
        ParticipationReview.objects.filter(project=number("project")),
        every_weeks=Subquery(rhythm.values("every_weeks")[:1]),
        next_on=Subquery(rhythm.values("next_on")[:1]),
        is_paused=Subquery(rhythm.values("is_paused")[:1]),
        all=CountRows("pk", distinct=True),
        **{
            name: CountRows("pk", distinct=True, filter=kind)
            for name, kind in kinds_of_looks(day("on")).items()
        },
        last=Max("finished_at"),
        open_until=Min("finish_by", filter=Q(finished_at=None)),
        found=CountRows("gaps"),
        loose=CountRows("gaps", filter=loose),
        actions=CountRows("gaps", filter=Q(gaps__action__isnull=False)),
        done=CountRows("gaps", filter=Q(gaps__action__done_at__isnull=False)),
        late=CountRows("gaps", filter=late),
    )


HELD = Prepared(_held)


def mapping(seen: Evidence) -> Record:
    """inclusive.mapping: groups on the people map by sector, and those that nobody knows how to reach."""
    groups = seen.groups
    sectors, changed = groups["sectors"], seen.last["mapped"]
    state = judge(
        nothing=not groups["all"],
        attention=seen.is_long_ago(changed, HALF_YEAR),
        in_place=len(sectors) >= 3 and not groups["unreached"],
    )
    return Record(
        state=state,
        rules=MAPPING,
        sentence=_map_sentence(groups["all"], len(sectors), changed),
        counts=_map_counts(sectors, groups["unreached"]),
        path=reverse("participation:people", args=[seen.project.slug]) + "#groups",
        rows=_("The people map"),
    )


def _map_sentence(total: int, sectors: int, changed: date | None) -> str:
    if not total:
        return _("There are no groups on the people map.")
    groups = ngettext("%(count)s group", "%(count)s groups", total) % {"count": total}
    return ngettext(
        "%(groups)s from %(parts)s part of the community, last changed on %(day)s.",
        "%(groups)s from %(parts)s parts of the community, last changed on %(day)s.",
        sectors,
    ) % {"groups": groups, "parts": sectors, "day": long_date(changed)}


def _map_counts(by_sector: Mapping[str, int], unreached: int) -> list[Count]:
    counts = [
        Count(f"{sector.label}: {by_sector[sector.value]}", by_sector[sector.value], sector.value)
        for sector in Group.Sector
        if sector.value in by_sector
    ]
    text = ngettext(
        "%(count)s group that should be involved, and we do not know how to reach it",
        "%(count)s groups that should be involved, and we do not know how to reach them",
        unreached,
    )
    return (
        [*counts, Count(text % {"count": unreached}, unreached, "unreached")] if by_sector else []
    )


def representation(seen: Evidence) -> Record:
    """inclusive.representation: groups that should be involved, by how many members speak for them."""
    groups = seen.groups
    state = judge(
        nothing=groups["single"] + groups["more"] + groups["lost"] == 0,
        attention=groups["lost"] > 0 or seen.is_long_ago(seen.spoken_on, YEAR),
        in_place=groups["more"] == groups["wanted"],
    )
    return Record(
        state=state,
        rules=REPRESENTATION,
        sentence=ngettext(
            "%(count)s group should be involved.",
            "%(count)s groups should be involved.",
            groups["wanted"],
        )
        % {"count": groups["wanted"]},
        counts=[
            Count(
                _("with nobody to speak for them: %(nobody)s") % groups, groups["nobody"], "nobody"
            ),
            Count(_("with one person: %(single)s") % groups, groups["single"], "single"),
            Count(_("with two or more: %(more)s") % groups, groups["more"], "more"),
        ]
        if groups["wanted"]
        else [],
        path=reverse("participation:people", args=[seen.project.slug]) + "#groups",
        rows=_("The people map"),
    )


def reviews(seen: Evidence) -> Record:
    """inclusive.reviews: participation reviews held and due, their gaps, and the actions from them."""
    held = HELD.first(project=seen.project.pk, on=seen.day)
    last = local_day(held["last"])
    two_rhythms = timedelta(weeks=2 * (held["every_weeks"] or 8))
    fresh = last is not None and seen.day - last <= two_rhythms
    state = judge(
        nothing=held["every_weeks"] is None and not held["all"],
        attention=held["overdue"] > 0
        or held["late"] > 0
        or seen.is_long_ago(last, max(two_rhythms, HALF_YEAR)),
        in_place=fresh and not held["loose"],
    )
    return Record(
        state=state,
        rules=REVIEWS,
        sentence=_review_sentence(last, held),
        counts=_review_counts(held),
        path=reverse("participation:people", args=[seen.project.slug]) + "#missing",
        rows=_("Who is missing"),
    )


def _review_sentence(last: date | None, held: dict[str, Any]) -> str:
    parts = [
        _("The last review was finished on %(day)s.") % {"day": long_date(last)}
        if last
        else _("No participation review is finished yet.")
    ]
    if held["open_until"]:
        day_in_words = long_date(held["open_until"])
        parts.append(_("One is open, to be finished by %(day)s.") % {"day": day_in_words})
    elif held["every_weeks"] and not held["is_paused"]:
        parts.append(_("The next one opens on %(day)s.") % {"day": long_date(held["next_on"])})
    return " ".join(parts)


def _review_counts(held: dict[str, Any]) -> list[Count]:
    if not held["all"]:
        return []
    return [
        Count(_("reviews finished: %(finished)s") % held, held["finished"], "finished"),
        Count(_("reviews past their day: %(overdue)s") % held, held["overdue"], "overdue"),
        # A gap may name somebody who was invited and never came.
        Count(_("gaps found: %(found)s") % held, held["found"], only=OnlyCounted.PEOPLE),
        Count(
            _("actions from them: %(actions)s, of which done: %(done)s") % held,
            held["actions"],
            only=OnlyCounted.PEOPLE,
        ),
        Count(_("actions past their day: %(late)s") % held, held["late"], only=OnlyCounted.PEOPLE),
    ]


def needs(seen: Evidence) -> Record:
    """inclusive.needs: who was asked what they need, who answered, and what came of it, where five need something."""
    found = read_needs(seen.project, on=seen.day)
    is_few, last = found["with_needs"] < FEWEST, local_day(found["last"])
    is_asked = found["lately"] == found["all"] and 3 * found["answered"] >= 2 * found["all"]
    state = judge(
        nothing=not found["others"],
        attention=seen.is_long_ago(last, YEAR) or (found["waits"] > 0 and not is_few),
        in_place=is_asked,
    )
    record = Record(
        state=state,
        rules=NEEDS,
        sentence=ngettext(
            "%(answered)s of %(all)s person who takes part has answered.",
            "%(answered)s of %(all)s people who take part have answered.",
            found["all"],
        )
        % found,
        counts=_need_counts(found, is_few=is_few),
        path=reverse("participation:people", args=[seen.project.slug]),
        rows=_("People"),
    )
    return record.held_against((is_few, FEW))


def _need_counts(found: Mapping[str, Any], *, is_few: bool) -> list[Count]:
    if not found["asked"]:
        return []
    counts = [
        (_("people who were asked what they need: %(count)s"), found["asked"]),
        (_("of whom have answered: %(count)s"), found["answered"]),
        (_("not asked: %(count)s"), found["all"] - found["asked"]),
    ]
    if not is_few:
        counts += [
            (_("things that they need: %(count)s"), found["needs"]),
            (_("of which they say that it works: %(count)s"), found["works"]),
            (_("that have waited for more than 14 days: %(count)s"), found["waits"]),
        ]
    return [
        Count(words % {"count": count}, count, only=OnlyCounted.PEOPLE) for words, count in counts
    ]
