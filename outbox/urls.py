"""The pages of outbox."""

from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    # How I hear
    path("projects/<slug:slug>/how-you-hear/", views.preference, name="preference"),
    path(
        "projects/<slug:slug>/people/<int:member_pk>/how-they-hear/",
        views.member_preference,
        name="member_preference",
    ),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    # What was sent
    path("projects/<slug:slug>/deliveries/", views.delivery_list, name="delivery_list"),
    path(
        "projects/<slug:slug>/deliveries/by-hand/",
        views.delivery_by_hand_list,
        name="delivery_by_hand_list",
    ),
    path(
        "projects/<slug:slug>/deliveries/<int:message_pk>/",
        views.message_detail,
        name="message_detail",
    ),
    path(
        "projects/<slug:slug>/deliveries/<int:message_pk>/progress/",
        views.message_progress,
        name="message_progress",
    ),
    path(
        "projects/<slug:slug>/deliveries/<int:message_pk>/<int:delivery_pk>/again/",
        views.delivery_retry,
        name="delivery_retry",
    ),
    path(
        "projects/<slug:slug>/deliveries/<int:message_pk>/<int:delivery_pk>/done/",
        views.delivery_done,
        name="delivery_done",
    ),
    # Demo mode alone
    path("demo-mail/", views.demo_mail_list, name="demo_mail_list"),
    path("demo-mail/<int:mail_pk>/", views.demo_mail_detail, name="demo_mail_detail"),
]
