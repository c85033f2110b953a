"""Addresses of a site whose database is away, or which is faulty itself."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from core.access import Visitor, access


@access(Visitor.ANYBODY, because="The test needs no user.")
def broken(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the database is away")


@access(Visitor.ANYBODY, because="The test needs no user.")
def faulty(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


handler500 = "core.errors.server_error"
urlpatterns = [
    path("broken/", broken, name="broken"),
    path("faulty/", faulty, name="faulty"),
]
