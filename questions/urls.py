"""The pages of questions."""

from django.urls import path

from questions import views

app_name = "questions"
urlpatterns = [
    # Saying something
    path("projects/<slug:slug>/say/", views.contribution_create, name="contribution_create"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/",
        views.contribution_detail,
        name="contribution_detail",
    ),
    # Answering it
    path("projects/<slug:slug>/run/said/", views.contribution_list, name="contribution_list"),
    path(
        "projects/<slug:slug>/run/said/<int:contribution_pk>/",
        views.contribution_answer,
        name="contribution_answer",
    ),
]
