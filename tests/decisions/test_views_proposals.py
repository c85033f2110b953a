"""The pages on which people decide together: one's own say first, then the others'."""

from datetime import timedelta

import pytest
from django.utils import timezone

from decisions.models import Decision, Proposal, ProposalSay, ProposingRule
from decisions.services import close_proposal, put_down_proposal
from tests import factories
from tests.decisions.pages import text_of
from tests.decisions.proposing import a_proposal, people, say
from tests.factories import NOW
from tests.filled_forms import send
from tests.pages import lacks


@pytest.fixture
def proposal(project, jo, amina):
    until = timezone.localdate() + timedelta(days=9)
    return a_proposal(project, jo, open_until=until, now=timezone.now())


@pytest.fixture
def facilitator_client(signed_in, jo):
    return signed_in(jo.user)


@pytest.fixture
def participant_client(signed_in, amina):
    return signed_in(amina.user)


def test_a_facilitator_proposes_and_a_participant_where_the_project_says_so(
    project, signed_in, jo, amina, address
):
    typed = {
        "why": "It is dark.",
        "what": "More lamps",
        "open_until": timezone.localdate() + timedelta(days=5),
    }
    url = address("proposal_create")
    assert signed_in(jo.user).post(url, typed).status_code == 302
    assert signed_in(amina.user).post(url, typed).status_code == 403
    ProposingRule.objects.create(project=project, who="everybody")
    assert signed_in(amina.user).post(url, typed).status_code == 302
    assert [p.proposed_by.known_as for p in Proposal.objects.order_by("pk")] == ["Jo", "Amina"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"why": ""}, "Write why something is needed."),
        ({"open_until": "2020-01-01"}, "Choose today or a day that is still to come."),
        ({"look_again_on": "2020-01-01"}, "Choose a day after people had their say."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    wrong, words, facilitator_client, address, project
):
    typed = {"why": "It is dark.", "what": "More lamps", "open_until": "2030-01-01", **wrong}
    page = facilitator_client.post(address("proposal_create"), typed)
    assert words in text_of(page)
    assert "More lamps" in page.text


def test_others_says_are_shown_after_ones_own_also_to_facilitators(proposal, jo, amina, signed_in):
    (derek,) = people(proposal.project, 1)
    say(proposal, derek, "not-yet", "Who washes the blankets?")
    for member in (jo, amina):
        client = signed_in(member.user)
        page = client.get(proposal.get_absolute_url())
        assert lacks(page, "Who washes the blankets?", but_has="What do you say?")
        say(proposal, member)
        page = client.get(proposal.get_absolute_url())
        assert "Who washes the blankets?" in page.text
        assert "You agree" in page.text


def test_a_member_has_a_say_and_changes_it(proposal, amina, participant_client, address):
    url = address("say_edit", proposal.pk)
    typed = {"says": "not-yet", "words": "It is cold.", "wording": 1}
    assert send(participant_client, url, typed).status_code == 302
    assert send(participant_client, url, typed | {"says": "agree", "words": ""}).status_code == 302
    row = ProposalSay.objects.get()
    assert (row.says, row.words, row.is_unnamed) == ("agree", "", False)


def test_whoever_is_not_sure_says_why(proposal, participant_client, address):
    url = address("say_edit", proposal.pk)
    page = send(participant_client, url, {"says": "concern", "words": " ", "wording": 1})
    assert "Say in a few words what it is about." in text_of(page)
    assert not ProposalSay.objects.exists()


def test_the_page_says_beforehand_what_becomes_of_a_name(proposal, participant_client):
    page = text_of(participant_client.get(proposal.get_absolute_url()))
    assert (
        "We keep your name until this closes, so that you can change it. Then we remove it." in page
    )
    assert "Others read it once five people or more can have said it." in page


def test_what_waits_for_five_says_so_to_its_author(proposal, amina, participant_client):
    say(proposal, amina, "not-yet", "It is cold.", unnamed=True)
    page = text_of(participant_client.get(proposal.get_absolute_url()))
    assert "Others can’t read this yet." in page
    assert "nobody reads your words" in page


def test_nobody_can_tell_who_said_it_without_a_name(proposal, jo, amina, facilitator_client):
    say(proposal, jo)
    say(proposal, amina, "not-yet", "It is cold.", unnamed=True)
    url = proposal.get_absolute_url()
    assert lacks(
        facilitator_client.get(url), "It is cold.", "Amina", but_has="2 more people have had"
    )
    for member in people(proposal.project, 3):
        say(proposal, member)
    page = facilitator_client.get(url)
    assert "It is cold." in page.text
    assert lacks(page, "Amina", but_has="Somebody")


