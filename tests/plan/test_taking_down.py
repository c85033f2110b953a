"""A facilitator takes down what a member added: its author is told why, and can answer."""

import pytest
from django.urls import reverse

from core.dates import long_date
from elements.records.groundwork import read_groundwork
from outbox.kinds import put_into_words
from outbox.models import Delivery, Message, Preference, Rhythm
from plan import services
from plan.addresses import known_address
from plan.models import Addition
from tests import factories
from tests import known_factories as things
from tests.factories import DAY, NOW
from tests.filled_forms import send
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WORDS, WHY = "Mrs Hall snores.", "It names somebody."


@pytest.fixture
def point(project):
    return things.StartingPointFactory(project=project, what="Complaints")


@pytest.fixture
def addition(point, amina):
    return services.add_to_starting_point(point, member=amina, by=amina, words=WORDS, now=NOW)


@pytest.fixture
def down(addition, jo):
    services.take_down_addition(addition, by=jo, why=WHY, now=NOW)
    return addition


def page(client, project, point) -> str:
    return tight(client.get(known_address(project.slug, "data", one=point.pk)).content.decode())


def address(name, project, addition):
    return reverse(f"plan:addition_{name}", args=[project.slug, addition.pk])


def told(kind):
    message = Message.objects.get(kind=kind)
    who = set(Delivery.objects.filter(message=message).values_list("member__known_as", flat=True))
    return put_into_words(message), who


def test_a_facilitator_takes_it_down_with_a_reason(
    signed_in, facilitator, project, point, addition
):
    client = signed_in(facilitator)
    assert address("take_down", project, addition) in page(client, project, point)
    answer = client.post(address("take_down", project, addition), {"words": WHY}, follow=True)
    assert "It is taken down, and whoever said it is told why." in answer.content.decode()
    day = long_date(Addition.objects.get().taken_down_at)
    assert f"Jo took it down on {day}, because: “{WHY}”" in tight(answer.content.decode())


def test_others_do_not_read_it_any_more_neither_here_nor_in_the_list(
    signed_in, project, point, down
):
    other = factories.MemberFactory(project=project)
    client = signed_in(other.user)
    assert lacks(page(client, project, point), "snores", WHY, but_has="Complaints")
    everything = client.get(reverse("plan:known", args=[project.slug]))
    assert lacks(everything, "snores", but_has="Complaints")


def test_its_author_reads_why_and_answers(signed_in, participant, project, point, down):
    client = signed_in(participant)
    assert WHY in page(client, project, point)
    sent = {f"a{down.pk}-words": "She asked me to say so."}
    for _time in range(2):
        reads = known_address(project.slug, "data", one=point.pk)
        answer = send(client, address("answer", project, down), sent, page=reads, follow=True)
        assert "The people who run the project are told." in answer.content.decode()
    assert "Amina answered: “She asked me to say so.”" in page(client, project, point)
    words, who = told("addition_defended")
    assert who == {"Jo"}
    assert words.summary == (
        "It said: “Mrs Hall snores.”\n\nWe took it down, because: “It names somebody.”\n\n"
        "The answer: “She asked me to say so.”"
    )


def test_an_answer_without_words_keeps_the_page_and_says_what_is_missing(
    signed_in, participant, project, down
):
    answer = signed_in(participant).post(
        address("answer", project, down), {f"a{down.pk}-words": ""}
    )
    assert "Write what you say to it." in answer.content.decode()


def test_its_author_is_told_by_their_channel_also_who_wants_no_news(addition, amina, jo, point):
    Preference.objects.create(member=amina, rhythm=Rhythm.ASKED_ONLY)
    other = services.add_to_starting_point(point, member=jo, by=jo, words="Cold.", now=NOW)
    services.take_down_addition(addition, by=jo, why=WHY, now=NOW)
    other.refresh_from_db()
    assert other.taken_down_at is None
    words, who = told("addition_taken_down")
    assert who == {"Amina"}
    assert words.subject == "Jo has taken down what you added"
    assert words.summary == (
        "You added: “Mrs Hall snores.”\n\nOthers can't read it now, because: “It names somebody.”"
        "\n\nWhat do you say to that?"
    )


