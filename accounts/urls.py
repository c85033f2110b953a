"""The pages of accounts."""

from django.urls import path

from accounts import address_views, signed_out, views

app_name = "accounts"
urlpatterns = [
    # Signing in
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/code/", views.sign_in_code, name="sign_in_code"),
    path("sign-in/link/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("address/<str:token>/", address_views.address_link, name="address_link"),
    # Signed in
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-out-everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("you/", views.you, name="you"),
    path("you/words/forget/", signed_out.words_forget, name="words_forget"),
]
