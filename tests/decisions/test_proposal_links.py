"""What people said is linked to a proposal while it is open, and goes with it: into the decision, or back."""

import pytest
from django.utils import timezone

from decisions.models import Decision, Proposal
from decisions.services import close_proposal, put_down_proposal
from decisions.views import linking
from outbox.models import Delivery
from questions.getters import with_all_that_is_named
from questions.life import life_of
from questions.models import Contribution
from questions.services import hide_words, unlink_contributions
from tests.decisions.proposing import a_proposal, say
from tests.factories import NOW, MemberFactory
from tests.pages import lacks, tight
from tests.questions.rows import contribution

WORDS = "Nobody asks how we get home at 4am."
NOTHING = "Nothing that people said is behind it."


@pytest.fixture
def said(amina):
    return contribution(amina, words=WORDS)


@pytest.fixture
def proposal(project, jo):
    return a_proposal(project, jo)


@pytest.fixture
def link(signed_in, facilitator, proposal, said):
    """Return what links the words to the proposal, as a facilitator does it."""

    def send(**more):
        address = f"{proposal.get_absolute_url()}?show=said"
        client = signed_in(facilitator)
        return client.post(address, {"said": said.pk, **more}, follow=True)

    return send


def furthest(said) -> str:
    row = with_all_that_is_named(Contribution.objects.filter(pk=said.pk)).get()
    return next(str(step.name) for step in life_of(row).steps if step.look == "now")


def told_about(said, kind="contribution_moved") -> list[Delivery]:
    rows = Delivery.objects.filter(message__kind=kind, message__data__contribution=said.pk)
    return list(rows)


def close(proposal, by) -> Decision:
    say(proposal, by)
    now = timezone.now()
    return close_proposal(proposal, by=by, wording=proposal.wording, how="Together", now=now)


def page_of(client, row) -> str:
    return tight(client.get(row.get_absolute_url()).content.decode())


def test_whoever_reads_a_proposal_reads_what_people_said_behind_it(
    signed_in, facilitator, participant, proposal, said, link
):
    assert lacks(page_of(signed_in(participant), proposal), WORDS, but_has=proposal.what)
    page = page_of(signed_in(facilitator), proposal)
    assert "Nothing that people said is linked yet." in page
    assert 'href="?show=said"' in page
    linked = link()
    assert linked.request["QUERY_STRING"] == "show=said"
    assert "Whoever said it is told" in tight(linked.content.decode())
    page = page_of(signed_in(participant), proposal)
    assert WORDS in page
    assert lacks(page, "Link what people said", but_has="What people said behind this")
    assert furthest(said) == "Discussed"
    assert [one.member for one in told_about(said)] == [said.member]


def test_words_are_found_without_leaving_the_proposal(signed_in, facilitator, proposal, said):
    page = signed_in(facilitator).get(proposal.get_absolute_url(), {"show": "said", "q": "home"})
    assert '<input type="hidden" name="show" value="said">' in page.content.decode()
    assert [one.pk for one in page.context["offered"]] == [said.pk]


def test_a_link_is_taken_away_while_it_is_open(link, proposal, said):
    link()
    link(take_away=1)
    assert furthest(said) == "Said"
    assert close(proposal, proposal.proposed_by).project.contributions.get().moves.count() == 1


def test_a_decision_takes_over_what_is_behind_the_proposal(
    signed_in, participant, jo, proposal, said, link
):
    link()
    decision = close(proposal, jo)
    page = page_of(signed_in(participant), decision)
    assert WORDS in page
    assert lacks(page, NOTHING, but_has=WORDS)
    assert furthest(said) == "Decided"
    assert len(told_about(said)) == 2
    address = decision.get_absolute_url()
    assert said.moves.get(what="decided").address == address
    assert said.moves.get(what="decided").title.startswith("1. ")


def test_what_is_hidden_goes_along_and_is_there_when_it_is_shown_again(link, proposal, said, jo):
    link()
    hide_words(said, by=jo, why="It names somebody.", now=NOW)
    decision = close(proposal, jo)
    assert said.moves.filter(what="decided", address=decision.get_absolute_url()).exists()


def test_another_proposals_words_stay_where_they_are(project, proposal, said, link, jo, amina):
    other = contribution(amina, words="The taxi is 30 pounds.")
    link()
    another = a_proposal(project, jo)
    close(another, jo)
    assert furthest(said) == "Discussed"
    assert other.moves.count() == 0


def test_what_led_to_a_proposal_that_is_put_down_goes_back(link, proposal, said, jo):
    link()
    put_down_proposal(proposal, by=jo, why="There is no money.", now=timezone.now())
    assert furthest(said) == "Said"
    [told] = told_about(said, "contribution_move_over")
    assert (told.member, told.message.data["why"]) == (said.member, "There is no money.")


def test_who_proposed_it_links_and_another_participant_does_not(
    signed_in, participant, project, amina, said
):
    mine = a_proposal(project, amina)
    other = MemberFactory(project=project)
    address = f"{mine.get_absolute_url()}?show=said"
    assert signed_in(other.user).post(address, {"said": said.pk}).status_code == 403
    assert signed_in(other.user).get(address).status_code == 403
    assert said.moves.count() == 0
    assert signed_in(participant).post(address, {"said": said.pk}).status_code == 302
    assert said.moves.count() == 1


def test_nothing_is_linked_to_what_is_settled(link, proposal, said, jo):
    close(proposal, jo)
    assert link().status_code == 403
    assert said.moves.count() == 0


def test_what_is_linked_while_it_is_settled_is_refused_in_words(
    link, proposal, said, jo, monkeypatch
):
    """Somebody else closes it after the page looked whether it is open."""
    show = linking.show_linking

    def closed_meanwhile(*args, **options):
        close(Proposal.objects.get(pk=proposal.pk), jo)
        return show(*args, **options)

    monkeypatch.setattr(linking, "show_linking", closed_meanwhile)
    page = tight(link().content.decode())
    assert "It has just been settled. Nothing was linked." in page
    assert said.moves.count() == 0


def test_who_closes_it_reads_that_nothing_is_behind_it(
    signed_in, facilitator, project, proposal, said, link, jo
):
    say(proposal, jo)
    address = f"{proposal.get_absolute_url()}close/"
    client = signed_in(facilitator)
    assert NOTHING in tight(client.get(address).content.decode())
    link()
    assert lacks(tight(client.get(address).content.decode()), NOTHING, but_has=proposal.what)
    unlink_contributions(
        project, [said.pk], address=proposal.get_absolute_url(), now=timezone.now()
    )
    assert NOTHING in tight(client.get(address).content.decode())
    Proposal.objects.update(rests_on="Twelve interviews.")
    assert lacks(tight(client.get(address).content.decode()), NOTHING, but_has=proposal.what)
