"""The reference page and the address that its rows link to."""

from django.urls import path

from bench.reference import views

urlpatterns = [
    path("reference/", views.reference, name="reference"),
    path("reference/<slug:slug>/<int:number>/", views.reference, name="reference_row"),
]
