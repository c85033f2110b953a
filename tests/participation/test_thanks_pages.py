"""The pages of thanks: given, shown, kept between two, read out; what nobody else finds anywhere."""

import pytest
from django.urls import reverse
from django.utils import timezone

from home.search.keeping import keep_up
from participation import services
from participation.models import PrivateReading, Thanks
from tests import factories
from tests.factories import NOW
from tests.needing import came, home
from tests.pages import lacks, tight
from tests.thanking import WORDS, shown_thanks, thank

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Boglarka")


@pytest.fixture
def offline(project):
    return factories.MemberFactory(project=project, known_as="Mr Lindqvist", user=None)


@pytest.fixture
def everybodys(url) -> str:
    return url("people") + "?show=thanks"


@pytest.fixture
def mine(url) -> str:
    return url("my_part") + "?show=thanks"


def say(client, url, row, answer):
    return tight(client.post(url("thanks_say", row.pk), {"answer": answer}, follow=True).text)


def give(client, url, **said):
    return client.post(url("thanks_give"), {"words": WORDS, **said}, follow=True)


def test_the_empty_page_asks_for_the_first_thanks(me, everybodys):
    page = tight(me.get(everybodys).text)
    assert "Whose help did you notice? Thank them now." in page
    assert '<details class="folded" id="give" open>' in page


def test_from_thanking_somebody_to_everybody_reading_it(
    me, signed_in, url, amina, bo, mine, everybodys, project
):
    page = tight(give(me, url, member=bo.pk).text)
    assert "It is between the two of you until they say yes." in page
    assert WORDS in page
    row = Thanks.objects.get()
    theirs = came(bo.user, at=timezone.now())
    assert "Somebody thanks you" in theirs.get(home(project)).text
    got = tight(theirs.get(mine).text)
    assert f"From {amina.known_as}" in got
    assert WORDS in got
    assert lacks(theirs.get(everybodys), WORDS, but_has="Thank somebody")
    assert "Everybody in the project can read it now." in say(theirs, url, row, "show")
    assert lacks(theirs.get(home(project)), "Somebody thanks you", but_has="Today")
    for page in (everybodys, url("member_detail", bo.pk)):
        assert WORDS in me.get(page).text
    assert "It is between the two of you." in say(theirs, url, row, "keep")
    for page in (everybodys, url("member_detail", bo.pk)):
        assert lacks(me.get(page), WORDS, but_has="Boglarka" if "show" not in page else "Thanks")


def test_both_answers_are_as_large(me, url, amina, jo, mine):
    thank(jo, amina)
    page = tight(me.get(mine).text)
    for answer in ("show", "keep"):
        assert f'<button class="button quiet" name="answer" value="{answer}">' in page


def test_what_changed_nothing_is_no_success(me, url, amina, jo):
    row = thank(jo, amina)
    say(me, url, row, "show")
    assert "Nothing was changed." in say(me, url, row, "show")
    assert "Nothing was changed." in say(me, url, row, "back")
    assert "Nothing was changed." in say(me, url, row, "nonsense")
    assert Thanks.objects.filter(answer="show").exists()


def test_it_is_taken_back_and_gone(me, url, amina, bo, mine):
    row = thank(amina, bo)
    assert "It is taken back, and deleted." in say(me, url, row, "back")
    assert lacks(me.get(mine), WORDS, but_has="You have thanked nobody here yet.")
    assert me.post(url("thanks_say", row.pk), {"answer": "back"}).status_code == 404


