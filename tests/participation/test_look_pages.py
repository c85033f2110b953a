"""The page of a look: answered in its place, on paper, as a PDF, told when it is late, one at a time, and quick."""

import subprocess
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from outbox import tasks as outbox_tasks
from outbox.models import Delivery, Message
from participation import services, tasks
from participation.models import Gap, ParticipationReview
from projects.models import Coordinator, Project
from reports import short
from reports.pdf import LettersMissing
from tests import factories
from tests.at_once import at_once
from tests.factories import DAY, NOW
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
LONG_AGO = NOW - timedelta(weeks=60)


@pytest.fixture
def look(project, jo) -> ParticipationReview:
    for name in ("Carers", "Porters"):
        factories.GroupFactory(project=project, name=name, reach="Through the night desk")
    return services.open_review(project, due_on=DAY, now=NOW)


@pytest.fixture
def porters(look) -> Gap:
    return look.gaps.get(what="Porters")


def page_of(look) -> str:
    return reverse("participation:review_detail", args=[look.project.slug, look.pk])


def answer_of(gap) -> str:
    look = gap.review
    return reverse("participation:gap_answer", args=[look.project.slug, look.pk, gap.pk])


@pytest.fixture
def carers(look) -> Gap:
    """The first gap; the other comes after it. There was another look before."""
    factories.ParticipationReviewFactory(
        project=look.project, due_on=DAY - timedelta(days=60), finished_at=NOW
    )
    return look.gaps.get(what="Carers")


def place_of(gap, page: str, after: Gap) -> str:
    """Return the part of a page where a gap is."""
    return page[page.index(f'id="gap-{gap.pk}"') : page.index(f'id="gap-{after.pk}"')]


def test_each_open_gap_leads_to_its_form_in_its_place(
    signed_in, facilitator, look, carers, porters
):
    client = signed_in(facilitator)
    page = tight(client.get(page_of(look)).text)
    assert f'href="{answer_of(carers)}#gap-{carers.pk}"' in page
    page = tight(client.get(answer_of(carers)).text)
    item = place_of(carers, page, porters)
    assert f'action="{answer_of(carers)}#gap-{carers.pk}"' in item
    assert "How to reach them: Through the night desk" in item
    assert item.count("Promise it") == page.count("Promise it") == 1
    assert f'href="{answer_of(porters)}#gap-{porters.pk}"' in page


def test_what_was_typed_stays_in_its_place_and_the_answer_leads_back(
    signed_in, facilitator, look, carers, porters, jo
):
    client = signed_in(facilitator)
    typed = {"answer": "action", "what": "Ask at 2am", "due_on": ""}
    item = place_of(carers, tight(client.post(answer_of(carers), typed).text), porters)
    for words in ("There is a problem", "Choose who does it.", 'value="Ask at 2am"'):
        assert words in item
    day = timezone.localdate() + timedelta(days=9)
    done = client.post(answer_of(carers), typed | {"owner": jo.pk, "due_on": day.isoformat()})
    again = client.get(answer_of(carers))
    assert done.url == again.url == f"{page_of(look)}#gap-{carers.pk}"
    carers.refresh_from_db()
    assert carers.action.what == "Ask at 2am"


def test_only_facilitators_see_what_can_be_done(client, look, porters, amina, coordinator):
    for user in (amina.user, coordinator):
        client.force_login(user)
        page = client.get(page_of(look)).text
        assert lacks(page, answer_of(porters), "Do something about it", but_has="Porters")
        assert client.get(answer_of(porters)).status_code == 403


def test_a_finished_look_is_not_answered_any_more(signed_in, facilitator, look, porters, jo):
    ParticipationReview.objects.update(finished_at=NOW)
    assert signed_in(facilitator).get(answer_of(porters)).url.startswith(page_of(look))


def test_of_people_it_asks_to_leave_out_who_it_is(signed_in, facilitator, project, jo):
    factories.MemberFactory(project=project, joined_at=LONG_AGO)
    look = services.open_review(project, due_on=DAY, now=NOW)
    page = signed_in(facilitator).get(answer_of(look.gaps.get())).text
    assert "so please leave out who it is" in page


