"""One query, one template."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from projects.models import Member


@login_required
def reference(request: HttpRequest, slug: str = "", number: int = 0) -> HttpResponse:
    """Show 24 rows of the benchmark's project to a signed-in user."""
    rows = Member.objects.filter(project__slug="bench").order_by("pk")[:24]
    return render(request, "reference.html", {"rows": rows})
