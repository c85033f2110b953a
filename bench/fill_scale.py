"""
Fills an installation as large as any is to become, or a part of it: decisions with an honest chain, members, messages.

What pages read as it is is made through the code that makes it (hashes, folded words); the rest by one statement for
many rows. Run by ``bench/run scale``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from accounts.models import User
from core.code import code_hash
from decisions import chain, words
from decisions.models import Decision, DecisionLog, DecisionMaker, DecisionVersion, PublicDecision
from home.models import SearchIndex
from home.search.keeping import take_in
from outbox.models import Preference, Rhythm
from projects.models import Member, Project, Role
from projects.services import create_organisation, create_project

#: Rows that are made at once.
BATCH = 2000
#: After so many times that texts were taken into the search index, the database looks at how much it holds.
STOCK = 50
SLUG = "scale"


@dataclass(frozen=True)
class Size:
    """How much there is of each."""

    decisions: int
    members: int
    messages: int
    projects: int

    @classmethod
    def whole(cls, part: float = 1.0) -> "Size":
        """Return the size of all, or of a part of it."""
        whole = (100_000, 10_000, 1_000_000, 5_000)
        return cls(*(max(int(number * part), 1) for number in whole))


def fill(size: Size, *, take_stock: Callable[[], None] = lambda: None) -> Project:
    """
    Make a project in which all of it is, but for half the messages and the other projects.

    :param take_stock: lets the database see how much it holds; called when it holds much more than before.
    """
    now = timezone.now() - timedelta(days=400)
    me = User.objects.for_email("scale@example.org", name="Scale")
    project = create_project(
        organisation=create_organisation(name="Scale", by=me),
        by=me,
        name="Waiting at night",
        summary="Patients, carers and staff change the waiting area together",
        purpose="So that nobody waits at night without light.",
        now=now,
        known_as="Scale",
    )
    Project.objects.filter(pk=project.pk).update(
        slug=SLUG, state=Project.State.RUNNING, started_on=now.date(), is_public=True
    )
    project.refresh_from_db()
    others = _projects(project, size.projects, now)
    people = _members(project, size.members, now)
    _decisions(project, people, size.decisions, now)
    _messages([project.pk, *others], people, size.messages, now)
    take_stock()
    _search(project, others, take_stock)
    take_stock()
    return project


def _search(project: Project, others: list[int], take_stock: Callable[[], None]) -> None:
    """Take all of it into the search index, as the schedule does while people write; the others have nothing in it."""
    SearchIndex.objects.bulk_create(
        [SearchIndex(project_id=pk, made_by=code_hash()) for pk in others], batch_size=BATCH
    )
    times = 0
    while not take_in(project.pk):
        times += 1
        if times % STOCK == 0 or times.bit_count() == 1:  # often while it is small
            take_stock()


def _projects(project: Project, number: int, now: datetime) -> list[int]:
    made = Project.objects.bulk_create(
        [
            Project(
                organisation_id=project.organisation_id,
                name=f"Project {n}",
                slug=f"scale-{n}",
                state=Project.State.RUNNING,
                started_on=now.date(),
                created_at=now,
            )
            for n in range(number)
        ],
        batch_size=BATCH,
    )
    return [row.pk for row in made]


def _members(project: Project, number: int, now: datetime) -> list[Member]:
    users = User.objects.bulk_create(
        [User(email=f"scale{n}@example.org", name=f"Person {n:05}") for n in range(number)],
        batch_size=BATCH,
    )
    people = Member.objects.bulk_create(
        [
            Member(
                project=project,
                user=user,
                role=Role.PARTICIPANT,
                known_as=user.name,
                has_lived_experience=n % 2 == 0,
                joined_at=now,
                invited_at=now,
            )
            for n, user in enumerate(users)
        ],
        batch_size=BATCH,
    )
    weekly = [Preference(member=person, rhythm=Rhythm.WEEKLY) for person in people[::2]]
    Preference.objects.bulk_create(weekly, batch_size=BATCH)
    return people


def _decisions(project: Project, people: list[Member], number: int, now: datetime) -> None:
    log, _made = DecisionLog.objects.get_or_create(
        project=project, defaults={"head_hash": chain.first_link(project)}
    )
    numbers = iter(range(1, number + 1))
    head = log.head_hash
    with connection.cursor() as cursor:
        while some := list(islice(numbers, BATCH)):
            decisions = Decision.objects.bulk_create(
                [Decision(project=project, number=n, created_at=_at(now, n)) for n in some]
            )
            rows = list(_versions(decisions, people, head))
            head = rows[-1][0].hash
            DecisionVersion.objects.bulk_create([version for version, _makers in rows])
            for version, makers in rows:
                for maker in makers:
                    maker.version = version
            DecisionMaker.objects.bulk_create([maker for _v, makers in rows for maker in makers])
            cursor.execute(
                "UPDATE decisions_decision SET current_id = (SELECT v.id FROM decisions_decisionversion v"
                " WHERE v.decision_id = decisions_decision.id) WHERE project_id = %s AND current_id IS NULL",
                [project.pk],
            )
            public = [version for version, _makers in rows if version.decision.number % 10 == 0]
            PublicDecision.objects.bulk_create(
                [
                    PublicDecision(decision=version.decision, version=version, by=people[0], at=now)
                    for version in public
                ]
            )
    _set_head(log, head, number)


def _versions(
    decisions: list[Decision], people: list[Member], head: str
) -> Iterator[tuple[DecisionVersion, list[DecisionMaker]]]:
    for decision in decisions:
        n = decision.number
        version = DecisionVersion(
            decision=decision,
            version=1,
            what=f"Decision {n}: lights are dimmed from 11pm, reading lamps stay",
            why="People could not rest under full light, and staff need light at the desk.",
            considered="Eye masks: people would not feel safe." if n % 3 else "",
            decided_on=decision.created_at.date(),
            changed_by=people[0],
            recorded_at=decision.created_at,
        )
        makers = [
            DecisionMaker(member=people[(n + i) % len(people)], was_participant=True)
            for i in range(2)
        ]
        makers = makers[: len({maker.member_id for maker in makers})]
        for row in (version, *makers):
            words.hash_texts(row)
        for name, value in chain.read_off(version, makers).items():
            setattr(version, name, value)
        version.previous_hash = head
        head = version.hash = chain.hash_of(version, makers, decision=decision)
        yield version, makers


def _set_head(log: DecisionLog, head: str, number: int) -> None:
    """Write the end of the chain at once: the trigger lets it move on by one version at a time."""
    where = (
        "ALTER TABLE decisions_decisionlog {} TRIGGER USER"
        if connection.vendor == "postgresql"
        else ""
    )
    with connection.cursor() as cursor:
        if where:
            cursor.execute(where.format("DISABLE"))
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decisions_decisionlog'"
            )
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
        DecisionLog.objects.filter(pk=log.pk).update(
            head_hash=head, version_count=number, last_number=number
        )
        if where:
            cursor.execute(where.format("ENABLE"))
        else:
            for _name, sql in triggers:
                cursor.execute(sql)


def _at(now: datetime, n: int) -> datetime:
    return now + timedelta(minutes=5 * n)


def _messages(projects: list[int], people: list[Member], number: int, now: datetime) -> None:
    """
    Make messages, half of them of the first project, and a delivery of each.

    One in a hundred is a letter to be posted, one in twenty is held for a digest; the others were sent. A tenth of the
    people get letters, about ten each, however many they are: else a page with more people would show more letters.
    """
    first, last = people[0].pk, people[-1].pk
    tenth = max(len(people) // 10, 1)
    some, others = projects[0], projects[1:] or projects
    step = 50_000
    with connection.cursor() as cursor:
        for begin in range(0, number, step):
            at = f"{now + timedelta(days=begin / step):%Y-%m-%d %H:%M:%S}"
            end = min(begin + step, number)
            cursor.execute(
                f"WITH RECURSIVE n(i) AS (SELECT {begin} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {end})"
                " INSERT INTO outbox_message (event, kind, data, asks, is_result, created_at, project_id)"
                f" SELECT 'scale:' || i, 'news_stopped', '{{}}', FALSE, FALSE, '{at}',"
                f" CASE WHEN MOD(i, 2) = 0 THEN {some} ELSE {others[0]} + MOD(i / 2, {len(others)}) END FROM n"
            )
            cursor.execute(
                "INSERT INTO outbox_delivery (message_id, project_id, member_id, recipient, channel, is_held, mail_id,"
                " due_at, tries, done_at, last_error, is_needless)"
                f" SELECT id, project_id, {first} + CASE WHEN MOD(id, 100) = 1 THEN 10 * MOD(id / 1000, {tenth})"
                f" ELSE MOD(id, {last - first + 1}) END, 'scale:' || id,"
                " CASE WHEN MOD(id, 100) = 1 THEN 'post' ELSE 'email' END, MOD(id, 20) = 0, '<' || event || '>',"
                f" '{at}', 0, CASE WHEN MOD(id, 100) = 1 OR MOD(id, 20) = 0 THEN NULL ELSE created_at END, '', FALSE"
                f" FROM outbox_message WHERE created_at = '{at}'"
            )
