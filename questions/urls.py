"""The pages of questions."""

from django.urls import path

from questions.views import answering, looking, saying, waiting

app_name = "questions"
urlpatterns = [
    # Saying something
    path("projects/<slug:slug>/say/", saying.contribution_create, name="contribution_create"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/",
        saying.contribution_detail,
        name="contribution_detail",
    ),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/enough/",
        looking.answer_enough,
        name="answer_enough",
    ),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/told/",
        looking.answer_told,
        name="answer_told",
    ),
    # Answering it
    path(
        "projects/<slug:slug>/questions/waiting/",
        waiting.contribution_list,
        name="contribution_list",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/several/",
        waiting.contribution_answer_several,
        name="contribution_answer_several",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/days/",
        waiting.answer_time_edit,
        name="answer_time_edit",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/<int:contribution_pk>/",
        answering.contribution_answer,
        name="contribution_answer",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/<int:contribution_pk>/read/",
        answering.contribution_read,
        name="contribution_read",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/<int:contribution_pk>/who/",
        answering.contribution_hand_over,
        name="contribution_hand_over",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/<int:contribution_pk>/later/",
        answering.contribution_later,
        name="contribution_later",
    ),
    path(
        "projects/<slug:slug>/questions/waiting/<int:contribution_pk>/look/",
        looking.answer_look,
        name="answer_look",
    ),
]
