"""Members alone read what people say to a project: a coordinator who is none does not, on any page that leads to it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plan.linked import target_of_step
from questions.services import link_contributions
from tests import factories
from tests.decisions.proposing import a_proposal
from tests.pages import lacks, tight
from tests.questions.rows import contribution, question

WORDS = "Who sees these words? My boss is in this project."
NOTHING = "Nothing that people said is behind it."


@pytest.fixture
def said(amina):
    asked = question(amina, words="What does my boss not know?")
    return contribution(amina, words=WORDS, kind="idea", is_unasked=True, question=asked)


@pytest.fixture
def places(project, jo, amina, said):
    """The pages of what rests on the words, with something that stands on each, and the figures that count them."""
    decision, proposal = factories.a_decision(project, jo), a_proposal(project, amina)
    step = factories.StepFactory(project=project)
    for what, address in (
        ("decided", decision.get_absolute_url()),
        ("discussed", proposal.get_absolute_url()),
        ("planned", target_of_step(step).address),
    ):
        link_contributions(
            project, [said.pk], whats=[what], address=address, title="T", now=timezone.now()
        )
    doing = reverse("elements:project_elements", args=[project.slug])
    return {
        decision.get_absolute_url(): decision.newest.what,
        f"{decision.get_absolute_url()}?print=1": decision.newest.what,
        proposal.get_absolute_url(): proposal.what,
        target_of_step(step).address: step.title,
        f"{doing}creative/?rows=creative.potential.ideas": "said on",
        f"{doing}creative/?rows=creative.listening.open": "said on",
        f"{doing}creative/?rows=creative.unasked.unasked": "said on",
    }


def test_a_coordinator_reads_no_words_that_members_alone_read(
    signed_in, coordinator, participant, places
):
    for address, stands in places.items():
        page = tight(signed_in(coordinator).get(address).content.decode())
        assert lacks(page, WORDS[:30], "Amina:", NOTHING, but_has=stands), address
        assert WORDS[:30] in tight(signed_in(participant).get(address).content.decode()), address


def test_a_coordinator_reads_that_there_is_something_and_no_question(
    signed_in, coordinator, participant, places, project
):
    doing = reverse("elements:project_elements", args=[project.slug])
    address = f"{doing}open/?rows=open.exploring.explored"
    page = tight(signed_in(coordinator).get(address).content.decode())
    assert lacks(page, "What does my boss", but_has="Members of the project can read this.")
    assert "What does my boss" in tight(signed_in(participant).get(address).content.decode())
