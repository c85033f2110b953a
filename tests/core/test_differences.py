"""Which words differ between two texts, and how they are marked."""

import pytest

from core.differences import compare_texts, show_added, show_lost


def marked(old: str, new: str) -> tuple[str, str]:
    """Mark both texts, without the hints for those who listen."""
    lost, added = compare_texts(old, new)
    texts = (show_lost(lost), show_added(added))
    for hint in ("(taken out: ", "(new: ", ")"):
        texts = tuple(text.replace(f'<bdi class="away">{hint}</bdi>', "") for text in texts)
    return texts


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Soft lamps", "Soft bulbs", ("Soft <del>lamps</del>", "Soft <ins>bulbs</ins>")),
        ("Soft lamps", "Soft  lamps\n", ("Soft lamps", "Soft  lamps\n")),
        ("", "New", ("", "<ins>New</ins>")),
        ("Gone", "", ("<del>Gone</del>", "")),
        ("Same", "Same", ("Same", "Same")),
        ("By 1 May.", "By 2 May.", ("By <del>1 </del>May.", "By <ins>2 </ins>May.")),
        ("a <b> & 'c'", "a <i> & 'c'", None),
    ],
)
def test_the_words_that_the_other_text_lacks_are_marked(old, new, expected):
    if expected is None:
        expected = (
            "a &lt;<del>b</del>&gt; &amp; &#x27;c&#x27;",
            "a &lt;<ins>i</ins>&gt; &amp; &#x27;c&#x27;",
        )
    assert marked(old, new) == expected


def test_a_mark_is_said_aloud_and_its_words_turn_nothing_round():
    lost, added = compare_texts("one", "two")
    said = '<bdi class="away">{} </bdi>{}<bdi class="away">)</bdi>'
    assert show_lost(lost) == f"<del>{said.format('(taken out:', 'one')}</del>"
    assert show_added(added) == f"<ins>{said.format('(new:', 'two')}</ins>"
