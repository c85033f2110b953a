"""``{% url %}`` writes what Django's own does, and puts an address together once."""

import pytest
from django.template import Context, Template, engines
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as djangos_url
from django.urls import NoReverseMatch, set_script_prefix

from core.templatetags import url as ours
from core.templatetags.url import LatestURLNode


def rendered(text: str, **context: object) -> str:
    return engines["django"].from_string(text).render(context)


@pytest.fixture
def reversed_times(monkeypatch):
    """Count how often an address is put together."""
    ours._address.cache_clear()
    times, reverse = [], ours.reverse
    monkeypatch.setattr(ours, "reverse", lambda *a, **k: (times.append(a), reverse(*a, **k))[1])
    yield times
    ours._address.cache_clear()


@pytest.mark.parametrize(
    ("tag", "address"),
    [
        ("{% url 'home:about' %}", "/about/"),
        ("{% url 'home:project_home' slug %}", "/projects/a-b/"),
        ("{% url name slug %}", "/projects/a-b/"),
        ("{% url 'decisions:decision_detail' slug 7 %}", "/projects/a-b/decisions/7/"),
        ("{% url 'decisions:decision_detail' slug=slug number=7 %}", "/projects/a-b/decisions/7/"),
        ("{% url 'home:about' as there %}[{{ there }}]", "[/about/]"),
        ("{% url 'home:nowhere' as there %}[{{ there }}]", "[]"),
    ],
)
def test_it_writes_what_djangos_own_writes(tag, address):
    known = {"slug": "a-b", "name": "home:project_home"}
    assert rendered(tag, **known) == rendered(tag, **known) == address
    template = Template(tag)
    for node in template.nodelist.get_nodes_by_type(LatestURLNode):
        own = URLNode(node.view_name, node.args, node.kwargs, node.asvar)
        there = own.render(Context(known))
        assert there in ("", address)
    assert djangos_url is not ours.url


def test_an_address_is_put_together_once_for_each_argument(reversed_times):
    for slug in ("one", "two", "one", "two"):
        assert rendered("{% url 'home:project_home' slug %}", slug=slug) == f"/projects/{slug}/"
    assert len(reversed_times) == 2


def test_another_place_to_serve_from_is_another_address(reversed_times):
    assert rendered("{% url 'home:about' %}") == "/about/"
    set_script_prefix("/below/")
    try:
        assert rendered("{% url 'home:about' %}") == "/below/about/"
    finally:
        set_script_prefix("/")
    assert rendered("{% url 'home:about' %}") == "/about/"


def test_what_leads_nowhere_is_said():
    with pytest.raises(NoReverseMatch, match="nowhere"):
        rendered("{% url 'home:nowhere' %}")
    with pytest.raises(NoReverseMatch):
        rendered("{% url 'home:project_home' slug %}", slug="")


def test_letters_that_html_reads_otherwise_are_written_as_they_must(monkeypatch):
    monkeypatch.setattr(ours, "_address", lambda *_args: "/a?b&c'")
    assert rendered("{% url 'home:about' %}") == "/a?b&amp;c&#x27;"
    assert rendered("{% autoescape off %}{% url 'home:about' %}{% endautoescape %}") == "/a?b&c'"
