"""What a person was sending when it could not be taken: shown to them again, or said to be gone."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponseBase, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import Resolver404, resolve
from django.views.decorators.debug import sensitive_post_parameters

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
#: Comes with words that are sent again without the files that were chosen with them (``core/forms.py``).
FILES_GONE = "files_gone"
#: Fields of a form that nobody typed.
NOT_TYPED = {
    FILES_GONE,
    *("csrfmiddlewaretoken", "form_of", "kept", "revision", "stood", "base_version", "sent_key"),
    *("next", "go", "at", "shown", "from_state"),
}
#: Fields that let somebody in: they are never shown again.
SECRETS = {"code", "token"}


@overload
def takes_private_answers(view: View) -> View: ...
@overload
def takes_private_answers(*, when: Callable[[HttpRequest], bool]) -> Callable[[View], View]: ...
def takes_private_answers(
    view: Any = None, *, when: Callable[[HttpRequest], bool] | None = None
) -> Any:
    """
    Mark a view whose form brings private answers: what was sent to it is shown and kept nowhere but where it belongs.

    Not on the page that says what went wrong, not while somebody signs in again, and not in a report of a fault.

    :param when: says of a request whether what it brings is private, for a view that takes both. It must not raise.
    """

    def mark(marked: Any) -> Any:
        marked = sensitive_post_parameters()(marked)
        marked.takes_private_answers = when or _always
        return marked

    return mark if view is None else mark(view)


def _always(_request: HttpRequest) -> bool:
    return True


@dataclass(frozen=True)
class Typed:
    """
    What was sent. ``shown``: (label, text) of what was typed; ``sent``: (name, text) of all that came; ``again``: the
    same, when it can be sent again; ``files``: the names of files that were chosen, of which nothing is kept.

    All are empty when the answers are private, which ``is_private`` says.
    """

    shown: tuple[tuple[str, str], ...] = ()
    again: tuple[tuple[str, str], ...] = ()
    sent: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    is_private: bool = False


def is_private(request: HttpRequest) -> bool:
    """Whether what was sent goes to a view that is marked with :func:`takes_private_answers`. Asks no database."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    is_so = getattr(view, "takes_private_answers", None)
    return is_so is not None and bool(is_so(request))


def typed_in(request: HttpRequest) -> Typed:
    """Return what the person was sending, field by field; never raises, whatever came with the request."""
    if request.method != "POST":
        return Typed()
    if is_private(request):
        return Typed(is_private=True)
    try:
        sent = [(name, text) for name, texts in request.POST.lists() for text in texts]
        files = tuple(str(file.name) for _name, found in request.FILES.lists() for file in found)
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return Typed()
    shown = tuple(
        (_label(name), text)
        for name, text in sent
        if name not in NOT_TYPED | SECRETS and text.strip()
    )
    if files:
        # Sent again, the form comes back, with what was typed, and asks for the file.
        sent.append((FILES_GONE, "yes"))
    can_send_again = (shown or files) and not SECRETS & set(request.POST)
    again = tuple(sent) if can_send_again else ()
    return Typed(shown=shown, again=again, sent=tuple(sent), files=files)


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def names_nobody(view: View) -> View:
    """Mark a view in which people say something without a name: nothing notes that somebody was there."""
    view.is_nameless = True  # type: ignore[attr-defined]
    return view


def is_nameless(request: HttpRequest) -> bool:
    """Whether a request goes to a view that is marked by :func:`names_nobody`."""
    with suppress(Resolver404):
        return bool(getattr(resolve(request.path_info).func, "is_nameless", False))
    return False
