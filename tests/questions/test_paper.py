"""A question on paper: the whole of it, without band or menus, and nothing that is set aside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from questions.models import Contribution
from questions.views import paper
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution, looked_at, question, wording

WORDS = "Nobody asks how we get home at 4am. " * 20


@pytest.fixture
def asked(amina, jo):
    row = question(amina)
    wording(row, jo, outcome="declined", answer="It is shorter.", answered_at=NOW, answered_by=jo)
    return row


def page_of(client, asked) -> str:
    return tight(client.get(f"{asked.get_absolute_url()}?print=1").content.decode())


def test_all_that_the_page_folds_and_cuts_is_there(signed_in, participant, amina, jo, asked):
    for turn, why in (("settled", "We knew."), ("opened", "We did not.")):
        asked.turns.create(what=turn, why=why, by=jo, at=NOW)
    said = contribution(amina, question=asked, words=WORDS, kind="story")
    contribution(amina, question=asked, words="An idea that comes early", kind="idea")
    no = answered(said, by=jo, outcome="no", reason="No bus. " * 60)
    no.is_enough, no.not_enough_why, no.told_enough_at = False, "Why not?", NOW
    no.save()
    answered(said, by=jo, number=2, outcome="partly", reason="We asked him.")
    said.replies.create(member=jo, words="I walked it.", said_at=NOW)
    said.honours.create(member=jo, mark="hard")
    said.moves.create(what="decided", address="/d/", title="3. A bus", at=NOW)
    page = page_of(signed_in(participant), asked)
    for shown in (
        *("<b>Waiting at night</b>", "Printed on", "How do people get home at night?"),
        *("Who is afraid to go home at night?", "It is shorter.", "We knew.", "We did not."),
        *(WORDS.strip(), ("No bus. " * 60).strip(), "Why not?", "We asked him.", "I walked it."),
        *("An idea that comes early", "hard for us to hear", "<b>Decided:</b> 3. A bus"),
        "It is waiting for an answer.",
    ):
        assert shown in page
    on_screen = ("<nav", "Say something", "<form", "<details", "Ask it another way")
    assert lacks(page, *on_screen, but_has="Printed on")


def test_the_page_of_a_question_leads_there_and_back(signed_in, participant, asked):
    client, url = signed_in(participant), asked.get_absolute_url()
    assert '<a href="?print=1">Print this</a>' in tight(client.get(url).content.decode())
    assert f'<a class="back" href="{url}">' in page_of(client, asked)


def test_what_is_set_aside_or_not_given_is_not_printed(
    signed_in, participant, facilitator, amina, jo, asked
):
    said = contribution(amina, question=asked, words="Something else")
    said.replies.create(member=jo, words="ASIDE REPLY", said_at=NOW).set_aside(now=timezone.now())
    said.moves.create(what="decided", address="/d/", title="UNDONE", at=NOW, undone_at=NOW)
    looked_at(said, by=jo)
    aside = contribution(amina, question=asked, words="ASIDE")
    answered(aside, by=jo, reason="HIDDEN REASON")
    aside.replies.create(member=jo, words="HIDDEN REPLY", said_at=NOW)
    aside.set_aside(now=timezone.now())
    for user in (participant, facilitator):
        page = page_of(signed_in(user), asked)
        assert page.count("This is set aside while somebody looks at it.") == 2
        hidden = ("ASIDE", "HIDDEN", "UNDONE", "There is no money.")
        assert lacks(page, *hidden, but_has="Something else")


def test_without_a_name_it_says_so(signed_in, facilitator, project, asked):
    contribution(None, project=project, question=asked, is_unnamed=True)
    assert "<b>Somebody, without a name</b>" in page_of(signed_in(facilitator), asked)


def test_nothing_said_yet(signed_in, participant, asked):
    assert "Nobody has said anything yet." in page_of(signed_in(participant), asked)


def test_hostile_words_and_words_from_right_to_left(signed_in, participant, amina):
    asked = question(amina, words="<b>لماذا؟</b>")
    contribution(amina, question=asked, words="<script>x</script> لا باص")
    page = page_of(signed_in(participant), asked)
    assert '<p dir="auto">&lt;script&gt;x&lt;/script&gt; لا باص</p>' in page
    assert lacks(page, "<b>لماذا", "<script>x", but_has="&lt;b&gt;لماذا")


def test_who_may_print_it(signed_in, coordinator, stranger, asked):
    url = f"{asked.get_absolute_url()}?print=1"
    assert signed_in(coordinator).get(url).status_code == 403
    assert signed_in(stranger).get(url).status_code == 404


def test_of_very_many_the_first_are_printed_with_few_queries(
    signed_in, queries_of, participant, amina, asked, monkeypatch
):
    monkeypatch.setattr(paper, "MOST_ON_PAPER", 299)
    rows = [
        Contribution(
            project=amina.project,
            member=amina,
            question=asked,
            words=f"Words {n}.",
            said_at=NOW + timedelta(minutes=n),
            answer_by=DAY,
        )
        for n in range(300)
    ]
    Contribution.objects.bulk_create(rows)
    count, same = queries_of(participant, f"{asked.get_absolute_url()}?print=1")
    assert count <= 12
    assert same <= 2
    page = page_of(signed_in(participant), asked)
    assert "Only the first 299 are printed here." in page
    assert lacks(page, "Words 299.", but_has="Words 298.")
