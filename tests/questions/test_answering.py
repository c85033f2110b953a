"""Six ways to answer, each with what it needs; several with one text; what waits, as each reads it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.kinds import put_into_words
from outbox.models import Delivery, Message
from projects.models import Role
from questions.models import Contribution
from questions.services import AnsweredBefore, answer_contribution, answer_several
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import NO_ANSWER, answered, contribution, looked_at

pytestmark = pytest.mark.django_db
LIST = "/projects/waiting-at-night/questions/waiting/"
SEVERAL = f"{LIST}several/"


def later() -> date:
    return timezone.localdate() + timedelta(days=60)


def url(said, name="answer"):
    return reverse(f"questions:contribution_{name}", args=[said.project.slug, said.pk])


def read(client, path, data=None):
    return tight(client.get(path, data).content.decode())


@pytest.fixture
def jos(signed_in, facilitator):
    """The browser of the facilitator."""
    return signed_in(facilitator)


def test_passed_on_keeps_to_whom_and_who_follows_it_up(jos, amina, jo):
    said = contribution(amina)
    typed = {"outcome": "passed-on", "reason": "It isn’t ours.", "passed_to": "Anil Rao"}
    assert jos.post(url(said), {**typed, "until": later()}).status_code == 302
    given = Contribution.objects.get().answer
    assert (given.passed_to, given.until, given.followed_up_by) == ("Anil Rao", later(), jo)
    assert not given.may_name_them


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        ("not-now", "Give the day on which we look at it again."),
        ("passed-on", "Say to whom we pass it on."),
    ],
)
def test_what_an_outcome_needs_is_asked_for_and_what_was_typed_stays(jos, amina, outcome, missing):
    page = jos.post(url(contribution(amina)), {"outcome": outcome, "reason": "Not ours."})
    assert missing in page.content.decode()
    assert "Not ours." in page.content.decode()
    assert Contribution.objects.get().answer is None


def test_what_an_outcome_does_not_need_is_not_kept(jos, amina):
    typed = {"outcome": "no", "reason": "No.", "passed_to": "Anil", "until": "yesterday"}
    assert jos.post(url(contribution(amina)), typed).status_code == 302
    given = Contribution.objects.get().answer
    assert (given.passed_to, given.until) == ("", None)


@pytest.mark.parametrize(
    ("may", "shown"), [(True, "Sam Poole"), (False, "somebody outside the project")]
)
def test_an_outsider_is_named_only_with_their_yes(signed_in, amina, jo, may, shown):
    said = contribution(amina)
    more = {"until": later(), "passed_to": "Sam Poole", "may_name_them": may}
    answer_contribution(said, outcome="passed-on", reason="Not ours.", by=jo, now=NOW, **more)
    told = put_into_words(Message.objects.get()).summary
    client = signed_in(amina.user)
    pages = [read(client, path) for path in (LIST, said.get_absolute_url())]
    assert all(shown in page for page in [told, *pages])
    assert ("Poole" in "".join([told, *pages])) == may


def test_who_follows_it_up_reads_the_name_all_the_same(jos, project, signed_in, amina, jo):
    said = contribution(amina)
    more = {"until": later(), "passed_to": "Sam Poole", "followed_up_by": jo}
    other = factories.MemberFactory(project=project, role=Role.FACILITATOR)
    answered(said, by=amina, outcome="passed-on", **more)
    assert "Sam Poole. Only you can see this name" in read(jos, url(said))
    page = read(signed_in(other.user), url(said))
    assert lacks(page, "Sam Poole", but_has="somebody outside the project")


def test_what_comes_back_gets_another_answer_and_two_do_not_hide_each_other(amina, jo):
    said = contribution(amina)
    answered(said, by=jo, outcome="not-now", until=date(2026, 11, 1))
    more = {"by": jo, "now": NOW, "seen": 1}
    answer_contribution(said, outcome="taken-on", reason="Now we can.", **more)
    with pytest.raises(AnsweredBefore):
        answer_contribution(said, outcome="no", reason="We can’t.", **more)
    said.refresh_from_db()
    assert (said.answer.number, said.answer.reason) == (2, "Now we can.")


def test_a_page_from_before_the_last_answer_gives_none(jos, amina, jo):
    said = contribution(amina)
    answered(said, by=jo)
    Contribution.objects.update(**NO_ANSWER)  # it was not enough
    typed = {"outcome": "no", "reason": "My own words.", "seen": "0"}
    answer = jos.post(url(said), typed)
    assert answer.status_code == 409
    assert "My own words." in answer.content.decode()
    assert jos.post(url(said), {**typed, "seen": "1"}).status_code == 302


def test_the_same_list_for_all_with_what_is_put_off_last(signed_in, participant, jos, amina, jo):
    put_off = contribution(amina, words="Put off", said_at=NOW - timedelta(days=9))
    answered(put_off, by=jo, outcome="not-now", until=later())
    back = contribution(amina, words="Back", said_at=NOW - timedelta(days=8))
    answered(back, by=jo, outcome="not-now", until=timezone.localdate())
    contribution(amina, words="New", said_at=NOW)
    answered(contribution(amina, words="Done"), by=jo)
    seen = [one.words for one in jos.get(LIST).context["contributions"]]
    assert seen == ["Back", "New", "Put off"]
    client = signed_in(participant)
    assert [one.words for one in client.get(LIST).context["contributions"]] == seen
    assert lacks(client.get(LIST), "I’ll answer it", 'name="said"', but_has="Put off")


def test_late_is_named_to_the_two_concerned_and_owed_by_the_project_to_all_others(
    signed_in, participant, facilitator, project, amina, jo
):
    day = timezone.localdate() - timedelta(days=1)
    contribution(amina, answer_by=day, read_by=jo, read_at=NOW)
    other = factories.MemberFactory(project=project, role=Role.FACILITATOR).user
    for user in (participant, facilitator):
        page = read(signed_in(user), LIST)
        assert "Late" in page
        assert "Jo is answering" in page
    page = read(signed_in(other), LIST)
    assert lacks(page, "Late", "Jo is answering", but_has="The project owes an answer.")


def test_several_are_told_each_on_their_own(jos, project, amina, jo):
    bo = factories.MemberFactory(project=project, known_as="Bo")
    one, other = contribution(amina, words="Too cold."), contribution(bo, words="Cold at night.")
    page = read(jos, SEVERAL, {"said": [one.pk, other.pk]})
    assert "Too cold." in page
    assert "Answer all 2" in page
    typed = {"said": [one.pk, other.pk], "outcome": "taken-on", "reason": "A heater comes."}
    assert jos.post(SEVERAL, typed).status_code == 302
    told = {row.member.known_as: row.message for row in Delivery.objects.all()}
    assert "Too cold." in put_into_words(told["Amina"]).summary
    assert lacks(put_into_words(told["Bo"]).summary, "Too cold.", but_has="Cold at night.")


def test_what_carries_a_mark_or_was_answered_is_left_out_of_several_and_named(jos, amina, jo):
    free, done, marked = (contribution(amina) for _one in "123")
    answered(done, by=jo, reason="The first.")
    marked.honours.create(member=jo, mark="hard")
    typed = {"said": [free.pk, done.pk, marked.pk], "outcome": "no", "reason": "No."}
    page = jos.post(SEVERAL, typed, follow=True).content.decode()
    assert page.count("We left out Amina") == 2
    reasons = Contribution.objects.order_by("pk").values_list("answer__reason", flat=True)
    assert list(reasons) == ["No.", "The first.", None]


def test_what_carries_a_mark_cannot_be_ticked_and_the_page_says_why(jos, amina, jo):
    contribution(amina).honours.create(member=jo, mark="hard")
    page = read(jos, LIST)
    assert lacks(page, 'name="said"', but_has="it needs an answer of its own.")


def test_several_of_another_project_are_not_answered(project, twin, amina, jo):
    other = contribution(factories.MemberFactory(project=twin))
    done = answer_several(project, [other.pk], outcome="no", reason="No.", by=jo, now=NOW)
    assert (done.answered, done.left_out) == ([], [])


def test_nothing_ticked_leads_back_with_a_word(jos, project):
    page = jos.get(SEVERAL, {"said": ["x", "9" * 30]}, follow=True)
    assert "Tick what you want to answer together." in page.content.decode()


def test_what_a_second_person_reads_is_on_the_list_without_its_words(
    signed_in, participant, amina, jo
):
    looked_at(contribution(amina), by=jo)
    page = read(signed_in(participant), LIST)
    assert lacks(page, "There is no money.", but_has="An answer is being looked at.")


def test_what_is_open_once_more_says_so_to_all(signed_in, participant, amina, jo):
    said = contribution(amina)
    answered(said, by=jo, is_enough=False, not_enough_why="When?")
    contribution(amina, words="Another.")
    Contribution.objects.update(**NO_ANSWER)
    page = read(signed_in(participant), LIST)
    assert page.count("It is open once more: the first answer was not enough.") == 1


def test_the_answering_page_promises_no_third_round(jos, amina, jo):
    said = contribution(amina)
    words = "Then we ask: does this answer you?"
    assert words in read(jos, url(said))
    answered(said, by=jo, is_enough=False, not_enough_why="When?")
    Contribution.objects.update(**NO_ANSWER)
    assert lacks(read(jos, url(said)), words, but_has="When?")


def test_nobody_says_for_somebody_without_a_name_that_it_is_enough(jos, project, jo):
    said = contribution(None, project=project, is_unnamed=True)
    answered(said, by=jo)
    path = reverse("questions:answer_enough", args=[project.slug, said.pk])
    assert jos.post(path, {"is_enough": "yes"}).status_code == 403


def test_who_writes_down_a_no_of_somebody_is_told_when_they_hear(jos, project, jo):
    said = contribution(None, project=project, for_whom="Gil", entered_by=jo)
    answered(said, by=jo)
    path = reverse("questions:answer_enough", args=[project.slug, said.pk])
    page = jos.post(path, {"is_enough": "no", "why": "Not the lift."}, follow=True).text
    assert lacks(page, "you hear by", but_has="once more, for Gil to hear by")