def test_it_is_put_back_and_its_author_is_told(
    signed_in, facilitator, participant, project, point, down
):
    signed_in(facilitator).post(address("put_back", project, down))
    down.refresh_from_db()
    assert (down.taken_down_at, down.taken_down_why, down.reply) == (None, "", "")
    assert told("addition_put_back")[1] == {"Amina"}
    assert WORDS in page(signed_in(participant), project, point)
    words, _who = told("addition_taken_down")
    assert words.kind.over(down.member) == "It is back in sight."


def test_putting_back_twice_tells_once(down, jo):
    for _time in range(2):
        services.put_back_addition(down, by=jo, now=NOW)
    assert Message.objects.filter(kind="addition_put_back").count() == 1


def test_the_second_of_two_who_take_it_down_keeps_their_words_in_sight(
    signed_in, facilitator, project, addition
):
    other = factories.MemberFactory(project=project, known_as="Kwame", role="facilitator")
    client = signed_in(facilitator)
    services.take_down_addition(addition, by=other, why="It hurts.", now=NOW)
    answer = client.post(address("take_down", project, addition), {"words": WHY})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "It hurts." in shown
    assert WHY in shown
    assert Message.objects.filter(kind="addition_taken_down").count() == 1


def test_the_same_form_sent_twice_tells_once(down, jo):
    services.take_down_addition(down, by=jo, why=WHY, now=NOW)
    assert Message.objects.filter(kind="addition_taken_down").count() == 1


def test_an_answer_to_what_is_back_meanwhile_is_not_sent(signed_in, participant, project, addition):
    sent = {f"a{addition.pk}-words": "She asked me.", f"a{addition.pk}-stood": "as on the page"}
    answer = signed_in(participant).post(address("answer", project, addition), sent, follow=True)
    assert "It is back in sight already." in answer.content.decode()
    assert not Message.objects.exists()


def test_only_facilitators_take_down_and_only_its_author_answers(
    signed_in, facilitator, project, down
):
    other = signed_in(factories.MemberFactory(project=project).user)
    for name in ("take_down", "put_back", "answer"):
        assert other.post(address(name, project, down), {"words": "No."}).status_code == 403
    assert signed_in(facilitator).post(address("answer", project, down)).status_code == 403


def test_nobody_is_taken_for_a_member_who_has_left(signed_in, coordinator, project, addition):
    Addition.objects.update(written_by=None)
    client = signed_in(coordinator)
    for name in ("take_back", "answer"):
        assert client.post(address(name, project, addition)).status_code == 403
    assert Addition.objects.exists()


def test_whoever_wrote_it_down_types_in_what_its_author_says(
    signed_in, facilitator, project, point, jo
):
    rosa = factories.MemberFactory(project=project, user=None, known_as="Rosa")
    addition = services.add_to_starting_point(point, member=rosa, by=jo, words=WORDS, now=NOW)
    services.take_down_addition(addition, by=jo, why=WHY, now=NOW)
    client = signed_in(facilitator)
    sent, reads = (
        {f"a{addition.pk}-words": "I meant well."},
        known_address(project.slug, "data", one=point.pk),
    )
    send(client, address("answer", project, addition), sent, page=reads)
    assert "Rosa answered: “I meant well.”" in page(client, project, point)
    assert told("addition_defended")[0].subject == "Rosa answers to what was taken down"


def test_what_is_down_counts_for_nothing(project, point, addition, jo):
    def counted() -> int:
        return read_groundwork(project, on=DAY, today=DAY)["points"]["some"]

    assert counted() == 1
    services.take_down_addition(addition, by=jo, why=WHY, now=NOW)
    assert counted() == 0


def test_a_facilitator_writes_down_words_of_those_alone_who_cannot_sign_in(
    signed_in, facilitator, project, point, amina
):
    by_hand = factories.MemberFactory(project=project, user=None, known_as="Rosa")
    client = signed_in(facilitator)
    add = reverse("plan:addition_create", args=[project.slug, point.pk])
    refused = client.post(add, {"words": "Cold.", "member": amina.pk})
    assert refused.status_code == 200
    assert not Addition.objects.exists()
    client.post(add, {"words": "Cold.", "member": by_hand.pk})
    assert Addition.objects.get().member == by_hand
