"""The pages of decisions."""

from django.urls import path

from decisions import views

app_name = "decisions"
_LOG = "projects/<slug:slug>/decisions/"
_ONE = f"{_LOG}<int:number>/"
urlpatterns = [
    # The log
    path(_LOG, views.decision_list, name="decision_list"),
    path(f"{_LOG}new/", views.decision_create, name="decision_create"),
    path(f"{_LOG}check/", views.log_check, name="log_check"),
    # One decision
    path(_ONE, views.decision_detail, name="decision_detail"),
    path(f"{_ONE}correct/", views.decision_correct, name="decision_correct"),
    path(f"{_ONE}replace/", views.decision_supersede, name="decision_supersede"),
    path(f"{_ONE}withdraw/", views.decision_withdraw, name="decision_withdraw"),
    path(f"{_ONE}public/", views.decision_public, name="decision_public"),
    # Its versions
    path(f"{_ONE}versions/<int:version>/", views.version_detail, name="version_detail"),
]
