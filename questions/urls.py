"""The pages of questions."""

from django.urls import path

from questions.views import answering, saying

app_name = "questions"
urlpatterns = [
    # Saying something
    path("projects/<slug:slug>/say/", saying.contribution_create, name="contribution_create"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/",
        saying.contribution_detail,
        name="contribution_detail",
    ),
    path("projects/<slug:slug>/said/mine/", saying.contribution_mine, name="contribution_mine"),
    # Answering it
    path("projects/<slug:slug>/run/said/", answering.contribution_list, name="contribution_list"),
    path(
        "projects/<slug:slug>/run/said/<int:contribution_pk>/",
        answering.contribution_answer,
        name="contribution_answer",
    ),
]
