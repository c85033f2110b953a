"""The pages of projects."""

from django.urls import path

from projects import name_views, views

app_name = "projects"
urlpatterns = [
    # A new project
    path("projects/new/", views.project_new, name="project_new"),
    path(
        "organisations/<slug:organisation_slug>/projects/new/",
        views.project_create,
        name="project_create",
    ),
    # Its people, to choose from in a form
    path("projects/<slug:slug>/people/find/", views.people_find, name="people_find"),
    # Taking a name out of its words
    path("projects/<slug:slug>/run/names/", name_views.name_take_out, name="name_take_out"),
    # Setting it up
    path("projects/<slug:slug>/set-up/purpose/", views.purpose_edit, name="purpose_edit"),
    path("projects/<slug:slug>/set-up/help/", views.help_edit, name="help_edit"),
    path("projects/<slug:slug>/set-up/safety/", views.safety_edit, name="safety_edit"),
    path(
        "projects/<slug:slug>/set-up/public-page/",
        views.public_page_edit,
        name="public_page_edit",
    ),
]
