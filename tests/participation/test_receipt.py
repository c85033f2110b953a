"""What was said yes to: shown, read back, taken back; and who sees for which group somebody can speak."""

from datetime import timedelta

import pytest
from django.urls import reverse

from outbox.models import Preference
from outbox.services import set_preference
from participation import services
from participation.coming_in import QUESTIONS
from participation.models import Consent
from projects.models import Member
from questions.changed import groups_of, with_groups
from questions.models import Contribution
from questions.services import add_contribution
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.pages import lacks, tight
from tests.participation.asking_about_us import ask_about_us

pytestmark = pytest.mark.django_db
NOTE = "I sat there in May, every night"


@pytest.fixture
def porters(project):
    return factories.GroupFactory(project=project, name="Night porters", involve="yes")


@pytest.fixture
def told(amina, porters):
    """Amina, who answered everything."""
    services.record_bring(amina, experience=["lived"], now=NOW)
    services.record_groups(amina, groups=[porters], now=NOW)
    said = services.Speaking("some", NOTE, False)
    services.record_speaking(amina, speaks_for={porters: said}, now=NOW)
    hears = {"channel": "post", "rhythm": "weekly", "phone": "", "postal_address": "3 Mill Lane"}
    services.record_hearing(amina, hears=hears, now=NOW)
    return amina


def page_of(member, page: str, *more) -> str:
    return reverse(f"participation:{page}", args=[member.project.slug, *more])


def is_kept(member: Member) -> dict[str, bool]:
    member = Member.objects.get(pk=member.pk)
    return {
        "bring": member.experience_answered_at is not None or member.has_lived_experience,
        "groups": member.belongings.exists(),
        "speak": member.speaks_for.exists(),
        "hear": Preference.objects.exclude(phone="", postal_address="").exists(),
    }


@pytest.mark.parametrize(
    ("purpose", "gone"),
    [
        ("bring", {"bring"}),
        ("groups", {"groups", "speak"}),
        ("speak", {"speak"}),
        ("hear", {"hear"}),
    ],
)
def test_taking_back_is_two_presses_and_deletes_what_it_covered(
    signed_in, participant, told, purpose, gone
):
    client = signed_in(participant)
    receipt = client.get(page_of(told, "receipt")).text
    address = page_of(told, "take_back", purpose)
    assert address in receipt
    asks = client.get(address).text
    assert "Yes, delete it" in asks
    assert all(is_kept(told).values())
    answer = client.post(address, follow=True).text
    assert "It is taken back, and deleted." in answer
    assert {name for name, is_there in is_kept(told).items() if not is_there} == gone
    back = told.consents.filter(answer=Consent.Answer.TAKEN_BACK)
    assert list(back.values_list("purpose", flat=True)) == [purpose]
    assert answer.count("Nothing: taken back.") == 1
    assert lacks(answer, address, but_has="What I said yes to")


def test_who_has_no_email_keeps_the_channel_and_loses_the_address(project, jo):
    may = factories.MemberFactory(project=project, user=None)
    set_preference(may, channel="phone", rhythm="at_once", phone="01632 960 001")
    services.take_back(may, "hear", by=jo, now=NOW)
    kept = Preference.objects.get(member=may)
    assert (kept.channel, kept.phone, kept.postal_address) == ("phone", "", "")


def test_a_facilitator_writes_down_and_reads_back_what_somebody_said(
    signed_in, facilitator, project, porters
):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    client = signed_in(facilitator)
    pages = {name: page_of(may, "member_question", may.pk, name) for name in ("bring", "groups")}
    assert "Read this to May" in tight(client.get(pages["bring"]).text)
    assert (
        send(client, pages["bring"], {"known_as": "May", "experience": ["lived"]}).url
        == pages["groups"]
    )
    next_one = send(client, pages["groups"], {"groups": [porters.pk]}).url
    assert next_one == page_of(may, "member_question", may.pk, "speak")
    typed = {f"extent_{porters.pk}": "some", f"is_named_{porters.pk}": "yes"}
    needs = send(client, next_one, typed).url
    assert needs == page_of(may, "member_question", may.pk, "needs")
    wish = send(client, needs, {"timing": "Not before noon"}).url
    assert wish == page_of(may, "member_question", may.pk, "returns")
    receipt = send(client, wish, {"kinds": ["training"], "words": "To drive"}, follow=True)
    words = tight(receipt.text)
    for line in (
        "Read this back to May",
        "Lived",
        "Night porters",
        *("“Not before noon”", "Training", "“To drive”"),
        "Jo wrote",
    ):
        assert line in words, line
    assert set(may.consents.values_list("purpose", "entered_by__known_as")) == {
        *(("bring", "Jo"), ("groups", "Jo"), ("speak", "Jo"), ("needs", "Jo")),
        ("returns", "Jo"),
    }
    hear = page_of(may, "member_question", may.pk, "hear")
    assert client.get(hear).status_code == 404
    assert lacks(receipt, hear, but_has="Read this back")


