"""Tests that commit leave nothing behind, lose no seed and lift no trigger for good."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from elements.models import Indicator
from reports.models import Report, ReportFile
from tests import factories


def row_counts():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
    return counts


def stored_report():
    now = timezone.now()
    report = Report.objects.create(
        project=factories.ProjectFactory(),
        starts_on=now.date(),
        ends_on=now.date(),
        created_at=now,
        due_at=now,
    )
    return ReportFile.objects.create(
        report=report, html="<p>", pdf=b"%PDF", sha256="0" * 64, pages=1, created_at=now
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reset_sequences", [False, True])
def test_a_flush_keeps_seeds_and_triggers(reset_sequences):
    fresh, seeds = row_counts(), connection.creation.serialize_db_to_string()
    stored_report()

    call_command("flush", interactive=False, verbosity=0, reset_sequences=reset_sequences)

    assert row_counts() == fresh
    assert connection.creation.serialize_db_to_string() == seeds
    # The seeds have their keys back, and what is added gets another.
    seeded = Indicator.objects.order_by("pk")[0]
    Indicator.objects.create(element=seeded.element, key="equal.new", position=99, wording="New")
    stored = stored_report()
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportFile.objects.filter(pk=stored.pk).update(pages=2)
