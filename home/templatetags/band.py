"""Writes the band of a project."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from home import band
from projects.models import Project

register = template.Library()


@register.simple_tag
def places(project: Project, tab: str, request: HttpRequest | None = None) -> SafeString:
    """Write the places of a project, the current one marked."""
    return band.places(project, str(tab or ""), request.path if request else "")


@register.simple_tag
def run_lines(project: Project) -> SafeString:
    """Write the lines of the menu "Run this project"."""
    return band.run_lines(project)


@register.simple_tag
def run_links_left(project: Project, without: str) -> list[dict[str, Any]]:
    """Return those lines of that menu where something is left to do, ``without`` the one that leads to this address."""
    return [link for link in band.run_links(project) if link["left"] and link["url"] != without]
