"""A name is taken out of everything that a project keeps, where somebody has ticked it; no role finds it after."""

import io
from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from core.offers import offered
from core.revisions import EditConflict
from decisions.chain import find_problems
from decisions.models import DecisionVersion, WordsTakenOut
from decisions.services import Maker, correct_decision
from elements.models import KeptRecord
from home.models import SearchText, SearchWord
from outbox import sending
from outbox.services import tell_members
from plan import services as plan
from projects.models import Member, NameTakenOut
from projects.name_hits import find_hits, read_names
from projects.services import take_name_out
from questions.models import Contribution
from questions.services import add_contribution, hide_words
from reports.models import LetterPackFile, PackFile, ReportFile
from reports.rendering import LaidOut, store
from tests import factories
from tests.at_once import at_once
from tests.factories import DAY, NOW, a_decision, a_ready_letter_pack, a_ready_pack
from tests.pages import lacks
from tests.questions.rows import contribution

pytestmark = pytest.mark.django_db
NAME = "Zebedee"
OUT = "[name taken out]"


def take_all(project, jo, typed=NAME, now=NOW) -> int:
    names = read_names(typed)
    return take_name_out(
        project, names, {hit.key for hit in find_hits(project, names)}, by=jo, now=now
    )


def place(project):
    return reverse("projects:name_take_out", args=[project.slug])


def in_database() -> str:
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    return dump.getvalue()


@pytest.mark.parametrize(
    ("typed", "text", "left"),
    [
        ("Grace", "Grace’s chair, GRACE and grâce.", f"{OUT}’s chair, {OUT} and {OUT}."),
        ("Grace", "Gracefully, disgrace, Graces.", "Gracefully, disgrace, Graces."),
        ("Grace Hall", "Grace Hall, grace-hall; Grace.", f"{OUT}, {OUT}; Grace."),
        ("Grace Hall, Grace", "Grace Hall and Grace", f"{OUT} and {OUT}"),
        ("O'Brien", "O’Brien and OBrien’s", f"{OUT} and {OUT}’s"),
        ("Zoë", "zoe@example.org, Zoe\u0308", f"{OUT}@example.org, {OUT}"),
        ("فاطمة", "قالت فاطمة شيئا", f"قالت {OUT} شيئا"),
        ("May", "In may we may.", f"In {OUT} we {OUT}."),
    ],
)
def test_whole_words_are_found_whatever_their_case_and_marks(project, amina, jo, typed, text, left):
    said = contribution(amina, words=text)
    take_all(project, jo, typed)
    said.refresh_from_db()
    assert said.words == left


def test_only_what_is_ticked_goes(signed_in, facilitator, project, amina):
    said = contribution(amina, words="In May we asked May.")
    client = signed_in(facilitator)
    first, second = find_hits(project, read_names("May"))
    shown = client.post(place(project), {"names": "May"}).content.decode()
    assert shown.count("<mark>May</mark>") == 2
    sent = {"names": "May", "hit": [second.key], "take_out": "yes"}
    for words in ("Taken out at 1 place.", "Nothing was taken out"):
        assert words in client.post(place(project), sent).content.decode()
    said.refresh_from_db()
    assert said.words == f"In May we asked {OUT}."
    assert sent["hit"] != [first.key]
    assert NameTakenOut.objects.get().places == 1


def test_what_was_changed_meanwhile_is_shown_again_and_not_touched(
    signed_in, facilitator, project, amina
):
    said = contribution(amina, words="Zebedee came.")
    (hit,) = find_hits(project, read_names(NAME))
    Contribution.objects.update(words="Zebedee came on Tuesday.")
    sent = {"names": NAME, "hit": [hit.key], "take_out": "yes"}
    shown = signed_in(facilitator).post(place(project), sent).content.decode()
    said.refresh_from_db()
    assert said.words == "Zebedee came on Tuesday."
    assert "came on Tuesday." in shown
    assert not NameTakenOut.objects.exists()


