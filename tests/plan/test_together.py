"""Who planned a step together: a claim, until people say so themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.revisions import EditConflict
from core.standing import how_it_stands
from home import facts
from plan import services
from plan.models import PlannedTogether, Step
from plan.offers import asked_of_member
from projects.getters import get_project_or_404
from projects.models import Member, Project, Role
from tests import factories
from tests.factories import DAY, NOW
from tests.neighbours import changed_by
from tests.pages import lacks, tight

QUESTION = "Did you take part in planning this step?"


@pytest.fixture
def step(project, jo, amina):
    return services.add_step(
        project, by=jo, title="Try softer lamps", planned_by=[jo, amina], now=NOW
    )


@pytest.fixture
def grace(project):
    """A member without email."""
    return factories.MemberFactory(project=project, user=None, known_as="Grace")


def address(step, member=None) -> str:
    keys = [step.project.slug, step.pk]
    if member:
        return reverse("plan:step_together_for", args=[*keys, member.pk])
    return reverse("plan:step_together", args=keys)


def page_of(step, client) -> str:
    url = reverse("plan:step_detail", args=[step.project.slug, step.pk])
    return tight(client.get(url).content.decode())


def yes_or_no(step, member, was_there) -> dict[str, str]:
    """Return what the page sends when it shows how it stands now."""
    row = step.plannings.filter(member=member).first() or PlannedTogether()
    return {"was_there": str(was_there), "stood": how_it_stands(row, ["was_there"])}


def asked(user, project, *, on=DAY) -> list[str]:
    """Return where Today leads whoever is asked whether they planned a step."""
    seen = get_project_or_404(user, project.slug)
    known = facts.in_project(user, seen, now=NOW, on=on)
    return [ask.url for ask in asked_of_member(known, seen) if "#together" in ask.url]


def test_names_are_a_claim_until_they_say_so_themselves(signed_in, participant, step, amina):
    client = signed_in(participant)
    before = page_of(step, client)
    assert "Planned by Amina, Jo, as Jo wrote it down." in before
    assert "No participant has said yet that they took part." in before
    client.post(address(step), yes_or_no(step, amina, True))
    after = page_of(step, client)
    assert "1 of them says so too." in after
    assert "You said that you took part" in after
    assert lacks(after, "No participant has said yet", but_has="Planned by Amina, Jo")


def test_who_wrote_the_names_down_does_not_say_so_too(signed_in, facilitator, step, jo):
    client = signed_in(facilitator)
    client.post(address(step), yes_or_no(step, jo, True))
    page = page_of(step, client)
    assert lacks(page, "says so too", but_has="You said that you took part")
    assert "No participant has said yet that they took part." in page


def test_a_no_is_counted_and_can_be_changed(signed_in, participant, step, amina):
    client = signed_in(participant)
    client.post(address(step), yes_or_no(step, amina, False))
    assert "1 person says that they did not take part." in page_of(step, client)
    client.post(address(step), yes_or_no(step, amina, True))
    assert lacks(page_of(step, client), "did not take part", but_has="1 of them says so too.")
    assert step.plannings.get().was_there


def test_whoever_was_not_named_can_say_so(signed_in, project, step):
    member = factories.MemberFactory(project=project)
    client = signed_in(member.user)
    client.post(address(step), yes_or_no(step, member, True))
    assert "1 other person says that they took part." in page_of(step, client)


def test_who_left_is_not_counted(signed_in, facilitator, project, step):
    gone = factories.MemberFactory(project=project)
    factories.planned_together(step, gone)
    client = signed_in(facilitator)
    assert "1 of them says so too." in page_of(step, client)
    Member.objects.filter(pk=gone.pk).update(left_at=NOW)
    assert lacks(page_of(step, client), "says so too", but_has="as Jo wrote it down")


def test_the_same_said_twice_is_one(step, jo, amina):
    for days in range(2):
        services.answer_planning(
            step, member=amina, was_there=True, by=amina, now=NOW + timedelta(days=days)
        )
    assert [one.said_at for one in step.plannings.all()] == [NOW]


def test_what_was_written_down_for_somebody_becomes_theirs(step, jo, grace):
    say = {"member": grace, "was_there": True, "now": NOW}
    services.answer_planning(step, by=jo, **say)
    assert step.plannings.get().entered_by == jo
    services.answer_planning(step, by=grace, **say)
    services.answer_planning(step, by=jo, **say)
    assert step.plannings.get().entered_by is None


def test_one_person_of_one_step_alone(project, step, jo, amina):
    other = factories.StepFactory(project=project, number=999)
    for row, member in ((step, jo), (step, amina), (other, amina)):
        factories.planned_together(row, member)
    mine = step.plannings.get(member=amina).pk
    say = {"member": amina, "was_there": False, "by": amina, "now": NOW}
    changed = changed_by(lambda: services.answer_planning(step, **say), PlannedTogether)
    assert changed == {mine}


def test_two_who_write_down_the_opposite(step, jo, grace):
    stood = how_it_stands(PlannedTogether(), ["was_there"])
    say = {"member": grace, "by": jo, "now": NOW, "stood": stood}
    services.answer_planning(step, was_there=True, **say)
    services.answer_planning(step, was_there=True, **say)
    with pytest.raises(EditConflict):
        services.answer_planning(step, was_there=False, **say)
    assert step.plannings.get().was_there


def test_the_second_of_two_windows_shows_both_on_the_step(signed_in, participant, step, amina):
    client = signed_in(participant)
    old = yes_or_no(step, amina, False)
    client.post(address(step), yes_or_no(step, amina, True))
    answer = client.post(address(step), old)
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing" in answer.content.decode()
    assert step.plannings.get().was_there


def test_neither_yes_nor_no_is_asked_again(signed_in, participant, step, amina):
    sent = yes_or_no(step, amina, True) | {"was_there": ""}
    answer = signed_in(participant).post(address(step), sent)
    assert answer.context["form"].errors == {"was_there": ["Choose yes or no."]}
    assert not step.plannings.exists()


def test_a_facilitator_writes_it_down_for_who_cannot_sign_in(
    signed_in, facilitator, step, jo, grace
):
    client = signed_in(facilitator)
    step.planned_by.add(grace)
    assert f'href="{address(step, grace)}"' in page_of(step, client)
    question = "Did Grace take part in planning this step?"
    assert question in client.get(address(step, grace)).content.decode()
    client.post(address(step, grace), yes_or_no(step, grace, True))
    said = step.plannings.get()
    assert (said.member, said.entered_by, said.was_participant) == (grace, jo, True)
    page = page_of(step, client)
    assert "1 answer was given on paper or aloud" in page
    assert "says yes" in page
    step.plannings.update(entered_by=None)
    assert lacks(page_of(step, client), "says yes", but_has="1 of them says so too.")


def test_nobody_says_it_for_who_can_sign_in(signed_in, facilitator, step, amina):
    answer = signed_in(facilitator).post(address(step, amina), yes_or_no(step, amina, True))
    assert answer.status_code == 403
    assert "Amina signs in and says it themselves." in answer.content.decode()


def test_after_the_end_and_from_outside_nothing_is_said(
    signed_in, participant, facilitator, coordinator, project, step, amina, grace
):
    sent = yes_or_no(step, amina, True)
    assert signed_in(coordinator).post(address(step), sent).status_code == 403
    Project.objects.filter(pk=project.pk).update(state="ended", ended_on=DAY)
    assert signed_in(participant).post(address(step), sent).status_code == 403
    assert signed_in(facilitator).post(address(step, grace), sent).status_code == 403
    assert lacks(page_of(step, signed_in(participant)), QUESTION, but_has="Planned by Amina, Jo")
    assert asked(participant, project) == []


def test_today_asks_who_is_named_until_they_answer(participant, facilitator, project, step, amina):
    assert asked(participant, project) == [
        reverse("plan:step_detail", args=[project.slug, step.pk]) + "#together"
    ]
    assert asked(facilitator, project) == []
    services.answer_planning(step, member=amina, was_there=False, by=amina, now=NOW)
    assert asked(participant, project) == []


def test_today_does_not_ask_who_was_not_named(participant, project, step, amina, jo):
    step.planned_by.set([jo])
    assert asked(participant, project) == []


@pytest.mark.parametrize(("days", "is_asked"), [(28, True), (29, False)])
def test_today_asks_for_four_weeks_after_the_end(participant, project, step, days, is_asked):
    Step.objects.update(state="done", ended_on=DAY - timedelta(days=days))
    assert bool(asked(participant, project)) == is_asked


def test_one_ask_leads_on_to_the_next_step(signed_in, participant, project, step, jo, amina):
    ended = services.add_step(project, by=jo, title="Ask 60", planned_by=[amina], now=NOW)
    Step.objects.filter(pk=ended.pk).update(state="done", ended_on=DAY)
    assert asked(participant, project) == [
        reverse("plan:step_detail", args=[project.slug, step.pk]) + "#together"
    ]
    client = signed_in(participant)
    onward = "did you take part in planning “Ask 60”?"
    assert lacks(page_of(step, client), onward, but_has=QUESTION)
    services.answer_planning(step, member=amina, was_there=True, by=amina, now=NOW)
    Step.objects.filter(pk=ended.pk).update(ended_on=None)
    assert onward in page_of(step, client)


def test_whoever_names_others_is_named_with_it(project, step, jo, amina):
    kim = factories.MemberFactory(project=project, role=Role.FACILITATOR)
    row = Step.objects.get(pk=step.pk)
    services.change_step(row, revision=1, by=kim, planned_by=[jo, amina], now=NOW)
    assert Step.objects.get(pk=step.pk).planners_named_by == jo
    services.change_step(row, revision=2, by=kim, planned_by=[amina], now=NOW)
    assert Step.objects.get(pk=step.pk).planners_named_by == kim
