"""The band above every page of a project: its places, and the menu with which it is run."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from core.offers import RunLink, offered
from projects.models import Project

#: The places of a project, by the word under which a page says that it belongs there.
PLACES = {
    "home": (gettext_lazy("Today"), "home:project_home"),
    "questions": (gettext_lazy("Questions"), "questions:question_list"),
    "plan": (gettext_lazy("Plan"), "plan:plan"),
    "decisions": (gettext_lazy("Decisions"), "decisions:decision_list"),
    "meetings": (gettext_lazy("Meetings"), "meetings:meeting_list"),
    "people": (gettext_lazy("People"), "participation:people"),
    "elements": (gettext_lazy("How we are doing"), "elements:project_elements"),
}
#: Places where members alone are let in: a coordinator who is none has no link that would be refused.
OF_MEMBERS = {"questions"}
#: Pages that are part of another place.
PART_OF = {"updates": "home", "reports": "elements"}


def places(project: Project, tab: str, path: str) -> SafeString:
    """Write the places of a project; the one where one is is marked, and its first page as the page itself."""
    slug, place = project.slug, _place(tab)
    is_first = path == _address(slug, PLACES[place][1]) if place in PLACES else False
    return _places(slug, place, is_first, project.viewer.is_member, get_language(), _where())


@lru_cache(maxsize=1024)
def _places(
    slug: str, place: str, is_first: bool, is_member: bool, language: str | None, where: str
) -> SafeString:
    """Kept, because the addresses of the places were a quarter of what the frame of a page costs."""
    mark = SafeString(f' aria-current="{"page" if is_first else "true"}"')
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        (
            (_address(slug, url_name), mark if key == place else "", name)
            for key, (name, url_name) in PLACES.items()
            if is_member or key not in OF_MEMBERS
        ),
    )


def _place(tab: str) -> str:
    return PART_OF.get(tab, tab)


def _address(slug: str, url_name: str) -> str:
    return reverse(url_name, args=[slug])


def run_links(project: Project) -> list[dict[str, Any]]:
    """Return the lines of the menu with which facilitators run a project, with what is left to do."""
    facts = project.run_facts  # type: ignore[attr-defined]  # get_project_or_404 loads it
    return [
        {
            "title": link.title,
            "url": _address(project.slug, link.url_name),
            "left": link.left(project, facts),
        }
        for link in _run_links()
    ]


def run_lines(project: Project) -> SafeString:
    """Write the lines of that menu."""
    facts = project.run_facts  # type: ignore[attr-defined]
    left = tuple(link.left(project, facts) for link in _run_links())
    return _run_lines(project.slug, left, get_language(), _where())


@lru_cache(maxsize=1024)
def _run_lines(slug: str, left: tuple[str, ...], language: str | None, where: str) -> SafeString:
    """Kept like the places, by all that it is written from."""
    return format_html_join(
        "\n",
        '<li><a href="{}">{}{}</a></li>',
        (
            (
                _address(slug, link.url_name),
                link.title,
                format_html(' <span class="todo">{}</span>', words) if words else "",
            )
            for link, words in zip(_run_links(), left, strict=True)
        ),
    )


def _run_links() -> list[RunLink]:
    links = [link for links in offered("RUN_LINKS") for link in links]
    return sorted(links, key=lambda link: link.order)


def _where() -> str:
    """Say under what addresses begin, and which there are."""
    return f"{get_script_prefix()} {get_urlconf() or settings.ROOT_URLCONF}"
