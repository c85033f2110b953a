"""Who takes part and who is missing, for the pages that gather."""

from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.below import first_of
from core.dates import Period, long_date
from core.offers import MOST_ASKED, Ask, Section
from core.prepared import Hole
from core.summary import Figure, SummaryKind, SummaryLine, counted
from outbox.due import Due
from outbox.models import Preference
from participation.asks import ask_facilitator, ask_member, facts_of_asks
from participation.finding import FINDABLE as FINDABLE
from participation.looks import quiet_told
from participation.models import (
    PRIVATE,
    Consent,
    Gap,
    Greeting,
    GreetingQuerySet,
    Group,
    Invitation,
    ParticipationReview,
    ReviewRhythm,
)
from participation.needs_asked import DUE_NEED
from participation.peoples_words import PEOPLES_WORDS as PEOPLES_WORDS
from participation.permissions import can_write_down_for
from participation.returns_asked import DUE_RETURNS
from participation.set_up import people_tasks
from participation.stepping import HAPPENINGS as HAPPENINGS
from participation.stepping import facilitators_seen, is_left
from participation.thanks_asked import THANKS_SECTION
from projects.known import Known
from projects.models import Experience, Member, Project
from projects.models.members import has_come, takes_part

SETUP_TASKS = {30: people_tasks}

FIGURES = (
    Figure(
        "overdue_count",
        gettext_lazy("Overdue reviews"),
        lambda on: counted(
            ParticipationReview.objects.overdue(on=on).filter(project=OuterRef("pk"))
        ),
        order=30,
    ),
)

PLACES = {
    "equal.experience": ("participation:member_invite", gettext_lazy("Invite somebody")),
    "equal.return": ("participation:returns_list", gettext_lazy("See what people get back")),
    "equal.power": ("participation:people", gettext_lazy("Look at how much say each group has")),
    "human.networks": (
        "participation:people",
        gettext_lazy("Share how others can reach you, in the directory"),
    ),
    "inclusive.mapping": (
        "participation:group_create",
        gettext_lazy("Add a group of people"),
    ),
    "inclusive.representation": ("participation:member_invite", gettext_lazy("Invite somebody")),
    "inclusive.needs": ("participation:needs_list", gettext_lazy("See what people need")),
    "inclusive.reviews": ("participation:review_open", gettext_lazy("Look at who is missing")),
    "positive.appreciation": ("participation:thanks_give", gettext_lazy("Thank somebody")),
    "thorough.community": ("participation:member_invite", gettext_lazy("Invite somebody")),
}


def facts(*, user: int | Hole, on: date | Hole) -> dict[str, Any]:
    """Return the open participation review, when the next is due, and when the person said what they bring."""
    here = OuterRef("pk")
    me = Member.objects.taking_part().filter(project=here, user=user)
    said = Consent.objects.filter(member__project=here, member__user=user)
    review = ParticipationReview.objects.open().filter(project=here).order_by("finish_by", "pk")
    rhythm = ReviewRhythm.objects.filter(project=here, is_paused=False)
    invited = Invitation.objects.filter(member__user=user, member__joined_at=None)
    return {
        "is_invited": Exists(invited),
        "facilitator_seen_at": Subquery(facilitators_seen(project=here).values("last_seen")[:1]),
        "to_greet": counted(
            Greeting.objects.open().filter(project=here, by__user=user).exclude(member__user=user)
        ),
        "to_greet_of_nobody": counted(
            Greeting.objects.open().of_nobody().filter(project=here).exclude(member__user=user)
        ),
        "greeted_by": Subquery(_to_answer(here, user, on).values("by__known_as")[:1]),
        "has_begun": Exists(said.exclude(purpose__in=PRIVATE)),
        "is_bring_open": Exists(me.filter(experience_answered_at=None))
        & ~Exists(said.filter(purpose=Consent.Purpose.BRING)),
        "is_hear_open": ~Exists(said.filter(purpose=Consent.Purpose.HEAR))
        & ~Exists(Preference.objects.filter(member__project=here, member__user=user)),
        **facts_of_asks(here, user, on),
        "open_review": first_of(review, pk="pk", until="finish_by"),
        "review_on": Subquery(rhythm.values("next_on")[:1]),
    }


def _to_answer(project: OuterRef, user: int | Hole, on: date | Hole) -> GreetingQuerySet:
    """Return the greeting about which somebody is asked: it was said to have been, or its day has come."""
    rows = Greeting.objects.filter(project=project, member__user=user)
    rows = rows.exclude(heard=Greeting.Heard.YES)
    return rows.filter(Q(said_at__isnull=False) | Q(due_on__lte=on)).order_by()


