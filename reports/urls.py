"""The pages of reports."""

from django.urls import path

from reports.views import blank_map, letters, packs, paper, portfolio_files, reports

app_name = "reports"
urlpatterns = [
    # Reports of a project.
    path("projects/<slug:slug>/run/reports/", reports.report_list, name="report_list"),
    path("projects/<slug:slug>/run/reports/new/", reports.report_create, name="report_create"),
    path(
        "projects/<slug:slug>/run/reports/<int:report_pk>/",
        reports.report_detail,
        name="report_detail",
    ),
    path(
        "projects/<slug:slug>/run/reports/<int:report_pk>/read/",
        reports.report_read,
        name="report_read",
    ),
    path(
        "projects/<slug:slug>/run/reports/<int:report_pk>/pdf/",
        reports.report_pdf,
        name="report_pdf",
    ),
    path(
        "projects/<slug:slug>/run/reports/<int:report_pk>/try-again/",
        reports.report_retry,
        name="report_retry",
    ),
    # A review as a table.
    path(
        "projects/<slug:slug>/doing/reviews/<int:closed_review_pk>/table/",
        reports.review_table,
        name="review_table",
    ),
    # All that can be printed, in one place.
    path("projects/<slug:slug>/run/paper/", paper.paper, name="paper"),
    # An empty people map.
    path("projects/<slug:slug>/people/blank-map/", blank_map.blank_map, name="blank_map"),
    # Sheets of a review.
    path(
        "projects/<slug:slug>/run/paper/reviews/<int:element_review_pk>/",
        packs.pack_list,
        name="pack_list",
    ),
    path(
        "projects/<slug:slug>/run/paper/reviews/<int:element_review_pk>/new/",
        packs.pack_create,
        name="pack_create",
    ),
    path("projects/<slug:slug>/run/paper/<int:pack_pk>/", packs.pack_detail, name="pack_detail"),
    path("projects/<slug:slug>/run/paper/<int:pack_pk>/pdf/", packs.pack_pdf, name="pack_pdf"),
    path(
        "projects/<slug:slug>/run/paper/<int:pack_pk>/try-again/",
        packs.pack_retry,
        name="pack_retry",
    ),
    # Letters to print.
    path(
        "projects/<slug:slug>/run/letters/print/",
        letters.letter_pack_create,
        name="letter_pack_create",
    ),
    path(
        "projects/<slug:slug>/run/letters/print/<int:letter_pack_pk>/",
        letters.letter_pack_detail,
        name="letter_pack_detail",
    ),
    path(
        "projects/<slug:slug>/run/letters/print/<int:letter_pack_pk>/pdf/",
        letters.letter_pack_pdf,
        name="letter_pack_pdf",
    ),
    path(
        "projects/<slug:slug>/run/letters/print/<int:letter_pack_pk>/posted/",
        letters.letter_pack_posted,
        name="letter_pack_posted",
    ),
    path(
        "projects/<slug:slug>/run/letters/print/<int:letter_pack_pk>/try-again/",
        letters.letter_pack_retry,
        name="letter_pack_retry",
    ),
    # For those who answer for many projects.
    path("organisations/<slug:organisation_slug>/", reports.portfolio, name="portfolio"),
    path(
        "organisations/<slug:organisation_slug>/table/",
        portfolio_files.portfolio_table,
        name="portfolio_table",
    ),
    path(
        "organisations/<slug:organisation_slug>/pdf/",
        portfolio_files.portfolio_pdf,
        name="portfolio_pdf",
    ),
]
