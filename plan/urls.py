"""The pages of the plan, and those with which a project is made ready and started."""

from typing import Any

from django.urls import URLPattern, path

from plan.kinds import KINDS, KnownKind
from plan.views import (
    boundaries,
    impact,
    known,
    known_writing,
    linking,
    plan,
    promises,
    setting_up,
    starting_points,
    statements,
    steps,
    taking_down,
    together,
    turns,
    unsettled,
)

app_name = "plan"


def _below(prefix: str, *pages: tuple[str, Any, str]) -> list[URLPattern]:
    """Put pages of a project below a part of the address."""
    return [
        path(f"projects/<slug:slug>/{prefix}{end}", view, name=name) for end, view, name in pages
    ]


def _pages_of_kind(kind: KnownKind) -> list[URLPattern]:
    """
    Give each kind of thing that a project knows its three pages: strength_create, strength_edit, strength_retire.

    Those that people's words can be linked to have another one: impact_said.
    """
    below, one = f"projects/<slug:slug>/plan/known/{kind.place}/", f"<int:{kind.pk_name}>/"
    return [
        path(f"{below}{end}", view, {"kind": kind}, name=f"{kind.noun}_{verb}")
        for end, view, verb in (
            ("new/", known_writing.known_create, "create"),
            (f"{one}edit/", known_writing.known_edit, "edit"),
            (f"{one}retire/", known_writing.known_retire, "retire"),
            *([(f"{one}said/", linking.known_said, "said")] if kind.takes_words else []),
        )
    ]


urlpatterns = [
    *_below(
        "run/set-up/",
        ("", setting_up.setup, "setup"),
        ("start/", setting_up.project_start, "project_start"),
        ("ready/", setting_up.readiness_edit, "readiness_edit"),
    ),
    *_below(
        "run/end/",
        ("", turns.project_end, "project_end"),
        ("open-again/", turns.project_reopen, "project_reopen"),
    ),
    *_below(
        "plan/",
        ("", plan.plan, "plan"),
        ("promise/", promises.promise_edit, "promise_edit"),
    ),
    *_below(
        "plan/limits/",
        ("", boundaries.boundary_list, "boundary_list"),
        ("read/", boundaries.boundaries_read, "boundaries_read"),
        ("new/", boundaries.boundary_create, "boundary_create"),
        ("<int:boundary_pk>/", boundaries.boundary_edit, "boundary_edit"),
        ("<int:boundary_pk>/retire/", boundaries.boundary_retire, "boundary_retire"),
    ),
    *_below(
        "plan/agreed/",
        ("", statements.statement_list, "statement_list"),
        ("new/", statements.statement_create, "statement_create"),
        ("agree/", statements.statement_agree, "statement_agree"),
        ("agree/<int:by_hand_pk>/", statements.statement_agree_for, "statement_agree_for"),
        ("<int:statement_pk>/", statements.statement_detail, "statement_detail"),
        ("<int:statement_pk>/edit/", statements.statement_edit, "statement_edit"),
        ("<int:statement_pk>/retire/", statements.statement_retire, "statement_retire"),
        (
            "<int:statement_pk>/concerns/<int:concern_pk>/",
            statements.concern_close,
            "concern_close",
        ),
    ),
    *_below(
        "plan/steps/",
        ("", steps.step_list, "step_list"),
        ("new/", steps.step_create, "step_create"),
        ("<int:step_pk>/", steps.step_detail, "step_detail"),
        ("<int:step_pk>/together/", together.step_together, "step_together"),
        (
            "<int:step_pk>/together/<int:by_hand_pk>/",
            together.step_together_for,
            "step_together_for",
        ),
        ("<int:step_pk>/edit/", steps.step_edit, "step_edit"),
        ("<int:step_pk>/move/", steps.step_move, "step_move"),
        ("<int:step_pk>/said/", linking.step_said, "step_said"),
    ),
    *_below(
        "plan/not-settled/",
        ("", unsettled.unsettled_list, "unsettled_list"),
        ("new/", unsettled.unsettled_create, "unsettled_create"),
        ("<int:unsettled_pk>/edit/", unsettled.unsettled_edit, "unsettled_edit"),
        ("<int:unsettled_pk>/settle/", unsettled.unsettled_settle, "unsettled_settle"),
    ),
    *_below(
        "plan/known/",
        ("", known.known, "known"),
        ("new/", known.known_add, "known_add"),
    ),
    *(page for kind in KINDS.values() for page in _pages_of_kind(kind)),
    *_below(
        "plan/known/data/",
        ("<int:starting_point_pk>/add/", starting_points.addition_create, "addition_create"),
        (
            "additions/<int:addition_pk>/take-back/",
            starting_points.addition_take_back,
            "addition_take_back",
        ),
        (
            "additions/<int:addition_pk>/take-down/",
            taking_down.addition_take_down,
            "addition_take_down",
        ),
        (
            "additions/<int:addition_pk>/put-back/",
            taking_down.addition_put_back,
            "addition_put_back",
        ),
        (
            "additions/<int:addition_pk>/answer/",
            taking_down.addition_answer,
            "addition_answer",
        ),
    ),
    *_below(
        "plan/known/changed/",
        ("<int:impact_pk>/noticed/", impact.impact_notice, "impact_notice"),
    ),
    *_below(
        "plan/known/stays/",
        ("look-again/", impact.follow_up_edit, "follow_up_edit"),
        ("look-again/<int:follow_up_pk>/", impact.follow_up_finish, "follow_up_finish"),
    ),
]
