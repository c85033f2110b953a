"""The pages of meetings: planned, answered on the web, by the link and by phone, moved, called off, replied to."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.logs import without_secrets
from meetings import services
from meetings.links import answer_url
from meetings.models import Meeting, MeetingAnswer
from outbox.tasks import send_due
from participation.models import PrivateReading
from participation.services import end_membership
from tests import factories
from tests.filled_forms import carried
from tests.gathering import a_meeting, answer
from tests.needing import home
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/meetings/"
WORDS = "A lift home. The last bus goes at seven."


def send(client, address: str, typed: dict, *, page: str = ""):
    """Send what is typed in the form of a page, with what it carries."""
    return client.post(address, {**carried(client, address, page=page), **typed}, follow=True)


def typed(**more) -> dict:
    day = timezone.localdate() + timedelta(days=9)
    said = {"title": "Supper", "why": "To listen.", "on": day.isoformat(), "begins": "18:00"}
    said |= {"asked": "everybody"}
    return {**said, "ends": "19:30", "where": "meal", "place": "The chapel", **more}


def link(meeting: Meeting, member) -> str:
    return urlsplit(answer_url(meeting.pk, member.pk)).path


def say(client, meeting: Meeting, typed: dict):
    """Answer on the page of the meeting."""
    return send(client, page_of(meeting, "answer/"), typed, page=page_of(meeting))


def page_of(meeting: Meeting, what: str = "") -> str:
    return f"{LIST}{meeting.pk}/{what}"


def test_nobody_has_planned_one_yet(me, fresh):
    assert "you are asked whether you can come" in me.get(LIST).text
    assert "Plan a meeting" in fresh.get(LIST).text


def test_every_meeting_that_was_can_be_reached(me, project, jo):
    now = timezone.now()
    titles = [f"Supper {number:02}" for number in range(27)]
    for number, title in enumerate(titles):
        a_meeting(project, jo, now=now - timedelta(days=100 - number), title=title)
    first = me.get(LIST)
    oldest = titles[:2]
    assert [row.title for row in first.context["past"]] == titles[:1:-1]
    older = first.context["pages"]["older"]
    assert older.endswith("#past")
    assert older.replace("&", "&amp;") in first.text
    second = me.get(LIST + older.removesuffix("#past"))
    assert [row.title for row in second.context["past"]] == oldest[::-1]
    back = me.get(LIST + second.context["pages"]["newer"].removesuffix("#past"))
    assert list(back.context["past"]) == list(first.context["past"])


def test_it_is_planned_and_everybody_is_asked_on_their_home(fresh, me, project):
    page = tight(send(fresh, f"{LIST}new/", typed(agenda="Soup\nA round")).text)
    meeting = Meeting.objects.get()
    assert "We ask people whether they come" in page
    assert [one in page for one in ("Supper", "6pm to 7:30pm", "Soup", "The chapel")] == [True] * 4
    today = me.get(home(project)).text
    assert "Can you come? “" in today
    assert page_of(meeting) in today
    assert "Say whether you come" in tight(me.get(LIST).text)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"ends": "17:00"}, "It ends before it begins."),
        ({"place": ""}, "Write where it is"),
        ({"where": "phone", "place": ""}, "Write how people ring in."),
        ({"where": "online"}, "Write where people join online."),
        ({"asked": "groups"}, "Choose at least one, or ask everybody."),
        ({"asked": "people"}, "Choose at least one, or ask everybody."),
        ({"on": "2020-01-01"}, "This day has passed."),
        ({"begins": "half six"}, "Write the hour as in 18:00."),
        ({"on": "2027-03-28", "begins": "01:30", "ends": "03:00"}, "there is no such hour"),
        ({"times": "99", "every_weeks": "1"}, "26"),
        ({"times": "3"}, "Write every how many weeks it is."),
        ({"every_weeks": "2"}, "Write how many meetings"),
        ({"times": "26", "every_weeks": "52"}, "That is too far away."),
        (
            {
                "on": "2027-03-14",
                "begins": "01:30",
                "ends": "03:00",
                "times": "3",
                "every_weeks": "1",
            },
            "Sunday 28 March 2027, and there is no such hour",
        ),
    ],
)
def test_what_cannot_be_is_asked_about_and_what_was_typed_stays(fresh, said, error):
    page = tight(send(fresh, f"{LIST}new/", typed(**said)).text)
    assert (error in page, "To listen." in page) == (True, True)
    assert not Meeting.objects.exists()


def test_another_like_it_begins_with_what_it_had(fresh, meeting):
    page = tight(fresh.get(f"{LIST}new/?like={meeting.pk}").text)
    assert ("Night shelter, 4 Mill Lane" in page, 'value="18:00"' in page) == (True, True)
    assert fresh.get(f"{LIST}new/?like=99999999999999999999").status_code == 200


def test_from_would_come_if_to_a_reply_that_nobody_else_reads(fresh, me, meeting, amina, project):
    page = tight(say(me, meeting, {"says": "if"}).text)
    assert "Say in a few words what would make it possible." in page
    page = tight(say(me, meeting, {"says": "if", "words": WORDS}).text)
    assert [one in page for one in (WORDS, "Only you can see this, and: ")] == [True, True]

    assert (
        "1 person would come to a meeting if something was arranged"
        in fresh.get(home(project)).text
    )
    assert lacks(fresh.get(page_of(meeting)).text, WORDS, but_has="Would come if …")
    theirs = reverse("meetings:member_coming", args=[project.slug, amina.pk])
    assert lacks(fresh.get(theirs).text, WORDS, but_has="1 thing is kept here, locked")
    reply = reverse("meetings:meeting_reply", args=[project.slug, MeetingAnswer.objects.get().pk])
    assert fresh.get(reply).status_code == 302
    assert WORDS in fresh.post(theirs, {"why": "arrange"}, follow=True).text
    page = send(fresh, reply, {"words": "Kwame drives you."}).text
    assert "They are told that there is a reply" in page

    page = tight(me.get(page_of(meeting)).text)
    assert "Kwame drives you." in page
    say(me, meeting, {"says": "coming", "words": ""})
    assert lacks(me.get(page_of(meeting)).text, WORDS, "Kwame", but_has="You are coming")
    assert [one.why for one in PrivateReading.objects.all()] == ["arrange"]


def test_a_reply_to_words_that_changed_stays_in_the_form(fresh, meeting, amina, project):
    row = answer(meeting, amina, "if", WORDS)
    theirs = reverse("meetings:member_coming", args=[project.slug, amina.pk])
    fresh.post(theirs, {"why": "arrange"})
    reply = reverse("meetings:meeting_reply", args=[project.slug, row.pk])
    stood = {"stood": fresh.get(reply).context["form"]["stood"].value()}
    answer(meeting, amina, "if", "And a ramp")
    page = tight(fresh.post(reply, {"words": "Yes, we drive you.", **stood}).text)
    shown = ("Something changed while you were writing.", "Yes, we drive you.", "And a ramp")
    assert [one in page for one in shown] == [True] * 3
    assert MeetingAnswer.objects.get().replied_at is None


def test_the_link_in_the_email_asks_before_it_acts(client, amina, meeting):
    send_due()
    (email,) = [one for one in mail.outbox if amina.user.email in one.to]
    address = link(meeting, amina)
    assert address in email.body
    page = tight(client.get(address).text)
    assert ("This is the answer of" in page, MeetingAnswer.objects.exists()) == (True, False)
    page = tight(send(client, address, {"says": "if", "words": WORDS}).text)
    assert "Thank you for saying so." in page
    row = MeetingAnswer.objects.get()
    assert (row.says, row.member, row.entered_how) == ("if", amina, "link")
    assert lacks(client.get(address).text, WORDS, but_has="Leave it empty to keep")
    send(client, address, {"says": "if", "words": ""})
    row.refresh_from_db()
    assert services.read_answer(row).words == WORDS


def test_a_link_that_is_changed_or_too_late_answers_nothing(client, meeting, amina, may):
    address = link(meeting, amina)
    other = address.replace(f"{amina.pk}~", f"{may.pk}~")
    assert other != address
    assert client.get(other).status_code == 410
    services.call_off_meeting(meeting, why="Jo is ill.", by=meeting.planned_by, now=timezone.now())
    assert "This meeting was called off." in client.get(address).text
    assert "called off" in client.post(address, {"says": "coming"}).text
    end_membership(amina, now=timezone.now())
    assert client.get(address).status_code == 410
    assert not MeetingAnswer.objects.exists()


def test_what_somebody_says_by_phone_is_written_down(fresh, meeting, may):
    address = page_of(meeting, f"answer/{may.pk}/")
    assert "Only May can read it" in tight(fresh.get(address).text)
    page = tight(
        send(fresh, address, {"says": "coming", "brings_somebody": "on", "how": "phone"}).text
    )
    assert "It is written down as what May said." in page.replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert "2 chairs are needed" in page
    row = MeetingAnswer.objects.get()
    assert (row.member, row.entered_how) == (may, "phone")


def test_two_who_write_down_an_answer_see_both(fresh, meeting, may):
    address = page_of(meeting, f"answer/{may.pk}/")
    form = fresh.get(address).context["form"]
    first = {"stood": form["stood"].value(), "how": "phone"}
    answer(meeting, may, "coming")
    again = fresh.post(address, {"says": "cannot", **first})
    assert again.status_code == 409
    assert ("coming" in again.text, MeetingAnswer.objects.get().says) == (True, "coming")


def test_members_see_who_comes_and_not_who_cannot(me, fresh, meeting, may, project):
    other = factories.MemberFactory(project=project, known_as="Old Tom")
    answer(meeting, may, "cannot", "I am ill")
    answer(meeting, other, "coming")
    assert lacks(me.get(page_of(meeting)).text, "May", but_has="Old Tom")
    page = fresh.get(page_of(meeting)).text
    assert ("May" in page, "I am ill" in page) == (True, False)


def test_a_moved_meeting_asks_again_and_says_what_was_said(fresh, me, meeting, amina, project):
    answer(meeting, amina, "coming")
    page = tight(
        send(fresh, page_of(meeting, "change/"), typed(on=meeting.on, begins="17:00")).text
    )
    assert "It is changed." in page
    page = tight(me.get(page_of(meeting)).text)
    assert "It was moved since you answered." in page
    assert "How it was planned before" in page
    assert "Can you come?" in me.get(home(project)).text


def test_a_meeting_that_is_called_off_says_why_and_takes_no_answer(fresh, me, meeting):
    send(fresh, page_of(meeting, "call-off/"), {"words": "Jo is ill."})
    page = tight(me.get(page_of(meeting)).text)
    assert "has called it off" in page
    answered = me.post(page_of(meeting, "answer/"), {"says": "coming"}, follow=True)
    assert "This meeting was called off." in answered.text
    assert not MeetingAnswer.objects.exists()
    assert fresh.get(page_of(meeting, "change/")).status_code == 302


def test_one_makes_and_stops_an_address_for_ones_calendar(me):
    page = send(me, "/you/calendar/", {"what": "make"})
    address = page.context["address"]
    assert address in page.text
    path = address.partition("//")[2].partition("/")[2]
    assert me.get(f"/{path}").headers["Content-Type"].startswith("text/calendar")
    assert lacks(me.get("/you/calendar/").text, address, but_has="Make a new address")
    me.post("/you/calendar/", {"what": "stop"})
    assert me.get(f"/{path}").status_code == 404


def test_who_is_ticked_and_not_asked_is_asked_about(fresh, may):
    page = tight(send(fresh, f"{LIST}new/", typed(people=[may.pk])).text)
    assert ("You chose people below." in page, Meeting.objects.exists()) == (True, False)


def test_hours_that_have_passed_today_are_refused(fresh):
    today = timezone.localdate().isoformat()
    page = tight(send(fresh, f"{LIST}new/", typed(on=today, begins="00:00", ends="00:01")).text)
    assert "These hours have passed." in page


def test_whoever_answers_to_the_old_time_sees_the_new_one_first(me, fresh, meeting, amina):
    page = page_of(meeting)
    data = {**carried(me, page_of(meeting, "answer/"), page=page), "says": "coming"}
    send(fresh, page_of(meeting, "change/"), typed(on=meeting.on, begins="17:00"))
    answered = tight(me.post(page_of(meeting, "answer/"), data).text)
    assert ("It was moved meanwhile." in answered, "5pm to 7:30pm" in answered) == (True, True)
    assert not MeetingAnswer.objects.exists()
    form = me.post(page_of(meeting, "answer/"), data).context["form"]
    again = {
        name: form[name].value()
        for name in carried(me, page_of(meeting, "answer/"), page=page)
        if name in form.fields
    }
    assert me.post(page_of(meeting, "answer/"), {**data, **again}).status_code == 302
    assert MeetingAnswer.objects.get().is_current


def test_one_sees_who_looked_and_deletes_what_one_wrote(me, fresh, meeting, amina, project):
    answer(meeting, amina, "cannot", WORDS)
    theirs = reverse("meetings:member_coming", args=[project.slug, amina.pk])
    fresh.post(theirs, {"why": "talk"})
    page = tight(me.get(page_of(meeting)).text)
    assert ("Who looked at what you wrote" in page, "to talk about it" in page) == (True, True)
    receipt = reverse("participation:receipt", args=[project.slug])
    assert "to talk about it" in me.get(f"{receipt}?print=1").text
    services.call_off_meeting(meeting, why="Snow", by=meeting.planned_by, now=timezone.now())
    assert WORDS in me.get(page_of(meeting)).text
    gone = me.post(page_of(meeting, "answer/take-back/"), follow=True).text
    assert lacks(gone, WORDS, but_has="What you wrote is deleted.")


def test_an_answer_that_somebody_rings_about_can_be_changed(fresh, meeting, may):
    answer(meeting, may, "coming")
    assert page_of(meeting, f"answer/{may.pk}/") in fresh.get(page_of(meeting)).text
    send(fresh, page_of(meeting, f"answer/{may.pk}/"), {"says": "cannot", "how": "phone"})
    assert MeetingAnswer.objects.get().says == "cannot"


def test_a_link_says_nothing_of_a_meeting_that_is_over(client, amina, project, jo):
    past = a_meeting(project, jo, on=timezone.localdate() - timedelta(days=1))
    page = client.get(link(past, amina)).text
    assert lacks(page, past.title, past.place, but_has="This meeting is over")


def test_a_meeting_online_takes_no_chairs(fresh, project, jo, amina):
    far = a_meeting(project, jo, where="online", link="https://example.org/call", place="")
    answer(far, amina)
    assert lacks(fresh.get(page_of(far)).text, "chair", but_has="Amina")


def test_a_meeting_that_ended_today_is_asked_about_no_more(me, project, jo, amina):
    early = timezone.localtime().time().replace(hour=0, minute=0, second=0, microsecond=0)
    a_meeting(project, jo, on=timezone.localdate(), begins=early, ends=early.replace(minute=1))
    assert lacks(me.get(home(project)).text, "Can you come?", but_has="Hello")
    assert "When we met" in me.get(LIST).text


def test_secrets_of_links_are_in_no_log(meeting, amina):
    for path in (link(meeting, amina), "/calendar/abc-DEF_123/"):
        assert lacks(without_secrets(f"GET {path} 200"), path, but_has="/...")


def test_words_with_a_yes_are_asked_about_and_do_not_vanish(client, me, meeting, amina):
    said = {"says": "coming", "words": WORDS}
    for one, where in ((me, page_of(meeting, "answer/")), (client, link(meeting, amina))):
        page = page_of(meeting) if one is me else ""
        answered = tight(send(one, where, said, page=page).text)
        assert ("Choose “I would come if …”" in answered, WORDS in answered) == (True, True)
    assert not MeetingAnswer.objects.exists()


def test_the_link_says_how_to_join_from_elsewhere(client, meeting, amina):
    assert meeting.phone in client.get(link(meeting, amina)).text


def test_of_a_meeting_that_was_called_off_nobody_is_said_to_come(me, fresh, meeting):
    services.call_off_meeting(meeting, why="Snow", by=meeting.planned_by, now=timezone.now())
    page = fresh.get(page_of(meeting)).text
    assert lacks(page, "Who is coming", "is asked", but_has="has called it off")


def test_of_many_people_anybody_is_found_by_name(fresh, project, jo):
    factories.MemberFactory.create_batch(30, project=project, user=None)
    zelda = factories.MemberFactory(project=project, known_as="Zelda Quince", user=None)
    meeting = a_meeting(project, jo)
    to_write = page_of(meeting, f"answer/{zelda.pk}/")
    page = fresh.get(page_of(meeting)).text
    assert lacks(page, to_write, but_has="Find the others by name")
    assert to_write in fresh.get(page_of(meeting), {"who": "quin"}).text
    assert "Nobody found with “quix”" in fresh.get(page_of(meeting), {"who": "quix"}).text


def test_participants_look_for_nobody_there(me, project, jo, may):
    meeting = a_meeting(project, jo)
    page = me.get(page_of(meeting), {"who": "may"}).text
    assert lacks(page, page_of(meeting, f"answer/{may.pk}/"), but_has=meeting.title)
