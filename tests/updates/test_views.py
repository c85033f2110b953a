"""The pages of updates: writing keeps what was typed, a preview shows what goes, sending happens once."""

import pytest
from django.urls import reverse

from outbox.models import Delivery, Message
from outbox.services import set_preference
from tests import factories
from tests.factories import DAY, NOW, MemberFactory, UpdateFactory
from tests.pages import lacks, tight
from updates.models import Update

pytestmark = pytest.mark.django_db
WORDS = {
    "title": "The chairs are ordered",
    "where_we_are": "Twelve chairs are on their way.",
    "settled": "They have arms.",
    "not_settled": "Where they stand.",
    "more_on": "2026-11-19",
}


@pytest.fixture
def at(project):
    """Return a function that gives the address of a page of this project."""

    def address(name, *args):
        return reverse(f"updates:{name}", args=[project.slug, *args])

    return address


@pytest.fixture
def writer(signed_in, facilitator):
    return signed_in(facilitator)


def test_writing_leads_to_a_preview_and_sending_to_the_update(writer, at, project, amina):
    answer = writer.post(at("update_create"), WORDS)
    draft = Update.objects.get()
    assert answer.headers["Location"] == at("update_preview", draft.pk)
    preview = writer.get(answer.headers["Location"]).text
    assert "Send it to 2 people" in preview
    answer = writer.post(at("update_send", draft.pk), {"revision": draft.revision})
    assert answer.headers["Location"] == at("update_detail", draft.pk)
    assert Delivery.objects.count() == 2
    page = writer.get(answer.headers["Location"]).text
    assert "0 of 2 are done" in page


def test_a_form_sent_twice_makes_one_draft(writer, at):
    key = "3f0d7a52-1f63-4c1c-9d0e-5a35bb1c2a10"
    for _ in range(2):
        writer.post(at("update_create"), {**WORDS, "sent_key": key})
    assert Update.objects.count() == 1


def test_a_double_click_on_send_sends_once(writer, at, project, amina):
    draft = UpdateFactory(project=project)
    for _ in range(2):
        answer = writer.post(at("update_send", draft.pk), {"revision": draft.revision})
        assert answer.headers["Location"] == at("update_detail", draft.pk)
    assert (Message.objects.count(), Delivery.objects.count()) == (1, 2)


def test_looking_at_a_page_sends_nothing(writer, at, project):
    draft = UpdateFactory(project=project)
    for name in ("update_preview", "update_send", "update_to_me_first", "update_edit"):
        writer.get(at(name, draft.pk))
    assert Message.objects.count() == 0
    draft.refresh_from_db()
    assert draft.is_sent is False


def test_without_a_day_for_more_it_cannot_be_sent_and_the_page_says_so(writer, at, project):
    draft = UpdateFactory(project=project, more_on=None)
    page = writer.get(at("update_preview", draft.pk)).text
    assert "When will people hear more?" in page
    assert at("update_send", draft.pk) not in page
    answer = writer.post(at("update_send", draft.pk), follow=True)
    assert "Nothing was sent. First say when people will hear more." in answer.text
    assert Message.objects.count() == 0


def test_a_draft_changed_after_the_preview_is_not_sent(writer, at, project):
    draft = UpdateFactory(project=project, revision=2)
    for seen in ({"revision": 1}, {"revision": ""}, {}, {"revision": "x"}):
        answer = writer.post(at("update_send", draft.pk), seen, follow=True)
        assert "Nothing was sent: somebody changed the draft." in answer.text
    assert Message.objects.count() == 0


def test_the_second_of_two_editors_sees_both_texts_and_can_go_on(writer, at, project):
    draft = UpdateFactory(project=project, title="Ours", revision=2)
    address = at("update_edit", draft.pk)
    answer = writer.post(address, {**WORDS, "title": "Mine", "revision": 1})
    assert answer.status_code == 409
    for words in ("Twelve chairs with arms", "Twelve chairs are on their way.", 'value="Mine"'):
        assert words in answer.text
    assert 'name="revision" value="2"' in answer.text
    assert writer.post(address, {**WORDS, "title": "Mine", "revision": 2}).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Mine"


