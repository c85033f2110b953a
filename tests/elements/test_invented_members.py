"""One real person among members whom somebody made up: they see among whom they answer, and a new group is no group."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ballots.disclosure import AnsweredBy, publish
from elements import services
from elements.models import Review
from elements.services import Ballot
from projects.models import Member, Role
from tests import factories
from tests.elements.conftest import rate_url
from tests.pages import lacks


def members(project, role: str, *, old: int, new: int = 0, days: int = 29) -> list[Member]:
    """Make so many who joined long ago, and so many who joined so few days ago."""
    joined = [timezone.now() - timedelta(days=90)] * old + [
        timezone.now() - timedelta(days=days)
    ] * new
    return [
        factories.MemberFactory(project=project, role=role, joined_at=moment) for moment in joined
    ]


def review_of(project) -> Review:
    return factories.ReviewFactory(
        project=project, closes_on=timezone.localdate() + timedelta(days=7), now=timezone.now()
    )


def test_whoever_is_asked_reads_among_whom(signed_in, participant, project, jo, amina):
    members(project, Role.PARTICIPANT, old=0, new=2)
    gone = factories.MemberFactory(project=project, known_as="Gone Before", left_at=timezone.now())
    page = signed_in(participant).get(rate_url(review_of(project)))
    words = page.content.decode()
    assert "4 people are asked:" in words
    for known_as in Member.objects.exclude(pk=gone.pk).values_list("known_as", flat=True):
        assert f"<bdi>{known_as}</bdi>" in words
    assert "2 of them joined in the last month." in words
    assert "names only of those whom they must ring or write to" in words
    assert lacks(page, "Gone Before", but_has="Amina")
    assert lacks(page, '<details class="folded">', but_has="Amina")


def test_a_month_ago_is_not_long_ago(signed_in, participant, project, jo, amina):
    members(project, Role.PARTICIPANT, old=1, new=1, days=31)
    words = signed_in(participant).get(rate_url(review_of(project))).content.decode()
    assert "Nobody joined in the last month." in words


def test_many_are_counted_and_their_names_folded(signed_in, participant, project, jo, amina):
    members(project, Role.PARTICIPANT, old=11, new=1)
    words = signed_in(participant).get(rate_url(review_of(project))).content.decode()
    folded = words.partition('<details class="folded">')[2].partition("</details>")[0]
    assert "14 people are asked" in folded
    assert "1 of them joined in the last month." in folded
    assert folded.count("<li>") == 14
    assert "names only of those whom they must ring or write to" in folded


def test_a_name_cannot_be_read_as_part_of_the_page(signed_in, participant, project, jo, amina):
    factories.MemberFactory(project=project, known_as="<b>Bo</b>")
    words = signed_in(participant).get(rate_url(review_of(project))).content.decode()
    assert "<bdi>&lt;b&gt;Bo&lt;/b&gt;</bdi>" in words


# Groups that are new


def closed(project, days: int = 14) -> Review:
    """Close a review in which everybody answered the first indicator, no two groups alike."""
    review = review_of(project)
    first = review.asked_indicators()[0]
    for place, row in enumerate(review.asked.select_related("member").order_by("pk")):
        ballot = Ballot({first.pk: place % 4 + 1})
        services.send_answers(review, member=row.member, ballot=ballot, on=timezone.localdate())
    services.close_review(review, now=timezone.now() + timedelta(days=days))
    review.refresh_from_db()
    return review


def apart(review: Review) -> set[str]:
    return set(review.results.exclude(level="hidden").values_list("who", flat=True))


@pytest.mark.parametrize(
    ("old", "new", "are_apart"), [(6, 0, True), (3, 3, True), (2, 3, False), (1, 4, False)]
)
@pytest.mark.parametrize("role", list(Role))
def test_a_group_of_which_most_are_new_is_not_shown_apart(project, role, old, new, are_apart):
    other = Role.PARTICIPANT if role == Role.FACILITATOR else Role.FACILITATOR
    members(project, other, old=6)
    members(project, role, old=old, new=new)
    review = closed(project)
    assert apart(review) == ({"facilitators", "participants"} if are_apart else {"everybody"})
    assert review.has_new_role != are_apart


def test_whoever_joined_since_it_opened_is_new(project):
    members(project, Role.FACILITATOR, old=6)
    people = members(project, Role.PARTICIPANT, old=5)
    review = review_of(project)
    since = Member.objects.filter(pk__in=[member.pk for member in people[:3]])
    since.update(joined_at=timezone.now() + timedelta(hours=1))
    services.close_review(review, now=timezone.now() + timedelta(days=1), why="Snow")
    review.refresh_from_db()
    assert review.has_new_role


def test_the_page_says_why_they_are_not_shown_apart(signed_in, project):
    facilitator, *_others = members(project, Role.FACILITATOR, old=5)
    members(project, Role.PARTICIPANT, old=1, new=4)
    page = signed_in(facilitator.user).get(closed(project).get_absolute_url()).content.decode()
    assert "had joined less than a month before this review" in page


def test_roles_that_may_not_stand_apart_are_counted_together_however_many():
    facilitators, participants = (1, 2, 3, 4, 5), (5, 4, 3, 2, 1)
    (shown,) = publish(facilitators, participants, may_stand_apart=False)
    assert (shown.who, shown.counts) == (AnsweredBy.EVERYBODY, (6, 6, 6, 6, 6))
