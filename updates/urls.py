"""The pages of updates, which the pages call news."""

from django.urls import path

from updates import public_views, views

app_name = "updates"
urlpatterns = [
    # Reading
    path("projects/<slug:slug>/news/", views.update_list, name="update_list"),
    path("projects/<slug:slug>/news/<int:update_pk>/", views.update_detail, name="update_detail"),
    # Writing and sending
    path("projects/<slug:slug>/run/news/new/", views.update_create, name="update_create"),
    path(
        "projects/<slug:slug>/run/news/<int:update_pk>/edit/", views.update_edit, name="update_edit"
    ),
    path(
        "projects/<slug:slug>/run/news/<int:update_pk>/preview/",
        views.update_preview,
        name="update_preview",
    ),
    path(
        "projects/<slug:slug>/run/news/<int:update_pk>/to-me-first/",
        views.update_to_me_first,
        name="update_to_me_first",
    ),
    path(
        "projects/<slug:slug>/run/news/<int:update_pk>/send/", views.update_send, name="update_send"
    ),
    path(
        "projects/<slug:slug>/run/news/<int:update_pk>/public/",
        views.update_public,
        name="update_public",
    ),
    path("projects/<slug:slug>/run/news/poster/", views.public_poster, name="public_poster"),
    # For everybody
    path("p/<slug:slug>/", public_views.public_page, name="public_page"),
    path("p/<slug:slug>/follow/", public_views.public_follow, name="public_follow"),
    path("p/<slug:slug>/join/", public_views.public_join, name="public_join"),
    path(
        "p/<slug:slug>/respond/<int:asked_pk>/", public_views.public_respond, name="public_respond"
    ),
    path("p/<slug:slug>/news.atom", public_views.public_feed, name="public_feed"),
    path("p/<slug:slug>/meetings.ics", public_views.public_calendar, name="public_calendar"),
    path("p/<slug:slug>/picture.png", public_views.public_picture, name="public_picture"),
    path("p/<slug:slug>/decisions/", public_views.public_decisions, name="public_decisions"),
]
