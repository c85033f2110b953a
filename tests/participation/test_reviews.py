"""Participation reviews: opened, answered, finished."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from actions.models import Action
from core.dates import long_date
from core.ended import EndedBefore
from outbox import tasks as outbox_tasks
from participation import services
from participation.models import Gap, ParticipationReview, ReviewRhythm
from projects.models import Project
from tests import factories
from tests.filled_forms import carried
from tests.pages import lacks, tight

DAY, NOW = factories.DAY, factories.NOW


@pytest.fixture
def night(project):
    return factories.GroupFactory(project=project, name="People who wait at night")


@pytest.fixture
def review(project, night, jo) -> ParticipationReview:
    """An open review with one gap: nobody speaks for those who wait."""
    return services.open_review(project, due_on=DAY, now=NOW)


@pytest.fixture
def gap(review) -> Gap:
    return review.gaps.get()


def url(name: str, review, *more) -> str:
    return reverse(f"participation:{name}", args=[review.project.slug, review.pk, *more])


def test_a_review_keeps_who_was_involved_beside_the_map(project, jo, amina):
    shops = factories.GroupFactory(project=project, name="Shops", involve="no", involve_why="Far")
    carers = factories.GroupFactory(project=project, name="Carers", sector="carers")
    services.record_experience(amina, kinds={"lived"}, now=NOW)
    services.record_group_spoken_for(amina, carers, extent="some", is_named=True, now=NOW)

    review = services.open_review(project, due_on=DAY, now=NOW)

    keys = ("id", "name", "sector", "involve", "speakers")
    assert [{key: kept[key] for key in keys} for kept in review.snapshot["groups"]] == [
        dict(zip(keys, (carers.pk, "Carers", "carers", "yes", 1), strict=True)),
        dict(zip(keys, (shops.pk, "Shops", "using", "no", 0), strict=True)),
    ]
    members = review.snapshot["members"]
    assert {key: members[key] for key in ("taking_part", "lived", "experience_not_said")} == {
        "taking_part": 2,
        "lived": 1,
        "experience_not_said": 1,
    }
    assert list(review.gaps.values_list("kind", "what")) == [("one", "Carers")]


def test_a_review_names_groups_with_nobody_and_people_who_never_came(project, night, jo):
    def invited(days, **more):
        factories.MemberFactory(
            project=project, joined_at=None, invited_at=NOW - timedelta(days=days), **more
        )

    invited(15)
    invited(13)
    invited(40, left_at=NOW)
    review = services.open_review(project, due_on=DAY, now=NOW)

    assert list(review.gaps.values_list("kind", "what")) == [
        ("nobody", "People who wait at night"),
        ("never-came", "Somebody was invited and has not come"),
    ]


def test_many_who_never_came_are_one_gap(project, jo):
    factories.MemberFactory.create_batch(
        40, project=project, joined_at=None, invited_at=NOW - timedelta(days=30)
    )
    review = services.open_review(project, due_on=DAY, now=NOW)
    assert [gap.what for gap in review.gaps.all()] == ["40 people were invited and have not come"]


def test_facilitators_are_told_by_email_what_the_review_found(review, jo, amina):
    outbox_tasks.send_due()
    (email,) = mail.outbox
    assert email.to == ["jo@example.org"]
    assert email.subject == "Who is here, and who is missing? A participation review is open"
    for text in (email.body, email.alternatives[0][0]):
        assert "People who wait at night: nobody can speak for this group yet" in text
        assert f"http://testserver{url('review_detail', review)}" in text
        assert "Thursday 3 December 2026" in text


def test_participants_read_a_review_and_not_who_never_came(
    client, project, jo, participant, facilitator
):
    factories.MemberFactory(
        project=project, known_as="Ines", joined_at=None, invited_at=NOW - timedelta(days=30)
    )
    review = services.open_review(project, due_on=DAY, now=NOW)

    client.force_login(participant)
    text = client.get(url("review_detail", review)).content.decode()
    assert "Somebody was invited and has not come" in text
    assert "Ines" not in text
    client.force_login(facilitator)
    assert "Ines was invited and has not come" in (
        client.get(url("review_detail", review)).content.decode()
    )


def soon() -> date:
    return timezone.localdate() + timedelta(days=14)


def test_a_day_that_has_passed_is_no_promise(signed_in, facilitator, gap, amina):
    yesterday = timezone.localdate() - timedelta(days=1)
    form = {"answer": "action", "what": "Ask", "owner": amina.pk, "due_on": yesterday.isoformat()}
    answer = signed_in(facilitator).post(url("gap_answer", gap.review, gap.pk), form)
    assert "This day has passed." in answer.content.decode()
    assert not gap.review.project.actions.exists()


def test_a_gap_becomes_an_action_once_and_its_owner_is_told(signed_in, facilitator, gap, amina):
    address = url("gap_answer", gap.review, gap.pk)
    form = {
        "answer": "action",
        "what": "Ask at the desk",
        "owner": amina.pk,
        "due_on": soon().isoformat(),
    }
    client = signed_in(facilitator)
    client.post(address, form)
    client.post(address, form)
    mail.outbox.clear()
    outbox_tasks.send_due()

    gap.refresh_from_db()
    action = Action.objects.get()
    assert (gap.outcome, gap.action, action.owner) == ("action", action, amina)
    told = {email.to[0]: email.body for email in mail.outbox}
    assert "Ask at the desk" in told["amina@example.org"]
    assert f"By {long_date(soon())}." in told["amina@example.org"]


def test_a_gap_is_accepted_with_a_reason(signed_in, facilitator, gap):
    address = url("gap_answer", gap.review, gap.pk)
    client = signed_in(facilitator)
    refused = client.post(address, {"answer": "accept", "reason": ""})
    client.post(address, {"answer": "accept", "reason": "They are asleep."})

    gap.refresh_from_db()
    assert refused.context["form"].errors == {"reason": ["Say why we leave it as it is."]}
    assert (gap.outcome, gap.reason, gap.action) == ("accepted", "They are asleep.", None)


def test_a_gap_says_what_an_action_needs(signed_in, facilitator, gap):
    answer = signed_in(facilitator).post(
        url("gap_answer", gap.review, gap.pk), {"answer": "action", "what": "Ask"}
    )
    assert answer.context["form"].errors == {
        "owner": ["Choose who does it."],
        "due_on": ["Give the day by which it is done."],
    }
    assert not Action.objects.exists()


def test_a_gap_that_was_accepted_gets_no_action_as_well(gap, jo):
    services.accept_gap(gap, reason="Asleep", now=NOW)
    with pytest.raises(EndedBefore):
        services.answer_gap_with_action(gap, what="Ask", owner=jo, due_on=DAY, now=NOW)
    assert not Action.objects.exists()


def test_a_review_is_finished_only_when_each_gap_has_its_answer(signed_in, facilitator, gap):
    review, client = gap.review, signed_in(facilitator)
    early = client.post(url("review_finish", review), {"reflection": "The night is missing."})
    assert early.context["form"].errors == {
        "__all__": ["Answer each gap first: with an action, or with a reason to accept it."]
    }
    assert "The night is missing." in early.content.decode()

    services.accept_gap(gap, reason="Asleep", now=NOW)
    client.post(url("review_finish", review), {"reflection": "The night is missing."})
    review.refresh_from_db()
    assert review.finished_at is not None
    assert review.reflection == "The night is missing."
    assert "The night is missing." in client.get(url("review_detail", review)).content.decode()


def test_finishing_twice_keeps_the_first_words(gap, jo):
    services.accept_gap(gap, reason="Asleep", now=NOW)
    services.finish_review(gap.review, by=jo, reflection="First", now=NOW)
    with pytest.raises(EndedBefore) as both:
        services.finish_review(gap.review, by=jo, reflection="Second", now=NOW)
    assert (both.value.theirs, both.value.mine) == ("First", "Second")
    assert ParticipationReview.objects.get().reflection == "First"


def test_review_open_opens_one_a_day(signed_in, facilitator, project, jo):
    client = signed_in(facilitator)
    address = reverse("participation:review_open", args=[project.slug])
    answers = [client.post(address).url for _click in range(2)]
    review = ParticipationReview.objects.get()
    assert answers == [url("review_detail", review)] * 2
    assert (review.opened_by, review.due_on) == (jo, timezone.localdate())


@pytest.mark.parametrize("state", [Project.State.SETTING_UP, Project.State.ENDED])
def test_only_a_running_project_opens_reviews(signed_in, facilitator, project, state):
    started_on = None if state == Project.State.SETTING_UP else DAY
    Project.objects.filter(pk=project.pk).update(state=state, started_on=started_on)
    answer = signed_in(facilitator).post(reverse("participation:review_open", args=[project.slug]))
    assert answer.status_code == 403
    assert not ParticipationReview.objects.exists()


def test_people_says_which_look_is_overdue_and_when_the_next_one_is(
    signed_in, participant, project
):
    factories.ReviewRhythmFactory(project=project, next_on=DAY + timedelta(days=7))
    factories.GroupFactory(project=project)
    review = factories.ParticipationReviewFactory(
        project=project, due_on=DAY - timedelta(days=60), finish_by=DAY - timedelta(days=40)
    )
    client = signed_in(participant)
    people = reverse("participation:people", args=[project.slug])
    assert "We wanted to finish looking at this by Saturday 10 October" in (
        client.get(people).content.decode()
    )
    ParticipationReview.objects.update(finished_at=NOW)
    text = client.get(people).content.decode()
    assert "We look again on Thursday 26 November 2026." in text
    assert url("review_detail", review) in text


def shown(client, project) -> str:
    return tight(client.get(reverse("participation:people", args=[project.slug])).content.decode())


def test_people_says_first_who_is_missing_and_what_is_done_about_it(
    signed_in, participant, project, gap, jo, amina
):
    client = signed_in(participant)
    assert "Nobody is doing anything about it yet." in shown(client, project)
    services.answer_gap_with_action(gap, what="Ask at 2am", owner=jo, due_on=DAY, now=NOW)
    page = shown(client, project)
    assert "<h3>People who wait at night</h3>" in page
    assert "Jo, by Thursday 19 November 2026:</b> Ask at 2am" in page

    # What the look found is set beside the map of today.
    services.record_group_spoken_for(amina, gap.group, extent="some", is_named=True, now=NOW)
    assert "Only Amina so far." in shown(client, project)
    services.record_group_spoken_for(jo, gap.group, extent="some", is_named=True, now=NOW)
    assert "there are at least two people who can speak for it" in shown(client, project)


def test_people_leads_facilitators_to_what_is_left_to_do(
    client, project, gap, participant, facilitator
):
    answer, look = url("gap_answer", gap.review, gap.pk), url("review_detail", gap.review)
    factories.GroupFactory(project=project, name="Cleaners")
    client.force_login(facilitator)
    page = shown(client, project)
    assert "Finish “Who is missing?”" in page
    assert look in page
    client.force_login(participant)
    page = shown(client, project)
    assert lacks(page, "Finish “Who is missing?”", answer, but_has="<h1")


def test_five_groups_are_missing_and_four_are_named(signed_in, participant, project, jo):
    factories.GroupFactory.create_batch(5, project=project)
    assert "1 more group" in shown(signed_in(participant), project)


def test_a_look_leads_to_the_looks_beside_it(signed_in, participant, project, review):
    first, last = (
        factories.ParticipationReviewFactory(project=project, due_on=DAY + timedelta(days=days))
        for days in (-60, 60)
    )
    client = signed_in(participant)
    page = client.get(url("review_detail", review)).content.decode()
    assert url("review_detail", first) in page
    assert url("review_detail", last) in page
    page = shown(client, project)
    assert page.index(url("review_detail", last)) < page.index("Earlier looks at who is missing")
    assert page.index("Earlier looks") < page.index(url("review_detail", first))


def test_review_rhythm_is_kept(signed_in, facilitator, project):
    address = reverse("participation:review_rhythm", args=[project.slug])
    form = {"every_weeks": 6, "next_on": "2026-12-24", "days_to_finish": 10}
    client = signed_in(facilitator)
    client.post(address, form | carried(client, address))
    client.post(address, form | carried(client, address) | {"every_weeks": 4})
    rhythm = ReviewRhythm.objects.get()
    assert (rhythm.every_weeks, rhythm.days_to_finish, rhythm.is_paused) == (4, 10, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"every_weeks": 0}, "Choose between 1 and 52 weeks."),
        ({"every_weeks": 53}, "Choose between 1 and 52 weeks."),
        ({"days_to_finish": 0}, "Choose between 1 and 90 days."),
    ],
)
def test_review_rhythm_says_what_is_possible(signed_in, facilitator, project, change, words):
    form = {"every_weeks": 6, "next_on": "2026-12-24", "days_to_finish": 10}
    client, address = (
        signed_in(facilitator),
        reverse("participation:review_rhythm", args=[project.slug]),
    )
    answer = client.post(address, form | change | carried(client, address))
    assert answer.context["form"].errors == {"__all__": [words]}


def test_a_review_and_people_ask_as_many_queries_for_30_gaps_as_for_3(
    signed_in, facilitator, project, jo, count_queries
):
    signed_in(facilitator)
    counts = []
    for many in (3, 27):
        factories.GroupFactory.create_batch(many, project=project)
        day = DAY + timedelta(days=many)
        review = services.open_review(project, due_on=day, now=NOW)
        services.answer_gap_with_action(
            review.gaps.first(), what="Ask", owner=jo, due_on=DAY, now=NOW
        )
        factories.ParticipationReviewFactory(project=project, due_on=day + timedelta(days=1))
        pages = (
            url("review_detail", review),
            reverse("participation:people", args=[project.slug]),
        )
        counts.append([count_queries(page) for page in pages])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12
