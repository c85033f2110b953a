"""Leads whoever came from the set-up list back to it, and shows the words of two people who ended one thing."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.ended import EndedBefore
from projects.getters import get_project_or_404

GetResponse = Callable[[HttpRequest], HttpResponse]
#: What stands in the address of a page that was opened from the set-up list.
FROM_LIST = "set-up"


def back_to_list(get_response: GetResponse) -> GetResponse:
    """
    After something was saved on a page that was opened from the set-up list, go back to the list.

    A redirect whose address says itself that one comes from the list leads to the next page of the same task, and is
    left as it is (:func:`projects.coming.onward`).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        found = request.resolver_match
        is_saved = request.method == "POST" and response.status_code == 302
        slug = found.kwargs.get("slug") if found else None
        is_of_list = slug and request.GET.get("from") == FROM_LIST
        if is_saved and is_of_list and not _leads_on(response.headers["Location"]):
            response.headers["Location"] = reverse("plan:setup", args=[slug])
        return response

    return middleware


def _leads_on(address: str) -> bool:
    return parse_qs(urlsplit(address).query).get("from") == [FROM_LIST]


class ShowsBothWords:
    """Answers with both texts (409) when somebody ends what another person has just ended, in whichever view."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, EndedBefore) or request.resolver_match is None:
            return None
        project = get_project_or_404(request.user, request.resolver_match.kwargs["slug"])
        context = {"project": project, "tab": "", "theirs": error.theirs, "mine": error.mine}
        return render(request, "projects/ended_before.html", context, status=409)
