"""The pages of outbox."""

from django.urls import path

from outbox import follow_views, letter_views, views

app_name = "outbox"
urlpatterns = [
    # How I hear
    path("projects/<slug:slug>/me/how-i-hear/", views.preference, name="preference"),
    path(
        "projects/<slug:slug>/people/<int:member_pk>/how-they-hear/",
        views.member_preference,
        name="member_preference",
    ),
    path(
        "projects/<slug:slug>/people/<int:member_pk>/how-they-hear/again/",
        views.address_again,
        name="address_again",
    ),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    # Following, without an account
    path("follow/<str:token>/", follow_views.follower, name="follower"),
    path("follow/<str:token>/stop/", follow_views.follower_stop, name="follower_stop"),
    path("projects/<slug:slug>/run/followers/", follow_views.follower_list, name="follower_list"),
    # Letters and calls
    path(
        "projects/<slug:slug>/run/letters/",
        letter_views.delivery_by_hand_list,
        name="delivery_by_hand_list",
    ),
    path(
        "projects/<slug:slug>/run/letters/done/", letter_views.delivery_done, name="delivery_done"
    ),
    path("projects/<slug:slug>/run/letters/sheet/", letter_views.sheet_find, name="sheet_find"),
    path(
        "projects/<slug:slug>/run/letters/<int:reached_pk>/",
        letter_views.delivery_by_hand_detail,
        name="delivery_by_hand_detail",
    ),
    # What was sent
    path("projects/<slug:slug>/run/sent/", views.delivery_list, name="delivery_list"),
    path(
        "projects/<slug:slug>/run/sent/<int:message_pk>/",
        views.message_detail,
        name="message_detail",
    ),
    path(
        "projects/<slug:slug>/run/sent/<int:message_pk>/progress/",
        views.message_progress,
        name="message_progress",
    ),
    path(
        "projects/<slug:slug>/run/sent/<int:message_pk>/<int:delivery_pk>/again/",
        views.delivery_retry,
        name="delivery_retry",
    ),
    # Demo mode alone
    path("demo-mail/", views.demo_mail_list, name="demo_mail_list"),
    path("demo-mail/<int:mail_pk>/", views.demo_mail_detail, name="demo_mail_detail"),
]
