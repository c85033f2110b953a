"""The page of the plan when it is asked for a day, or for two."""

from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from plan import services
from tests import factories
from tests.pages import lacks, tight

#: Real days: nobody can ask for one that has not come. It may be yesterday when the tests run over midnight.
TODAY = timezone.localdate()
BEGAN, BEFORE, AFTER = (TODAY - timedelta(days=days) for days in (100, 40, 10))
ARABIC = "مصابيح أنعم"


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def plan_url(project):
    project.created_at = noon(BEGAN)
    project.save(update_fields=["created_at"])
    return reverse("plan:plan", args=[project.slug])


@pytest.fixture
def changed(project, jo):
    """A plan in which one thing is new, one is different, one has gone and one stayed, in the middle."""
    early, middle = noon(BEFORE - timedelta(days=5)), noon(BEFORE + timedelta(days=5))
    for what in ("The walls", "The doors"):
        factories.BoundaryFactory(project=project, what=what, created_at=early, changed_at=early)
    walls = project.boundaries.get(what="The walls")
    services.retire_boundary(walls, why="They were painted.", now=middle)
    step = services.add_step(
        project, by=jo, title="Try soft lamps <b>now</b>", details="In one corner.", now=early
    )
    step.title = "Try soft bulbs <b>now</b>"
    services.change_step(step, revision=1, by=jo, planned_by=[jo], now=middle)
    services.add_statement(project, kind="way", words="We listen.", now=middle)
    return step


def test_a_day_shows_what_stood_there_and_leads_to_how_it_is_now(
    signed_in, participant, project, plan_url, changed
):
    page = signed_in(participant).get(plan_url, {"on": BEFORE.isoformat()})
    html = tight(page.content.decode())
    assert f"<h1>The plan on {long_date(BEFORE)}</h1>" in html
    assert "Try soft lamps &lt;b&gt;now&lt;/b&gt;" in html
    assert "The walls (fixed)" in html
    assert f'href="{reverse("plan:step_detail", args=[project.slug, changed.pk])}"' in html
    assert f'<a class="arrow" href="{plan_url}">The plan as it is now</a>' in html
    assert lacks(page, "We listen.", "Jo</", "<b>now", but_has="Not settled yet")


def test_two_days_show_what_is_new_different_gone_and_the_same(
    signed_in, participant, plan_url, changed
):
    days = {"on": BEFORE.isoformat(), "and": AFTER.isoformat()}
    client = signed_in(participant)
    html = tight(client.get(plan_url, days).content.decode())
    new, gone = html.index("<h3>New</h3>"), html.index("<h3>Gone</h3>")
    assert "We listen." in html[new:]
    assert "The walls (fixed)" in html[gone:]
    assert "They were painted." in html[gone:]
    assert "1 stayed the same" in html
    hint = '<bdi class="away">({} </bdi>{}<bdi class="away">)</bdi>'
    assert f"<del>{hint.format('taken out:', 'lamps ')}</del>" in html
    assert f"<ins>{hint.format('new:', 'bulbs ')}</ins>" in html
    assert "&lt;b&gt;now&lt;/b&gt;" in html
    turned = {"on": days["and"], "and": days["on"]}
    body = html.partition("<main")[2].partition('id="then"')[0]
    assert "<h1>What changed in the plan</h1>" in body
    other = tight(client.get(plan_url, turned).content.decode())
    assert other.partition("<main")[2].partition('id="then"')[0] == body


def test_the_same_day_twice_is_one_day(signed_in, participant, plan_url, changed):
    day = BEFORE.isoformat()
    page = signed_in(participant).get(plan_url, {"on": day, "and": day})
    assert f"The plan on {long_date(BEFORE)}</h1>" in tight(page.content.decode())


def test_a_move_alone_shows_the_two_states(signed_in, participant, jo, plan_url, changed):
    services.move_step(changed, by=jo, to_state="done", now=noon(AFTER))
    days = {"on": (AFTER - timedelta(days=1)).isoformat(), "and": AFTER.isoformat()}
    page = signed_in(participant).get(plan_url, days)
    html = tight(page.content.decode())
    assert "became" in html.partition("<h3>Different</h3>")[2]
    assert lacks(page, 'class="compare"', "<ins>", "<del>", but_has="became")


def test_words_run_their_own_way_and_hints_do_not_turn_them(
    signed_in, participant, jo, project, plan_url
):
    statement = factories.StatementFactory(
        project=project, words=f"{ARABIC} one", created_at=noon(BEGAN)
    )
    statement.words = f"two {ARABIC}"
    services.change_statement(statement, revision=1, by=jo, now=noon(AFTER))
    days = {"on": BEFORE.isoformat(), "and": AFTER.isoformat()}
    html = tight(signed_in(participant).get(plan_url, days).content.decode())
    assert f'<p class="diff" dir="auto">{ARABIC} <del>' in html
    assert '<p class="diff" dir="auto"><ins><bdi class="away">(new: </bdi>two ' in html