def asked_of_person(known: Known) -> list[Ask]:
    """Ask to answer the invitations."""
    if not any(about["is_invited"] for about in known.facts.values()) and known.facts:
        return []
    rows = Invitation.objects.live(now=known.now).filter(
        member__user=known.user, member__joined_at=None
    )
    return [
        Ask(
            title=_("Will you take part in %(project)s?") % {"project": row.member.project.name},
            text=_("Open until %(day)s.") % {"day": long_date(row.expires_at)},
            url=reverse("participation:invitation", args=[row.token]),
            action=_("Read the invitation"),
            small=_("Invitation"),
            order=10,
        )
        for row in rows.select_related("member__project").order_by("pk")[:MOST_ASKED]
    ]


def asked_of_coordinator(known: Known, project: Project) -> list[Ask]:
    """Ask to step in where the facilitators left, and it has not ended."""
    if project.has_ended or not is_left(known.of(project)["facilitator_seen_at"], now=known.now):
        return []
    return [
        Ask(
            title=_("Nobody runs this project any more"),
            text=_(
                "No facilitator has been here for 60 days. You can step in, so that people are not alone."
            ),
            url=reverse("participation:step_in", args=[project.slug]),
            action=_("Look at stepping in"),
            small=project.name,
        )
    ]


def asked_of_member(known: Known, project: Project) -> list[Ask]:
    """
    Ask whether somebody has said hello to them; what they bring, until they answer or say "not now"; and to go on where
    they stopped half-way.
    """
    about = known.of(project)
    return [
        *_asked_whether_met(about, project),
        *_asked_about_themselves(about, project),
        *ask_member(about, project, now=known.now),
    ]


def _asked_whether_met(about: dict[str, Any], project: Project) -> list[Ask]:
    if project.has_ended or not about["greeted_by"]:
        return []
    return [
        Ask(
            title=_("Has %(name)s said hello to you?") % {"name": about["greeted_by"]},
            text=_("Nobody should come in and meet no one."),
            url=reverse("participation:my_greeting", args=[project.slug]),
            action=_("Say yes or not yet"),
            small=project.name,
            minutes=1,
        )
    ]


def _asked_about_themselves(about: dict[str, Any], project: Project) -> list[Ask]:
    url = reverse("participation:welcome", args=[project.slug])
    if about["is_bring_open"]:
        return [
            Ask(
                title=_("Which kinds of experience do you bring?"),
                text=_("Each kind counts the same here. It takes a minute."),
                url=url,
                action=_("Say what you bring"),
                small=project.name,
                minutes=1,
            )
        ]
    if about["has_begun"] and about["is_hear_open"]:
        return [
            Ask(
                title=_("You began to tell us about yourself"),
                text=_("A few short questions are left. You can leave any of them."),
                url=url,
                action=_("Go on with the questions"),
                small=project.name,
                minutes=2,
            )
        ]
    return []


def asked_of_facilitator(known: Known, project: Project) -> list[Ask]:
    """Ask to say hello to those who came in, and to finish the participation review that is open."""
    about = known.of(project)
    asks = [*_asked_to_greet(about, project), *ask_facilitator(about, project)]
    review = about["open_review"]
    if not review:
        return asks
    until = date.fromisoformat(review["until"])
    return [
        *asks,
        Ask(
            title=_("Who is missing, and what do we do about it?"),
            text=_("Finish it by %(day)s.") % {"day": long_date(until)},
            url=reverse("participation:review_detail", args=[project.slug, review["pk"]]),
            action=_("Finish “Who is missing?”"),
            small=project.name,
            is_late=until < known.on,
        ),
    ]


def _asked_to_greet(about: dict[str, Any], project: Project) -> list[Ask]:
    """Those whom the person is to greet, and those whom somebody was to greet who does not run the project any more."""
    number = about["to_greet"] + about["to_greet_of_nobody"]
    if project.has_ended or not number:
        return []
    words = ngettext(
        "Say hello to %(n)d person who came in", "Say hello to %(n)d people who came in", number
    )
    return [
        Ask(
            title=words % {"n": number},
            text=_("Nobody should come in and meet no one."),
            url=reverse("participation:greeting_list", args=[project.slug]),
            action=_("See who came in"),
            small=project.name,
        )
    ]


def ahead(known: Known, project: Project) -> dict[str, Any]:
    """Say when we look again at who takes part: ``review_on``."""
    return {"review_on": known.of(project)["review_on"]}