def test_a_name_cannot_come_back_once_others_read_it_without(
    proposal, jo, amina, participant_client, address
):
    for member in (jo, *people(proposal.project, 3)):
        say(proposal, member)
    say(proposal, amina, "not-yet", "It is cold.", unnamed=True)
    url = address("say_edit", proposal.pk)
    assert "It stays so, since a name would tell who it was." in text_of(
        participant_client.get(url)
    )
    send(participant_client, url, {"says": "not-yet", "words": "It is dark.", "wording": 1})
    assert ProposalSay.objects.get(words="It is dark.").is_unnamed


def test_words_that_changed_meanwhile_are_read_again(proposal, jo, participant_client, address):
    url = address("say_edit", proposal.pk)
    Proposal.objects.update(what="One recliner", wording=2)
    typed = {"says": "not-yet", "words": "It is cold.", "wording": 1}
    page = send(participant_client, url, typed)
    assert "The proposal was changed while you were writing." in text_of(page)
    assert "It is cold." in page.text
    assert "One recliner" in page.text
    assert not ProposalSay.objects.exists()


def test_other_words_are_asked_beside_what_was_said_before(proposal, amina, participant_client):
    say(proposal, amina, "not-yet", "It is cold.")
    Proposal.objects.update(what="One recliner", wording=2)
    page = text_of(participant_client.get(proposal.get_absolute_url()))
    assert "What you said to the words before." in page
    assert "It is cold." in page
    assert "Send what I say" in page


def test_what_comes_after_the_end_is_shown_and_not_kept(proposal, jo, participant_client, address):
    url = address("say_edit", proposal.pk)
    stood = {"says": "not-yet", "words": "It is cold.", "wording": 1, "stood": "x"}
    put_down_proposal(proposal, by=jo, why="No money.", now=NOW)
    page = participant_client.post(url, stood)
    assert page.status_code == 409
    assert "It was settled while you were writing" in page.text
    assert "It is cold." in page.text


def test_it_closes_after_a_reply_and_stands_in_the_log(
    proposal, jo, amina, facilitator_client, address
):
    say(proposal, jo)
    row = say(proposal, amina, "not-yet", "It is cold.")
    close = address("proposal_close", proposal.pk)
    typed = {"how": "Together", "wording": 1}
    page = facilitator_client.post(close, typed)
    assert "Somebody is not sure and has no reply yet." in text_of(page)
    reply = address("say_reply", proposal.pk, row.key)
    words = {"reply": "We bring heaters.", "to_words": row.words}
    assert send(facilitator_client, reply, words).status_code == 302
    done = facilitator_client.post(close, typed)
    assert done.url == Decision.objects.get().get_absolute_url()
    page = text_of(facilitator_client.get(done.url))
    assert "Amina, not yet: “It is cold.”" in page
    assert "Jo replied: “We bring heaters.”" in page
    assert "What people said when we decided it" in page


def test_whoever_closes_it_has_a_say_first(proposal, facilitator_client, address):
    page = facilitator_client.get(address("proposal_close", proposal.pk))
    assert page.status_code == 403
    assert "Have your own say first." in page.text


def test_the_page_to_close_says_what_to_look_at(project, jo, amina, facilitator_client, address):
    boundary = factories.BoundaryFactory(project=project, kind="fixed", what="No building work")
    proposal = a_proposal(project, jo, boundary=boundary)
    say(proposal, jo)
    page = text_of(facilitator_client.get(address("proposal_close", proposal.pk)))
    assert "Nobody who has said that they bring lived experience has had a say" in page
    assert "It is about something that is fixed: No building work." in page
    assert "1 person. The day was" in page or "1 person." in page
    amina.has_lived_experience = True
    amina.save()
    say(proposal, amina)
    page = facilitator_client.get(address("proposal_close", proposal.pk))
    assert lacks(page, "Nobody who has said", but_has="It is about something that is fixed")


def test_groups_we_have_not_heard_from_are_named_and_people_are_not(
    proposal, project, jo, amina, facilitator_client
):
    group = factories.GroupFactory(project=project, name="Cleaners and porters")
    factories.SpeaksForFactory(member=amina, group=group)
    factories.MemberFactory(project=project, user=None, known_as="Grace")
    say(proposal, jo)
    page = text_of(facilitator_client.get(proposal.get_absolute_url()))
    assert "Nobody from: Cleaners and porters" in page
    assert "1 person without email" in page
    say(proposal, amina)
    page = facilitator_client.get(proposal.get_absolute_url())
    assert lacks(page, "Nobody from: Cleaners", but_has="1 person without email")


