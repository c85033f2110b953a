"""The address of the style page, in debug mode."""

from django.urls import path

from core.style_page import style_page

app_name = "style"
urlpatterns = [path("", style_page, name="style_page")]
