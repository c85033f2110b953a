"""What the host does with a shell: a further organisation, a coordinator, an address put right."""

import io
import math

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import AddressChange, User
from accounts.services import ask_for_address, confirm_address, undo_address
from accounts.tasks import send_due as send_address_mail
from home import hosting
from home.management.commands import remove_coordinator
from home.models import Host
from outbox.tasks import send_due
from projects.models import Coordinator, CoordinatorInvitation, Organisation
from tests import factories
from tests.home.invited import invited
from tests.pages import lacks, tight

CORA = ["--email", "Cora@Example.org", "--name", "Cora"]


def run(*words: str) -> str:
    out = io.StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_create_organisation_invites_its_first_coordinator(db):
    said = run("create_organisation", "Northside Hospital", *CORA)
    row = CoordinatorInvitation.objects.get()
    assert (row.organisation.slug, row.user.email) == ("northside-hospital", "cora@example.org")
    assert (row.by, Coordinator.objects.exists()) == (None, False)
    assert "sign_in_code cora@example.org" in said
    assert said.strip().endswith("The organisation is made.")
    assert lacks(said, row.token, "/coordinate/", but_has="Northside Hospital")


def test_create_organisation_makes_none_twice(db):
    run("create_organisation", "Northside", *CORA)
    with pytest.raises(CommandError, match="There is an organisation “Northside” already"):
        run("create_organisation", "northside", *CORA)
    assert Organisation.objects.count() == 1


def test_the_one_time_link_is_over_once_an_organisation_is_there(db):
    run("create_organisation", "Northside", *CORA)
    assert lacks(run("first_link"), "/begin/", but_has="invite_coordinator northside")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["create_organisation", " ", *CORA], "This field is required"),
        (["create_organisation", "N", "--email", "cora", "--name", "C"], "“cora”: "),
        (["invite_coordinator", "nowhere", "cora@example.org"], "There is: here."),
        (["invite_coordinator", "here", "cora"], "“cora”: "),
        (["remove_coordinator", "cora@example.org"], "coordinates nothing here"),
        (["remove_coordinator", "a@b.example", "--organisation", "nowhere"], "There is: here."),
        (["remove_coordinator", "cora"], "“cora”: "),
        (["change_address", "no@example.org", "new@example.org"], "Nobody signs in with"),
        (["change_address", "cora@example.org", "cora"], "“cora”: "),
        (["change_address", "cora@example.org", "CORA@example.org"], "are the same"),
        (["invite_coordinator", "here", "cora@example.org", "--take-back"], "No invitation to"),
    ],
)
def test_wrong_words_are_refused_in_plain_words_and_change_nothing(db, words, said):
    factories.OrganisationFactory(slug="here")
    factories.UserFactory(email="cora@example.org")
    with pytest.raises(CommandError, match=said):
        run(*words)
    assert (Organisation.objects.count(), CoordinatorInvitation.objects.count()) == (1, 0)
    assert User.objects.get().email == "cora@example.org"


@pytest.mark.parametrize(
    "command",
    ["create_organisation", "invite_coordinator", "remove_coordinator", "change_address"],
)
def test_help_has_an_example(capsys, command):
    with pytest.raises(SystemExit):
        call_command(command, "--help")
    assert f"Example: python manage.py {command}" in capsys.readouterr().out


def test_invite_coordinator_lets_somebody_in_when_all_left(db):
    organisation = factories.OrganisationFactory(slug="here")
    said = run("invite_coordinator", "here", "cora@example.org")
    row = CoordinatorInvitation.objects.get()
    assert (row.organisation, row.name) == (organisation, "cora")
    assert said.strip().endswith("The invitation is open.")
    assert "is invited already" in run("invite_coordinator", "here", "cora@example.org")

    assert "taken back" in run("invite_coordinator", "here", "cora@example.org", "--take-back")
    row.refresh_from_db()
    assert row.end == "taken-back"


def test_invite_coordinator_refuses_whoever_is_one(db):
    row = factories.CoordinatorFactory()
    with pytest.raises(CommandError, match=r"already\. Nothing was changed"):
        run("invite_coordinator", row.organisation.slug, row.user.email)


def test_remove_coordinator_tells_everybody_and_says_who_is_left(db):
    here = factories.OrganisationFactory(slug="here", name="Here")
    cora, omar = (factories.CoordinatorFactory(organisation=here).user for _each in "12")
    theirs = invited(here, by=cora)
    said = run("remove_coordinator", cora.email)
    assert f"Who coordinates it now: {omar} ({omar.email})." in said
    assert said.strip().endswith("The coordinator is removed.")
    theirs.refresh_from_db()
    assert theirs.end == "taken-back"
    send_due()
    told = {message.to[0]: message.body for message in mail.outbox}
    assert "Whoever runs this Coproduce removed you as a coordinator of Here." in told[cora.email]
    assert f"Whoever runs this Coproduce removed {cora}" in told[omar.email]


@pytest.mark.parametrize("has_contact", [True, False])
def test_who_was_removed_by_the_host_reads_once_whom_to_ask(db, has_contact):
    contact = {"contact_name": "Hal Ost", "contact_email": "hal@example.org"} if has_contact else {}
    hosting.keep(Host(**contact), math.inf)
    cora = factories.CoordinatorFactory().user
    run("remove_coordinator", cora.email, "--last")
    send_due()
    (message,) = (message for message in mail.outbox if message.to == [cora.email])
    page = message.alternatives[0].content
    for said in (message.body, page):
        assert said.count("Whoever runs") + said.count("whoever runs this Coproduce") == 1
        assert tight(said).count("If you think that this is a mistake, ask them") == 1
        assert ("ask them: Hal Ost, hal@example.org" in tight(said)) == has_contact


