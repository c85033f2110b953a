"""The pages of home."""

from django.urls import path

from home import security
from home.views import host, pages

app_name = "home"
urlpatterns = [
    # Home
    path("", pages.person_home, name="person_home"),
    path("projects/<slug:slug>/", pages.project_home, name="project_home"),
    path("projects/<slug:slug>/find/", pages.find, name="find"),
    # The beginning of an empty installation
    path("begin/<str:token>/", pages.begin, name="begin"),
    # What is true of all of it
    path("about/", pages.about, name="about"),
    path("accessibility/", host.accessibility, name="accessibility"),
    path("privacy/", host.privacy, name="privacy"),
    path("logo/<str:logo_hash>/", host.host_logo, name="host_logo"),
    path(".well-known/security.txt", security.security_contact, name="security_contact"),
    # What its host says
    path("host/", host.host_detail, name="host_detail"),
    path("host/name/", host.host_name_edit, name="host_name_edit"),
    path("host/logo/", host.host_logo_edit, name="host_logo_edit"),
    path("host/logo/take-away/", host.host_logo_take_away, name="host_logo_take_away"),
    path("host/contact/", host.host_contact_edit, name="host_contact_edit"),
    path("host/privacy/", host.host_privacy_edit, name="host_privacy_edit"),
    path("host/accessibility/", host.host_accessibility_edit, name="host_accessibility_edit"),
]
