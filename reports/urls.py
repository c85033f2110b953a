"""The pages of reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    # Reports of a project.
    path("projects/<slug:slug>/reports/", views.report_list, name="report_list"),
    path("projects/<slug:slug>/reports/new/", views.report_create, name="report_create"),
    path(
        "projects/<slug:slug>/reports/<int:report_pk>/", views.report_detail, name="report_detail"
    ),
    path(
        "projects/<slug:slug>/reports/<int:report_pk>/read/", views.report_read, name="report_read"
    ),
    path("projects/<slug:slug>/reports/<int:report_pk>/pdf/", views.report_pdf, name="report_pdf"),
    path(
        "projects/<slug:slug>/reports/<int:report_pk>/try-again/",
        views.report_retry,
        name="report_retry",
    ),
    # For those who answer for many projects.
    path("organisations/<slug:organisation_slug>/", views.portfolio, name="portfolio"),
]