def test_an_edit_that_comes_after_the_sending_loses_no_word(writer, at, project):
    draft = UpdateFactory(project=project, sent_at=NOW, revision=2)
    words = {**WORDS, "where_we_are": "Written while it was sent.", "revision": 1}
    answer = writer.post(at("update_edit", draft.pk), words)
    assert answer.status_code == 409
    assert "This news was sent while you were writing" in answer.text
    assert "Written while it was sent." in answer.text


def test_what_was_typed_is_kept_when_a_headline_is_missing(writer, at):
    answer = writer.post(at("update_create"), {**WORDS, "title": ""})
    assert "Write a headline." in answer.text
    assert "Twelve chairs are on their way." in answer.text
    assert Update.objects.count() == 0


def test_finding_a_decision_keeps_what_was_typed_and_saves_nothing(writer, at, project, jo):
    old = factories.a_decision(project, jo, what="Softer lamps in the corner")
    for n in range(9):
        factories.a_decision(project, jo, what=f"Something else {n}")
    tick = f'name="decisions" value="{old.pk}"'
    assert lacks(writer.get(at("update_create")), tick, but_has='name="decisions" value="')
    typed = {**WORDS, "title": "", "find": "lamps", "find-decisions": "1"}
    found = writer.post(at("update_create"), typed).text
    assert tick in found
    assert "Twelve chairs are on their way." in found
    assert "Write a headline." not in found
    assert Update.objects.count() == 0
    writer.post(at("update_create"), {**WORDS, "decisions": [old.pk]})
    assert list(Update.objects.get().decisions.all()) == [old]


def test_a_decision_of_another_project_cannot_be_linked(writer, at, twin, outsider):
    theirs = factories.a_decision(twin, outsider.memberships.get())
    answer = writer.post(at("update_create"), {**WORDS, "decisions": [theirs.pk]})
    assert answer.status_code == 200
    assert Update.objects.count() == 0


def test_the_preview_says_who_gets_it_by_which_way_as_it_is_then_sent(writer, at, project, amina):
    for rhythm in ("weekly", "monthly", "asked-only"):
        set_preference(MemberFactory(project=project), channel="email", rhythm=rhythm)
    MemberFactory(project=project, user=None)
    set_preference(MemberFactory(project=project), channel="phone", rhythm="weekly")
    MemberFactory(project=project, joined_at=None)
    draft = UpdateFactory(project=project)
    audience = writer.get(at("update_preview", draft.pk)).context["audience"]
    assert (audience.by_email, audience.by_post, audience.by_phone, audience.nobody) == (
        {"at-once": 2, "weekly": 1, "monthly": 1},
        1,
        1,
        1,
    )
    writer.post(at("update_send", draft.pk), {"revision": 1})
    assert Delivery.objects.count() == audience.total


@pytest.mark.parametrize(
    ("settled", "has_decision", "hears"),
    [("", False, False), (" ", False, False), ("The colour.", False, True), ("", True, True)],
)
def test_news_that_settles_something_goes_also_to_who_wants_only_results(
    writer, at, project, jo, amina, settled, has_decision, hears
):
    set_preference(amina, channel="email", rhythm="results")
    draft = UpdateFactory(project=project, settled=settled)
    if has_decision:
        draft.decisions.add(factories.a_decision(project, jo))
    audience = writer.get(at("update_preview", draft.pk)).context["audience"]
    writer.post(at("update_send", draft.pk), {"revision": 1})
    assert Delivery.objects.filter(member=amina).exists() == hears
    assert audience.total == Delivery.objects.count()


