"""Who answers, by which day; the project's clock; and reminders, in one email a day."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.kinds import put_into_words
from outbox.models import Delivery, Message
from outbox.reminders import find_people, remind
from projects.models import Role
from questions.models import AnswerTime, Contribution
from questions.services import (
    AnsweredBefore,
    answer_contribution,
    answer_day,
    hand_over_contribution,
    promise_later,
    read_contribution,
    set_answer_time,
)
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/questions/waiting/"
WEEK = timedelta(days=7)


@pytest.fixture
def grace(project):
    """A second facilitator."""
    return factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR)


def url(said, name):
    return reverse(f"questions:contribution_{name}", args=[said.project.slug, said.pk])


def pause(project, by, until, why="Holidays.", now=NOW, **more) -> AnswerTime:
    said = {"days": 14, "paused_until": until, "pause_why": why if until else ""}
    return set_answer_time(project, **{**said, **more}, by=by, now=now)


def test_who_says_first_that_they_answer_does(signed_in, facilitator, grace, amina, jo):
    said = contribution(amina)
    client = signed_in(facilitator)
    client.get(url(said, "read"))
    assert Contribution.objects.get().read_by is None
    client.post(url(said, "read"))
    assert "Jo is answering" in tight(client.get(LIST).content.decode())
    assert not read_contribution(said, by=grace, now=NOW)
    assert said.read_by == jo


def test_another_facilitator_takes_it_and_is_told(signed_in, facilitator, grace, amina, jo):
    said = contribution(amina, read_by=jo, read_at=NOW)
    assert signed_in(facilitator).post(url(said, "hand_over"), {"to": grace.pk}).status_code == 302
    said.refresh_from_db()
    assert said.read_by == grace
    assert [row.member for row in Delivery.objects.all()] == [grace]


def test_two_who_hand_it_over_at_once_do_not_undo_each_other(grace, amina, jo):
    said = contribution(amina)
    read_contribution(Contribution.objects.get(), by=jo, now=NOW)
    with pytest.raises(AnsweredBefore):
        hand_over_contribution(said, to=grace, by=grace, now=NOW)


def test_a_participant_cannot_be_asked_to_answer(signed_in, facilitator, amina):
    said = contribution(amina)
    page = signed_in(facilitator).post(url(said, "hand_over"), {"to": amina.pk})
    assert "Choose" in page.content.decode()
    assert Contribution.objects.get().read_by is None


def test_another_day_keeps_the_first_in_sight_and_is_told_with_the_reason(
    signed_in, facilitator, amina, jo
):
    said = contribution(amina, answer_by=DAY)
    for weeks, why in ((1, "Snow."), (2, "More snow.")):
        more = {"answer_by": DAY + weeks * WEEK, "later_why": why}
        promise_later(said, **more, by=jo, now=NOW)
    assert (said.first_answer_by, said.answer_by) == (DAY, DAY + 2 * WEEK)
    assert Delivery.objects.filter(member=amina).count() == 2
    words = put_into_words(Message.objects.order_by("pk").last()).summary
    assert "We promised an answer by Thursday 19" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "More snow." in words
    assert "First promised by" in tight(signed_in(facilitator).get(LIST).content.decode())


def test_no_other_day_for_what_was_answered_meanwhile(signed_in, facilitator, amina, jo):
    said = contribution(amina)
    answered(said, by=jo)
    typed = {"answer_by": timezone.localdate() + WEEK, "later_why": "Snow.", "stood": "x"}
    page = tight(signed_in(facilitator).get(url(said, "later")).content.decode())
    stood = page.split('name="stood" value="')[1].split('"')[0]
    answer = signed_in(facilitator).post(url(said, "later"), {**typed, "stood": stood})
    assert answer.headers["Location"] == url(said, "answer")


class TestTheClock:
    def test_a_pause_moves_what_is_open_once_and_tells_each(self, project, amina, jo):
        said = contribution(amina, answer_by=DAY + WEEK)
        late = contribution(amina, answer_by=DAY - WEEK)
        done = contribution(amina, answer_by=DAY + WEEK)
        answered(done, by=jo)
        for _press in "12":
            pause(project, jo, DAY + WEEK)
        days = dict(Contribution.objects.values_list("pk", "answer_by"))
        assert days == {said.pk: DAY + 2 * WEEK, late.pk: DAY - WEEK, done.pk: DAY + WEEK}
        said.refresh_from_db()
        assert (said.first_answer_by, said.later_why) == (DAY + WEEK, "Holidays.")
        assert Delivery.objects.count() == 1

    def test_a_longer_pause_moves_by_what_is_more(self, project, amina, jo):
        said = contribution(amina, answer_by=DAY + WEEK)
        pause(project, jo, DAY + WEEK)
        pause(project, jo, DAY + 2 * WEEK, why="The flu, too.")
        said.refresh_from_db()
        assert (said.first_answer_by, said.answer_by) == (DAY + WEEK, DAY + 3 * WEEK)

    def test_a_day_that_was_promised_never_moves_back(self, project, amina, jo):
        said = contribution(amina, answer_by=DAY + WEEK)
        pause(project, jo, DAY + WEEK)
        pause(project, jo, None)
        said.refresh_from_db()
        assert said.answer_by == DAY + 2 * WEEK
        assert answer_day(project, NOW) == DAY + 2 * WEEK

    def test_it_ends_by_itself(self, project, jo, signed_in, facilitator):
        today = timezone.localdate()
        pause(project, jo, today + WEEK, why="We are all ill.", now=timezone.now())
        client = signed_in(facilitator)
        for path in (LIST, "/projects/waiting-at-night/say/"):
            assert "We are all ill." in client.get(path).content.decode()
        AnswerTime.objects.update(paused_until=today)
        page = tight(signed_in(facilitator).get(LIST).content.decode())
        assert lacks(page, "We are all ill.", but_has="What waits for an answer")
        assert answer_day(project, timezone.now()) == today + timedelta(days=14)

    def test_the_days_can_be_changed_when_a_pause_is_over(
        self, project, jo, signed_in, facilitator
    ):
        pause(project, jo, timezone.localdate() - WEEK, now=NOW)
        client, path = signed_in(facilitator), f"{LIST}days/"
        stood = client.get(path).context["form"]["stood"].value()
        assert client.post(path, {"days": "7", "stood": stood}).status_code == 302
        clock = AnswerTime.objects.get()
        assert (clock.days, clock.paused_until) == (7, None)

    def test_a_pause_needs_a_reason(self, project, signed_in, facilitator):
        client, path = signed_in(facilitator), f"{LIST}days/"
        stood = client.get(path).context["form"]["stood"].value()
        typed = {"days": "7", "paused_until": timezone.localdate() + WEEK, "stood": stood}
        assert "Say why. Everybody can read it." in client.post(path, typed).content.decode()
        assert not AnswerTime.objects.exists()


class TestReminders:
    def morning(self, day) -> datetime:
        return NOW.replace(year=day.year, month=day.month, day=day.day, hour=9)

    def reminded(self, day) -> list[str]:
        return [member.known_as for member in find_people(now=self.morning(day))]

    def test_whoever_said_they_answer_is_told_two_days_before_and_on_the_day(
        self, amina, jo, grace
    ):
        before = NOW - 3 * WEEK
        contribution(amina, said_at=before, answer_by=DAY, read_by=jo, read_at=before)
        assert self.reminded(DAY - timedelta(days=3)) == []
        for day in (DAY - timedelta(days=2), DAY):
            assert self.reminded(day) == ["Jo"]
            assert "Answer Amina" in put_into_words(remind(jo, now=self.morning(day))).summary
            assert self.reminded(day) == []

    @pytest.mark.parametrize("change", [{}, {"left_at": NOW}, {"role": Role.PARTICIPANT}])
    def test_else_all_facilitators_are(self, amina, jo, grace, change):
        bo = factories.MemberFactory(project=jo.project, role=Role.FACILITATOR)
        for name, value in change.items():
            setattr(bo, name, value)
        bo.save()
        who = {"read_by": bo, "read_at": NOW} if change else {}
        if not change:
            bo.delete()
        contribution(amina, said_at=NOW - 3 * WEEK, answer_by=DAY, **who)
        assert self.reminded(DAY) == ["Jo", "Grace"]

    def test_what_was_put_off_comes_back_to_whoever_follows_it_up(self, amina, jo, grace):
        said = contribution(amina, said_at=NOW - 9 * WEEK)
        more = {"outcome": "passed-on", "passed_to": "Anil", "until": DAY, "followed_up_by": grace}
        answered(said, by=jo, at=NOW - 8 * WEEK, **more)
        assert self.reminded(DAY - timedelta(days=2)) == ["Grace"]
        told = put_into_words(remind(grace, now=self.morning(DAY))).summary
        assert "Look again at what Amina said" in told

    def test_all_of_it_goes_in_one_email(self, amina, jo):
        for _one in "12":
            contribution(amina, said_at=NOW - 3 * WEEK, answer_by=DAY)
        message = remind(jo, now=self.morning(DAY))
        assert len(message.data["items"]) == 2
        assert remind(jo, now=self.morning(DAY)) is None

    def test_an_answer_that_is_being_looked_at_reminds_nobody_to_write_it(self, amina, jo, grace):
        said = contribution(amina, said_at=NOW - 3 * WEEK, answer_by=DAY)
        said.honours.create(member=amina, mark="hard")
        answer_contribution(said, outcome="no", reason="No.", by=jo, now=NOW)
        assert self.reminded(DAY) == []


def test_what_comes_back_is_asked_on_today_from_its_day_on(signed_in, facilitator, amina, jo):
    said = contribution(amina)
    today = timezone.localdate()
    answered(said, by=jo, outcome="not-now", until=today + timedelta(days=1))
    client = signed_in(facilitator)
    path = "/projects/waiting-at-night/"
    assert client.get(path).context["asked"].waited_for == []
    said.answer.until = today
    said.answer.save()
    said.take_answer(said.answer)
    said.save()
    (ask,) = client.get(path).context["asked"].waited_for
    assert "We wanted to look at it again on" in ask.text
    assert not ask.is_late
