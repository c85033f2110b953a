"""Django's ``{% url %}``, but each address is put together once. Built into all templates (settings)."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos_url
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()
_PLAIN = (str, int)


class LatestURLNode(URLNode):
    """Looks an address up among the latest: to put it together anew is a tenth of what a page costs (ADR 0136)."""

    def render(self, context: Any) -> str:
        args = tuple(arg.resolve(context) for arg in self.args)
        if self.kwargs or not all(isinstance(arg, _PLAIN) for arg in args):
            return super().render(context)
        urls = get_urlconf() or settings.ROOT_URLCONF
        try:
            address = _address(self.view_name.resolve(context), args, urls, get_script_prefix())
        except NoReverseMatch:
            return super().render(context)
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@lru_cache(maxsize=4096)
def _address(name: str, args: tuple[str | int, ...], urls: str, _prefix: str) -> str:
    return reverse(name, urlconf=urls, args=args)


@register.tag
def url(parser: Parser, token: Token) -> LatestURLNode:
    """Write the address of a page."""
    node = djangos_url(parser, token)
    return LatestURLNode(node.view_name, node.args, node.kwargs, node.asvar)
