"""What people wrote in Arabic or Hebrew stands apart from the words around it, on each page and in each field."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.test import override_settings
from django.urls import reverse

from core.style_sheets import SHEETS
from outbox.emails import letter
from outbox.kinds import put_into_words
from outbox.models import Delivery
from reports import rendering
from reports.models import Report
from tests.factories import NOW
from tests.full_project import fill
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World, make_world

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
#: Here words stand without elements: a browser gives each a direction of its own, or shows none of it.
WITHOUT_ELEMENTS = {"title", "option", "textarea", "script", "style"}


class Directions(HTMLParser):
    """Collects the words that run from right to left and do not stand apart, and what breaks a page."""

    def __init__(self) -> None:
        super().__init__()
        self.path: list[tuple[str, bool]] = []
        self.loose: list[str] = []
        self.broken: list[str] = []
        self.seen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.broken += [f"{tag} {name}" for name, value in attrs if "<bdi" in (value or "")]
        if (
            tag == "bdi"
            and not attrs
            and any(is_auto and name != "bdi" for name, is_auto in self.path)
        ):
            self.broken.append("an element with dir=auto, which does not look into the bdi in it")
        if tag == "bdi" and {name for name, _is in self.path} & {*WITHOUT_ELEMENTS, "svg"}:
            self.broken.append(f"an element in {self.path[-1][0]}, where none can stand")
        typed = tag == "input" and given.get("type", "text") in {"text", "search", "email", "url"}
        if (typed and "dir" not in given) or (tag == "textarea" and given.get("dir") != "auto"):
            self.broken.append(f"a field without direction: {given.get('name')}")
        if tag not in VOID:
            self.path.append((tag, tag == "bdi" or given.get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not RIGHT_TO_LEFT.search(data):
            return
        self.seen += 1
        names = {name for name, _is_apart in self.path}
        if names & WITHOUT_ELEMENTS or any(is_apart for _name, is_apart in self.path):
            return
        if RIGHT_TO_LEFT.search(ISOLATED.sub("", data)):
            self.loose.append(" > ".join(n for n, _ in self.path[-4:]) + ": " + data.strip()[:80])


#: Texts of ours, or for programs.
OF_OURS = {
    *("AttemptTally", "SignInCode", "DemoMail", "Hitch", "Message", "Framework", "Element"),
    *("Indicator", "KeptRecord", "Sheet", "ReportFile"),
}
#: Names of numbers and days in sentences.
OURS = {"'n'", "'day'"}
OWN_FOLDERS = {path.name for path in settings.BASE_DIR.iterdir() if (path / "apps.py").exists()}


def turn_all_words() -> None:
    """Begin with a word in Arabic and end with one in Hebrew all that people wrote."""
    without_triggers()
    for model in apps.get_models():
        if model.__name__ in OF_OURS or model._meta.app_label not in OWN_FOLDERS:
            continue
        for column in model._meta.concrete_fields:
            is_words = type(column) in (models.CharField, models.TextField)
            if is_words and column.editable and not column.choices and "phone" not in column.name:
                kept = Left(F(column.name), (column.max_length or 9999) - 11)
                words = Concat(Value("عائشة "), kept, Value(" שלום"))
                rows = model._default_manager.exclude(**{column.name: ""})
                rows.update(**{column.name: words})


def without_triggers() -> None:
    """Let each row be changed until the transaction is undone."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


@pytest.fixture(scope="module")
def turned(made_once) -> Iterator[World]:
    with override_settings(DEMO=True):
        yield made_once(make_turned_world)


def make_turned_world() -> World:
    """Make a world in which all people write Arabic and Hebrew."""
    world = make_world(slug="from-right-to-left")
    fill(world.project, world.facilitator, world.participant, 2)
    turn_all_words()
    return world


def directions(html: str) -> Directions:
    found = Directions()
    found.feed(html)
    return found


@pytest.mark.only_pages
@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.PARTICIPANT, Role.COORDINATOR])
@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_words_from_right_to_left_stand_apart_on_each_page(name, role, turned):
    words = PATTERNS[name].pattern.regex.groupindex
    address = reverse(name, kwargs={word: turned.arguments[word] for word in words})
    answer = turned.client(role).get(address)
    if "text/html" not in answer.headers.get("Content-Type", "") or answer.streaming:
        return
    html = answer.content.decode()
    found = directions(html)
    if "slug" in words and answer.status_code == 200 and "<html" in html:
        assert found.seen, "Nobody's words are on this page."
    assert found.loose == []
    assert found.broken == []


@pytest.mark.django_db
def test_words_from_right_to_left_stand_apart_in_a_report(turned):
    report = Report(project=turned.project, starts_on=NOW.date(), ends_on=NOW.date())
    found = directions(rendering.render_document(report, rendering.render_page(report, now=NOW)))
    assert found.seen > 20
    assert found.loose == []
    assert found.broken == []


