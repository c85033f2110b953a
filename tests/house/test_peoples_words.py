"""Each field that could keep words of people is looked into when a name is taken out, or is named here with why not."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from core.offers import offered
from core.paths import path_to
from decisions.models import Decision, PublicDecision
from decisions.services import Maker, correct_decision
from projects.models import Project
from projects.name_hits import find_hits, read_names, rows_of
from projects.services import take_name_out
from tests import factories
from tests.factories import DAY, NOW
from tests.full_project import fill
from tests.house.test_access import PATTERNS
from tests.house.world import Role, World

NAME = "Zebedee"
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
KEY, HASH = "a key or an address of ours, no words", "a hash or a signature"
FAULT, READ_OFF = "what a machine says of a fault", "made from others: it goes with them"
REACH = "how to reach somebody; it goes when they leave, or with them"
LOCKED = "sealed or locked: nobody may look into it to find a name; the page says so"
#: What keeps no words of people, or cannot be looked into -> why not.
NOT_LOOKED_INTO = {
    KEY: {
        *("meetings.Meeting.link", "meetings.MeetingOutcome.kind"),
        *("projects.Project.slug", "projects.Project.safety_phone", "projects.Project.help_phone"),
        *("outbox.Message.event", "outbox.Message.kind", "outbox.Reminder.what"),
        *("outbox.Digest.mail_id", "outbox.Delivery.mail_id", "outbox.Follower.language"),
        *("outbox.Follower.salt", "participation.JoinRequest.salt"),
        *("questions.Response.salt", "questions.Response.outside"),
        *("participation.Invitation.salt", "questions.ContributionMove.address"),
        *("questions.ContributionFile.name", "questions.ContributionFile.arrived"),
        *("elements.Review.record_states", "elements.Sheet.number"),
        *("elements.KeptRecord.language", "elements.KeptRecord.key"),
        *("home.SearchIndex.made_by", "home.SearchStale.kind", "home.SearchText.kind"),
        *("home.SearchText.seen_by", "home.SearchText.page", "home.SearchText.at"),
        *("home.SearchText.more", "home.SearchPosting.seen_by"),
        *(
            "reports.Pack.letters",
            "reports.LetterPack.deliveries",
            "reports.LetterPack.unprinted",
            "reports.LetterPack.too_tall",
        ),
    },
    HASH: {
        *("decisions.DecisionLog.head_hash", "decisions.DecisionLog.sound_hash"),
        "decisions.DecisionVersion.salts",
        *("decisions.DecisionVersion.text_hashes", "decisions.DecisionVersion.previous_hash"),
        *("decisions.DecisionVersion.hash", "decisions.DecisionMaker.salts"),
        *("decisions.DecisionMaker.text_hashes", "decisions.WordsTakenOut.field"),
        *("decisions.WordsTakenOut.signature", "reports.ReportFile.sha256"),
        *("updates.SentWordsChanged.field", "updates.SentWordsChanged.signature"),
        *("reports.ReportTakenAway.signature", "questions.ThreeWords.hashed"),
        *("meetings.MeetingRoom.code_hash", "meetings.MeetingRoom.key_hash"),
        *("participation.PrivateWord.outside_hash", "outbox.StoppedFollowing.address_hash"),
    },
    FAULT: {
        *("outbox.Digest.last_error", "outbox.Delivery.last_error", "outbox.Hitch.work"),
        *("outbox.Hitch.row", "outbox.Hitch.error", "decisions.DecisionLog.problems"),
        *("reports.Report.last_error", "reports.Pack.last_error", "reports.LetterPack.last_error"),
        "questions.ContributionFile.last_error",
    },
    READ_OFF: {
        *("projects.Member.search_name", "decisions.DecisionVersion.search_text"),
        *("elements.KeptRecord.shown", "home.SearchText.title", "home.SearchText.text"),
        *("home.SearchWord.word", "home.SearchWord.start", "reports.ReportFile.pdf"),
        *("reports.PackFile.pdf", "reports.LetterPackFile.pdf"),
    },
    REACH: {
        *("outbox.Preference.phone", "outbox.Preference.postal_address"),
        *("participation.DirectoryEntry.email", "participation.DirectoryEntry.phone"),
        "participation.DirectoryEntry.postal_address",
        *("outbox.Delivery.recipient", "projects.Project.help_email"),
        *("outbox.Follower.address", "participation.JoinRequest.address"),
        "questions.Response.address",
        "projects.Project.safety_email",
    },
    LOCKED: {
        *("questions.SafetyWorry.words_locked", "questions.SafetyWorry.done_locked"),
        *("ballots.SealedPiece.box", "ballots.Seal.public_key"),
        *("participation.Need.said_locked", "participation.Need.how_locked"),
        *("participation.Return.what_locked", "participation.Return.why_locked"),
        *("participation.Wish.said_locked", "participation.AboutUsAnswer.said_locked"),
        *("participation.Thanks.words_locked", "participation.PrivateWord.words_locked"),
        *("participation.PrivateWord.answer_locked", "participation.PrivateWord.ask_locked"),
        *("meetings.MeetingAnswer.words_locked", "meetings.MeetingAnswer.reply_locked"),
        "meetings.MeetingRoom.key_locked",
    },
    "numbers alone": {
        *("participation.AboutUsCount.counts", "participation.AboutUsCount.typed"),
        "participation.AboutUsCount.shown",
    },
    "why words were taken out: we write it, and it names nobody": {"decisions.WordsTakenOut.why"},
}


def fields_of_projects() -> set[str]:
    """Name each field with text of what belongs to a project."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not model.__module__.startswith("tests.") and path_to(model, Project) is not None
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices
    }


