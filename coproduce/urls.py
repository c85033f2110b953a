"""Every address of the product: a line an app."""

from django.conf import settings
from django.urls import include, path

handler400 = "core.errors.bad_request"
handler403 = "core.errors.refused"
handler404 = "core.errors.not_found"
#: Also answers when the database fails, with 503.
handler500 = "core.errors.server_error"
urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("projects.urls")),
    path("", include("outbox.urls")),
    path("", include("actions.urls")),
    path("", include("participation.urls")),
    path("", include("questions.urls")),
    path("", include("plan.urls")),
    path("", include("meetings.urls")),
    path("", include("decisions.urls")),
    path("", include("updates.urls")),
    path("", include("elements.urls")),
    path("", include("reports.urls")),
    path("", include("home.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("style/", include("core.style_urls"))]
