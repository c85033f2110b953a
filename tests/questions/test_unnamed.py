"""What is said without a name is sealed, appears on the next day, mixed, once, and is told behind three words."""

import random
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from ballots.keys import KeyIsAway, destroy_key, is_there
from ballots.models import Seal
from ballots.sealing import TooLong
from outbox.models import Delivery
from projects.models import Project
from questions import services, unnamed_limits
from questions.coming_back import find_by_words
from questions.models import Contribution, ThreeWords, UnnamedDay, UnnamedHour, UnnamedNote
from questions.models.contributions import MOST_SAID
from questions.tasks import open_unnamed
from questions.unnamed_limits import TooMuchThisHour, forget_hours
from tests.questions.rows import answered, question
from tests.questions.unnamed import WORDS, let_appear, said_on, say, sealed_in, tomorrow

pytestmark = pytest.mark.django_db


def test_it_is_sealed_until_the_next_day_and_then_it_is_there_without_a_name(project, amina):
    asked = question(amina)
    more = {"kind": "worry", "question": asked, "outside": "words", "is_unasked": True}
    three_words = say(project, "Nobody asks the night staff.", **more)
    assert not Contribution.objects.exists()
    (said,) = let_appear(project)
    assert (said.words, said.kind, said.question) == (
        *("Nobody asks the night staff.", "worry", asked),
    )
    assert (said.may_be_public, said.is_unasked, said.is_unnamed) == (True, True, True)
    assert (said.member, said.entered_by, said.sent_key, said.for_whom) == (None, None, None, "")
    assert len(three_words.split()) == 3
    assert not UnnamedDay.objects.exists()


def test_it_has_a_day_and_no_time_and_the_clock_starts_there(project):
    say(project, "Ask us.")
    late = timezone.localtime(tomorrow(days=3)).replace(hour=17, minute=23)
    (said,) = let_appear(project, now=late)
    assert timezone.localtime(said.said_at).time() == time(0)
    assert said_on(said) == late.date()
    assert said.answer_by == late.date() + timedelta(days=14)


def test_not_before_the_day_is_over(project, monkeypatch):
    say(project, "Ask us.")
    open_unnamed()
    assert not Contribution.objects.exists()
    at = tomorrow()
    monkeypatch.setattr(timezone, "now", lambda: at)
    open_unnamed()
    assert Contribution.objects.get().words == "Ask us."


def test_what_is_said_after_midnight_does_not_appear_with_the_day_before(project):
    say(project, "Yesterday")
    later = tomorrow()
    say(project, "Today", now=later)
    assert [said.words for said in let_appear(project, now=later)] == ["Yesterday"]
    assert len(sealed_in(project)) == 1


def test_their_order_is_of_chance(project):
    orders = set()
    for turn in range(9):
        Contribution.objects.all().delete()
        for words in ("a", "b", "c"):
            say(project, f"{words}{turn}")
        orders.add("".join(said.words[0] for said in let_appear(project)))
    assert len(orders) > 1


def test_opened_twice_or_by_two_workers_nothing_is_there_twice(project):
    say(project, "Ask us.")
    day = UnnamedDay.objects.get()
    assert services.open_unnamed(day, now=tomorrow()) == 1
    assert services.open_unnamed(day, now=tomorrow()) == 0
    assert Contribution.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("where", ["_show_said", "answer_day", "open_seal"])
def test_whoever_dies_while_opening_loses_nothing(project, monkeypatch, where):
    from questions.services import unnamed

    def die(*_arguments, **_named):
        raise SystemExit

    say(project, "One")
    say(project, "Two")
    with monkeypatch.context() as now:
        now.setattr(unnamed, where, die)
        with pytest.raises(SystemExit):
            let_appear(project)
    assert not Contribution.objects.exists()
    assert {said.words for said in let_appear(project)} == {"One", "Two"}


def test_a_project_that_ended_meanwhile_still_shows_it(project):
    say(project, "Ask us.")
    Project.objects.update(state=Project.State.ENDED)
    assert len(let_appear(project)) == 1


# Sent twice


def test_a_form_sent_twice_is_one_with_the_same_three_words(project):
    assert say(project, "Ask us.", three_words=WORDS) == WORDS
    assert say(project, "Ask us.", three_words=WORDS) == WORDS
    assert len(sealed_in(project)) == 1


def test_sent_again_over_midnight_or_after_it_appeared_it_is_still_one(project):
    say(project, "Ask us.", three_words=WORDS)
    assert say(project, "Ask us.", three_words=WORDS, now=tomorrow()) == WORDS
    let_appear(project)
    assert say(project, "Ask us.", three_words=WORDS, now=tomorrow()) == WORDS
    assert len(let_appear(project, now=tomorrow(days=2))) == 1


