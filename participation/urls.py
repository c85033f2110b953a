"""The pages of participation."""

from django.urls import path

from participation import views

app_name = "participation"
_people = "projects/<slug:slug>/people/"
_member = f"{_people}<int:member_pk>/"
_map = f"{_people}map/"
_reviews = f"{_people}reviews/"
_review = f"{_reviews}<int:review_pk>/"
urlpatterns = [
    # Coming in
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("projects/<slug:slug>/welcome/", views.welcome, name="welcome"),
    path("projects/<slug:slug>/my-part/", views.my_part, name="my_part"),
    path("projects/<slug:slug>/leave/", views.project_leave, name="project_leave"),
    # Members
    path(_people, views.people, name="people"),
    path(f"{_people}invite/", views.member_invite, name="member_invite"),
    path(f"{_people}add/", views.member_add, name="member_add"),
    path(f"{_people}lists/", views.import_create, name="import_create"),
    path(f"{_people}lists/<int:import_pk>/", views.import_detail, name="import_detail"),
    path(_member, views.member_detail, name="member_detail"),
    path(f"{_member}answers/", views.member_answers, name="member_answers"),
    path(f"{_member}contact/", views.member_contact, name="member_contact"),
    path(f"{_member}email/", views.member_email, name="member_email"),
    path(f"{_member}role/", views.member_role, name="member_role"),
    path(f"{_member}remove/", views.member_remove, name="member_remove"),
    path(f"{_member}invite-again/", views.invitation_resend, name="invitation_resend"),
    path(f"{_member}withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    # The people map
    path(_map, views.group_list, name="group_list"),
    path(f"{_map}new/", views.group_create, name="group_create"),
    path(f"{_map}<int:group_pk>/", views.group_detail, name="group_detail"),
    path(f"{_map}<int:group_pk>/change/", views.group_change, name="group_change"),
    path(f"{_map}<int:group_pk>/retire/", views.group_retire, name="group_retire"),
    path(f"{_map}<int:group_pk>/action/", views.imbalance_action, name="imbalance_action"),
    # Participation reviews
    path(_reviews, views.review_list, name="review_list"),
    path(f"{_reviews}rhythm/", views.review_rhythm, name="review_rhythm"),
    path(f"{_reviews}open/", views.review_open, name="review_open"),
    path(_review, views.review_detail, name="review_detail"),
    path(f"{_review}finish/", views.review_finish, name="review_finish"),
    path(f"{_review}gaps/<int:gap_pk>/", views.gap_answer, name="gap_answer"),
]
