"""Rated together, aloud: a small group agrees on one answer, and says what it did not agree about."""

import re
from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from elements.forms.aloud import AloudForm
from elements.models import AloudAnswer, AloudRating, Indicator
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.gathering import a_meeting
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
KEY = "equal"
HEADING = "What we said together, aloud, on"
NOTHING = "Where fewer than five facilitators or participants take part"


@pytest.fixture
def jos(signed_in, facilitator):
    return signed_in(facilitator)


@pytest.fixture
def form(project):
    return reverse("elements:aloud_create", args=[project.slug, KEY])


@pytest.fixture
def page(project):
    return reverse("elements:project_element", args=[project.slug, KEY])


@pytest.fixture
def asked(project):
    rows = Indicator.objects.in_use_of([project.organisation_id]).filter(element__key=KEY)
    return list(rows.order_by("position"))


def typed(asked, *answers, not_agreed=None, **more):
    """Fill in the form: an answer for each of the first indicators; ``not_agreed`` of the first."""
    said = {f"a-{row.pk}": answer for row, answer in zip(asked, answers, strict=False)}
    said |= {f"n-{asked[0].pk}": not_agreed} if not_agreed else {}
    who = {"participant_count": 3, "facilitator_count": 1, "on": timezone.localdate()}
    return {**said, **who, **more}


def shown(client, page) -> str:
    return tight(client.get(page).content.decode())


def test_everybody_reads_what_was_agreed_and_what_was_not(
    jos, signed_in, participant, form, page, asked
):
    assert NOTHING in shown(jos, page)
    answer = jos.post(
        form, typed(asked, 3, "none", **{f"n-{asked[1].pk}": "Who decides at night."})
    )
    assert answer.headers["Location"] == page
    read = shown(signed_in(participant), page)
    first, second = (read.split(f'id="{asked[n].key}"')[1].split("</article>")[0] for n in (0, 1))
    assert f"{HEADING} {long_date(timezone.localdate())}</h3><p>Mostly.</p>" in first
    assert lacks(first, "did not agree", but_has="Mostly.")
    assert lacks(read.split("<article")[0], "Nobody has rated", but_has="Equal")
    assert "We did not agree." in second
    assert "Who decides at night." in second
    assert "Participants: 3, facilitators: 1." in read
    assert "Jo wrote it down." in read
    assert lacks(read, form, NOTHING, but_has="Rated together, aloud")


