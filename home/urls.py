"""The pages of home."""

from django.urls import path

from home import robots, security
from home.views import coordinators, host, pages, running

app_name = "home"
_coordinators = "organisations/<slug:organisation_slug>/coordinators/"
_invited = f"{_coordinators}invited/<int:coordinator_invitation_pk>/"
urlpatterns = [
    # Home
    path("", pages.person_home, name="person_home"),
    path("projects/<slug:slug>/", pages.project_home, name="project_home"),
    path("projects/<slug:slug>/find/", pages.find, name="find"),
    # Who coordinates an organisation
    path(_coordinators, coordinators.coordinator_list, name="coordinator_list"),
    path(f"{_coordinators}invite/", coordinators.coordinator_invite, name="coordinator_invite"),
    path(f"{_coordinators}leave/", coordinators.coordinator_leave, name="coordinator_leave"),
    path(
        f"{_coordinators}<int:coordinator_pk>/remove/",
        coordinators.coordinator_remove,
        name="coordinator_remove",
    ),
    path(
        f"{_invited}again/",
        coordinators.coordinator_invitation_resend,
        name="coordinator_invitation_resend",
    ),
    path(
        f"{_invited}take-back/",
        coordinators.coordinator_invitation_withdraw,
        name="coordinator_invitation_withdraw",
    ),
    path(
        "coordinate/<str:token>/",
        coordinators.coordinator_invitation,
        name="coordinator_invitation",
    ),
    # How the installation is running
    path("running/", running.running_page, name="running"),
    path("running/<str:what>/again/", running.running_again, name="running_again"),
    # The beginning of an empty installation
    path("begin/<str:token>/", pages.begin, name="begin"),
    # What is true of all of it
    path("about/", pages.about, name="about"),
    path("accessibility/", host.accessibility, name="accessibility"),
    path("privacy/", host.privacy, name="privacy"),
    path("logo/<str:logo_hash>/", host.host_logo, name="host_logo"),
    path("robots.txt", robots.robots, name="robots"),
    path(".well-known/security.txt", security.security_contact, name="security_contact"),
    # What its host says
    path("host/", host.host_detail, name="host_detail"),
    path("host/name/", host.host_name_edit, name="host_name_edit"),
    path("host/logo/", host.host_logo_edit, name="host_logo_edit"),
    path("host/logo/take-away/", host.host_logo_take_away, name="host_logo_take_away"),
    path("host/contact/", host.host_contact_edit, name="host_contact_edit"),
    path("host/payment/", host.host_payment_edit, name="host_payment_edit"),
    path("host/privacy/", host.host_privacy_edit, name="host_privacy_edit"),
    path("host/accessibility/", host.host_accessibility_edit, name="host_accessibility_edit"),
]
