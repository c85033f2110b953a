"""Digests: one a member and period, from the end of the last one to the start of this one, whatever was missed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from outbox import digests
from outbox.models import Delivery, Digest, Rhythm, State
from outbox.services import retry_delivery, set_preference, tell_members, use_address_again
from projects.models import Member, Project
from tests.factories import MemberFactory

LONDON = ZoneInfo("Europe/London")
ZONES = sorted(available_timezones())
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
#: A Monday at eight, when a week ends.
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=LONDON)


@pytest.fixture
def weekly(project, db) -> Member:
    member = MemberFactory(project=project, known_as="Bea", user__email="bea@example.org")
    set_preference(member, channel="email", rhythm="weekly")
    return member


@pytest.fixture
def news(project):
    """Return a function that tells the project something at a time."""

    def say(subject, at, **words):
        return tell_members(
            event=f"news:{subject}",
            project=project,
            kind="said_in_a_test",
            data={
                "subject": subject,
                "summary": f"More about {subject}.",
                "path": "/projects/x/",
            },
            recipients=project.members.all(),
            asks=False,
            now=at,
            **words,
        )

    return say


def state_of(subject):
    return Delivery.objects.get(message__data__subject=subject).state


def test_what_is_held_comes_as_one_email_when_the_week_ends(mail_server, work, weekly, news):
    news("Chairs", MONDAY - 2 * DAY)
    news("Lamps", MONDAY - DAY)
    assert digests.gather(now=MONDAY - timedelta(seconds=1)) == 0
    work(MONDAY)
    assert mail_server.messages == []
    assert digests.gather(now=MONDAY) == 1
    assert (state_of("Chairs"), state_of("Lamps")) == (State.HELD, State.HELD)
    work(MONDAY)
    (mail,) = mail_server.messages
    assert (mail["To"], mail["Subject"]) == (
        "bea@example.org",
        "Waiting at night: Chairs, and 1 more",
    )
    assert mail["Message-ID"] == Digest.objects.get().mail_id
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = mail.get_body(("plain",)).get_content()
    assert text.index("More about Chairs.") < text.index("More about Lamps.")
    assert (state_of("Chairs"), state_of("Lamps")) == (State.SENT, State.SENT)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Waiting at night", "Waiting at night (Riverside Hospitals)"),
        ("security@bank.example", "security bank.\u2060example (Riverside Hospitals)"),
        (
            "Night\n<x@example.org>, “Ward 4”",
            "Night <x example.\u2060org>, “Ward 4” (Riverside Hospitals)",
        ),
        ("www.bad.example/x", "www.\u2060bad.\u2060example/x (Riverside Hospitals)"),
        ("Nuit d’été", "Nuit d’été (Riverside Hospitals)"),
    ],
)
def test_an_email_comes_from_the_project_and_its_organisation_at_our_address(
    mail_server, work, weekly, news, project, name, shown
):
    Project.objects.filter(pk=project.pk).update(name=name)
    project.organisation.name = "Riverside Hospitals"
    project.organisation.save()
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    work(MONDAY)
    (mail,) = mail_server.messages
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (shown, "coproduce@localhost")


def test_gathering_again_and_again_makes_nothing_more(mail_server, work, weekly, news):
    news("Chairs", MONDAY - DAY)
    assert [digests.gather(now=MONDAY) for _ in range(3)] == [1, 0, 0]
    for _ in range(3):
        work(MONDAY)
    assert len(mail_server.messages) == 1


def test_forty_missed_days_end_in_one_email(mail_server, work, weekly, news):
    for n in range(40):
        news(f"News {n}", MONDAY + n * DAY)
    late = MONDAY + 40 * DAY
    assert digests.gather(now=late) == 1
    work(late)
    assert len(mail_server.messages) == 1
    digest = Digest.objects.get()
    assert (digest.period_start, digest.period_end) == (MONDAY, MONDAY + 5 * WEEK)
    assert digest.deliveries.count() == 35


def test_a_period_begins_where_the_last_one_ended(weekly, news):
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    news("Lamps", MONDAY + DAY)
    digests.gather(now=MONDAY + 3 * WEEK)
    assert list(Digest.objects.order_by("pk").values_list("period_start", "period_end")) == [
        (MONDAY - DAY, MONDAY),
        (MONDAY, MONDAY + 3 * WEEK),
    ]


def test_a_week_without_news_sends_nothing(weekly):
    assert digests.gather(now=MONDAY) == 0
    assert Digest.objects.count() == 0


def test_months_end_on_the_first(project, news, db):
    member = MemberFactory(project=project)
    set_preference(member, channel="email", rhythm="monthly")
    news("Chairs", MONDAY)
    assert digests.gather(now=MONDAY + WEEK) == 0
    assert digests.gather(now=datetime(2026, 12, 1, 8, 0, tzinfo=LONDON)) == 1


def test_who_wants_news_at_once_again_gets_what_was_held_in_one_email(
    mail_server, work, weekly, news
):
    news("Chairs", MONDAY + DAY)
    news("Lamps", MONDAY + 2 * DAY)
    set_preference(weekly, channel="email", rhythm="at-once")
    assert digests.gather(now=MONDAY + 3 * DAY) == 1
    work(MONDAY + 3 * DAY)
    assert len(mail_server.messages) == 1


@pytest.mark.parametrize("is_result", [True, False])
def test_who_wants_only_results_from_now_on_still_gets_one_that_was_held(
    mail_server, work, weekly, news, is_result
):
    news("Chairs", MONDAY + DAY, is_result=is_result)
    set_preference(weekly, channel="email", rhythm="results")
    digests.gather(now=MONDAY + 2 * DAY)
    work(MONDAY + 2 * DAY)
    assert len(mail_server.messages) == is_result
    assert state_of("Chairs") == (State.SENT if is_result else State.OVER)


def test_who_wants_no_news_any_more_gets_none_of_what_was_held(mail_server, work, weekly, news):
    news("Chairs", MONDAY + DAY)
    set_preference(weekly, channel="email", rhythm="asked-only")
    digests.gather(now=MONDAY + 2 * DAY)
    work(MONDAY + 2 * DAY)
    assert mail_server.messages == []
    assert state_of("Chairs") == State.OVER


def test_who_chose_post_gets_what_was_held_by_post(mail_server, work, weekly, news):
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    set_preference(weekly, channel="post", rhythm="weekly")
    work(MONDAY)
    assert mail_server.messages == []
    assert state_of("Chairs") == State.BY_HAND


def test_a_refused_digest_shows_at_each_of_its_messages(mail_server, work, weekly, news):
    mail_server.refuses_data["bea@example.org"] = "554 Not this one"
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    work(MONDAY)
    row = Delivery.objects.get()
    assert (row.state, row.last_error) == (State.FAILED, "The mail server said: 554 Not this one")


def test_what_a_refused_digest_held_comes_as_soon_as_the_address_takes_emails_again(
    mail_server, work, news, project
):
    bea = MemberFactory(project=project, known_as="Bea", user__email="bea@example.org")
    set_preference(bea, channel="email", rhythm="monthly")
    first = datetime(2026, 12, 1, 8, 0, tzinfo=LONDON)
    for number in (1, 2):
        news(f"Chairs {number}", first - number * DAY)
    mail_server.refuses["bea@example.org"] = "550 5.1.1 No such person"
    digests.gather(now=first)
    work(first)
    assert {state_of(f"Chairs {number}") for number in (1, 2)} == {State.BY_HAND}

    mail_server.refuses.clear()
    use_address_again(bea.user, now=first + DAY)
    news("Lamps", first + DAY)
    for days in (2, 3, 4):
        digests.gather(now=first + days * DAY)
        work(first + days * DAY)
    (mail,) = mail_server.messages
    text = mail.get_body(("plain",)).get_content()
    # All that is held by then: it says since when, and the next one begins where it ends.
    assert "since Sunday 29 November" in text
    assert all(what in text for what in ("Chairs 1", "Chairs 2", "Lamps"))


def test_what_was_saved_a_moment_after_its_digest_was_made_waits_for_no_other(
    mail_server, work, weekly, news
):
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    news("Lamps", MONDAY - timedelta(seconds=1))
    news("Rugs", MONDAY + timedelta(seconds=1))
    assert digests.gather(now=MONDAY + timedelta(minutes=5)) == 1
    news("Beds", MONDAY + timedelta(minutes=6))
    work(MONDAY + timedelta(minutes=7))
    told = [state_of(what) for what in ("Chairs", "Lamps", "Rugs", "Beds")]
    assert told == ["sent", "sent", "sent", "held"]
    assert digests.gather(now=MONDAY + timedelta(minutes=10)) == 0


@pytest.mark.parametrize("answer", ["550 not this one", "451 not now"])
def test_whatever_a_digest_held_that_never_arrives_is_shown_and_can_be_sent_again(
    mail_server, work, weekly, news, answer
):
    news("Chairs", MONDAY - DAY)
    mail_server.refuses_data["bea@example.org"] = answer
    digests.gather(now=MONDAY)
    for hours in range(0, 8 * 24, 12):
        work(MONDAY + timedelta(hours=hours))
    row = Delivery.objects.need_a_look().get()
    assert (row.state, answer in row.last_error) == (State.FAILED, True)
    mail_server.refuses_data.clear()
    assert retry_delivery(row, now=MONDAY + 2 * WEEK)
    work(MONDAY + 2 * WEEK)
    assert len(mail_server.messages) == 1


def test_a_late_digest_shows_at_each_of_its_messages_and_goes_on_for_four_days(
    mail_server, work, weekly, news
):
    mail_server.refuses["bea@example.org"] = "451 Come back later"
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    for _try in range(7):
        work(Digest.objects.get().due_at)
    assert state_of("Chairs") == State.LATE
    row = Delivery.objects.select_related("digest").get()
    assert (row.email.tries, row.last_error) == (7, "The mail server said: 451 Come back later")
    while Digest.objects.waiting().exists():
        last = Digest.objects.get().due_at
        work(last)
    assert last - MONDAY >= 4 * DAY
    assert state_of("Chairs") == State.FAILED


def test_a_digest_whose_line_went_dead_comes_again_as_the_same_email(
    mail_server, work, weekly, news
):
    mail_server.hangs_up["bea@example.org"] = True
    news("Chairs", MONDAY - DAY)
    digests.gather(now=MONDAY)
    work(MONDAY)
    news("Lamps", MONDAY)
    work(MONDAY + timedelta(minutes=1))
    first, second = mail_server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_body(("plain",)).get_content() == second.get_body(("plain",)).get_content()


def test_a_thousand_members_are_gathered_in_a_handful_of_queries(
    project, weekly, news, django_assert_max_num_queries
):
    for _ in range(30):
        set_preference(MemberFactory(project=project), channel="email", rhythm="weekly")
    news("Chairs", MONDAY - DAY)
    with django_assert_max_num_queries(11):
        assert digests.gather(now=MONDAY) == 31


# A busy machine takes seconds for the first value; that says nothing about the rule.
@given(
    now=st.integers(788918400, 2366841600).map(lambda second: datetime.fromtimestamp(second, UTC)),
    zone=st.sampled_from(ZONES),
    rhythm=st.sampled_from([Rhythm.WEEKLY, Rhythm.MONTHLY]),
)
def test_in_every_zone_each_moment_has_one_last_end(now, zone, rhythm):
    there = ZoneInfo(zone)
    end = digests.last_end(rhythm, now=now, zone=there)
    longest = timedelta(days=8 if rhythm == Rhythm.WEEKLY else 33)
    assert end <= now < end + longest
    assert end.astimezone(UTC) == digests.last_end(rhythm, now=end, zone=there)
    just_before = end.astimezone(UTC) - timedelta(microseconds=1)
    assert digests.last_end(rhythm, now=just_before, zone=there) < end


@pytest.mark.parametrize(
    ("now", "end"),
    [
        # The clocks went back on Sunday 25 October and forward on Sunday 28 March.
        ("2026-10-26T07:59:59+00:00", "2026-10-19T07:00:00+00:00"),
        ("2026-10-26T08:00:00+00:00", "2026-10-26T08:00:00+00:00"),
        ("2027-03-29T06:59:59+00:00", "2027-03-22T08:00:00+00:00"),
        ("2027-03-29T07:00:00+00:00", "2027-03-29T07:00:00+00:00"),
    ],
)
def test_a_change_of_clock_moves_the_hour_and_not_the_day(now, end):
    found = digests.last_end(Rhythm.WEEKLY, now=datetime.fromisoformat(now), zone=LONDON)
    assert found == datetime.fromisoformat(end)


def test_the_zone_is_the_one_of_the_installation():
    assert timezone.get_current_timezone() == LONDON
