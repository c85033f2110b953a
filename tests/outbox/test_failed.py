"""Why an email was given up is said without addresses, and tried again is what may work another time."""

import pytest

from outbox.failed import HELD_BACK, failed_emails, masked
from outbox.kinds import GONE, NOT_KNOWN
from outbox.services import retry_failed
from tests import factories
from tests.factories import NOW
from tests.pages import lacks

ADDRESS = "amina.b@clinic.example.org"


def failed(project, error: str):
    return factories.DeliveryFactory(
        message__project=project, member__user__email=ADDRESS, gave_up_at=NOW, last_error=error
    )


@pytest.mark.parametrize(
    ("error", "reason", "is_worth_a_try"),
    [
        (
            f"The mail server said: 550 5.1.1 <{ADDRESS}> unknown",
            "The mail server says that there is no such address (550).",
            False,
        ),
        (
            f"The mail server said: 554 5.7.1 {ADDRESS}: relaying denied",
            "The mail server refused it (554).",
            True,
        ),
        ("The mail server said: 451 later", "The mail server refused it (451).", True),
        (
            f"SMTPServerDisconnected: {ADDRESS}",
            "We could not hand it to the mail server (SMTPServerDisconnected).",
            True,
        ),
        (f"{ADDRESS} is odd", "We could not hand it to the mail server.", True),
        ("", "We could not hand it to the mail server.", True),
        (str(GONE), str(GONE), False),
        (str(NOT_KNOWN), str(NOT_KNOWN), False),
        (str(HELD_BACK), str(HELD_BACK), False),
    ],
)
def test_a_reason_is_ours_and_says_whether_to_try_again(project, error, reason, is_worth_a_try):
    row = failed(project, error)
    [found] = failed_emails(now=NOW)
    assert (found.reason, found.is_worth_a_try) == (reason, is_worth_a_try)
    assert lacks(repr(found), ADDRESS, but_has="'a…@clinic.example.org'")
    assert retry_failed([found], now=NOW) == is_worth_a_try
    row.refresh_from_db()
    assert (row.gave_up_at is None) == is_worth_a_try


def test_only_an_organisation_that_is_named_is_looked_at(project, twin):
    failed(project, "")
    factories.DeliveryFactory(message__project=twin, gave_up_at=NOW)
    [found] = failed_emails(now=NOW, organisation=twin.organisation.slug)
    assert found.organisation == twin.organisation.name
    assert len(failed_emails(now=NOW)) == 2


def test_what_was_sent_meanwhile_is_not_sent_again(project):
    row = failed(project, "")
    found = failed_emails(now=NOW)
    type(row).objects.update(done_at=NOW)
    assert retry_failed(found, now=NOW) == 0


def test_what_they_do_not_want_is_no_failure(project):
    failed(project, "They chose not to hear news like this.").__class__.objects.update(
        is_needless=True
    )
    assert failed_emails(now=NOW) == []


@pytest.mark.parametrize(
    ("address", "shown"), [(ADDRESS, "a…@clinic.example.org"), ("a@b.c", "a…@b.c"), ("", "")]
)
def test_an_address_is_masked(address, shown):
    assert masked(address) == shown
