"""The people map, invitations, imports and participation reviews."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from participation import services
from participation.models import (
    MOST_QUESTIONS,
    AboutUsQuestion,
    Belonging,
    Consent,
    Greeting,
    Need,
    ParticipationReview,
    Return,
)
from participation.word_links import make_token
from projects.models import Member
from tests import factories
from tests.factories import DAY, NOW
from tests.full_project import Turn
from tests.house.world import World
from tests.joining import ask_to_join
from tests.participation.asking_about_us import ask_about_us
from tests.returning import promise_return
from tests.safety import give_safety_contact
from tests.sharing import SHARED, share
from tests.thanking import shown_thanks, thank
from tests.wording import write

#: A line of a list with somebody who has no address.
BY_NAME = {"line": 1, "email": "", "known_as": "Bo", "verdict": "without", "reason": ""}


def make_rows(world: World) -> dict[str, Any]:
    """Make a group, an open review with a gap, and a list of people to read."""
    project = world.project
    group = factories.GroupFactory(project=project, say_today="little", say_wanted="lot")
    share(world.participant, **SHARED)
    review = factories.ParticipationReviewFactory(project=project)
    return {
        "group_pk": group.pk,
        "review_pk": review.pk,
        "gap_pk": review.gaps.create(kind="nobody", group=group, what=group.name).pk,
        "purpose": "bring",
        "join_pk": ask_to_join(project).pk,
        "about_us_pk": _about_us(world.participant).pk,
        "need_pk": _need(world.participant, world.facilitator).pk,
        "thanks_pk": thank(world.facilitator, group=group, now=NOW).pk,
        "return_pk": _return(world.participant, world.facilitator).pk,
        **_word(world.participant, world.facilitator),
        "greeting_pk": _greet(world.participant, world.facilitator).pk,
        "import_pk": factories.MemberImportFactory(project=project, by=world.facilitator).pk,
    }


def _greet(member: Member, by: Member) -> Greeting:
    told = {"project": by.project, "by": by, "due_on": DAY, "made_at": NOW}
    return Greeting.objects.update_or_create(member=member, defaults=told)[0]


def _about_us(member: Member) -> AboutUsQuestion:
    """Let a member have answered a question about people that everybody sees counted."""
    question = ask_about_us(member.project)
    services.record_about_me(member, answers={question.pk: 1}, now=NOW)
    question.counts.create(
        number=0,
        counted_at=NOW,
        total=15,
        typed_total=0,
        shown=[None, 6, 7],
        counts=[2, 6, 7],
        typed=[0, 0, 0],
    )
    return question


def _need(member: Member, by: Member) -> Need:
    """Let a member need something that a facilitator has promised to arrange, and has read."""
    said = {"needs": {"access": "A seat near the door"}, "readers": [by.pk], "now": NOW}
    services.record_needs(member, **said)
    need = member.needs.latest("pk")
    services.promise_need(need, by=by, due_on=DAY, how="The first row", now=NOW)
    services.open_private(member, "needs", by=by, why="arrange", now=NOW)
    return need


def _word(member: Member, by: Member) -> dict[str, Any]:
    """Let a member have written to a facilitator alone, who has opened it; and to the person outside."""
    word = write(member, by, is_barrier=True, may_count=True, now=NOW)
    services.open_word(word, by=by, why="answer", now=NOW)
    give_safety_contact(member.project)
    outside = write(member, is_barrier=True, now=timezone.now())
    return {"word_pk": word.pk, "word_token": make_token(outside)}


def _return(member: Member, by: Member) -> Return:
    """Let a member be promised something in return by a facilitator, who has read what they would like."""
    kinds, readers = ["payment"], [by.pk]
    services.record_wish(member, kinds=kinds, words="For each evening", readers=readers, now=NOW)
    row = promise_return(member, by, due_on=DAY, now=NOW)
    services.open_private(member, "returns", by=by, why="give", now=NOW)
    return row


def fill_rows(turn: Turn) -> None:
    """Add a group with who speaks for it, an invitation, a review with its gaps, and a line to each list."""
    _map(turn)
    factories.InvitationFactory(member__project=turn.project, by=turn.facilitator)
    _greet(turn.participant, turn.facilitator)
    _greet(factories.MemberFactory(project=turn.project), turn.facilitator)
    _need(turn.member, turn.facilitator)
    if turn.project.about_us.open().count() < MOST_QUESTIONS:
        _about_us(turn.member)
    _return(turn.member, turn.facilitator)
    shown_thanks(turn.facilitator, turn.member, now=NOW)
    shown_thanks(turn.participant, turn.facilitator, now=NOW)
    thank(turn.facilitator, turn.participant, now=NOW)
    share(turn.member, for_words="Meeting at the desk.", **SHARED)
    _word(turn.member, turn.facilitator)
    _review(turn)
    for listed in turn.project.member_imports.all():
        listed.lines.append(
            {**listed.lines[0], "line": turn.number + 2, "email": f"b{turn.number}@example.org"}
        )
        listed.save()


def _map(turn: Turn) -> None:
    project, by, member = turn.project, turn.facilitator, turn.member
    group = factories.GroupFactory(
        project=project,
        affected="They sit up to five hours under full light, often alone.",
        reach="By the poster at the desk, and through the night porters.",
        say_today="none",
        say_wanted="some",
    )
    first = project.groups.order_by("pk")[0]
    factories.SpeaksForFactory(group=group, member=member, note="I sat there in May.")
    Belonging.objects.create(member=member, group=group, said_at=NOW)
    answers = [*zip(Consent.Purpose, ("yes", "later", "back", *["yes"] * 5), strict=True)]
    for purpose, answer in answers:
        said = {"answer": answer, "said_at": NOW, "entered_by": by}
        Consent.objects.update_or_create(member=member, purpose=purpose, defaults=said)
    for uneven in {group, first}:
        factories.imbalance_action(uneven, by)
    if group != first:
        factories.SpeaksForFactory(group=first, member=member)
        factories.SpeaksForFactory(group=group, member=by)


def _review(turn: Turn) -> None:
    project = turn.project
    known = ParticipationReview.objects.filter(project=project)
    review = factories.ParticipationReviewFactory(
        project=project,
        due_on=DAY - timedelta(weeks=8 * (turn.number + 1)),
        opened_by=turn.facilitator,
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
            action=factories.ActionFactory(project=project, owner=turn.member),
        )
