"""What people said and what it was answered, for the pages that gather."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from core.below import CountSome, first_of, some
from core.dates import long_date
from core.offers import MOST_ANSWERED, Answered, Ask, RunLink, short
from core.prepared import Hole, Prepared, moment, number
from projects.known import Known
from projects.models import Member, Project
from projects.models.members import takes_part
from questions import community_asked, safety_offers
from questions.due import DUE
from questions.finding import FINDABLE
from questions.getters import with_all_that_is_named, with_lives
from questions.happenings import HAPPENINGS
from questions.life import Life
from questions.models import Contribution, ContributionAnswer, ContributionMove, Wording
from questions.outcomes import OUTCOMES as OUTCOMES
from questions.outside import public_words as public_words
from questions.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from questions.report import SECTIONS, in_short
from questions.waiting import read_as

__all__ = ["DUE", "FINDABLE", "HAPPENINGS", "SECTIONS", "in_short"]

#: So much of what a member said stands on the page of their part.
MOST_MINE = 5
_MOVES = ContributionMove.objects.counting()
STATES = {
    "taken_on": ("full", gettext_lazy("Taken on")),
    "partly": ("half", gettext_lazy("Partly")),
    "not_now": ("none", gettext_lazy("Not now")),
    "no": ("plain", gettext_lazy("No")),
    "already": ("full", gettext_lazy("Already so")),
    "passed_on": ("half", gettext_lazy("Passed on")),
    "settled": ("full", gettext_lazy("Settled")),
    "put_down": ("past", gettext_lazy("Put down")),
}

#: Where something can be done about an indicator.
PLACES = {
    "creative.listening": (
        "questions:contribution_list",
        gettext_lazy("Answer what waits longest"),
    ),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """
    Tell of what waits longest for an answer, and of what is asked about answers.

    ``has_answer``: whether the person has one; ``said``: what waits longest; ``enough``: an answer of which they have
    not said whether it answers them; ``look``: one that they read before it is given; ``tell``: one that they pass on
    to somebody who is no member.
    """
    here = Contribution.objects.filter(project=OuterRef("pk"))
    first = here.owed(on=on).not_looked_at().longest_wait_first()
    mine = ContributionAnswer.objects.filter(in_force_for__project=OuterRef("pk"))
    enough = _not_said_whether_enough(mine).filter(contribution__member__user=user)
    look = _to_look_at(user).order_by("written_at", "pk")
    tell = _to_tell(here, user).order_by("answered_at", "pk")
    return {
        "has_answer": Exists(here.answered().filter(member__user=user)),
        "has_move": Exists(
            _MOVES.filter(contribution__project=OuterRef("pk"), contribution__member__user=user)
        ),
        "said": first_of(
            first.annotate(name=_author()),
            pk="pk",
            words="words",
            by="name",
            answer_by="answer_by",
            until="put_off_until",
            read_by="read_by__known_as",
        ),
        "enough": first_of(enough, pk="contribution", words="contribution__words"),
        "look": first_of(look, pk="contribution", by="by__known_as"),
        "tell": first_of(tell, pk="pk", whom="for_whom"),
        "to_answer": CountSome(here.owed(on=on).not_looked_at(), besides=1),
        **_answer_facts(user, on),
        **_wording_facts(),
        **safety_offers.facts(),
        **community_asked.facts(),
    }


def _answer_facts(user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Count what others said that was answered since the person was here, or in the last month; and say when last."""
    visits = User.objects.filter(pk=user).values("previous_visit_at")[:1]
    month = Value(on - timedelta(days=30)) if isinstance(on, date) else on - timedelta(days=30)
    since = Coalesce(Subquery(visits), Cast(month, DateTimeField()))
    answered = Contribution.objects.answered().filter(project=OuterRef("pk"), taken_back_at=None)
    others = answered.filter(answered_at__gt=since).exclude(member__user=user)
    others = others.order_by("-answered_at")
    return {
        "answers_since": CountSome(others),
        "answers_last_at": Subquery(others.values("answered_at")[:1]),
    }


def since(known: Known, project: Project) -> list[dict[str, Any]]:
    """Tell a member in one line what was answered to others since they were here last; in ``order``."""
    about = known.of(project)
    count = about["answers_since"]
    if not count or not project.viewer.is_member:
        return []
    title = ngettext(
        "We answered %(n)s thing that people said",
        "We answered %(n)s things that people said",
        count,
    )
    return [
        {
            "project": project,
            "kind": ngettext("answer", "answers", count),
            "title": title % {"n": some(count)},
            "url": reverse("questions:contribution_list", args=[project.slug]) + "?show=answered",
            "text": "",
            "look": "",
            "at": about["answers_last_at"],
            "order": 16,
        }
    ]


def _wording_facts() -> dict[str, Any]:
    """Tell of the other way to ask a question that has waited longest, and how many there are."""
    wordings = Wording.objects.waiting().filter(question__project=OuterRef("pk"))
    asked = wordings.order_by("at", "pk")
    counted = wordings.order_by().values("question__project").annotate(n=Count("pk"))
    return {
        "wording": first_of(asked, pk="pk", words="words", by="by__known_as", question="question"),
        "wordings_waiting": Subquery(counted.values("n")),
    }


