"""Each value in a template stands apart by itself, wherever it stands, and only where it could turn words round."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from core.standing_apart import stand_apart
from core.template_loader import stand_apart_in_text
from core.templatetags.own_words import apart, apart_in_plain_text, apart_in_text, listed

NAME = "عائشة"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("<p>{{ a }}</p>", "<p>{{ a|apart }}</p>"),
        ("<p>{{ a|default:'x>' }}</p>", "<p>{{ a|default:'x>'|apart }}</p>"),
        ('<p title="{{ a }}">', '<p title="{{ a }}">'),
        (
            '<p {% if a %}title="> {{ a }}"{% endif %}>{{ b }}',
            '<p {% if a %}title="> {{ a }}"{% endif %}>{{ b|apart }}',
        ),
        ("<title>{{ a }}</title>{{ b }}", "<title>{{ a }}</title>{{ b|apart }}"),
        ("<option>{{ a }}</option>", "<option>{{ a }}</option>"),
        ("<textarea>{{ a }}</textarea>", "<textarea>{{ a }}</textarea>"),
        ("<!-- > {{ a }} -->{{ b }}", "<!-- > {{ a }} -->{{ b|apart }}"),
        ("<svg><text>{{ a }}</text></svg>", "<svg><text>{{ a|apart_in_text }}</text></svg>"),
        ("1 < 2 {{ a }}", "1 < 2 {{ a|apart }}"),
        (
            '{% comment %}<p title="{{ a }}{% endcomment %}{{ b }}',
            '{% comment %}<p title="{{ a }}{% endcomment %}{{ b|apart }}',
        ),
        (
            "{% block title %}{{ a }}{% endblock %}{{ b }}",
            "{% block title %}{{ a }}{% endblock %}{{ b|apart }}",
        ),
        ('{% firstof a _("x y") %}', '{% firstof a|apart _("x y") %}'),
        (
            "{% blocktranslate %}By {{ a }}{% endblocktranslate %}",
            "{% blocktranslate with a=a|apart %}By {{ a }}{% endblocktranslate %}",
        ),
        (
            "{% blocktranslate with a=b.c count n=d %}{{ n }} {{ a }}{% plural %}{{ e }}{% endblocktranslate %}",
            "{% blocktranslate with e=e|apart a=b.c|apart count n=d %}{{ n }} {{ a }}{% plural %}{{ e }}"
            "{% endblocktranslate %}",
        ),
        (
            "{% blocktranslate asvar x %}By {{ a }}{% endblocktranslate %}",
            "{% blocktranslate asvar x with a=a|apart_in_text %}By {{ a }}{% endblocktranslate %}",
        ),
        (
            '{% blocktranslate %}<a href="{{ u }}">{{ a }}</a>{% endblocktranslate %}',
            '{% blocktranslate with a=a|apart %}<a href="{{ u }}">{{ a }}</a>{% endblocktranslate %}',
        ),
        (
            '<p title="{% blocktranslate %}By {{ a }}{% endblocktranslate %}">{{ b }}',
            '<p title="{% blocktranslate %}By {{ a }}{% endblocktranslate %}">{{ b|apart }}',
        ),
    ],
)
def test_each_value_among_words_gets_a_filter(source, written):
    assert stand_apart(source) == written


@pytest.mark.parametrize("value", ["Jo", "Zoë & 日本", 3, None, mark_safe(f"<b>{NAME}</b>")])
def test_what_can_turn_nothing_round_is_passed_on_as_it_is(value):
    assert apart(value) is value
    assert apart_in_text(value) is value


def test_what_runs_from_right_to_left_stands_apart_and_is_escaped():
    assert apart(f"<{NAME}>") == f"<bdi>&lt;{NAME}&gt;</bdi>"
    assert apart_in_text(f"<{NAME}>") == f"\u2068<{NAME}>\u2069"
    assert listed(["<Jo>", NAME]) == f"&lt;Jo&gt;, <bdi>{NAME}</bdi>"


def test_on_a_page_that_runs_from_right_to_left_each_name_stands_apart(settings):
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "Arabic")]
    assert apart("Jo") == "Jo"
    with translation.override("ar"):
        assert apart("") == apart_in_text("") == ""
        assert apart("Jo") == "<bdi>Jo</bdi>"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Hello {{ a }},", "Hello {{ a|apart_in_plain_text }},"),
        ("Hello\n{{ a }}\n", "Hello\n{{ a }}\n"),
        ("{% block b %}{{ a }}{% if c %}\n\nMore", "{% block b %}{{ a }}{% if c %}\n\nMore"),
        ("{{ site }}{{ path }}\n", "{{ site }}{{ path }}\n"),
        ("{{ n }}. {{ a }}", "{{ n|apart_in_plain_text }}. {{ a|apart_in_plain_text }}"),
        ("1 < 2 <p {{ a }}", "1 < 2 <p {{ a|apart_in_plain_text }}"),
        (
            "{% blocktranslate trimmed %}\n  {{ a }} writes\n{% endblocktranslate %}",
            "{% blocktranslate trimmed with a=a|apart_in_plain_text %}\n  {{ a }} writes\n{% endblocktranslate %}",
        ),
    ],
)
def test_in_plain_text_a_value_stands_apart_from_words_in_its_line(source, written):
    assert stand_apart_in_text(source) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, 3),
        ("Jo", "Jo"),
        ("https://example.org/?a", "https://example.org/?a"),
        (NAME, f"\u2068{NAME}\u2069"),
        (f"{NAME}\r\n{NAME}\n{NAME}", f"\u2068{NAME}\u2069\n{NAME}\n\u2068{NAME}\u2069"),
        (f"Jo\n{NAME}\n", f"Jo\n{NAME}\n"),
    ],
)
def test_in_plain_text_only_letters_from_right_to_left_at_the_ends_stand_apart(value, written):
    assert apart_in_plain_text(value) == written
