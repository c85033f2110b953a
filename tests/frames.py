"""An urlconf with the names that the frames of the pages link to, so that frames are tested without the apps."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from core.style_page import style_page


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    return render(request, "403.html", {"exception": "This review is closed."}, status=403)


@login_not_required
def away(request: HttpRequest) -> HttpResponse:
    return render(None, "503.html", {"typed": [("Why", "<b>We heard</b>")]}, status=503)


def _app(name, **pages):
    return path(
        f"{name}/", include(([path(route, style_page, name=n) for n, route in pages.items()], name))
    )


urlpatterns = [
    path("style/", style_page, name="style_page"),
    path("refused/", refused),
    path("away/", away),
    _app(
        "home",
        person_home="",
        accessibility="access/",
        privacy="privacy/",
        project_home="p/<slug>/",
    ),
    _app("accounts", sign_in="in/", sign_out="out/"),
    _app("elements", element_list="", project_elements="p/<slug>/"),
    _app("projects", plan="<slug>/"),
    _app("participation", people="<slug>/"),
    _app("decisions", decision_list="<slug>/"),
    _app("updates", update_list="<slug>/"),
    _app("reports", report_list="<slug>/"),
    _app("outbox", demo_mail_list=""),
]
