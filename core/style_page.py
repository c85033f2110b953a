"""The living style page: every component with words like ours, in debug mode only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core import style_forms
from core import style_samples as samples
from core.access import Visitor, access


@access(Visitor.ANYBODY, because="It exists in debug mode only and shows nobody's words.")
def style_page(request: HttpRequest) -> HttpResponse:
    """Show every component; `?errors=1` shows the form with its errors."""
    form = style_forms.SampleForm(style_forms.TYPED if "errors" in request.GET else None)
    return render(
        request,
        "style/style_page.html",
        samples.CONTEXT | {"form": form, "filter_form": style_forms.SampleFilter()},
    )
