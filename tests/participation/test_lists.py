"""Adding many people: the preview, and what confirming does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outbox.models import Delivery
from participation import services
from participation.member_lists import read_file, read_text
from participation.models import Invitation, MemberImport
from projects.models import Member, Role
from tests import factories
from tests.at_once import at_once
from tests.pages import lacks


def preview(project, jo, text, role=Role.PARTICIPANT) -> MemberImport:
    return services.check_import(
        project, by=jo, lines=read_text(text), role=role, now=timezone.now()
    )


def detail_url(member_import) -> str:
    return reverse(
        "participation:import_detail", args=[member_import.project.slug, member_import.pk]
    )


def verdicts(page) -> list[tuple[int, str]]:
    return [(line["line"], line["verdict"]) for line in page.context["lines"]]


def test_a_file_of_a_spreadsheet_program_is_shown_line_by_line_and_nothing_is_done(
    signed_in, facilitator, amina, project, lists_url
):
    factories.MemberFactory(
        project=project,
        user=factories.UserFactory(email="ines@example.org"),
        joined_at=None,
        invited_at=factories.NOW,
    )
    rows = (
        "Name;E-Mail\r\nBen;Ben@Example.org\r\nAmina;AMINA@example.org\r\nIneS;ines@example.org\r\n"
    )
    data = f"{rows}Bad;bad\r\nBenny;ben@example.org\r\n".encode("utf-8-sig")
    file = SimpleUploadedFile("people.csv", data, content_type="application/vnd.ms-excel")

    page = signed_in(facilitator).post(
        lists_url, {"file": file, "role": "participant"}, follow=True
    )

    assert verdicts(page) == [(2, "new"), (3, "here"), (4, "invited"), (5, "wrong"), (6, "shares")]
    assert "There is no @ in the email address." in page.content.decode()
    assert not Member.objects.filter(user__email="ben@example.org").exists()
    assert not Delivery.objects.exists()


def test_going_back_from_the_preview_keeps_the_list(signed_in, facilitator, jo, project, lists_url):
    typed = "Ben <ben@example.org>\nMary Jones\nbad\nann@example.org, Ann Lee"
    member_import = preview(project, jo, typed, role=Role.FACILITATOR)
    client = signed_in(facilitator)
    address = f"{lists_url}?list={member_import.pk}"
    assert address in client.get(detail_url(member_import)).content.decode()

    form = client.get(address).context["form"]
    kept = form["people"].value()
    assert form["role"].value() == Role.FACILITATOR
    assert [(line.email, line.known_as, line.problem) for line in read_text(kept)] == [
        (line.email, line.known_as, line.problem) for line in read_text(typed)
    ]
    for made_up in ("x", "0", "9" * 30):
        assert client.get(lists_url, {"list": made_up}).context["form"]["people"].value() is None


def test_a_list_that_was_sent_is_not_offered_again(signed_in, facilitator, jo, project, lists_url):
    member_import = preview(project, jo, "ben@example.org")
    services.confirm_import(member_import, by=jo, now=timezone.now())
    page = signed_in(facilitator).get(lists_url, {"list": member_import.pk})
    assert lacks(page, "ben@example.org", but_has="<h1")


def test_confirming_invites_those_who_are_new_once(signed_in, facilitator, jo, project):
    member_import = preview(project, jo, "Ben <ben@example.org>\nbad\nann@example.org")
    client = signed_in(facilitator)
    first = client.post(detail_url(member_import), follow=True)
    second = client.post(detail_url(member_import), follow=True)

    assert [str(message) for message in first.context["messages"]] == [
        "2 invitations are on their way."
    ]
    assert [str(message) for message in second.context["messages"]] == [
        "This list was added before. Nothing was sent again."
    ]
    assert set(project.members.invited().values_list("known_as", "user__email")) == {
        ("Ben", "ben@example.org"),
        ("Ann", "ann@example.org"),
    }
    assert (Invitation.objects.count(), Delivery.objects.count()) == (2, 2)


def test_what_was_confirmed_before_invites_nobody(project, jo):
    listed = preview(project, jo, "Ben <ben@example.org>")
    done = [services.confirm_import(listed, by=jo, now=timezone.now()) for _time in range(2)]
    assert [(one.invited, one.is_first) for one in done] == [(1, True), (0, False)]


def test_a_file_sent_twice_gives_one_preview(signed_in, facilitator, lists_url):
    client = signed_in(facilitator)
    key = client.get(lists_url).context["form"]["sent_key"].value()
    for _time in range(2):
        client.post(
            lists_url, {"people": "ben@example.org", "role": "participant", "sent_key": key}
        )
    assert MemberImport.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "place", "words"),
    [
        ({}, "people", "Paste a list, or choose a file."),
        ({"people": "nobody"}, "people", "We found no email address in it."),
        ({"file": b"PK\x03\x04"}, "file", "We cannot read this file as a spreadsheet."),
        ({"file": b""}, "file", "This file is empty. Choose another."),
    ],
    ids=["nothing", "no address", "workbook", "empty"],
)
def test_what_is_no_list_is_refused_with_the_reason(
    signed_in, facilitator, lists_url, form, place, words
):
    if "file" in form:
        form = {"file": SimpleUploadedFile("list.xlsx", form["file"])}
    answer = signed_in(facilitator).post(lists_url, form | {"role": "participant"})
    (problem,) = answer.context["form"].errors[place]
    assert problem.startswith(words)
    assert not MemberImport.objects.exists()


def test_who_left_or_declined_is_not_invited_by_a_list(signed_in, facilitator, amina, jo, project):
    services.end_membership(amina, now=timezone.now())
    member_import = preview(project, jo, "amina@example.org")
    page = signed_in(facilitator).get(detail_url(member_import))

    assert verdicts(page) == [(1, "left")]
    assert services.confirm_import(member_import, by=jo, now=timezone.now()).invited == 0


def test_who_came_since_the_preview_is_left_alone(jo, project):
    member_import = preview(project, jo, "ben@example.org\nann@example.org")
    services.invite_member(
        project,
        by=jo,
        email="ben@example.org",
        known_as="Ben",
        role=Role.FACILITATOR,
        now=timezone.now(),
    )
    done = services.confirm_import(member_import, by=jo, now=timezone.now())

    assert done.invited == 1
    assert project.members.get(user__email="ben@example.org").role == Role.FACILITATOR
    assert Invitation.objects.count() == 2


def test_the_preview_shows_25_lines_and_leads_to_the_others(signed_in, facilitator, jo, project):
    member_import = preview(
        project, jo, "\n".join(f"p{n}@example.org" for n in range(60)) + "\nbad\n"
    )
    client, address = signed_in(facilitator), detail_url(member_import)

    sizes = [
        len(verdicts(client.get(address, {"start": start}))) for start in ("", "25", "50", "x")
    ]
    assert sizes == [25, 25, 11, 25]
    assert verdicts(client.get(address, {"show": "wrong"})) == [(61, "wrong")]


def test_five_hundred_people_are_invited_in_few_queries(project, jo):
    from django.db import connection

    rows = "".join(f"Person {n};P{n}@Example.org\r\n" for n in range(500))
    lines = read_file(f"Name;Email\r\n{rows}".encode("utf-8-sig"))
    member_import = services.check_import(
        project, by=jo, lines=lines, role=Role.PARTICIPANT, now=timezone.now()
    )
    with CaptureQueriesContext(connection) as queries:
        done = services.confirm_import(member_import, by=jo, now=timezone.now())

    assert done.invited == 500
    assert len(queries) <= 45
    assert Delivery.objects.count() == Invitation.objects.count() == 500


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_who_confirm_overlapping_lists_at_once_invite_each_person_once(
    project, jo
):
    people = "\n".join(f"p{n}@example.org" for n in range(20))
    first, second = preview(project, jo, people), preview(project, jo, people)

    def confirm(member_import):
        fresh = MemberImport.objects.select_related("project").get(pk=member_import.pk)
        return services.confirm_import(fresh, by=jo, now=timezone.now()).invited

    invited = at_once([lambda one=one: confirm(one) for one in (first, second, first, second)])

    assert sum(invited) == 20
    assert Invitation.objects.count() == Delivery.objects.count() == 20


def test_going_back_from_the_preview_keeps_the_lines_and_the_role(
    signed_in, facilitator, jo, project, lists_url
):
    typed = "Ben <ben@example.org>\nInes <ines@example.org>\nBroken <no address>"
    kept = preview(project, jo, typed, role=Role.FACILITATOR)
    client = signed_in(facilitator)
    back = f"{lists_url}?list={kept.pk}"
    assert f'href="{back}"' in client.get(detail_url(kept)).content.decode()
    form = client.get(back).context["form"]
    assert form["people"].value() == typed
    assert form["role"].value() == Role.FACILITATOR


@pytest.mark.parametrize("wrong", ["x", "", "999999", "-1", "9" * 30])
def test_a_list_that_is_not_there_leaves_the_form_empty(signed_in, facilitator, lists_url, wrong):
    page = signed_in(facilitator).get(lists_url, {"list": wrong})
    assert not page.context["form"]["people"].value()


def test_the_list_of_another_project_is_not_shown(
    signed_in, facilitator, outsider, twin, lists_url
):
    kept = preview(twin, twin.members.get(), "Ben <ben@example.org>")
    page = signed_in(facilitator).get(lists_url, {"list": kept.pk})
    assert not page.context["form"]["people"].value()


def test_a_list_that_was_begun_on_the_set_up_list_is_looked_at_and_leads_back_to_it_at_the_end(
    signed_in, facilitator, project, lists_url
):
    client, here = signed_in(facilitator), "from=set-up"
    setup = reverse("plan:setup", args=[project.slug])
    invite = reverse("participation:member_invite", args=[project.slug])
    ways = (lists_url, reverse("participation:member_add", args=[project.slug]))
    page = client.get(f"{invite}?{here}").content.decode().split("<main")[1]
    for way in ways:
        assert f'href="{way}?{here}"' in page
    for way in (invite, *ways):
        back = f'href="{setup}">Go back without saving'
        assert back in client.get(f"{way}?{here}").content.decode()
        assert lacks(client.get(way), back, but_has="Go back without saving")

    sent = {"people": "Ben <ben@example.org>\nbad", "role": "participant"}
    preview_url = client.post(f"{lists_url}?{here}", sent).headers["Location"]
    made = MemberImport.objects.get()
    assert preview_url == f"{detail_url(made)}?{here}"
    page = client.get(preview_url).content.decode()
    assert f'href="{lists_url}?list={made.pk}&amp;{here}"' in page
    assert f'href="?show=wrong&amp;{here}"' in page
    assert client.get(f"{lists_url}?list={made.pk}&{here}").context["form"]["people"].value()
    assert not Delivery.objects.exists()
    assert client.post(preview_url).headers["Location"] == setup
    assert Delivery.objects.count() == 1


def test_a_list_that_was_begun_anywhere_else_ends_among_the_people(
    signed_in, facilitator, project, lists_url
):
    client = signed_in(facilitator)
    sent = {"people": "Ben <ben@example.org>", "role": "participant"}
    preview_url = client.post(lists_url, sent).headers["Location"]
    assert preview_url == detail_url(MemberImport.objects.get())
    assert lacks(client.get(preview_url), "from=set-up", but_has="Invite 1 person")
    people = reverse("participation:people", args=[project.slug])
    assert client.post(preview_url).headers["Location"] == f"{people}?show=invited"