def test_the_page_begins_with_the_name_of_a_member(signed_in, facilitator, project):
    gone = factories.MemberFactory(project=project, known_as=NAME, left_at=NOW)
    shown = signed_in(facilitator).get(place(project), {"member": gone.pk}).content.decode()
    assert f'value="{NAME}"' in shown


def test_a_single_letter_and_nothing_are_refused(signed_in, facilitator, project):
    client = signed_in(facilitator)
    for typed, words in (("J", "Write a whole name"), ("  ", "Write the name."), (",", "Write a")):
        assert words in client.post(place(project), {"names": typed}).content.decode()


def test_participants_do_not_look_there(signed_in, participant, project):
    assert signed_in(participant).post(place(project), {"names": NAME}).status_code == 403


def test_the_name_is_kept_nowhere(project, amina, jo):
    contribution(amina, words="Zebedee came.")
    take_all(project, jo)
    row = NameTakenOut.objects.get()
    assert (row.by, row.places) == (jo, 1)
    assert lacks(in_database(), NAME, NAME.lower(), but_has="nametakenout")


def test_the_log_lets_go_of_the_words_and_its_chain_still_checks(
    signed_in, facilitator, project, jo, amina
):
    makers = [Maker(jo), Maker(name=NAME, as_what="A neighbour")]
    decision = a_decision(project, jo, why=f"{NAME} asked for it.", makers=makers)
    correct_decision(
        decision, base_version=1, how="A talk", by=jo, change_why="It was wrong.", now=NOW
    )
    page = signed_in(facilitator).post(place(project), {"names": NAME}).content.decode()
    assert "All of this text goes" in page
    places = take_all(project, jo, now=NOW + timedelta(days=1))
    assert places == 4
    assert WordsTakenOut.objects.count() == 4
    assert find_problems(project) == (2, [])
    assert {row.why for row in DecisionVersion.objects.all()} == {""}
    assert lacks(in_database(), NAME, NAME.lower(), but_has="wordstakenout")


def test_what_a_maker_said_of_being_named_is_reached(project, jo, amina):
    decision = a_decision(project, jo, makers=[Maker(amina)])
    decision.objections.create(member=amina, words=f"{NAME} was there.", at=NOW)
    take_all(project, jo)
    assert decision.objections.get().words == f"{OUT} was there."


def test_a_stored_report_that_names_them_goes_and_no_other(signed_in, facilitator, project, jo):
    named, other = (factories.a_ready_report(project, ends_on=DAY + timedelta(n)) for n in (1, 2))
    content = {"pdf": b"%PDF", "sha256": "1" * 64, "pages": 1, "created_at": NOW}
    third = factories.ReportFactory(project=project, done_at=NOW, stage="ready")
    ReportFile.objects.create(report=third, html=f"<p>{NAME} came</p>", **content)
    assert take_all(project, jo) == 1
    files = {file.report_id: (file.html, bytes(file.pdf)) for file in ReportFile.objects.all()}
    assert files[third.pk] == ("", b"")
    assert [pk for pk in (named.pk, other.pk) if not files[pk][0]] == []
    client = signed_in(facilitator)
    for name in ("report_read", "report_pdf"):
        shown = client.get(reverse(f"reports:{name}", args=[project.slug, third.pk]), follow=True)
        assert lacks(shown, NAME, but_has="This report was removed")
    assert "removed" in client.get(third.get_absolute_url()).content.decode()
    assert client.get(reverse("reports:report_list", args=[project.slug])).status_code == 200


def test_a_report_that_is_being_made_meanwhile_is_made_again(project, amina, jo):
    contribution(amina, words="Zebedee came.")
    report = factories.ReportFactory(project=project, stage="rendering")
    laid_out = LaidOut(b"%PDF", 1, f"<p>{NAME}</p>")
    take_all(project, jo, now=NOW + timedelta(seconds=5))
    assert not store(report, laid_out, now=NOW)
    report.refresh_from_db()
    assert (report.done_at, report.stage) == (None, "waiting")
    assert store(report, LaidOut(b"%PDF", 1, "<p>Anew</p>"), now=report.due_at)


