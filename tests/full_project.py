"""Fills a project with so many rows of everything, for tests that ask what a page costs and how it looks."""

from datetime import timedelta

from decisions.services import Maker, correct_decision
from outbox.models import Channel, Preference
from participation.models import ParticipationReview
from plan.models import Boundary, Step
from projects.models import Member, Project
from tests import factories
from tests import kept_factories as kept
from tests.factories import DAY, NOW

KINDS = ["good", "done", "way"]
STEP_STATES = ["planned", "doing", "exploring"]


def fill(project: Project, facilitator: Member, participant: Member, count: int) -> None:
    """
    Add ``count`` rows of each kind, and as many below the first of each kind.

    Shared, so that a page which asks once a row is seen wherever its rows come from.
    """
    for number in range(count):
        member = _people(project, facilitator, number)
        _plan(project, (facilitator, participant)[number % 2], member, number)
        _decisions(project, facilitator, member, number)
        _reviews(project, facilitator, member, number)
        _lessons(project, facilitator, member)
        _told(project, facilitator, member, number)
        _elsewhere(project, facilitator, participant)


def _people(project: Project, by: Member, number: int) -> Member:
    member = factories.MemberFactory(
        project=project,
        has_lived_experience=True,
        has_personal_experience=True,
        experience_answered_at=NOW,
        joined_at=NOW - timedelta(days=40, minutes=number),
    )
    group = factories.GroupFactory(
        project=project,
        affected="They sit up to five hours under full light, often alone.",
        reach="By the poster at the desk, and through the night porters.",
        say_today="none",
        say_wanted="some",
    )
    first = project.groups.order_by("pk")[0]
    factories.SpeaksForFactory(group=group, member=member, note="I sat there in May.")
    for uneven in {group, first}:
        factories.imbalance_action(uneven, by)
    if group != first:
        factories.SpeaksForFactory(group=first, member=member)
        factories.SpeaksForFactory(group=group, member=by)
    factories.InvitationFactory(member__project=project, by=by)
    if number % 5 == 0:
        by_phone = factories.MemberFactory(project=project, user=None)
        Preference.objects.create(member=by_phone, channel=Channel.PHONE, phone="01632 960 001")
        gone = factories.MemberFactory(project=project)
        Member.objects.filter(pk=gone.pk).update(left_at=NOW)
    return member


def _plan(project: Project, owner: Member, planner: Member, number: int) -> None:
    for kind in (Boundary.Kind.OPEN, Boundary.Kind.FIXED):
        boundary = factories.BoundaryFactory(
            project=project, kind=kind, until=DAY + timedelta(days=90)
        )
        boundary.changes.create(was="No building work before May.", by=owner, at=NOW)
    step = factories.StepFactory(
        project=project,
        state=STEP_STATES[number % 3],
        owner=owner,
        due_on=DAY + timedelta(days=number),
    )
    step.planned_by.add(owner, planner)
    for changed in {step, project.steps.order_by("pk")[0]}:
        changed.planned_by.add(planner)
        changed.changes.create(to_state=Step.State.DOING, by=owner, at=NOW, why="We began.")
    statement = factories.StatementFactory(project=project, kind=KINDS[number % 3])
    retired = {"retired_at": NOW, "retired_why": "The room is ours now."}
    factories.StatementFactory(project=project, **retired)
    for agreed in {statement, project.statements.order_by("pk")[0]}:
        agreed.changes.create(was="We listen.", by=owner, at=NOW)
        factories.agreement(agreed, planner, "not-yet", concern="It is loud at night.")
        factories.agreement(agreed, owner)
    factories.UnsettledFactory(project=project, why="We have not asked the porters yet.")
    factories.UnsettledFactory(project=project, settled_at=NOW, outcome="Beside the door.")
    _kept(project, owner, planner, step)
    factories.ActionFactory(project=project, owner=owner)
    factories.ActionFactory(project=project, owner=owner, done_at=NOW, outcome="They agree.")


