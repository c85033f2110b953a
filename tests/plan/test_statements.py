"""What the group agrees on: stated, changed, retired; and what each member says of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from plan import services
from plan.models import Agreement, Concern, Statement
from projects.models import Project
from tests import factories
from tests.factories import NOW, agreement
from tests.filled_forms import carried, send
from tests.pages import lacks, tight

FORM = {"kind": "good", "words": "Nobody waits longer than an hour without news."}
LATER = NOW + timedelta(days=1)


@pytest.fixture
def list_url(project):
    return reverse("plan:statement_list", args=[project.slug])


@pytest.fixture
def agree_url(project):
    """Return where the pages send what a member says."""
    return reverse("plan:statement_agree", args=[project.slug])


@pytest.fixture
def agree_for_url(project, grace):
    return reverse("plan:statement_agree_for", args=[project.slug, grace.pk])


@pytest.fixture
def statement(project) -> Statement:
    return factories.StatementFactory(project=project, words="We let each other finish.")


@pytest.fixture
def grace(project):
    """A member without email."""
    return factories.MemberFactory(project=project, user=None, known_as="Grace")


def counts(statement) -> tuple[int, int, int]:
    found = Statement.objects.with_counts().get(pk=statement.pk)
    return found.agree_count, found.not_yet_count, found.concern_count


def waits_for(member) -> bool:
    return member.project.statements.waiting_for(member.pk).exists()


def answer(statement, says="", concern="", shown=None) -> dict[str, str]:
    """Return what the form of agreements sends of one statement."""
    pk = statement.pk
    shown = statement.revision if shown is None else shown
    return {f"says_{pk}": says, f"concern_{pk}": concern, f"shown_{pk}": str(shown)}


# Stating, changing, retiring


def test_statement_create_states_it_once_for_a_double_click(
    signed_in, facilitator, project, list_url
):
    client, key = signed_in(facilitator), str(uuid4())
    for _press in range(2):
        client.post(f"{list_url}new/", {**FORM, "sent_key": key})
    assert list(project.statements.values_list("kind", "words")) == [("good", FORM["words"])]


def test_statement_create_says_what_is_missing(signed_in, facilitator, list_url):
    answer = signed_in(facilitator).post(f"{list_url}new/", {"words": ""})
    assert answer.context["form"].errors == {
        "kind": ["Choose one of the answers."],
        "words": ["Write what we agree on."],
    }


def test_statement_edit_keeps_what_it_said_before(
    signed_in, facilitator, participant, statement, list_url
):
    url = f"{list_url}{statement.pk}/"
    signed_in(facilitator).post(f"{url}edit/", {**FORM, "revision": 1})
    statement.refresh_from_db()
    assert (statement.kind, statement.words, statement.revision) == ("good", FORM["words"], 2)
    assert [(c.was, str(c.by)) for c in statement.changes.all()] == [
        ("We let each other finish.\n(a way of working)", "Jo")
    ]
    assert "We let each other finish." in signed_in(participant).get(url).content.decode()


def test_the_second_editor_sees_both_texts_and_loses_nothing(
    signed_in, facilitator, statement, list_url
):
    client, url = signed_in(facilitator), f"{list_url}{statement.pk}/edit/"
    client.post(url, {**FORM, "words": "Theirs", "revision": 1})
    answer = client.post(url, {**FORM, "words": "Mine", "revision": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs<br>(what good looks like)" in page
    assert "Mine</textarea>" in page
    assert 'name="revision" value="2"' in page
    assert Statement.objects.get().words == "Theirs"


def test_statement_retire_keeps_it_in_view_and_answers_its_concerns(
    signed_in, facilitator, participant, amina, statement, list_url
):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    client, url = signed_in(facilitator), f"{list_url}{statement.pk}/retire/"
    assert client.post(url, {"words": ""}).context["form"].errors == {
        "words": ["Say why you take it back."]
    }
    client.post(url, {"words": "We wrote a better one."})
    get = signed_in(participant).get
    assert lacks(get(list_url), statement.words, but_has="?show=retired")
    assert "We wrote a better one." in get(f"{list_url}?show=retired").content.decode()
    concern = Concern.objects.get()
    assert (concern.ended, concern.outcome) == ("answered", "We wrote a better one.")
    assert not waits_for(amina)


# What members say


def test_members_say_whether_they_agree_and_can_change_it(
    signed_in, participant, amina, statement, agree_url, list_url
):
    client, shown = signed_in(participant), f"{list_url}?show=all"
    send(client, agree_url, answer(statement, "not-yet", "I cannot hear at the back."))
    assert (counts(statement), waits_for(amina)) == ((0, 1, 1), False)
    assert "I cannot hear at the back.</textarea>" in client.get(shown).text
    send(client, agree_url, answer(statement, "not-yet", "I hear nothing."), page=shown)
    assert Concern.objects.get().words == "I hear nothing."
    send(client, agree_url, answer(statement, "agree", "I hear nothing."), page=shown)
    assert counts(statement) == (1, 0, 0)
    assert list(Concern.objects.values_list("ended", "outcome")) == [("agreed", "")]
    assert Agreement.objects.get().entered_by is None


def test_a_member_can_take_their_concern_back(
    signed_in, participant, amina, statement, agree_url, list_url
):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    sent = {"page": f"{list_url}?show=all"}
    send(signed_in(participant), agree_url, answer(statement, "not-yet", ""), **sent)
    assert list(Concern.objects.values_list("words", "ended")) == [
        ("It is too loud.", "taken-back")
    ]
    assert counts(statement) == (0, 1, 0)


def test_any_statement_can_be_left_out(signed_in, participant, amina, project, agree_url):
    first, second = factories.StatementFactory.create_batch(2, project=project)
    data = {**answer(first), **answer(second, "agree")}
    assert send(signed_in(participant), agree_url, data).status_code == 302
    assert [row.statement for row in amina.agreements.all()] == [second]
    assert list(project.statements.waiting_for(amina.pk)) == [first]


def test_only_what_waits_is_asked_unless_a_member_wants_to_see_all(
    signed_in, participant, amina, project, list_url
):
    first, second = factories.StatementFactory.create_batch(2, project=project)
    agreement(first, amina)
    client = signed_in(participant)

    def asked(query: str = "") -> tuple[list[Statement], list[Statement]]:
        context = client.get(list_url + query).context
        return context["form"].statements if context["form"] else [], context["statements"]

    # Nothing is twice on the page: what is asked about is not listed too.
    assert (asked(), asked("?show=all")) == (([second], [first]), ([second, first], []))
    agreement(second, amina)
    assert asked() == ([], [second, first])


def test_the_address_in_emails_leads_to_the_page_that_asks(
    signed_in, participant, statement, agree_url, list_url
):
    assert signed_in(participant).get(agree_url).headers["Location"] == list_url


def test_a_member_answers_on_the_page_of_the_statement_too(
    signed_in, participant, statement, list_url, agree_url
):
    client, url = signed_in(participant), f"{list_url}{statement.pk}/"
    page = client.get(url)
    assert lacks(page, "Change what I said", but_has="Do you agree?")
    action = f"{agree_url}?one={statement.pk}"
    assert f'action="{action}"' in page.text
    assert send(client, action, answer(statement, "agree"), page=url).headers["Location"] == url
    assert counts(statement) == (1, 0, 0)
    other = f"{agree_url}?one=999"
    made_up = send(client, other, answer(statement, "not-yet", "Too loud."), page=url)
    assert made_up.headers["Location"] == list_url
    assert "Change what I said" in client.get(url).text


def test_the_page_of_a_statement_that_was_taken_back_asks_nothing(
    signed_in, participant, jo, statement, list_url
):
    services.retire_statement(statement, why="It was said twice.", by=jo, now=NOW)
    page = signed_in(participant).get(f"{list_url}{statement.pk}/")
    assert lacks(page, "Do you agree?", but_has=statement.words)


def test_who_agrees_is_a_tap_away_before_one_answers(signed_in, facilitator, statement, list_url):
    page = tight(signed_in(facilitator).get(list_url).text)
    assert f'<a href="{list_url}{statement.pk}/">Who agrees' in page


def test_a_double_click_is_one_answer_and_no_error(
    signed_in, participant, statement, agree_url, list_url
):
    client = signed_in(participant)
    said = answer(statement, "not-yet", "Too loud.") | carried(client, agree_url, page=list_url)
    answers = [client.post(agree_url, said) for _press in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert counts(statement) == (0, 1, 1)


@pytest.mark.parametrize("name", ["shown_x", "shown_", "shown_99999999999999999999", "shown_0"])
def test_a_made_up_statement_is_no_answer(signed_in, participant, statement, agree_url, name):
    answered = signed_in(participant).post(agree_url, {name: "1"})
    assert answered.status_code == 200
    assert not Agreement.objects.exists()


def test_the_form_says_what_does_not_fit(signed_in, participant, statement, agree_url):
    client, pk = signed_in(participant), statement.pk

    def errors(says: str, concern: str) -> dict[str, list[str]]:
        return send(client, agree_url, answer(statement, says, concern)).context["form"].errors

    nothing = "Nothing is answered yet. Choose an answer for at least one."
    assert errors("", "") == {"__all__": [nothing]}
    assert errors("", "Too loud.") == {f"says_{pk}": ["Say whether you agree, or not yet."]}
    assert errors("agree", "Too loud.") == {
        f"concern_{pk}": ["Choose “Not yet”, or take these words out."]
    }
    assert not Agreement.objects.exists()


def test_nobody_agrees_to_words_they_were_not_shown(
    signed_in, participant, jo, statement, agree_url
):
    statement.words = "We let each other finish, also when it hurts."
    services.change_statement(statement, revision=1, by=jo, now=NOW)
    client = signed_in(participant)
    page = send(client, agree_url, answer(statement, "not-yet", "Why?", shown=1))
    assert page.context["form"].errors == {
        f"says_{statement.pk}": ["The words changed meanwhile. Read them again, and answer."]
    }
    shown = page.content.decode()
    assert "also when it hurts." in shown
    assert "Why?</textarea>" in shown
    assert f'name="shown_{statement.pk}" value="2"' in shown
    assert not Agreement.objects.exists()


def test_what_was_typed_about_a_statement_that_no_longer_holds_is_not_lost(
    signed_in, participant, jo, project, statement, agree_url
):
    other = factories.StatementFactory(project=project)
    services.retire_statement(statement, why="It was said twice.", by=jo, now=NOW)
    client = signed_in(participant)
    data = answer(statement, "not-yet", "Who decides that?", shown=1) | answer(
        other, "agree", shown=1
    )
    page = send(client, agree_url, data)
    [error] = page.context["form"].errors[f"says_{statement.pk}"]
    assert error.startswith("This was taken back, because: It was said twice.")
    text = page.content.decode()
    assert "Who decides that?</textarea>" in text
    assert f'name="shown_{statement.pk}" value="0"' in text
    assert not Agreement.objects.exists()

    send(client, agree_url, data | {f"shown_{statement.pk}": "0"})
    assert [row.statement for row in Agreement.objects.all()] == [other]


def test_words_that_change_at_the_last_moment_keep_nothing(amina, jo, project):
    first, second = factories.StatementFactory.create_batch(2, project=project)
    said = [services.Said(first, 1, "agree"), services.Said(second, 1, "agree")]
    second.words = "Other words."
    services.change_statement(second, revision=1, by=jo, now=NOW)
    with pytest.raises(services.WordsChanged):
        services.answer_statements(amina, said, by=amina, now=NOW)
    services.retire_statement(second, why="It is over.", by=jo, now=NOW)
    with pytest.raises(services.WordsChanged):
        services.answer_statements(amina, [services.Said(second, 2, "agree")], by=amina, now=NOW)
    assert not Agreement.objects.exists()


def test_agreement_to_old_words_is_not_agreement_to_new_ones(amina, jo, statement):
    agreement(statement, amina, "agree")
    statement.words = "We let each other finish, also when it hurts."
    services.change_statement(statement, revision=1, by=jo, now=LATER)
    assert (counts(statement), waits_for(amina)) == ((0, 0, 0), True)
    agreement(statement, amina, "agree", at=LATER)
    assert (counts(statement), waits_for(amina)) == ((1, 0, 0), False)


def test_who_left_does_not_count(amina, statement):
    agreement(statement, amina)
    amina.left_at = NOW
    amina.save()
    assert counts(statement) == (0, 0, 0)


# In the name of somebody


def test_a_facilitator_enters_what_a_member_without_email_said(
    signed_in, facilitator, jo, grace, statement, agree_for_url
):
    client, url = signed_in(facilitator), agree_for_url
    assert "Everybody in the project can read it, with their name." in (
        client.get(url).content.decode()
    )
    send(client, url, answer(statement, "not-yet", "I work on Tuesdays."))
    said, concern = Agreement.objects.get(), Concern.objects.get()
    assert (said.member, said.entered_by) == (grace, jo)
    assert (concern.member, concern.entered_by) == (grace, jo)


def test_nobody_speaks_for_who_can_sign_in(signed_in, facilitator, amina, project, statement):
    address = reverse("plan:statement_agree_for", args=[project.slug, amina.pk])
    answered = signed_in(facilitator).get(address)
    assert answered.status_code == 403
    assert "Amina signs in and says it themselves." in answered.content.decode()


def test_participants_and_coordinators_enter_nothing_for_others(
    signed_in, participant, coordinator, statement, agree_url, agree_for_url
):
    for user in (participant, coordinator):
        client = signed_in(user)
        assert client.post(agree_for_url, answer(statement, "agree")).status_code == 403
    assert signed_in(coordinator).post(agree_url, answer(statement, "agree")).status_code == 403
    assert not Agreement.objects.exists()


def test_an_ended_project_stays_as_it_was_agreed(
    signed_in, participant, facilitator, statement, agree_url, list_url
):
    Project.objects.update(state=Project.State.ENDED)
    assert signed_in(participant).get(agree_url).status_code == 403
    assert signed_in(facilitator).get(f"{list_url}new/").status_code == 403
    assert lacks(signed_in(participant).get(list_url), "Do you agree?", but_has=statement.words)


# Who sees what


def test_everybody_sees_who_agrees_and_facilitators_who_was_not_heard(
    signed_in, participant, facilitator, amina, jo, statement, list_url
):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    url = f"{list_url}{statement.pk}/"
    page = signed_in(participant).get(url).content.decode()
    assert "It is too loud." in page
    assert "Haven’t said yet" not in page
    context = signed_in(facilitator).get(url).context
    assert (context["agree"], context["not_yet"], context["unheard"]) == ([], ["Amina"], ["Jo"])


def test_the_plan_shows_what_we_agree_on(signed_in, participant, amina, statement, project):
    agreement(statement, amina)
    factories.StatementFactory(project=project, kind="done", words="Each chair was tried out.")
    answered = signed_in(participant).get(reverse("plan:plan", args=[project.slug]))
    agreed = [(row["words"], row["agree_count"]) for row in answered.context["agreed"]]
    assert agreed == [("We let each other finish.", 1), ("Each chair was tried out.", 0)]


def test_a_statement_of_another_project_is_not_there(signed_in, facilitator, twin, list_url):
    theirs = factories.StatementFactory(project=twin)
    assert signed_in(facilitator).get(f"{list_url}{theirs.pk}/").status_code == 404


# The database


def test_a_member_says_one_thing_and_has_one_open_concern_about_a_statement(amina, statement):
    agreement(statement, amina, "not-yet", concern="It is too loud.")
    more = {"statement": statement, "member": amina}
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(says="agree", revision=1, said_at=NOW, **more)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.create(words="It is dark.", raised_at=NOW, **more)