def words_of(pdf: bytes, folder) -> str:
    path = folder / "look.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_the_pdf_says_what_the_page_says_to_whoever_takes_it_along(
    client, project, tmp_path, jo, amina
):
    factories.GroupFactory(project=project, name="Porters")
    for n in range(6):
        factories.MemberFactory(project=project, known_as=f"Quiet {n}", joined_at=LONG_AGO)
    factories.MemberFactory(
        project=project, known_as="Ines", joined_at=None, invited_at=NOW - timedelta(days=30)
    )
    look = services.open_review(project, due_on=DAY, now=NOW)
    names = [*(f"Quiet {n}" for n in range(6)), "Ines"]
    for member, seen in ((jo, names), (amina, [])):
        client.force_login(member.user)
        answer = client.get(page_of(look), {"as": "pdf"})
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"] == (
            'attachment; filename="waiting-at-night-who-is-missing-2026-11-19.pdf"'
        )
        assert "no-store" in answer.headers["Cache-Control"]
        words = words_of(answer.content, tmp_path)
        assert "We haven’t heard from 6 people for twelve weeks" in words
        assert [name for name in names if name in words] == seen
        assert lacks(words, "Print this", "See what people need", but_has="Porters")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (LettersMissing(["ਕ"]), "It has letters that cannot be printed here yet"),
        (OSError("no pango"), "This website cannot make PDFs at the moment."),
    ],
)
def test_without_a_pdf_the_page_says_why(signed_in, facilitator, look, monkeypatch, fault, words):
    def fail(html):
        raise fault

    monkeypatch.setattr(short, "render_pdf", fail)
    page = signed_in(facilitator).get(page_of(look), {"as": "pdf"}, follow=True)
    assert words in page.text
    assert "What we found" in page.text


def overdue(project, days: int) -> ParticipationReview:
    finish_by = timezone.localdate() - timedelta(days=days)
    return factories.ParticipationReviewFactory(
        project=project, due_on=finish_by - timedelta(days=14), finish_by=finish_by
    )


def told() -> list[str]:
    rows = Delivery.objects.filter(message__kind="participation_review_late").order_by("pk")
    return [row.recipient for row in rows]


@pytest.mark.parametrize(("days", "hears"), [(1, 0), (6, 0), (7, 1), (8, 1), (60, 1)])
def test_coordinators_hear_once_a_week_after_the_day(project, jo, amina, coordinator, days, hears):
    overdue(project, days)
    for _tick in range(3):
        tasks.tell_overdue_reviews()
    assert told() == ["cora@example.org"] * hears


def test_they_read_no_word_of_it(project, jo, amina, coordinator):
    review = overdue(project, 8)
    review.gaps.create(kind="never-came", member=amina, what="PRIVATE WHAT")
    tasks.tell_overdue_reviews()
    outbox_tasks.send_due()
    (email,) = [one for one in mail.outbox if one.to == ["cora@example.org"]]
    assert email.subject == "Please ask how it is going: who is missing in “Waiting at night”?"
    for text in (email.body, email.alternatives[0][0]):
        assert lacks(text, "Amina", "PRIVATE", "1 gap", but_has="Who runs the project:")
        assert "because you look after “Waiting at night” as a coordinator" in text.replace(
            "\n", " "
        )
        assert reverse("participation:people", args=[project.slug]) in text


def test_nobody_hears_of_what_is_finished_before_it_leaves(project, jo, coordinator):
    review = overdue(project, 8)
    tasks.tell_overdue_reviews()
    services.finish_review(review, by=jo, reflection="-", now=timezone.now())
    outbox_tasks.send_due()
    told = [to for email in mail.outbox for to in email.to]
    assert told.count("cora@example.org") == 0


def test_it_stays_to_be_told_while_there_is_nobody_to_tell(project, jo, coordinator):
    overdue(project, 8)
    coordinator.is_active = False
    coordinator.save()
    tasks.tell_overdue_reviews()
    assert told() == []
    factories.CoordinatorFactory(organisation=project.organisation, user__email="new@example.org")
    tasks.tell_overdue_reviews()
    assert told() == ["new@example.org"]
    Coordinator.objects.all().delete()
    factories.CoordinatorFactory(organisation=project.organisation)
    tasks.tell_overdue_reviews()
    assert told() == ["new@example.org"]


@pytest.mark.parametrize("state", [Project.State.ENDED, Project.State.SETTING_UP])
def test_nobody_hears_of_a_project_that_does_not_run(project, jo, coordinator, state):
    started = None if state == Project.State.SETTING_UP else DAY
    overdue(project, 30)
    Project.objects.update(state=state, started_on=started)
    tasks.tell_overdue_reviews()
    assert not Message.objects.exists()


def test_coordinators_of_another_organisation_hear_nothing(project, jo, twin):
    factories.CoordinatorFactory(organisation=twin.organisation)
    overdue(project, 30)
    tasks.tell_overdue_reviews()
    assert told() == []


def test_a_second_look_is_not_opened_while_one_is_open(project, jo, look):
    for days in (0, 1, 60):
        again = services.open_review(
            project, due_on=DAY + timedelta(days=days), now=NOW + timedelta(days=days)
        )
        assert again == look
    rhythm = factories.ReviewRhythmFactory(project=project, next_on=DAY + timedelta(days=1))
    assert services.open_due_reviews([rhythm], on=DAY + timedelta(days=9), now=NOW) == []
    assert ParticipationReview.objects.open().get() == look


