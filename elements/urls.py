"""The pages of elements."""

from django.urls import path

from elements import views

app_name = "elements"
urlpatterns = [
    # The framework, public.
    path("elements/", views.element_list, name="element_list"),
    path("elements/<slug:element_key>/", views.element_detail, name="element_detail"),
    # A project beside it.
    path("projects/<slug:slug>/elements/", views.project_elements, name="project_elements"),
]
