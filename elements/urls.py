"""The pages of elements."""

from django.urls import URLPattern

app_name = "elements"
urlpatterns: list[URLPattern] = []
