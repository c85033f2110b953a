"""The pages of questions."""

from django.urls import path

from questions.views import answering, saying, unnamed

app_name = "questions"
urlpatterns = [
    # Saying something
    path("projects/<slug:slug>/say/", saying.contribution_create, name="contribution_create"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/",
        saying.contribution_detail,
        name="contribution_detail",
    ),
    # Without a name
    path(
        "projects/<slug:slug>/three-words/",
        unnamed.unnamed_return,
        name="unnamed_return",
    ),
    path(
        "projects/<slug:slug>/run/said/<int:unnamed_pk>/write/",
        unnamed.unnamed_write,
        name="unnamed_write",
    ),
    # Answering it
    path("projects/<slug:slug>/run/said/", answering.contribution_list, name="contribution_list"),
    path(
        "projects/<slug:slug>/run/said/<int:contribution_pk>/",
        answering.contribution_answer,
        name="contribution_answer",
    ),
]
