"""All records together: their rules read aloud, the states of the elements, and a fixed price."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from elements.records import RECORDS, needing_attention, show_records
from elements.records.record import RecordState, judge
from participation.models import Gap, SpeaksFor
from plan.models import Agreement, Concern, PlannedTogether, Step, StepChange
from projects.models import Project
from tests import factories
from tests import known_factories as things
from tests.elements.conftest import DAY, NOW, decide, send
from tests.elements.test_records import ATTENTION, IN_PLACE, NOTHING, STARTED, WEEK, record


@pytest.mark.parametrize("key", sorted(RECORDS))
def test_each_rule_is_a_sentence_that_can_be_read_aloud(key, project):
    rules = record(project, key).rules
    sentences = [
        sentence
        for rule in RecordState
        for sentence in rules.of(rule).rstrip(".").split(". ")
        if rules.of(rule).endswith(".")
    ]
    assert len(sentences) >= 4
    assert [sentence for sentence in sentences if len(sentence.split()) > 25] == []


@pytest.mark.parametrize("key", sorted(RECORDS))
def test_record_leads_everybody_in_the_project_to_its_rows(key, client, project, participant):
    found = record(project, key)
    client.force_login(participant)
    answer = client.get(found.path)
    assert answer.status_code == 200
    if "#" in found.path:
        assert f'id="{found.path.split("#")[1]}"' in answer.content.decode()


@pytest.mark.parametrize("key", sorted(RECORDS))
def test_record_of_an_empty_project_leads_to_its_rows(key, project):
    found = record(project, key)
    assert found.path.startswith(f"/projects/{project.slug}/")
    assert found.rule == found.rules.of(found.state)
    assert [holds for _state, _rule, holds in found.all_rules].count(True) == 1


def test_judge_takes_the_first_rule_that_holds():
    assert judge(nothing=True, attention=True, in_place=True) == NOTHING
    assert judge(nothing=False, attention=True, in_place=True) == ATTENTION
    assert judge(nothing=False, attention=False, in_place=True) == IN_PLACE
    assert judge(nothing=False, attention=False, in_place=False) == STARTED


def states(project: Project) -> dict[str, str]:
    return {entry.element.key: entry.state for entry in show_records(project, on=DAY)}


def test_element_is_in_place_only_when_all_of_its_indicators_are(project):
    found = states(project)
    assert found["human"] == found["open"] == found["creative"] == found["positive"] == NOTHING
    factories.UnsettledFactory(project=project)
    assert record(project, "open.uncertainty").state == IN_PLACE
    assert states(project)["open"] == STARTED  # its other indicators are not
    factories.UnsettledFactory(project=project, look_again_on=DAY - WEEK)
    assert states(project)["open"] == ATTENTION


def test_records_of_another_project_do_not_count(project, twin, jo):
    decide(project, jo)
    send(project)
    factories.UnsettledFactory(project=project, look_again_on=DAY - WEEK)
    for entry in show_records(twin, on=DAY):
        for shown in entry.shown:
            assert shown.record.state in (NOTHING, ATTENTION)
            assert [count.number for count in shown.record.counts if count.number] == []
    assert [
        entry.indicator.key for _element, entry in needing_attention(show_records(twin, on=DAY))
    ] == ["action.readiness"]


def fill(project: Project, by, rows: int) -> None:
    """Give a project so many rows of each kind, and a fifth of them in decisions and updates."""

    def many(factory, **fields):
        return factory._meta.model.objects.bulk_create(
            factory.build(
                project=project, **{k: v(n) if callable(v) else v for k, v in fields.items()}
            )
            for n in range(rows)
        )

    members = many(factories.MemberFactory, user=None)
    groups = many(factories.GroupFactory, say_today="little", say_wanted="some")
    many(factories.BoundaryFactory)
    many(factories.UnsettledFactory)
    for statement in many(factories.StatementFactory):
        said = {"statement": statement, "member": by}
        Agreement.objects.create(says="not-yet", revision=1, said_at=NOW, **said)
        Concern.objects.create(words="It is loud.", raised_at=NOW, **said)
    steps = many(factories.StepFactory, starts_on=DAY, due_on=DAY)
    for make in (
        *(things.StartingPointFactory, things.StrengthFactory, things.DifficultyFactory),
        *(things.ExistingFactory, things.ImpactFactory, things.HandoverFactory),
    ):
        many(make)
    reviews = many(factories.ParticipationReviewFactory, due_on=lambda n: DAY - timedelta(days=n))
    for group in groups:
        factories.imbalance_action(group, by)
    SpeaksFor.objects.bulk_create(
        SpeaksFor(group=group, member=member, extent="some", said_at=NOW)
        for group, member in zip(groups, members, strict=True)
    )
    Gap.objects.bulk_create(Gap(review=review, kind="nobody", what="Porters") for review in reviews)
    Step.planned_by.through.objects.bulk_create(
        Step.planned_by.through(step=step, member=members[0]) for step in steps
    )
    PlannedTogether.objects.bulk_create(
        PlannedTogether(
            step=step, member=members[0], was_there=True, was_participant=True, said_at=NOW
        )
        for step in steps
    )
    StepChange.objects.bulk_create(
        StepChange(step=step, to_state="doing", at=NOW) for step in steps
    )
    for n in range(max(3, rows // 5)):
        send(project, days=rows - n, to=[{}], tells_of=[decide(project, by)])


class CountingCursor:
    """Counts the rows that come back from the database."""

    def __init__(self) -> None:
        self.rows = 0

    def __enter__(self):
        from django.db.models.sql.compiler import SQLCompiler

        self.original = SQLCompiler.results_iter
        counter = self

        def results_iter(compiler, *args, **kwargs):
            for row in counter.original(compiler, *args, **kwargs):
                counter.rows += 1
                yield row

        SQLCompiler.results_iter = results_iter
        return self

    def __exit__(self, *error) -> None:
        from django.db.models.sql.compiler import SQLCompiler

        SQLCompiler.results_iter = self.original


def price(project: Project) -> tuple[int, int]:
    """Return how many queries the records take, and how many rows come back."""
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        CountingCursor() as cursor,
    ):
        show_records(project, on=DAY)
    texts = [query["sql"] for query in queries]
    assert max(texts.count(text) for text in texts) == 1
    return len(texts), cursor.rows


def test_records_cost_the_same_for_3_and_for_300_rows(project, jo, twin, outsider):
    fill(project, jo, 3)
    # Both odd: of an even number of steps, two are in the middle.
    fill(twin, twin.members.get(), 301)
    small, large = price(project), price(twin)
    assert small == large
    assert small[0] <= 25
    assert small[1] <= 100
