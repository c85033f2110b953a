"""Leads whoever came from the set-up list back to it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

GetResponse = Callable[[HttpRequest], HttpResponse]
#: What stands in the address of a page that was opened from the set-up list.
FROM_LIST = "set-up"


def back_to_list(get_response: GetResponse) -> GetResponse:
    """After something was saved on a page that was opened from the set-up list, go back to the list."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        found = request.resolver_match
        is_saved = request.method == "POST" and response.status_code == 302
        if is_saved and found and request.GET.get("from") == FROM_LIST and "slug" in found.kwargs:
            response.headers["Location"] = reverse("plan:setup", args=[found.kwargs["slug"]])
        return response

    return middleware
