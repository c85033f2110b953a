"""The pages of questions."""

from django.urls import path

from questions.views import answering, safety, saying

app_name = "questions"
urlpatterns = [
    # Saying something
    path("projects/<slug:slug>/say/", saying.contribution_create, name="contribution_create"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/",
        saying.contribution_detail,
        name="contribution_detail",
    ),
    # Being worried about somebody's safety
    path("projects/<slug:slug>/worried/", safety.safety_worry_create, name="safety_worry_create"),
    path(
        "projects/<slug:slug>/worried/<int:worry_pk>/",
        safety.safety_worry_detail,
        name="safety_worry_detail",
    ),
    path(
        "projects/<slug:slug>/worried/<int:worry_pk>/show/",
        safety.safety_worry_show,
        name="safety_worry_show",
    ),
    path(
        "projects/<slug:slug>/worried/<int:worry_pk>/back/",
        safety.safety_worry_put_back,
        name="safety_worry_put_back",
    ),
    path("projects/<slug:slug>/run/worried/", safety.safety_worry_list, name="safety_worry_list"),
    # Answering it
    path("projects/<slug:slug>/run/said/", answering.contribution_list, name="contribution_list"),
    path(
        "projects/<slug:slug>/run/said/<int:contribution_pk>/",
        answering.contribution_answer,
        name="contribution_answer",
    ),
]