def test_a_decision_without_its_words_says_so(signed_in, participant, project, jo):
    maker = Maker(name=NAME, as_what="A neighbour")
    decision = a_decision(project, jo, what=f"Ask {NAME}", makers=[Maker(jo), maker])
    take_all(project, jo, now=NOW + timedelta(days=1))
    shown = signed_in(participant).get(decision.get_absolute_url())
    assert lacks(shown, NAME, "None", but_has="Words were taken out of this decision")
    assert "[words taken out]" in shown.content.decode()


def test_a_stored_report_goes_only_where_a_note_says_so(project):
    report = factories.a_ready_report(project)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(report=report).update(html="", pdf=b"")


def test_letters_that_are_ready_to_print_go(signed_in, facilitator, project, amina, jo):
    letters, pack = (
        a_ready_letter_pack(project),
        a_ready_pack(factories.ReviewFactory(project=project)),
    )
    contribution(amina, words="Zebedee came.")
    take_all(project, jo)
    assert not LetterPackFile.objects.exists()
    assert not PackFile.objects.exists()
    for row in (letters, pack):
        assert signed_in(facilitator).get(row.get_absolute_url()).status_code == 200


def test_the_search_and_the_record_forget_it(signed_in, facilitator, project, amina, jo):
    contribution(amina, words="Zebedee came.")
    client, there = signed_in(facilitator), reverse("home:find", args=[project.slug])
    assert "came." in client.get(there, {"q": NAME}).content.decode()
    KeptRecord.objects.create(project=project, language="en", key="k", shown=[NAME])
    take_all(project, jo)
    assert not SearchWord.objects.filter(word__startswith="zebedee").exists()
    assert not SearchText.objects.filter(title__contains=NAME).exists()
    assert not KeptRecord.objects.exists()
    assert lacks(client.get(there, {"q": NAME}), "came.", but_has=NAME)


def test_an_email_that_is_sent_after_does_not_name_them(project, amina, jo):
    said = add_contribution(project, by=jo, said_by=amina, words=f"{NAME} came.", now=NOW)
    gone = factories.MemberFactory(project=project, known_as=NAME, left_at=NOW)
    hide_words(said, by=gone, why=f"It names {NAME}.", now=NOW)
    take_all(project, jo)
    sending.send_due(clock=timezone.now)
    letters = [part for letter in mail.outbox for part in (letter.subject, letter.body)]
    assert letters
    assert lacks("\n".join(letters), NAME, but_has=OUT)


def test_a_field_without_room_gets_a_shorter_mark(project, jo):
    row = factories.GroupFactory(project=project, name="Bo" + "x" * 40)
    most = row._meta.get_field("name").max_length
    row.name = f"Bo {'x' * (most - 3)}"
    row.save()
    take_all(project, jo, "Bo")
    row.refresh_from_db()
    assert row.name == f"… {'x' * (most - 3)}"


def test_whoever_is_writing_meanwhile_sees_both(project, jo):
    """The row counts one more revision, so that the name does not come back with an old page."""
    step = factories.StepFactory(project=project, title=f"Ask {NAME}")
    before = step.revision
    take_all(project, jo)
    step.refresh_from_db()
    assert (step.title, step.revision) == (f"Ask {OUT}", before + 1)


def test_versions_of_the_plan_are_reached(project, jo):
    step = factories.StepFactory(project=project, title=f"Ask {NAME}")
    step.title = "Ask a neighbour"
    plan.change_step(step, revision=step.revision, by=jo, planned_by=[], now=NOW)
    assert NAME in step.changes.get().was
    take_all(project, jo)
    assert lacks(step.changes.get().was, NAME, but_has=OUT)


