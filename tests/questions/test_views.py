"""What somebody says is kept, promised an answer, and answered."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import Project
from questions.models import Contribution
from questions.services import AnsweredBefore, answer_contribution
from tests import factories
from tests.pages import tight
from tests.questions.rows import answered, contribution

SAY = "/projects/waiting-at-night/say/"
LIST = "/projects/waiting-at-night/questions/waiting/"


def answer_url(said):
    return reverse("questions:contribution_answer", args=[said.project.slug, said.pk])


def test_the_footer_of_every_page_asks_and_leads_to_the_form(signed_in, participant, project):
    page = tight(
        signed_in(participant).get(reverse("plan:plan", args=[project.slug])).content.decode()
    )
    ask = page.split("What should we be asking you that we are not?")[1].split("</p>")[0]
    assert f'href="{SAY}?unasked">Tell us</a>' in ask
    assert "mailto" not in ask


def test_only_the_words_are_needed_and_a_day_is_promised(signed_in, participant, amina):
    answer = signed_in(participant).post(SAY, {"words": "Ask how we get home."}, follow=True)
    said = Contribution.objects.get()
    today = timezone.localdate()
    assert (said.member, said.answer_by) == (amina, today + timedelta(days=14))
    page = answer.content.decode()
    assert "Ask how we get home." in page
    assert "There will be an answer by" in page


def test_a_form_sent_twice_makes_one(signed_in, participant, project):
    client = signed_in(participant)
    key = re.search(r'name="sent_key" value="([^"]+)"', client.get(SAY).content.decode())[1]
    sent = [client.post(SAY, {"words": "Ask.", "sent_key": key}).headers["Location"] for _ in "12"]
    assert sent[0] == sent[1]
    assert Contribution.objects.count() == 1


def test_nothing_said_is_asked_for(signed_in, participant, project):
    page = signed_in(participant).post(SAY, {"words": " "}).content.decode()
    assert "Write what you want to say." in page
    assert not Contribution.objects.exists()


def test_everybody_in_the_project_reads_it_and_nobody_else(
    signed_in, participant, facilitator, amina, project
):
    said = contribution(amina, words="For all of you.")
    other = factories.MemberFactory(project=project)
    url = said.get_absolute_url()
    assert signed_in(participant).get(url).status_code == 200
    assert signed_in(facilitator).get(url).status_code == 200
    assert signed_in(other.user).get(url).status_code == 200
    stranger = factories.MemberFactory().user
    assert signed_in(stranger).get(url).status_code == 404


def test_nobody_says_anything_to_a_project_that_has_ended(signed_in, participant, project):
    Project.objects.update(state=Project.State.ENDED)
    assert signed_in(participant).get(SAY).status_code == 403


def test_the_longest_wait_comes_first(signed_in, facilitator, amina, jo):
    now = timezone.now()
    contribution(amina, words="The second", said_at=now - timedelta(days=2))
    contribution(amina, words="The first", said_at=now - timedelta(days=3))
    answered(contribution(amina, words="Done"), by=jo, at=now)
    client = signed_in(facilitator)
    assert [one.words for one in client.get(LIST).context["contributions"]] == [
        "The first",
        "The second",
    ]
    page = client.get(LIST, {"show": "answered"})
    assert [one.words for one in page.context["contributions"]] == ["Done"]


def test_an_answer_is_kept_with_name_and_day_and_leads_back_to_the_list(
    signed_in, facilitator, amina, jo
):
    said = contribution(amina)
    answer = signed_in(facilitator).post(
        answer_url(said), {"outcome": "partly", "reason": "Because of the lift."}
    )
    assert answer.headers["Location"] == LIST
    said.refresh_from_db()
    assert (said.answer.reason, said.answer.by) == ("Because of the lift.", jo)
    assert (said.answer.outcome, said.read_by) == ("partly", jo)


def test_an_answer_needs_words(signed_in, facilitator, amina):
    said = contribution(amina)
    page = (
        signed_in(facilitator)
        .post(answer_url(said), {"outcome": "no", "reason": ""})
        .content.decode()
    )
    assert "Say why." in page
    said.refresh_from_db()
    assert said.answer is None


def test_the_first_answer_stays(signed_in, facilitator, amina, jo):
    said = contribution(amina)
    now = timezone.now()
    answer_contribution(said, outcome="no", reason="The first.", by=jo, now=now)
    answer_contribution(said, outcome="no", reason="The first.", by=jo, now=now)
    with pytest.raises(AnsweredBefore):
        answer_contribution(said, outcome="no", reason="Another.", by=jo, now=now)
    answer = signed_in(facilitator).post(answer_url(said), {"outcome": "no", "reason": "Another."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else answered at this moment" in page
    assert "The first." in page
    assert "Another." in page
    said.refresh_from_db()
    assert said.answer.reason == "The first."


def test_an_answer_answers_nothing_else(amina, jo):
    one, other = contribution(amina), contribution(amina)
    answer_contribution(one, outcome="taken-on", reason="Yes.", by=jo, now=timezone.now())
    assert list(Contribution.objects.open()) == [other]


def test_facilitators_are_asked_to_answer_whoever_waits_longest(signed_in, facilitator, amina, jo):
    today = timezone.localdate()
    for days in (1, 3):
        contribution(
            amina,
            words=f"Said {days} days ago",
            said_at=timezone.now() - timedelta(days=days),
            answer_by=today + timedelta(days=14 - days),
        )
    waiting = signed_in(facilitator).get("/projects/waiting-at-night/").context["asked"].waited_for
    assert [ask.title for ask in waiting] == [
        "“Said 3 days ago”",
        "1 other person said something",
    ]
    assert waiting[0].action == "Answer Amina"


def test_what_was_promised_for_an_earlier_day_is_late(signed_in, facilitator, amina, jo):
    contribution(amina, answer_by=timezone.localdate() - timedelta(days=1))
    waiting = signed_in(facilitator).get("/projects/waiting-at-night/").context["asked"].waited_for
    assert waiting[0].is_late


def test_what_was_said_shows_as_text(signed_in, facilitator, amina):
    said = contribution(amina, words="<b>Loud</b>")
    for path in (LIST, said.get_absolute_url(), answer_url(said)):
        page = signed_in(facilitator).get(path).content.decode()
        assert "&lt;b&gt;Loud&lt;/b&gt;" in page, path