@pytest.mark.django_db(transaction=True)
def test_of_many_who_open_one_at_once_all_come_to_the_same(project, jo):
    factories.GroupFactory(project=project)
    rhythm = factories.ReviewRhythmFactory(project=project, next_on=DAY)
    by_hand = [
        partial(services.open_review, project, due_on=DAY + timedelta(days=n), now=NOW)
        for n in range(6)
    ]
    ticks = [partial(services.open_due_reviews, [rhythm], on=DAY, now=NOW)] * 4
    at_once([*by_hand, *ticks])
    review = ParticipationReview.objects.get()
    assert review.gaps.count() == 1
    assert Message.objects.filter(kind="participation_review_opened").count() == 1


def many(project, jo, *, members: int, groups: int) -> ParticipationReview:
    """A look with an earlier one, of many of whom we have not heard, groups that are missing, and late needs."""
    made = factories.MemberFactory.create_batch(members, project=project, joined_at=LONG_AGO)
    for member in made[:groups]:
        factories.SpeaksForFactory(group=factories.GroupFactory(project=project), member=member)
    at = NOW - timedelta(weeks=8)
    first = services.open_review(project, due_on=at.date(), now=at)
    for gap in first.gaps.all():
        services.answer_gap_with_action(gap, what="Ask", owner=jo, due_on=DAY, now=at)
    services.finish_review(first, by=jo, reflection="-", now=at)
    return services.open_review(project, due_on=DAY, now=NOW)


def test_a_look_at_many_asks_as_little_as_one_at_few(
    facilitator, participant, project, jo, twin, queries_of
):
    few = many(project, jo, members=6, groups=3)
    boss = factories.MemberFactory(project=twin, role="facilitator", user=facilitator)
    factories.MemberFactory(project=twin, user=participant)
    lots = many(twin, boss, members=500, groups=60)
    for user in (facilitator, participant):
        counts = [queries_of(user, page_of(look)) for look in (few, lots)]
        assert counts[0][0] == counts[1][0] <= 25


def test_an_answer_is_changed_until_the_look_is_finished(signed_in, facilitator, look, porters, jo):
    client = signed_in(facilitator)
    services.accept_gap(porters, reason="They are asleep", now=NOW)
    assert f'href="{answer_of(porters)}#gap-{porters.pk}"' in tight(client.get(page_of(look)).text)
    page = client.get(answer_of(porters))
    assert "They are asleep</textarea>" in page.text
    mark = page.context["accept"]["instead_of"].value()
    client.post(answer_of(porters), {"answer": "accept", "reason": "Too few", "instead_of": mark})
    porters.refresh_from_db()
    assert porters.reason == "Too few"
    day = timezone.localdate() + timedelta(days=9)
    typed = {"answer": "action", "what": "Ask at 2am", "owner": jo.pk, "due_on": day.isoformat()}
    assert "Too few" in client.post(answer_of(porters), typed | {"instead_of": mark}).text
    porters.refresh_from_db()
    assert porters.action is None
    client.post(answer_of(porters), typed | {"instead_of": porters.answered_mark})
    porters.refresh_from_db()
    assert (porters.action.what, porters.reason) == ("Ask at 2am", "")


def test_once_it_is_finished_no_answer_changes(signed_in, facilitator, look, porters):
    services.accept_gap(porters, reason="They are asleep", now=NOW)
    ParticipationReview.objects.update(finished_at=NOW)
    mark = Gap.objects.get(pk=porters.pk).answered_mark
    client = signed_in(facilitator)
    assert lacks(client.get(page_of(look)), "Change this", but_has="They are asleep")
    client.post(answer_of(porters), {"answer": "accept", "reason": "Later", "instead_of": mark})
    porters.refresh_from_db()
    assert porters.reason == "They are asleep"


def test_who_has_come_since_is_said_and_offered_as_the_reason(
    client, facilitator, look, carers, porters, amina
):
    factories.SpeaksForFactory(member=amina, group=porters.group)
    client.force_login(facilitator)
    words = "By now, 1 person can speak for them."
    page = tight(client.get(answer_of(porters)).text)
    assert page.count(words) == 2
    assert f"{words}</textarea>" in page
    assert lacks(tight(client.get(answer_of(carers)).text), f"{words}</textarea>", but_has=words)
    ParticipationReview.objects.update(finished_at=NOW)
    assert lacks(client.get(page_of(look)), words, but_has="Porters")


def test_of_whom_was_invited_only_facilitators_see_that_they_have_come(client, project, jo, amina):
    ines = factories.MemberFactory(
        project=project, joined_at=None, invited_at=NOW - timedelta(days=30)
    )
    look = services.open_review(project, due_on=DAY, now=NOW)
    ines.joined_at = NOW
    ines.save()
    client.force_login(jo.user)
    assert "By now they have come." in client.get(page_of(look)).text
    client.force_login(amina.user)
    seen = client.get(page_of(look))
    assert lacks(seen, "By now they have come.", but_has="Somebody was invited and has not come")
