"""Django's ``{% csrf_token %}``, and beside it whose form it is. Built into all templates (settings)."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.whose import FIELD, sign_user

register = template.Library()


class WhoseTokenNode(CsrfTokenNode):
    """Writes both hidden fields; the second only for somebody who is signed in."""

    def render(self, context: Any) -> SafeString:
        token = SafeString(super().render(context))
        user = getattr(getattr(context, "request", None), "user", None)
        if not token or user is None or not user.is_authenticated:
            return token
        whose = '<input type="hidden" name="{}" value="{}">'
        return token + format_html(whose, FIELD, sign_user(user.pk))


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> WhoseTokenNode:
    """Write the hidden fields of a form."""
    return WhoseTokenNode()
