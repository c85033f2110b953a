"""The pages of actions."""

from django.urls import path

from actions import handover_views, views

app_name = "actions"
urlpatterns = [
    path("projects/<slug:slug>/plan/actions/", views.action_list, name="action_list"),
    path("projects/<slug:slug>/plan/actions/new/", views.action_create, name="action_create"),
    path(
        "projects/<slug:slug>/plan/actions/<int:action_pk>/finish/",
        views.action_finish,
        name="action_finish",
    ),
    path(
        "projects/<slug:slug>/plan/actions/<int:action_pk>/hand-over/",
        handover_views.action_hand_over,
        name="action_hand_over",
    ),
    path(
        "projects/<slug:slug>/plan/actions/taking-over/<int:taking_pk>/",
        handover_views.handover_answer,
        name="handover_answer",
    ),
    path(
        "projects/<slug:slug>/plan/actions/taking-over/<int:taking_pk>/end/",
        handover_views.handover_end,
        name="handover_end",
    ),
]
