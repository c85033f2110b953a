"""The pages of questions."""

from django.urls import path

from questions.views import (
    answering,
    asking,
    exploring,
    exports,
    files,
    hiding,
    looking,
    responding,
    safety,
    saying,
    unnamed,
    waiting,
)

app_name = "questions"
_QUESTIONS = "projects/<slug:slug>/questions/"
_ONE = f"{_QUESTIONS}<int:question_pk>/"
urlpatterns = [
    # Asking
    path(_QUESTIONS, asking.question_list, name="question_list"),
    path(f"{_QUESTIONS}new/", asking.question_create, name="question_create"),
    # Files
    path(f"{_QUESTIONS}changed.csv", exports.changed_table, name="changed_table"),
    path(f"{_QUESTIONS}questions.csv", exports.questions_table, name="questions_table"),
    path(f"{_QUESTIONS}said.csv", exports.contributions_table, name="contributions_table"),
    path(f"{_QUESTIONS}said.json", exports.contributions_data, name="contributions_data"),
    # One question
    path(_ONE, asking.question_detail, name="question_detail"),
    path(f"{_ONE}another-way/", asking.wording_create, name="wording_create"),
    # Exploring
    path(f"{_ONE}another-way/<int:wording_pk>/", exploring.wording_answer, name="wording_answer"),
    path(f"{_ONE}ideas/", exploring.question_ideas, name="question_ideas"),
    path(f"{_ONE}end/", exploring.question_end, name="question_end"),
    path(f"{_ONE}open-again/", exploring.question_reopen, name="question_reopen"),
    # Asking the community
    path("projects/<slug:slug>/run/community/", responding.community_list, name="community_list"),
    path(f"{_ONE}community/", responding.community_ask, name="community_ask"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/community/",
        responding.community_ask_of_idea,
        name="community_ask_of_idea",
    ),
    path(
        "projects/<slug:slug>/run/community/<int:response_pk>/",
        responding.response_look,
        name="response_look",
    ),
    path("response/<str:token>/", responding.response_link, name="response_link"),
    # Saying something
    path("projects/<slug:slug>/say/", saying.contribution_create, name="contribution_create"),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/",
        saying.contribution_detail,
        name="contribution_detail",
    ),
    # Hiding it, with a reason
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/hide/",
        hiding.contribution_hide,
        name="contribution_hide",
    ),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/show/",
        hiding.contribution_show_again,
        name="contribution_show_again",
    ),
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/hidden/",
        hiding.hidden_answer,
        name="hidden_answer",
    ),
    # Pictures and recordings
    path(
        "projects/<slug:slug>/say/<int:contribution_pk>/files/<int:file_pk>/",
        files.contribution_file,
        name="contribution_file",
    ),
    # Being worried about somebody's safety
    path(
        "projects/<slug:slug>/run/worried/<int:worry_pk>/",
        safety.safety_worry_detail,
        name="safety_worry_detail",
    ),
    path(
        "projects/<slug:slug>/run/worried/<int:worry_pk>/show/",
        safety.safety_worry_show,
        name="safety_worry_show",
    ),
    path(
        "projects/<slug:slug>/run/worried/<int:worry_pk>/back/",
        safety.safety_worry_put_back,
        name="safety_worry_put_back",
    ),
    path("projects/<slug:slug>/run/worried/", safety.safety_worry_list, name="safety_worry_list"),
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
