"""Addresses of a site whose database is away."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from core.access import Visitor, access


@access(Visitor.ANYBODY, because="The test needs no user.")
def broken(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the database is away")


urlpatterns = [path("broken/", broken, name="broken")]
