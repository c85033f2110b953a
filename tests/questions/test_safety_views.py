"""The pages of a worry about somebody's safety: who sees what, and what is opened by a button."""

import pytest
from django.urls import reverse

from outbox.models import Message
from questions.models import SafetyReading, SafetyWorry, ThreeWords
from questions.services import look_at_worry, mark_worry
from questions.three_words import draw_words, lock_of
from tests import factories
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution, worried
from tests.safety import give_safety_contact

SAID, WORDS = "I cannot go on like this.", "Her voice was flat."
pytestmark = pytest.mark.django_db


def address(name, project, *more):
    return reverse(f"questions:{name}", args=[project.slug, *more])


def worried_url(project, **asked):
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    return f"{address('contribution_create', project)}?show=worried{more}"


def page_of(client, url) -> str:
    return tight(client.get(url).content.decode())


@pytest.fixture
def said(project, amina, jo):
    give_safety_contact(project)
    return contribution(amina, words=SAID)


@pytest.fixture
def bo(project):
    return factories.MemberFactory(project=project, known_as="Bodil")


def test_say_something_shows_whom_to_ring_above_the_field(signed_in, participant, said, project):
    page = page_of(signed_in(participant), address("contribution_create", project))
    before = page.split("<textarea")[0]
    assert '<a href="tel:999" dir="ltr">999</a>' in before
    assert "Ruth Adeyemi, who is not part of this project" in before
    assert worried_url(project) in before


def test_a_project_that_names_nobody_says_to_ring_all_the_same(signed_in, participant, project):
    page = page_of(signed_in(participant), address("contribution_create", project))
    assert "Please ring the emergency number where you are." in page


def test_facilitators_are_led_to_where_whom_to_ring_is_said(signed_in, facilitator, jo, project):
    page = page_of(signed_in(facilitator), address("contribution_create", project))
    assert f'href="{reverse("projects:safety_edit", args=[project.slug])}"' in page
    assert "has not named anybody outside it yet whom people can turn to." in page


def test_a_participant_reads_that_nobody_outside_is_named_yet(signed_in, participant, project):
    page = page_of(signed_in(participant), address("contribution_create", project))
    assert lacks(page, "Say whom to ring", but_has="The facilitators are asked to.")


def test_whom_to_ring_stands_above_the_field_for_somebody_else_and_without_a_name(
    signed_in, participant, said, project
):
    client, url = signed_in(participant), address("contribution_create", project)
    for typed in ({"for_whom": "A porter"}, {"shown": "unnamed"}):
        page = tight(client.post(url, {"words": "", **typed}).content.decode())
        assert '<a href="tel:999" dir="ltr">999</a>' in page.split("<textarea")[0]


def test_each_reply_has_the_quiet_link_and_says_when_it_is_aside(signed_in, said, jo, bo, project):
    reply = said.replies.create(member=jo, words="Me neither.", said_at=NOW)
    client, url = signed_in(bo.user), said.get_absolute_url()
    link = worried_url(project, reply=reply.pk).replace("&", "&amp;")
    assert f'href="{link}"' in page_of(client, url)
    mark_worry(project, by=bo, about=reply, now=NOW)
    page = page_of(client, url)
    assert lacks(page, "Me neither.", but_has="Set aside for")


def test_a_reply_to_what_is_aside_cannot_be_looked_up_by_marking_it(
    signed_in, said, jo, bo, project
):
    reply = said.replies.create(member=jo, words="You are right.", said_at=NOW)
    url = worried_url(project, reply=reply.pk)
    assert "You are right." in page_of(signed_in(bo.user), url)
    worry = mark_worry(project, by=bo, about=reply, now=NOW)
    reply.refresh_from_db()
    reply.put_back()
    mark_worry(project, by=jo, about=said, now=NOW)
    assert signed_in(bo.user).get(url).status_code == 404
    page = page_of(signed_in(bo.user), worried_url(project, worry=worry.pk))
    assert lacks(page, "You are right.", but_has="Thank you for telling us")