def _kept(project: Project, owner: Member, member: Member, step: Step) -> None:
    gone = {"retired_at": NOW, "retired_why": "It was taken away."}
    for more in ({}, gone):
        starting_point = kept.StartingPointFactory(project=project, source="The list", **more)
        strength = kept.StrengthFactory(project=project, more="A second one.", **more)
        kept.DifficultyFactory(project=project, step=step, facing="We go round.", **more)
        kept.ExistingFactory(project=project, support="We buy the soup there.", **more)
        impact = kept.ImpactFactory(project=project, **more)
        kept.HandoverFactory(project=project, owner=owner, until=DAY, more="A key", **more)
        strength.steps.add(step, project.steps.order_by("pk")[0])
        project.strengths.order_by("pk")[0].steps.add(step)
        said = {"member": member, "written_by": owner, "was_participant": True, "at": NOW}
        for one in {starting_point, project.starting_points.order_by("pk")[0]}:
            one.additions.create(words="It is cold by the door.", **said)
        for one in {impact, project.impacts.order_by("pk")[0]}:
            one.noticings.get_or_create(
                member=member, defaults={"was_participant": True, "at": NOW}
            )
    kept.FollowUpFactory(project=project, done_at=NOW, found="The box is there.")


def _decisions(project: Project, by: Member, member: Member, number: int) -> None:
    makers = [Maker(member=by), Maker(member=member), Maker(name="Dana Reed", as_what="estates")]
    decision = factories.a_decision(
        project,
        by,
        makers=makers,
        boundary=project.boundaries.order_by("pk")[0],
        look_again_on=DAY + timedelta(days=1),
        now=NOW + timedelta(seconds=number),
    )
    first = project.decisions.order_by("pk")[0]
    if first != decision:
        correct_decision(
            first,
            by=by,
            base_version=first.current.version,
            change_why="A word was wrong.",
            what=f"Lights are dimmed from {number} minutes past ten",
            why="People could not rest under full light.",
            decided_on=DAY,
            makers=makers,
            now=NOW + timedelta(seconds=number),
        )


def _reviews(project: Project, by: Member, member: Member, number: int) -> None:
    known = ParticipationReview.objects.filter(project=project)
    review = factories.ParticipationReviewFactory(
        project=project, due_on=DAY - timedelta(weeks=8 * (number + 1)), opened_by=by
    )
    group = project.groups.order_by("-pk")[0]
    for one in {review, known.order_by("pk")[0]}:
        one.gaps.create(kind="nobody", group=group, what=group.name)
        one.gaps.create(
            kind="one",
            group=group,
            what=group.name,
            outcome="action",
            decided_at=NOW,
            action=factories.ActionFactory(project=project, owner=member),
        )


def _lessons(project: Project, by: Member, member: Member) -> None:
    review = project.element_reviews.closed().first()
    for change in (
        {},
        {"changed_step": project.steps.order_by("pk")[0]},
        {"changed_decision": project.decisions.order_by("pk")[0]},
        {"changed_statement": project.statements.order_by("pk")[0]},
        {"no_change_because": "The ward below cannot be closed."},
    ):
        tied = {"tied_at": NOW, "tied_by": by} if change else {}
        lesson = factories.LessonFactory(
            project=project, review=review, waits_on=member, recorded_by=by, **change, **tied
        )
        for one in {lesson, project.lessons.order_by("pk")[0]}:
            one.agreed_by.add(member)
            one.changes.create(was="Lamps help.", by=by, at=NOW)


def _told(project: Project, by: Member, member: Member, number: int) -> None:
    message = factories.MessageFactory(project=project)
    update = factories.UpdateFactory(
        project=project,
        sent_at=NOW + timedelta(seconds=number),
        sent_by=by,
        message=message,
        is_public=True,
    )
    first = project.updates.order_by("pk")[0]
    newest = project.decisions.order_by("-pk")[0]
    update.decisions.add(newest)
    first.decisions.add(newest)
    factories.UpdateFactory(project=project, created_by=by)
    for told in {message, project.messages.order_by("pk")[0]}:
        factories.DeliveryFactory(message=told, member=member)
    factories.DeliveryFactory(message__project=project, member=member, channel=Channel.POST)
    factories.DemoMailFactory()
    factories.a_ready_report(project, asked_by=by.user)
    for listed in project.member_imports.all():
        listed.lines.append(
            {**listed.lines[0], "line": number + 2, "email": f"b{number}@example.org"}
        )
        listed.save()


def _elsewhere(project: Project, facilitator: Member, participant: Member) -> None:
    """Another project of the same organisation, in which both take part."""
    other = factories.ProjectFactory(organisation=project.organisation)
    for member in (facilitator, participant):
        factories.MemberFactory(project=other, user=member.user, role=member.role)
    factories.a_ready_report(other)
    factories.UpdateFactory(project=other, sent_at=NOW)
