"""What somebody could do to a sound project so that its records would say what is not so."""

from datetime import date, timedelta

from django.db.models import F

from elements.models import Asked, Lesson, Review, Words
from outbox.models import Delivery
from participation.models import Group, ParticipationReview, ReviewRhythm, SpeaksFor
from participation.services import change_group
from plan.models import (
    Addition,
    Agreement,
    Boundary,
    Difficulty,
    Existing,
    FollowUp,
    Handover,
    Noticing,
    ReadinessCheck,
    StartingPoint,
    Statement,
    Step,
    StepChange,
    Unsettled,
)
from plan.services import retire_boundary
from projects.models import Member, Role
from tests import factories
from tests.elements.conftest import DAY, NOW, ago, decide, send
from tests.elements.ways_of_agreeing import WAYS_OF_AGREEING
from tests.elements.ways_of_giving_back import WAYS_IN_CONFIDENCE
from tests.elements.ways_of_planning import WAYS_OF_PLANNING
from tests.elements.ways_of_saying import WAYS_OF_SAYING


def only_who_runs_it(sound):
    sound.project.members.exclude(pk=sound.jo.pk).update(left_at=NOW)


def all_became_facilitators(sound):
    sound.project.members.update(role=Role.FACILITATOR)


def they_were_invited_and_never_came(sound):
    sound.project.members.exclude(pk=sound.jo.pk).update(joined_at=None)


def agree_again(sound, kinds, *, by):
    Agreement.objects.filter(statement__kind__in=kinds).delete()
    for statement in Statement.objects.filter(kind__in=kinds):
        for member in by:
            factories.agreement(statement, member)


def say_not_yet(sound, kind, *, concern=""):
    statement = Statement.objects.get(kind=kind)
    factories.agreement(statement, sound.others[-1], "not-yet", concern=concern)


def new_words(sound, kind):
    Statement.objects.filter(kind=kind).update(revision=F("revision") + 1)


def nothing_for(sound, model, weeks, *fields):
    moved = {name: F(name) - timedelta(weeks=weeks) for name in fields}
    model.objects.update(**moved)


def send_to(sound, *members, **more):
    send(sound.project, days=1, to=[{"member": one, "done_at": NOW} for one in members], **more)


EVERYTHING = "every record"
AGREED = ["action.good-and-done"]
CARE = ["equal.care"]
MAPPED = ["inclusive.representation", "thorough.community"]

