"""A look at who is missing: what it finds, who may know of it, what is owed, and what became of the one before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from participation import services
from participation.models import Gap, NamedReader, Need, ParticipationReview, Return
from projects.models import Member
from tests import factories
from tests.factories import DAY, NOW
from tests.needing import say_needs
from tests.pages import lacks, tight
from tests.questions.rows import contribution
from tests.returning import promise_return

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(weeks=60)


def look(project, *, now=NOW) -> ParticipationReview:
    return services.open_review(project, due_on=now.date(), now=now)


def quiet(project, many: int) -> list[Member]:
    """Members who came in long ago, and of whom nothing is known since."""
    return [
        factories.MemberFactory(project=project, known_as=f"Quiet {n}", joined_at=LONG_AGO)
        for n in range(many)
    ]


def page_of(client, review, **asked) -> str:
    address = reverse("participation:review_detail", args=[review.project.slug, review.pk])
    return tight(client.get(address, asked).content.decode())


def kinds(review) -> list[tuple[str, str]]:
    return list(review.gaps.values_list("kind", "what"))


@pytest.mark.parametrize(
    ("wanted", "speakers", "found"),
    [
        ({"should_be_here": 3}, 0, ["nobody"]),
        ({"should_be_here": 3}, 1, ["one"]),
        ({"should_be_here": 3}, 2, ["short"]),
        ({"should_be_here": 3}, 3, []),
        ({"should_be_a_few": True}, 2, ["short"]),
        ({"should_be_a_few": True}, 3, []),
        ({}, 2, []),
        ({"should_be_here": 3, "involve": "no", "involve_why": "Far"}, 2, []),
    ],
)
def test_a_group_has_one_gap_at_most(project, jo, wanted, speakers, found):
    group = factories.GroupFactory(project=project, name="Porters", **wanted)
    gone = factories.MemberFactory(project=project, left_at=LONG_AGO)
    for member in [*factories.MemberFactory.create_batch(speakers, project=project), gone]:
        factories.SpeaksForFactory(group=group, member=member)
    review = look(project)
    assert kinds(review) == [(kind, "Porters") for kind in found] + [
        ("left", "1 person came and has stopped")
    ]


def test_the_page_says_how_many_of_a_group_were_here_and_should_be(signed_in, participant, project):
    for name, wanted in {
        "Porters": {"should_be_here": 4},
        "Carers": {"should_be_a_few": True},
    }.items():
        group = factories.GroupFactory(project=project, name=name, **wanted)
        for _each in range(2):
            factories.SpeaksForFactory(group=group, member=factories.MemberFactory(project=project))
    page = page_of(signed_in(participant), look(project))
    assert "Here that day: 2. It should be 4." in page
    assert "Here that day: 2. A few should be." in page


def test_who_stopped_is_counted_since_the_last_look_and_never_named(
    signed_in, facilitator, project, jo
):
    def member(**fields):
        factories.MemberFactory(project=project, known_as="Pauline Leaver", **fields)

    member(left_at=NOW - timedelta(weeks=9))
    assert look(project).snapshot["stopped"] == 1
    services.accept_gap(Gap.objects.get(), reason="So be it", now=NOW)
    services.finish_review(ParticipationReview.objects.get(), by=jo, reflection="-", now=NOW)
    later = NOW + timedelta(weeks=8)
    member(left_at=NOW)  # when we looked: it was counted then, or has gone a moment before
    member(left_at=NOW + timedelta(seconds=1))
    member(left_at=later)
    member(left_at=later + timedelta(seconds=1))
    member(left_at=later, joined_at=None, invited_at=LONG_AGO)  # declined
    review = look(project, now=later)
    assert review.snapshot["stopped"] == 2
    assert kinds(review)[0] == ("left", "2 people came and have stopped")
    page = page_of(signed_in(facilitator), review)
    assert lacks(page, "Pauline Leaver", but_has="2 people came and have stopped")


WHOM = "We haven’t heard from"
#: For everybody but facilitators the same, whether nobody was missing or something is about a few alone.
NOTHING_SHOWN = "Nothing from that day is shown here."


@pytest.mark.parametrize(
    ("many", "told"), [(0, False), (1, False), (4, False), (5, True), (9, True)]
)
def test_from_whom_we_have_not_heard_is_named_to_facilitators_and_counted_from_five_on(
    client, project, jo, amina, coordinator, many, told
):
    quiet(project, many)
    factories.ParticipationReviewFactory(
        project=project, due_on=DAY - timedelta(days=60), finished_at=NOW
    )
    review = look(project)
    assert [kind for kind, _what in kinds(review)] == ["quiet"] * bool(many)
    names = [f"Quiet {n}" for n in range(many)]
    for viewer in (amina.user, coordinator):
        client.force_login(viewer)
        for asked in ({}, {"print": 1}):
            page = page_of(client, review, **asked)
            assert lacks(page, *names, "Quiet", but_has="What we found")
            assert (f"{WHOM} {many} people for twelve weeks" in page) == told
            assert (NOTHING_SHOWN in page) == (many < 5)
    client.force_login(jo.user)
    for asked in ({}, {"print": 1}):
        page = page_of(client, review, **asked)
        assert [name for name in names if name in page] == names


def test_an_answered_gap_of_a_few_is_not_told_either(client, project, jo, amina):
    quiet(project, 2)
    review = look(project)
    services.accept_gap(review.gaps.get(), reason="QUIET REASON", now=NOW)
    client.force_login(amina.user)
    page = page_of(client, review)
    assert lacks(page, "QUIET REASON", WHOM, "We found nobody", but_has=NOTHING_SHOWN)
    client.force_login(jo.user)
    assert "QUIET REASON" in page_of(client, review)


def test_who_was_heard_from_or_left_meanwhile_is_said_to_be(signed_in, facilitator, project):
    one, two, gone = quiet(project, 3)
    review = look(project)
    contribution(one, said_at=NOW + timedelta(hours=1))
    Member.objects.filter(pk=gone.pk).update(left_at=NOW + timedelta(days=1))
    page = page_of(signed_in(facilitator), review)
    assert "By now we have heard from: <span>Quiet 0</span>" in page
    assert ">Quiet 1</a>" in page
    assert lacks(page, "Quiet 2", ">Quiet 0</a>", but_has=two.known_as)


def test_whoever_is_among_them_and_looks_reads_you(signed_in, facilitator, project, jo):
    Member.objects.filter(pk=jo.pk).update(joined_at=LONG_AGO)
    quiet(project, 1)
    page = page_of(signed_in(facilitator), look(project))
    assert "We haven’t heard from: <b>you</b>, <a" in page


@pytest.mark.parametrize("asked", [{}, {"print": 1}, {"as": "pdf"}])
def test_nobody_from_outside_sees_a_look(client, project, outsider, stranger, asked):
    review = look(project)
    address = reverse("participation:review_detail", args=[project.slug, review.pk])
    for user in (outsider, stranger):
        client.force_login(user)
        assert client.get(address, asked).status_code == 404


def test_looks_of_before_can_still_be_read(signed_in, facilitator, participant, project):
    group = factories.GroupFactory(project=project, name="Porters")
    old = {"id": group.pk, "name": "Porters", "sector": "staff", "involve": "yes", "speakers": 0}
    review = factories.ParticipationReviewFactory(
        project=project, snapshot={"groups": [old], "members": {}, "never_came": []}
    )
    review.gaps.create(kind="nobody", group=group, what="Porters")
    empty = factories.ParticipationReviewFactory(
        project=project, due_on=DAY - timedelta(days=90), snapshot={}, finished_at=NOW
    )
    for user in (facilitator, participant):
        for asked in ({}, {"print": 1}):
            assert "Porters" in page_of(signed_in(user), review, **asked)
            said = "We found nobody missing" if user == facilitator else NOTHING_SHOWN
            assert said in page_of(signed_in(user), empty, **asked)


def late_need(member, jo, *readers, due_on=DAY - timedelta(days=1), **fields) -> Need:
    need = say_needs(member, *readers, costs="The fare", now=LONG_AGO)
    services.promise_need(need, by=jo, due_on=due_on, now=LONG_AGO)
    Need.objects.filter(pk=need.pk).update(**fields)
    return need


#: Of five needs one is so -> whether five are late.
NEEDS = {
    "its day has passed": ({}, True),
    "its day is today": ({"due_on": DAY}, False),
    "it was arranged": ({"done_at": NOW}, False),
    "it works": ({"met": "yes", "met_at": NOW}, False),
    "they say not yet, and there are three days more": ({"met": "not-yet", "due_on": DAY}, True),
    "they need something else since": ({"said_at": NOW}, False),
    "nobody promised it": ({"by": None, "due_on": None, "promised_at": None}, False),
}


@pytest.mark.parametrize("case", NEEDS)
def test_a_need_is_owed_when_it_was_not_met_by_the_day(project, jo, case):
    fields, is_late = NEEDS[case]
    for more in ({}, {}, {}, {}, fields):
        late_need(factories.MemberFactory(project=project), jo, **more)
    assert look(project).snapshot["owed"]["needs"] == (5 if is_late else 0)


#: The same of returns.
RETURNS = {
    "its day has passed": ({}, True),
    "its day is today": ({"due_on": DAY}, False),
    "it was given": ({"given_at": NOW}, False),
    "they have not got it": ({"got": "not-yet", "got_at": NOW, "due_on": DAY}, True),
    "they did not want it": ({"answer": "no"}, False),
    "it was withdrawn": ({"withdrawn_at": NOW}, False),
    "they have not answered": ({"answer": ""}, False),
}


@pytest.mark.parametrize("case", RETURNS)
def test_a_return_is_owed_when_it_was_not_given_by_its_day(project, jo, case):
    fields, is_late = RETURNS[case]
    for more in ({}, {}, {}, {}, fields):
        row = promise_return(factories.MemberFactory(project=project), jo, now=LONG_AGO)
        Return.objects.filter(pk=row.pk).update(due_on=DAY - timedelta(days=1))
        Return.objects.filter(pk=row.pk).update(**more)
    assert look(project).snapshot["owed"]["returns"] == (5 if is_late else 0)


FIVE = "5 things that people need were not arranged by the day we promised."
MINE = "1 thing was not arranged by the day we promised, for somebody who lets you read"


@pytest.mark.parametrize("many", [1, 4, 5])
def test_what_is_owed_is_told_from_five_on_and_below_to_whom_people_named(
    client, project, jo, amina, coordinator, many
):
    bo = factories.MemberFactory(project=project, known_as="Bo", role="facilitator")
    review = look(project)
    for _each in range(many - 1):
        late_need(factories.MemberFactory(project=project), jo)
    late_need(factories.MemberFactory(project=project), jo, jo)
    for viewer in (amina.user, coordinator, bo.user, jo.user):
        client.force_login(viewer)
        page = page_of(client, review)
        assert (FIVE in page) == (many == 5)
        # Beside the number of all, that of some would tell of the others.
        assert (MINE in page) == (viewer == jo.user and many < 5)
        leads = reverse("participation:needs_list", args=[project.slug]) in page
        assert leads == (viewer == jo.user or (viewer == bo.user and many == 5))


def test_what_is_owed_to_a_facilitator_is_not_theirs_to_read_of(
    signed_in, facilitator, project, jo
):
    bo = factories.MemberFactory(project=project, role="facilitator")
    late_need(jo, bo, bo)
    # Nobody is named to themselves; even if they were, it is not counted.
    NamedReader.objects.create(member=jo, reader=jo, purpose="needs", since=NOW)
    assert lacks(page_of(signed_in(facilitator), look(project)), "owe", but_has="What we found")


def test_a_finished_look_says_what_was_owed_that_day(signed_in, participant, project, jo):
    rows = [late_need(factories.MemberFactory(project=project), jo) for _each in range(5)]
    review = look(project)
    services.finish_review(review, by=jo, reflection="-", now=NOW)
    Need.objects.filter(pk__in=[row.pk for row in rows]).update(met="yes", done_at=NOW)
    page = page_of(signed_in(participant), review)
    assert FIVE in page
    assert "What we owed people that day" in page


LATER = NOW + timedelta(weeks=8)


def test_the_next_look_says_what_became_of_what_the_last_one_promised(client, project, jo, amina):
    for name in ("A done", "B late", "C promised", "D left"):
        factories.GroupFactory(project=project, name=name)
    first = look(project)
    done, late, promised, left = first.gaps.order_by("what")
    for gap, days in ((done, 9), (late, 9), (promised, 900)):
        action = services.answer_gap_with_action(
            gap, what=f"Ask {gap.what}", owner=jo, due_on=DAY + timedelta(days=days), now=NOW
        )
        if gap == done:
            action.done_at, action.outcome = NOW, "They came."
            action.save()
    services.accept_gap(left, reason="Far away", now=NOW)
    services.finish_review(first, by=jo, reflection="-", now=NOW)
    second = look(project, now=LATER)
    for member, words in ((jo, "Late"), (amina, "Promised")):
        client.force_login(member.user)
        page = page_of(client, second, print=1)
        last = page[page.index("What we said we would do last time") :]
        assert "<b>Done:</b> Ask A done" in last
        assert "They came." in last
        assert f"<b>{words}:</b> Ask B late" in last
        assert "<b>Promised:</b> Ask C promised" in last
        assert "<b>Left for now:</b> Far away" in last
        assert "Ask A done" in page_of(client, second)
        assert lacks(page_of(client, first), "last time", but_has="What we found")


def test_a_last_look_says_no_more_of_people_than_its_own_page(client, project, jo, amina):
    quiet(project, 3)
    first = look(project)
    services.accept_gap(first.gaps.get(), reason="QUIET REASON", now=NOW)
    services.finish_review(first, by=jo, reflection="-", now=NOW)
    second = look(project, now=LATER)
    client.force_login(amina.user)
    for asked in ({}, {"print": 1}):
        assert lacks(page_of(client, second, **asked), "QUIET REASON", but_has="What we found")
    client.force_login(jo.user)
    assert "QUIET REASON" in page_of(client, second)


@pytest.mark.parametrize(
    ("many", "groups", "told"),
    [
        (4, 0, NOTHING_SHOWN),
        (4, 1, "We found 1 gap, and it has an answer."),
        (5, 1, "We found 2 gaps, and each has an answer."),
        (0, 0, NOTHING_SHOWN),
    ],
)
def test_the_list_of_looks_counts_no_more_than_the_page_of_a_look_shows(
    client, project, jo, amina, many, groups, told
):
    quiet(project, many)
    made = factories.GroupFactory.create_batch(groups, project=project)
    first = look(project)
    for gap in first.gaps.all():
        services.accept_gap(gap, reason="Far", now=NOW)
    services.finish_review(first, by=jo, reflection="-", now=NOW)
    look(project, now=LATER)
    assert first.gaps.count() == len(made) + bool(many)
    factories.GroupFactory(project=project)
    for user, words in ((amina.user, told), (jo.user, "We found")):
        client.force_login(user)
        page = tight(client.get(reverse("participation:people", args=[project.slug])).text)
        assert words in page[page.index("Earlier looks at who is missing") :]
