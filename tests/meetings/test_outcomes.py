"""What came of a meeting: added from its page, shown there, and told where it is read."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.came_up import outcomes
from decisions.services import withdraw_decision
from meetings.models import MeetingOutcome
from meetings.services import HasBegun, call_off_meeting, change_meeting, keep_outcome
from questions.forms.unnamed import UNNAMED
from questions.models import Contribution
from questions.services import hide_words, take_words_back
from tests import factories
from tests.gathering import a_meeting, plan_of
from tests.meetings.test_held import note
from tests.needing import came
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WORDS = {
    "step": "Ask the cleaners",
    "question": "Where can people lie down?",
    "said": "We do, and then we eat.",
    "decision": "Chairs by Saturday",
    "lesson": "Soup first.",
}
#: The field that has them.
FIELDS = {
    "step": "title",
    "question": "words",
    "said": "words",
    "decision": "what",
    "lesson": "learned",
}
KINDS = list(WORDS)


@pytest.fixture
def held(project, jo):
    """A meeting that was held yesterday."""
    return a_meeting(project, jo, on=timezone.localdate() - timedelta(days=1))


def form_of(kind: str, meeting, at: str = "") -> str:
    page = next(one.page for one in outcomes() if one.kind == kind)
    return f"{reverse(page, args=[meeting.project.slug])}?at={at or f'meeting:{meeting.pk}'}"


def add(client, kind, meeting, *, at="", **more):
    """Add something by its own form, which was opened from a meeting."""
    members = list(meeting.project.members.values_list("pk", flat=True))
    typed = {FIELDS[kind]: WORDS[kind], "members": members, "do": "save"}
    typed |= {"why": "Nobody sleeps standing up.", "decided_on": timezone.localdate()}
    answer = client.post(form_of(kind, meeting, at), {**typed, **more})
    assert answer.status_code == 302, answer.content.decode()
    return answer


def page_of(client, meeting) -> str:
    return tight(client.get(meeting.get_absolute_url()).content.decode())


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_added_from_the_meeting_and_shown_there(fresh, held, kind):
    page = page_of(fresh, held)
    assert lacks(page, WORDS[kind], but_has="Nothing is written down yet")
    assert f'href="{form_of(kind, held)}"' in page
    form = fresh.get(form_of(kind, held)).content.decode()
    there = held.get_absolute_url()
    assert f'href="{there}"' in form
    answer = add(fresh, kind, held)
    # A receipt, and the question what changes because of it, come first.
    comes_first = {"said": "/say/", "lesson": "?one="}
    where = answer.headers["Location"]
    assert comes_first[kind] in where if kind in comes_first else where == there
    shown = page_of(fresh, held)
    assert WORDS[kind] in shown
    assert lacks(shown, "Nothing is written down yet", but_has="What happened next")
    row = MeetingOutcome.objects.get()
    assert (row.kind, row.meeting, row.by.known_as) == (kind, held, "Jo")


@pytest.mark.parametrize("kind", KINDS)
def test_its_own_page_tells_at_which_meeting_it_came_up(fresh, held, kind):
    add(fresh, kind, held)
    link = re.search(rf'href="([^"]+)">(?:<[^>]+>)*{re.escape(WORDS[kind])}', page_of(fresh, held))
    page = fresh.get(link[1]).content.decode()
    assert "It came up at:" in page
    assert f'href="{held.get_absolute_url()}"' in page


@pytest.mark.parametrize("at", ["meeting:", "meeting:0", "meeting:x", "7", "step:1"])
def test_without_a_meeting_in_the_address_nothing_is_kept(fresh, held, at):
    add(fresh, "step", held, at=at)
    assert not MeetingOutcome.objects.exists()


def test_what_did_not_begin_and_what_is_of_others_keeps_nothing(fresh, project, jo, held, meeting):
    add(fresh, "step", meeting)
    other = factories.ProjectFactory()
    theirs = a_meeting(other, factories.MemberFactory(project=other), on=held.on)
    add(fresh, "question", held, at=f"meeting:{theirs.pk}")
    off = a_meeting(project, jo, on=held.on)
    call_off_meeting(off, why="Snow.", by=jo, now=timezone.now())
    add(fresh, "lesson", off)
    assert not MeetingOutcome.objects.exists()


def test_sent_twice_is_kept_once(fresh, held):
    page = fresh.get(form_of("step", held)).content.decode()
    key = page.split('name="sent_key" value="')[1].split('"')[0]
    add(fresh, "step", held, sent_key=key)
    add(fresh, "step", held, sent_key=key)
    assert MeetingOutcome.objects.count() == 1


def test_a_step_tells_who_was_there(fresh, jo, amina, may, held):
    note(held, jo, amina, may, others=3)
    add(fresh, "step", held)
    step = held.project.steps.get()
    page = tight(fresh.get(f"/projects/{held.project.slug}/plan/steps/{step.pk}/").content.decode())
    assert "Who was there:" in page
    assert "May" in page.split("Who was there:")[1].split("</p>")[0]
    assert "3 other people" in page


def test_a_member_adds_what_members_add(me, held):
    page = page_of(me, held)
    assert form_of("question", held) in page
    assert form_of("said", held) in page
    assert lacks(page, form_of("step", held), form_of("decision", held), but_has="What happened")
    add(me, "question", held)
    assert WORDS["question"] in page_of(me, held)


def test_what_is_said_in_somebodys_name_is_kept_in_it(fresh, may, held):
    add(fresh, "said", held, said_by=may.pk)
    said = Contribution.objects.get()
    assert (said.member, said.entered_by.known_as) == (may, "Jo")
    assert WORDS["said"] in page_of(fresh, held)


def test_what_is_said_without_a_name_is_not_tied_to_the_meeting(me, held):
    form = me.get(form_of("said", held)).content.decode()
    assert "Said without a name, it is not linked to the meeting." in form
    me.post(form_of("said", held), {"words": WORDS["said"], "shown": UNNAMED})
    assert not MeetingOutcome.objects.exists()


@pytest.mark.parametrize("act", [hide_words, take_words_back])
def test_what_is_out_of_sight_is_so_there(fresh, me, jo, may, held, act):
    add(fresh, "said", held, said_by=may.pk)
    said = Contribution.objects.get()
    if act is hide_words:
        hide_words(said, by=jo, why="A name is in it.", now=timezone.now())
    else:
        take_words_back(said, by=may, now=timezone.now())
    page = page_of(fresh, held)
    assert lacks(page, WORDS["said"], "Nothing is written down", but_has="or that was taken back")
    # Its own page does not narrow down who can have said it.
    own = me.get(said.get_absolute_url()).content.decode()
    assert lacks(own, "It came up at:", but_has="who-said")


def test_coordinators_read_what_was_decided_and_not_what_was_said(
    fresh, signed_in, coordinator, held
):
    for kind in KINDS:
        add(fresh, kind, held)
    page = page_of(signed_in(coordinator), held)
    assert WORDS["decision"] in page
    assert WORDS["lesson"] in page
    assert lacks(
        page, WORDS["said"], WORDS["question"], but_has="There is something that you cannot"
    )


def test_it_is_taken_away_by_facilitators_and_stays_where_it_is(fresh, me, project, held):
    add(fresh, "step", held)
    away = away_of(MeetingOutcome.objects.get())
    assert lacks(page_of(me, held), away, but_has=WORDS["step"])
    assert me.post(away).status_code == 403
    assert away in page_of(fresh, held)
    assert WORDS["step"] in fresh.get(away).content.decode()
    assert MeetingOutcome.objects.exists()
    assert fresh.post(away).headers["Location"] == held.get_absolute_url()
    assert lacks(page_of(fresh, held), WORDS["step"], but_has="Nothing is written down yet")
    assert project.steps.get().title == WORDS["step"]


def test_a_project_that_ended_keeps_what_is_written_down(fresh, project, held):
    add(fresh, "step", held)
    project.state = project.State.ENDED
    project.save()
    away = away_of(row := MeetingOutcome.objects.get())
    assert lacks(page_of(fresh, held), away, but_has=WORDS["step"])
    assert fresh.post(away).status_code == 403
    assert MeetingOutcome.objects.get() == row


def away_of(row: MeetingOutcome) -> str:
    where = [row.project.slug, row.meeting_id, row.pk]
    return reverse("meetings:outcome_take_away", args=where)


def test_that_of_another_meeting_is_not_taken_away_here(fresh, project, jo, held):
    add(fresh, "step", held)
    other = a_meeting(project, jo, on=held.on)
    row = MeetingOutcome.objects.get()
    away = reverse("meetings:outcome_take_away", args=[project.slug, other.pk, row.pk])
    assert (fresh.get(away).status_code, fresh.post(away).status_code) == (404, 404)
    assert MeetingOutcome.objects.get() == row


def test_several_kinds_are_shown_in_their_order(fresh, held):
    for kind in KINDS:
        add(fresh, kind, held)
    page = page_of(fresh, held)
    places = [page.index(WORDS[kind]) for kind in KINDS]
    assert places == sorted(places)


def test_what_counts_no_more_says_so(fresh, jo, project, held):
    add(fresh, "decision", held)
    assert "In force" in page_of(fresh, held)
    change = {"by": jo, "now": timezone.now(), "base_version": 1, "change_why": "Too dear."}
    withdraw_decision(project.decisions.get(), **change)
    assert lacks(page_of(fresh, held), "In force", but_has="Withdrawn")


def test_a_meeting_that_was_called_off_when_it_had_begun_shows_what_came_of_it(fresh, jo, held):
    add(fresh, "step", held)
    call_off_meeting(held, why="Nobody came back from lunch.", by=jo, now=timezone.now())
    page = page_of(fresh, held)
    assert lacks(page, "Add what happened next", but_has=WORDS["step"])


def test_a_meeting_of_which_something_came_is_not_moved(fresh, jo, project):
    today = timezone.localdate()
    now = timezone.make_aware(datetime.combine(today, time(12)))
    meeting = a_meeting(project, jo, now=now, on=today, begins=time(11), ends=time(13))
    keep_outcome(meeting, kind="step", row=1, by=jo, now=now)
    meeting.on = today + timedelta(days=20)
    with pytest.raises(HasBegun):
        change_meeting(meeting, plan=plan_of(now), revision=meeting.revision, by=jo, now=now)


def test_a_decision_is_of_the_day_of_the_meeting_and_its_check_names_it(fresh, held):
    form = fresh.get(form_of("decision", held)).content.decode()
    assert f'value="{held.on.isoformat()}"' in form
    members = list(held.project.members.values_list("pk", flat=True))
    typed = {"what": "Chairs", "why": "Sleep.", "members": members, "decided_on": held.on}
    check = fresh.post(form_of("decision", held), {**typed, "do": "check"}).content.decode()
    assert held.get_absolute_url() in check
    add(fresh, "decision", held)
    number = held.project.decisions.get().number
    later = reverse("decisions:decision_correct", args=[held.project.slug, number])
    correct = fresh.get(f"{later}?at=meeting:{held.pk}")
    assert lacks(correct, "It came up at:", but_has="Put the words right.")


def test_the_words_are_read_from_where_they_are_kept(fresh, held):
    add(fresh, "step", held)
    held.project.steps.update(title="Ask the night staff")
    assert lacks(page_of(fresh, held), WORDS["step"], but_has="Ask the night staff")


def test_whoever_joined_later_sees_it_too(project, fresh, held):
    add(fresh, "decision", held)
    later = factories.MemberFactory(project=project)
    assert WORDS["decision"] in page_of(came(later.user, at=timezone.now()), held)
