"""What is done to one row of the plan leaves those beside it as they are."""

import pytest

from plan import services
from plan.models import Concern, FollowUp, Noticing, Step, Strength
from tests import factories
from tests import known_factories as things
from tests.factories import NOW
from tests.neighbours import changed_by

WHY = {"why": "It is over.", "now": NOW}


@pytest.mark.parametrize(
    ("factory", "act"),
    [
        (factories.BoundaryFactory, lambda row, by: services.retire_boundary(row, **WHY)),
        (factories.StatementFactory, lambda row, by: services.retire_statement(row, by=by, **WHY)),
        (
            factories.UnsettledFactory,
            lambda row, by: services.settle_unsettled(row, outcome="We asked.", now=NOW),
        ),
        (things.StrengthFactory, lambda row, by: services.retire_known_thing(row, **WHY)),
        (
            factories.StepFactory,
            lambda row, by: services.move_step(row, by=by, to_state="doing", now=NOW),
        ),
    ],
)
def test_one_row_alone_and_once(project, jo, factory, act):
    rows = factory.create_batch(3, project=project)
    table = type(rows[1])
    assert changed_by(lambda: act(rows[1], jo), table) == {rows[1].pk}
    assert changed_by(lambda: act(rows[1], jo), table) == set()


@pytest.mark.parametrize(
    ("factory", "change", "words"),
    [
        (factories.BoundaryFactory, services.change_boundary, "what"),
        (factories.StatementFactory, services.change_statement, "words"),
    ],
)
def test_words_of_one_row_alone(project, jo, factory, change, words):
    rows = factory.create_batch(3, project=project)
    setattr(rows[1], words, "Other words")

    def save() -> None:
        change(rows[1], revision=rows[1].revision, by=jo, now=NOW)

    assert changed_by(save, type(rows[1])) == {rows[1].pk}
    assert rows[1].changes.get().was != rows[1].in_words


def test_words_of_one_step_and_one_strength_alone(project, jo):
    steps = factories.StepFactory.create_batch(3, project=project)
    strengths = things.StrengthFactory.create_batch(3, project=project)
    steps[1].title, strengths[1].what = "Other words", "Other words"

    def save_step() -> None:
        services.change_step(steps[1], revision=1, by=jo, planned_by=[], now=NOW)

    assert changed_by(save_step, Step) == {steps[1].pk}
    save_strength = changed_by(
        lambda: services.change_known_thing(strengths[1], revision=1), Strength
    )
    assert save_strength == {strengths[1].pk}


@pytest.mark.parametrize(
    ("says", "words"), [("agree", ""), ("not-yet", ""), ("not-yet", "It is cold.")]
)
def test_what_somebody_says_leaves_the_concerns_of_others(project, jo, amina, says, words):
    statement = factories.StatementFactory(project=project)
    for member in (jo, amina):
        factories.agreement(statement, member, "not-yet", concern="It is loud.")
    mine = statement.concerns.get(member=amina).pk
    again = changed_by(lambda: factories.agreement(statement, amina, says, concern=words), Concern)
    assert again == {mine}


def test_one_follow_up_alone(project, twin):
    one, _other = (things.FollowUpFactory(project=where) for where in (project, twin))
    finish = changed_by(
        lambda: services.finish_follow_up(one, found="It holds.", now=NOW), FollowUp
    )
    assert finish == {one.pk}


def test_what_one_person_noticed_alone(project, jo, amina):
    one, other = things.ImpactFactory.create_batch(2, project=project)
    for impact, member in [(one, jo), (one, amina), (other, jo)]:
        services.add_noticing(impact, member=member, now=NOW)
    mine = one.noticings.get(member=jo).pk
    back = changed_by(lambda: services.take_back_noticing(one, member=jo), Noticing)
    assert back == {mine}


def test_one_concern_alone(project, jo, amina):
    statements = factories.StatementFactory.create_batch(2, project=project)
    concerns = [
        statement.concerns.create(member=member, words="It is loud.", raised_at=NOW)
        for statement in statements
        for member in (amina, jo)
    ]
    answer = {"outcome": "We asked.", "by": jo, "now": NOW}
    close = changed_by(lambda: services.close_concern(concerns[0], **answer), Concern)
    assert close == {concerns[0].pk}