def test_other_words_in_the_same_form_get_three_words_of_their_own(project):
    say(project, "Ask us.", three_words=WORDS)
    other = say(project, "Ask us again.", three_words=WORDS)
    assert other != WORDS
    assert len(let_appear(project)) == 2
    assert find(project, WORDS).words == "Ask us."
    assert find(project, other).words == "Ask us again."


def test_what_is_too_long_when_packed_is_refused(project):
    """As long as a form takes, signs of any script fit; not signs of chance from all of Unicode."""
    chance = random.Random(3)
    say(project, "".join(chr(chance.randrange(0x20000, 0x2A6DF)) for _n in range(MOST_SAID)))
    with pytest.raises(TooLong):
        say(project, "".join(chr(chance.randrange(0x10000, 0x110000)) for _n in range(MOST_SAID)))
    assert len(sealed_in(project)) == 1


# Keys


def test_without_its_key_nothing_is_taken_and_nothing_lost(project, caplog):
    say(project, "Ask us.")
    day = UnnamedDay.objects.select_related("seal").get()
    destroy_key(day.seal.pk)
    with pytest.raises(KeyIsAway):
        say(project, "Ask us again.")
    with pytest.raises(KeyIsAway):
        let_appear(project)
    assert UnnamedDay.objects.count() == 1
    assert services.open_unnamed(day, now=tomorrow(), without_key=True) == 0
    assert not UnnamedDay.objects.exists()
    assert "1 pieces" in caplog.text


def test_a_lost_key_of_yesterday_does_not_keep_today_from_being_taken(project):
    say(project, "Lost")
    destroy_key(UnnamedDay.objects.get().seal_id)
    say(project, "Kept", now=tomorrow())
    assert [content["words"] for content in sealed_of(project, tomorrow())] == ["Kept"]


def sealed_of(project, now):
    from ballots.services import look_into

    day = UnnamedDay.objects.select_related("seal").get(day=timezone.localdate(now))
    return look_into(day.seal)


def test_a_seal_lies_ready_before_anybody_needs_it(project):
    ended = project.__class__.objects.exclude(pk=project.pk)
    assert services.make_days_ready(now=timezone.now()) == 1 + ended.count()
    spare = UnnamedDay.objects.spare().get(project=project)
    seals = set(Seal.objects.values_list("pk", flat=True))
    say(project, "Ask us.")
    assert set(Seal.objects.values_list("pk", flat=True)) == seals
    assert UnnamedDay.objects.get(project=project).seal_id == spare.seal_id
    # The next one is not made while this one is used: the time of its file would tell when.
    assert services.make_days_ready(now=timezone.now()) == 0
    assert services.make_days_ready(now=tomorrow()) == 1


def test_one_that_nobody_used_and_whose_key_is_away_is_made_anew(project):
    services.make_days_ready(now=timezone.now())
    old = UnnamedDay.objects.get(project=project).seal_id
    destroy_key(old)
    assert services.make_days_ready(now=timezone.now()) == 1
    seal = Seal.objects.get(pk=UnnamedDay.objects.get(project=project).seal_id)
    assert seal.pk != old
    assert is_there(seal.pk, seal.public_key)


# Limits


def test_there_is_a_limit_for_a_project_and_an_hour(project, twin, monkeypatch):
    monkeypatch.setattr(unnamed_limits, "MOST_SAID_AN_HOUR", 2)
    now = datetime(2026, 3, 2, 10, 50, tzinfo=timezone.get_default_timezone())
    say(project, "1", now=now, three_words=WORDS)
    say(project, "2", now=now)
    with pytest.raises(TooMuchThisHour):
        say(project, "3", now=now)
    assert say(project, "1", now=now, three_words=WORDS) == WORDS
    say(twin, "1", now=now)
    say(project, "3", now=now + timedelta(minutes=10))
    assert len(sealed_in(project)) == 3


def test_when_the_hour_is_over_nothing_is_left_of_it_and_all_pieces_are_written_anew(project, twin):
    from ballots.models import SealedPiece

    now = datetime(2026, 3, 2, 10, 50, tzinfo=timezone.get_default_timezone())
    say(project, "1", now=now)
    say(twin, "1", now=now)
    keys = set(SealedPiece.objects.values_list("pk", flat=True))
    assert not forget_hours(now=now)
    assert forget_hours(now=now + timedelta(minutes=10))
    hours = UnnamedHour.objects.order_by("pk").values_list("hour", "said", "tried", "tried_outside")
    assert len(set(hours)) == 1
    assert hours[0][1:] == (0, 0, 0)
    assert not keys & set(SealedPiece.objects.values_list("pk", flat=True))
    assert not forget_hours(now=now + timedelta(hours=3))


