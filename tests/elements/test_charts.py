"""The ring of the ten elements is drawn once for what it shows, and never shows anything else."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from elements.charts import LOOKS, Ring, ring_of_names
from elements.models import Element
from elements.records.record import STATE_WORDS, RecordState

pytestmark = pytest.mark.django_db


def a_ring(state: str = RecordState.STARTED, **changed: object) -> Ring:
    shown = {
        "uid": "ring",
        "title": "The ten elements.",
        "parts": [(LOOKS[state], "Equal", str(STATE_WORDS[state]))] * 10,
        "middle": ["1 element", "needs a look"],
    }
    return Ring(**{**shown, **changed})  # type: ignore[arg-type]


def drawn(ring: Ring) -> str:
    return render_to_string("components/ring.html", {"ring": ring})


@pytest.mark.parametrize(
    "changed",
    [
        {"state": RecordState.IN_PLACE},
        {"uid": "other"},
        {"title": "Something else."},
        {"middle": ["2 elements", "need a look"]},
        {"parts": [("dots", "Open", "Needs attention")] * 10},
    ],
)
def test_what_differs_is_drawn_anew(changed):
    before = drawn(a_ring())
    assert drawn(a_ring()) == before
    assert drawn(a_ring(**changed)) != before


def test_its_numbers_have_a_point_in_each_language():
    ring = ring_of_names(list(Element.objects.in_use()), uid="decimal")
    with translation.override("pl"):
        picture = drawn(ring)
    for segment in ring.segments:
        assert float(segment.x)
        assert f'x="{segment.x}"' in picture
        assert f'y="{segment.y}"' in picture