def test_somebody_who_is_here_keeps_their_name_and_somebody_who_left_does_not(project, jo):
    here = factories.MemberFactory(project=project, known_as=NAME)
    gone = factories.MemberFactory(project=project, known_as=NAME, left_at=NOW)
    take_all(project, jo)
    names = dict(Member.objects.filter(pk__in=[here.pk, gone.pk]).values_list("pk", "search_name"))
    assert names == {here.pk: NAME.lower(), gone.pk: OUT}


def test_news_that_were_sent_lose_the_name_and_say_so(signed_in, participant, project, jo):
    words = {"title": f"{NAME} came", "where_we_are": f"We asked {NAME}.", "more_on": DAY}
    update = factories.UpdateFactory(project=project, sent_at=NOW, is_public=True, **words)
    assert take_all(project, jo) == 2
    update.refresh_from_db()
    assert (update.title, update.where_we_are) == (f"{OUT} came", f"We asked {OUT}.")
    notes = update.words_changed.order_by("pk")
    assert [note.is_signed(getattr(update, note.field)) for note in notes] == [True, True]
    assert not notes[0].is_signed("Other words")
    shown = signed_in(participant).get(update.get_absolute_url())
    assert lacks(shown, NAME, but_has="A name was taken out of it")
    with pytest.raises(DatabaseError), transaction.atomic():
        type(update).objects.filter(pk=update.pk).update(title="Other", revision=F("revision") + 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_out_at_once_do_it_once(project, amina, jo):
    said = contribution(amina, words="Zebedee and Zebedee.")
    names = read_names(NAME)
    first, second = (hit.key for hit in find_hits(project, names))
    take = partial(take_name_out, project, names, by=jo, now=NOW)
    places = at_once([partial(take, {first, second}), partial(take, {first, second})])
    said.refresh_from_db()
    assert said.words == f"{OUT} and {OUT}."
    assert sorted(places) == [0, 2]
    assert NameTakenOut.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_somebody_changes_the_text_at_the_same_moment_and_nothing_is_lost(project, amina, jo):
    step = factories.StepFactory(project=project, title=f"Ask {NAME}")
    names, mine = read_names(NAME), "Ask the whole ward"
    (hit,) = find_hits(project, names)

    def change():
        step.title = mine
        try:
            plan.change_step(step, revision=1, by=jo, planned_by=[], now=NOW)
        except EditConflict as conflict:
            return conflict.theirs.title

    take = partial(take_name_out, project, names, {hit.key}, by=jo, now=NOW)
    changed, places = at_once([change, take])
    step.refresh_from_db()
    assert (step.title, changed, places) in [(mine, None, 0), (f"Ask {OUT}", f"Ask {OUT}", 1)]


def test_another_project_is_not_touched(project, jo, twin):
    said = contribution(factories.MemberFactory(project=twin), words="Zebedee came.")
    take_all(project, jo)
    said.refresh_from_db()
    assert NAME in said.words


def test_a_message_that_has_it_deep_within_is_reached(project, jo, amina):
    message = tell_members(
        event="e",
        project=project,
        kind="contribution_entered",
        data={"contribution": 1, "by": NAME, "more": [{"deep": f"with {NAME}"}]},
        recipients=[amina],
        asks=False,
        now=NOW,
    )
    take_all(project, jo)
    message.refresh_from_db()
    assert (message.data["by"], message.data["more"][0]["deep"]) == (OUT, f"with {OUT}")


def test_each_field_is_of_its_model_and_each_app_is_heard():
    kinds = [kept for offer in offered("PEOPLES_WORDS") for kept in offer]
    wrong = [
        (kept.model, name)
        for kept in kinds
        for name in kept.fields
        if name not in {field.name for field in kept.model._meta.concrete_fields}
    ]
    assert wrong == []
    assert len({kept.model for kept in kinds}) == len(kinds) > 50