def _author() -> Coalesce:
    return Coalesce("member__known_as", NullIf("for_whom", Value("")))


def _not_said_whether_enough(rows: QuerySet[ContributionAnswer]) -> QuerySet[ContributionAnswer]:
    """Keep answers of which nothing was said, where no earlier one was refused; the newest first."""
    earlier = ContributionAnswer.objects.filter(
        contribution=OuterRef("contribution"), is_enough=False
    )
    about = {"contribution__set_aside_at": None, "contribution__taken_back_at": None}
    rows = rows.filter(is_enough=None, **about).exclude(by=F("contribution__member"))
    return rows.exclude(Exists(earlier)).order_by("-given_at", "-pk")


def _to_look_at(user: int | Hole) -> QuerySet[ContributionAnswer]:
    """Return answers that somebody reads before they are given: who was asked, else another facilitator."""
    rows = ContributionAnswer.objects.being_looked_at().filter(contribution__taken_back_at=None)
    rows = rows.filter(contribution__project=OuterRef("pk"))
    led = Member.objects.taking_part().facilitators().filter(user=user, project=OuterRef(_PROJECT))
    by_role = Q(to_be_seen_by=None) & Exists(led)
    mine = Q(contribution__member__user=user) | Q(by__user=user)
    return rows.filter(Q(to_be_seen_by__user=user) | by_role).exclude(mine)


_PROJECT = "contribution__project"


def _to_tell(rows: Any, user: int | Hole) -> Any:
    """Keep answers that somebody passes on: who wrote down what was said, or facilitators when they have left."""
    led = Member.objects.taking_part().facilitators().filter(user=user, project=OuterRef("project"))
    mine = Q(entered_by__user=user) | (~takes_part("entered_by") & Exists(led))
    # Who responded from outside gets an email.
    told = rows.exclude(for_whom="").exclude(way=Contribution.Way.COMMUNITY)
    return told.filter(mine, answer__told_at=None, answer__isnull=False)


def run_facts() -> dict[str, Any]:
    """Count what waits for an answer, and the worries nobody looked at."""
    answers = CountSome(Contribution.objects.open().filter(project=OuterRef("pk")))
    return {
        "run_to_answer": answers,
        **safety_offers.run_facts(),
        **community_asked.run_facts(),
    }


def _left(project: Project, known: dict[str, Any]) -> str:
    count = known["run_to_answer"]
    return _("%(n)s to answer") % {"n": some(count)} if count else ""


RUN_LINKS = (
    RunLink(gettext_lazy("What waits for an answer"), "questions:contribution_list", 25, _left),
    safety_offers.RUN_LINK,
    community_asked.RUN_LINK,
)


def waited_for(known: Known, project: Project) -> list[Ask]:
    """Ask to look at worries, then to answer what has waited longest: what people said, and how they would ask."""
    worries = safety_offers.waited_for(known, project)
    responses = community_asked.waited_for(known, project)
    return [*worries, *_said(known, project), *responses, *_wordings(known, project)]


def _said(known: Known, project: Project) -> list[Ask]:
    about, said = known.of(project), known.of(project)["said"]
    if not said:
        return []
    name = said["by"] or _("Somebody, without a name")
    asks = [
        Ask(
            title=f"“{short(said['words'])}”",
            text=_how_long(said, name),
            url=reverse("questions:contribution_answer", args=[project.slug, said["pk"]]),
            action=_("Answer %(name)s") % {"name": name},
            small=project.name,
            is_late=date.fromisoformat(said["until"] or said["answer_by"]) < known.on,
            order=5,
        ),
    ]
    others = about["to_answer"] - 1
    return asks + ([_others(project, others)] if others else [])


def _how_long(said: dict[str, Any], name: str) -> str:
    day = long_date(date.fromisoformat(said["until"] or said["answer_by"]))
    if said["until"]:
        words = _("%(name)s said this. We wanted to look at it again on %(day)s.")
        return words % {"name": name, "day": day}
    words = _("%(name)s said this. We promised an answer by %(day)s.")
    told = words % {"name": name, "day": day}
    if not said["read_by"]:
        return told
    return f"{told} {_('%(name)s is answering.') % {'name': said['read_by']}}"


def _others(project: Project, count: int) -> Ask:
    title = ngettext(
        "%(n)s other person said something", "%(n)s other people said something", count
    )
    return Ask(
        title=capfirst(title % {"n": some(count)}),
        text=_("They are waiting for an answer too."),
        url=reverse("questions:contribution_list", args=[project.slug]),
        action=_("Read what they said"),
        small=project.name,
        order=6,
    )


