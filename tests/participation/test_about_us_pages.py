"""The pages of questions about people: who asks, who answers, who sees which numbers, and who sees no answer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.own_keys import destroy_own_key
from participation import services
from participation.models import AboutUsAnswer, AboutUsQuestion, Consent
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.needing import came, home
from tests.pages import lacks, tight
from tests.participation.asking_about_us import AGES, answer_it, ask_about_us

pytestmark = pytest.mark.django_db
ASKED = {
    "words": "How old are you?",
    "why": "To see who is missing.",
    "choice_0": "Under 25",
    "wanted_0": "a few",
    "choice_1": "25 or more",
    "wanted_1": "12",
}


@pytest.fixture
def question(project):
    return ask_about_us(project)


@pytest.fixture
def theirs(facilitator, jo):
    return came(facilitator, at=timezone.now())


def set_up(url) -> str:
    return f"{url('people')}?show=about-us"


def test_a_facilitator_asks_a_question_and_everybody_sees_it_once(theirs, me, url, project):
    page = theirs.get(set_up(url)).text
    assert "How far away do you live?" in page
    key = theirs.get(set_up(url)).context["form"]["sent_key"].value()
    for _press in range(2):
        answer = theirs.post(url("about_us_add"), {**ASKED, "sent_key": key})
        assert answer.url == set_up(url)
    found = AboutUsQuestion.objects.get()
    assert [(one.words, one.wanted) for one in found.answers] == [
        ("Under 25", "few"),
        ("25 or more", "12"),
    ]
    assert "Under 25 (a few), 25 or more (12)" in theirs.get(set_up(url)).text
    page = tight(me.get(url("people")).text)
    assert "Who should be here, and who is" in page
    assert "Too few have answered" in page


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"choice_1": ""}, "Write at least two answers to choose from."),
        ({"choice_1": "under 25"}, "This answer is there already."),
        ({"wanted_0": "many"}, "Write a number, or “a few”."),
        ({"wanted_0": "-3"}, "Write a number, or “a few”."),
        ({"wanted_2": "3"}, "Write the answer, too."),
        ({"why": ""}, "Say why you ask."),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(theirs, url, typed, error):
    answer = theirs.post(url("about_us_add"), {**ASKED, **typed})
    assert answer.status_code == 200
    assert error in tight(answer.text)
    assert "25 or more" in answer.text or "choice_1" in typed
    assert not AboutUsQuestion.objects.exists()


def test_of_two_who_change_a_question_the_second_sees_both(theirs, url, question):
    page = f"{set_up(url)}&one={question.pk}"
    first = theirs.get(page).context["form"]
    stood = {name: first[name].value() or "" for name in first.fields}
    change = url("about_us_change", question.pk)
    assert theirs.post(change, {**stood, "words": "What is your age?"}).status_code == 302
    answer = theirs.post(change, {**stood, "words": "Your age?"})
    assert answer.status_code == 409
    assert ("What is your age?" in answer.text, "Your age?" in answer.text) == (True, True)
    again = answer.context["form"]
    assert theirs.post(change, {**again.data.dict()}).status_code == 302
    question.refresh_from_db()
    assert question.words == "Your age?"


def test_of_what_somebody_answered_only_how_many_should_be_here_can_be_changed(
    theirs, url, question
):
    answer_it(question, 0)
    page = theirs.get(f"{set_up(url)}&one={question.pk}")
    assert "other words would change what people said" in tight(page.text)
    form = page.context["form"]
    typed = {"revision": "1", "wanted_0": "3"}
    for other in ({"words": "Something else?"}, {"choice_0": "X"}, {"choice_5": "One more"}):
        refused = theirs.post(url("about_us_change", question.pk), typed | other)
        assert refused.status_code == 200
        assert "Somebody has answered, so the words stay as they are." in refused.text
    assert theirs.post(url("about_us_change", question.pk), typed).status_code == 302
    question.refresh_from_db()
    assert (question.words, question.answers[0].words) == ("How old are you?", AGES[0])
    assert question.answers[0].wanted == "3"
    assert len(form.rows) == len(AGES)


def test_ending_a_question_deletes_the_answers(theirs, url, question):
    answer_it(question, 1)
    assert theirs.post(url("about_us_end", question.pk)).url == set_up(url)
    assert not AboutUsAnswer.objects.exists()
    assert theirs.post(url("about_us_end", question.pk)).status_code == 404


@pytest.mark.parametrize("page", ["about_us_add", "about_us_change", "about_us_end"])
def test_only_facilitators_ask(me, url, question, page):
    more = () if page == "about_us_add" else (question.pk,)
    assert me.post(url(page, *more), ASKED).status_code == 403
    found = me.get(set_up(url)).text
    assert lacks(found, "Ask a question", but_has="Everybody by name")


def test_a_member_answers_changes_and_takes_back(me, url, amina, question):
    page = me.get(url("question", "about-us")).text
    assert page.index("I’d rather not say") > page.index(AGES[2])
    name = f"about_{question.pk}"
    assert send(me, url("question", "about-us"), {name: "2"}).status_code == 302
    assert services.read_about_me(amina) == {question.pk: 2}
    assert "Only you can see it, under “Change”." in tight(me.get(url("receipt")).text)
    form = me.get(url("question", "about-us")).context["form"]
    assert form[name].value() == "2"
    send(me, url("question", "about-us"), {name: ""})
    assert services.read_about_me(amina) == {question.pk: None}
    me.post(url("take_back", "about-us"))
    assert not AboutUsAnswer.objects.exists()
    assert "Nothing: taken back." in tight(me.get(url("receipt")).text)


def test_a_facilitator_writes_it_down_and_reads_nothing(theirs, me, url, amina, question):
    other = ask_about_us(question.project, words="How far do you live?")
    send(me, url("question", "about-us"), {f"about_{question.pk}": "2", f"about_{other.pk}": "1"})
    page = theirs.get(url("member_question", amina.pk, "about-us")).text
    assert page.count("checked") == 2
    assert page.count('value="keep"') == 2
    typed = {f"about_{question.pk}": "0"}
    address = url("member_question", amina.pk, "about-us")
    assert send(theirs, address, typed).status_code == 302
    assert services.read_about_me(amina) == {question.pk: 0, other.pk: 1}
    receipt = tight(theirs.get(url("member_receipt", amina.pk)).text)
    assert "Answered, and locked. It is only counted." in receipt
    assert lacks(receipt, AGES[0], but_has="A few things about you")
    assert "Jo wrote it down" in tight(me.get(url("receipt")).text)


def test_the_page_of_somebody_else_does_not_tell_two_answers_apart(theirs, url, question):
    one, other = answer_it(question, 0, 2)
    pages = [
        theirs.get(url("member_question", member.pk, "about-us")).context["form"]["stood"].value()
        for member in (one, other)
    ]
    assert pages[0] == pages[1]


def test_what_was_saved_meanwhile_is_said_and_what_was_chosen_stays(
    theirs, me, url, amina, question
):
    address, name = url("question", "about-us"), f"about_{question.pk}"
    stood = me.get(address).context["form"]["stood"].value()
    services.record_about_me(amina, answers={question.pk: 2}, now=NOW)
    answer = me.post(address, {name: "1", "stood": stood})
    assert answer.status_code == 409
    assert "Somebody saved other answers meanwhile." in tight(answer.text)
    form = answer.context["form"]
    assert (form[name].value(), services.read_about_me(amina)) == ("1", {question.pk: 2})
    assert me.post(address, {name: "1", "stood": form["stood"].value()}).status_code == 302
    assert services.read_about_me(amina) == {question.pk: 1}


def test_it_is_asked_in_today_once_and_not_on_coming_in(me, url, amina, project, question):
    said = {"answer": "yes", "said_at": timezone.now()}
    for purpose in set(Consent.Purpose.values) - {"about-us"}:
        Consent.objects.update_or_create(member=amina, purpose=purpose, defaults=said)
    amina.experience_answered_at = NOW
    amina.save()
    assert services.open_questions(amina, now=timezone.now()) == []
    assert "Will you help us see who is missing?" in me.get(home(project)).text
    me.post(url("question", "about-us"), {"answer": "later"})
    page = me.get(home(project)).text
    assert lacks(page, "Will you help us see", but_has=project.name)
    assert Consent.objects.get(member=amina, purpose="about-us").answer == "later"


def test_members_and_coordinators_see_the_numbers_with_their_day(
    me, signed_in, url, project, question
):
    answer_it(question, *(0, 1) * 6, 2)
    services.count_about_us(project, now=NOW)
    answer_it(question, *(1, 2) * 3)
    coordinator = factories.CoordinatorFactory(organisation=project.organisation)
    assert "Counted on Thursday 19 November 2026" in tight(me.get(url("people")).text)
    page = tight(signed_in(coordinator.user).get(url("people")).text)
    assert "Counted on Thursday 19 November 2026" in page
    assert "few, or not shown so that nobody can be worked out" in page
    assert lacks(page, "fewer than five", but_has="Here now")
    assert lacks(page, "Answer for myself", but_has="Counted on")


def test_a_number_below_five_is_said_to_be_so_where_nothing_larger_is_hidden(
    me, url, project, question
):
    answer_it(question, *(0, 1) * 6)
    services.count_about_us(project, now=NOW)
    page = tight(me.get(url("people")).text)
    assert "fewer than five" in page
    assert lacks(page, "not shown so that", but_has="Counted on")


def test_an_older_look_shows_the_numbers_of_its_time(me, url, project, question):
    review = factories.ParticipationReviewFactory(project=project, finished_at=NOW)
    answer_it(question, *(0, 1) * 6)
    services.count_about_us(project, now=timezone.now().replace(year=NOW.year + 1))
    page = tight(me.get(url("review_detail", review.pk)).text)
    assert "Too few have answered" in page
    review.finished_at = None
    review.save()
    assert "Counted on" in tight(me.get(url("review_detail", review.pk)).text)


def test_people_takes_few_queries(count_queries, me, client, participant, url, project, question):
    client.force_login(participant)
    answer_it(question, *(0, 1) * 6)
    services.count_about_us(project, now=NOW)
    for n in range(4):
        ask_about_us(project, words=f"Question {n}")
    pages = ("people", "receipt")
    assert [count_queries(url(page)) <= 12 for page in pages] == [True, True]
    assert count_queries(reverse("participation:question", args=[project.slug, "about-us"])) <= 12


def test_facilitators_see_that_nothing_is_counted_while_a_key_is_away(theirs, url, question):
    members = answer_it(question, 0, 0, 1)
    stopped = "Nothing is counted anew now"
    assert lacks(theirs.get(set_up(url)), stopped, but_has="How far away do you live?")
    destroy_own_key(members[1].own_keys.get().name)
    assert stopped in theirs.get(set_up(url)).text
    # What went with somebody, or with its question, is not waited for.
    services.end_membership(members[1], now=NOW)
    assert lacks(theirs.get(set_up(url)), stopped, but_has="How far away do you live?")
    destroy_own_key(members[2].own_keys.get().name)
    assert stopped in theirs.get(set_up(url)).text
    ask_about_us(question.project, "Where do you live?")
    services.end_about_us_question(question, now=NOW)
    assert lacks(theirs.get(set_up(url)), stopped, but_has="Where do you live?")
