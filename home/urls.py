"""The pages of home."""

from django.urls import path

from home import coordinator_views, robots, security, views

app_name = "home"
_coordinators = "organisations/<slug:organisation_slug>/coordinators/"
_invited = f"{_coordinators}invited/<int:coordinator_invitation_pk>/"
urlpatterns = [
    # Home
    path("", views.person_home, name="person_home"),
    path("projects/<slug:slug>/", views.project_home, name="project_home"),
    path("projects/<slug:slug>/find/", views.find, name="find"),
    # Who coordinates an organisation
    path(_coordinators, coordinator_views.coordinator_list, name="coordinator_list"),
    path(
        f"{_coordinators}invite/", coordinator_views.coordinator_invite, name="coordinator_invite"
    ),
    path(f"{_coordinators}leave/", coordinator_views.coordinator_leave, name="coordinator_leave"),
    path(
        f"{_coordinators}<int:coordinator_pk>/remove/",
        coordinator_views.coordinator_remove,
        name="coordinator_remove",
    ),
    path(
        f"{_invited}again/",
        coordinator_views.coordinator_invitation_resend,
        name="coordinator_invitation_resend",
    ),
    path(
        f"{_invited}take-back/",
        coordinator_views.coordinator_invitation_withdraw,
        name="coordinator_invitation_withdraw",
    ),
    path(
        "coordinate/<str:token>/",
        coordinator_views.coordinator_invitation,
        name="coordinator_invitation",
    ),
    # The beginning of an empty installation
    path("begin/<str:token>/", views.begin, name="begin"),
    # What is true of all of it
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", security.security_contact, name="security_contact"),
]
