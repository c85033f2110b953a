"""How much say people have: promised for the plan, and of what can change or can't."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from core.dates import Period
from core.revisions import EditConflict
from outbox.kinds import put_into_words
from outbox.models import Message
from outbox.services import set_preference
from plan.models import Boundary, PlanPromise, Promise
from plan.offers import purpose
from plan.services import set_promise
from tests import factories
from tests import known_factories as things
from tests.at_once import at_once
from tests.factories import DAY, NOW
from tests.pages import lacks, tight

WORDS = "We eleven decide what is bought. The hospital buys it."
TYPED = {"kind": "together", "words": WORDS, "revision": 1}


@pytest.fixture
def plan_url(project):
    return reverse("plan:plan", args=[project.slug])


@pytest.fixture
def url(project):
    return reverse("plan:promise_edit", args=[project.slug])


@pytest.fixture
def said(project):
    """A promise, said first and not changed yet."""
    return things.PlanPromiseFactory(project=project, words=WORDS)


def read(client, address):
    return tight(client.get(address).content.decode())


def test_the_promise_stands_at_the_top_of_the_plan(
    signed_in, facilitator, participant, coordinator, project, plan_url, url
):
    factories.StepFactory(project=project)
    answer = signed_in(facilitator).post(url, TYPED)
    assert answer.headers["Location"] == plan_url
    for user in (facilitator, participant, coordinator):
        page = read(signed_in(user), plan_url)
        top = page.index(
            "We decide together. <span>Nothing is decided without you.</span></h2>"
            f'<p dir="auto">{WORDS}</p>'
        )
        assert page.index("</h1>") < top < page.index("<h2", top)


def test_each_reader_is_told_when_nothing_is_promised_yet(
    signed_in, facilitator, participant, project, twin, plan_url, url
):
    things.PlanPromiseFactory(project=twin).changes.create(was="We tell you.", at=NOW)
    not_yet = "The facilitators have not said yet how much say you have here."
    page = signed_in(participant).get(plan_url)
    assert lacks(page, url, but_has=not_yet)
    page = signed_in(facilitator).get(plan_url)
    assert lacks(page, not_yet, but_has=f'<a href="{url}">Say what you promise people</a>')
    project.state, project.ended_on = "ended", NOW.date()
    project.save()
    assert lacks(signed_in(participant).get(plan_url), "how much say", but_has="Plan</h1>")


def test_a_project_that_has_ended_still_shows_it_and_nobody_changes_it(
    signed_in, facilitator, project, said, plan_url, url
):
    client = signed_in(facilitator)
    assert url in client.get(plan_url).content.decode()
    project.state, project.ended_on = "ended", NOW.date()
    project.save()
    assert lacks(client.get(plan_url), url, but_has=WORDS)
    answer = client.post(url, {**TYPED, "words": "Other words.", "revision": 2})
    assert answer.status_code == 403
    assert PlanPromise.objects.get().words == WORDS


def test_only_facilitators_of_the_project_change_it(
    signed_in, participant, coordinator, outsider, project, said, url
):
    typed = {**TYPED, "words": "Other words.", "revision": 2}
    answers = [
        signed_in(user).post(url, typed).status_code
        for user in (participant, coordinator, outsider)
    ]
    assert answers == [403, 403, 404]
    assert PlanPromise.objects.get().words == WORDS


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": ""}, {"kind": ["Choose one of the answers."]}),
        ({"words": " "}, {"words": ["Write what you promise, in your own words."]}),
        ({"words": "x" * 501}, {"words": ["Write at most 500 characters. There are 501 now."]}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(
    signed_in, facilitator, url, typed, wrong
):
    answer = signed_in(facilitator).post(url, {**TYPED, **typed})
    assert answer.context["form"].errors == wrong
    kept = {**TYPED, **typed}
    page = answer.content.decode()
    assert kept["words"].strip() in page
    assert page.count(" checked") == bool(kept["kind"])
    assert not PlanPromise.objects.exists()


def test_a_change_keeps_what_it_said_before(
    signed_in, facilitator, participant, said, jo, plan_url, url
):
    page = signed_in(participant).get(plan_url)
    assert lacks(page, "What it said before", but_has=WORDS)
    typed = {"kind": "ask", "words": "We ask you first.", "revision": 2}
    signed_in(facilitator).post(url, typed)
    change = PlanPromise.objects.get().changes.get()
    assert (change.was, change.by) == (f"We decide together.\nIn our words: {WORDS}", jo)
    page = read(signed_in(participant), plan_url)
    now, before = page.index("We ask you first."), page.index("What it said before")
    assert now < before < page.index(f"In our words: {WORDS}")
    assert "changed by Jo" in page


def test_the_same_words_again_change_nothing(signed_in, facilitator, said, url):
    answer = signed_in(facilitator).post(url, {**TYPED, "revision": 2})
    assert answer.status_code == 302
    said.refresh_from_db()
    assert (said.revision, said.changed_at, said.changes.count()) == (2, NOW, 0)


@pytest.mark.parametrize("is_said", [False, True])
def test_the_second_editor_sees_both_and_can_save(signed_in, facilitator, project, url, is_said):
    if is_said:
        things.PlanPromiseFactory(project=project)
    client = signed_in(facilitator)
    revision = client.get(url).context["form"]["revision"].value()
    first = {"kind": "you", "words": "Theirs <b>", "revision": revision}
    client.post(url, first)
    second = {"kind": "ask", "words": "Mine", "revision": revision}
    answer = client.post(url, second)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "You decide.",
        "In our words: Theirs &lt;b&gt;",
        "In our words: Mine",
        ">\nMine<",
    ):
        assert words in page
    assert PlanPromise.objects.get().words == "Theirs <b>"
    again = answer.context["form"]["revision"].value()
    assert client.post(url, {**second, "revision": again}).status_code == 302
    assert PlanPromise.objects.get().words == "Mine"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_say_it_first_at_once_one_does_and_the_others_learn_of_it(jo):
    # Once is seldom at the same moment; of so many it is.
    projects = factories.ProjectFactory.create_batch(12)

    def say(words: str) -> list[str]:
        heard = []
        for project in projects:
            promise = PlanPromise(project=project, kind="ask", words=words)
            try:
                set_promise(promise, revision=1, by=jo, now=NOW)
            except EditConflict as conflict:
                promise = conflict.theirs
            heard.append(promise.words)
        return heard

    heard = at_once(partial(say, f"Words {number}") for number in range(6))
    stands = list(PlanPromise.objects.order_by("project").values_list("words", flat=True))
    assert heard == [stands] * 6


def test_another_project_keeps_its_own_promise(project, twin, jo):
    other = things.PlanPromiseFactory(project=twin, words="Of the twin.")
    said = things.PlanPromiseFactory(project=project)
    said.words = "Other words."
    set_promise(said, revision=2, by=jo, now=NOW)
    other.refresh_from_db()
    assert (other.words, other.revision, other.changes.count()) == ("Of the twin.", 2, 0)


def test_the_plan_says_when_it_said_more_before(signed_in, participant, said, jo, plan_url):
    for number in range(10):
        said.changes.create(was=f"Words {number}.", by=jo, at=NOW)
    more = "It was changed before that too."
    assert lacks(signed_in(participant).get(plan_url), more, but_has="Words 0.")
    said.changes.create(was="Words 10.", by=None, at=NOW)
    page = read(signed_in(participant), plan_url)
    assert more in page
    assert page.index("Words 10.") < page.index("Words 9.")
    assert lacks(page, "Words 0.", but_has="changed by somebody")


def test_the_report_says_what_is_promised(project, said):
    factories.BoundaryFactory(project=project, promise="ask", promise_words="Before the winter.")
    found = purpose(project, Period(DAY, DAY), on=DAY)
    page = tight(render_to_string("plan/report/purpose.html", {"project": project, **found}))
    assert "<p><b>We decide together.</b> Nothing is decided without you.</p>" in page
    assert WORDS in page
    assert "fixed<br> We ask you. Before the winter.</td>" in page
    assert lacks(page, "it said:", but_has=WORDS)
    said.changes.create(was="We ask you before the summer.", at=NOW)
    said.changes.create(was="We tell you.", at=NOW - timedelta(days=2))
    found = purpose(project, Period(DAY, DAY), on=DAY)
    page = tight(render_to_string("plan/report/purpose.html", {"project": project, **found}))
    changed = "Until Thursday 19 November 2026 it said:"
    assert f'{changed}</p><p dir="auto">We ask you before the summer.</p>' in page
    assert lacks(page, "We tell you.", but_has=changed)
    said.delete()
    found = purpose(project, Period(DAY, DAY), on=DAY)
    page = render_to_string("plan/report/purpose.html", {"project": project, **found})
    assert lacks(page, "How much say people have</h3>", but_has="Before the winter.")


# Of what can change, and what can't.

LIMIT = {"kind": "open", "what": "The chairs", "why": "", "who": "", "until": ""}


@pytest.fixture
def list_url(project):
    return reverse("plan:boundary_list", args=[project.slug])


def test_what_is_promised_of_one_thing_stands_with_it(
    signed_in, facilitator, participant, project, list_url, plan_url
):
    typed = {**LIMIT, "promise": "you", "promise_words": "Sit in each of them first."}
    signed_in(facilitator).post(f"{list_url}new/", typed)
    page = read(signed_in(participant), list_url)
    assert "<b>You decide.</b> What you decide is done.</p>" in page
    assert "Sit in each of them first." in page
    page = signed_in(participant).get(plan_url)
    assert lacks(page, "Sit in each of them first.", but_has='<b class="much">You decide</b>')


def test_nothing_is_promised_where_nobody_chose(signed_in, facilitator, project, list_url):
    client = signed_in(facilitator)
    page = tight(client.get(f"{list_url}new/").content.decode())
    assert 'value="" id="id_promise_0" checked' in page
    for promise in Promise:
        assert f"{promise.label}. {promise.meaning}" in page
    client.post(f"{list_url}new/", LIMIT)
    assert project.boundaries.get().promise == ""
    page = client.get(list_url)
    said = (f"<b>{promise.label}" for promise in Promise)
    assert lacks(page, "<b>.</b>", *said, but_has="The chairs")


@pytest.mark.parametrize("promise", ["together", "you"])
def test_what_is_fixed_is_nobodys_to_decide(signed_in, facilitator, project, list_url, promise):
    typed = {**LIMIT, "kind": "fixed", "why": "Fire.", "who": "The guard", "promise": promise}
    answer = signed_in(facilitator).post(f"{list_url}new/", {**typed, "promise_words": "Ours."})
    assert answer.context["form"].errors == {
        "promise": [
            "You say above that it is fixed. Then nobody here can decide it. Choose “We tell you” or “We ask you”."
        ]
    }
    assert "Ours." in answer.content.decode()
    with (
        pytest.raises(IntegrityError, match="boundary_fixed_is_nobodys_to_decide"),
        transaction.atomic(),
    ):
        factories.BoundaryFactory(project=project, kind="fixed", promise=promise)
    for allowed in ("tell", "ask", ""):
        signed_in(facilitator).post(f"{list_url}new/", {**typed, "promise": allowed})
    said = project.boundaries.order_by("pk").values_list("promise", flat=True)
    assert list(said) == ["tell", "ask", ""]


def test_words_without_a_promise_are_asked_about(signed_in, facilitator, project, list_url):
    answer = signed_in(facilitator).post(f"{list_url}new/", {**LIMIT, "promise_words": "Ours."})
    assert answer.context["form"].errors == {"promise": ["Choose how much say people have in it."]}
    assert "Ours." in answer.content.decode()
    with pytest.raises(IntegrityError, match="boundary_promise_is_of_a_kind"):
        factories.BoundaryFactory(project=project, promise_words="Ours.")


def test_a_changed_promise_is_kept_and_people_are_asked_to_read_again(
    signed_in, facilitator, participant, amina, project, list_url
):
    boundary = factories.BoundaryFactory(project=project, kind="open", promise="you")
    amina.boundaries_read_at = NOW
    amina.save()
    client = signed_in(participant)
    assert not client.get(list_url).context["reading"].is_asked
    typed = {**LIMIT, "what": boundary.what, "why": boundary.why, "who": boundary.who}
    typed |= {"promise": "ask", "promise_words": "We ask you in May.", "revision": 1}
    signed_in(facilitator).post(f"{list_url}{boundary.pk}/", typed)
    boundary.refresh_from_db()
    assert (boundary.promise, boundary.promise_words) == ("ask", "We ask you in May.")
    page = signed_in(participant).get(list_url)
    assert page.context["reading"].is_asked
    assert "How much say people have: You decide" in page.content.decode()
    assert "In our words: We ask you in May." in boundary.in_words


@pytest.mark.parametrize("fields", [{"words": ""}, {"kind": ""}, {"kind": "perhaps"}])
def test_the_promise_of_a_plan_has_a_kind_and_words(project, fields):
    with pytest.raises(IntegrityError, match="planpromise_says_which_and_what"):
        things.PlanPromiseFactory(project=project, **fields)


def test_a_boundary_says_what_its_promise_means():
    assert Boundary(promise="ask").promise_meaning == (
        "You say what you think before it is decided, and hear what came of it."
    )
    assert Boundary().promise_meaning == ""


def test_everybody_is_told_when_it_changes_not_when_it_is_said_first(project, jo, amina):
    promise = PlanPromise(project=project, kind="together", words=WORDS)
    set_promise(promise, revision=1, by=jo, now=NOW)
    assert not Message.objects.exists()
    set_promise(PlanPromise.objects.get(), revision=2, by=jo, now=NOW)  # it says the same
    assert not Message.objects.exists()
    said = PlanPromise.objects.get()
    said.kind = "tell"
    set_preference(amina, channel="email", rhythm="asked-only")
    set_promise(said, revision=2, by=jo, now=NOW + timedelta(hours=1))
    (message,) = Message.objects.all()
    assert message.subject == "Jo has changed what we promise you"
    assert {row.member for row in message.deliveries.all()} == {jo, amina}
    told = put_into_words(message).summary
    assert (
        told.index("We decide together.") < told.index("Now it says:") < told.index("We tell you.")
    )
    assert message.asks


def test_a_change_stands_on_the_timeline_with_what_it_said(
    signed_in, participant, project, jo, said
):
    said.words = "We ask before we buy."
    set_promise(said, revision=2, by=jo, now=NOW)
    page = read(signed_in(participant), reverse("home:find", args=[project.slug]))
    assert "What we promise was changed: how much say you have" in page
    assert f"Before: We decide together. In our words: {WORDS}" in page