def test_what_one_does_not_want_to_see_can_come_back(me, url, amina, jo, mine):
    row = thank(jo, amina)
    say(me, url, row, "aside")
    assert lacks(me.get(mine), WORDS, but_has="Bring it back")
    say(me, url, row, "keep")
    assert WORDS in me.get(mine).text


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "Choose whom you thank; or a group, a place or a service."),
        ({"words": "", "named": "The tea bar"}, "Write what you are thankful for."),
        ({"named": "boglarka"}, "boglarka is in this project. Choose them above"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(me, url, bo, said, error):
    page = give(me, url, **said)
    assert error in tight(page.text)
    assert said.get("words", WORDS) in page.text
    assert not Thanks.objects.exists()


def test_one_at_a_time_and_nobody_themselves(me, url, amina, bo, porters):
    assert "Thank one at a time." in give(me, url, member=bo.pk, group=porters.pk).text
    assert "Thanks are for somebody else." in give(me, url, member=amina.pk).text
    assert not Thanks.objects.exists()


def test_members_of_other_projects_are_not_thanked_and_participants_type_for_nobody(me, url, bo):
    stranger = factories.MemberFactory()
    give(me, url, member=stranger.pk)
    assert not Thanks.objects.exists()
    give(me, url, named="The tea bar", given_by=bo.pk)
    assert Thanks.objects.get().given_by != bo


def test_an_ended_project_takes_no_thanks_and_lets_them_be_taken_back(me, url, amina, bo, project):
    row = thank(amina, bo)
    project.state = "ended"
    project.ended_on, project.ended_why = NOW.date(), "Done."
    project.save()
    assert give(me, url, named="The tea bar").status_code == 403
    assert lacks(me.get(url("people") + "?show=thanks"), "Say thank you", but_has="has ended")
    assert "It is taken back" in say(me, url, row, "back")


def test_nobody_else_finds_what_is_between_two(
    fresh, me, url, amina, bo, jo, project, everybodys, mine, caplog
):
    """Not on the pages of others, of what was sent, of the search, and it is no address that answers."""
    row = thank(amina, bo)
    while not keep_up(project.pk):
        pass
    message = project.messages.get()
    for page in (
        *(everybodys, mine, home(project), url("member_detail", bo.pk)),
        reverse("outbox:delivery_list", args=[project.slug]),
        reverse("outbox:message_detail", args=[project.slug, message.pk]),
    ):
        assert lacks(fresh.get(page), WORDS, but_has="<h1")
    listed = fresh.get(reverse("outbox:delivery_list", args=[project.slug]))
    assert lacks(listed, "Boglarka", f"{amina.known_as} thank", but_has="Somebody thanks you")
    found = fresh.get(reverse("home:find", args=[project.slug]), {"q": "until the morning"})
    assert lacks(found, WORDS, but_has="until the morning")
    for answer in ("show", "keep", "aside", "back"):
        assert fresh.post(url("thanks_say", row.pk), {"answer": answer}).status_code == 404
    assert fresh.get(url("thanks_say", row.pk)).status_code == 404
    assert fresh.get(url("thanks_hide", row.pk)).status_code == 404
    row.refresh_from_db()
    assert (row.answer, WORDS in caplog.text) == ("", False)


def test_coordinators_read_no_thanks(signed_in, url, project, amina, bo, everybodys):
    shown_thanks(amina, bo)
    watcher = factories.CoordinatorFactory(organisation=project.organisation)
    client = signed_in(watcher.user)
    assert client.get(everybodys).status_code == 403
    assert lacks(client.get(url("member_detail", bo.pk)), WORDS, but_has="Boglarka")
    assert lacks(client.get(url("people")), "?show=thanks", but_has="People")


def test_what_is_shown_is_found(me, project, amina, bo):
    row = shown_thanks(bo, amina)
    while not keep_up(project.pk):
        pass
    found = me.get(reverse("home:find", args=[project.slug]), {"q": "morning"})
    assert f"?show=thanks&amp;one={row.pk}#t{row.pk}" in found.text


def test_what_is_kept_between_two_again_is_not_found(me, project, amina, bo):
    row = shown_thanks(bo, amina)
    while not keep_up(project.pk):
        pass
    services.answer_thanks(row, is_shown=False, now=NOW)
    page = reverse("home:find", args=[project.slug])
    assert lacks(me.get(page, {"q": "morning"}), WORDS, but_has="morning")
    while not keep_up(project.pk):
        pass
    assert lacks(me.get(page, {"q": "morning"}), WORDS, but_has="morning")


@pytest.mark.parametrize("to", ["", "abc", "0", "9" * 30])
def test_an_address_that_names_nobody_shows_the_page(me, everybodys, to):
    for name in ("to", "one", "after", "before"):
        assert me.get(f"{everybodys}&{name}={to}").status_code == 200


def test_one_that_is_found_begins_the_list(me, amina, bo, everybodys):
    rows = [shown_thanks(bo, amina, words=f"Word {n}") for n in range(14)]
    page = me.get(f"{everybodys}&one={rows[0].pk}")
    assert lacks(page, "Word 1", but_has="Word 0")
    first = me.get(everybodys)
    assert lacks(first, "Word 1<", but_has="Word 13")
    assert "Word 1<" in me.get(f"{everybodys}&after={rows[2].pk}").text


def test_a_facilitator_sets_aside_what_hurts(fresh, me, url, amina, bo, everybodys, mine):
    row = shown_thanks(amina, bo)
    assert url("thanks_hide", row.pk) in fresh.get(everybodys).text
    assert me.get(url("thanks_hide", row.pk)).status_code == 403
    page = fresh.post(url("thanks_hide", row.pk), {"words": ""})
    assert "Say why." in page.text
    page = fresh.post(url("thanks_hide", row.pk), {"words": "It names her son."}, follow=True)
    assert lacks(page, WORDS, but_has="It is set aside. Whoever gave it can read why.")
    page = tight(me.get(mine).text)
    assert "It names her son." in page
    assert lacks(page, "Everybody in the project can read it.", but_has="Jo set it aside on")


def test_for_somebody_without_email_it_is_read_out_and_the_answer_typed_in(
    fresh, url, bo, jo, offline, everybodys
):
    row = thank(bo, offline)
    page = url("member_thanks", offline.pk)
    assert lacks(fresh.get(page), WORDS, but_has="locked")
    assert fresh.post(url("thanks_say", row.pk), {"answer": "show"}).status_code == 404
    opened = fresh.post(page, {"why": "aloud", "has_asked": "on"}, follow=True)
    assert WORDS in opened.text
    assert PrivateReading.objects.get().by == jo
    assert "Everybody in the project can read it now." in say(fresh, url, row, "show")
    row.refresh_from_db()
    assert row.noted_by == jo
    assert "Jo wrote down that it may be shown." in tight(fresh.get(everybodys).text)
    paper = tight(fresh.get(url("member_receipt", offline.pk) + "?print=1").text)
    assert "Thanks that you got" in paper
    assert "Jo, to read it to them." in paper


def test_what_somebody_without_email_does_not_want_can_come_back(fresh, url, bo, offline):
    row, page = thank(bo, offline), url("member_thanks", offline.pk)
    fresh.post(page, {"why": "aloud", "has_asked": "on"})
    say(fresh, url, row, "aside")
    assert lacks(fresh.get(page), WORDS, but_has="What they don’t want to see")
    say(fresh, url, row, "keep")
    assert WORDS in fresh.get(page).text


def test_what_somebody_without_email_gave_is_taken_back_for_them(fresh, url, amina, jo, offline):
    row = thank(offline, amina, by=jo)
    assert fresh.post(url("thanks_say", row.pk), {"answer": "back"}).status_code == 404
    page = url("member_thanks", offline.pk)
    opened = fresh.post(page, {"why": "aloud", "has_asked": "on"}, follow=True)
    assert lacks(opened, WORDS, but_has=f"To {amina.known_as}")
    assert "It is taken back, and deleted." in say(fresh, url, row, "back")
    assert not Thanks.objects.exists()


def test_of_somebody_who_signs_in_no_facilitator_opens_anything(fresh, url, amina, bo):
    row = thank(amina, bo)
    page = fresh.post(url("member_thanks", bo.pk), {"why": "aloud", "has_asked": "on"}, follow=True)
    assert lacks(page, WORDS, but_has="Boglarka reads it here.")
    assert not PrivateReading.objects.exists()
    services.open_private(bo, "thanks", by=row.given_by, why="aloud", has_asked=True, now=NOW)
    assert fresh.post(url("thanks_say", row.pk), {"answer": "show"}).status_code == 404


def test_a_facilitator_who_typed_it_in_reads_it_nowhere(
    fresh, url, amina, bo, jo, mine, everybodys
):
    page = give(fresh, url, member=bo.pk, given_by=amina.pk)
    assert lacks(page, WORDS, but_has="It is between the two of them until Boglarka says yes.")
    assert lacks(fresh.get(mine), WORDS, but_has="My thanks")


def test_the_same_form_twice_thanks_once(me, url, bo):
    key = str(me.get(url("people") + "?show=thanks").context["form"]["sent_key"].value())
    for _turn in range(2):
        give(me, url, member=bo.pk, sent_key=key)
    assert Thanks.objects.count() == 1


def test_pages_ask_few_queries(
    me, url, amina, bo, porters, everybodys, mine, django_assert_max_num_queries
):
    for _turn in range(9):
        shown_thanks(bo, amina)
        thank(amina, bo)
        thank(amina, group=porters)
    for page in (everybodys, mine, url("member_detail", amina.pk), url("my_part")):
        me.get(page)
        with django_assert_max_num_queries(12):
            me.get(page)
