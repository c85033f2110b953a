"""What is asked of a person: one line each, with the place where it is done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from actions.models import Action
from core.dates import long_date
from core.prepared import Prepared, number
from elements.models import Asked, Review
from home import facts
from home.facts import Facts
from participation.models import Invitation
from plan.getters import Reading
from plan.models import Boundary, Statement, Unsettled
from projects.models import Member, Project

MOST = 10


@dataclass(frozen=True)
class Ask:
    """Something that waits for a person. ``small``: the line above it; ``is_late``: its day has passed."""

    title: str
    text: str
    url: str
    action: str
    small: str = ""
    is_late: bool = False


def of_person(user: User, projects: list[Project], *, now: datetime, on: date) -> list[Ask]:
    """
    Return what is asked of a person in all of their projects, what is late first.

    :param projects: as :func:`home.ours.projects_of` loads them.
    """
    known = facts.of_projects(projects, on=on)
    led = [project for project in projects if project.viewer.is_facilitator]
    asks = [
        *invitations(user, now=now),
        *reviews(user, projects, on=on),
        *actions(user, projects, on=on),
        *(ask for project in projects for ask in _agree(project, project.waiting)),  # type: ignore[attr-defined]
        *(ask for project in led for ask in of_facilitator(project, known[project.pk], on=on)),
        *look_again(open_unsettled(led), on=on),
        *waited_for(led, known, on=on),
    ]
    return sorted(asks, key=lambda ask: not ask.is_late)


def in_project(
    user: User,
    project: Project,
    known: dict[int, Facts],
    unsettled: list[Unsettled],
    *,
    on: date,
) -> list[Ask]:
    """Return what is asked of a person in one project, what is late first."""
    asks = [
        *reviews(user, [project], on=on),
        *actions(user, [project], on=on),
        *of_facilitator(project, known[project.pk], on=on),
        *(look_again(unsettled, on=on) if project.viewer.is_facilitator else []),
        *of_member(project),
    ]
    return sorted(asks, key=lambda ask: not ask.is_late)


def invitations(user: User, *, now: datetime) -> list[Ask]:
    """Return the invitations that a person has not answered."""
    rows = Invitation.objects.live(now=now).filter(member__user=user, member__joined_at=None)
    return [
        Ask(
            title=_("Will you take part in %(project)s?") % {"project": row.member.project.name},
            text=_("Open until %(day)s.") % {"day": long_date(row.expires_at)},
            url=reverse("participation:invitation", args=[row.token]),
            action=_("Read the invitation"),
            small=_("Invitation"),
        )
        for row in rows.select_related("member__project").order_by("pk")[:MOST]
    ]


def reviews(user: User, projects: list[Project], *, on: date) -> list[Ask]:
    """Return the reviews that a person is asked to answer, the first to close first."""
    rows = Asked.objects.of_user(user).waiting(on=on).select_related("review__project")
    rows = rows.filter(review__project__in=[project.pk for project in projects])
    return [
        Ask(
            title=_("How well do we work together?"),
            text=_rate(row.review),
            url=reverse("elements:review_rate", args=[row.review.project.slug, row.review_id]),
            action=_("Rate our project"),
            small=row.review.project.name,
        )
        for row in rows.order_by("review__closes_on", "pk")[:MOST]
    ]


def _rate(review: Review) -> str:
    rate = ngettext("Rate %(n)s element.", "Rate %(n)s elements.", review.element_count)
    takes = ngettext(
        "It takes about %(n)s minute, and you can answer until %(day)s.",
        "It takes about %(n)s minutes, and you can answer until %(day)s.",
        review.minutes,
    )
    day = long_date(review.closes_on)
    return f"{rate % {'n': review.element_count}} {takes % {'n': review.minutes, 'day': day}}"


def _me() -> QuerySet[Member]:
    """Load a member with when the boundaries last changed, and how many statements wait for them."""
    here = {"project": number("project")}
    newest = Boundary.objects.filter(**here).order_by("-changed_at").values("changed_at")
    waiting = Statement.objects.waiting_for(number("member")).filter(**here)
    return Member.objects.filter(pk=number("member")).annotate(
        boundaries_changed_at=Subquery(newest[:1]), waiting=waiting.counted()
    )


#: The home of one project asks for one.
_ME = Prepared(_me)


def of_member(project: Project) -> list[Ask]:
    """Return what a member can still say about themselves in a project."""
    pk = project.viewer.member_id
    me = _ME.first(member=pk, project=project.pk) if pk else None
    asks = []
    if me and me.experience_answered_at is None:
        asks.append(
            Ask(
                title=_("Which kinds of experience do you bring?"),
                text=_("All kinds count the same here. It takes a minute."),
                url=reverse("participation:my_part", args=[project.slug]),
                action=_("Say it"),
                small=project.name,
            )
        )
    if me and Reading(me.boundaries_changed_at, me.boundaries_read_at).is_asked:
        asks.append(
            Ask(
                title=_("What can change here, and what cannot?"),
                text=_("Read it, and say that you have. Then nothing comes as a surprise."),
                url=reverse("plan:boundary_list", args=[project.slug]),
                action=_("Read it"),
                small=project.name,
            )
        )
    return [*asks, *_agree(project, me.waiting if me else 0)]


def _agree(project: Project, waiting: int) -> list[Ask]:
    """Ask a member about the statements that wait for them; nobody is asked when the project has ended."""
    if not waiting or project.state == Project.State.ENDED:
        return []
    title = ngettext(
        "Do you agree? %(n)s statement waits", "Do you agree? %(n)s statements wait", waiting
    )
    return [
        Ask(
            title=title % {"n": waiting},
            text=_("How we work together, and how we will see that it is good, and done."),
            url=reverse("plan:statement_agree", args=[project.slug]),
            action=_("Say whether you agree"),
            small=project.name,
        )
    ]


def actions(user: User, projects: list[Project], *, on: date) -> list[Ask]:
    """Return what a person promised to do, the first due first."""
    rows = Action.objects.open().filter(
        owner__user=user, owner__left_at=None, project__in=[project.pk for project in projects]
    )
    return [
        Ask(
            title=row.what,
            text=_("You promised it by %(day)s.") % {"day": long_date(row.due_on)},
            url=reverse("actions:action_finish", args=[row.project.slug, row.pk]),
            action=_("Say what came of it"),
            small=row.project.name,
            is_late=row.due_on < on,
        )
        for row in rows.select_related("project").order_by("due_on", "pk")[:MOST]
    ]


def of_facilitator(project: Project, known: Facts, *, on: date) -> list[Ask]:
    """Return what waits for the facilitators of a project, from its facts; nothing for others."""
    asks: list[Ask] = []
    if not project.viewer.is_facilitator:
        return asks
    if project.is_being_set_up:
        asks.append(_set_up(project))
    if known.open_review_pk and known.open_review_until:
        asks.append(_review(project, known.open_review_pk, known.open_review_until, on=on))
    if known.decision_number:
        asks.append(
            Ask(
                title=_("Look at decision %(number)s again") % {"number": known.decision_number},
                text=known.decision_what,
                url=reverse(
                    "decisions:decision_detail", args=[project.slug, known.decision_number]
                ),
                action=_("Read it"),
                small=project.name,
            )
        )
    if known.old_lessons:
        asks.append(_lessons(project, known.old_lessons))
    return asks


def _set_up(project: Project) -> Ask:
    return Ask(
        title=_("Finish setting up"),
        text=_("The project has not started. A list says what is left."),
        url=reverse("plan:setup", args=[project.slug]),
        action=_("See what is left"),
        small=project.name,
    )


def _lessons(project: Project, count: int) -> Ask:
    title = ngettext(
        "%(count)s lesson waits for a change", "%(count)s lessons wait for a change", count
    )
    return Ask(
        title=title % {"count": count},
        text=_("It was written down more than four weeks ago. What came of it?"),
        url=reverse("elements:lesson_list", args=[project.slug]),
        action=_("Say what changes"),
        small=project.name,
    )


def _review(project: Project, pk: int, until: date, *, on: date) -> Ask:
    return Ask(
        title=_("Who is missing? A participation review is open"),
        text=_("Finish it by %(day)s.") % {"day": long_date(until)},
        url=reverse("participation:review_detail", args=[project.slug, pk]),
        action=_("Go on with the review"),
        small=project.name,
        is_late=until < on,
    )


def waited_for(projects: list[Project], known: dict[int, Facts], *, on: date) -> list[Ask]:
    """Return what people wait for from the user, in the projects that they facilitate."""
    return [
        ask
        for project in projects
        if project.viewer.is_facilitator
        for ask in _waited_for(project, known[project.pk], on=on)
    ]


def _waited_for(project: Project, known: Facts, *, on: date) -> list[Ask]:
    asks = []
    if known.news_on and known.news_on <= on:
        asks.append(
            Ask(
                title=_("People wait for news"),
                text=_("The last update promised more by %(day)s.")
                % {"day": long_date(known.news_on)},
                url=reverse("updates:update_create", args=[project.slug]),
                action=_("Write an update"),
                small=project.name,
                is_late=known.news_on < on,
            )
        )
    if known.by_hand:
        asks.append(
            Ask(
                title=ngettext(
                    "%(count)s letter or call to do",
                    "%(count)s letters and calls to do",
                    known.by_hand,
                )
                % {"count": known.by_hand},
                text=_("These people have no email. They hear from us through you."),
                url=reverse("outbox:delivery_by_hand_list", args=[project.slug]),
                action=_("See who"),
                small=project.name,
            )
        )
    return [*asks, *_concerns(project, known.open_concerns)]


def _concerns(project: Project, count: int) -> list[Ask]:
    if not count:
        return []
    title = ngettext("%(count)s concern is open", "%(count)s concerns are open", count)
    return [
        Ask(
            title=title % {"count": count},
            text=_("Something keeps people from agreeing. Say what came of it."),
            url=reverse("plan:statement_list", args=[project.slug]),
            action=_("See what"),
            small=project.name,
        )
    ]


def look_again(unsettled: list[Unsettled], *, on: date) -> list[Ask]:
    """Return what was not settled and is to be looked at again by now."""
    return [
        Ask(
            title=_("Look again: %(what)s") % {"what": row.what},
            text=_("You wanted to look at it on %(day)s.") % {"day": long_date(row.look_again_on)},
            url=reverse("plan:unsettled_settle", args=[row.project.slug, row.pk]),
            action=_("Look at it"),
            small=row.project.name,
        )
        for row in unsettled
        if row.look_again_on <= on
    ]


def open_unsettled(projects: list[Project]) -> list[Unsettled]:
    """Return the things not settled yet, the first to be looked at first."""
    rows = Unsettled.objects.open().filter(project__in=[project.pk for project in projects])
    return list(rows.select_related("project").order_by("look_again_on", "pk")[:MOST])
