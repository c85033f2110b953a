"""What people said under a question: in pages, the longest wait first, and as quick at 10,000 as at 10."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from questions.models import Contribution, ContributionAnswer
from questions.models.contributions import OF_ANSWER
from questions.said import SIZE
from tests.factories import DAY, NOW, MemberFactory
from tests.pages import lacks, tight
from tests.questions.rows import answered, contribution, question


@pytest.fixture
def asked(amina):
    return question(amina, ideas_at=NOW)


def shown(client, asked, **how) -> list[str]:
    return [one.words for one in client.get(asked.get_absolute_url(), how).context["contributions"]]


def turned(client, asked, end="older", **how) -> list[list[str]]:
    """Turn all pages, and return what is on each."""
    address, found = "", []
    while address is not None:
        answer = client.get(f"{asked.get_absolute_url()}{address}", how if not address else {})
        found.append([one.words for one in answer.context["contributions"]])
        address = answer.context["pages"][end].partition("#")[0] or None
    return found


def many(asked, count: int) -> None:
    """Let people say so many things: four in five are answered, and each kind has its share."""
    member, kinds = asked.asked_by, ["", *Contribution.Kind.values]
    rows = Contribution.objects.bulk_create(
        Contribution(
            project=asked.project,
            question=asked,
            member=member,
            words=f"Number {n}",
            kind=kinds[n % 5],
            said_at=NOW + timedelta(minutes=n),
            answer_by=DAY,
        )
        for n in range(count)
    )
    given = {"outcome": "no", "reason": "R", "by": member, "written_at": NOW, "given_at": NOW}
    ContributionAnswer.objects.bulk_create(
        ContributionAnswer(contribution=row, **given) for n, row in enumerate(rows) if n % 7
    )
    for row, answer in zip(
        [row for n, row in enumerate(rows) if n % 7],
        ContributionAnswer.objects.filter(contribution__question=asked).order_by("contribution"),
        strict=True,
    ):
        row.take_answer(answer)
    Contribution.objects.bulk_update(rows, OF_ANSWER, batch_size=500)


def test_what_waits_comes_first_then_what_was_answered(signed_in, participant, amina, jo, asked):
    for number in (3, 1, 2):
        at = NOW + timedelta(days=number)
        contribution(amina, question=asked, words=f"Waits {number}", said_at=at)
        answered(contribution(amina, question=asked, words=f"Done {number}", said_at=at), by=jo)
    client = signed_in(participant)
    waits, done = [f"Waits {n}" for n in (1, 2, 3)], [f"Done {n}" for n in (1, 2, 3)]
    assert shown(client, asked) == waits + done
    assert shown(client, asked, show="waiting") == waits
    assert shown(client, asked, show="answered") == done
    assert shown(client, asked, show="nonsense") == waits + done
    newest = [word for n in (3, 2, 1) for word in (f"Done {n}", f"Waits {n}")]
    assert shown(client, asked, order="newest") == newest


@pytest.mark.parametrize("how", [{}, {"order": "newest"}, {"show": "idea"}, {"show": "answered"}])
def test_each_thing_stands_on_one_page_forwards_and_back(signed_in, participant, amina, asked, how):
    many(asked, 65)
    client = signed_in(participant)
    pages = turned(client, asked, **how)
    assert all(len(page) <= SIZE for page in pages)
    whole = [words for page in pages for words in page]
    assert len(whole) == len(set(whole))
    assert len(whole) == {"": 65, "idea": 13, "answered": 55}[how.get("show", "")]
    if len(pages) > 1:
        last = client.get(asked.get_absolute_url(), how)
        for _page in pages[1:]:
            last = client.get(f"{asked.get_absolute_url()}{last.context['pages']['older']}")
        back = []
        while address := last.context["pages"]["newer"]:
            last = client.get(f"{asked.get_absolute_url()}{address}")
            back.append([one.words for one in last.context["contributions"]])
        assert back[::-1] == pages[:-1]


def test_who_turns_the_page_misses_nothing_when_the_last_row_is_answered_meanwhile(
    signed_in, participant, amina, jo, asked
):
    for n in range(SIZE + 2):
        at = NOW + timedelta(minutes=n)
        contribution(amina, question=asked, words=f"Number {n:02}", said_at=at)
    client = signed_in(participant)
    first = client.get(asked.get_absolute_url())
    answered(first.context["contributions"][-1], by=jo)
    older = client.get(f"{asked.get_absolute_url()}{first.context['pages']['older']}")
    words = [one.words for one in older.context["contributions"]]
    assert words[:2] == [f"Number {SIZE:02}", f"Number {SIZE + 1:02}"]


@pytest.mark.parametrize("place", ["x", "0-x", "0-", "9-1", "0-999999", "0-99999999999999999999"])
def test_an_address_that_names_nothing_leads_to_the_first_page(
    signed_in, participant, amina, asked, place
):
    contribution(amina, question=asked, words="Here")
    assert shown(signed_in(participant), asked, after=place) == ["Here"]
    assert shown(signed_in(participant), asked, before=place) == ["Here"]


def test_ideas_stand_apart_until_the_group_is_ready(signed_in, participant, amina):
    asked = question(amina)
    contribution(amina, question=asked, words="I am cold.", kind="worry")
    for n in range(7):
        at = NOW + timedelta(minutes=n)
        contribution(amina, question=asked, words=f"Idea {n}", kind="idea", said_at=at)
    client = signed_in(participant)
    assert shown(client, asked) == ["I am cold."]
    page = tight(client.get(asked.get_absolute_url()).content.decode())
    assert "Ideas come later" in page
    assert "More than five are here already." in page
    assert lacks(page, "Idea 5", but_has="Idea 4")
    assert len(shown(client, asked, show="idea")) == 7
    assert len(shown(client, asked, show="waiting")) == 8
    asked.ideas_at = NOW
    asked.save()
    assert len(shown(client, asked)) == 8
    assert lacks(client.get(asked.get_absolute_url()), "Ideas come later", but_has="Idea 5")


def test_a_row_shows_who_how_what_and_what_was_answered(signed_in, participant, amina, jo, asked):
    tom = {"for_whom": "Old <b>Tom</b>", "member": None, "entered_by": jo}
    said = contribution(amina, question=asked, way="paper", kind="worry", **tom)
    for member in (amina, jo):
        said.honours.create(member=member, mark="hard")
        said.replies.create(member=member, words="Me too.", said_at=NOW)
    answered(said, by=jo, outcome="not-now", reason="No <i>money</i>.", until=DAY)
    page = tight(signed_in(participant).get(asked.get_absolute_url()).content.decode())
    row = page.split('class="said-list"')[1].split('</ul><p class="row-links">')[0]
    for words in (
        "Old &lt;b&gt;Tom&lt;/b&gt;",
        "on paper",
        "A worry.",
        "Not now",
        "&lt;i&gt;money",
    ):
        assert words in row
    assert page.count("Hard for us to hear") == 1
    assert lacks(page, "We didn’t expect this", but_has="2 replies")
    assert "We look at it again on" in page


@pytest.mark.parametrize(
    ("who", "words", "tag"),
    [
        ("amina", "Answer promised by", True),
        ("jo", "Answer promised by", True),
        ("bo", "owes", False),
    ],
)
def test_what_is_late_is_named_to_the_two_concerned(
    signed_in, project, amina, jo, asked, who, words, tag
):
    people = {"amina": amina, "jo": jo, "bo": MemberFactory(project=project)}
    contribution(amina, question=asked, answer_by=timezone.localdate() - timedelta(days=1))
    page = tight(signed_in(people[who].user).get(asked.get_absolute_url()).content.decode())
    assert words in page.split('class="promise"')[1].split("</div>")[0]
    assert (">Late</span>" in page) == tag


def asks(client, asked, how) -> list[str]:
    client.get(asked.get_absolute_url(), how)
    with CaptureQueriesContext(connection) as queries:
        client.get(asked.get_absolute_url(), how)
    return [query["sql"] for query in queries.captured_queries]


def test_a_page_of_10_000_asks_what_a_page_of_10_asks_and_sorts_nothing(
    signed_in, participant, amina, jo
):
    few, lots = question(amina, ideas_at=NOW), question(amina, ideas_at=NOW)
    many(few, 10)
    many(lots, 10_000)
    client = signed_in(participant)
    for how in ({}, {"order": "newest"}, {"show": "idea"}, {"show": "waiting"}):
        found = asks(client, lots, how)
        # A page that is full does not ask for what was answered.
        assert len(found) <= len(asks(client, few, how)), how
        lists = [
            sql for sql in found if "contribution" in sql and '"said_at"' in sql and "LIMIT" in sql
        ]
        lists = [sql for sql in lists if f"LIMIT {SIZE + 1}" in sql]
        assert lists, how
        for sql in lists if connection.vendor == "sqlite" else ():
            plan = plan_of(sql)
            sorts, reads_all = "USE TEMP B-TREE FOR ORDER BY", "SCAN questions_contribution"
            assert lacks(plan, sorts, reads_all, but_has="SEARCH questions_contribution"), how
    assert len(shown(client, lots)) == SIZE


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())
