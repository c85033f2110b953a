"""Followers: asked before anything comes, told at their rhythm, once, what everybody may read; gone with a click."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from accounts.tasks import forget_old
from decisions.publishing import publish_decision
from outbox import digests, leaving, spreading, tasks
from outbox.models import Delivery, Follower, Message, Spreading, State, StoppedFollowing
from outbox.services import (
    AskedTooOften,
    ask_to_follow,
    confirm_following,
    following,
    invite_to_follow,
    stop_following,
    tell_followers,
)
from projects.models import Project
from tests.at_once import at_once
from tests.factories import NOW, MemberFactory, UpdateFactory, a_decision
from tests.following import follow, link_in, send, spread
from tests.pages import lacks
from updates.models import Update
from updates.services import send_update, set_update_public

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@pytest.fixture
def project(project) -> Project:
    project.is_public = True
    project.help_name, project.help_email = "Jo Mbeki", "jo@example.org"
    project.save()
    return project


@pytest.fixture
def news(project, jo) -> Update:
    return UpdateFactory(
        project=project, created_by=jo, title="Chairs", where_we_are="They come.", is_public=True
    )


def ask(project: Project, address: str = "fay@example.org", **more) -> None:
    said = {"rhythm": "each", "language": "en-gb", "connection": "192.0.2.1", "now": NOW}
    ask_to_follow(project, address=address, **(said | more))


def told() -> list[str]:
    return [email.to[0] for email in mail.outbox]


def test_nobody_follows_before_they_say_yes_by_the_link(project, jo, news):
    ask(project, rhythm="results")
    send_update(news, by=jo, now=NOW)
    send()
    assert [email.subject for email in mail.outbox if email.to == ["fay@example.org"]] == [
        "Do you want to follow “Waiting at night”?"
    ]
    follower = Follower.objects.get()
    assert confirm_following(follower, rhythm="each", language="en-gb", now=NOW)
    follower.refresh_from_db()
    assert (follower.confirmed_at, follower.rhythm) == (NOW, "each")


def test_the_email_that_asks_has_no_other_way_on_and_says_what_becomes_of_the_address(project):
    ask(project)
    send()
    (email,) = mail.outbox
    assert "/follow/" in link_in(email)
    assert "else we do so after a week" in email.body
    assert lacks(email.body, "jo@example.org", "Jo Mbeki", but_has="Hello,")
    assert {"Reply-To", "List-Unsubscribe"}.isdisjoint(email.extra_headers)


def test_who_follows_already_keeps_what_they_chose_when_others_type_their_address(project):
    follow(project, rhythm="monthly")
    ask(project, rhythm="each")
    send()
    (email,) = mail.outbox
    assert email.subject == "You follow “Waiting at night” already"
    assert Follower.objects.get().rhythm == "monthly"


def test_no_mailbox_is_filled_and_too_much_is_refused(project, monkeypatch):
    for n in range(5):
        ask(project, now=NOW + timedelta(minutes=n))
    send(NOW + DAY / 2)
    assert len(mail.outbox) == 3
    monkeypatch.setattr(following, "ASKED_A_CONNECTION", 6)
    ask(project, "gus@example.org")
    with pytest.raises(AskedTooOften):
        ask(project, "hal@example.org")
    ask(project, "hal@example.org", connection="192.0.2.2")


def test_who_says_nothing_is_forgotten_after_a_week(project):
    ask(project)
    follow(project, "gus@example.org", asked_at=NOW - 30 * DAY)
    leaving.forget_unconfirmed(now=NOW + 7 * DAY)
    assert Follower.objects.count() == 2
    leaving.forget_unconfirmed(now=NOW + 7 * DAY + timedelta(seconds=1))
    assert [one.address for one in Follower.objects.all()] == ["gus@example.org"]
    assert not Message.objects.exists()


def test_news_goes_to_who_follows_as_everybody_may_read_it(project, jo, amina, news):
    shown, kept = a_decision(project, jo), a_decision(project, jo, what="A secret plan")
    publish_decision(shown, shown.current, by=jo, now=NOW)
    news.decisions.set([shown, kept])
    follow(project)
    send_update(news, by=jo, now=NOW)
    send()
    (email,) = [email for email in mail.outbox if email.to == ["fay@example.org"]]
    html = email.alternatives[0][0]
    for words in (email.body, html):
        assert lacks(
            words, "A secret plan", "Jo Mbeki", "jo@example.org", "/projects/", but_has="They come."
        )
        assert shown.newest.headline in words
        assert f"/p/{project.slug}/#decided" in words
    stop = email.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in email.body
    assert email.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Reply-To" not in email.extra_headers


@pytest.mark.parametrize("is_result", [True, False])
def test_each_hears_at_their_rhythm(project, jo, news, is_result):
    for rhythm in Follower.Rhythm:
        follow(project, f"{rhythm}@example.org", rhythm=rhythm)
    if is_result:
        Update.objects.update(settled="Six have arms.")
        news.refresh_from_db()
    at = datetime(2026, 11, 19, 12, tzinfo=LONDON)
    Follower.objects.update(confirmed_at=at - DAY)
    send_update(news, by=jo, now=at)
    send(at)
    heard = {one for one in told() if one.split("@")[0] in Follower.Rhythm.values}
    assert heard == {"each@example.org"} | ({"results@example.org"} if is_result else set())
    first = datetime(2026, 12, 1, 8, tzinfo=LONDON)
    digests.gather(now=first - timedelta(minutes=1), readers=digests.FOLLOWERS)
    send(first - timedelta(minutes=1))
    assert {"monthly@example.org"}.isdisjoint(told())
    assert digests.gather(now=first, readers=digests.FOLLOWERS) == 1
    send(first)
    (email,) = [email for email in mail.outbox if email.to == ["monthly@example.org"]]
    assert "Chairs" in email.body
    assert f"/p/{project.slug}/" in email.body
    assert "Reply-To" not in email.extra_headers
    assert email.extra_headers["List-Unsubscribe"].strip("<>") in email.body


def test_of_many_each_is_told_once_however_often_workers_begin(project, jo, news, monkeypatch):
    monkeypatch.setattr(spreading, "SOME", 2)
    for n in range(5):
        follow(project, f"f{n}@example.org")
    send_update(news, by=jo, now=NOW)
    assert not Delivery.objects.filter(follower__isnull=False).exists()
    row = Spreading.objects.get()
    assert spreading.spread_some(row, now=NOW)
    assert Delivery.objects.filter(follower__isnull=False).count() == 2
    spread()
    # A worker that was killed before it could say how far it had come begins there anew.
    Spreading.objects.update(after=0, done_at=None)
    spread()
    assert not spreading.spread_some(row, now=NOW)
    send()
    assert sorted(one for one in told() if one.startswith("f")) == [
        f"f{n}@example.org" for n in range(5)
    ]


def test_who_follows_later_is_not_sent_old_news(project, jo, news):
    send_update(news, by=jo, now=NOW)
    follow(project, confirmed_at=NOW + timedelta(seconds=1))
    send()
    assert {"fay@example.org"}.isdisjoint(told())


def test_what_is_taken_off_the_public_page_reaches_nobody_any_more(project, jo, news, monkeypatch):
    monkeypatch.setattr(spreading, "SOME", 1)
    for n in range(3):
        follow(project, f"f{n}@example.org")
    send_update(news, by=jo, now=NOW)
    spreading.spread_some(Spreading.objects.get(), now=NOW)
    send_first = Delivery.objects.get(follower__isnull=False)
    send_first.mark_done(now=NOW)
    set_update_public(news, is_public=False, now=NOW)
    send()
    assert not [one for one in told() if one.startswith("f")]
    set_update_public(news, is_public=True, now=NOW)
    send()
    assert sorted(one for one in told() if one.startswith("f")) == [
        "f1@example.org",
        "f2@example.org",
    ]


def test_old_news_that_is_shown_now_is_no_news(project, jo, news):
    follow(project)
    Update.objects.update(is_public=False)
    news.refresh_from_db()
    send_update(news, by=jo, now=NOW)
    set_update_public(news, is_public=True, now=NOW + 30 * DAY)
    assert not Spreading.objects.exists()
    set_update_public(news, is_public=True, now=NOW + 29 * DAY)
    assert Spreading.objects.exists()


def test_without_a_public_page_nothing_goes_out_and_nothing_has_failed(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    spread()
    Project.objects.update(is_public=False)
    send()
    assert {"fay@example.org"}.isdisjoint(told())
    assert Delivery.objects.get(follower__isnull=False).state == State.OVER


def test_who_stops_is_gone_with_what_waits_and_what_they_got_stays_counted(project, jo, news):
    follower = follow(project)
    send_update(news, by=jo, now=NOW)
    send()
    stop_following(follower, now=NOW)
    assert not Follower.objects.exists()
    (row,) = Delivery.objects.filter(recipient__startswith="follower:")
    assert (row.follower, row.state) == (None, State.SENT)
    (stopped,) = StoppedFollowing.objects.all()
    assert set(stopped.address_hash) <= set("0123456789abcdef")
    stop_following(follower, now=NOW)


def test_a_list_of_addresses_brings_nobody_back_and_asks_nobody_twice(project, settings):
    stop_following(follow(project), now=NOW)
    follow(project, "gus@example.org")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    many = ["fay@example.org", "gus@example.org", "hal@example.org", "hal@example.org"]
    for _again in range(2):
        invite_to_follow(project, addresses=many, language="en-gb", now=NOW)
    send()
    assert told() == ["hal@example.org"]
    # They can say themselves that they want it again; who only types their address reaches them once a month.
    for days in (0, 1, 29, 31):
        ask(project, now=NOW + days * DAY)
        forget_old()
    assert Delivery.objects.filter(follower__address="fay@example.org").count() == 2
    back = Follower.objects.get(address="fay@example.org")
    confirm_following(back, rhythm="each", language="en-gb", now=NOW)
    assert not StoppedFollowing.objects.exists()


def test_an_address_that_the_mail_server_refuses_follows_no_more(mail_server, project, jo, news):
    mail_server.refuses["fay@example.org"] = "550 5.1.1 <fay@example.org>: No such user"
    follow(project)
    follow(project, "gus@example.org")
    send_update(news, by=jo, now=NOW)
    send()
    assert "gus@example.org" in mail_server.addresses
    assert [one.address for one in Follower.objects.all()] == ["gus@example.org"]
    states = [row.state for row in Delivery.objects.filter(message__kind="update_shared")]
    assert sorted(states) == [State.FAILED, State.SENT]
    said = str(list(Delivery.objects.values_list("recipient", "last_error")))
    assert lacks(said, "fay@example.org", but_has="follower:")


def test_no_list_names_who_follows(project, jo, news):
    follow(project)
    send_update(news, by=jo, now=NOW)
    spread()
    Delivery.objects.update(gave_up_at=NOW, last_error="550 no")
    assert not Delivery.objects.need_a_look().filter(recipient__startswith="follower:").exists()
    said = str(list(Delivery.objects.values_list("recipient", "last_error")))
    assert lacks(said, "fay", but_has="follower:")


def test_an_address_is_of_one_project_alone(project, jo, news):
    other = MemberFactory(project__is_public=True).project
    follow(other)
    send_update(news, by=jo, now=NOW)
    send()
    assert {"fay@example.org"}.isdisjoint(told())


@pytest.mark.django_db(transaction=True)
def test_one_address_typed_twice_at_once_is_one(project):
    at_once([lambda: ask(project), lambda: ask(project)])
    assert Follower.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_spread_the_same_news_once(project):
    for n in range(20):
        follow(project, f"f{n}@example.org")
    tell_followers(
        event="x", project=project, kind="said_in_a_test", data={}, is_result=False, now=NOW
    )
    row = Spreading.objects.get()
    at_once(
        [lambda: spreading.spread_some(row, now=NOW), lambda: spreading.spread_some(row, now=NOW)]
    )
    spread()
    assert Delivery.objects.count() == 20


def test_whose_address_is_typed_again_and_again_is_forgotten_after_a_week_all_the_same(project):
    ask(project)
    ask(project, now=NOW + 6 * DAY)
    leaving.forget_unconfirmed(now=NOW + 8 * DAY)
    assert not Follower.objects.exists()


def test_of_one_address_all_projects_together_ask_three_times_a_day(project):
    for _each in range(5):
        ask(MemberFactory(project__is_public=True).project)
    assert Delivery.objects.count() == 3


def test_a_decision_that_is_not_for_everybody_is_no_result_for_who_follows(project, jo, news):
    follow(project, rhythm="results")
    news.decisions.set([a_decision(project, jo, what="A secret plan")])
    send_update(news, by=jo, now=NOW)
    send()
    assert {"fay@example.org"}.isdisjoint(told())


def test_news_that_cannot_be_spread_holds_up_no_other(project, jo, news, monkeypatch):
    for n in range(2):
        tell_followers(
            event=f"x{n}", project=project, kind="update_shared", data={}, is_result=False, now=NOW
        )
    follow(project)
    bad, good = Spreading.objects.order_by("pk")
    spread_some = spreading.spread_some

    def spread_the_good(row, *, now):
        if row == bad:
            raise RuntimeError
        return spread_some(row, now=now)

    monkeypatch.setattr(spreading, "spread_some", spread_the_good)
    tasks.spread_news()
    good.refresh_from_db()
    assert good.done_at is not None


def test_a_worker_asks_for_another_turn_while_there_is_more_to_spread(project, news, monkeypatch):
    monkeypatch.setattr(spreading, "SOME", 2)
    woken = []
    monkeypatch.setattr(tasks, "wake", lambda task: woken.append(task.__name__))
    for n in range(3):
        follow(project, f"f{n}@example.org")
    tell_followers(
        event="x", project=project, kind="update_shared", data={}, is_result=False, now=NOW
    )
    for turn in (["send_due", "spread_news"], ["send_due"], []):
        woken.clear()
        tasks.spread_news()
        assert woken == turn
