"""An urlconf with the names that the frames of the pages link to, so that frames are tested without the apps."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path

from core.style_page import style_page
from core.typed import Typed

ROWS = Template("""{% extends "base.html" %}{% block content %}<h1>Rows</h1><div id="rows">
<a href="?part=plain" hx-get="?part=plain" hx-target="#rows" hx-swap="outerHTML">Plain</a>
<a href="?part=focus" hx-get="?part=focus" hx-target="#rows" hx-swap="outerHTML">Focus</a>
<a href="/broken/" hx-get="/broken/" hx-target="#rows">Broken</a></div>{% endblock %}""")


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    return render(request, "403.html", {"exception": "This review is closed."}, status=403)


@login_not_required
def away(request: HttpRequest) -> HttpResponse:
    return render(
        None, "503.html", {"typed": Typed(shown=(("Why", "<b>We heard</b>"),))}, status=503
    )


@login_not_required
def rows(request: HttpRequest) -> HttpResponse:
    """A list whose next part htmx fetches; the part says what it is, and takes the focus when asked to."""
    if not request.headers.get("HX-Request"):
        return HttpResponse(ROWS.render(RequestContext(request)))
    focus = " data-focus" if request.GET["part"] == "focus" else ""
    return HttpResponse(
        f'<div id="rows"><h2{focus}>Part</h2><p data-announce="9 decisions">New</p></div>'
    )


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


def _app(name, **pages):
    return path(
        f"{name}/", include(([path(route, style_page, name=n) for n, route in pages.items()], name))
    )


urlpatterns = [
    path("style/", style_page, name="style_page"),
    path("refused/", refused),
    path("away/", away),
    path("rows/", rows),
    path("broken/", broken),
    _app(
        "home",
        person_home="",
        about="about/",
        accessibility="accessibility/",
        privacy="privacy/",
        project_home="p/<slug>/",
        find="p/<slug>/find/",
    ),
    _app("accounts", sign_in="in/", sign_out="out/", you="you/"),
    _app("questions", contribution_create="<slug>/"),
    _app("elements", element_list="", project_elements="p/<slug>/"),
    _app("plan", plan="<slug>/"),
    _app("participation", people="<slug>/"),
    _app("decisions", decision_list="<slug>/"),
    _app("meetings", meeting_list="<slug>/"),
    _app("outbox", demo_mail_list=""),
]
