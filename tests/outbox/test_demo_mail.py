"""Demo mode: emails are shown on a page and kept as files, and nowhere else does that page exist."""

import email
import re
from email import policy
from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from outbox.models import DemoMail
from outbox.templatetags.outbox_tags import with_own_links
from tests.factories import DemoMailFactory

pytestmark = pytest.mark.django_db
LIST = "/demo-mail/"


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    settings.EMAIL_BACKEND = "outbox.demo_mail.DemoMailBackend"
    return tmp_path


def send(**words):
    letter = EmailMultiAlternatives(
        **{"subject": "Your code", "body": "Here it is.", "to": ["jo@example.org"], **words}
    )
    letter.attach_alternative("<p>Here it is.</p>", "text/html")
    return letter.send()


def test_an_email_is_kept_as_a_row_and_as_a_file(demo):
    assert send() == 1
    kept = DemoMail.objects.get()
    assert (kept.to, kept.subject, kept.text, kept.html) == (
        "jo@example.org",
        "Your code",
        "Here it is.",
        "<p>Here it is.</p>",
    )
    (file,) = Path(demo, "mail").iterdir()
    read = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (file.suffix, read["Subject"], read["To"]) == (".eml", "Your code", "jo@example.org")


def test_what_cannot_be_an_email_is_not_shown_either(demo):
    with pytest.raises(ValueError, match="newlines"):
        send(subject="Hello\nBcc: all@example.org")
    assert DemoMail.objects.count() == 0


def test_the_list_shows_the_newest_first_to_anybody(demo, client):
    send(subject="First")
    send(subject="Second")
    page = client.get(LIST).text
    assert page.index("Second") < page.index("First")


@pytest.mark.parametrize("name", ["list", "detail"])
def test_without_demo_mode_there_is_no_such_page(client, name):
    mail = DemoMailFactory()
    args = [mail.pk] if name == "detail" else []
    assert client.get(reverse(f"outbox:demo_mail_{name}", args=args)).status_code == 404


def test_our_own_links_can_be_followed_and_nothing_else_is_markup(demo, client):
    mail = DemoMailFactory(
        text="Open http://testserver/sign-in/abc?x=1&y=2.\n<b>No</b> https://elsewhere.example/"
    )
    page = client.get(reverse("outbox:demo_mail_detail", args=[mail.pk])).text
    assert '<a href="/sign-in/abc?x=1&amp;y=2">http://testserver/sign-in/abc?x=1&amp;y=2</a>.' in (
        page
    )
    assert "&lt;b&gt;No&lt;/b&gt; https://elsewhere.example/" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("no link", "no link"),
        ("http://testserver/", '<a href="/">http://testserver/</a>'),
        (
            'http://testserver/"><script>',
            '<a href="/">http://testserver/</a>&quot;&gt;&lt;script&gt;',
        ),
        ("http://testserver.example/", "http://testserver.example/"),
        ("(http://testserver/a/)", '(<a href="/a/">http://testserver/a/</a>)'),
        ("http://testserver//evil.example/", "http://testserver//evil.example/"),
    ],
)
def test_with_own_links(text, shown):
    assert with_own_links(text) == shown


def test_the_list_asks_the_same_of_the_database_with_3_and_with_30(
    demo, client, django_assert_num_queries
):
    DemoMailFactory.create_batch(3)
    with django_assert_num_queries(1):
        client.get(LIST)
    DemoMailFactory.create_batch(27)
    with django_assert_num_queries(1):
        page = client.get(LIST).text
    assert len(re.findall(r'<li>\s*<a href="/demo-mail/', page)) == 25
