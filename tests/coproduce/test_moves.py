"""Each write of a project moves it, whoever does it and however; an open ballot and other projects do not."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from ballots.models import SealedPiece
from coproduce import moves
from core.paths import path_to
from decisions.models import DecisionVersion
from decisions.taking_out import take_out_words
from elements.models import Element, ElementReviewRhythm, PlannedReview, Review, Words
from elements.services import Ballot, make_sheets, open_review, send_answers, send_sheet
from participation.models import ReviewRhythm
from plan.models import Boundary, ReadinessCheck
from projects.models import Move, Project, StepIn
from projects.tasks import collapse_moves
from tests import factories
from tests.factories import DAY, NOW
from tests.full_project import fill
from tests.house.world import make_world

OF_A_PROJECT = sorted(
    (
        model
        for model in apps.get_models(include_auto_created=True)
        if path_to(model, Project) is not None
    ),
    key=lambda model: model._meta.label,
)
#: Rows that are only ever added: what differs in one that is added again.
ADDED_AGAIN = {
    "decisions.DecisionVersion": {"version": 999, "hash": "9" * 64, "previous_hash": "8" * 64},
    "decisions.DecisionMaker": {},
    "decisions.WordsTakenOut": {"signature": "7" * 64},
}
#: Rows of which one column alone may change.
MAY_CHANGE = {"decisions.Decision": "current_id"}
#: What a project has once, or has when it is to come.
PLANNED = {
    ReviewRhythm: {"next_on": DAY},
    ElementReviewRhythm: {"next_on": DAY, "changed_at": NOW},
    ReadinessCheck: {"kind": "time"},
    PlannedReview: {"title": "Spring", "opens_on": DAY, "closes_on": DAY + timedelta(days=14)},
}


def moved(project: Project) -> tuple[int, int]:
    """Return how far a project has moved: the number of its moves, and the last of them."""
    keys = list(Move.objects.filter(project=project.pk).order_by("pk").values_list("pk", flat=True))
    return len(keys), keys[-1] if keys else 0


@pytest.fixture(scope="module")
def full_project(made_once):
    return made_once(make_full_project)


def make_full_project() -> Project:
    """Make a project with a row in each table."""
    world = make_world(slug="full-of-rows")
    fill(world.project, world.facilitator, world.participant, 1)
    for kind, fields in PLANNED.items():
        row = kind._base_manager.create(project=world.project, **fields)
    row.elements.add(Element.objects.first())
    StepIn.objects.create(project=world.project, member=world.facilitator, at=NOW)
    version = DecisionVersion.objects.filter(decision__project=world.project).first()
    take_out_words(version, "why", by=world.facilitator, why="Asked to.", now=NOW)
    return world.project


def row_of(model, project: Project):
    """Return a row of the project, one that may be changed if there is any."""
    path = path_to(model, project.__class__)
    rows = model._base_manager.order_by("-pk")
    if model is Project:
        return project
    rows = rows.filter(**{"__".join(key.name for key in path): project})
    if model._meta.label in moves.MOVE_ONCE:
        rows = rows.filter(
            **{f"{path[0].name}__{moves.MOVE_ONCE[model._meta.label]}__isnull": False}
        )
    if model._meta.label == "updates.Update":
        rows = rows.filter(sent_at=None)
    return rows.first()


def writes(model, row):
    """Return some writes to the table of a row, each one statement."""
    rows = model._base_manager.filter(pk=row.pk)
    if model._meta.label in ADDED_AGAIN:
        again = model(**{f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields})
        again.pk = None
        for name, value in ADDED_AGAIN[model._meta.label].items():
            setattr(again, name, value)
        return [lambda: model._base_manager.bulk_create([again])]
    if column := MAY_CHANGE.get(model._meta.label):
        return [lambda: rows.update(**{column: F(column)})]
    column = model._meta.concrete_fields[-1].attname
    return [
        lambda: rows.update(**{column: F(column)}),
        lambda: rows._raw_delete("default"),
        lambda: model._base_manager.bulk_create([row]),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("model", OF_A_PROJECT, ids=lambda model: model._meta.label)
def test_each_write_of_a_project_moves_it_or_is_named_with_a_reason(model, full_project, twin):
    if model._meta.label in moves.LEAVE_NO_MOVE:
        return
    row = row_of(model, full_project)
    assert row is not None, "make such a row above, or say why a write of it leaves no move"
    before_twin = moved(twin)
    point = transaction.savepoint()
    for write in writes(model, row):
        before = moved(full_project)
        write()
        after = moved(full_project)
        assert after[0] > before[0]
        assert after[1] > before[1]
    assert moved(twin) == before_twin
    transaction.savepoint_rollback(point)


def test_each_exception_is_a_model_of_a_project_and_says_why():
    named = {*moves.LEAVE_NO_MOVE, *moves.MOVE_ONCE}
    assert named <= {model._meta.label for model in OF_A_PROJECT}
    assert all(reason.endswith(".") for reason in moves.LEAVE_NO_MOVE.values())


def test_a_row_that_changes_hands_moves_both_projects(project, twin):
    boundary = factories.BoundaryFactory(project=project)
    here, there = moved(project), moved(twin)
    Boundary.objects.filter(pk=boundary.pk).update(project=twin)
    assert moved(project) > here
    assert moved(twin) > there


def test_a_write_that_is_taken_back_takes_its_move_along(project):
    before = moved(project)
    with transaction.atomic():
        factories.BoundaryFactory(project=project)
        assert moved(project) > before
        transaction.set_rollback(True)
    assert moved(project) == before


def test_answering_leaves_no_move(project, jo, amina):
    factories.MemberFactory.create_batch(3, project=project)
    review = open_review(project, title="November", closes_on=DAY, now=NOW)
    make_sheets(review, count=2, role="participant", on=DAY)
    number = review.sheets.all()[0].number
    before = moved(project)
    ballot = Ballot({review.asked_indicators()[0].pk: 3}, {None: "It is cold at night."})
    assert send_answers(review, member=amina, ballot=ballot, on=DAY)
    send_sheet(review, number=number, ballot=ballot, on=DAY)
    assert SealedPiece.objects.filter(seal=review.seal).count() == 2
    assert moved(project) == before


def test_words_of_a_closed_review_move(project, jo):
    review: Review = factories.ReviewFactory(project=project, words=["It is cold at night."])
    before = moved(project)
    Words.objects.filter(review=review).update(outcome=Words.Outcome.LEFT_OUT)
    assert moved(project) > before


def test_moves_collapse_to_one_that_no_key_has_seen(project, twin):
    for _time in range(3):
        factories.BoundaryFactory(project=project)
    before, quiet = moved(project), moved(twin)
    collapse_moves()
    after = moved(project)
    assert after[0] == 1
    assert after[1] > before[1]
    assert quiet[0] == 1
    assert moved(twin) == quiet
    collapse_moves()
    assert moved(project) == after


def test_moves_of_a_project_that_is_gone_go(project):
    gone = factories.ProjectFactory()
    Project.objects.filter(pk=gone.pk)._raw_delete("default")
    assert Move.objects.filter(project=gone.pk).exists()
    collapse_moves()
    assert not Move.objects.filter(project=gone.pk).exists()


@pytest.mark.django_db
def test_what_is_right_stays_and_what_is_missing_or_different_comes_back(project):
    with CaptureQueriesContext(connection) as asked:
        moves.watch("default")
    assert [
        query["sql"] for query in asked if "TRIGGER" in query["sql"].upper().split("FROM")[0]
    ] == []
    table = Boundary._meta.db_table
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_insert_moves{on}")
    before = moved(project)
    factories.BoundaryFactory(project=project)
    assert moved(project) == before
    moves.watch("default")
    factories.BoundaryFactory(project=project)
    assert moved(project) > before


@pytest.mark.django_db
def test_triggers_stand_aside_while_sqlite_makes_tables_anew(project):
    moves.lift("default", plan=[])
    before = moved(project)
    factories.BoundaryFactory(project=project)
    assert moved(project) > before
    moves.lift("default", plan=[(None, False)])
    before = moved(project)
    factories.BoundaryFactory(project=project)
    assert (moved(project) > before) == (connection.vendor == "postgresql")
    moves.watch("default")
    factories.BoundaryFactory(project=project)
    assert moved(project) > before


def test_a_version_of_a_decision_moves_its_project(project, jo):
    before = moved(project)
    factories.a_decision(project, jo)
    assert DecisionVersion.objects.exists()
    assert moved(project) > before
