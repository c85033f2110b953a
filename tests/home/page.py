"""Reads what a home shows."""

import re
from html import unescape

from django.test import Client

from tests.pages import tight


def words(client: Client, path: str) -> str:
    """Return the words of the main part of a page, with single spaces."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, answer.status_code
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def part(client: Client, path: str, name: str) -> list[str]:
    """Return the titles (h3, bold or title links) below the heading with this id; [] when there is no such part."""
    page = tight(client.get(path, follow=True).content.decode())
    found = re.search(rf'<section[^>]* aria-labelledby="{name}".*?</section>', page, re.DOTALL)
    if not found:
        return []
    titles = re.findall(
        r'<h3>(.*?)</h3>|<b>(.*?)</b>|<a class="title"[^>]*>(.*?)</a>', found[0], re.DOTALL
    )
    return [unescape("".join(one)) for one in titles]