def test_whoever_said_it_without_a_name_reads_it_behind_the_three_words(client, said, jo, project):
    unnamed = contribution(None, project=project, is_unnamed=True, words=SAID)
    three = draw_words()
    ThreeWords.objects.create(contribution=unnamed, hashed=lock_of(three, project.pk))
    mark_worry(project, by=jo, about=unnamed, now=NOW)
    url = address("unnamed_return", project)
    page = tight(client.post(url, {"three_words": three}).content.decode())
    assert SAID in page
    assert "You did nothing wrong." in page
    assert '<a href="tel:999" dir="ltr">999</a>' in page


def test_the_page_about_privacy_says_what_happens_with_a_worry(client):
    page = page_of(client, reverse("home:privacy"))
    assert "When you are worried about somebody’s safety" in page


def test_each_thing_said_has_a_quiet_link_that_sets_it_aside(signed_in, said, bo, amina, project):
    client = signed_in(bo.user)
    link = worried_url(project, said=said.pk)
    assert f'href="{link.replace("&", "&amp;")}"' in page_of(client, said.get_absolute_url())
    assert SAID in page_of(client, link)
    answer = client.post(link, {"words": ""})
    worry = SafetyWorry.objects.get()
    assert (worry.contribution, worry.marked_by) == (said, bo)
    assert answer.url == worried_url(project, worry=worry.pk)
    assert "Thank you for telling us" in page_of(client, answer.url)


def test_words_of_ones_own_are_needed_where_nothing_is_marked(signed_in, participant, project):
    client, url = signed_in(participant), worried_url(project)
    assert "Write in a few words what you are worried about." in tight(
        client.post(url, {"words": " "}).content.decode()
    )
    client.post(url, {"words": WORDS})
    assert SafetyWorry.objects.get().unlock("words") == WORDS


@pytest.mark.parametrize(
    "asked",
    ["said=x", "said=999999", "reply=99999999999999999999", "reply=²", "worry=x", "worry=99999"],
)
def test_what_is_not_in_the_project_cannot_be_marked(signed_in, participant, project, asked):
    url = f"{worried_url(project)}&{asked}"
    assert signed_in(participant).get(url).status_code == 404


def test_nothing_of_another_project_can_be_marked(signed_in, participant, project, twin):
    theirs = contribution(factories.MemberFactory(project=twin))
    reply = theirs.replies.create(member=theirs.member, words="Ours.", said_at=NOW)
    url = worried_url(project)
    for asked in (f"said={theirs.pk}", f"reply={reply.pk}"):
        assert signed_in(participant).get(f"{url}&{asked}").status_code == 404


def test_what_is_aside_is_read_by_its_author_and_facilitators_alone(
    signed_in, said, jo, bo, participant, facilitator
):
    mark_worry(said.project, by=bo, about=said, now=NOW)
    url, aside = said.get_absolute_url(), "This is set aside while somebody looks at it."
    assert lacks(page_of(signed_in(bo.user), url), SAID, but_has=aside)
    for user in (participant, facilitator):
        assert SAID in page_of(signed_in(user), url)
    page = page_of(signed_in(participant), url)
    assert "You did nothing wrong." in page
    assert lacks(page, "Bodil", but_has="Set aside for")


def test_whoever_would_answer_what_is_aside_looks_at_it_first(signed_in, said, jo, bo, facilitator):
    client, url = signed_in(facilitator), address("contribution_answer", said.project, said.pk)
    waiting = address("contribution_list", said.project)
    assert 'name="said"' in page_of(client, waiting)
    mark_worry(said.project, by=bo, about=said, now=NOW)
    page = page_of(client, url)
    assert SAID in page
    assert "While it is set aside, we don’t write to Amina." in page
    assert lacks(page_of(client, waiting), 'name="said"', but_has="look at it first")


def test_only_facilitators_and_whoever_marked_it_see_a_worry(
    signed_in, said, jo, bo, participant, facilitator
):
    worry = mark_worry(said.project, by=bo, about=said, words=WORDS, now=NOW)
    run = address("safety_worry_detail", said.project, worry.pk)
    url = worried_url(said.project, worry=worry.pk)
    for user, at in ((participant, run), (participant, url), (bo.user, run)):
        assert signed_in(user).get(at).status_code in {403, 404}
    page = page_of(signed_in(bo.user), url)
    assert lacks(page, "Only for facilitators", but_has="Who has read what is private here")
    assert signed_in(facilitator).get(url).url == run


