"""The indicators that an organisation adds to the framework: its coordinators add and retire them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import access
from core.forms import PlainForm
from core.pages import page_by_key
from elements import services
from elements.forms.own import OwnIndicatorForm
from elements.models import Indicator
from projects.access import Who
from projects.models import Organisation


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    """Return the organisation of a coordinator; nobody else learns that there is one."""
    return get_object_or_404(Organisation.objects.coordinated_by(request.user), slug=slug)


@access(Who.COORDINATOR)
def own_indicator_list(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Show what the organisation added, also what it asks no more."""
    organisation = _organisation(request, organisation_slug)
    page = page_by_key(
        Indicator.objects.own_of(organisation).select_related("element"),
        key="pk",
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {"organisation": organisation, "page": page}
    return render(request, "elements/own_indicator_list.html", context)


@access(Who.COORDINATOR)
def own_indicator_create(request: HttpRequest, organisation_slug: str) -> HttpResponse:
    """Add an indicator."""
    organisation = _organisation(request, organisation_slug)
    form = OwnIndicatorForm(request.POST or None)
    if form.is_valid():
        services.add_indicator(organisation, **form.cleaned_data)
        messages.success(request, _("It is added. The next reviews that open ask it."))
        return redirect("elements:own_indicator_list", organisation.slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "elements/own_indicator_create.html", context)


@access(Who.COORDINATOR)
def own_indicator_retire(
    request: HttpRequest, organisation_slug: str, own_indicator_pk: int
) -> HttpResponse:
    """Ask an indicator no more."""
    organisation = _organisation(request, organisation_slug)
    own = Indicator.objects.own_of(organisation)
    indicator = get_object_or_404(own, pk=own_indicator_pk)
    if request.method == "POST":
        services.retire_indicator(indicator, now=timezone.now())
        messages.success(request, _("We have stopped asking it. What people answered stays."))
        return redirect("elements:own_indicator_list", organisation.slug)
    context = {"organisation": organisation, "indicator": indicator, "form": PlainForm()}
    return render(request, "elements/own_indicator_retire.html", context)
