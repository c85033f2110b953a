"""The pages of decisions."""

from django.urls import path

from decisions import views

app_name = "decisions"
_LOG = "projects/<slug:slug>/decisions/"
_ONE = f"{_LOG}<int:number>/"
_PROPOSALS = f"{_LOG}proposals/"
_PROPOSAL = f"{_PROPOSALS}<int:proposal_pk>/"
urlpatterns = [
    # The log
    path(_LOG, views.decision_list, name="decision_list"),
    path(f"{_LOG}new/", views.decision_create, name="decision_create"),
    path(f"{_LOG}decisions.csv", views.decisions_table, name="decisions_table"),
    path(f"{_LOG}decisions.json", views.decisions_data, name="decisions_data"),
    path(f"{_LOG}check/", views.log_check, name="log_check"),
    # What is open for a say
    path(f"{_PROPOSALS}new/", views.proposal_create, name="proposal_create"),
    path(f"{_PROPOSALS}who/", views.proposing_edit, name="proposing_edit"),
    path(_PROPOSAL, views.proposal_detail, name="proposal_detail"),
    path(f"{_PROPOSAL}say/", views.say_edit, name="say_edit"),
    path(f"{_PROPOSAL}take-back/", views.say_take_back, name="say_take_back"),
    path(f"{_PROPOSAL}for/<int:by_hand_pk>/", views.say_for, name="say_for"),
    path(f"{_PROPOSAL}reply/<uuid:say_key>/", views.say_reply, name="say_reply"),
    path(f"{_PROPOSAL}change/", views.proposal_edit, name="proposal_edit"),
    path(f"{_PROPOSAL}close/", views.proposal_close, name="proposal_close"),
    path(f"{_PROPOSAL}put-down/", views.proposal_put_down, name="proposal_put_down"),
    # One decision
    path(_ONE, views.decision_detail, name="decision_detail"),
    path(f"{_ONE}correct/", views.decision_correct, name="decision_correct"),
    path(f"{_ONE}replace/", views.decision_supersede, name="decision_supersede"),
    path(f"{_ONE}withdraw/", views.decision_withdraw, name="decision_withdraw"),
    path(f"{_ONE}keep/", views.decision_keep, name="decision_keep"),
    path(f"{_ONE}public/", views.decision_public, name="decision_public"),
    path(f"{_ONE}said/", views.decision_said, name="decision_said"),
    # Its versions
    path(f"{_ONE}versions/<int:version>/", views.version_detail, name="version_detail"),
]
