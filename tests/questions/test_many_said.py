"""Pages that gather what people said ask and read no more when there is much of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.pages import PAGE_SIZE
from questions.models import Contribution, ContributionAnswer, ContributionMove, Question
from questions.models.contributions import OF_ANSWER
from questions.said import MOST_TOLD_APART, with_figures
from questions.services import answer_contribution, judge_answer
from questions.waiting import SIZE
from tests.factories import DAY, NOW
from tests.full_project import fill
from tests.house.world import make_world
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting_list(signed_in, facilitator, project):
    """Return a reader of the list: the words on a page of it."""
    client, address = (
        signed_in(facilitator),
        reverse("questions:contribution_list", args=[project.slug]),
    )

    def read(at: str = "", **how):
        page = client.get(f"{address}{at}", how)
        return page, [row.words for row in page.context["contributions"]]

    return read


def say_many(project, member, count: int) -> None:
    """Let a member say so many things: of ten, eight were answered, one of them until a later day, the old ones."""
    rows = Contribution.objects.bulk_create(
        Contribution(
            project=project,
            member=member,
            words=f"Number {n:05}",
            said_at=NOW + timedelta(minutes=n),
            answer_by=DAY,
        )
        for n in range(count)
    )
    old = rows[: count * 8 // 10]
    given = {"reason": "R", "by": member, "written_at": NOW, "given_at": NOW}
    ContributionAnswer.objects.bulk_create(
        ContributionAnswer(
            contribution=row,
            outcome="no" if n % 8 else "not-now",
            until=None if n % 8 else timezone.localdate() + timedelta(days=9),
            **given,
        )
        for n, row in enumerate(old)
    )
    answers = {row.contribution_id: row for row in ContributionAnswer.objects.all()}
    for row in old:
        row.take_answer(answers[row.pk])
    Contribution.objects.bulk_update(old, OF_ANSWER, batch_size=500)


def test_what_is_put_off_comes_after_what_waits_and_back_in_its_turn(waiting_list, amina, jo):
    today = timezone.localdate()
    for n, until in ((1, today + timedelta(days=1)), (2, today), (3, None), (4, None)):
        said = contribution(amina, words=f"Number {n}", said_at=NOW + timedelta(days=n))
        if until:
            answered(said, by=jo, outcome="not-now", until=until)
    assert waiting_list()[1] == ["Number 2", "Number 3", "Number 4", "Number 1"]


def test_each_stands_on_one_page_also_where_what_waits_ends(waiting_list, amina, project):
    say_many(project, amina, 100)
    page, words = waiting_list()
    whole = [words]
    while older := page.context["pages"]["older"]:
        page, words = waiting_list(older)
        whole.append(words)
    flat = [words for page in whole for words in page]
    assert len(flat) == len(set(flat)) == 20 + 10
    assert flat[:20] == [f"Number {n:05}" for n in range(80, 100)]
    back = []
    while newer := page.context["pages"]["newer"]:
        page, words = waiting_list(newer)
        back.append(words)
    assert back[::-1] == whole[:-1]


@pytest.mark.parametrize("show", ["", "answered"])
def test_long_lists_sort_nothing(waiting_list, amina, project, show):
    """SQLite plans by its indexes alone: however many rows there are, it is the same plan."""
    say_many(project, amina, 1_000)
    how = {"show": show} if show else {}
    waiting_list(**how)
    with CaptureQueriesContext(connection) as queries:
        _page, words = waiting_list(**how)
    assert len(words) == SIZE
    lists = [q["sql"] for q in queries.captured_queries if f"LIMIT {SIZE + 1}" in q["sql"]]
    assert lists
    for sql in lists if connection.vendor == "sqlite" else ():
        reads_all = "SCAN questions_contribution"
        assert lacks(plan_of(sql), "USE TEMP B-TREE", reads_all, but_has="SEARCH questions_con")


@pytest.mark.parametrize("show", ["changed", "outside"])
def test_long_lists_under_questions_sort_nothing(signed_in, facilitator, amina, project, show):
    say_many(project, amina, 1_000)
    said = Contribution.objects.filter(project=project)
    said.update(may_be_public=True)
    ContributionMove.objects.bulk_create(
        ContributionMove(
            project=project,
            contribution=row,
            what="decided",
            address="/",
            title="T",
            at=row.said_at,
        )
        for row in said
    )
    client, address = (
        signed_in(facilitator),
        reverse("questions:question_list", args=[project.slug]),
    )
    client.get(address, {"show": show})
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address, {"show": show})
    assert "Number 00999" in page.text
    (sql,) = [q["sql"] for q in queries.captured_queries if f"LIMIT {PAGE_SIZE + 1}" in q["sql"]]
    if connection.vendor == "sqlite":
        # Each row of the page has a few things sorted for it; the list has none.
        reads_all = ("SCAN questions_contribution", "USE TEMP B-TREE FOR ORDER BY")
        plan = "\n".join(line for line in plan_of(sql).split("\n") if "SUBQUERY" not in line)
        assert lacks(plan, *reads_all, but_has="SEARCH questions_con")


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("index", "of"),
    [
        ("contribution_owed", "what waits longest"),
        ("contribution_by_answer", "what was answered since"),
        ("contribution_open", "how much waits"),
    ],
)
def test_today_reads_by_an_index(signed_in, facilitator, project, amina, index, of):
    client, address = signed_in(facilitator), reverse("home:project_home", args=[project.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    if connection.vendor == "sqlite":
        asked = [q["sql"] for q in queries.captured_queries if q["sql"].startswith("SELECT")]
        assert any(f"INDEX {index} " in plan_of(sql) for sql in asked), of


def test_today_and_the_menu_say_more_than_99(signed_in, facilitator, project, amina):
    client, address = signed_in(facilitator), reverse("home:project_home", args=[project.slug])
    for n in range(100):
        contribution(amina, words=f"Number {n}")
    page = tight(client.get(address).content.decode())
    assert "more than 99 to answer" in page
    assert "99 other people said something" in page
    assert lacks(page, "More than 99 other", but_has="more than 99 to answer")
    contribution(amina, words="One more")
    assert "More than 99 other people said something" in tight(client.get(address).content.decode())


def test_people_are_counted_while_they_can_be_told_apart(signed_in, facilitator, amina, jo):
    asked = question(amina)
    for n in range(MOST_TOLD_APART - 1):
        contribution(amina, question=asked, words=f"Number {n}")
    contribution(jo, question=asked)
    client = signed_in(facilitator)
    page = tight(client.get(asked.get_absolute_url()).content.decode())
    assert "2 people said something." in page
    assert "more than 99 are waiting for an answer." in page
    contribution(amina, question=asked)
    page = tight(client.get(asked.get_absolute_url()).content.decode())
    assert f"More than {MOST_TOLD_APART} things were said." in page
    assert lacks(page, "people said something", but_has="are waiting for an answer")


def test_what_is_said_of_a_question_counts_each_once(amina, jo):
    asked = question(amina)
    for who in (amina, amina, jo):
        contribution(who, question=asked)
    for name in ("Old Tom", "Old Tom", "Ada"):
        contribution(amina, question=asked, member=None, for_whom=name, entered_by=jo)
    figures = with_figures(Question.objects.filter(pk=asked.pk)).get()
    assert (figures.said, figures.people, figures.unnamed, figures.waiting) == (6, 4, 0, 6)
    assert figures.is_said


def test_today_tells_what_came_last_however_long_ago_it_was_said(
    signed_in, participant, amina, jo, project
):
    now = timezone.now()
    for n in range(8):
        said = contribution(amina, words=f"Number {n}", said_at=NOW + timedelta(hours=n))
        answered(said, by=jo, at=now - timedelta(days=9 - n))
    first, second = Contribution.objects.order_by("words")[:2]
    first.moves.create(what="decided", address="/d/", title="Lights", at=now - timedelta(hours=2))
    answered(second, by=jo, at=now - timedelta(hours=1), number=2)
    address = reverse("home:project_home", args=[project.slug])
    page = signed_in(participant).get(address)
    told = [one.words for one in page.context["answered"].rows]
    assert told == ["Number 1", "Number 0", "Number 7", "Number 6", "Number 5"]
    assert "There is more: everything I said" in tight(page.content.decode())
    Contribution.objects.filter(words__in=["Number 2", "Number 3", "Number 4"]).delete()
    page = signed_in(participant).get(address)
    assert lacks(page, "There is more: everything I said", but_has="Number 7")


class TestTheAnswerInForce:
    """What lists are read by says the same as the answer itself."""

    def is_so(self, said: Contribution) -> bool:
        said = Contribution.objects.select_related("answer").get(pk=said.pk)
        answer = said.answer
        kept = (said.answered_at, said.put_off_until)
        return kept == ((answer.given_at, answer.until) if answer else (None, None))

    def test_when_it_is_given_refused_and_given_again(self, amina, jo):
        said = contribution(amina)
        until = timezone.localdate() + timedelta(days=20)
        given = {"reason": "Because.", "by": jo, "now": NOW}
        answer = answer_contribution(said, outcome="not-now", until=until, **given)
        assert said.put_off_until == until
        assert self.is_so(said)
        judge_answer(answer, is_enough=False, why="It is cold.", by=amina, now=NOW)
        assert self.is_so(said)
        assert not Contribution.objects.answered().exists()
        judge_answer(answer, is_enough=True, by=amina, now=NOW)
        assert self.is_so(said)
        assert Contribution.objects.get(pk=said.pk).put_off_until == until

    def test_in_a_project_with_all_there_is(self):
        world = make_world(slug="full-of-rows")
        fill(world.project, world.facilitator, world.participant, 2)
        rows = Contribution.objects.all()
        assert rows.answered().exists()
        assert rows.unanswered().exists()
        assert all(map(self.is_so, rows))
