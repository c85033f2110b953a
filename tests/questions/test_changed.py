"""Whose words changed what: who said it as everybody reads it, what came of it, and nothing that is no longer so."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from decisions.services import withdraw_decision
from plan.services import move_step, retire_known_thing
from questions.linking import Target
from questions.models import Contribution, ContributionMove
from questions.services import record_move, undo_move
from tests import factories
from tests import known_factories as known
from tests.factories import NOW
from tests.pages import lacks, tight
from tests.questions.rows import contribution

WORDS = "Nobody asks how we get home at 4am."
HEADING = "Whose words changed what"


@pytest.fixture
def said(amina):
    return contribution(amina, words=WORDS)


@pytest.fixture
def addresses(project):
    base = reverse("questions:question_list", args=[project.slug])
    return f"{base}?show=changed", f"{base}changed.csv"


def link(said, target: Target | None = None, **more) -> ContributionMove:
    found = {"what": "decided", "address": "/somewhere/", "title": "3. A bus at four", "at": NOW}
    if target:
        found |= {"what": target.whats[-1], "address": target.address, "title": target.title}
    return said.moves.create(**{**found, **more})


def page_of(client, addresses) -> str:
    return tight(client.get(addresses[0]).content.decode())


def table_of(client, addresses) -> list[dict[str, str]]:
    text = client.get(addresses[1]).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_words_who_said_them_what_changed_and_when(signed_in, participant, amina, said, addresses):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    gone = factories.GroupFactory(project=amina.project, name="Nobody any more", retired_at=NOW)
    for group in (factories.GroupFactory(project=amina.project, name="Night carers"), gone):
        factories.SpeaksForFactory(member=amina, group=group)
    link(said)
    client = signed_in(participant)
    page = page_of(client, addresses)
    for shown in (
        *("<b>Amina</b>, Thursday 19 November 2026", "Brings: lived experience."),
        *("Speaks for: Night carers.", f'<a href="{said.get_absolute_url()}">“{WORDS}”</a>'),
        '<b>Decided</b><a href="/somewhere/">3. A bus at four</a>',
    ):
        assert shown in page
    assert lacks(page, "Nobody any more", but_has=HEADING)
    assert table_of(client, addresses) == [
        {
            "Who said it": "Amina",
            "Experience": "lived experience",
            "Speaks for": "Night carers",
            "What they said": WORDS,
            "Said on": "2026-11-19",
            "What came of it": "Decided",
            "What changed": "3. A bus at four",
            "Since": "2026-11-19",
            "Their words": f"http://testserver{said.get_absolute_url()}",
            "The change": "http://testserver/somewhere/",
        }
    ]


def test_who_has_not_said_what_they_bring_brings_nothing(signed_in, participant, said, addresses):
    link(said)
    assert lacks(page_of(signed_in(participant), addresses), "Brings:", but_has=WORDS)


def test_what_was_said_without_a_name_has_no_experience_and_no_group(
    signed_in, participant, facilitator, amina, project, addresses
):
    amina.has_lived_experience, amina.experience_answered_at = True, NOW
    amina.save()
    factories.SpeaksForFactory(member=amina, group__project=project)
    unnamed = contribution(None, project=project, words=WORDS, is_unnamed=True)
    link(unnamed)
    told = contribution(None, project=project, for_whom="Mrs K.", entered_by=amina)
    link(told, title="A bench")
    for user in (participant, facilitator):
        client = signed_in(user)
        page = page_of(client, addresses)
        assert "<b>Somebody, without a name</b>" in page
        assert "<b>Mrs K.</b>" in page
        assert lacks(page, "Brings:", "Speaks for:", but_has=WORDS)
        rows = table_of(client, addresses)
        assert {(row["Experience"], row["Speaks for"]) for row in rows} == {("", "")}


def test_what_was_taken_away_is_set_aside_or_was_only_talked_about_is_not_there(
    signed_in, participant, amina, said, addresses
):
    link(said)
    aside = contribution(amina, words="THIS IS SET ASIDE")
    talked, taken = contribution(amina, words="ONLY TALKED"), contribution(amina, words="UNLINKED")
    link(talked, what="discussed")
    for one in (aside, taken):
        link(one)
    aside.set_aside(now=timezone.now())
    undo_move(taken, what="decided", address="/somewhere/", now=NOW)
    client = signed_in(participant)
    hidden = "THIS IS SET ASIDE", "This is set aside", "ONLY TALKED", "UNLINKED"
    assert lacks(page_of(client, addresses), *hidden, but_has=WORDS)
    assert [row["What they said"] for row in table_of(client, addresses)] == [WORDS]


def test_what_was_withdrawn_or_dropped_is_not_there_and_what_is_done_is_there_once(
    signed_in, facilitator, jo, project, said, addresses
):
    decision, other = (factories.a_decision(project, jo, what=words) for words in ("One", "Two"))
    for row in (decision, other):
        link(said, Target(("decided",), row.get_absolute_url(), row.newest.what))
    steps = {
        title: factories.StepFactory(project=project, state="doing", title=title)
        for title in ("A screen", "A bench")
    }
    impacts = [known.ImpactFactory(project=project, what=what) for what in ("Light", "Noise")]
    plan = f"/projects/{project.slug}/plan/"
    for title, step in steps.items():
        record_move(said, what="planned", address=f"{plan}steps/{step.pk}/", title=title, now=NOW)
    for impact in impacts:
        link(said, Target(("noticed",), f"{plan}known/?one=impact-{impact.pk}", impact.what))
    client = signed_in(facilitator)

    def changed() -> set[tuple[str, str]]:
        rows = table_of(client, addresses)
        assert len(rows) == len({tuple(row.values()) for row in rows})
        return {(row["What came of it"], row["What changed"]) for row in rows}

    assert changed() == {
        *(("Decided", "One"), ("Decided", "Two"), ("Planned", "A screen")),
        *(("Planned", "A bench"), ("Noticed", "Light"), ("Noticed", "Noise")),
    }
    withdraw_decision(decision, by=jo, change_why="It hurts.", base_version=1, now=NOW)
    move_step(steps["A screen"], by=jo, to_state="dropped", why="Too loud.", now=NOW)
    move_step(steps["A bench"], by=jo, to_state="done", now=NOW)
    retire_known_thing(impacts[0], why="It was not so.", now=NOW)
    assert changed() == {("Decided", "Two"), ("Done", "A bench"), ("Noticed", "Noise")}


def test_hostile_words_stay_words_and_no_formula(signed_in, participant, amina, addresses):
    words = '=HYPERLINK("https://bad.example";"x") <b>لا باص في الليل</b>'
    amina.known_as = "@Amina"
    amina.save()
    link(contribution(amina, words=words), title="+1 <i>bus</i>")
    client = signed_in(participant)
    page = page_of(client, addresses)
    assert lacks(page, "<b>لا", "<i>bus", but_has="&lt;b&gt;لا")
    [row] = table_of(client, addresses)
    cells = (row["Who said it"], row["What they said"], row["What changed"])
    assert cells == ("'@Amina", f"'{words}", "'+1 <i>bus</i>")


def test_who_may_read_it(signed_in, coordinator, stranger, outsider, said, addresses):
    link(said)
    for address in addresses:
        assert signed_in(coordinator).get(address).status_code == 403
        assert signed_in(stranger).get(address).status_code == 404
        assert signed_in(outsider).get(address).status_code == 404


def test_what_came_of_words_in_another_project_is_not_there(
    signed_in, participant, said, addresses
):
    link(contribution(factories.MemberFactory(), words="From another project"))
    link(said)
    assert lacks(page_of(signed_in(participant), addresses), "From another", but_has=WORDS)
    assert len(table_of(signed_in(participant), addresses)) == 1


def test_nothing_yet_says_what_it_is_for(signed_in, participant, project, addresses):
    page = page_of(signed_in(participant), addresses)
    assert "is linked to what somebody said, you can see it here." in page
    assert lacks(page, "Download the table", but_has=HEADING)
    assert table_of(signed_in(participant), addresses) == []
    place = signed_in(participant).get(addresses[0].partition("?")[0]).content.decode()
    assert 'href="?show=changed"' in place


@pytest.fixture
def three_hundred(amina, project):
    amina.experience_answered_at = NOW
    amina.save()
    members = [amina, *factories.MemberFactory.create_batch(29, project=project)]
    for member in members:
        factories.SpeaksForFactory(member=member, group__project=project)
    rows = [
        Contribution(
            project=project, member=members[n % 30], words=f"{n} words", said_at=NOW, answer_by=NOW
        )
        for n in range(300)
    ]
    made = Contribution.objects.bulk_create(rows)
    ContributionMove.objects.bulk_create(
        ContributionMove(
            project=project,
            contribution=one,
            what="planned",
            address="/",
            title=f"{n}.",
            at=NOW + timedelta(n),
        )
        for n, one in enumerate(made)
    )


def test_three_hundred_in_pages_with_few_queries(
    signed_in, queries_of, participant, three_hundred, addresses
):
    count, same = queries_of(participant, addresses[0])
    assert count <= 12
    assert same <= 2
    client = signed_in(participant)
    page, seen = client.get(addresses[0]), []
    for _page in range(12):
        seen += [move.title for move, _experience, _groups in page.context["rows"]]
        if older := page.context["pages"]["older"]:
            page = client.get(addresses[0].partition("?")[0] + older)
    assert seen == [f"{n}." for n in reversed(range(300))]
    assert len(table_of(client, addresses)) == 300