@pytest.mark.django_db
def test_words_from_right_to_left_stand_apart_in_emails(turned):
    deliveries = Delivery.objects.filter(
        message__project=turned.project, member__user__isnull=False
    )
    kinds, loose = set(), []
    for delivery in deliveries.select_related("message", "member").order_by("pk"):
        data = delivery.message.data
        data |= {key: f"عائشة {data[key]} שלום" for key in {"by", "title", "what"} & set(data)}
        told = put_into_words(delivery.message)
        email = letter(told)(delivery)
        loose += [line for line in [email.subject, *email.body.split("\n")] if is_turned(line)]
        found = directions(str(email.alternatives[0][0]))
        assert found.seen > 1
        assert found.loose == []
        assert found.broken == []
        kinds.add(delivery.message.kind)
    assert loose == []
    assert len(kinds) > 1


def test_every_page_and_email_says_its_language_and_direction():
    folder = settings.BASE_DIR / "templates"
    whole = {path: path.read_text() for path in sorted(folder.rglob("*.html"))}
    whole = {path: text for path, text in whole.items() if "<html" in text}
    # What is printed has its sides from a style sheet that knows one direction.
    whole = {path: text for path, text in whole.items() if path.parent.name != "reports"}
    says = re.compile(r'<(html|body)[^>]*{% if is_rtl %}dir="rtl"{% endif %}')
    asks = {
        "{% get_current_language as LANGUAGE_CODE %}",
        "{% get_current_language_bidi as is_rtl %}",
    }
    assert len(whole) > 4
    assert [
        p for p, text in whole.items() if not says.search(text) or any(a not in text for a in asks)
    ] == []


def test_each_sentence_of_an_email_keeps_the_words_of_people_apart():
    sources = {path: path.read_text() for path in sorted(settings.BASE_DIR.glob("*/emails.py"))}
    assert len(sources) > 5
    assert [f"{path}: {line}" for path in sources for line in unkept(sources[path])] == []


def unkept(source: str) -> list[str]:
    """Return what sentences are filled with that neither each_apart gives nor is a number or a day of ours."""
    nodes = list(ast.walk(ast.parse(source)))
    loose = {
        ast.unparse(target)
        for node in nodes
        if isinstance(node, ast.Assign) and not is_kept(node.value)
        for target in node.targets
    }
    filled = [
        node.right for node in nodes if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod)
    ]
    named = {ast.unparse(words) for words in filled if isinstance(words, ast.Name)}
    return [
        ast.unparse(words)
        for words in filled
        if not is_kept(words) and ast.unparse(words) not in named - loose
    ]


def is_kept(words: ast.expr) -> bool:
    if isinstance(words, ast.Call):
        return ast.unparse(words.func) == "each_apart"
    return isinstance(words, ast.Dict) and {ast.unparse(key) for key in words.keys if key} <= OURS


def is_turned(line: str) -> bool:
    """Say whether what somebody wrote meets words of ours in a line of plain text, and does not stand apart."""
    bare = ISOLATED.sub("", line)
    return bool(re.search(r"\w\W*عائشة|שלום\W*\w", bare))


@pytest.mark.parametrize(
    ("line", "is_it"),
    [
        ("عائشة Jo שלום", False),
        ("Hello عائشة Jo שלום,", True),
        ("Hello \u2068عائشة Jo שלום\u2069,", False),
        ("* عائشة Jo שלום", False),
        ("عائشة Jo שלום has answered", True),
    ],
)
def test_a_line_that_turns_is_seen(line, is_it):
    assert is_turned(line) == is_it


def test_a_sentence_that_turns_is_seen():
    assert unkept("a = each_apart(b=b)\n_('%(b)s') % a\n_('%(n)s') % {'n': 1}") == []
    assert unkept("a = {'b': b}\n_('%(b)s') % a") == ["a"]
    assert unkept("_('%(b)s') % {'b': b}") == ["{'b': b}"]


def test_no_page_names_a_side_where_the_other_is_meant_from_right_to_left():
    sided = re.compile(
        r"^\s*((?:margin|padding|border)-(?:left|right)\S*:|(?:left|right):|"
        r"(?:float|text-align): (?:left|right);|(?:margin|padding): \S+ (\S+) \S+ (?!\2;)\S+;)"
    )
    found = [
        f"{sheet}: {line.strip()}"
        for sheet in (settings.BASE_DIR / f"static/css/{name}.css" for name in SHEETS)
        for line in sheet.read_text().splitlines()
        if sided.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("html", "loose", "broken"),
    [
        ("<p>שלום</p>", 1, 0),
        ("<p>by <bdi>שלום</bdi></p>", 0, 0),
        ('<p dir="auto"><b>שלום</b></p>', 0, 0),
        ("<p>by \u2068שלום\u2069, שלום</p>", 1, 0),
        ("<title>שלום</title>", 0, 0),
        ('<p dir="auto">1. <bdi>שלום</bdi></p>', 0, 1),
        ('<a title="&lt;bdi>שלום">x</a>', 0, 1),
        ("<svg><text><bdi>שלום</bdi></text></svg>", 0, 1),
        ("<textarea></textarea><input>", 0, 2),
        ('<input type="hidden"><input type="radio">', 0, 0),
    ],
)
def test_what_does_not_stand_apart_is_seen(html, loose, broken):
    found = directions(html)
    assert (len(found.loose), len(found.broken)) == (loose, broken)