def test_one_answer_can_have_words_of_what_was_not_agreed(jos, form, asked):
    jos.post(form, typed(asked, 2, not_agreed="Only by day."))
    row = AloudAnswer.objects.get()
    assert (row.answer, row.not_agreed, row.indicator) == (2, "Only by day.", asked[0])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"participant_count": 0}, "Without a participant, it is not what the group says."),
        ({"participant_count": ""}, "Say how many participants were there."),
        ({"facilitator_count": ""}, "Say how many facilitators were there."),
        ({"on": ""}, "Say when you did it."),
        ({"on": "tomorrow"}, "This day has not come yet."),
        ({"first": "none"}, "Write in a few words what you did not agree about."),
        ({"first": "", "not_agreed": "By day."}, "Choose what you say together, or that you did"),
        ({"first": ""}, "Choose an answer for at least one of the points."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(jos, form, asked, more, words):
    first = more.pop("first", 3)
    if more.get("on") == "tomorrow":
        more["on"] = timezone.localdate() + timedelta(days=1)
    answer = jos.post(form, typed(asked, first, **{"facilitator_count": 2, **more}))
    text = answer.content.decode()
    assert words in text.replace("’", "'").replace("&#x27;", "'")
    if more.get("facilitator_count") != "":
        assert re.search(
            r'name="facilitator_count"[^>]*value="2"|value="2"[^>]*name="facilitator_count"', text
        )
    assert not AloudRating.objects.exists()


def test_a_new_one_is_shown_and_the_earlier_one_stays(jos, form, page, asked):
    before = timezone.localdate() - timedelta(days=30)
    jos.post(form, typed(asked, 1, on=before))
    jos.post(form, typed(asked, 4))
    read = shown(jos, page)
    assert "</h3><p>Fully.</p>" in read
    assert lacks(read, "</h3><p>Not at all.</p>", but_has="How we rated it before")
    assert "Not at all" in read.split("How we rated it before")[1]


def test_an_older_day_that_is_typed_in_later_does_not_come_first(jos, form, page, asked):
    jos.post(form, typed(asked, 4))
    jos.post(form, typed(asked, 1, on=timezone.localdate() - timedelta(days=30)))
    assert "</h3><p>Fully.</p>" in shown(jos, page)


def test_a_point_keeps_what_was_said_of_it_last(jos, form, page, asked):
    before = timezone.localdate() - timedelta(days=30)
    jos.post(form, typed(asked, 1, 4, on=before))
    jos.post(form, typed(asked, "", 2))
    read = shown(jos, page)
    assert f"{HEADING} {long_date(before)}</h3><p>Not at all.</p>" in read
    assert f"{HEADING} {long_date(timezone.localdate())}</h3><p>A little.</p>" in read
    assert lacks(read, "<p>Fully.</p>", but_has="A little")


def test_many_are_kept_and_it_says_that_not_all_are_shown(jos, form, page, asked):
    for day in range(13):
        jos.post(form, typed(asked, 3, on=timezone.localdate() - timedelta(days=day)))
    assert "There are older ones that are not shown." in shown(jos, page)


def test_the_overview_does_not_say_that_nobody_rated(jos, project, form, asked):
    page = reverse("elements:project_elements", args=[project.slug])
    assert "Nobody has rated this yet." in shown(jos, page)
    jos.post(form, typed(asked, 3))
    assert lacks(shown(jos, page), "Nobody has rated this yet.", but_has="In a review, everybody")


def test_whoever_cannot_say_anything_is_not_asked_to(
    jos, signed_in, coordinator, form, page, asked
):
    jos.post(form, typed(asked, 3))
    assert "Do you remember it another way?" in shown(jos, page)
    read = shown(signed_in(coordinator), page)
    assert lacks(read, "Do you remember it another way?", but_has="Participants: 3")


def test_a_meeting_that_has_not_begun_is_not_offered(jos, jo, project, form):
    a_meeting(project, jo, title="Soon")
    late = {"begins": time(23, 58), "ends": time(23, 59), "title": "Tonight"}
    tonight = a_meeting(project, jo, on=timezone.localdate(), **late)
    held = a_meeting(project, jo, title="Before", on=timezone.localdate() - timedelta(days=1))
    offered = AloudForm(project=project, asked=[], now=tonight.starts_at - timedelta(minutes=1))
    assert [key for key, _words in offered.fields["meeting"].choices] == ["", held.pk]
    offered = AloudForm(project=project, asked=[], now=tonight.starts_at)
    assert [key for key, _words in offered.fields["meeting"].choices] == ["", tonight.pk, held.pk]


def test_it_names_the_meeting_and_none_of_another_project(jos, jo, project, form, page, asked):
    held = a_meeting(project, jo, on=timezone.localdate() - timedelta(days=1))
    other = factories.ProjectFactory()
    theirs = a_meeting(other, factories.MemberFactory(project=other), on=held.on)
    jos.post(form, typed(asked, 3, meeting=theirs.pk))
    assert not AloudRating.objects.exists()
    jos.post(form, typed(asked, 3, meeting=held.pk))
    assert AloudRating.objects.get().on == held.on
    assert f'href="{held.get_absolute_url()}">{held.title}' in shown(jos, page)


def test_sent_twice_is_written_once(jos, form, asked):
    key = jos.get(form).content.decode().split('name="sent_key" value="')[1].split('"')[0]
    for _twice in range(2):
        jos.post(form, typed(asked, 3, sent_key=key))
    assert AloudRating.objects.count() == 1


def test_participants_read_and_do_not_write(signed_in, participant, form, page, asked):
    client = signed_in(participant)
    assert client.post(form, typed(asked, 3)).status_code == 403
    assert lacks(client.get(page), form, "Rated together, aloud", but_has="Equal")


def test_a_group_that_is_large_enough_has_reviews(jos, project, form, page, asked):
    factories.MemberFactory.create_batch(5, project=project, role=Role.FACILITATOR)
    assert form in shown(jos, page)
    factories.MemberFactory.create_batch(5, project=project, role=Role.PARTICIPANT)
    assert lacks(jos.get(page), form, but_has="Equal")
    assert jos.post(form, typed(asked, 3)).status_code == 403


def test_a_project_that_ended_keeps_what_it_has(jos, project, form, page, asked):
    jos.post(form, typed(asked, 3))
    project.state = project.State.ENDED
    project.save()
    read = shown(jos, page)
    assert "</h3><p>Mostly.</p>" in read
    assert lacks(read, form, but_has="Equal")
    assert jos.post(form, typed(asked, 3)).status_code == 403


def test_an_element_that_there_is_not(jos, project):
    page = reverse("elements:aloud_create", args=[project.slug, "no-such"])
    assert jos.get(page).status_code == 404


def test_the_database_refuses_what_says_nothing(project, asked):
    rating = AloudRating(
        project=project,
        element=asked[0].element,
        on=timezone.localdate(),
        participant_count=0,
        facilitator_count=3,
        written_at=NOW,
    )
    with pytest.raises(ValidationError):
        rating.full_clean()
    rating.participant_count = 1
    rating.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        AloudAnswer.objects.create(rating=rating, indicator=asked[0], answer=None)
