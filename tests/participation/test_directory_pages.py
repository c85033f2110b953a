"""The pages of the directory: shared by oneself or through a facilitator, read by members alone, printed, kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.dates import long_date
from participation import services
from participation.models import DirectoryEntry
from participation.models.directory import years_later
from projects.models import Member, Project
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.needing import home
from tests.pages import lacks, tight
from tests.sharing import SHARED, share

pytestmark = pytest.mark.django_db


def directory(project) -> str:
    return reverse("participation:people", args=[project.slug]) + "?show=directory"


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def typed(**more):
    words = {**dict.fromkeys(services.ENTRY_FIELDS, ""), "phone": SHARED["phone"]}
    return {**words, "what_for": "meet", "how_long": "year", "until": "", **more}


def test_who_sees_it_is_said_before_it_is_typed(me, url):
    page = tight(me.get(url("question", "directory")).text)
    assert "Everybody who is in this project; when it has ended, those who were in it" in page
    assert page.index("Everybody who is in") < page.index("A phone number")


def test_nothing_that_is_known_is_filled_in(me, url, amina):
    hears = {"channel": "post", "rhythm": "weekly", "phone": "01632 960 7", "postal_address": "3 M"}
    services.record_hearing(amina, hears=hears, now=NOW)
    page = me.get(url("question", "directory")).text
    assert lacks(page, "01632", ">3 M", amina.user.email, but_has="A phone number")
    assert me.get(url("question", "directory")).context["form"].initial == {}


@pytest.mark.parametrize(
    ("how_long", "until", "days"),
    [
        *(("half", "", 182), ("day", 1, 1), ("day", 500, 500)),
        *(("year", "", None), ("project", "", None)),
    ],
)
def test_it_is_shared_for_as_long_as_is_chosen(me, url, project, how_long, until, days):
    day = in_days(until).isoformat() if until else ""
    answer = send(me, url("question", "directory"), typed(how_long=how_long, until=day))
    assert answer.url == directory(project)
    entry = DirectoryEntry.objects.get()
    years = {"year": 1, "project": 3}.get(how_long)
    today = timezone.localdate()
    assert entry.until == (years_later(today, years) if years else in_days(days))
    assert entry.ends_with_project is (how_long == "project")


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"phone": ""}, "Write at least one way to reach you."),
        ({"phone": "Numbat"}, "Write a phone number here"),
        ({"email": "numbat"}, "Write an email address like"),
        ({"what_for": "", "for_words": ""}, "Choose what people may use it for"),
        ({"how_long": ""}, "Choose for how long you share it."),
        ({"how_long": "day"}, "Give the day."),
        ({"how_long": "day", "until": "2020-01-01"}, "This day has passed."),
        ({"how_long": "day", "until": 0}, "This day is today."),
        ({"how_long": "day", "until": 3 * 366}, "Choose a day in the next three years."),
    ],
)
def test_what_cannot_be_is_asked_about_and_stays(me, url, more, error):
    if isinstance(more.get("until"), int):
        more = {**more, "until": in_days(more["until"]).isoformat()}
    more = {"for_words": "Not before noon", **more}
    answer = send(me, url("question", "directory"), typed(**more))
    assert (error in tight(answer.text), more["for_words"] in answer.text) == (True, True)
    assert not DirectoryEntry.objects.exists()


def test_members_read_it_and_nobody_else(signed_in, me, coordinator, stranger, amina, jo, project):
    share(amina, **SHARED)
    ben = factories.MemberFactory(project=project, user=factories.UserFactory())
    gone = factories.MemberFactory(project=project, user=factories.UserFactory(), left_at=NOW)
    for user in (amina.user, jo.user, ben.user):
        page = tight(signed_in(user).get(directory(project)).text)
        assert [words for words in SHARED.values() if words not in page] == []
        assert "For: meeting up<br>" in page
    for user, status in ((coordinator, 403), (stranger, 404), (gone.user, 404)):
        for more in ("", "&print=1"):
            answer = signed_in(user).get(directory(project) + more)
            assert (answer.status_code, SHARED["phone"] in answer.text) == (status, False)


def test_after_the_end_those_read_and_change_it_who_were_in_it(signed_in, amina, jo, project, url):
    share(amina, **SHARED)
    late = factories.MemberFactory(project=project, user=factories.UserFactory())
    Project.objects.update(state="ended", ended_on=timezone.localdate() - timedelta(days=3))
    Member.objects.filter(pk__in=[amina.pk, jo.pk]).update(joined_at=NOW - timedelta(days=400))
    Member.objects.filter(pk=late.pk).update(joined_at=timezone.now())
    client = signed_in(late.user)
    assert client.get(directory(project)).status_code == 403
    client = signed_in(jo.user)
    assert SHARED["phone"] in client.get(directory(project)).text
    client = signed_in(amina.user)
    address = url("question", "directory")
    page = client.get(address).text
    assert lacks(page, "A year after the project has ended", but_has="Six months")
    send(client, address, typed(words="At the Dugong"))
    assert "At the Dugong" in client.get(directory(project)).text


def test_what_has_had_its_day_is_on_no_page(me, project, url, amina, jo):
    share(jo)
    share(amina, **SHARED)
    DirectoryEntry.objects.filter(member=amina).update(until=timezone.localdate())
    pages = (directory(project), directory(project) + "&print=1", url("receipt"))
    for page in (*pages, url("question", "directory")):
        words = me.get(page).text
        assert [one for one in SHARED.values() if one in words and one != SHARED["phone"]] == []
    assert "the day that you chose has come" in tight(me.get(url("receipt")).text)


def test_it_is_printed_with_the_day_to_destroy_it(fresh, project, amina, jo):
    share(amina, until=in_days(40), **SHARED)
    share(jo, until=in_days(20), phone="020 7946 0002")
    page = tight(fresh.get(directory(project) + "&print=1").text)
    assert f"Please destroy this sheet on {long_date(in_days(20))}." in page
    for words in (*SHARED.values(), "020 7946 0002", "Printed on", "Amina", "Jo"):
        assert words in page, words


def test_one_press_keeps_it_and_looking_does_not(me, project, url, amina):
    until = in_days(10)
    share(amina, until=in_days(100))
    DirectoryEntry.objects.update(until=until, ask_on=in_days(-4))
    assert "Do you want to stay in the directory?" in me.get(home(project)).text
    page = tight(me.get(directory(project)).text)
    assert f"Yes, keep it until {long_date(in_days(110))}" in page
    keep = url("directory_keep")
    assert me.get(keep).url == directory(project)
    assert DirectoryEntry.objects.get().until == until
    answer = me.post(keep, {"stood": until.isoformat()}, follow=True)
    assert f"stays in the directory until {long_date(in_days(110))}" in tight(answer.text)
    again = me.post(keep, {"stood": until.isoformat()}, follow=True)
    assert "Nothing was changed." in again.text
    assert lacks(me.get(home(project)).text, "stay in the directory", but_has="Amina")


def test_nobody_else_keeps_it(signed_in, amina, jo, project, url):
    share(amina, until=in_days(20))
    DirectoryEntry.objects.update(ask_on=timezone.localdate())
    ben = factories.MemberFactory(project=project, user=factories.UserFactory())
    client, stood = signed_in(ben.user), {"stood": in_days(20).isoformat()}
    assert client.post(url("member_directory_keep", amina.pk), stood).status_code == 403
    client.post(url("directory_keep"), stood)
    assert DirectoryEntry.objects.get().until == in_days(20)


def test_a_facilitator_types_it_in_reads_it_back_and_keeps_it(fresh, project, url):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    address = url("member_question", may.pk, "directory")
    assert "Read this to May" in tight(fresh.get(address).text)
    receipt = send(fresh, address, typed(words="At the Quokka"), follow=True)
    assert "At the Quokka" in receipt.text
    paper = tight(fresh.get(url("member_receipt", may.pk), {"print": 1}).text)
    assert ("At the Quokka" in paper, "Jo wrote it down." in paper) == (True, True)
    DirectoryEntry.objects.update(until=in_days(5), ask_on=timezone.localdate())
    page = fresh.get(url("member_receipt", may.pk)).text
    assert "Ask May first whether to keep it." in tight(page)
    fresh.post(url("member_directory_keep", may.pk), {"stood": in_days(5).isoformat()})
    assert DirectoryEntry.objects.get().until == in_days(5 + DirectoryEntry.objects.get().days)


def test_a_facilitator_takes_back_what_is_wrong(fresh, project, url, amina):
    share(amina, **SHARED)
    back = url("member_take_back", amina.pk, "directory")
    assert back in fresh.get(directory(project)).text
    assert "We delete what you share here." in tight(fresh.get(back).text)
    assert DirectoryEntry.objects.exists()
    fresh.post(back)
    assert not DirectoryEntry.objects.exists()


def test_two_presses_take_it_back(me, project, url, amina):
    share(amina, **SHARED)
    back = url("take_back", "directory")
    assert back in me.get(directory(project)).text
    assert back in me.get(url("receipt")).text
    me.post(back)
    assert not DirectoryEntry.objects.exists()
    assert lacks(
        me.get(directory(project)).text, SHARED["phone"], but_has="You share nothing here."
    )


def test_the_second_of_two_sees_what_the_first_wrote(me, fresh, url, amina):
    address = url("member_question", amina.pk, "directory")
    stood = fresh.get(address).context["form"]["stood"].value()
    send(me, url("question", "directory"), typed())
    answer = fresh.post(address, typed(phone="020 7946 0009", stood=stood))
    assert (answer.status_code, SHARED["phone"] in answer.text) == (409, True)
    assert DirectoryEntry.objects.get().phone == SHARED["phone"]


def test_not_now_goes_back_and_keeps_nothing(me, url, project, amina):
    answer = me.post(url("question", "directory"), {"answer": "later"})
    assert answer.url == directory(project)
    assert not amina.consents.filter(purpose="directory").exists()


def test_it_is_not_asked_on_coming_in(amina):
    assert services.open_questions(amina, now=NOW) == ["bring", "needs", "returns", "hear"]


def test_what_is_typed_cannot_become_part_of_the_page(me, project, amina):
    share(amina, words="<b>Numbat</b>", for_words="<i>x</i>")
    for more in ("", "&print=1"):
        page = me.get(directory(project) + more).text
        assert lacks(page, "<b>Numbat", "<i>x", but_has="Numbat")


def test_a_long_directory_has_pages_and_few_queries(me, count_queries, signed_in, project, amina):
    for one in factories.MemberFactory.create_batch(30, project=project):
        share(one)
    assert count_queries(directory(project)) <= 12
    page = me.get(directory(project))
    assert len(page.context["page"].rows) == 25
    assert page.context["pages"]["older"].startswith("?show=directory&after=")
    last = me.get(
        reverse("participation:people", args=[project.slug]) + page.context["pages"]["older"]
    )
    assert len(last.context["page"].rows) == 5