def test_remove_coordinator_says_where_somebody_was_quicker(db, monkeypatch):
    cora = factories.CoordinatorFactory()
    found = remove_coordinator._found

    def found_too_late(*given):
        row = found(*given)
        Coordinator.objects.filter(pk=row.pk).delete()
        return row

    monkeypatch.setattr(remove_coordinator, "_found", found_too_late)
    with pytest.raises(CommandError, match=r"removed a moment ago\. Nothing was changed\."):
        run("remove_coordinator", cora.user.email, "--last")


def test_the_last_coordinator_is_removed_only_when_that_was_said(db):
    last = factories.CoordinatorFactory(organisation__slug="here")
    with pytest.raises(CommandError, match=r"only coordinator .*\. Nothing was changed"):
        run("remove_coordinator", last.user.email)
    assert Coordinator.objects.get() == last
    said = run("remove_coordinator", last.user.email, "--last")
    assert "invite_coordinator here new@example.org" in said
    assert not Coordinator.objects.exists()


def test_who_coordinates_several_is_removed_from_the_one_that_was_named(db):
    there = factories.CoordinatorFactory(organisation__slug="there")
    here = factories.CoordinatorFactory(organisation__slug="here", user=there.user)
    for row in (here, there):
        factories.CoordinatorFactory(organisation=row.organisation)
    factories.OrganisationFactory(slug="away")
    with pytest.raises(CommandError, match=r"coordinates here, there\. Say which"):
        run("remove_coordinator", here.user.email)
    with pytest.raises(CommandError, match="coordinates here, there, and not away"):
        run("remove_coordinator", here.user.email, "--organisation", "away")
    run("remove_coordinator", here.user.email, "--organisation", "there")
    assert Coordinator.objects.get(user=here.user) == here


def test_change_address_signs_out_and_tells_the_old_address(signed_in, db):
    cora = factories.UserFactory(email="cora@example.org")
    client = signed_in(cora)
    run("change_address", "Cora@example.org", "Kate@Example.org")
    cora.refresh_from_db()
    assert cora.email == "kate@example.org"
    assert client.get("/you/").status_code == 302
    mail.outbox.clear()
    send_address_mail()
    assert [message.to for message in mail.outbox] == [["cora@example.org"]]
    assert "Whoever runs this Coproduce asked for it." in mail.outbox[0].body
    assert undo_address(AddressChange.objects.get(), now=timezone.now())
    cora.refresh_from_db()
    assert cora.email == "cora@example.org"


def test_nothing_goes_to_an_address_that_was_mistyped(db):
    factories.UserFactory(email="cora@exmaple.org")
    said = run("change_address", "cora@exmaple.org", "cora@example.org", "--mistyped")
    assert User.objects.get().email == "cora@example.org"
    send_address_mail()
    assert (mail.outbox, AddressChange.objects.count()) == ([], 0)
    assert said.strip().endswith("The address is changed.")


def test_whoever_took_an_account_over_has_no_link_left_once_it_was_put_right(db):
    now, victim = timezone.now(), factories.UserFactory(email="victim@example.org")
    for address in ("x@evil.example", "y@evil.example"):
        assert confirm_address(ask_for_address(victim, email=address, now=now), now=now)
        victim.refresh_from_db()
    run("change_address", "y@evil.example", "victim@example.org", "--mistyped")
    assert not AddressChange.objects.undoable(now=now).exists()
    assert not any(undo_address(row, now=now) for row in AddressChange.objects.all())
    assert User.objects.get(pk=victim.pk).email == "victim@example.org"


def test_change_address_takes_nobody_elses(db):
    now = timezone.now()
    factories.UserFactory(email="cora@example.org")
    kate = factories.UserFactory(email="kate@example.org")
    with pytest.raises(CommandError, match="Somebody else signs in with kate"):
        run("change_address", "cora@example.org", "kate@example.org")
    # She may still go back to it.
    assert confirm_address(ask_for_address(kate, email="k@example.org", now=now), now=now)
    with pytest.raises(CommandError, match="may go back to it"):
        run("change_address", "cora@example.org", "kate@example.org")
    assert User.objects.filter(email="cora@example.org").exists()


def test_who_began_with_a_mistyped_address_comes_in_after_it_was_put_right(client, db):
    host = factories.CoordinatorFactory(user__email="cora@exmaple.org", organisation__is_host=True)
    assert "change_address cora@exmaple.org RIGHT-ADDRESS" in run("first_link")
    run("change_address", "cora@exmaple.org", "cora@example.org", "--mistyped")
    link = run("sign_in_code", "cora@example.org").split("http://testserver")[1].strip()
    page = Client()
    page.post(link)
    assert page.get(f"/organisations/{host.organisation.slug}/coordinators/").status_code == 200


def test_an_invitation_at_a_wrong_address_waits_after_it_was_put_right(signed_in, db):
    row = invited(factories.OrganisationFactory(name="Northside"))
    run("change_address", row.user.email, "right@example.org", "--mistyped")
    row.user.refresh_from_db()
    assert (
        "Will you be a coordinator of Northside?" in signed_in(row.user).get("/").content.decode()
    )
