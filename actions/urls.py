"""The pages of actions."""

from django.urls import path

from actions import takeover_views, views

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
        "projects/<slug:slug>/plan/actions/<int:action_pk>/take-over/",
        takeover_views.takeover_ask,
        name="takeover_ask",
    ),
    path(
        "projects/<slug:slug>/plan/actions/taking-over/<int:taking_pk>/",
        takeover_views.takeover_answer,
        name="takeover_answer",
    ),
    path(
        "projects/<slug:slug>/plan/actions/taking-over/<int:taking_pk>/end/",
        takeover_views.takeover_end,
        name="takeover_end",
    ),
]
