"""Outside the project nobody reads what somebody said, but as far as they said yes, and as a facilitator chose."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from decisions.publishing import publish_decision
from outbox.models import Delivery
from questions.models import Contribution
from questions.public_emails import WordsPublished, WordsUnpublished
from questions.services import (
    choose_outside,
    hide_words,
    publish_words,
    show_words_again,
    take_words_back,
    unpublish_words,
)
from questions.stand_in_emails import WordsOutsideForYou
from tests import factories
from tests.factories import DAY, NOW
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution

pytestmark = pytest.mark.django_db
PUBLIC, SAY = "/p/waiting-at-night/", "/projects/waiting-at-night/say/"
WORDS = "There is no bus home."
YES = {"may_be_public": True}
NAMED = {**YES, "name_may_be_public": True}


@pytest.fixture(autouse=True)
def _open(project):
    project.is_public = True
    project.save()


@pytest.fixture
def gil(project):
    """Somebody without email."""
    return factories.MemberFactory(project=project, user=None, known_as="Gil")


def public_page(client) -> str:
    client.logout()
    return tight(client.get(PUBLIC).content.decode())


def published(member, jo, **more) -> Contribution:
    said = contribution(member, words=WORDS, **more)
    assert publish_words(said, by=jo, now=NOW)
    said.refresh_from_db()
    return said


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({}, (False, False)),
        ({"outside": ""}, (False, False)),
        ({"outside": "words"}, (True, False)),
        ({"outside": "name"}, (True, True)),
    ],
)
def test_who_says_something_chooses_who_reads_it_outside(signed_in, participant, amina, sent, kept):
    signed_in(participant).post(SAY, {"words": WORDS, **sent})
    said = Contribution.objects.get()
    assert (said.may_be_public, said.name_may_be_public) == kept
    assert said.outside == sent.get("outside", "")


def test_without_a_name_there_is_no_name_to_be_shown(signed_in, participant, amina):
    sent = {"words": WORDS, "shown": "unnamed", "outside": "name"}
    form = signed_in(participant).post(SAY, sent).context["form"]
    assert list(form.errors) == ["outside"]
    assert form["words"].value() == WORDS


def test_a_yes_alone_puts_nothing_on_the_public_page(client, amina):
    contribution(amina, words=WORDS, **NAMED)
    assert lacks(public_page(client), WORDS, "Amina", but_has="Where we are")


def test_what_a_facilitator_chose_is_there_without_a_name(client, amina, jo):
    published(amina, jo, **YES)
    page = public_page(client)
    assert "Somebody, without a name" in page
    assert lacks(page, "Amina", but_has=WORDS)


def test_with_a_yes_to_that_the_name_is_there_and_nothing_else_of_them(client, amina, jo):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    factories.SpeaksForFactory(member=amina, group__project=amina.project, group__name="Porters")
    published(amina, jo, **NAMED)
    page = public_page(client)
    assert "<b>Amina</b>" in page
    assert lacks(page, "experience", "Porters", but_has=WORDS)


def test_what_came_of_it_is_told_and_nothing_that_is_for_members(client, amina, jo):
    said = published(amina, jo, **YES)
    page = public_page(client)
    assert "An answer is promised by" in page
    answered(said, by=jo, outcome="no", reason="FOR MEMBERS ONLY")
    assert lacks(public_page(client), "FOR MEMBERS", but_has="We said no, with a reason.")
    said.moves.create(what="planned", address="/steps/", title="A SECRET STEP", at=NOW)
    assert lacks(public_page(client), "SECRET", but_has="It is in the plan.")


def test_a_decision_that_came_of_it_is_named_when_everybody_may_read_it(client, amina, jo):
    said = published(amina, jo, **YES)
    decision = factories.a_decision(amina.project, jo, what="A bus at four")
    address = decision.get_absolute_url()
    said.moves.create(what="decided", address=address, title="A bus at four", at=NOW)
    assert lacks(public_page(client), "A bus at four", but_has="It is part of a decision.")
    publish_decision(decision, decision.current, by=jo, now=NOW)
    assert "We decided: A bus at four" in public_page(client)


@pytest.mark.parametrize("act", ["back", "hide", "no", "off", "aside"])
def test_it_goes_from_the_public_page_at_once(client, amina, jo, act):
    said = published(amina, jo, **NAMED)
    if act == "back":
        take_words_back(said, by=amina, now=NOW)
    elif act == "hide":
        hide_words(said, by=jo, why="It hurts.", now=NOW)
    elif act == "no":
        choose_outside(said, outside="", by=amina, now=NOW)
    elif act == "off":
        unpublish_words(said, by=jo, now=NOW)
    else:
        said.set_aside(now=NOW)
    assert lacks(public_page(client), WORDS, "Amina", "This is", but_has="Where we are")


@pytest.mark.parametrize("act", ["hide", "aside"])
def test_back_in_sight_it_is_chosen_anew_before_everybody_reads_it(client, amina, jo, act):
    said = published(amina, jo, **NAMED)
    if act == "hide":
        hide_words(said, by=jo, why="It hurts.", now=NOW)
        show_words_again(said, by=jo, now=NOW)
    else:
        said.set_aside(now=NOW)
        assert said.put_back()
    assert Contribution.objects.get().words == WORDS
    assert lacks(public_page(client), WORDS, "Amina", but_has="Where we are")
    assert publish_words(said, by=jo, now=NOW)
    assert WORDS in public_page(client)


def test_the_author_is_told_what_is_put_on_the_public_page_and_taken_off(
    signed_in, facilitator, amina, jo
):
    said = contribution(amina, words=WORDS, **NAMED)
    client = signed_in(facilitator)
    there = f"{said.get_absolute_url()}?show=public"
    client.post(there, {"outside": "name", "may_name": ["amina"]})
    on = Delivery.objects.get()
    assert (on.member, on.message.kind) == (amina, "words_published")
    assert "with the name" in WordsPublished(on.message).summary()
    assert WordsPublished(on.message).over(amina) == ""
    client.post(there, {"take_off": "1"})
    off = Delivery.objects.exclude(pk=on.pk).get()
    assert (off.member, off.message.kind) == (amina, "words_unpublished")
    assert "off the public page" in WordsUnpublished(off.message).subject()
    assert WordsPublished(on.message).over(amina) == "It is not on the public page any more."
    # Sent twice, it is told once.
    client.post(there, {"take_off": "1"})
    assert Delivery.objects.count() == 2


def test_whoever_wrote_it_down_is_asked_to_tell_who_said_it(project, amina, jo):
    said = contribution(None, project=project, for_whom="Mr Lind", entered_by=amina, **YES)
    publish_words(said, by=jo, now=NOW)
    told = Delivery.objects.get()
    assert told.member == amina
    assert "Please tell Mr Lind: Jo" in WordsPublished(told.message).subject()
    assert "without a name" in WordsPublished(told.message).summary()


def test_who_publishes_their_own_words_is_told_nothing(jo):
    published(jo, jo, **YES)
    assert not Delivery.objects.exists()


def test_no_and_yes_again_is_not_on_the_public_page_by_itself(client, amina, jo):
    said = published(amina, jo, **YES)
    for outside in ("", "name"):
        choose_outside(said, outside=outside, by=amina, now=NOW)
    said.refresh_from_db()
    assert (said.public_at, said.outside) == (None, "name")


@pytest.mark.parametrize("stands", ["no yes", "taken back", "hidden"])
def test_nothing_is_published_that_may_not_be(amina, jo, stands):
    said = contribution(amina, words=WORDS, may_be_public=stands != "no yes")
    stale = Contribution.objects.get(pk=said.pk)
    if stands == "taken back":
        take_words_back(said, by=amina, now=NOW)
    elif stands == "hidden":
        hide_words(said, by=jo, why="It hurts.", now=NOW)
    assert not publish_words(stale, by=jo, now=NOW)
    assert not Contribution.objects.get().public_at


@pytest.mark.parametrize(
    "more",
    [
        {"name_may_be_public": True},
        {"public_at": NOW},
        {"public_at": NOW, "words_set_aside": "W", "set_aside_at": NOW, **YES},
        {"public_at": NOW, "taken_back_at": NOW, **YES},
        {"is_unnamed": True, **NAMED},
    ],
)
def test_the_database_refuses_what_nobody_said_yes_to(amina, more):
    author = None if "is_unnamed" in more else amina
    with pytest.raises(IntegrityError), transaction.atomic():
        contribution(author, project=amina.project, **more)


def test_the_public_page_shows_three_and_leads_to_the_older_ones(client, amina, jo):
    for day in range(5):
        said = contribution(amina, words=f"Said {day}", said_at=NOW + timedelta(days=day), **YES)
        publish_words(said, by=jo, now=NOW)
    page = public_page(client)
    assert lacks(page, "Said 1", "Said 0", but_has="Said 2")
    said = Contribution.objects.get(words="Said 2")
    older = tight(client.get(PUBLIC, {"said": said.pk}).content.decode())
    assert f"?said={said.pk}#said" in page
    assert lacks(older, "Said 2", but_has="Said 1")


def test_the_author_changes_their_mind_on_its_page(signed_in, participant, amina):
    said = contribution(amina, words=WORDS)
    client = signed_in(participant)
    there = f"{said.get_absolute_url()}?show=outside"
    assert there in client.get(said.get_absolute_url()).text
    assert client.get(there).context["form"]["outside"].value() == ""
    assert client.post(there, {"outside": "name"}).status_code == 302
    said.refresh_from_db()
    assert said.outside == "name"
    assert "with the name" in client.get(said.get_absolute_url()).text
    assert not Delivery.objects.exists()


def test_nobody_else_chooses_for_somebody_who_can(signed_in, facilitator, amina, jo):
    said = contribution(amina, words=WORDS)
    there = f"{said.get_absolute_url()}?show=outside"
    client = signed_in(facilitator)
    assert lacks(client.get(said.get_absolute_url()), "show=outside", but_has=WORDS)
    assert client.get(there).status_code == 403
    assert client.post(there, {"outside": "name"}).status_code == 403


def test_a_facilitator_chooses_for_who_cannot_and_they_are_told(signed_in, facilitator, gil, jo):
    said = contribution(gil, words=WORDS, entered_by=jo)
    there = f"{said.get_absolute_url()}?show=outside"
    client = signed_in(facilitator)
    assert "Change this only if Gil asked for it." in tight(client.get(there).text)
    client.post(there, {"outside": "words"})
    told = Delivery.objects.get()
    assert (told.member, told.message.kind) == (gil, "words_outside_for_you")
    assert "without your name" in WordsOutsideForYou(told.message).summary()
    # What Jo says is said as what Jo says, and everybody reads who chose.
    assert "Jo says that you asked for this." in WordsOutsideForYou(told.message).summary()
    assert "Jo says that Gil wants it so." in tight(client.get(said.get_absolute_url()).text)


def test_who_chose_when_it_was_written_down_is_in_view_until_they_choose_themselves(
    signed_in, facilitator, participant, amina, jo
):
    sent = {"words": WORDS, "said_by": amina.pk, "way": "phone", "outside": "words"}
    signed_in(facilitator).post(SAY, sent)
    said = Contribution.objects.get()
    client = signed_in(participant)
    assert "Jo says that Amina wants it so." in tight(client.get(said.get_absolute_url()).text)
    client.post(f"{said.get_absolute_url()}?show=outside", {"outside": "name"})
    assert lacks(client.get(said.get_absolute_url()), "wants it so", but_has="with the name")


def test_who_spoke_without_a_name_has_chosen_and_nobody_does_for_them(
    signed_in, facilitator, project, jo
):
    said = contribution(None, project=project, is_unnamed=True, words=WORDS)
    client = signed_in(facilitator)
    assert client.get(f"{said.get_absolute_url()}?show=outside").status_code == 403
    assert client.get(f"{said.get_absolute_url()}?show=take-back").status_code == 403


def test_a_facilitator_publishes_it_after_reading_what_everybody_would(
    signed_in, facilitator, amina, jo
):
    said = contribution(amina, words="Amina says so, and Jo as well.", **NAMED)
    client = signed_in(facilitator)
    there = f"{said.get_absolute_url()}?show=public"
    assert there in client.get(said.get_absolute_url()).text
    assert "<b>Amina</b>" in tight(client.get(there).text)
    # Others whom the words name are asked about first.
    first = client.post(there, {"outside": "name"})
    assert "It names" in first.text
    assert Contribution.objects.get().public_at is None
    client.post(there, {"outside": "name", "may_name": ["jo", "amina"]})
    assert Contribution.objects.get().public_by == jo
    page = tight(client.get(said.get_absolute_url()).text)
    assert "On the public page since" in page
    assert "Jo put it there." in page
    client.post(there, {"take_off": "1"})
    assert Contribution.objects.get().public_at is None


def test_what_the_author_changed_while_somebody_looked_is_looked_at_again(
    signed_in, facilitator, amina, jo
):
    said = contribution(amina, words=WORDS, **YES)
    there = f"{said.get_absolute_url()}?show=public"
    page = signed_in(facilitator).post(there, {"outside": "name"})
    assert "has changed who may read it" in page.text
    assert Contribution.objects.get().public_at is None


def test_participants_publish_nothing(signed_in, participant, amina):
    said = contribution(amina, words=WORDS, **YES)
    client = signed_in(participant)
    assert lacks(client.get(said.get_absolute_url()), "show=public", but_has=WORDS)
    assert client.post(f"{said.get_absolute_url()}?show=public", {}).status_code == 403


def test_all_that_may_be_shown_stands_in_one_list(signed_in, participant, amina, jo):
    contribution(amina, words="Not this.")
    contribution(amina, words="And this.", **YES)
    published(amina, jo, **NAMED)
    page = signed_in(participant).get("/projects/waiting-at-night/questions/?show=outside")
    assert "On the public page since" in page.text
    assert "It may be shown outside the project, without a name." in tight(page.text)
    assert lacks(page, "Not this.", but_has="And this.")


def test_before_anybody_said_yes_the_list_says_so(signed_in, participant, amina):
    page = signed_in(participant).get("/projects/waiting-at-night/questions/?show=outside")
    assert "Nobody has said yes yet." in tight(page.text)


def test_its_day_is_on_the_public_page(client, amina, jo):
    published(amina, jo, said_at=NOW - timedelta(days=2), **YES)
    assert f"{DAY.day - 2} November 2026" in public_page(client)
