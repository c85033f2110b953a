"""What a first visit loads, with nothing in the cache."""

import gzip

import pytest

KILOBYTE = 1000


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/p/waiting-at-night/"])
def test_a_first_page_is_light(browser_page, project, path):
    project.is_public = True
    project.save()
    answers = []
    browser_page.on("response", lambda answer: answers.append(answer))
    assert browser_page.goto(path, wait_until="networkidle").status == 200
    sizes = {answer.url: len(answer.body()) for answer in answers}
    scripts = [len(gzip.compress(a.body())) for a in answers if a.url.endswith(".js")]
    assert len(sizes) <= 12
    assert sum(sizes.values()) <= 150 * KILOBYTE
    assert len(scripts) == 2
    assert sum(scripts) <= 30 * KILOBYTE
    assert all(url.startswith(browser_page.url.split("/", 3)[0]) for url in sizes)