#: What is done to the sound project, and which records must not be in place after it.
WAYS = {
    "nobody is left but who runs it": (only_who_runs_it, EVERYTHING),
    "all became facilitators": (all_became_facilitators, EVERYTHING),
    "all were invited and never came": (they_were_invited_and_never_came, EVERYTHING),
    # equal
    "one facilitator ticks lived experience": (
        lambda s: (
            s.project.members.update(has_lived_experience=False),
            Member.objects.filter(pk=s.jo.pk).update(has_lived_experience=True),
        ),
        ["equal.experience"],
    ),
    "nobody said what they bring": (
        lambda s: s.project.members.update(experience_answered_at=None, has_lived_experience=False),
        ["equal.experience"],
    ),
    "only facilitators agree to a way of working": (
        lambda s: agree_again(s, ["way"], by=[s.jo]),
        CARE,
    ),
    "one of five agrees to a way of working": (
        lambda s: agree_again(s, ["way"], by=s.others[:1]),
        CARE,
    ),
    "somebody says not yet to a way of working": (lambda s: say_not_yet(s, "way"), CARE),
    "a concern is open about a way of working": (
        lambda s: say_not_yet(s, "way", concern="It is loud."),
        CARE,
    ),
    "the way of working has new words": (lambda s: new_words(s, "way"), CARE),
    "the way of working was retired": (
        lambda s: Statement.objects.filter(kind="way").update(retired_at=NOW, retired_why="Old."),
        CARE,
    ),
    "nobody agreed for half a year": (
        lambda s: nothing_for(s, Agreement, 27, "said_at"),
        [*CARE, *AGREED],
    ),
    "a group has less say than it should, and nothing is done": (
        lambda s: Group.objects.filter(pk=s.groups[0].pk).update(say_today="none"),
        ["equal.power"],
    ),
    "nobody looked at how much say a group has": (
        lambda s: Group.objects.filter(pk=s.groups[0].pk).update(say_wanted=""),
        ["equal.power"],
    ),
    "an action on an imbalance is late": (
        lambda s: factories.imbalance_action(s.groups[0], s.jo, due_on=ago(1).date()),
        ["equal.power"],
    ),
    "facilitators alone decided since": (
        lambda s: [decide(s.project, s.jo, days=5) for _ in range(2)],
        ["equal.power", "equal.experience", "open.exploring"],
    ),
    # inclusive
    "a way to reach a group is a question mark": (
        lambda s: Group.objects.filter(pk=s.groups[0].pk).update(reach="?"),
        ["inclusive.mapping"],
    ),
    "a way to reach a group is empty": (
        lambda s: Group.objects.filter(pk=s.groups[0].pk).update(reach=""),
        ["inclusive.mapping"],
    ),
    "the map was changed 27 weeks ago": (
        lambda s: nothing_for(s, Group, 27, "changed_at"),
        ["inclusive.mapping"],
    ),
    "a form saved unchanged is no change of the map": (
        lambda s: (
            nothing_for(s, Group, 27, "changed_at"),
            change_group(
                Group.objects.get(pk=s.groups[0].pk), revision=1, now=NOW, reach=s.groups[0].reach
            ),
        ),
        ["inclusive.mapping"],
    ),
    "two facilitators speak for the groups": (
        lambda s: Member.objects.filter(pk__in=[m.pk for m in s.others[:2]]).update(
            role=Role.FACILITATOR
        ),
        MAPPED,
    ),
    "they speak for themselves only": (
        lambda s: SpeaksFor.objects.update(extent=SpeaksFor.Extent.MYSELF),
        MAPPED,
    ),
    "who speaks was invited and never came": (
        lambda s: Member.objects.filter(pk=s.others[0].pk).update(joined_at=None),
        MAPPED,
    ),
    "who spoke has left": (
        lambda s: Member.objects.filter(pk=s.others[0].pk).update(left_at=NOW),
        MAPPED,
    ),
    "nobody changed the map or said whom they speak for in a year": (
        lambda s: (
            nothing_for(s, Group, 53, "changed_at"),
            nothing_for(s, SpeaksFor, 53, "said_at"),
        ),
        MAPPED,
    ),
    "the looks at who is missing are paused for 14 months": (
        lambda s: (
            ReviewRhythm.objects.update(is_paused=True),
            nothing_for(s, ParticipationReview, 60, "finished_at"),
        ),
        ["inclusive.reviews"],
    ),
    "a look is past its day": (
        lambda s: factories.ParticipationReviewFactory(
            project=s.project, due_on=ago(30).date(), finish_by=ago(2).date()
        ),
        ["inclusive.reviews"],
    ),
    # open
    "a facilitator alone added to the data": (
        lambda s: Addition.objects.update(was_participant=False),
        ["open.data"],
    ),
    "the data was retired": (
        lambda s: StartingPoint.objects.update(retired_at=NOW, retired_why="Wrong."),
        ["open.data"],
    ),
    "what is not settled has a day in a hundred years": (
        lambda s: Unsettled.objects.update(look_again_on=date(2126, 1, 1)),
        ["open.uncertainty"],
    ),
    "the day to look again has passed": (
        lambda s: Unsettled.objects.update(look_again_on=ago(1).date()),
        ["open.uncertainty"],
    ),
    "all is settled, long ago": (
        lambda s: Unsettled.objects.update(
            created_at=ago(100), settled_at=ago(95), outcome="By the door."
        ),
        ["open.uncertainty"],
    ),
    "no step was dropped": (
        lambda s: Step.objects.filter(state="dropped").update(state="done", why_dropped=""),
        ["open.mess"],
    ),
    "nothing was tried for more than a year": (
        lambda s: nothing_for(s, StepChange, 60, "at"),
        ["open.mess", "iterative.change"],
    ),
    # transparent
    "the update reached its sender only": (
        lambda s: send_to(s, s.jo),
        ["transparent.informed", "transparent.loop"],
    ),
    "the update reached one of four": (
        lambda s: send_to(s, s.others[0]),
        ["transparent.informed"],
    ),
    "the update went to nobody": (
        lambda s: send_to(s),
        ["transparent.informed", "transparent.loop"],
    ),
    "the update is still on its way": (
        lambda s: Delivery.objects.filter(message__update=s.update).update(done_at=None),
        ["transparent.informed", "transparent.loop"],
    ),
    "the update could not be delivered to somebody": (
        lambda s: Delivery.objects.filter(message__update=s.update, member=s.others[0]).update(
            done_at=None, gave_up_at=NOW
        ),
        ["transparent.informed"],
    ),
    "the last update is 14 months old and promises more in 2030": (
        lambda s: (
            send_to(s, *s.others, more_on=date(2030, 1, 1)),
            setattr(s, "on", DAY + timedelta(days=425)),
        ),
        ["transparent.informed", "transparent.loop"],
    ),
    "more is promised for 2030": (
        lambda s: send_to(s, *s.others, more_on=date(2030, 1, 1)),
        ["transparent.loop"],
    ),
    "what was promised is late": (
        lambda s: send_to(s, *s.others, more_on=ago(1).date()),
        ["transparent.loop"],
    ),
    "the author alone has read the boundaries": (
        lambda s: (
            s.project.members.update(boundaries_read_at=None),
            Member.objects.filter(pk=s.jo.pk).update(boundaries_read_at=NOW),
        ),
        ["transparent.boundaries"],
    ),
    "a boundary was retired since they were read": (
        lambda s: retire_boundary(
            factories.BoundaryFactory(project=s.project, kind="open", changed_at=ago(30)),
            why="It was decided.",
            now=NOW,
        ),
        ["transparent.boundaries"],
    ),
    "there is nothing open any more": (
        lambda s: Boundary.objects.filter(kind="open").update(
            retired_at=ago(20), retired_why="It was decided."
        ),
        ["transparent.boundaries"],
    ),
    "a boundary held until yesterday": (
        lambda s: Boundary.objects.filter(kind="fixed").update(until=ago(1).date()),
        ["transparent.boundaries"],
    ),
    "the boundaries were not changed for more than a year": (
        lambda s: Boundary.objects.update(changed_at=ago(400)),
        ["transparent.boundaries"],
    ),
    "a decision was written down three weeks late": (
        lambda s: decide(s.project, s.jo, days=22, written=0),
        ["transparent.decisions"],
    ),
    "a decision should have been looked at again": (
        lambda s: decide(s.project, s.jo, look_again_on=ago(1).date()),
        ["transparent.decisions"],
    ),
    "a decision of two months ago was told to nobody": (
        lambda s: decide(s.project, s.jo, days=60, written=60),
        ["transparent.loop"],
    ),
    # creative, positive
    "a review closed with nobody's answer": (
        lambda s: Asked.objects.update(has_answered=False),
        ["creative.unasked"],
    ),
    "only who runs it answered the review": (
        lambda s: (
            Asked.objects.all().delete(),
            Asked.objects.create(review=s.review, member=s.jo, has_answered=True),
        ),
        ["creative.unasked"],
    ),
    "an answer to the standing question is not read": (
        lambda s: Words.objects.create(review=s.review, text="Ask about food."),
        ["creative.unasked"],
    ),
    "the last review closed 27 weeks ago": (
        lambda s: Review.objects.update(closed_at=ago(190)),
        ["creative.unasked"],
    ),
    "no difficulty is written down": (
        lambda s: Difficulty.objects.all().delete(),
        ["positive.strengths"],
    ),
    "a difficulty is not faced": (
        lambda s: Difficulty.objects.update(facing=""),
        ["positive.strengths"],
    ),
    "the step that builds on a strength was dropped": (
        lambda s: s.strength.steps.set([s.dropped]),
        ["positive.strengths"],
    ),
    # action
    "only facilitators agree what good and done look like": (
        lambda s: agree_again(s, ["good", "done"], by=[s.jo]),
        AGREED,
    ),
    "the only others who speak say not yet": (
        lambda s: [say_not_yet(s, kind) for kind in ("good", "done")],
        AGREED,
    ),
    "a concern about good is open": (
        lambda s: say_not_yet(s, "good", concern="Good for whom?"),
        AGREED,
    ),
    "permission came later on the day of the start": (
        lambda s: ReadinessCheck.objects.filter(kind="permission").update(
            confirmed_on=s.project.started_on, is_after_start=True
        ),
        ["action.readiness"],
    ),
    "a facilitator alone noticed the change": (
        lambda s: Noticing.objects.update(was_participant=False),
        ["action.impact"],
    ),
    # thorough
    "nothing that exists is supported": (
        lambda s: Existing.objects.update(support=""),
        ["thorough.existing"],
    ),
    "those whose it is were not asked": (
        lambda s: Existing.objects.update(owners_say=Existing.OwnersSay.NOT_ASKED),
        ["thorough.existing"],
    ),
    "all that exists is to be left alone": (
        lambda s: Existing.objects.update(owners_say=Existing.OwnersSay.LEAVE, support=""),
        ["thorough.existing"],
    ),
    "the day to look again after the end is in 2126": (
        lambda s: FollowUp.objects.update(due_on=date(2126, 1, 1)),
        ["thorough.future"],
    ),
    "nobody looks after what carries on": (
        lambda s: Handover.objects.update(owner=None),
        ["thorough.future"],
    ),
    # iterative
    "a lesson is tied to what was so before it": (
        lambda s: Lesson.objects.update(recorded_at=ago(17)),
        ["iterative.lessons", "iterative.change"],
    ),
    "a lesson is tied to a decision that nobody changed since": (
        lambda s: Lesson.objects.update(
            recorded_at=ago(5), changed_step=None, changed_decision=s.decision
        ),
        ["iterative.lessons", "iterative.change"],
    ),
    "a lesson was answered with no change": (
        lambda s: Lesson.objects.update(changed_step=None, no_change_because="No money."),
        ["iterative.lessons", "iterative.change"],
    ),
    **WAYS_OF_AGREEING,
    **WAYS_OF_PLANNING,
    **WAYS_IN_CONFIDENCE,
    **WAYS_OF_SAYING,
}
