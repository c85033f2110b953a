"""A project ends while people ask to take part: nobody comes in any more, and everybody is told, kindly and once."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from core.once import lock_row
from outbox import tasks as outbox_tasks
from outbox.models import Message
from participation import services, tasks
from participation.models import JoinRequest
from plan.services import end_project, reopen_project
from projects.models import Member, Project
from tests.factories import NOW
from tests.joining import WORDS, ask_to_join
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(project) -> Project:
    project.is_public, project.purpose = True, "A quiet night"
    project.save()
    return project


def link_of(row: JoinRequest) -> str:
    return urlsplit(row.url).path


def end(project: Project, jo: Member) -> None:
    end_project(project, by=jo, why="The room is open again.", now=NOW)


def test_the_link_of_a_project_that_has_ended_says_so_and_confirms_nothing(client, project, jo):
    row = ask_to_join(project, confirmed_at=None)
    end(project, jo)
    page = client.get(link_of(row))
    assert lacks(page.text, "Yes, I want to take part", but_has="The project has ended")
    assert "Take it back, and delete it" in page.text
    answer = client.post(link_of(row), {"answer": "yes", "shown": row.shown})
    assert lacks(answer.text, "It was changed", but_has="The project has ended")
    assert not JoinRequest.objects.waiting().exists()
    assert not Message.objects.filter(kind="join_waits").exists()
    client.post(link_of(row), {"answer": "no"})
    assert not JoinRequest.objects.exists()


def test_nobody_is_invited_into_a_project_that_has_ended(client, project, jo):
    row = ask_to_join(project)
    client.force_login(jo.user)
    page = reverse("participation:join_answer", args=[project.slug, row.pk])
    assert "Invite them" in client.get(page).text
    end(project, jo)
    answer = client.post(page, {"answer": "yes", "words": "Come"}, follow=True)
    assert "The project has ended, so nobody new can take part. We tell Zoe so by email." in (
        answer.text
    )
    assert not Member.objects.filter(known_as="Zoe").exists()
    assert lacks(client.get(page).text, "Invite them", but_has="nobody new can take part")


def test_a_stale_page_of_the_project_invites_nobody(project, jo):
    row = ask_to_join(project)
    end(Project.objects.get(), jo)
    assert not row.project.has_ended
    with pytest.raises(services.NobodyNew):
        services.accept_join_request(row, by=jo, words="", now=NOW)


def test_who_waits_when_a_project_ends_is_told_once_and_is_gone(client, project, jo):
    row = ask_to_join(project)
    hidden = ask_to_join(project, "yan@example.org", confirmed_at=None, asked_at=timezone.now())
    tasks.answer_after_the_end()
    assert JoinRequest.objects.waiting().exists()
    end(project, jo)
    for _twice in range(2):
        tasks.answer_after_the_end()
    assert not JoinRequest.objects.waiting().exists()
    client.force_login(jo.user)
    there = client.get(reverse("participation:join_list", args=[project.slug]))
    assert lacks(there.text, "Zoe", but_has="Everyone who was waiting has been told.")
    client.logout()
    # As long as the email has not left, its address has to stand somewhere.
    services.forget_join_requests(now=NOW)
    assert JoinRequest.objects.filter(pk=row.pk).exists()
    assert "The project has ended." in client.get(link_of(row)).text
    outbox_tasks.send_due()
    (email,) = [email for email in mail.outbox if email.to == ["zoe@example.org"]]
    assert email.subject == "“Waiting at night” has ended"
    assert "nobody new can take part any more" in tight(email.body)
    assert lacks(email.body, WORDS, but_has="are deleted now")
    services.forget_join_requests(now=timezone.now())
    assert list(JoinRequest.objects.all()) == [hidden]
    assert not Message.objects.filter(kind="join_ended").exists()
    assert client.get(link_of(row)).status_code == 410


def test_a_project_that_goes_on_keeps_who_waits_and_forgets_who_was_told(project, jo):
    told = ask_to_join(project)
    end(project, jo)
    tasks.answer_after_the_end()
    later = ask_to_join(project, "yan@example.org")
    reopen_project(project, by=jo, why="The lights broke.", now=NOW)
    tasks.answer_after_the_end()
    outbox_tasks.send_due()
    services.forget_join_requests(now=NOW)
    assert list(JoinRequest.objects.waiting()) == [later]
    assert not JoinRequest.objects.filter(pk=told.pk).exists()


def test_who_has_an_answer_is_not_told_again(project, jo):
    row = ask_to_join(project)
    services.decline_join_request(row, by=jo, reason="We are full.", now=NOW)
    end(project, jo)
    tasks.answer_after_the_end()
    row.refresh_from_db()
    assert row.reason == "We are full."
    assert not Message.objects.filter(kind="join_ended").exists()


def test_ending_a_project_wakes_the_worker_that_tells(
    project, jo, monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(
        tasks.answer_after_the_end, "apply_async", lambda **_more: woken.append("told")
    )
    with django_capture_on_commit_callbacks(execute=True):
        end(project, jo)
    assert woken == ["told"]


def test_what_is_confirmed_while_old_requests_are_deleted_stays(project, monkeypatch):
    row = ask_to_join(project, confirmed_at=None, asked_at=NOW - timedelta(days=8))

    def confirm_first(held: Project) -> None:
        JoinRequest.objects.filter(pk=row.pk).update(confirmed_at=NOW)
        lock_row(held)

    monkeypatch.setattr("participation.services.joining.lock_row", confirm_first)
    services.forget_join_requests(now=NOW)
    assert list(JoinRequest.objects.waiting()) == [row]
