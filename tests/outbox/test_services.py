"""Telling people: one message an event, one delivery a person, by the channel and at the rhythm they chose."""

import pytest
from django.db import transaction

from core.revisions import EditConflict
from core.standing import how_it_stands
from outbox.audience import count_audience, reached_by_post
from outbox.models import Channel, Delivery, Message, Preference, RefusedAddress, Rhythm
from outbox.services import set_preference, stop_news, tell_members
from projects.models import Member
from tests.factories import NOW, MemberFactory

pytestmark = pytest.mark.django_db
NAMES = ("channel", "rhythm", "phone", "postal_address")


def say(project, *, recipients=None, event="chairs:1:ordered", asks=False, **words):
    return tell_members(
        event=event,
        project=project,
        kind="said_in_a_test",
        data={"subject": words.get("subject", "The chairs are ordered")},
        recipients=project.members.all() if recipients is None else recipients,
        asks=asks,
        now=NOW,
    )


def rows(message):
    fields = ("member__known_as", "channel", "is_held")
    return list(message.deliveries.order_by("member__known_as").values_list(*fields))


def test_each_hears_by_the_channel_and_at_the_rhythm_they_chose(project, jo, amina):
    for known_as, channel, rhythm in [
        ("Bea", Channel.EMAIL, Rhythm.WEEKLY),
        ("Carl", Channel.EMAIL, Rhythm.MONTHLY),
        ("Dee", Channel.EMAIL, Rhythm.ASKED_ONLY),
        ("Ed", Channel.POST, Rhythm.WEEKLY),
        ("Fay", Channel.PHONE, Rhythm.AT_ONCE),
    ]:
        member = MemberFactory(project=project, known_as=known_as)
        set_preference(member, channel=channel, rhythm=rhythm)
    MemberFactory(project=project, known_as="Gil", user=None)
    by_choice = MemberFactory(project=project, known_as="Hal", user=None)
    set_preference(by_choice, channel=Channel.EMAIL, rhythm=Rhythm.AT_ONCE)
    MemberFactory(project=project, known_as="Ida", left_at=NOW)

    assert rows(say(project)) == [
        ("Amina", "email", False),
        ("Bea", "email", True),
        ("Carl", "email", True),
        ("Ed", "post", False),
        ("Fay", "phone", False),
        ("Gil", "post", False),
        ("Hal", "post", False),
        ("Jo", "email", False),
    ]
    assert rows(say(project, event="chairs:1:asked", asks=True)) == [
        ("Amina", "email", False),
        ("Bea", "email", False),
        ("Carl", "email", False),
        ("Dee", "email", False),
        ("Ed", "post", False),
        ("Fay", "phone", False),
        ("Gil", "post", False),
        ("Hal", "post", False),
        ("Jo", "email", False),
    ]


@pytest.mark.parametrize("is_result", [True, False])
def test_who_wants_only_results_hears_those_at_once_and_what_is_asked(project, jo, is_result):
    set_preference(jo, channel=Channel.EMAIL, rhythm=Rhythm.RESULTS)
    told = {
        "event": "chairs:1",
        "project": project,
        "kind": "said_in_a_test",
        "data": {"subject": "The chairs are ordered"},
        "recipients": [jo],
        "now": NOW,
    }
    message = tell_members(**told, asks=False, is_result=is_result)
    assert rows(message) == ([("Jo", "email", False)] if is_result else [])
    counted = count_audience(project.members.filter(pk=jo.pk), is_result=is_result)
    assert (counted.total, counted.nobody) == ((1, 0) if is_result else (0, 1))
    asked = tell_members(**{**told, "event": "chairs:2"}, asks=True)
    assert rows(asked) == [("Jo", "email", False)]


def test_whoever_wants_only_results_can_stop_those_too(project, jo):
    set_preference(jo, channel=Channel.EMAIL, rhythm=Rhythm.RESULTS)
    stop_news(jo, now=NOW)
    assert Preference.objects.get(member=jo).rhythm == Rhythm.ASKED_ONLY


