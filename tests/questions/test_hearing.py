"""Does this answer you? It is asked once; a no opens what was said once more. Who is no member is told by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery
from projects.models import Role
from questions.models import Contribution
from questions.services import AnsweredBefore, answer_contribution, judge_answer
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution

pytestmark = pytest.mark.django_db
TODAY = "/projects/waiting-at-night/"
ASK = "Does our answer answer you?"
OTHER = "Which kinds of experience do you bring?"


@pytest.fixture
def said(amina, jo):
    """Something that was answered."""
    row = contribution(amina)
    answered(row, by=jo, at=timezone.now())
    return row


def url(said, name="enough"):
    return reverse(f"questions:answer_{name}", args=[said.project.slug, said.pk])


def asks(client) -> list[str]:
    return [ask.title for ask in client.get(TODAY).context["asked"].asks]


def test_it_is_asked_on_today_until_they_say(said, signed_in, participant, amina):
    client = signed_in(participant)
    assert ASK in asks(client)
    assert client.post(url(said), {"is_enough": "yes"}).status_code == 302
    assert lacks(asks(client), ASK, but_has=OTHER)
    said.answer.refresh_from_db()
    assert (said.answer.is_enough, said.answer.told_enough_by) == (True, amina)


def test_a_no_needs_why_and_keeps_what_was_chosen(said, signed_in, participant):
    page = signed_in(participant).post(url(said), {"is_enough": "no"}).content.decode()
    assert "Say what is missing, so that we can answer it." in page
    said.refresh_from_db()
    assert said.answer is not None


def test_a_no_opens_it_once_more_with_a_new_day_and_facilitators_hear(
    said, signed_in, participant, jo
):
    first = said.answer
    signed_in(participant).post(url(said), {"is_enough": "no", "why": "When?"})
    said.refresh_from_db()
    assert (said.answer, said.read_by) == (None, None)
    assert said.answer_by == timezone.localdate() + timedelta(days=14)
    (told,) = Delivery.objects.filter(message__kind="contribution_open_again")
    assert told.member == jo
    second = answer_contribution(said, outcome="taken-on", reason="In May.", by=jo, now=NOW)
    assert second.number == 2
    client = signed_in(participant)
    assert lacks(asks(client), ASK, but_has=OTHER)
    assert client.get(url(said)).headers["Location"] == said.get_absolute_url()
    with pytest.raises(AnsweredBefore):
        judge_answer(second, is_enough=False, why="No.", by=said.member, now=NOW)
    with pytest.raises(AnsweredBefore):
        judge_answer(first, is_enough=True, by=said.member, now=NOW)


def test_a_slip_is_undone_on_the_same_page(said, signed_in, participant):
    client = signed_in(participant)
    client.post(url(said), {"is_enough": "no", "why": "When?"})
    assert "When?" in client.get(url(said)).content.decode()
    client.post(url(said), {"is_enough": "yes"})
    said.refresh_from_db()
    assert (said.answer.is_enough, said.answer.not_enough_why) == (True, "")


def test_what_was_typed_is_not_lost_when_somebody_answers_first(said, signed_in, participant, jo):
    first = said.answer
    judge_answer(first, is_enough=False, why="When?", by=said.member, now=NOW)
    looked = {"given_at": None, "written_at": NOW, "outcome": "no", "reason": "R", "by": jo}
    said.answers.create(number=2, **looked)
    answer = signed_in(participant).post(url(said), {"is_enough": "no", "why": "In which month?"})
    assert answer.status_code == 409
    assert "In which month?" in answer.content.decode()


def test_a_facilitator_types_what_they_said_and_it_says_so(said, signed_in, jo):
    client = signed_in(jo.user)
    page = tight(client.get(url(said)).content.decode())
    assert "Does this answer Amina?" in page
    assert "It says that you typed it." in page
    client.post(url(said), {"is_enough": "yes"})
    said.answer.refresh_from_db()
    assert said.answer.told_enough_by == jo
    page = tight(client.get(said.get_absolute_url()).content.decode())
    assert "Jo wrote this down." in page


def test_nobody_else_says_it(said, signed_in, project):
    other = signed_in(factories.MemberFactory(project=project).user)
    assert other.post(url(said), {"is_enough": "yes"}).status_code == 403
    assert other.get(url(said)).headers["Location"] == said.get_absolute_url()


def test_nobody_is_asked_about_their_own_answer(signed_in, facilitator, jo):
    answered(contribution(jo), by=jo, at=timezone.now())
    assert lacks(asks(signed_in(facilitator)), ASK, but_has=OTHER)


class TestTellingSomebodyWhoIsNoMember:
    @pytest.fixture
    def told(self, project, amina, jo):
        """What Mrs K. told the participant, answered."""
        row = contribution(None, project=project, for_whom="Mrs K.", entered_by=amina)
        answer_contribution(row, outcome="partly", reason="A part.", by=jo, now=NOW)
        return row

    def test_whoever_wrote_it_down_is_asked_until_it_is_told(self, told, signed_in, participant):
        client = signed_in(participant)
        assert "Tell Mrs K. the answer" in asks(client)
        (delivery,) = Delivery.objects.all()
        assert delivery.message.subject == "Please tell Mrs K.: Jo has answered"
        client.post(url(told, "told"))
        assert lacks(asks(client), "Tell Mrs K. the answer", but_has=OTHER)
        client.post(url(told, "told"), {"told": "no"})
        assert "Tell Mrs K. the answer" in asks(client)

    def test_nobody_else_can_say_so(self, told, signed_in, project):
        other = factories.MemberFactory(project=project)
        signed_in(other.user).post(url(told, "told"))
        assert Contribution.objects.get().answer.told_at is None

    def test_a_facilitator_can(self, told, signed_in, project):
        grace = factories.MemberFactory(project=project, role=Role.FACILITATOR)
        signed_in(grace.user).post(url(told, "told"))
        assert Contribution.objects.get().answer.told_by == grace

    def test_when_who_wrote_it_down_is_gone_facilitators_are_asked(
        self, told, signed_in, jo, amina
    ):
        amina.left_at = NOW
        amina.save()
        assert "Tell Mrs K. the answer" in asks(signed_in(jo.user))


def test_nobody_is_told_or_asked_of_what_has_no_name(project, jo):
    said = contribution(None, project=project, is_unnamed=True)
    answer_contribution(said, outcome="no", reason="No.", by=jo, now=NOW)
    assert not Delivery.objects.exists()
