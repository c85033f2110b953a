"""The pages of elements."""

from django.urls import path

from elements.views import (
    aloud,
    cycles,
    doing,
    framework,
    lessons,
    own,
    rating,
    reviews,
    sheets,
    words,
)

app_name = "elements"
urlpatterns = [
    # The framework, public.
    path("elements/", framework.element_list, name="element_list"),
    # What an organisation adds to it
    path(
        "organisations/<slug:organisation_slug>/indicators/",
        own.own_indicator_list,
        name="own_indicator_list",
    ),
    path(
        "organisations/<slug:organisation_slug>/indicators/new/",
        own.own_indicator_create,
        name="own_indicator_create",
    ),
    path(
        "organisations/<slug:organisation_slug>/indicators/<int:own_indicator_pk>/retire/",
        own.own_indicator_retire,
        name="own_indicator_retire",
    ),
    # How a project is doing
    path("projects/<slug:slug>/doing/", doing.project_elements, name="project_elements"),
    # Reviews
    path("projects/<slug:slug>/doing/reviews/", reviews.review_list, name="review_list"),
    path("projects/<slug:slug>/doing/reviews/new/", reviews.review_create, name="review_create"),
    path(
        "projects/<slug:slug>/doing/reviews/planned/cancel/",
        reviews.planned_cancel,
        name="planned_cancel",
    ),
    path("projects/<slug:slug>/doing/reviews/rhythm/", reviews.rhythm_edit, name="rhythm_edit"),
    path(
        "projects/<slug:slug>/doing/reviews/<int:element_review_pk>/",
        reviews.review_detail,
        name="review_detail",
    ),
    path(
        "projects/<slug:slug>/doing/reviews/<int:element_review_pk>/longer/",
        reviews.review_extend,
        name="review_extend",
    ),
    path(
        "projects/<slug:slug>/doing/reviews/<int:element_review_pk>/close/",
        reviews.review_close,
        name="review_close",
    ),
    # Lessons
    path("projects/<slug:slug>/doing/lessons/", lessons.lesson_list, name="lesson_list"),
    path("projects/<slug:slug>/doing/lessons/new/", lessons.lesson_create, name="lesson_create"),
    path(
        "projects/<slug:slug>/doing/lessons/<int:lesson_pk>/edit/",
        lessons.lesson_edit,
        name="lesson_edit",
    ),
    path(
        "projects/<slug:slug>/doing/lessons/<int:lesson_pk>/change/",
        lessons.lesson_tie,
        name="lesson_tie",
    ),
    # Cycles
    path("projects/<slug:slug>/doing/cycles/", cycles.cycle_list, name="cycle_list"),
    # Answering one
    path(
        "projects/<slug:slug>/doing/reviews/<int:element_review_pk>/rate/",
        rating.review_rate,
        name="review_rate",
    ),
    # On paper
    path(
        "projects/<slug:slug>/doing/reviews/<int:element_review_pk>/sheets/",
        sheets.sheet_enter,
        name="sheet_enter",
    ),
    # Words of one's own
    path(
        "projects/<slug:slug>/doing/reviews/words/<uuid:words_pk>/",
        words.words_look,
        name="words_look",
    ),
    path(
        "projects/<slug:slug>/doing/<slug:element_key>/aloud/",
        aloud.aloud_create,
        name="aloud_create",
    ),
    # One of the ten, last: what stands above is no key of an element.
    path(
        "projects/<slug:slug>/doing/<slug:element_key>/",
        doing.project_element,
        name="project_element",
    ),
]