@pytest.mark.parametrize("page", ["member_question", "member_receipt", "member_take_back"])
def test_nobody_else_reads_or_writes_what_somebody_said(signed_in, told, project, porters, page):
    ben = factories.UserFactory()
    factories.MemberFactory(project=project, user=ben)
    more = [] if page == "member_receipt" else ["groups"]
    address = page_of(told, page, told.pk, *more)
    client = signed_in(ben)
    assert client.get(address).status_code == 403
    assert client.post(address, {"groups": []}).status_code in (403, 405)
    assert all(is_kept(told).values())


def test_nothing_is_written_down_for_who_has_left(signed_in, facilitator, told):
    services.end_membership(told, now=NOW)
    address = page_of(told, "member_question", told.pk, "groups")
    page = signed_in(facilitator).get(address)
    assert (page.status_code, "Amina has left." in page.text) == (403, True)


def test_what_somebody_said_is_taken_back_for_them_after_they_left(signed_in, facilitator, told):
    services.end_membership(told, now=NOW)
    client = signed_in(facilitator)
    receipt = client.get(page_of(told, "member_receipt", told.pk)).text
    assert lacks(receipt, "/answers/", but_has="Take it back")
    client.post(page_of(told, "member_take_back", told.pk, "bring"))
    assert is_kept(told)["bring"] is False


def test_there_are_no_other_questions(signed_in, participant, told):
    client = signed_in(participant)
    for page in ("question", "take_back"):
        assert client.get(page_of(told, page, "shoes")).status_code == 404


def test_leaving_deletes_the_groups_the_words_and_the_address(told):
    services.end_membership(told, now=NOW)
    assert not told.belongings.exists()
    assert list(told.speaks_for.values_list("extent", "note", "is_named")) == [("some", "", False)]
    assert set(told.consents.values_list("purpose", flat=True)) == {"bring"}
    assert is_kept(told)["hear"] is False


def _pages_of(member, group) -> list[str]:
    slug = member.project.slug
    return [
        reverse("participation:group_detail", args=[slug, group.pk]),
        reverse("participation:member_detail", args=[slug, member.pk]),
    ]


@pytest.mark.parametrize("is_named", [False, True])
def test_the_others_see_whose_words_they_are_only_where_they_may(
    signed_in, told, porters, is_named
):
    told.speaks_for.update(is_named=is_named)
    ben = factories.UserFactory()
    factories.MemberFactory(project=told.project, user=ben)
    client = signed_in(ben)
    group, person = (client.get(page).text for page in _pages_of(told, porters))
    assert (NOTE in group, NOTE in person) == (is_named, is_named)
    assert ("Night porters" in person) is is_named
    assert (f"people/{told.pk}/" in group) is is_named
    unnamed = "1 person who does not show their name here can speak for them."
    assert (unnamed in tight(group)) is not is_named
    people = client.get(page_of(told, "people"), {"part": "using"})
    assert people.context["names"] == ({porters.pk: ["Amina"]} if is_named else {})
    assert ("1 person" in tight(people.text)) is not is_named


def test_facilitators_and_they_themselves_see_it(
    signed_in, facilitator, participant, told, porters
):
    group, person = _pages_of(told, porters)
    for user in (facilitator, participant):
        client = signed_in(user)
        for page in (group, person):
            words = tight(client.get(page).text)
            assert NOTE in words
            assert "Only seen by facilitators and by themselves." in words


def test_facilitators_alone_see_who_belongs_to_a_group(signed_in, facilitator, told, porters):
    may = factories.MemberFactory(
        project=told.project, known_as="May", user=factories.UserFactory()
    )
    services.record_groups(may, groups=[porters], now=NOW)
    group, *_more = _pages_of(told, porters)
    page = tight(signed_in(facilitator).get(group).text).partition("Who else belongs to it")[2]
    assert lacks(page, "Amina", but_has="May")
    for user in (may.user, told.user):
        page = signed_in(user).get(group).text
        assert lacks(page, "Who else belongs", "May</a>", but_has="Who can speak for them")


@pytest.mark.parametrize(("is_named", "groups"), [(False, []), (True, ["Night porters"])])
def test_what_came_of_their_words_names_no_group_that_they_do_not_show(told, is_named, groups):
    told.speaks_for.update(is_named=is_named)
    add_contribution(told.project, by=told, words="Dim the lamps", now=NOW)
    (said,) = with_groups(Contribution.objects.select_related("member"))
    assert groups_of(said) == groups


def test_what_is_saved_of_who_left_meanwhile_is_not_kept(told, porters):
    services.end_membership(told, now=NOW)
    services.record_groups(told, groups=[porters], now=NOW)
    said = {porters: services.Speaking("many", NOTE, True)}
    services.record_speaking(told, speaks_for=said, now=NOW)
    assert not told.belongings.exists()
    assert list(told.speaks_for.values_list("extent", "note", "is_named")) == [("some", "", False)]


