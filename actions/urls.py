"""The pages of actions."""

from django.urls import path

from actions import views

app_name = "actions"
urlpatterns = [
    path("projects/<slug:slug>/plan/actions/", views.action_list, name="action_list"),
    path("projects/<slug:slug>/plan/actions/new/", views.action_create, name="action_create"),
    path(
        "projects/<slug:slug>/plan/actions/<int:action_pk>/finish/",
        views.action_finish,
        name="action_finish",
    ),
]