@pytest.mark.parametrize(
    ("days", "errors"),
    [
        ({"on": ""}, {"on": ["Choose a day."]}),
        ({"and": BEFORE.isoformat()}, {"on": ["Choose a day."]}),
        (
            {"on": "soon", "and": "2026-02-31"},
            {
                name: ["Write the date as day, month and year, like 27 3 2027."]
                for name in ("on", "and")
            },
        ),
        (
            {"on": (TODAY + timedelta(days=30)).isoformat()},
            {"on": ["This day has not come yet. Choose today or a day before."]},
        ),
        (
            {"on": BEFORE.isoformat(), "and": (BEGAN - timedelta(days=1)).isoformat()},
            {"and": [f"The project was not here yet. It began on {long_date(BEGAN)}."]},
        ),
        ({"on": "9999-12-31"}, {"on": ["Look at the year again: it says 9999."]}),
        ({"on": "0001-01-01"}, {"on": ["Look at the year again: it says 0001."]}),
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again(signed_in, participant, plan_url, days, errors):
    page = signed_in(participant).get(plan_url, days)
    assert page.context["form"].errors == errors
    html = tight(page.content.decode())
    for name, typed in days.items():
        assert f'name="{name}"' in html
        assert not typed or f'value="{typed}"' in html
    for words in errors.values():
        assert words[0] in html


@pytest.mark.parametrize("days", [0, 100])
def test_the_first_day_and_today_can_be_asked_for(signed_in, participant, plan_url, days):
    page = signed_in(participant).get(plan_url, {"on": TODAY - timedelta(days=days)})
    assert "There was nothing in the plan." in page.content.decode()


def test_two_days_with_nothing_between_them_say_so(signed_in, participant, plan_url, changed):
    days = {"on": BEFORE.isoformat(), "and": (BEFORE + timedelta(days=1)).isoformat()}
    html = signed_in(participant).get(plan_url, days).content.decode()
    assert "Nothing changed in the plan between these two days." in html


def test_who_reads_the_plan_reads_it_as_it_was_and_nobody_else(
    signed_in, facilitator, coordinator, stranger, outsider, plan_url, changed
):
    days = {"on": BEFORE.isoformat()}
    for user in (facilitator, coordinator):
        assert "The walls (fixed)" in signed_in(user).get(plan_url, days).content.decode()
    for user in (stranger, outsider):
        assert signed_in(user).get(plan_url, days).status_code == 404
    assert Client().get(plan_url, days).status_code == 302


@pytest.mark.parametrize("more", [{}, {"and": AFTER.isoformat()}])
def test_it_asks_the_same_however_much_there_is(
    signed_in, participant, jo, project, plan_url, changed, more
):
    client, days = signed_in(participant), {"on": BEFORE.isoformat(), **more}

    def asked() -> int:
        client.get(plan_url, days)
        with CaptureQueriesContext(connection) as queries:
            client.get(plan_url, days)
        return len(queries)

    few = asked()
    given = {"project": project, "created_at": noon(BEGAN)}
    for number in range(50, 59):
        factories.StepFactory(number=number, owner=jo, **given)
    for factory in (factories.BoundaryFactory, factories.UnsettledFactory):
        factory.create_batch(9, **given)
    assert asked() == few <= 12


def test_a_part_with_more_than_is_read_says_so(
    signed_in, participant, project, plan_url, monkeypatch
):
    monkeypatch.setattr("plan.then.MOST", 2)
    client, words = signed_in(participant), "There is more than we can show on one page."
    for count in (2, 3):
        factories.UnsettledFactory.create_batch(
            count - project.unsettled.count(), project=project, created_at=noon(BEGAN)
        )
        page = client.get(plan_url, {"on": BEFORE.isoformat()})
        assert len(page.context["sections"][4].entries) == 2
        assert (words in page.content.decode()) == (count == 3)


def test_the_plan_of_now_asks_for_a_day_by_the_names_of_the_form(signed_in, participant, plan_url):
    html = tight(signed_in(participant).get(plan_url).content.decode())
    for name in ("on", "and"):
        assert f'<input type="date" name="{name}" id="id_{name}"' in html
    form = signed_in(participant).get(plan_url, {"on": ""}).context["form"]
    for field in form:
        assert f'<label for="{field.id_for_label}">{field.label}' in html
