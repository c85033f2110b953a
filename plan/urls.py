"""The pages of the plan."""

from django.urls import path

from plan.views import (
    boundaries,
    impact,
    plan,
    setting_up,
    starting_points,
    statements,
    steps,
    strengths,
    unsettled,
)

app_name = "plan"
urlpatterns = [
    # Setting it up and starting
    path("projects/<slug:slug>/set-up/", setting_up.setup, name="setup"),
    path("projects/<slug:slug>/set-up/start/", setting_up.project_start, name="project_start"),
    path("projects/<slug:slug>/set-up/ready/", setting_up.readiness_edit, name="readiness_edit"),
    # The plan
    path("projects/<slug:slug>/plan/", plan.plan, name="plan"),
    # What is open and what is fixed
    path("projects/<slug:slug>/boundaries/", boundaries.boundary_list, name="boundary_list"),
    path(
        "projects/<slug:slug>/boundaries/read/", boundaries.boundaries_read, name="boundaries_read"
    ),
    path(
        "projects/<slug:slug>/boundaries/new/", boundaries.boundary_create, name="boundary_create"
    ),
    path(
        "projects/<slug:slug>/boundaries/<int:boundary_pk>/",
        boundaries.boundary_edit,
        name="boundary_edit",
    ),
    path(
        "projects/<slug:slug>/boundaries/<int:boundary_pk>/retire/",
        boundaries.boundary_retire,
        name="boundary_retire",
    ),
    # What we agree on
    path("projects/<slug:slug>/statements/", statements.statement_list, name="statement_list"),
    path(
        "projects/<slug:slug>/statements/new/", statements.statement_create, name="statement_create"
    ),
    path(
        "projects/<slug:slug>/statements/agree/", statements.statement_agree, name="statement_agree"
    ),
    path(
        "projects/<slug:slug>/statements/agree/<int:by_hand_pk>/",
        statements.statement_agree_for,
        name="statement_agree_for",
    ),
    path(
        "projects/<slug:slug>/statements/<int:statement_pk>/",
        statements.statement_detail,
        name="statement_detail",
    ),
    path(
        "projects/<slug:slug>/statements/<int:statement_pk>/edit/",
        statements.statement_edit,
        name="statement_edit",
    ),
    path(
        "projects/<slug:slug>/statements/<int:statement_pk>/retire/",
        statements.statement_retire,
        name="statement_retire",
    ),
    path(
        "projects/<slug:slug>/statements/<int:statement_pk>/concerns/<int:concern_pk>/",
        statements.concern_close,
        name="concern_close",
    ),
    # Steps
    path("projects/<slug:slug>/steps/", steps.step_list, name="step_list"),
    path("projects/<slug:slug>/steps/new/", steps.step_create, name="step_create"),
    path("projects/<slug:slug>/steps/<int:step_pk>/", steps.step_detail, name="step_detail"),
    path("projects/<slug:slug>/steps/<int:step_pk>/edit/", steps.step_edit, name="step_edit"),
    path("projects/<slug:slug>/steps/<int:step_pk>/move/", steps.step_move, name="step_move"),
    # Not settled yet
    path("projects/<slug:slug>/not-settled/", unsettled.unsettled_list, name="unsettled_list"),
    path(
        "projects/<slug:slug>/not-settled/new/", unsettled.unsettled_create, name="unsettled_create"
    ),
    path(
        "projects/<slug:slug>/not-settled/<int:unsettled_pk>/edit/",
        unsettled.unsettled_edit,
        name="unsettled_edit",
    ),
    path(
        "projects/<slug:slug>/not-settled/<int:unsettled_pk>/settle/",
        unsettled.unsettled_settle,
        name="unsettled_settle",
    ),
    # What we build on
    path(
        "projects/<slug:slug>/starting-points/",
        starting_points.starting_point_list,
        name="starting_point_list",
    ),
    path(
        "projects/<slug:slug>/starting-points/new/",
        starting_points.starting_point_create,
        name="starting_point_create",
    ),
    path(
        "projects/<slug:slug>/starting-points/<int:starting_point_pk>/",
        starting_points.starting_point_detail,
        name="starting_point_detail",
    ),
    path(
        "projects/<slug:slug>/starting-points/<int:starting_point_pk>/edit/",
        starting_points.starting_point_edit,
        name="starting_point_edit",
    ),
    path(
        "projects/<slug:slug>/starting-points/<int:starting_point_pk>/retire/",
        starting_points.starting_point_retire,
        name="starting_point_retire",
    ),
    path(
        "projects/<slug:slug>/starting-points/<int:starting_point_pk>/add/",
        starting_points.addition_create,
        name="addition_create",
    ),
    path(
        "projects/<slug:slug>/additions/<int:addition_pk>/take-back/",
        starting_points.addition_take_back,
        name="addition_take_back",
    ),
    path("projects/<slug:slug>/strengths/", strengths.strength_list, name="strength_list"),
    path("projects/<slug:slug>/strengths/new/", strengths.strength_create, name="strength_create"),
    path(
        "projects/<slug:slug>/strengths/<int:strength_pk>/edit/",
        strengths.strength_edit,
        name="strength_edit",
    ),
    path(
        "projects/<slug:slug>/strengths/<int:strength_pk>/retire/",
        strengths.strength_retire,
        name="strength_retire",
    ),
    path("projects/<slug:slug>/difficulties/", strengths.difficulty_list, name="difficulty_list"),
    path(
        "projects/<slug:slug>/difficulties/new/",
        strengths.difficulty_create,
        name="difficulty_create",
    ),
    path(
        "projects/<slug:slug>/difficulties/<int:difficulty_pk>/edit/",
        strengths.difficulty_edit,
        name="difficulty_edit",
    ),
    path(
        "projects/<slug:slug>/difficulties/<int:difficulty_pk>/retire/",
        strengths.difficulty_retire,
        name="difficulty_retire",
    ),
    path("projects/<slug:slug>/what-exists/", strengths.existing_list, name="existing_list"),
    path(
        "projects/<slug:slug>/what-exists/new/", strengths.existing_create, name="existing_create"
    ),
    path(
        "projects/<slug:slug>/what-exists/<int:existing_pk>/edit/",
        strengths.existing_edit,
        name="existing_edit",
    ),
    path(
        "projects/<slug:slug>/what-exists/<int:existing_pk>/retire/",
        strengths.existing_retire,
        name="existing_retire",
    ),
    # What changes, and what stays
    path("projects/<slug:slug>/what-changed/", impact.impact_list, name="impact_list"),
    path("projects/<slug:slug>/what-changed/new/", impact.impact_create, name="impact_create"),
    path(
        "projects/<slug:slug>/what-changed/<int:impact_pk>/edit/",
        impact.impact_edit,
        name="impact_edit",
    ),
    path(
        "projects/<slug:slug>/what-changed/<int:impact_pk>/retire/",
        impact.impact_retire,
        name="impact_retire",
    ),
    path(
        "projects/<slug:slug>/what-changed/<int:impact_pk>/noticed/",
        impact.impact_notice,
        name="impact_notice",
    ),
    path("projects/<slug:slug>/after-this/", impact.handover_list, name="handover_list"),
    path("projects/<slug:slug>/after-this/new/", impact.handover_create, name="handover_create"),
    path(
        "projects/<slug:slug>/after-this/<int:handover_pk>/edit/",
        impact.handover_edit,
        name="handover_edit",
    ),
    path(
        "projects/<slug:slug>/after-this/<int:handover_pk>/retire/",
        impact.handover_retire,
        name="handover_retire",
    ),
    path(
        "projects/<slug:slug>/after-this/look-again/", impact.follow_up_edit, name="follow_up_edit"
    ),
    path(
        "projects/<slug:slug>/after-this/look-again/<int:follow_up_pk>/",
        impact.follow_up_finish,
        name="follow_up_finish",
    ),
]