# Coming back


def find(project, typed, *, is_inside=True, now=None) -> Contribution | None:
    return find_by_words(project, typed, is_inside=is_inside, now=now or timezone.now())


def test_three_words_lead_back_to_what_was_said_and_to_nothing_else(project, twin):
    three_words = say(project, "Ask us.")
    other = say(project, "Ask them.")
    let_appear(project)
    assert find(project, three_words.upper()).words == "Ask us."
    assert find(project, other).words == "Ask them."
    assert find(twin, three_words) is None
    assert find(None, three_words) is None
    assert find(project, WORDS) is None
    assert not ThreeWords.objects.filter(hashed__contains=three_words.split()[0]).exists()


def test_words_that_lead_somewhere_leave_no_trace(project):
    three_words = say(project, "Ask us.")
    let_appear(project)
    before = list(UnnamedHour.objects.values())
    find(project, three_words)
    assert list(UnnamedHour.objects.values()) == before


def test_guessing_has_a_limit_an_hour_and_strangers_keep_no_member_out(project, monkeypatch):
    monkeypatch.setattr(unnamed_limits, "MOST_TRIED_AN_HOUR", 2)
    three_words = say(project, "Ask us.")
    let_appear(project)
    now = timezone.now().replace(minute=10)
    for _time in range(2):
        assert find(project, WORDS, is_inside=False, now=now) is None
    assert find(project, three_words, is_inside=False, now=now) is None
    assert find(project, three_words, is_inside=True, now=now)
    assert find(project, three_words, is_inside=False, now=now + timedelta(hours=1))


def test_a_facilitator_writes_back_once_and_the_author_again_from_the_next_day_on(project, jo):
    three_words = say(project, "Ask us.")
    (said,) = let_appear(project)
    for _time in range(2):
        services.write_back(said, by=jo, words="What would help?", now=timezone.now())
        services.seal_note(said, words="A bus.", now=timezone.now())
    assert UnnamedNote.objects.count() == 1
    let_appear(project)
    services.seal_note(said, words="A bus.", now=tomorrow())
    let_appear(project, now=tomorrow(days=2))
    notes = [
        (note.by, note.is_by_author, note.words) for note in find(project, three_words).notes.all()
    ]
    assert notes == [(jo, False, "What would help?"), (None, True, "A bus.")]


def judge(said, **how) -> bool:
    how = {"is_enough": True, "now": timezone.now(), **how}
    return services.seal_judgement(said.answer, **how)


def test_a_no_without_a_name_is_sealed_and_opens_it_once_more_on_the_next_day(project, jo):
    say(project, "Ask us.")
    (said,) = let_appear(project)
    answered(said, by=jo)
    assert judge(said, is_enough=False, why="It is not the lift.")
    assert not judge(said, is_enough=True)
    said.answer.refresh_from_db()
    assert said.answer.is_enough is None
    let_appear(project, now=tomorrow(days=2))
    answer = said.answers.get()
    assert (answer.is_enough, answer.not_enough_why) == (False, "It is not the lift.")
    assert answer.told_enough_by is None
    assert timezone.localtime(answer.told_enough_at).time() == time(0)
    said.refresh_from_db()
    assert said.answer is None
    assert said.answer_by == timezone.localdate(tomorrow(days=2)) + timedelta(days=14)
    told = Delivery.objects.get()
    assert (told.member, told.message.kind) == (jo, "contribution_open_again")


def test_a_yes_without_a_name_is_kept_with_its_day(project, jo):
    say(project, "Ask us.")
    (said,) = let_appear(project)
    answered(said, by=jo)
    judge(said)
    let_appear(project, now=tomorrow(days=2))
    assert said.answers.get().is_enough
    assert not Delivery.objects.exists()


def test_a_no_to_what_was_answered_anew_meanwhile_is_kept_as_a_note(project, jo):
    say(project, "Ask us.")
    (said,) = let_appear(project)
    answered(said, by=jo)
    judge(said, is_enough=False, why="It is not the lift.")
    answered(said, by=jo, number=2)
    let_appear(project, now=tomorrow(days=2))
    assert said.notes.get().words == "It is not the lift."
    assert not said.answers.filter(is_enough=False).exists()
