"""Coming in: one question a page, each answered, left for later, or taken back; nobody sees more than was said."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox.models import Preference
from outbox.services import set_preference
from participation import services
from participation.models import Consent
from participation.services import coming_in, needs, wishes
from projects.models import Member
from tests import factories
from tests.factories import NOW
from tests.filled_forms import carried, send
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
PURPOSES = ("bring", "groups", "speak", "needs", "returns", "hear")
HEARS = {"channel": "post", "rhythm": "weekly", "postal_address": "3 Mill Lane", "phone": ""}


@pytest.fixture
def homeless(project):
    return factories.GroupFactory(project=project, name="People with no home")


@pytest.fixture
def url(project):
    """The page of a question, or (with a page's name) another of a member's own pages."""

    def find(purpose: str, page: str = "question") -> str:
        return reverse(f"participation:{page}", args=[project.slug, purpose])

    return find


def answers(group) -> dict[str, dict]:
    """Return an answer to each question, with the one group that is ticked."""
    return {
        "bring": {"known_as": "Mina", "experience": ["lived"]},
        "groups": {"groups": [group.pk]},
        "speak": {
            f"extent_{group.pk}": "some",
            f"note_{group.pk}": "On weekdays",
            f"is_named_{group.pk}": "",
        },
        "needs": {"timing": "Not before noon"},
        "returns": {"kinds": ["thanks", "voucher"], "words": "For the bus"},
        "hear": HEARS,
    }


def kept(member) -> dict:
    """Return all that is kept of the answers."""
    member = Member.objects.get(pk=member.pk)
    hears = Preference.objects.filter(member=member).values("channel", "rhythm", "postal_address")
    return {
        "name": member.known_as,
        "brings": services.experience_said(member),
        "belongs": list(member.belongings.values_list("group", flat=True)),
        "speaks": list(member.speaks_for.values_list("group", "extent", "note", "is_named")),
        "needs": services.needs_said(member),
        "wishes": services.read_wish(member),
        "hears": list(hears),
        "said": dict(member.consents.values_list("purpose", "answer")),
    }


def asked(member) -> str:
    """Return the questions that are still open, in their order."""
    return " ".join(services.open_questions(member, now=timezone.now()))


def come_in(client, url, group, *, until: str = "hear") -> None:
    for purpose, typed in answers(group).items():
        answer = send(client, url(purpose), typed)
        assert answer.status_code == 302, answer.context["form"].errors
        if purpose == until:
            return


def test_each_question_is_kept_and_leads_to_the_next(me, url, amina, porters, homeless):
    welcome = reverse("participation:welcome", args=[amina.project.slug])
    page = me.get(welcome, follow=True)
    for purpose, typed in answers(porters).items():
        assert page.request["PATH_INFO"] == url(purpose)
        assert ("Who sees it" in page.text, "Until when" in page.text) == (True, True)
        page = me.get(send(me, url(purpose), typed).url, follow=True)
    assert page.request["PATH_INFO"] == reverse("participation:receipt", args=[amina.project.slug])
    assert kept(amina) == {
        "name": "Mina",
        "brings": ["lived"],
        "belongs": [porters.pk],
        "speaks": [(porters.pk, "some", "On weekdays", False)],
        "needs": {"timing": "Not before noon"},
        "wishes": services.WishRead(["voucher", "thanks"], "For the bus"),
        "hears": [{"channel": "post", "rhythm": "weekly", "postal_address": "3 Mill Lane"}],
        "said": dict.fromkeys(PURPOSES, "yes"),
    }
    words = tight(page.text)
    for line in (
        *("Mina", "Lived", "Night porters", "“On weekdays”"),
        "Night porters: for some people I know. The others don’t see your name.",
        *("Post, once a week", "3 Mill Lane", "Go to the project"),
        "Days and times: “Not before noon”",
        *("A voucher", "Thanks", "“For the bus”"),
    ):
        assert line in words, line


def test_how_far_is_said_on_the_same_page_of_the_groups_that_are_ticked(
    me, url, amina, porters, homeless
):
    typed = {"groups": [porters.pk], **answers(porters)["speak"], f"extent_{homeless.pk}": ""}
    answer = send(me, url("groups"), typed)
    assert answer.status_code == 302
    assert kept(amina)["speaks"] == [(porters.pk, "some", "On weekdays", False)]
    assert kept(amina)["said"] == {"groups": "yes", "speak": "yes"}
    assert asked(amina) == "bring needs returns hear"


def test_whoever_ticks_nothing_says_nothing_of_speaking_and_is_not_asked_twice(
    me, url, amina, porters
):
    for ticked, extent, more in (([], "", {}), ([porters.pk], "", {"speak": "yes"})):
        send(me, url("groups"), {"groups": ticked, f"extent_{porters.pk}": extent})
        assert (kept(amina)["said"], kept(amina)["speaks"]) == ({"groups": "yes", **more}, [])


def test_words_about_a_group_that_is_not_ticked_are_not_lost(me, url, amina, porters):
    typed = {"groups": [], f"extent_{porters.pk}": "", f"note_{porters.pk}": "On weekdays"}
    answer = send(me, url("groups"), typed)
    assert "Tick “Night porters” above, too." in tight(answer.text)
    assert ("On weekdays" in answer.text, kept(amina)["said"]) == (True, {})
    typed |= {"groups": [porters.pk]}
    assert "say how far you can speak for them, too" in tight(send(me, url("groups"), typed).text)


def test_what_is_said_on_the_page_of_the_groups_is_all_saved_or_nothing(
    me, url, amina, porters, homeless
):
    services.record_groups(amina, groups=[porters], now=NOW)
    hidden = carried(me, url("groups"))
    words = _theirs(amina, porters, "speak")
    before = kept(amina)
    typed = {"groups": [porters.pk, homeless.pk], **answers(porters)["speak"]}
    answer = me.post(url("groups"), hidden | typed | {f"extent_{homeless.pk}": "some"})
    assert (answer.status_code, words in answer.text) == (409, True)
    assert kept(amina) == before


@pytest.mark.parametrize("purpose", PURPOSES)
def test_not_now_keeps_nothing_and_is_not_asked_again(me, url, amina, porters, purpose):
    come_in(me, url, porters)
    services.take_back(amina, purpose, now=NOW)
    Consent.objects.filter(purpose=purpose).delete()
    if purpose == "hear":
        Preference.objects.all().delete()
    before = kept(amina)
    typed = answers(porters)[purpose]
    answer = send(me, url(purpose), typed | {"answer": "later"})
    assert answer.status_code == 302
    assert kept(amina) == before | {"said": before["said"] | {purpose: "later"}}
    assert purpose in {*PURPOSES} - {*services.open_questions(amina, now=timezone.now())}


def test_not_now_leaves_what_was_said_before(me, url, amina, porters):
    come_in(me, url, porters)
    before = kept(amina)
    for purpose in PURPOSES:
        send(me, url(purpose), {"answer": "later"})
    assert kept(amina) == before


def test_a_yes_to_an_empty_page_says_nothing_for_them(me, url, amina, porters):
    send(me, url("bring"), {"known_as": "Amina", "experience": []})
    send(me, url("groups"), {"groups": []})
    send(me, url("needs"), {"costs": " "})
    send(me, url("returns"), {"words": " "})
    send(me, url("hear"), {"channel": "", "rhythm": ""})
    found = kept(amina)
    assert found.pop("said") == {
        "bring": "later",
        "groups": "yes",
        "needs": "later",
        "returns": "later",
        "hear": "later",
    }
    empty = {"brings": [], "belongs": [], "speaks": [], "needs": {}, "hears": []}
    empty["wishes"] = services.WishRead()
    assert found == {"name": "Amina", **empty}


def test_it_goes_on_where_it_stopped_on_another_device(signed_in, participant, url, amina, porters):
    come_in(signed_in(participant), url, porters, until="groups")
    other = Client()
    other.force_login(participant)
    page = other.get(reverse("home:project_home", args=[amina.project.slug])).text
    assert "You began to tell us about yourself" in page
    welcome = reverse("participation:welcome", args=[amina.project.slug])
    assert other.get(welcome).url == url("speak")


def test_who_left_all_of_it_is_asked_what_they_bring_and_no_more_after_not_now(
    me, url, amina, porters
):
    home = reverse("home:project_home", args=[amina.project.slug])
    assert "Which kinds of experience do you bring?" in me.get(home).text
    for purpose in ("bring", "groups", "needs", "returns", "hear"):
        send(me, url(purpose), {"answer": "later"})
    page = me.get(home).text
    assert lacks(page, "Which kinds of experience", "You began to tell us", but_has="Amina")


def test_groups_are_asked_where_there_are_any_and_speaking_of_those_ticked(me, url, amina):
    assert asked(amina) == "bring needs returns hear"
    assert "No groups are on the map" in me.get(url("groups")).text
    group = factories.GroupFactory(project=amina.project)
    assert asked(amina) == "bring groups needs returns hear"
    assert "No group is ticked yet" in me.get(url("speak")).text
    services.record_groups(amina, groups=[group], now=NOW)
    assert asked(amina) == "bring speak needs returns hear"


def test_what_was_said_before_there_were_such_pages_counts(me, url, amina, porters):
    services.record_experience(amina, kinds={"lived"}, now=NOW)
    factories.SpeaksForFactory(member=amina, group=porters)
    set_preference(amina, channel="email", rhythm="weekly")
    assert asked(amina) == "needs returns"
    page = tight(me.get(reverse("participation:receipt", args=[amina.project.slug])).text)
    assert "Night porters: for some people I know. The others see your name." in page
    assert page.count(">Take it back<") == 2


def test_who_no_longer_ticks_a_group_no_longer_speaks_for_it(me, url, amina, porters, homeless):
    come_in(me, url, porters)
    send(me, url("groups"), {"groups": [homeless.pk]})
    assert (kept(amina)["belongs"], kept(amina)["speaks"]) == ([homeless.pk], [])


def test_words_without_how_far_are_asked_about_and_stay(me, url, amina, porters):
    come_in(me, url, porters, until="groups")
    typed = {f"extent_{porters.pk}": "", f"note_{porters.pk}": "On weekdays"}
    answer = send(me, url("speak"), typed)
    assert answer.context["form"].errors == {
        f"extent_{porters.pk}": ["Night porters: say how far you can speak for them, too."]
    }
    assert "On weekdays" in answer.text
    assert kept(amina)["speaks"] == []


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("post", {"postal_address": ["Write the address to send letters to."]}),
        ("phone", {"phone": ["Write the phone number to ring."]}),
    ],
)
def test_a_letter_needs_an_address_and_a_call_a_number(me, url, amina, channel, error):
    answer = send(me, url("hear"), {"channel": channel, "rhythm": "weekly"})
    assert answer.context["form"].errors == error
    assert kept(amina)["hears"] == []


@pytest.mark.parametrize(("name", "value"), [("channel", "post"), ("rhythm", "weekly")])
def test_how_somebody_hears_is_kept_when_they_say_one_half_of_it(amina, name, value):
    hears = dict.fromkeys(services.HEARS, "") | {"postal_address": "1 High Street"}
    services.record_hearing(amina, hears=hears | {name: value}, now=NOW)
    assert getattr(Preference.of(amina), name) == value


@pytest.mark.parametrize("purpose", PURPOSES)
def test_when_the_yes_cannot_be_kept_the_answer_is_not(
    me, url, amina, porters, monkeypatch, purpose
):
    if purpose == "speak":
        services.record_groups(amina, groups=[porters], now=NOW)
    before = kept(amina)

    def fail(*_args, **_kwargs):
        raise RuntimeError("the disk is full")

    for module in (coming_in, needs, wishes):
        monkeypatch.setattr(module, "note_answer", fail)
    with pytest.raises(RuntimeError, match="disk"):
        send(me, url(purpose), answers(porters)[purpose])
    assert kept(amina) == before


def _theirs(amina, porters, purpose):
    """Let somebody else change the answer to a question; return the words that the second of the two reads."""
    if purpose == "groups":
        other = factories.GroupFactory(project=amina.project, name="Cleaners")
        services.record_groups(amina, groups=[other], now=NOW)
        return str(other.pk)
    if purpose == "speak":
        said = {porters: services.Speaking("many", "I ask all of them", False)}
        services.record_speaking(amina, speaks_for=said, now=NOW)
        return "I ask all of them"
    set_preference(amina, channel="phone", rhythm="weekly", phone="01632 960 001")
    return "01632 960 001"


@pytest.mark.parametrize("purpose", ["groups", "speak", "hear"])
def test_the_second_of_two_reads_what_the_first_wrote_and_loses_nothing(
    me, url, amina, porters, purpose
):
    services.record_groups(amina, groups=[porters], now=NOW)
    hidden = carried(me, url(purpose))
    words = _theirs(amina, porters, purpose)
    before = kept(amina)
    answer = me.post(url(purpose), {**hidden, **answers(porters)[purpose]})
    assert (answer.status_code, words in answer.text) == (409, True)
    assert kept(amina) == before


def test_words_about_a_group_that_was_unticked_meanwhile_are_given_back(
    me, url, amina, porters, homeless
):
    services.record_groups(amina, groups=[porters, homeless], now=NOW)
    words = {f"note_{one.pk}": f"Words {one.pk}" for one in (porters, homeless)}
    typed = carried(me, url("speak")) | words | {f"extent_{homeless.pk}": "some"}
    services.record_groups(amina, groups=[homeless], now=NOW)
    answer = me.post(url("speak"), typed)
    assert f"You wrote: “Words {porters.pk}”" in tight(answer.text)
    assert kept(amina)["speaks"] == []
    services.record_groups(amina, groups=[], now=NOW)
    answer = me.post(url("speak"), typed)
    assert answer.status_code == 200
    assert "No group is ticked yet" in answer.text
    assert f"You wrote: “Words {porters.pk}”" in tight(answer.text)


def test_nobody_says_by_unticking_that_they_bring_nothing(me, url, amina, porters):
    come_in(me, url, porters, until="bring")
    answer = send(me, url("bring"), {"known_as": "Mina", "experience": []})
    assert "Choose “None of these”." in answer.context["form"].errors["experience"][0]
    assert kept(amina)["brings"] == ["lived"]


def test_a_number_can_be_taken_out_and_is_not_lost_without_a_channel(me, url, amina):
    set_preference(amina, channel="email", rhythm="weekly", phone="01632 960 001")
    send(me, url("hear"), {"channel": "email", "rhythm": "weekly", "phone": ""})
    assert Preference.objects.get().phone == ""
    answer = send(me, url("hear"), {"channel": "", "rhythm": "", "phone": "01632 960 002"})
    assert answer.context["form"].errors == {
        "channel": ["Choose how you want to hear from us, too."]
    }
    assert "01632 960 002" in answer.text


def test_a_clash_names_the_group(me, url, amina, porters, homeless):
    services.record_groups(amina, groups=[porters, homeless], now=NOW)
    hidden = carried(me, url("speak"))
    _theirs(amina, porters, "speak")
    answer = me.post(url("speak"), {**hidden, f"extent_{porters.pk}": "some"})
    assert "Night porters: How far can you speak for them?" in tight(answer.text)


def test_whoever_ticks_another_group_is_asked_how_far(amina, porters, homeless):
    services.record_groups(amina, groups=[porters], now=NOW)
    services.leave_for_later(amina, "speak", now=NOW)
    assert "speak" not in services.open_questions(amina, now=timezone.now())
    services.record_groups(amina, groups=[porters, homeless], now=NOW + SECOND)
    assert "speak" in services.open_questions(amina, now=timezone.now())


def test_whoever_comes_back_is_asked_again(amina, url, me, porters):
    come_in(me, url, porters)
    services.end_membership(amina, now=NOW)
    again = NOW + timedelta(days=400)
    Member.objects.filter(pk=amina.pk).update(left_at=None, joined_at=again)
    amina.refresh_from_db()
    assert asked(amina) == "groups needs returns hear"
    services.record_groups(amina, groups=[porters], now=again)
    assert asked(amina) == "speak needs returns hear"


@pytest.mark.parametrize("purpose", PURPOSES)
def test_not_now_after_taking_back_stays_taken_back(me, url, amina, porters, purpose):
    come_in(me, url, porters)
    services.take_back(amina, purpose, now=timezone.now())
    send(me, url(purpose), {"answer": "later"})
    assert kept(amina)["said"][purpose] == "back"


def test_at_most_so_many_questions_are_left(me, url, amina, porters):
    assert "at most 4 short questions are left" in tight(me.get(url("bring")).text)
    come_in(me, url, porters, until="groups")
    assert "at most 3 short questions are left" in tight(me.get(url("speak")).text)
    assert lacks(me.get(url("hear")).text, "at most 0", but_has="Both buttons are fine.")
