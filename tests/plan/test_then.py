"""The plan as it was at the end of a day: replayed from its histories, whatever happened since."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest
from django.utils import timezone

from plan import services
from plan.models import Boundary, PlanPromise, Statement, Step, Unsettled
from plan.then import end_of, had_ended, read_plan
from tests import factories, known_factories

#: The night from Saturday to Sunday in which the clocks go back lies between.
FIRST = date(2026, 10, 22)
DAYS = [FIRST + timedelta(days=n) for n in range(8)]


def at(day: date, hour: int = 12, minute: int = 0, second: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute, second)))


def as_it_stands(project) -> dict[str, dict[int, tuple[str, str, str]]]:
    """Return what the rows themselves say now."""
    in_force = {
        "limits": project.boundaries.in_force(),
        "agreed": project.statements.in_force(),
        "unsettled": project.unsettled.open(),
        "promise": PlanPromise.objects.filter(project=project),
    }
    return {
        "steps": {s.pk: (s.in_words, s.state, s.why_dropped) for s in project.steps.all()},
        **{key: {r.pk: (r.in_words, "", "") for r in rows} for key, rows in in_force.items()},
    }


def as_it_was(project, day: date) -> dict[str, dict[int, tuple[str, str, str]]]:
    """Return what the histories say of the end of a day."""
    return {
        section.key: {
            entry.pk: (entry.then.words, entry.then.state, entry.then.why_dropped)
            for entry in section.entries
        }
        for section in read_plan(project, day)
    }


class Plan:
    """A plan to which something happens again and again, as it may."""

    def __init__(self, project, jo, seed: int) -> None:
        self.project, self.jo, self.random = project, jo, Random(seed)
        self.count = 0

    def happen(self, now: datetime) -> None:
        self.count += 1
        kind = self.random.choice(["step", "move", "boundary", "statement", "unsettled", "promise"])
        getattr(self, f"_{kind}")(now, f"Words {self.count} <b>")

    def _one(self, rows, share: float = 0.7):
        rows = list(rows.order_by("pk"))
        return self.random.choice(rows) if rows and self.random.random() < share else None

    def _step(self, now: datetime, words: str) -> None:
        if step := self._one(self.project.steps.all()):
            step.title, step.owner = words, self.random.choice([None, self.jo])
            services.change_step(
                step, revision=step.revision, by=self.jo, planned_by=[self.jo], now=now
            )
        else:
            services.add_step(self.project, by=self.jo, title=words, details="More", now=now)

    def _move(self, now: datetime, words: str) -> None:
        if step := self._one(self.project.steps.all(), 1):
            state = self.random.choice(Step.State.values)
            services.move_step(step, by=self.jo, to_state=state, why=words, now=now)

    def _boundary(self, now: datetime, words: str) -> None:
        given = {"what": words, "why": "Why", "who": "Who", "until": None}
        boundary = self._one(self.project.boundaries.in_force())
        if boundary is None:
            services.add_boundary(self.project, kind="open", now=now, **given)
        elif self.random.random() < 0.3:
            services.retire_boundary(boundary, why=words, now=now)
        else:
            boundary.what, boundary.kind = words, self.random.choice(["open", "fixed"])
            services.change_boundary(boundary, revision=boundary.revision, by=self.jo, now=now)

    def _statement(self, now: datetime, words: str) -> None:
        statement = self._one(self.project.statements.in_force())
        if statement is None:
            services.add_statement(self.project, kind="way", words=words, now=now)
        elif self.random.random() < 0.3:
            services.retire_statement(statement, why=words, by=self.jo, now=now)
        else:
            statement.words = words
            services.change_statement(statement, revision=statement.revision, by=self.jo, now=now)

    def _promise(self, now: datetime, words: str) -> None:
        said = PlanPromise.objects.filter(project=self.project).first()
        promise = said or PlanPromise(project=self.project, kind="ask")
        promise.words = words
        services.set_promise(promise, revision=promise.revision, by=self.jo, now=now)

    def _unsettled(self, now: datetime, words: str) -> None:
        thing = self._one(self.project.unsettled.open())
        if thing is None:
            given = {"what": words, "why": "", "look_again_on": FIRST}
            services.add_unsettled(self.project, now=now, **given)
        elif self.random.random() < 0.3:
            services.settle_unsettled(thing, outcome=words, now=now)
        else:
            thing.what = words
            services.change_unsettled(thing, revision=thing.revision, by=self.jo, now=now)


@pytest.mark.parametrize("seed", range(6))
def test_the_plan_of_a_day_is_what_stood_there_when_the_day_was_over(project, jo, seed):
    plan, stood = Plan(project, jo, seed), {}
    times = [(0, 0, 0), (0, 0, 1), (1, 30, 0), (12, 0, 0), (23, 0, 0), (23, 59, 59)]
    for day in DAYS:
        for hour, minute, second in times:
            plan.happen(at(day, hour, minute, second))
        stood[day] = as_it_stands(project)
    assert len({str(one) for one in stood.values()}) == len(DAYS)
    for day in DAYS:
        assert as_it_was(project, day) == stood[day], day


def test_two_days_are_the_two_days_one_by_one(project, jo):
    plan = Plan(project, jo, 7)
    for day in DAYS:
        for hour in range(24):
            plan.happen(at(day, hour))
    for section, first, last in zip(
        read_plan(project, DAYS[1], DAYS[-1]),
        as_it_was(project, DAYS[1]).values(),
        as_it_was(project, DAYS[-1]).values(),
        strict=True,
    ):
        was, is_ = (
            {pk: said[:2] for pk, said in one.items() if said[1] != "dropped"}
            for one in (first, last)
        )
        assert {e.pk for e in section.new} == is_.keys() - was.keys()
        assert {e.pk for e in section.gone} == was.keys() - is_.keys()
        both = was.keys() & is_.keys()
        assert {e.pk for e in section.same} == {pk for pk in both if was[pk] == is_[pk]}
        assert {e.pk for e in section.changed} == {pk for pk in both if was[pk] != is_[pk]}
        assert all(entry.why_gone for entry in section.gone)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 11, 1)])
def test_a_day_ends_at_midnight_here_also_when_the_clocks_change(day, project):
    midnight = at(day + timedelta(days=1), 0)
    assert end_of(day) == midnight
    factories.BoundaryFactory(project=project, created_at=midnight - timedelta(seconds=1))
    factories.BoundaryFactory(project=project, created_at=midnight)
    assert len(as_it_was(project, day)["limits"]) == 1
    assert len(as_it_was(project, day + timedelta(days=1))["limits"]) == 2
    limits = read_plan(project, day, day + timedelta(days=1))[2]
    assert (len(limits.same), len(limits.new)) == (1, 1)


def test_a_day_of_a_step_that_began_later_is_not_told_as_if_it_had_begun(project, jo):
    step = services.add_step(project, by=jo, title="Lamps", now=at(DAYS[0]))
    services.move_step(step, by=jo, to_state="doing", now=at(DAYS[2]))
    assert step.starts_on == DAYS[2]
    assert as_it_was(project, DAYS[1])["steps"][step.pk] == ("Lamps", "planned", "")
    assert as_it_was(project, DAYS[2])["steps"][step.pk][0] == "Lamps\nFrom: 24 October 2026"


def test_a_step_taken_up_again_is_new_and_one_that_was_dropped_says_why_it_was_then(project, jo):
    step = services.add_step(project, by=jo, title="Lamps", now=at(DAYS[0]))
    services.move_step(step, by=jo, to_state="dropped", why="Too loud.", now=at(DAYS[1]))
    services.move_step(step, by=jo, to_state="doing", now=at(DAYS[2]))
    services.move_step(step, by=jo, to_state="dropped", why="Too dark.", now=at(DAYS[3]))
    gone, again = (read_plan(project, *days)[1] for days in (DAYS[0:2], DAYS[1:3]))
    assert [(e.pk, e.why_gone) for e in gone.gone] == [(step.pk, "Too loud.")]
    assert [e.pk for e in again.new] == [step.pk]
    assert as_it_was(project, DAYS[1])["steps"][step.pk][1:] == ("dropped", "Too loud.")


def test_rows_without_a_history_say_what_they_say(project):
    for factory in (
        factories.StepFactory,
        factories.BoundaryFactory,
        factories.StatementFactory,
        factories.UnsettledFactory,
        known_factories.PlanPromiseFactory,
    ):
        factory(project=project, created_at=at(DAYS[0]))
    assert as_it_was(project, DAYS[0]) == as_it_stands(project)
    assert [len(rows) for rows in as_it_was(project, DAYS[0]).values()] == [1, 1, 1, 1, 1]
    before = as_it_was(project, DAYS[0] - timedelta(days=1))
    assert before == {"promise": {}, "steps": {}, "limits": {}, "agreed": {}, "unsettled": {}}


def test_a_step_whose_history_begins_late_was_where_it_came_from(project, jo):
    step = factories.StepFactory(project=project, state="exploring", created_at=at(DAYS[0]))
    services.move_step(step, by=jo, to_state="done", now=at(DAYS[2]))
    assert [as_it_was(project, day)["steps"][step.pk][1] for day in DAYS[1:3]] == [
        "exploring",
        "done",
    ]


def test_only_rows_of_the_project_are_read(project, twin):
    factories.BoundaryFactory(project=twin, created_at=at(DAYS[0]))
    assert as_it_was(project, DAYS[0])["limits"] == {}
    assert len(as_it_was(twin, DAYS[0])["limits"]) == 1


def test_a_project_has_ended_until_it_is_opened_again(project, jo):
    project.turns.create(kind="ended", why="Done.", by=jo, at=at(DAYS[2]))
    project.turns.create(kind="reopened", why="The lights broke.", by=jo, at=at(DAYS[4]))
    assert [had_ended(project, day) for day in DAYS[1:5]] == [False, True, True, False]


def test_a_change_of_what_is_not_settled_keeps_what_it_said(project, jo):
    thing = factories.UnsettledFactory(project=project, what="The door", look_again_on=DAYS[0])
    thing.what = "The new door"
    services.change_unsettled(thing, revision=1, by=jo, now=at(DAYS[1]))
    services.change_unsettled(thing, revision=2, by=jo, now=at(DAYS[2]))
    assert [(c.was.splitlines()[0], c.by) for c in thing.changes.all()] == [("The door", jo)]
    for model in (Boundary, Statement, Step, Unsettled):
        assert model.changes.rel.related_model.__name__ == f"{model.__name__}Change"
