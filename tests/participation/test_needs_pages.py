"""The pages of what people need: said, opened with a reason and a fresh code, arranged, met; nobody else reads it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import SignInCode
from core.own_keys import destroy_own_key
from participation import services
from participation.models import Consent, Need, PrivateReading
from projects.models import Role
from tests import factories
from tests.factories import NOW
from tests.filled_forms import send
from tests.needing import came, home, opened
from tests.pages import lacks, tight

pytestmark = pytest.mark.django_db
WORDS = "A chair with arms"


def test_who_may_read_it_is_named_before_it_is_typed(me, url, jo, project):
    factories.MemberFactory(project=project, known_as="Ben")
    page = tight(me.get(url("question", "needs")).text)
    assert "You, and these people who run the project: Jo. You see each time" in page
    assert lacks(page, "Ben", but_has="Jo")
    send(me, url("question", "needs"), {"comfort": WORDS, "named_stood": str(jo.pk)})
    assert services.open_private(
        project.members.get(known_as="Amina"), "needs", by=jo, why="talk", now=NOW
    )


def test_whoever_was_not_on_the_page_is_not_named_by_it(me, url, amina, jo, project):
    grace = factories.MemberFactory(project=project, role=Role.FACILITATOR)
    typed = {"comfort": WORDS, "named_stood": f"{jo.pk} x {'9' * 50}"}
    assert send(me, url("question", "needs"), typed).status_code == 302
    send(me, url("question", "needs"), typed)
    stood = {"named_stood": str(jo.pk)}
    page = me.get(url("question", "needs")).text
    assert f'value="{jo.pk} {grace.pk}"' in page or f'value="{grace.pk} {jo.pk}"' in page
    hidden = me.get(url("question", "needs")).context["form"]["stood"].value()
    answer = me.post(url("question", "needs"), {"comfort": "B", **stood, "stood": hidden})
    assert answer.status_code == 302
    assert [row.reader for row in amina.named_readers.all()] == [jo]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"answer_given": "none", "costs": "The fare"}, "You wrote something below."),
        ({"answer_given": "yes"}, "Write below what it is."),
    ],
)
def test_what_does_not_go_together_is_asked_about_and_stays(me, url, amina, typed, error):
    answer = send(me, url("question", "needs"), typed)
    assert error in tight(answer.text)
    assert typed.get("costs", "") in answer.text
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("answer", "words"), [("none", "nothing for now"), ("tell", "rather tell")]
)
def test_nothing_and_rather_telling_are_answers(me, fresh, url, amina, project, answer, words):
    send(me, url("question", "needs"), {"answer_given": answer})
    assert Consent.objects.get(purpose="needs").answer == answer
    assert words in tight(me.get(url("my_needs")).text)
    assert words in tight(fresh.get(url("member_needs", amina.pk)).text)
    listed = tight(fresh.get(url("needs_list")).text)
    assert ("Would rather tell somebody" in listed) == (answer == "tell")
    on_home = fresh.get(home(project)).text
    assert ("Talk with 1 person about what they need" in on_home) == (answer == "tell")


def test_not_now_after_having_said_keeps_it(me, url, amina, need):
    send(me, url("question", "needs"), {"comfort": WORDS, "answer": "later"})
    assert services.needs_said(amina) == {"comfort": WORDS}


def test_it_is_locked_until_a_facilitator_says_why_they_look(fresh, me, url, amina, need):
    page = fresh.get(url("member_needs", amina.pk))
    assert lacks(page.text, WORDS, "at ease", but_has="1 thing is kept here, locked")
    assert "Say why you look" in opened(fresh, url, amina, why="").text
    assert lacks(opened(fresh, url, amina, why="wrote").text, WORDS, but_has="There is a problem")
    assert not PrivateReading.objects.exists()
    page = opened(fresh, url, amina, why="plan")
    assert WORDS in page.text
    assert "no-store" in page.headers["Cache-Control"]
    looked = "Jo, to plan something that they come to."
    assert looked in tight(me.get(url("my_needs")).text)
    assert looked in tight(me.get(url("receipt") + "?print=1").text)
    PrivateReading.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert lacks(fresh.get(url("member_needs", amina.pk)).text, WORDS, but_has="locked")


@pytest.mark.parametrize("when", ["never", "yesterday"])
def test_whoever_signed_in_long_ago_gets_a_code_first(
    signed_in, facilitator, jo, url, amina, need, when
):
    client = signed_in(facilitator)
    if when == "yesterday":
        client = came(facilitator, at=timezone.now() - timedelta(days=1, hours=1))
    assert "first we send a code" in tight(client.get(url("member_needs", amina.pk)).text)
    answer = opened(client, url, amina, why="talk")
    assert "Check your email" in answer.text
    assert not PrivateReading.objects.exists()
    code = SignInCode.objects.get(email=facilitator.email)
    page = client.post(reverse("accounts:sign_in_code"), {"code": code.code}, follow=True)
    assert page.request["PATH_INFO"] == url("member_needs", amina.pk)
    assert lacks(page.text, WORDS, but_has="What Amina needs")
    assert page.context["form"].initial["why"] == "talk"
    assert WORDS in opened(client, url, amina, why="talk").text


def test_twelve_hours_over_midnight_are_not_long_ago(facilitator, jo, url, amina, need):
    client = came(facilitator, at=timezone.now() - timedelta(hours=11, minutes=59))
    assert WORDS in opened(client, url, amina).text


def test_who_was_not_named_asks_first(me, url, amina, need, project):
    user = factories.UserFactory()
    factories.MemberFactory(project=project, known_as="Grace", role=Role.FACILITATOR, user=user)
    client = came(user, at=timezone.now())
    page = client.get(url("member_needs", amina.pk))
    assert "Amina did not say that you may read this." in tight(page.text)
    answer = opened(client, url, amina)
    assert lacks(answer.text, WORDS, but_has="Ask them first.")
    assert WORDS in opened(client, url, amina, has_asked="on").text
    assert "Grace was not named before, and said that they were allowed to." in tight(
        me.get(url("my_needs")).text
    )


PAGES = ("member_needs", "need_promise", "need_say", "member_question", "member_receipt")


@pytest.mark.parametrize("page", PAGES)
def test_no_participant_and_nobody_of_another_project_comes_there(
    url, amina, jo, need, project, twin, page
):
    more = {"need_promise": [need.pk], "need_say": [need.pk]}
    address = url(page, *more.get(page, [amina.pk, *(["needs"] if "question" in page else [])]))
    ben, mallory = factories.UserFactory(), factories.UserFactory()
    factories.MemberFactory(project=project, user=ben)
    factories.MemberFactory(project=twin, user=mallory, role=Role.FACILITATOR)
    for user, status in ((ben, 403), (mallory, 404)):
        client = came(user, at=timezone.now())
        assert client.get(address).status_code == status
        assert client.post(address, {"why": "talk", "what": "done"}).status_code in (status, 405)
    need.refresh_from_db()
    assert (need.done_at, PrivateReading.objects.count()) == (None, 0)


def test_what_is_written_down_for_somebody_is_read_back_and_then_locked(fresh, url, jo, project):
    may = factories.MemberFactory(project=project, user=None, known_as="May")
    write = url("member_question", may.pk, "needs")
    typed = {"costs": "The bus, both ways", "named_stood": str(jo.pk)}
    assert send(fresh, write, typed).status_code == 302
    receipt = url("member_receipt", may.pk)
    assert "The bus, both ways" in fresh.get(receipt).text
    assert "Jo, to write it down for them." in tight(fresh.get(receipt + "?print=1").text)
    PrivateReading.objects.update(at=timezone.now() - timedelta(minutes=11))
    for page in (receipt, receipt + "?print=1"):
        assert lacks(fresh.get(page).text, "The bus", but_has="1 thing, locked")
    answer = fresh.get(write, follow=True)
    assert answer.request["PATH_INFO"] == url("member_needs", may.pk)
    assert lacks(answer.text, "The bus", but_has="Open first what they said")


def test_another_browser_of_the_same_person_is_not_open(fresh, facilitator, url, amina, need):
    opened(fresh, url, amina)
    stolen = Client()
    stolen.force_login(facilitator)
    for page in (
        url("member_needs", amina.pk),
        url("member_question", amina.pk, "needs"),
        url("member_receipt", amina.pk),
        url("member_receipt", amina.pk) + "?print=1",
        url("need_promise", need.pk),
    ):
        assert lacks(stolen.get(page, follow=True).text, WORDS, but_has="Amina")
    typed = {"comfort": "x", "stood": "needs~0"}
    answer = stolen.post(url("member_question", amina.pk, "needs"), typed, follow=True)
    assert lacks(answer.text, WORDS, but_has="Open first what they said")


def test_a_new_look_in_one_browser_opens_no_older_one_in_another(
    fresh, facilitator, url, amina, need
):
    opened(fresh, url, amina)
    PrivateReading.objects.update(at=timezone.now() - timedelta(minutes=30))
    other = came(facilitator, at=timezone.now())
    opened(other, url, amina)
    page = url("member_needs", amina.pk)
    assert WORDS in other.get(page).text
    assert lacks(fresh.get(page).text, WORDS, but_has="Amina")


def test_what_is_sent_after_the_ten_minutes_is_not_lost(fresh, url, amina, jo, need):
    opened(fresh, url, amina, why="talk")
    write = url("member_question", amina.pk, "needs")
    stood = fresh.get(write).context["form"]["stood"].value()
    PrivateReading.objects.update(at=timezone.now() - timedelta(minutes=30))
    typed = {"comfort": WORDS, "costs": "The fare", "named_stood": jo.pk, "stood": stood}
    assert fresh.post(write, typed).status_code == 302
    assert services.needs_said(amina) == {"comfort": WORDS, "costs": "The fare"}
    whys = PrivateReading.objects.order_by("pk").values_list("why", flat=True)
    assert list(whys) == ["talk", "talk", "wrote"]


def test_every_look_is_shown(me, url, amina, jo, need):
    now = timezone.now()
    rows = [
        PrivateReading(member=amina, purpose="needs", by=jo, why="talk", at=now) for _n in range(30)
    ]
    PrivateReading.objects.bulk_create(rows)
    assert me.get(url("my_needs")).text.count("to talk about it with them") == 30


def test_who_may_not_read_it_does_not_read_it_in_a_conflict(url, amina, need, project):
    user = factories.UserFactory()
    factories.MemberFactory(project=project, role=Role.FACILITATOR, user=user)
    client = came(user, at=timezone.now())
    typed = {"comfort": "x", "stood": "needs~0"}
    answer = client.post(url("member_question", amina.pk, "needs"), typed, follow=True)
    assert lacks(answer.text, WORDS, but_has="Ask them first.")
    assert not PrivateReading.objects.exists()
    assert services.needs_said(amina) == {"comfort": WORDS}


def test_who_signed_in_long_ago_does_not_read_it_in_a_conflict(
    signed_in, facilitator, jo, url, amina, need
):
    client = signed_in(facilitator)
    typed = {"comfort": "x", "stood": "needs~0"}
    answer = client.post(url("member_question", amina.pk, "needs"), typed, follow=True)
    assert lacks(answer.text, WORDS, but_has="Open first what they said")
    assert not PrivateReading.objects.exists()


def test_where_the_key_is_away_every_page_says_so_and_loses_nothing(
    fresh, me, url, amina, jo, need
):
    opened(fresh, url, amina)
    destroy_own_key(amina.own_keys.get().name)
    away = "The words cannot be opened now: their key is away."
    assert away in tight(me.get(url("my_needs")).text)
    assert away in tight(me.get(url("question", "needs"), follow=True).text)
    assert "1 thing, locked" in tight(me.get(url("receipt")).text)
    assert away in tight(fresh.get(url("member_needs", amina.pk)).text)
    assert away in tight(fresh.get(url("need_promise", need.pk), follow=True).text)
    PrivateReading.objects.all().delete()
    assert away in tight(opened(fresh, url, amina).text)
    assert not PrivateReading.objects.exists()
    assert Need.objects.count() == 1


def test_where_nothing_can_be_locked_what_was_typed_stays(me, url, amina, settings, tmp_path):
    (tmp_path / "keys").write_text("a file where the folder should be")
    settings.KEYS_DIR = tmp_path / "keys"
    answer = send(me, url("question", "needs"), {"costs": "The fare in cash"})
    assert "We cannot keep this safely now." in tight(answer.text)
    assert "The fare in cash" in answer.text