def test_the_receipt_and_a_blank_sheet_can_be_printed(
    signed_in, facilitator, participant, told, porters
):
    ask_about_us(told.project)
    mine = tight(signed_in(participant).get(page_of(told, "receipt"), {"print": 1}).text)
    client = signed_in(facilitator)
    theirs = client.get(page_of(told, "member_receipt", told.pk), {"print": 1}).text
    for page in (mine, tight(theirs)):
        for words in ("What Amina said yes to", "Printed on", "Night porters", NOTE, "3 Mill Lane"):
            assert words in page, words
        assert lacks(page, "Take it back<", but_has="You need give no reason.")
    sheet = tight(client.get(page_of(told, "member_add"), {"print": 1}).text)
    for question in QUESTIONS.values():
        assert str(question.until) in sheet
    for words in ("Night porters", "Lived: I live with it", "My name and my words", "By phone"):
        assert words in sheet, words
    assert lacks(sheet, "Amina", but_has="Who sees it")
    assert signed_in(participant).get(page_of(told, "member_add"), {"print": 1}).status_code == 403


def test_who_takes_the_address_back_hears_by_email_as_often_as_before(told):
    services.take_back(told, "hear", now=NOW)
    kept = Preference.objects.get(member=told)
    assert (kept.channel, kept.rhythm, kept.postal_address) == ("email", "weekly", "")


def test_facilitators_change_how_somebody_hears_on_the_page_for_it(signed_in, facilitator, told):
    client = signed_in(facilitator)
    receipt = client.get(page_of(told, "member_receipt", told.pk)).text
    assert reverse("outbox:member_preference", args=[told.project.slug, told.pk]) in receipt
    client.post(page_of(told, "member_take_back", told.pk, "hear"))
    assert is_kept(told)["hear"] is False
    assert Preference.objects.get(member=told).set_by.known_as == "Jo"


def test_whose_address_somebody_shares_is_shown_and_taken_back(signed_in, facilitator, told, jo):
    may = factories.MemberFactory(project=told.project, user=None)
    set_preference(may, channel="post", rhythm="at-once", through=told, by=jo)
    client = signed_in(facilitator)
    page = tight(client.get(page_of(may, "member_receipt", may.pk)).text)
    assert "News for everybody goes to the email address of Amina" in page
    answer = client.post(page_of(may, "member_take_back", may.pk, "hear"), follow=True)
    assert Preference.objects.get(member=may).through is None
    assert "Nothing: taken back." in answer.text


def test_what_is_taken_back_after_leaving_is_asked_again_on_coming_back(told, jo):
    services.end_membership(told, now=NOW)
    services.take_back(told, "speak", by=jo, now=NOW)
    assert not told.speaks_for.exists()
    assert not told.consents.filter(purpose="speak").exists()


def test_what_is_off_the_map_is_on_the_receipt_and_can_be_taken_back(
    signed_in, participant, told, porters
):
    services.retire_group(porters, now=NOW)
    client = signed_in(participant)
    assert "Night porters (not on the map now)" in tight(client.get(page_of(told, "receipt")).text)
    client.post(page_of(told, "take_back", "groups"))
    assert not told.speaks_for.exists()


def test_what_was_chosen_elsewhere_since_has_another_day(signed_in, participant, told):
    told.consents.update(said_at=NOW - timedelta(days=100))
    page = tight(signed_in(participant).get(page_of(told, "receipt")).text)
    assert page.count("Said on") == 3


def test_nothing_is_written_down_for_who_has_not_come(signed_in, facilitator, project):
    ben = factories.MemberFactory(project=project, known_as="Ben", joined_at=None)
    address = page_of(ben, "member_question", ben.pk, "groups")
    page = signed_in(facilitator).get(address)
    assert (page.status_code, "Ben has not come in yet." in page.text) == (403, True)


def test_whether_somebody_said_something_is_not_told_apart(signed_in, told):
    ben = factories.UserFactory()
    other = factories.MemberFactory(project=told.project, user=ben)
    rose = factories.MemberFactory(project=told.project)
    client = signed_in(ben)
    words = "Nothing that is shown here"
    for member, shown in ((told, words), (rose, words), (other, "not said yet")):
        assert shown in tight(client.get(page_of(told, "member_detail", member.pk)).text)


@pytest.mark.parametrize("answer", ["back", "later"])
def test_ticking_another_group_says_no_yes_to_speaking(told, porters, answer):
    told.consents.filter(purpose="speak").update(answer=answer)
    told.speaks_for.all().delete()
    silent = {porters: services.Speaking("", "", False)}
    services.record_groups(told, groups=[porters], speaks_for=silent, now=NOW)
    assert told.consents.get(purpose="speak").answer == answer
    said = {porters: services.Speaking("some", "", False)}
    services.record_groups(told, groups=[porters], speaks_for=said, now=NOW)
    assert told.consents.get(purpose="speak").answer == "yes"