def test_participants_read_what_was_sent_and_no_draft(signed_in, participant, at, project, jo):
    sent = UpdateFactory(project=project, title="Sent one", sent_at=NOW, sent_by=jo)
    draft = UpdateFactory(project=project, title="A draft")
    client = signed_in(participant)
    page = client.get(at("update_list")).text
    assert "Sent one" in page
    assert "A draft" not in page
    assert client.get(at("update_detail", draft.pk)).status_code == 404
    page = client.get(at("update_detail", sent.pk)).text
    assert "Twelve chairs with arms are on their way." in page
    assert "Whom it reached" not in page


def test_words_of_people_are_never_markup(signed_in, participant, at, project):
    update = UpdateFactory(
        project=project, title="<b>Bold</b>", where_we_are="<script>1</script>", sent_at=NOW
    )
    page = signed_in(participant).get(at("update_detail", update.pk)).text
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert "<b>Bold</b>" not in page


def test_an_update_can_be_taken_off_the_public_page(writer, at, project):
    update = UpdateFactory(project=project, sent_at=NOW, is_public=True)
    writer.post(at("update_public", update.pk), {"public": "no"})
    update.refresh_from_db()
    assert update.is_public is False


@pytest.mark.parametrize(
    "name", ["update_list", "update_detail", "update_preview", "update_create"]
)
def test_a_page_asks_the_same_of_the_database_with_3_and_with_30(
    name, writer, at, project, jo, django_assert_max_num_queries
):
    def world(number):
        for _ in range(number):
            factories.a_decision(project, jo)
            MemberFactory(project=project)
            update = UpdateFactory(project=project, sent_at=NOW)
            draft = UpdateFactory(project=project)
        for row in (update, draft):
            row.decisions.set(project.decisions.all())
        args = {"update_detail": [update.pk], "update_preview": [draft.pk]}.get(name, [])
        return at(name, *args)

    writer.get(world(1))
    address = world(2)
    with django_assert_max_num_queries(12) as few:
        writer.get(address)
    address = world(27)
    with django_assert_max_num_queries(12) as many:
        writer.get(address)
    assert len(few) == len(many)


def test_more_comes_on_the_day_that_was_named(writer, at):
    writer.post(at("update_create"), {**WORDS, "more_on": "19 11 2026"})
    assert Update.objects.get().more_on == DAY


def test_an_update_about_a_decision_has_it_ticked_already(writer, at, project, jo):
    decision = factories.a_decision(project, by=jo)

    page = writer.get(f"{at('update_create')}?decision={decision.number}")
    wrong = writer.get(f"{at('update_create')}?decision=x")

    assert page.context["form"].initial["decisions"] == [decision.pk]
    assert f'value="{decision.pk}" id="id_decisions_0" checked' in page.content.decode()
    assert wrong.context["form"].initial["decisions"] == []


def test_news_gives_the_reasons_of_the_decisions_that_it_names(
    writer, signed_in, participant, at, project, jo
):
    decision = factories.a_decision(project, jo, what="Twelve chairs", why="Amina measured it.")
    update = UpdateFactory(project=project, sent_at=NOW)
    update.decisions.add(decision)
    page = signed_in(participant).get(at("update_detail", update.pk)).text
    assert "1. Twelve chairs" in tight(page)
    assert "Amina measured it." in page


def test_more_of_the_form_is_folded_until_it_is_needed(writer, at, project, jo):
    decision = factories.a_decision(project, jo)
    address = at("update_create")
    assert '<details class="addmore">' in tight(writer.get(address).text)
    chosen = tight(writer.get(f"{address}?decision={decision.number}").text)
    assert '<details class="addmore" open>' in chosen


def test_an_empty_list_of_news_offers_to_write_some(writer, signed_in, participant, at):
    assert at("update_create") in writer.get(at("update_list")).text
    page = signed_in(participant).get(at("update_list"))
    assert lacks(page, at("update_create"), but_has="No news yet")
