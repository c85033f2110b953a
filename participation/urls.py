"""The pages of participation."""

from django.urls import path

from participation import views

app_name = "participation"
_people = "projects/<slug:slug>/people/"
_member = f"{_people}<int:member_pk>/"
_groups = f"{_people}groups/"
_group = f"{_groups}<int:group_pk>/"
_needs = f"{_people}needs/"
_returns = f"{_people}returns/"
_thanks = f"{_people}thanks/"
_missing = f"{_people}missing/"
_look = f"{_missing}<int:review_pk>/"
_words = f"{_people}private-words/"
_me = "projects/<slug:slug>/me/"
urlpatterns = [
    # Coming in, and what I say of myself
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("join/<str:token>/", views.join_link, name="join_link"),
    path("private-word/<str:word_token>/", views.word_link, name="word_link"),
    path(_me, views.my_part, name="my_part"),
    path(f"{_me}welcome/", views.welcome, name="welcome"),
    path(f"{_me}welcome/<slug:purpose>/", views.question, name="question"),
    path(f"{_me}receipt/", views.receipt, name="receipt"),
    path(f"{_me}receipt/<slug:purpose>/take-back/", views.take_back, name="take_back"),
    path(f"{_me}hello/", views.my_greeting, name="my_greeting"),
    path(f"{_me}needs/", views.my_needs, name="my_needs"),
    path(f"{_me}returns/", views.my_returns, name="my_returns"),
    path(f"{_me}directory/keep/", views.directory_keep, name="directory_keep"),
    path(f"{_me}private-words/", views.my_words, name="my_words"),
    path(f"{_me}leave/", views.project_leave, name="project_leave"),
    path("projects/<slug:slug>/step-in/", views.step_in, name="step_in"),
    # People, with the map and who is missing
    path(_people, views.people, name="people"),
    path(f"{_people}invite/", views.member_invite, name="member_invite"),
    path(f"{_people}add/", views.member_add, name="member_add"),
    path(f"{_people}lists/", views.import_create, name="import_create"),
    path(f"{_people}lists/<int:import_pk>/", views.import_detail, name="import_detail"),
    path(f"{_people}asking/", views.join_list, name="join_list"),
    path(f"{_people}asking/<int:join_pk>/", views.join_answer, name="join_answer"),
    path(f"{_people}hello/", views.greeting_list, name="greeting_list"),
    path(f"{_people}hello/<int:greeting_pk>/done/", views.greeting_done, name="greeting_done"),
    path(f"{_people}hello/<int:greeting_pk>/take/", views.greeting_take, name="greeting_take"),
    path(f"{_people}hello/<int:greeting_pk>/undo/", views.greeting_undo, name="greeting_undo"),
    path(f"{_people}about-us/", views.about_us_add, name="about_us_add"),
    path(f"{_people}about-us/<int:about_us_pk>/", views.about_us_change, name="about_us_change"),
    path(f"{_people}about-us/<int:about_us_pk>/end/", views.about_us_end, name="about_us_end"),
    path(_needs, views.needs_list, name="needs_list"),
    path(f"{_needs}<int:need_pk>/", views.need_promise, name="need_promise"),
    path(f"{_needs}<int:need_pk>/say/", views.need_say, name="need_say"),
    path(_words, views.words_for_me, name="words_for_me"),
    path(f"{_words}<int:word_pk>/", views.word_read, name="word_read"),
    path(_returns, views.returns_list, name="returns_list"),
    path(f"{_returns}due/", views.returns_due, name="returns_due"),
    path(f"{_returns}<int:return_pk>/", views.return_change, name="return_change"),
    path(f"{_returns}<int:return_pk>/say/", views.return_say, name="return_say"),
    path(f"{_returns}<int:return_pk>/withdraw/", views.return_withdraw, name="return_withdraw"),
    path(_thanks, views.thanks_give, name="thanks_give"),
    path(f"{_thanks}<int:thanks_pk>/", views.thanks_say, name="thanks_say"),
    path(f"{_thanks}<int:thanks_pk>/aside/", views.thanks_hide, name="thanks_hide"),
    path(_member, views.member_detail, name="member_detail"),
    path(f"{_member}answers/<slug:purpose>/", views.member_question, name="member_question"),
    path(f"{_member}receipt/", views.member_receipt, name="member_receipt"),
    path(
        f"{_member}receipt/<slug:purpose>/take-back/",
        views.member_take_back,
        name="member_take_back",
    ),
    path(f"{_member}returns/", views.member_returns, name="member_returns"),
    path(f"{_member}returns/offer/", views.return_offer, name="return_offer"),
    path(f"{_member}needs/", views.member_needs, name="member_needs"),
    path(f"{_member}thanks/", views.member_thanks, name="member_thanks"),
    path(f"{_member}directory/keep/", views.member_directory_keep, name="member_directory_keep"),
    path(f"{_member}contact/", views.member_contact, name="member_contact"),
    path(f"{_member}email/", views.member_email, name="member_email"),
    path(f"{_member}role/", views.member_role, name="member_role"),
    path(f"{_member}remove/", views.member_remove, name="member_remove"),
    path(f"{_member}invite-again/", views.invitation_resend, name="invitation_resend"),
    path(f"{_member}withdraw/", views.invitation_withdraw, name="invitation_withdraw"),
    # The groups on the map
    path(f"{_groups}new/", views.group_create, name="group_create"),
    path(_group, views.group_detail, name="group_detail"),
    path(f"{_group}change/", views.group_change, name="group_change"),
    path(f"{_group}retire/", views.group_retire, name="group_retire"),
    path(f"{_group}action/", views.imbalance_action, name="imbalance_action"),
    # Who is missing: participation reviews
    path(f"{_missing}how-often/", views.review_rhythm, name="review_rhythm"),
    path(f"{_missing}look/", views.review_open, name="review_open"),
    path(_look, views.review_detail, name="review_detail"),
    path(f"{_look}finish/", views.review_finish, name="review_finish"),
    path(f"{_look}gaps/<int:gap_pk>/", views.gap_answer, name="gap_answer"),
]
