"""The pages of home."""

from django.urls import path

from home import security, views

app_name = "home"
urlpatterns = [
    # Home
    path("", views.person_home, name="person_home"),
    path("projects/<slug:slug>/", views.project_home, name="project_home"),
    path("projects/<slug:slug>/find/", views.find, name="find"),
    # The beginning of an empty installation
    path("begin/<str:token>/", views.begin, name="begin"),
    # What is true of all of it
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path(".well-known/security.txt", security.security_contact, name="security_contact"),
]