def test_whoever_marked_it_finds_it_again_and_no_other_worry(signed_in, said, jo, bo, amina):
    mine, theirs = worried(bo), worried(amina)
    page = page_of(signed_in(bo.user), worried_url(said.project))
    assert lacks(page, f"worry={theirs.pk}", but_has=f"worry={mine.pk}")


def test_the_words_open_by_a_button_and_whoever_read_them_is_named(
    signed_in, said, jo, bo, facilitator
):
    worry = mark_worry(said.project, by=bo, about=said, words=WORDS, now=NOW)
    client, url = signed_in(facilitator), address("safety_worry_detail", said.project, worry.pk)
    show = address("safety_worry_show", said.project, worry.pk)
    assert lacks(page_of(client, url), WORDS, but_has="Show the words")
    assert client.get(show).url == url
    assert not SafetyReading.objects.exists()
    answer = client.post(show)
    assert WORDS in tight(answer.content.decode())
    assert "no-store" in answer.headers["Cache-Control"]
    assert SafetyReading.objects.get().member == jo
    assert "<li>Jo, " in page_of(signed_in(bo.user), worried_url(said.project, worry=worry.pk))


def test_who_writes_down_second_keeps_what_they_typed(signed_in, said, jo, bo, facilitator):
    worry = mark_worry(said.project, by=bo, about=said, now=NOW)
    sam = factories.MemberFactory(project=said.project, role="facilitator")
    look_at_worry(worry, by=sam, done="Sam rang her.", outcome="back", now=NOW)
    url = address("safety_worry_detail", said.project, worry.pk)
    page = tight(signed_in(facilitator).post(url, {"done": "Jo rang her."}).content.decode())
    assert "Somebody else wrote down at this moment what was done." in page
    assert lacks(page, "Sam rang her.", but_has="Jo rang her.")


def test_what_becomes_of_the_words_is_asked_with_the_reason(signed_in, said, jo, bo, facilitator):
    worry = mark_worry(said.project, by=bo, about=said, now=NOW)
    client, url = signed_in(facilitator), address("safety_worry_detail", said.project, worry.pk)
    said_so = {"done": "Rang.", "outcome": "aside", "tells_author": "no"}
    assert "Say why. Everybody in the project can read it." in tight(
        client.post(url, said_so).content.decode()
    )
    client.post(url, {**said_so, "aside_why": "We are talking."})
    page = page_of(signed_in(bo.user), said.get_absolute_url())
    assert "it stays set aside" in page
    assert "We are talking." in page
    back = address("safety_worry_put_back", said.project, worry.pk)
    signed_in(facilitator).post(back, {"tells_author": "yes"})
    said.refresh_from_db()
    assert said.words == SAID
    assert Message.objects.filter(kind="safety_back").exists()


def test_facilitators_are_asked_first_of_all_and_others_are_not(
    signed_in, said, jo, bo, facilitator, participant
):
    worried(bo)
    home = said.project.get_absolute_url()
    (first, *_rest) = signed_in(facilitator).get(home).context["asked"].waited_for
    assert (first.title, first.is_late) == ("Somebody may be in danger", True)
    page = page_of(signed_in(participant), home)
    assert lacks(page, "Somebody may be in danger", but_has=said.project.name)


def test_the_list_has_the_open_ones_first(signed_in, said, jo, bo, facilitator):
    worry, done = worried(bo), worried(bo)
    look_at_worry(done, by=jo, done="Rang.", now=NOW)
    answer = signed_in(facilitator).get(address("safety_worry_list", said.project))
    assert list(answer.context["open_ones"]) == [worry]
    assert list(answer.context["looked_at"]) == [done]


def test_without_the_key_the_page_says_so(signed_in, said, bo, jo, facilitator, settings, tmp_path):
    worry = worried(bo)
    settings.KEYS_DIR = tmp_path
    show = address("safety_worry_show", said.project, worry.pk)
    page = tight(signed_in(facilitator).post(show, follow=True).content.decode())
    assert "The words cannot be opened now: their key is away." in page
    assert not SafetyReading.objects.exists()
