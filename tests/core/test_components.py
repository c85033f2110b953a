"""Tests for core/templatetags/components.py and the templates that they write."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.html import parse_html

from core.pages import Page
from core.style_samples import PROJECT
from core.templatetags import components
from tests.pages import lacks, tight

pytestmark = pytest.mark.urls("tests.frames")


class IdeaForm(forms.Form):
    fieldsets = (("Your idea", "In your own words.", ["idea"]),)
    private_fields = ("note",)

    idea = forms.CharField(label="Idea", error_messages={"required": "Write your idea"})
    kinds = forms.MultipleChoiceField(
        choices=[("a", "Aloud"), ("b", "By post")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one"},
    )
    note = forms.CharField(required=False, help_text="As you like")
    version = forms.CharField(widget=forms.HiddenInput)


def rendered(source: str, **context) -> str:
    template = Template("{% load components %}" + source)
    return template.render(Context({"request": RequestFactory().get("/?q=a"), **context}))


def included(name: str, **context) -> str:
    return rendered(f'{{% include "components/{name}.html" %}}', **context)


@pytest.mark.parametrize(
    ("state", "html"),
    [
        ("in_place", '<span class="tag full">In place</span>'),
        ("needs attention", '<span class="tag mind">Needs attention</span>'),
        ("in-force", '<span class="tag full">In force</span>'),
        ("<b>odd</b>", '<span class="tag plain">&lt;b&gt;odd&lt;/b&gt;</span>'),
    ],
)
def test_state_tag_says_the_word(state, html):
    assert components.state_tag(state) == html


def test_state_tag_takes_other_words_as_text():
    assert components.state_tag("waiting", "<i>") == '<span class="tag none">&lt;i&gt;</span>'


def test_dates_are_written_in_full():
    assert components.long_date(date(2026, 11, 19)) == "Thursday 19 November 2026"
    assert components.long_date(None) == ""


def test_moments_are_written_in_the_readers_time_zone():
    assert (
        components.long_moment(datetime(2026, 7, 1, 17, 5, tzinfo=UTC))
        == "Wednesday 1 July 2026 at 6:05pm"
    )
    assert components.long_moment(datetime(2026, 7, 1, 23, 0, tzinfo=UTC)) == (
        "Thursday 2 July 2026 at midnight"
    )
    assert components.long_moment(None) == ""


def test_the_error_summary_links_each_error_to_its_field():
    form = IdeaForm({})
    form.add_error(None, "Somebody else changed it")
    summary = rendered("{% form_errors form %}", form=form)
    assert "<li>Somebody else changed it</li>" in summary
    assert '<a href="#id_idea">Write your idea</a>' in summary
    assert '<a href="#id_kinds_0">Choose one</a>' in summary
    assert "#id_version" not in summary


def test_there_is_no_error_summary_without_errors():
    assert rendered("{% form_errors form %}", form=IdeaForm()).strip() == ""


def test_a_field_is_tied_to_its_hint_and_its_error():
    html = included("field", field=IdeaForm({})["idea"])
    assert 'aria-describedby="id_idea_error"' in html
    assert '<p class="error" id="id_idea_error">' in html
    html = included("field", field=IdeaForm()["note"])
    assert 'aria-describedby="id_note_helptext"' in html
    assert '<p class="hint" id="id_note_helptext">As you like</p>' in html


def test_a_private_field_says_who_sees_it():
    assert "Only facilitators see this" in included("field", field=IdeaForm()["note"])
    idea = included("field", field=IdeaForm()["idea"])
    assert lacks(idea, "Only facilitators see this", but_has='name="idea"')


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = tight(included("field", field=IdeaForm({})["kinds"]))
    assert '<fieldset class="field wrong" aria-describedby="id_kinds_error">' in html
    assert html.count('<label class="choice">') == 2


def test_a_whole_form_holds_each_field_once_and_the_token():
    html = rendered(
        '{% whole_form form "Send" cancel="/back/" %}', form=IdeaForm(), csrf_token="secret"
    )
    assert [html.count(f'name="{name}"') for name in ("idea", "note", "version")] == [1, 1, 1]
    assert html.count('name="kinds"') == 2
    assert html.count('value="secret"') == 1
    assert "<legend>Your idea</legend>" in html
    assert '<button type="submit" class="button">Send</button><a href="/back/">' in tight(html)


def test_what_was_typed_is_kept_and_escaped():
    html = rendered('{% whole_form form "Send" %}', form=IdeaForm({"idea": '"><script>'}))
    assert "<script>" not in html
    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_pages_keep_the_filter():
    html = rendered("{% pages page %}", page=Page(rows=[], after="7", before="31"))
    assert 'rel="prev" href="?q=a&amp;before=31"' in html
    assert 'rel="next" href="?q=a&amp;after=7"' in html


def test_one_page_needs_no_pages():
    assert rendered("{% pages page %}", page=Page(rows=[], after=None, before=None)).strip() == ""


@pytest.mark.parametrize("address", ["/style/", "/style/?errors=1"])
def test_pages_hold_under_the_content_security_policy(client, address):
    html = client.get(address).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html
    assert html.count("<script") == len(re.findall(r"<script\s+src=", html)) == 2
    parse_html(html)


def test_the_frame_names_the_person_and_signs_out_by_post(client, facilitator):
    client.force_login(facilitator)
    html = client.get("/style/").content.decode()
    html = tight(html)
    assert "<summary>Jo</summary>" in html
    assert '<a href="/accounts/you/">What is kept about me</a>' in html
    assert '<form method="post" action="/accounts/out/">' in html
    assert "Sign in" not in html


def test_the_title_says_that_there_is_an_error(client):
    assert "<title>Error: Style page - Waiting at night - Coproduce</title>" in tight(
        client.get("/style/?errors=1").content.decode()
    )
    assert "<title>Style page - Waiting at night - Coproduce</title>" in tight(
        client.get("/style/").content.decode()
    )


def test_the_demonstration_says_so(client, settings):
    assert "demonstration" not in client.get("/style/").content.decode()
    settings.DEMO = True
    assert (
        '<a href="/outbox/">read them in the outbox</a>' in client.get("/style/").content.decode()
    )


def test_a_refusal_gives_its_reason(client):
    answer = client.get("/refused/")
    assert answer.status_code == 403
    assert "This review is closed." in answer.content.decode()


def test_the_page_of_a_database_that_is_away_shows_what_was_typed(client):
    assert "&lt;b&gt;We heard&lt;/b&gt;" in client.get("/away/").content.decode()


def test_the_frames_ask_the_database_nothing(facilitator, django_assert_num_queries):
    request = RequestFactory().get("/style/")
    request.user = facilitator
    with django_assert_num_queries(0):
        html = render_to_string("project.html", {"project": PROJECT, "tab": "home"}, request)
    assert "Jo" in html
