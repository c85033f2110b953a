"""Sixty scripts and the like in every text of people: in a real browser none of it runs, or becomes markup."""

from collections.abc import Iterator
from itertools import count
from pprint import pformat

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from playwright.sync_api import Page

from tests.browser.seen import EVERYWHERE
from tests.browser.test_axe_pages import addresses
from tests.full_project import fill
from tests.house.test_direction import OF_OURS, OWN_FOLDERS, without_triggers
from tests.house.world import Role, World, make_world
from tests.payloads import PAYLOADS

#: Pages that show what people said, and where they are named.
SHOW = (
    "question_list",
    "question_detail",
    "contribution_list",
    "contribution_detail",
    "project_home",
)
SHOW += (
    "decision_list",
    "decision_detail",
    "version_detail",
    "proposal_detail",
    "plan:known",
    "update_list",
    "public_page",
)
#: What an element would have if words had become markup. What a page says of itself to other programs is text.
MARKUP = """() => [...document.querySelectorAll('*')].filter(element =>
  [...element.attributes].some(one => /^(on|srcdoc|style|hx-|data-hx-|evil)/.test(one.name)
    && /evil/.test(one.name + one.value))
  || /^(script|style|iframe|object|embed|base|link|meta|svg|template)$/.test(element.localName)
    && /evil/.test(element.outerHTML) && !element.matches('meta:is([name=description], [property^="og:"])[content]'
      + ':not([http-equiv], [name=description][property])')
  || /^(javascript|data|vbscript):/i.test(element.getAttribute('href') || '')
).map(element => element.outerHTML.slice(0, 200))"""


def all_words_are_hostile() -> None:
    """Put all payloads into each long text of people, and one after the other into short ones."""
    assert connection.vendor == "postgresql", "./test --browser runs it where triggers can wait"
    turn = count()
    with transaction.atomic():
        without_triggers()
        for model in apps.get_models():
            if model.__name__ in OF_OURS or model._meta.app_label not in OWN_FOLDERS:
                continue
            for column in model._meta.concrete_fields:
                if type(column) not in (models.CharField, models.TextField):
                    continue
                if column.editable and not column.choices and "phone" not in column.name:
                    _make_hostile(model, column, next(turn))


def _make_hostile(model: type[models.Model], column: models.Field, turn: int) -> None:
    most = column.max_length or 100_000
    every = "\n".join(PAYLOADS)
    fitting = [every] if most > len(every) + 300 else [p for p in PAYLOADS if len(p) < most - 8]
    if fitting:
        bad = fitting[turn % len(fitting)]
        words = Concat(Left(F(column.name), most - len(bad) - 1), Value(f" {bad}"))
        rows = model._default_manager.exclude(**{column.name: ""})
        rows.update(**{column.name: words})


@pytest.fixture
def world(db, settings) -> Iterator[World]:
    settings.DEMO = True
    made = make_world()
    fill(made.project, made.facilitator, made.participant, 2)
    all_words_are_hostile()
    return made


def watch(page: Page) -> list[str]:
    """Note what a page should never do; the list grows while it is open."""
    seen: list[str] = []
    page.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda asked: seen.append(asked.url) if "evil" in asked.url else None)
    return seen


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PARTICIPANT])
def test_nothing_that_people_type_runs(new_page, sign_in, world, role):
    page = new_page()
    sign_in(page, world.people[role])
    seen, wrong, shown = watch(page), {}, 0
    for name, path in addresses(world).items():
        if "sign_out" in name or not (EVERYWHERE or name.partition("?")[0].endswith(SHOW)):
            continue
        answer = world.client(role).get(path)
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        page.goto(path)
        shown += "evil" in page.content()
        found = [*seen, *page.troubles, *page.evaluate(MARKUP)]
        if page.evaluate("window.evil") is not None:
            found.append("It ran.")
        if found:
            wrong[name] = found
        seen.clear()
        page.troubles.clear()
    assert wrong == {}, pformat(wrong, width=120)
    assert shown > 10


def test_what_would_run_is_seen(new_page, sign_in, jo):
    page = new_page()
    sign_in(page, jo.user)
    page.goto(jo.project.get_absolute_url())
    page.route(
        "**/bad/",
        lambda route: route.fulfill(content_type="text/html", body=f"<main>{PAYLOADS[11]}</main>"),
    )
    seen = watch(page)
    page.goto("/bad/")
    assert page.evaluate("window.evil") == 1
    page.route(
        "**/worse/", lambda route: route.fulfill(content_type="text/html", body="".join(PAYLOADS))
    )
    page.goto("/worse/")
    assert len(page.evaluate(MARKUP)) > 5
    assert any("evil" in url for url in seen)
