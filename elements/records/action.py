"""Action focused: what the record shows."""

from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import long_date
from core.prepared import count_of
from elements.records.evidence import Evidence
from elements.records.record import HALF_YEAR, Count, OnlyCounted, Record, Rules, judge, local_day
from elements.records.statements import dissent
from plan.getters import get_readiness
from plan.models import ReadinessCheck
from projects.models import Project

READINESS = Rules(
    nothing_yet=gettext_lazy(
        "None of time, money and permission is confirmed, and the project has not started."
    ),
    started=gettext_lazy(
        "Some are confirmed before the start, or all are, and at least one only after the start."
    ),
    in_place=gettext_lazy(
        "Time, money and permission are all confirmed, none of them after the start."
    ),
    needs_attention=gettext_lazy(
        "The project has started, and time, money or permission is not confirmed."
    ),
)
IMPACT = Rules(
    nothing_yet=gettext_lazy("Nobody has written down what changed."),
    started=gettext_lazy(
        "Changes are written down. Participants have confirmed fewer than half of them."
    ),
    in_place=gettext_lazy("Participants have confirmed at least half of the changes."),
    needs_attention=gettext_lazy(
        "A change was written down more than 13 weeks ago, and no participant has confirmed any. Or nothing new was "
        "written down or confirmed for more than a year."
    ),
)
GOOD_AND_DONE = Rules(
    nothing_yet=gettext_lazy(
        "It is not written down what good looks like, nor what done looks like."
    ),
    started=gettext_lazy(
        "Something is written down. It is not yet both good and done. Or fewer than half of the people who take "
        "part agree to one of the statements. Or fewer than half of those who do not run the project do."
    ),
    in_place=gettext_lazy(
        "It is written down what good looks like, and what done looks like. At least half of the people who take "
        "part agree to each statement, and at least half of those who do not run the project. Nobody says “not "
        "yet”, and no concern is open."
    ),
    needs_attention=gettext_lazy(
        "A concern about a statement of good or of done has been open for more than 28 days. Or nobody has agreed "
        "to one for more than 26 weeks."
    ),
)
KINDS = len(ReadinessCheck.Kind)


def impact(seen: Evidence) -> Record:
    """action.impact: what changed, and what of it participants noticed too."""
    changes = seen.groundwork["impacts"]
    state = judge(
        nothing=not changes["all"],
        attention=(changes["old"] > 0 and not changes["some"]) or changes["is_stale"],
        in_place=changes["some"] * 2 >= changes["all"],
    )
    return Record(
        state=state,
        rules=IMPACT,
        sentence=_("Participants noticed %(some)s of %(all)s changes too.") % changes
        if changes["all"]
        else _("No change is written down yet."),
        counts=[
            Count(_("changes written down: %(all)s") % changes, changes["all"], "all"),
            Count(_("confirmed by participants: %(some)s") % changes, changes["some"], "some"),
        ],
        path=reverse("plan:known", args=[seen.project.slug]) + "?kind=impact",
        rows=_("What changed"),
    )


def started_unready() -> QuerySet[Project]:
    """Return the projects that started although something is not confirmed, also those that ended."""
    confirmed = ReadinessCheck.objects.confirmed().filter(project=OuterRef("pk"))
    return Project.objects.alias(confirmed=count_of(confirmed, "project")).filter(
        started_on__isnull=False, confirmed__lt=KINDS
    )


def readiness(seen: Evidence) -> Record:
    """action.readiness: time, money and permission, confirmed by whom and when, before the start or after."""
    checks = get_readiness(seen.project)
    confirmed = [check for check in checks if check.is_confirmed]
    start = seen.project.started_on
    late = [check for check in confirmed if check.is_after_start]
    state = judge(
        nothing=not confirmed and start is None,
        attention=start is not None and len(confirmed) < KINDS,
        in_place=len(confirmed) == KINDS and not late,
    )
    return Record(
        state=state,
        rules=READINESS,
        sentence=_sentence(seen.project, len(confirmed)),
        counts=[
            Count(
                _say(check, is_late=check in late),
                int(check.is_confirmed),
                only=OnlyCounted.ITSELF,
            )
            for check in checks
        ],
        path=reverse("plan:plan", args=[seen.project.slug]) + "#readiness",
        rows=_("Readiness, on the plan"),
    )


def good_and_done(seen: Evidence) -> Record:
    """action.good-and-done: what good and done look like, how many agree, and which concerns are open."""
    stated = seen.statements
    people, others = seen.people["all"], seen.people["others"]
    least = stated["aims_least"]
    state = judge(
        nothing=not stated["aims"],
        attention=stated["aims_stale"] > 0
        or seen.is_long_ago(local_day(stated["aims_agreed_at"]), HALF_YEAR),
        in_place=stated["good"] > 0
        and stated["done"] > 0
        and people <= least * 2
        and 0 < others <= stated["aims_others_least"] * 2,
    )
    record = Record(
        state=state,
        rules=GOOD_AND_DONE,
        sentence=_("At least %(least)s of %(all)s people who take part agree to each statement.")
        % {"least": least, "all": people}
        if stated["aims"]
        else GOOD_AND_DONE.of(state),
        counts=[
            Count(
                _("statements of what good looks like: %(good)s") % stated, stated["good"], "good"
            ),
            Count(
                _("statements of what done looks like: %(done)s") % stated, stated["done"], "done"
            ),
            Count(
                _("concerns open: %(aims_concerns)s") % stated, stated["aims_concerns"], "concerns"
            ),
        ]
        if stated["aims"]
        else [],
        path=reverse("plan:statement_list", args=[seen.project.slug]),
        rows=_("What we agree on"),
    )
    return record.held_against(*dissent(stated, "aims"))


def _sentence(project: Project, confirmed: int) -> str:
    words = {"confirmed": confirmed, "kinds": KINDS}
    if project.started_on is None:
        return _("%(confirmed)s of %(kinds)s are confirmed. The project has not started.") % words
    said = _("%(confirmed)s of %(kinds)s are confirmed. The project started on %(day)s.") % {
        **words,
        "day": long_date(project.started_on),
    }
    return (
        _("%(said)s The reason for starting all the same is kept.") % {"said": said}
        if project.start_reason
        else said
    )


def _say(check: ReadinessCheck, *, is_late: bool) -> str:
    if not check.is_confirmed:
        return _("%(kind)s: not confirmed") % {"kind": check.get_kind_display()}
    words = {
        "kind": check.get_kind_display(),
        "who": check.confirmed_by.known_as if check.confirmed_by else _("a former member"),
        "day": long_date(check.confirmed_on),
    }
    if is_late:
        return _("%(kind)s: confirmed by %(who)s on %(day)s, after the start") % words
    return _("%(kind)s: confirmed by %(who)s on %(day)s") % words
