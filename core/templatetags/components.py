"""The template tags of the components: forms, states and dates in our words."""

from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import fonts
from core.addresses import of_row, row_address
from core.below import some
from core.dates import long_date, long_moment, month_words
from core.pages import Page
from core.words import states

register = template.Library()


@register.simple_tag
def state_tag(state: str, text: str = "") -> SafeString:
    """
    Show a state as a tag; `text` replaces its usual word.

    `state` may be written with spaces, hyphens or underscores; one that is not known is shown plainly, as it is.
    """
    return _state_tag(str(state), str(text), get_language())


@lru_cache(maxsize=1024)
def _state_tag(state: str, text: str, language: str | None) -> SafeString:
    """Kept, because lists show the same few states in every row of every page."""
    look, word = states().get(state.replace(" ", "_").replace("-", "_"), ("plain", state))
    return format_html('<span class="tag {}">{}</span>', look, text or word)


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Sum up a form's errors, each linked to its field; nothing when there are none."""
    return {"form": form}


@register.inclusion_tag("components/form.html")
def whole_form(form: BaseForm, submit: str, **options: Any) -> dict[str, Any]:
    """
    Write a whole form: error summary, fieldsets, fields, buttons, CSRF token.

    Options: `cancel` (a URL), `cancel_text`, `action` (a URL), `grave` (the button destroys or ends something).
    """
    return {"form": form, "submit": submit, **options}


@register.simple_tag
def form_sections(form: BaseForm) -> list[tuple[str, str, list[BoundField]]]:
    """
    Group a form's fields as (legend, hint, fields) by its `fieldsets`: (legend, hint, names) each.

    Fields that no fieldset names come last, without legend, so that none can be lost; those that the form names in
    `more_fields` are left to :func:`form_more`, those in `folds` to :func:`form_folds`.
    """
    sections = []
    named: set[str] = set(getattr(form, "more_fields", ()))
    named.update(name for _title, _part, names in getattr(form, "folds", ()) for name in names)
    for legend, hint, names in getattr(form, "fieldsets", ()):
        sections.append((legend, hint, [form[name] for name in names]))
        named.update(names)
    rest = [field for field in form if field.name not in named]
    return [*sections, ("", "", rest)] if rest else sections


@register.simple_tag
def form_more(form: BaseForm) -> dict[str, Any]:
    """Return the fields that are folded away as `more_fields`, open when one is filled in or has an error."""
    fields = [form[name] for name in getattr(form, "more_fields", ()) if name in form.fields]
    return {"fields": fields, "is_open": _is_used(fields)}


@register.simple_tag
def form_folds(form: BaseForm) -> list[tuple[str, str, list[BoundField], bool]]:
    """
    Return the other parts that are folded away, from the form's `folds`: (summary, template, names) each.

    The template is included above the fields. A part is open when one of them is filled in or has an error.
    """
    found = [
        (title, part, [form[name] for name in names])
        for title, part, names in getattr(form, "folds", ())
    ]
    return [(title, part, fields, _is_used(fields)) for title, part, fields in found]


def _is_used(fields: list[BoundField]) -> bool:
    return any(field.errors or field.value() for field in fields)


@register.inclusion_tag("components/letters_to_print.html")
def letters_to_print(words: str = "") -> dict[str, Any]:
    """Say which letters no font here can print, before somebody asks for a PDF; nothing when all can be printed."""
    letters = fonts.without_font(words)
    missing = letters or fonts.samples_without_font()
    return {
        "letters": fonts.name_letters(letters) if letters else "",
        "scripts": ", ".join(fonts.scripts_of(missing)),
        "packages": fonts.packages_for(missing),
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pages(
    context: Context, page: Page, newer_text: str = "", older_text: str = ""
) -> dict[str, Any]:
    """
    Link to the pages beside this one, keeping what the list is filtered by.

    The words default to "Newer" and "Older"; a list from A to Z says "Before" and "After" or the like.
    """
    query = context["request"].GET.copy()
    links = {}
    for end, name, key in (("newer", "before", page.before), ("older", "after", page.after)):
        query.pop("before", None)
        query.pop("after", None)
        query[name] = key or ""
        links[end] = f"?{query.urlencode()}" if key else ""
    return {"pages": links, "newer_text": newer_text, "older_text": older_text}


@register.filter
def error_target(field: BoundField) -> str:
    """Find the id that a link in the error summary leads to: the field, or the first choice of a group."""
    return field.id_for_label or f"{field.auto_id}_0"


register.simple_tag(row_address)
register.filter(of_row)
register.filter(long_date)
register.filter(some)


@register.filter
def in_month(year: str | int, month: str | int | None) -> str:
    """Write the month of a year, or the year alone."""
    return month_words(int(year), int(month) if month else None)


register.filter(long_moment)