def test_an_event_is_told_once(project, jo, amina):
    first = say(project, recipients=[jo])
    again = say(project, recipients=[jo, amina], subject="Something else")
    assert (first, again.subject) == (again, "The chairs are ordered")
    assert rows(first) == [("Jo", "email", False)]


def test_a_person_named_twice_is_told_once(project, jo):
    assert rows(say(project, recipients=[jo, jo])) == [("Jo", "email", False)]


def test_one_person_in_two_projects_is_told_once(project, twin, jo):
    also_jo = MemberFactory(project=twin, user=jo.user, known_as="Jo there")
    message = say(project, recipients=[jo, also_jo])
    assert list(message.deliveries.values_list("recipient", flat=True)) == [f"user:{jo.user_id}"]


def test_nothing_is_told_when_the_change_is_undone(project, jo):
    with transaction.atomic():
        say(project)
        transaction.set_rollback(True)
    assert (Message.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_line_break_in_a_subject_does_not_reach_the_message(project, jo):
    assert say(project, subject="Chairs\r\nBcc: all@example.org").subject == (
        "Chairs Bcc: all@example.org"
    )


def test_a_thousand_are_told_in_a_handful_of_queries(project, django_assert_max_num_queries):
    Member.objects.bulk_create(
        MemberFactory.build(project=project, user=None, known_as=f"Member {n}") for n in range(1000)
    )
    # SQLite takes 999 values a statement, which is 66 rows.
    with django_assert_max_num_queries(26):
        message = say(project)
    assert message.deliveries.count() == 1000


def test_who_set_a_preference_is_kept_only_when_it_was_somebody_else(project, jo, amina):
    own = set_preference(amina, channel="email", rhythm="weekly", by=amina)
    assert own.set_by is None
    for_her = set_preference(amina, channel="phone", rhythm="at-once", phone=" 0123 ", by=jo)
    assert (for_her.pk, for_her.set_by, for_her.phone) == (own.pk, jo, "0123")


@pytest.mark.parametrize("channel", [None, "email", "post", "phone"])
@pytest.mark.parametrize("known", [{}, {"phone": "1"}, {"phone": "1", "postal_address": "1"}])
@pytest.mark.parametrize("address", ["works", "is refused", "is not known"])
def test_how_somebody_is_reached_is_the_same_in_a_list_and_for_one(
    project, channel, known, address
):
    member = MemberFactory(project=project, **({"user": None} if "not" in address else {}))
    if address == "is refused":
        RefusedAddress.objects.create(address=member.user, since=NOW, words="550 No")
    if channel:
        Preference.objects.create(member=member, channel=channel, **known)
    rows = Member.objects.filter(pk=member.pk)
    reach = Preference.of(rows.get()).reach
    assert Preference.reach_of(rows.get()) == reach
    assert reached_by_post(rows).exists() == (reach == "post")
    counted = count_audience(rows, is_result=False)
    counts = {"email": sum(counted.by_email.values()), "post": counted.by_post}
    counts["phone"] = counted.by_phone
    assert [key for key, count in counts.items() if count] == [reach]


def test_what_is_no_result_is_not_told_to_who_hears_only_results(project, amina):
    set_preference(amina, channel=Channel.EMAIL, rhythm=Rhythm.RESULTS)
    assert rows(say(project)) == []


def test_the_choice_of_somebody_else_is_no_conflict(project, jo, amina):
    set_preference(jo, channel=Channel.POST, rhythm=Rhythm.WEEKLY)
    stood = how_it_stands(Preference.of(amina), NAMES)
    words = {"channel": Channel.EMAIL, "rhythm": Rhythm.MONTHLY, "stood": stood}
    assert set_preference(amina, **words).rhythm == Rhythm.MONTHLY
    with pytest.raises(EditConflict):
        set_preference(amina, **{**words, "rhythm": Rhythm.AT_ONCE})