def test_what_somebody_said_by_phone_is_written_down_for_them(
    proposal, project, jo, facilitator_client, address
):
    grace = factories.MemberFactory(project=project, user=None, known_as="Grace")
    url = address("say_for", proposal.pk, grace.pk)
    typed = {"says": "concern", "words": "It is cold.", "entered_how": "phone", "wording": 1}
    assert send(facilitator_client, url, typed).status_code == 302
    say(proposal, jo)
    page = text_of(facilitator_client.get(proposal.get_absolute_url()))
    assert "Grace agrees, with a concern · entered by hand by Jo, said by phone" in page


def test_who_signs_in_is_not_written_down_for(proposal, amina, facilitator_client, address):
    url = address("say_for", proposal.pk, amina.pk)
    assert facilitator_client.get(url).status_code == 403


def test_open_proposals_come_first_on_decisions_and_on_today(
    proposal, project, jo, amina, participant_client, address
):
    log = text_of(participant_client.get(address("decision_list")))
    assert log.index("Two recliners") < log.index("No decisions yet")
    assert "Have your say" in log
    today = text_of(participant_client.get(project.get_absolute_url()))
    assert "What do you say? “Two recliners" in today
    say(proposal, amina)
    page = participant_client.get(project.get_absolute_url())
    assert lacks(page, "What do you say?", but_has="Hello Amina")


def test_today_tells_what_was_replied(proposal, project, jo, amina, participant_client):
    row = say(proposal, amina, "not-yet", "It is cold.", unnamed=True)
    ProposalSay.objects.filter(pk=row.pk).update(
        reply="Heaters.", reply_to="It is cold.", replied_by=jo, replied_at=timezone.now()
    )
    assert "Heaters." in text_of(participant_client.get(project.get_absolute_url()))


def test_facilitators_are_asked_to_close_what_is_late(project, jo, facilitator_client):
    late = a_proposal(project, jo, open_until=timezone.localdate() - timedelta(days=1))
    today = text_of(facilitator_client.get(project.get_absolute_url()))
    assert "Close it, or put it down: “Two recliners" in today
    page = text_of(facilitator_client.get(late.get_absolute_url()))
    assert "It stays open until a facilitator closes it." in page


def test_what_is_put_down_stays_in_view(proposal, jo, participant_client, address):
    put_down_proposal(proposal, by=jo, why="There is no money.", now=NOW)
    page = text_of(participant_client.get(proposal.get_absolute_url()))
    assert "Jo wrote: There is no money." in page
    assert "Two recliners" in text_of(participant_client.get(address("decision_list")))


def test_names_are_shown_when_it_closed_where_nobody_hides_theirs(
    proposal, jo, amina, participant_client
):
    for member in (jo, amina):
        say(proposal, member)
    page = participant_client.get(proposal.get_absolute_url())
    assert lacks(page, ">Jo<", but_has="2 more people have had a say")
    close_proposal(proposal, by=jo, wording=1, how="Together", now=NOW)
    page = text_of(participant_client.get(proposal.get_absolute_url()))
    assert "2 people agree. By name: Amina, Jo." in page


def test_when_it_closed_a_name_that_is_not_shown_is_gone(proposal, jo, amina, participant_client):
    for member in (jo, *people(proposal.project, 3)):
        say(proposal, member)
    row = say(proposal, amina, "concern", "It is cold.", unnamed=True)
    ProposalSay.objects.filter(pk=row.pk).update(reply="Heaters.", reply_to="It is cold.")
    close_proposal(proposal, by=jo, wording=1, how="Together", now=NOW)
    rows = ProposalSay.objects.all()
    assert {r.member_id for r in rows} == {None}
    assert {r.said_at for r in rows} == {None}
    assert (len(rows), ProposalSay.objects.filter(key=row.key).count()) == (5, 0)
    makers = Decision.objects.get().newest
    assert [(str(m), m.stands_for) for m in makers.makers.all()] == [("5 people", 5)]
    assert makers.maker_count == 5
    page = text_of(participant_client.get(proposal.get_absolute_url()))
    assert "Somebody agrees, with a concern" in page
    assert "4 people agree." in page