def looked_into() -> set[str]:
    return {
        f"{kept.model._meta.label}.{name}"
        for offer in offered("PEOPLES_WORDS")
        for kept in offer
        for name in kept.fields
    }


def test_each_field_with_text_is_looked_into_or_named_with_the_reason():
    named = set().union(*NOT_LOOKED_INTO.values())
    assert sorted(named & looked_into()) == []
    assert sorted(fields_of_projects() - looked_into() - named) == []


def plant(world: World) -> set[tuple[Any, str]]:
    """Write the name into a row of each kind, where that has words; return into which fields."""
    found = set()
    for kept in (kept for offer in offered("PEOPLES_WORDS") for kept in offer):
        row = None if kept.let_go or kept.note else rows_of(world.project, kept).first()
        for name in kept.fields if row else ():
            # What is empty is so for a reason that the database knows.
            if value := getattr(row, name):
                rows = kept.model._default_manager.filter(pk=row.pk)
                rows.update(**{name: planted(value)})
                found.add((kept.model, name))
    return found


def planted(value: Any) -> Any:
    """Put the name where words of people are, so that a page can still read the value."""
    if isinstance(value, list):
        return [planted(one) if isinstance(one, dict) else one for one in value]
    if isinstance(value, dict):
        named = {key: NAME for key in ("by", "for_whom", "name", "known_as") if key in value}
        return {**{key: planted(one) for key, one in value.items()}, "more": NAME, **named}
    return f"{NAME} came." if isinstance(value, str) else value


@pytest.mark.long
@pytest.mark.django_db
def test_a_name_is_found_in_each_field_and_is_in_none_after(full_world):
    """All but what cannot be written: tests/projects/test_names_taken_out.py has the log, reports and sent news."""
    project, names = full_world.project, read_names(NAME)
    with full_world.undone():
        fill(project, full_world.facilitator, full_world.participant, 6)
        planted_in = plant(full_world)
        hits = find_hits(project, names)
        assert {(hit.kept.model, hit.field) for hit in hits} >= planted_in
        assert len({model for model, _name in planted_in}) > 40
        take_name_out(project, names, {hit.key for hit in hits}, by=full_world.facilitator, now=NOW)
        assert find_hits(project, names) == []


@pytest.mark.long
@pytest.mark.only_pages
@pytest.mark.django_db
def test_no_role_finds_the_name_on_any_page_after(full_world):
    project, facilitator = full_world.project, full_world.facilitator
    names = read_names(NAME)
    with full_world.undone():
        type(project).objects.filter(pk=project.pk).update(is_public=True)
        plant_everywhere(full_world)
        before = pages_with_the_name(full_world)
        assert {role for role, _name in before} == {*full_world.people}
        assert len({name for _role, name in before}) > 30
        hits = find_hits(project, names)
        take_name_out(project, names, {hit.key for hit in hits}, by=facilitator, now=NOW)
        assert pages_with_the_name(full_world) == set()


def plant_everywhere(world: World) -> None:
    project, facilitator, participant = world.project, world.facilitator, world.participant
    plant(world)
    maker = Maker(name=NAME, as_what="A neighbour")
    decision = Decision.objects.get(project=project, number=world.arguments["number"])
    again = {"how": f"{NAME} asked.", "change_why": f"{NAME} was wrong.", "by": facilitator}
    correct_decision(
        decision,
        base_version=decision.newest.version,
        makers=[Maker(participant), maker],
        now=NOW,
        **again,
    )
    PublicDecision.objects.update_or_create(
        decision=decision, defaults={"version": decision.newest, "by": facilitator, "at": NOW}
    )
    words = {"title": f"{NAME} came", "where_we_are": f"We asked {NAME}.", "more_on": DAY}
    factories.UpdateFactory(project=project, sent_at=NOW, is_public=True, **words)


def pages_with_the_name(world: World) -> set[tuple[Role, str]]:
    """Return who reads the name on which page; nothing that was looked for is on them."""
    found = set()
    for role in world.people:
        client = world.client(role)
        for name, pattern in PATTERNS.items():
            words = {word: world.arguments[word] for word in pattern.pattern.regex.groupindex}
            with world.undone():
                answer = client.get(reverse(name, kwargs=words))
            if NAME.lower().encode() in answer.getvalue().lower():
                found.add((role, name))
    return found
