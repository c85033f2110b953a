"""Reading the log: list, search, one decision, versions side by side, the check."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import Decision
from decisions.services import Maker, correct_decision, supersede_decision, withdraw_decision
from decisions.views import reading
from tests import factories
from tests.decisions.pages import numbers_shown, text_of
from tests.factories import DAY, NOW, a_decision
from tests.pages import lacks, tight


def show(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


def test_an_empty_log_says_how_it_begins(signed_in, participant, facilitator, address):
    page = show(signed_in(participant), address("decision_list"))
    assert "No decisions yet" in text_of(page)
    assert "Record a decision" not in text_of(page)
    assert "Record a decision" in text_of(show(signed_in(facilitator), address("decision_list")))


@pytest.mark.parametrize("who", ["facilitator", "participant", "coordinator"])
def test_everybody_of_the_project_reads_the_log(request, client, who, decision, address):
    client.force_login(request.getfixturevalue(who))
    assert numbers_shown(show(client, address("decision_list"))) == [1]
    assert "People could not rest" in text_of(show(client, address("decision_detail", 1)))


def test_a_decision_of_another_project_is_not_there(signed_in, outsider, twin, decision, address):
    client = signed_in(outsider)
    assert client.get(address("decision_detail", 1)).status_code == 404
    # The twin has no decision 1 of its own, whatever the other project has.
    assert client.get(f"/projects/{twin.slug}/decisions/1/").status_code == 404


def test_the_log_pages_by_number(signed_in, participant, project, jo, address):
    for _ in range(30):
        a_decision(project, jo)
    client = signed_in(participant)
    first = show(client, address("decision_list"))
    assert numbers_shown(first) == list(range(30, 15, -1))
    older = show(client, address("decision_list") + first.context["pages"]["older"])
    assert numbers_shown(older) == list(range(15, 0, -1))
    newer = show(client, address("decision_list") + older.context["pages"]["newer"])
    assert numbers_shown(newer) == list(range(30, 15, -1))


@pytest.fixture
def varied(project, jo, amina):
    """One decision in force, one superseded by it, one withdrawn, with different makers and days."""
    dana = Maker(name="Dana Ødegård", as_what="estates manager")
    common = {"by": jo, "base_version": 1, "change_why": "Because.", "now": NOW}
    first = a_decision(project, jo, what="Lamps", decided_on=DAY - timedelta(days=30))
    third = a_decision(project, jo, what="Water", why="THIRST, Äpfel", makers=[dana])
    withdraw_decision(third, **common)
    new = {
        "what": "Dimmed lamps",
        "why": "Rest",
        "decided_on": DAY,
        "makers": [Maker(member=amina)],
        "considered": "Eye masks",
    }
    supersede_decision(first, new=new, **common)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [3, 2, 1]),
        ("q=lamps", [3, 1]),
        ("q=LAMPS+dimmed", [3]),
        ("q=eye", [3]),
        ("q=thirst+%C3%84PFEL", [2]),
        ("q=%C3%B8deg%C3%A5rd", [2]),
        ("q=%C3%98DEG%C3%85RD", [2]),
        ("q=amina", [3]),
        ("q=nothing", []),
        ("q=%25", []),
        ("state=in-force", [3]),
        ("state=superseded", [1]),
        ("state=withdrawn", [2]),
        ("state=invented", [3, 2, 1]),
        ("made_by=ami", [3]),
        ("made_by=Dana", [2]),
        ("made_by=ODEGARD", [2]),
        ("made_by=%C3%98deg%C3%A5rd", [2]),
        ("made_by=thirst", []),
        ("first=2026-11-19", [3, 2]),
        ("last=2026-11-18", [1]),
        ("first=2026-10-01&last=2026-11-01", [1]),
        ("first=yesterday", [3, 2, 1]),
        ("after=wrong", [3, 2, 1]),
        ("after=2", [1]),
        ("after=99999999999999999999999999", [3, 2, 1]),
        ("q=a%00b", []),
        ("made_by=a%00mi", [3]),
    ],
)
def test_search_and_filter(signed_in, participant, varied, address, query, numbers):
    page = show(signed_in(participant), f"{address('decision_list')}?{query}")
    assert numbers_shown(page) == numbers


def test_htmx_gets_the_rows_alone_and_a_restored_page_gets_all(
    signed_in, participant, decision, address
):
    client = signed_in(participant)
    part = client.get(address("decision_list"), headers={"HX-Request": "true"})
    restored = client.get(
        address("decision_list"),
        headers={"HX-Request": "true", "HX-History-Restore-Request": "true"},
    )
    assert ("<html" in part.text, numbers_shown(part)) == (False, [1])
    assert "<html" in restored.text


def test_the_page_of_a_decision_gives_the_reason_before_the_makers(
    signed_in, participant, project, jo, amina, address
):
    amina.has_lived_experience = True
    amina.save()
    a_decision(
        project,
        jo,
        makers=[
            Maker(member=jo),
            Maker(member=amina),
            Maker(name="Dana Reed", as_what="estates manager"),
        ],
        boundary=factories.BoundaryFactory(project=project, what="No building work"),
    )
    text = text_of(show(signed_in(participant), address("decision_detail", 1)))
    who = "1 participant (1 with lived experience), 1 facilitator and Dana Reed (estates manager)."
    order = [
        text.index(words) for words in ("could not rest", who, "It keeps to: No building work")
    ]
    assert order == sorted(order)
    assert lacks(text, "Correct it", but_has=who)


def test_what_a_person_typed_is_never_markup(signed_in, participant, project, jo, address):
    a_decision(project, jo, what="<b>bold</b>", why="<script>x</script>", how="javascript:x()")
    page = show(signed_in(participant), address("decision_detail", 1)).text
    markup = ("<b>bold</b>", "<script>x", 'href="javascript')
    assert lacks(page, *markup, but_has="&lt;b&gt;bold&lt;/b&gt;")


def test_old_and_new_decision_lead_to_each_other(signed_in, participant, varied, address):
    client = signed_in(participant)
    old, new = (show(client, address("decision_detail", n)).text for n in (1, 3))
    assert f'href="{address("decision_detail", 3)}"' in old
    assert f'href="{address("decision_detail", 1)}"' in new


def corrected(project, jo):
    decision = a_decision(project, jo, what="Lights are dimmed from 10pm")
    correct_decision(
        decision,
        by=jo,
        base_version=1,
        change_why="It is 11pm.",
        what="Lights are dimmed from 11pm",
        now=NOW,
    )


def test_an_old_version_says_that_it_is_old(signed_in, participant, project, jo, address):
    corrected(project, jo)
    client = signed_in(participant)
    old = text_of(show(client, address("version_detail", 1, 1)))
    new = text_of(show(client, address("version_detail", 1, 2)))
    assert ("dimmed from 10pm" in old, "Read the newest version" in old) == (True, True)
    assert ("dimmed from 11pm" in new, "This is the newest version" in new) == (True, True)


def test_two_versions_stand_side_by_side_with_their_words_marked(
    signed_in, participant, project, jo, address
):
    corrected(project, jo)
    page = show(signed_in(participant), address("version_detail", 1, 2))
    source = tight(page.text)
    assert '<del><span class="away">(taken out: </span>10pm<span' in source
    assert '<ins><span class="away">(new: </span>11pm<span' in source
    assert "It is 11pm." in text_of(page)
    assert "Not changed: Why." in text_of(page)


def test_a_version_is_set_beside_any_other(signed_in, participant, project, jo, address):
    corrected(project, jo)
    decision = Decision.objects.get()
    words = {"change_why": "Later still.", "what": "Lights are dimmed from midnight"}
    correct_decision(decision, by=jo, base_version=2, now=NOW, **words)
    client = signed_in(participant)
    newest = show(client, address("version_detail", 1, 3))
    assert "What changed from version 2 to version 3" in text_of(newest)
    assert '<a class="button quiet" href="?from=1#changed">Version 1</a>' in tight(newest.text)
    whole = text_of(show(client, address("version_detail", 1, 3) + "?from=1"))
    assert "What changed from version 1 to version 3" in whole
    first = text_of(show(client, address("version_detail", 1, 1) + "?from=2"))
    assert "What changed from version 1 to version 2" in first
    alone = show(client, address("version_detail", 1, 1))
    lacks(alone, 'id="changed"', but_has="Version 1")


@pytest.mark.parametrize("tail", ["99999999999999999999/", "2/?from=99", "9/", "9/?from=1"])
def test_versions_that_are_not_there(signed_in, participant, project, jo, address, tail):
    corrected(project, jo)
    answer = signed_in(participant).get(f"{address('decision_detail', 1)}versions/{tail}")
    assert answer.status_code == 404


def test_the_check_is_done_by_a_button_and_seen_by_all(signed_in, participant, decision, address):
    client = signed_in(participant)
    assert "It was not checked yet." in text_of(show(client, address("decision_list")))
    foot = f"{address('decision_list')}#check"
    assert client.get(address("log_check")).headers["Location"] == foot
    assert "It was not checked yet." in text_of(show(client, address("decision_list")))
    assert client.post(address("log_check")).headers["Location"] == foot
    page = show(client, address("decision_list"))
    assert "The one version is unchanged since it was written." in text_of(page)
    assert '<details class="folded" id="check">' in tight(page.text)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    texts = [query["sql"] for query in caught.captured_queries]
    assert max(texts.count(text) for text in texts) <= 2
    return len(texts)


def test_queries_do_not_grow_with_the_log(signed_in, facilitator, project, jo, address):
    client = signed_in(facilitator)
    names = ["decision_list", "decision_detail", "decision_create"]
    pages = [address(name, *([1] if name == "decision_detail" else [])) for name in names]
    pages += [f"{address('decision_list')}?q=lights+rest&made_by=jo"]
    found = []
    for rows in (3, 27):
        for _ in range(rows):
            member = factories.MemberFactory(project=project)
            a_decision(project, jo, makers=[Maker(member=jo), Maker(member=member)])
        decision = Decision.objects.get(number=1)
        for version in range(rows):
            decision.refresh_from_db()
            correct_decision(
                decision,
                by=jo,
                base_version=decision.current.version,
                change_why="Because.",
                what=f"Words {version}",
                makers=[Maker(member=m) for m in project.members.all()],
                now=NOW,
            )
        found.append([queries(client, page) for page in pages])
    assert found[0] == found[1]
    assert max(found[0]) <= 12


def test_what_is_found_is_counted_up_to_some(
    signed_in, participant, project, jo, address, monkeypatch
):
    for _ in range(3):
        a_decision(project, jo)
    client = signed_in(participant)
    monkeypatch.setattr(reading, "MOST_COUNTED", 3)
    assert "3 decisions found." in text_of(show(client, address("decision_list") + "?q=lamps"))
    monkeypatch.setattr(reading, "MOST_COUNTED", 2)
    page = show(client, address("decision_list") + "?q=lamps")
    assert "More than 2 decisions found." in text_of(page)
    assert 'data-announce="More than 2 decisions found"' in tight(page.text)
