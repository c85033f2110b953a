"""What is set aside is out of sight on every page: a walk through all of them by those who may not read it."""

import pytest
from django.core import mail
from django.urls import reverse

from outbox import letters, sending
from outbox.models import Delivery, Preference
from questions.models import Contribution, ContributionAnswer, Reply
from questions.services import add_reply, answer_contribution, mark_worry
from tests import factories
from tests.factories import DAY, NOW
from tests.full_project import fill
from tests.house.test_access import PATTERNS
from tests.house.world import Role, make_world
from tests.pages import lacks
from tests.questions.rows import answered, contribution, looked_at
from tests.safety import give_safety_contact

pytestmark = pytest.mark.django_db
SECRET = "zebra crossing"
#: What pages show more of, beside what they show at first.
ASKED = (
    "",
    "?show=answered",
    "?show=mine",
    "?show=idea",
    "?order=newest",
    "?show=worried",
    "?q=zebra",
)


def hide_all(world) -> None:
    """Put a word into all that was said, its answers and replies; then let a facilitator set all of it aside."""
    for row in (*Contribution.objects.order_by("pk"), *Reply.objects.order_by("pk")):
        row.put_back()
    Reply.objects.update(words=f"Reply: {SECRET}")
    later = {"later_why": f"Later: {SECRET}", "first_answer_by": DAY}
    Contribution.objects.update(words=f"Said: {SECRET}", **later)
    ContributionAnswer.objects.update(reason=f"Answer: {SECRET}")
    passed_on = ContributionAnswer.objects.filter(outcome="passed-on")
    passed_on.update(passed_to=SECRET, may_name_them=True)
    ContributionAnswer.objects.filter(is_enough=False).update(not_enough_why=f"Why: {SECRET}")
    for row in (*Contribution.objects.order_by("pk"), *Reply.objects.order_by("pk")):
        mark_worry(world.project, by=world.facilitator, about=row, words=SECRET, now=NOW)


@pytest.fixture
def hidden(settings):
    settings.DEMO = True
    world = make_world()
    give_safety_contact(world.project)
    fill(world.project, world.facilitator, world.participant, 2)
    bo = factories.MemberFactory(project=world.project)
    asked = contribution(world.participant, question=world.project.questions.first())
    answered(asked, by=world.facilitator, is_enough=False, not_enough_why="W", told_enough_at=NOW)
    looked_at(contribution(world.participant), by=world.facilitator, to_be_seen_by=bo)
    world.people[Role.STRANGER] = bo.user
    world.__post_init__()
    hide_all(world)
    return world


def addresses_of(world) -> list[str]:
    found = []
    for name, pattern in sorted(PATTERNS.items()):
        words = pattern.pattern.regex.groupindex
        address = reverse(name, kwargs={word: world.arguments[word] for word in words})
        is_here = name.split(":")[0] in {"questions", "home"}
        found += [address + more for more in (ASKED if is_here else ("",))]
    for row in Contribution.objects.order_by("pk"):
        args = [world.project.slug, row.pk]
        found.append(row.get_absolute_url())
        found += [
            reverse(f"questions:{name}", args=args) for name in ("answer_look", "answer_enough")
        ]
    worried = reverse("questions:contribution_create", args=[world.project.slug])
    found += [
        f"{worried}?show=worried&said={row.pk}" for row in Contribution.objects.order_by("pk")
    ]
    found += [f"{worried}?show=worried&reply={row.pk}" for row in Reply.objects.order_by("pk")]
    return found


@pytest.mark.long
@pytest.mark.only_pages
@pytest.mark.parametrize("role", [Role.STRANGER, Role.COORDINATOR, Role.NOBODY])
def test_no_page_shows_what_is_set_aside(hidden, role):
    client, leaks, seen = hidden.client(role), [], 0
    for address in addresses_of(hidden):
        with hidden.undone():
            answer = client.get(address)
            page = b"".join(answer) if answer.streaming else answer.content
        seen += b"This is set aside while somebody looks at it." in page
        if SECRET.encode() in page:
            leaks.append(address)
    assert leaks == []
    # The walk came to where it would have been.
    assert seen > (20 if role is Role.STRANGER else -1)


def test_emails_that_wait_to_go_out_tell_nothing_of_it(project, jo, amina):
    give_safety_contact(project)
    said = contribution(amina, words=f"Said: {SECRET}")
    answer_contribution(said, outcome="no", reason=f"Answer: {SECRET}", by=jo, now=NOW)
    add_reply(said, member=jo, words=f"Reply: {SECRET}", now=NOW)
    assert Delivery.objects.filter(member=amina, done_at=None).exists()
    mark_worry(project, by=jo, about=said, now=NOW)
    sending.send_due(clock=lambda: NOW)
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "jo@example.org",
        "ruth@outside.example",
    ]
    told = "".join(one.subject + one.body + str(one.alternatives) for one in mail.outbox)
    assert lacks(told, SECRET, but_has="may be in danger")


def test_letters_that_wait_are_let_go(project, jo, amina):
    Preference.objects.update_or_create(member=amina, defaults={"channel": "post"})
    said = contribution(amina, words=f"Said: {SECRET}")
    answer_contribution(said, outcome="no", reason=f"Answer: {SECRET}", by=jo, now=NOW)
    (letter,) = Delivery.objects.filter(member=amina)
    assert letters.reasons_over([letter]) == []
    mark_worry(project, by=jo, about=said, now=NOW)
    letter = Delivery.objects.select_related("message", "member").get(pk=letter.pk)
    assert letters.reasons_over([letter]) == [(letter, "It is not there to be read now.")]
    assert letters.let_go(now=NOW) == 1


def test_nobody_is_asked_about_an_answer_to_what_is_set_aside(
    project, jo, amina, signed_in, participant
):
    said = contribution(amina)
    answered(said, by=jo)
    client, home = signed_in(participant), project.get_absolute_url()
    asked = [ask.title for ask in client.get(home).context["asked"].asks]
    mark_worry(project, by=jo, about=said, now=NOW)
    then = [ask.title for ask in client.get(home).context["asked"].asks]
    assert [title for title in asked if title not in then] == ["Does our answer answer you?"]