def people(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return who takes part, which kinds of experience they bring, and which groups are missing."""
    groups = list(
        Group.objects.filter(project=project)
        .on_map()
        .with_speakers()
        .order_by("sector", "name", "pk")
    )
    wanted = [group for group in groups if group.involve == Group.Involve.YES]
    counts = _count_people(project, period)
    return {
        "people": counts,
        "experience": [(kind.label, counts[kind.value]) for kind in Experience],
        "groups": groups,
        "missing": [group for group in wanted if group.speakers == 0],
        "with_one": [group for group in wanted if group.speakers == 1],
    }


def _count_people(project: Project, period: Period) -> dict[str, int]:
    came = takes_part()
    return Member.objects.filter(project=project).aggregate(
        all=Count("pk", filter=came),
        facilitators=Count("pk", filter=came & Q(role="facilitator")),
        participants=Count("pk", filter=came & Q(role="participant")),
        without_email=Count("pk", filter=came & Q(user=None)),
        joined=Count("pk", filter=period.of("joined_at")),
        left=Count("pk", filter=has_come() & period.of("left_at")),
        not_said=Count("pk", filter=came & Q(experience_answered_at=None)),
        **{
            kind.value: Count("pk", filter=came & Q(**{f"has_{kind.value}_experience": True}))
            for kind in Experience
        },
    )


def in_short(project: Project, found: dict[str, Any], *, on: date) -> list[SummaryLine]:
    """Say how many take part, which groups have nobody, and when we look at who is missing."""
    count, missing = found["people"]["all"], found["missing"]
    lines = [
        SummaryLine(
            SummaryKind.NUMBER,
            ngettext("person takes part", "people take part", count),
            number=count,
            order=10,
        )
    ]
    if missing:
        words = ngettext("group is still missing", "groups are still missing", len(missing))
        lines.append(SummaryLine(SummaryKind.NUMBER, words, number=len(missing), order=20))
        names = get_text_list([group.name for group in missing[:5]], _("and"))
        lines.append(
            SummaryLine(SummaryKind.LOOK, names, lead=_("Nobody speaks for them yet:"), order=20)
        )
    return [*lines, *_next_reviews(project)]


def _next_reviews(project: Project) -> list[SummaryLine]:
    opened = ParticipationReview.objects.open().filter(project=project).order_by("finish_by")
    if review := opened.first():
        return [
            SummaryLine(
                SummaryKind.NEXT, _("We finish looking at who is missing"), on=review.finish_by
            )
        ]
    rhythm = ReviewRhythm.objects.filter(project=project, is_paused=False).first()
    if rhythm and rhythm.next_on:
        return [
            SummaryLine(SummaryKind.NEXT, _("We look again at who is missing"), on=rhythm.next_on)
        ]
    return []


def reviews(project: Project, period: Period, *, on: date) -> dict[str, Any]:
    """Return the participation reviews of the period, each with its gaps; nobody who did not come is named."""
    gaps = Gap.objects.select_related("action__owner")
    rows = (
        ParticipationReview.objects.filter(
            period.of_day("due_on") | period.of("finished_at"), project=project
        )
        .prefetch_related(Prefetch("gaps", gaps))
        .order_by("due_on")
    )
    told = [
        {
            "review": review,
            "gaps": [gap for gap in review.gaps.all() if gap.kind not in Gap.OF_PEOPLE],
            "never_came": sum(gap.kind == Gap.Kind.NEVER_CAME for gap in review.gaps.all()),
            "stopped": review.snapshot.get("stopped", 0),
            "quiet": quiet_told(review),
        }
        for review in rows
    ]
    return {"reviews": told}


def _hellos() -> GreetingQuerySet:
    rows = Greeting.objects.open().exclude(project__state=Project.State.ENDED)
    return rows.select_related("project", "member")


DUE = (
    DUE_NEED,
    *DUE_RETURNS,
    Due(
        "greeting",
        rows=_hellos,
        day="due_on",
        made="made_at",
        owner="by",
        title=lambda row: _("Say hello to %(name)s") % {"name": row.member},
        url=lambda row: reverse("participation:greeting_list", args=[row.project.slug]),
    ),
)


SECTIONS = (
    Section(
        "people",
        gettext_lazy("Who is involved, and who is missing"),
        "participation/report/people.html",
        people,
        order=20,
    ),
    Section(
        "reviews",
        gettext_lazy("How we looked at who is missing"),
        "participation/report/reviews.html",
        reviews,
        order=60,
        needs=("reviews",),
    ),
    THANKS_SECTION,
)


def write_down(project: Project, member: Member) -> list[tuple[str, str]]:
    """Offer to write down what somebody needs, and what else they say of themselves."""
    if not can_write_down_for(member):
        return []
    needs = reverse("participation:member_question", args=[project.slug, member.pk, "needs"])
    return [(_("Something they need"), needs)]
