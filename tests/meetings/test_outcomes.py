"""What came of a meeting: added from its page, shown there, and told where it is read."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.came_up import outcomes
from meetings.models import MeetingOutcome
from meetings.services import call_off_meeting
from questions.forms.unnamed import UNNAMED
from questions.models import Contribution
from questions.services import hide_words, take_words_back
from tests import factories
from tests.gathering import a_meeting
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
    there = f"{held.get_absolute_url()}#came-of-it"
    assert there in form
    answer = add(fresh, kind, held)
    assert answer.headers["Location"] == there or kind == "said"
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
    assert f'href="{held.get_absolute_url()}#came-of-it"' in page


@pytest.mark.parametrize("at", ["", "meeting:0", "meeting:x", "7", "step:1"])
def test_without_a_meeting_in_the_address_nothing_is_kept(fresh, held, at):
    add(fresh, "step", held, at=at or "nowhere")
    assert not MeetingOutcome.objects.exists()


def test_what_did_not_begin_and_what_is_of_others_keeps_nothing(fresh, project, jo, held, meeting):
    add(fresh, "step", meeting)
    other = factories.ProjectFactory()
    theirs = a_meeting(other, factories.MemberFactory(project=other), on=held.on)
    add(fresh, "question", held, at=f"meeting:{theirs.pk}")
    off = a_meeting(project, jo)
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
def test_what_is_out_of_sight_is_so_there(fresh, jo, may, held, act):
    add(fresh, "said", held, said_by=may.pk)
    said = Contribution.objects.get()
    if act is hide_words:
        hide_words(said, by=jo, why="A name is in it.", now=timezone.now())
    else:
        take_words_back(said, by=may, now=timezone.now())
    assert lacks(page_of(fresh, held), WORDS["said"], but_has="Nothing is written down yet")


def test_coordinators_read_what_was_decided_and_not_what_was_said(
    fresh, signed_in, coordinator, held
):
    for kind in KINDS:
        add(fresh, kind, held)
    page = page_of(signed_in(coordinator), held)
    assert WORDS["decision"] in page
    assert WORDS["lesson"] in page
    assert lacks(page, WORDS["said"], WORDS["question"], but_has="What happened next")


def test_it_is_taken_away_by_facilitators_and_stays_where_it_is(fresh, me, project, held):
    add(fresh, "step", held)
    row = MeetingOutcome.objects.get()
    away = reverse("meetings:outcome_take_away", args=[project.slug, held.pk, row.pk])
    assert lacks(page_of(me, held), away, but_has=WORDS["step"])
    assert me.post(away).status_code == 403
    assert MeetingOutcome.objects.exists()
    assert away in page_of(fresh, held)
    fresh.post(away)
    assert lacks(page_of(fresh, held), WORDS["step"], but_has="Nothing is written down yet")
    assert project.steps.get().title == WORDS["step"]


def test_that_of_another_meeting_is_not_taken_away_here(fresh, project, jo, held):
    add(fresh, "step", held)
    other = a_meeting(project, jo, on=held.on)
    row = MeetingOutcome.objects.get()
    fresh.post(reverse("meetings:outcome_take_away", args=[project.slug, other.pk, row.pk]))
    assert MeetingOutcome.objects.get() == row


def test_the_words_are_read_from_where_they_are_kept(fresh, held):
    add(fresh, "step", held)
    held.project.steps.update(title="Ask the night staff")
    assert lacks(page_of(fresh, held), WORDS["step"], but_has="Ask the night staff")


def test_whoever_joined_later_sees_it_too(project, fresh, held):
    add(fresh, "decision", held)
    later = factories.MemberFactory(project=project)
    assert WORDS["decision"] in page_of(came(later.user, at=timezone.now()), held)
