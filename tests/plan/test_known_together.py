"""What members add and confirm, and how the group looks again after the end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from plan import services
from plan.models import Addition, FollowUp, Noticing
from projects.models import Project
from tests import factories
from tests import known_factories as things
from tests.factories import NOW
from tests.pages import lacks, tight


@pytest.fixture
def point(project):
    return things.StartingPointFactory(project=project)


@pytest.fixture
def point_url(project, point):
    return f"{reverse('plan:known', args=[project.slug])}?one=data-{point.pk}"


@pytest.fixture
def add_url(project, point):
    return reverse("plan:addition_create", args=[project.slug, point.pk])


@pytest.fixture
def impact(project):
    return things.ImpactFactory(project=project)


@pytest.fixture
def notice_url(project, impact):
    return reverse("plan:impact_notice", args=[project.slug, impact.pk])


@pytest.fixture
def look_again_url(project):
    return reverse("plan:follow_up_edit", args=[project.slug])


def said():
    return list(Addition.objects.values_list("member__known_as", "was_participant", "words"))


def noticed():
    return list(Noticing.objects.values_list("member__known_as", "was_participant"))


def test_a_participant_adds_in_their_own_words(signed_in, participant, jo, point_url, add_url):
    client, key = signed_in(participant), str(uuid4())
    # A name that a participant sends along is not asked for, and not used.
    form = {"words": "Nobody writes at 3am.", "member": jo.pk, "sent_key": key}
    for _n in range(2):
        client.post(add_url, form)
    assert said() == [("Amina", True, "Nobody writes at 3am.")]
    assert "Nobody writes at 3am." in client.get(point_url).content.decode()


def test_a_facilitator_writes_down_what_somebody_said(
    signed_in, facilitator, participant, project, point_url, add_url
):
    tom = factories.MemberFactory(project=project, user=None, known_as="Old Tom")
    stranger = factories.MemberFactory()
    client = signed_in(facilitator)
    client.post(add_url, {"words": "I never complain.", "member": tom.pk})
    answer = client.post(add_url, {"words": "Nor I.", "member": stranger.pk})
    assert list(answer.context["form"].errors) == ["member"]
    assert said() == [("Old Tom", True, "I never complain.")]
    page = signed_in(participant).get(point_url).content.decode()
    assert "written down by Jo" in page
    assert "Take this back" not in page


def test_an_addition_needs_words(signed_in, participant, point, add_url):
    answer = signed_in(participant).post(add_url, {"words": " "})
    assert f"<h1>{point.what}</h1>" in answer.content.decode()
    assert answer.context["form"].errors == {"words": ["Write what you would add."]}


def test_only_who_said_it_or_wrote_it_down_takes_it_back(
    signed_in, facilitator, participant, project, amina, jo, point
):
    addition = services.add_to_starting_point(point, member=amina, by=amina, words="Cold.", now=NOW)
    url = reverse("plan:addition_take_back", args=[project.slug, addition.pk])
    assert signed_in(facilitator).post(url).status_code == 403
    signed_in(participant).get(url)
    assert len(said()) == 1  # looking at it changes nothing
    signed_in(participant).post(url)
    assert said() == []


def test_coordinators_and_members_of_an_ended_project_add_nothing(
    signed_in, coordinator, participant, point_url, add_url
):
    assert lacks(signed_in(coordinator).get(point_url), 'name="words"', but_has="<h1")
    Project.objects.update(state=Project.State.ENDED)
    assert lacks(signed_in(participant).get(point_url), 'name="words"', but_has="<h1")
    assert signed_in(participant).post(add_url, {"words": "x"}).status_code == 403


def test_a_participant_notices_a_change_once_and_takes_it_back(
    signed_in, participant, project, impact, notice_url
):
    client = signed_in(participant)
    for _n in range(2):
        client.post(notice_url)
    assert noticed() == [("Amina", True)]
    listed = reverse("plan:known", args=[project.slug])
    page = tight(client.get(f"{listed}?kind=impact").content.decode())
    assert "Also noticed by Amina" in page
    assert "You noticed it too." in page
    page = client.get(f"{listed}?one=impact-{impact.pk}").content.decode()
    assert "Take back that I noticed it" in page
    client.post(notice_url, {"take_back": "1"})
    assert noticed() == []


def test_a_facilitator_notes_who_told_them(signed_in, facilitator, project, notice_url):
    tom = factories.MemberFactory(project=project, user=None, known_as="Old Tom")
    client = signed_in(facilitator)
    client.post(notice_url, {"member": tom.pk})
    client.post(notice_url)
    assert noticed() == [("Old Tom", True), ("Jo", False)]


def test_a_look_at_the_page_notes_nothing(signed_in, participant, notice_url):
    page = signed_in(participant).get(notice_url, follow=True).content.decode()
    assert "I noticed it too" in page
    assert noticed() == []


def test_what_was_noticed_stays_when_a_person_is_gone(amina, impact):
    services.add_noticing(impact, member=amina, now=NOW)
    amina.delete()
    assert noticed() == [(None, True)]


def test_a_day_to_look_again_is_set_moved_and_used(
    signed_in, facilitator, participant, project, look_again_url
):
    client, day = signed_in(facilitator), timezone.localdate() + timedelta(days=90)
    client.post(look_again_url, {"due_on": day.isoformat(), "revision": 1})
    later = day + timedelta(days=7)
    client.post(look_again_url, {"due_on": later.isoformat(), "revision": 2})
    follow_up = FollowUp.objects.get()
    assert follow_up.due_on == later
    finish = reverse("plan:follow_up_finish", args=[project.slug, follow_up.pk])
    assert client.post(finish, {"words": ""}).context["form"].errors == {
        "words": ["Say what you found."]
    }
    client.post(finish, {"words": "The box is full."})
    client.post(finish, {"words": "Said again."})
    page = signed_in(participant).get(f"{reverse('plan:known', args=[project.slug])}?kind=handover")
    assert "The box is full." in page.content.decode()
    signed_in(facilitator).post(look_again_url, {"due_on": later.isoformat(), "revision": 1})
    assert FollowUp.objects.open().count() == 1


def test_who_saw_no_day_is_shown_the_day_that_somebody_set_meanwhile(
    signed_in, facilitator, look_again_url
):
    client, day = signed_in(facilitator), timezone.localdate() + timedelta(days=90)
    client.post(look_again_url, {"due_on": day.isoformat(), "revision": 1})
    other = (day + timedelta(days=1)).isoformat()
    answer = client.post(look_again_url, {"due_on": other, "revision": 1})
    assert answer.status_code == 409
    assert FollowUp.objects.get().due_on == day
    client.post(look_again_url, {"due_on": other, "revision": 2})
    assert FollowUp.objects.get().due_on == day + timedelta(days=1)


def test_the_day_to_look_again_comes_after_today_and_after_the_end(
    signed_in, facilitator, look_again_url
):
    client, today = signed_in(facilitator), timezone.localdate()
    answer = client.post(
        look_again_url, {"due_on": (today - timedelta(days=1)).isoformat(), "revision": 1}
    )
    assert answer.context["form"].errors == {
        "due_on": ["This day has passed. Choose one that is still to come."]
    }
    Project.objects.update(state=Project.State.ENDED, ended_on=today + timedelta(days=30))
    answer = client.post(
        look_again_url, {"due_on": (today + timedelta(days=30)).isoformat(), "revision": 1}
    )
    assert answer.context["form"].errors == {
        "due_on": ["Choose a day after the end of the project."]
    }


def test_a_project_has_one_open_day_to_look_again(project):
    things.FollowUpFactory(project=project, done_at=NOW, found="All there.")
    things.FollowUpFactory(project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        things.FollowUpFactory(project=project)
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.open().update(done_at=NOW)