def asked_of_member(known: Known, project: Project) -> list[Ask]:
    """Ask whether an answer answers them, to read one before it is given, and to pass one on."""
    about = known.of(project)
    return [
        *([_look(project, about["look"])] if about["look"] else []),
        *([_tell(project, about["tell"])] if about["tell"] else []),
        *([_enough(project, about["enough"])] if about["enough"] else []),
    ]


def _look(project: Project, answer: dict[str, Any]) -> Ask:
    who = answer["by"] or _("somebody")
    return Ask(
        title=_("Read an answer before %(name)s gives it") % {"name": who},
        text=_("It is a no to something that carries a mark of honour."),
        url=reverse("questions:answer_look", args=[project.slug, answer["pk"]]),
        action=_("Read it"),
        small=project.name,
        order=1,
        minutes=2,
    )


def _tell(project: Project, said: dict[str, Any]) -> Ask:
    words = _("%(name)s is not in the project, and said something. Now there is an answer.")
    who = {"name": said["whom"]}
    return Ask(
        title=_("Tell %(name)s the answer") % who,
        text=words % who,
        url=reverse("questions:contribution_detail", args=[project.slug, said["pk"]]),
        action=_("Read the answer"),
        small=project.name,
        order=2,
    )


def _enough(project: Project, said: dict[str, Any]) -> Ask:
    return Ask(
        title=_("Does our answer answer you?"),
        text=_("You said: “%(words)s”") % {"words": short(said["words"])},
        url=reverse("questions:answer_enough", args=[project.slug, said["pk"]]),
        action=_("Say yes or no"),
        small=project.name,
        order=3,
        minutes=1,
    )


def _wordings(known: Known, project: Project) -> list[Ask]:
    """Ask what the group says to another way to ask a question; nobody is asked when the project has ended."""
    wording, count = known.of(project)["wording"], known.of(project)["wordings_waiting"]
    if not wording or project.has_ended:
        return []
    text = ngettext(
        "%(name)s would ask a question this way. Take it, or say why not.",
        "%(name)s would ask a question this way. Take it, or say why not. %(n)s are waiting in all.",
        count,
    )
    return [
        Ask(
            title=f"“{short(wording['words'])}”",
            text=text % {"name": wording["by"], "n": count},
            url=reverse(
                "questions:wording_answer",
                args=[project.slug, wording["question"], wording["pk"]],
            ),
            action=_("Answer %(name)s") % {"name": wording["by"]},
            small=project.name,
            order=7,
        )
    ]


def became(known: Known, project: Project) -> list[Answered]:
    """Tell a person what came of what they said, and what was answered, for a month or until they are back."""
    about = known.of(project)
    if not (about["has_answer"] or about["has_move"]):
        return []
    newest = _BECAME.all(project=project.pk, user=known.user.pk, since=known.since)
    return [_came_of(said, life, since=known.since) for said, life in with_lives(newest)]


def _became() -> QuerySet[Contribution]:
    """Return what a person said that was answered, or that came further, since a moment; the latest of that first."""
    moves = _MOVES.filter(contribution=OuterRef("pk"))
    rows = Contribution.objects.filter(
        Q(answered_at__gt=moment("since")) | Exists(moves.filter(at__gt=moment("since"))),
        project=number("project"),
        member__user=number("user"),
    )
    moved_at = Coalesce(Subquery(moves.order_by("-at").values("at")[:1]), F("said_at"))
    came_at = Greatest(Coalesce("answered_at", "said_at"), moved_at)
    latest = with_all_that_is_named(rows).annotate(came_at=came_at).order_by("-came_at", "-pk")
    return latest[: MOST_ANSWERED + 1]


_BECAME = Prepared(_became)


def _came_of(said: Contribution, life: Life, *, since: datetime) -> Answered:
    answer = said.answer if said.answer and (said.answer.given_at or since) > since else None
    return Answered(
        words=short(said.words),
        answer=short(answer.reason) if answer else "",
        by=str(answer.by or "") if answer else "",
        at=(answer.given_at if answer else None) or said.said_at,
        url=said.get_absolute_url(),
        where=_("Read all of it"),
        template="questions/life.html",
        shown=life,
        moved_at=said.came_at,  # type: ignore[attr-defined]
    )


_MINE = Prepared(
    lambda: with_all_that_is_named(
        Contribution.objects.filter(member=number("member")).order_by("-said_at", "-pk")
    )[: MOST_MINE + 1]
)


def on_my_part(project: Project, member: Member, *, on: date) -> dict[str, Any]:
    """Show a member the newest of what they said, each with how far it has come."""
    newest = _MINE.all(member=member.pk)
    return {
        "template": "questions/my_said.html",
        "said": with_lives(read_as(project.viewer, newest[:MOST_MINE], on=on)),
        "has_more": len(newest) > MOST_MINE,
    }


def write_down(project: Project, member: Member) -> list[tuple[str, str]]:
    """Offer to write down what somebody says in passing, as their contribution."""
    if project.has_ended or not member.is_taking_part:
        return []
    address = reverse("questions:contribution_create", args=[project.slug])
    return [(_("Something they said"), f"{address}?for={member.pk}")]
