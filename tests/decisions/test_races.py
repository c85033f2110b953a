"""Several write at once: numbers have no gaps and no doubles, one change wins, the chain stays whole."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core.revisions import EditConflict
from decisions.models import Decision, DecisionVersion
from decisions.services import correct_decision, verify_chain
from tests.factories import NOW, a_decision

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


def at_once(work):
    """Run the same work in several threads that start together; return what each gave or raised."""
    start = Barrier(WRITERS)

    def run(number):
        try:
            start.wait(timeout=20)
            return work(number)
        except EditConflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def test_decisions_recorded_at_once_get_numbers_without_gaps(project, jo):
    made = at_once(lambda n: [a_decision(project, jo).number for _ in range(3)])
    assert sorted(number for some in made for number in some) == list(range(1, 13))
    assert list(Decision.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, 13)
    )
    assert verify_chain(project) == []


def test_of_corrections_at_once_one_is_written_and_the_others_are_told(project, jo):
    decision = a_decision(project, jo)

    def correct(number):
        return correct_decision(
            Decision.objects.get(pk=decision.pk),
            by=jo,
            base_version=1,
            change_why="Because.",
            what=f"Words of writer {number}",
            now=NOW,
        )

    got = at_once(correct)
    conflicts = [one for one in got if isinstance(one, EditConflict)]
    newest = Decision.objects.get().current
    assert (len(conflicts), DecisionVersion.objects.count(), newest.version) == (3, 2, 2)
    assert {conflict.theirs.what for conflict in conflicts} == {newest.what}
    assert verify_chain(project) == []
