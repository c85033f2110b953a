"""Every address of the product: a line an app."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("projects.urls")),
    path("", include("outbox.urls")),
    path("", include("actions.urls")),
    path("", include("participation.urls")),
    path("", include("questions.urls")),
    path("", include("plan.urls")),
    path("", include("decisions.urls")),
    path("", include("updates.urls")),
    path("", include("elements.urls")),
    path("", include("reports.urls")),
    path("", include("home.urls")),
]
if settings.DEBUG:
    urlpatterns += [path("style/", include("core.style_urls"))]
