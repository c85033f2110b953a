import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core import migrating
from core.append_only import append_only
from core.may_change import Columns

_TAKEN_AWAY = Columns(
    ("html", "pdf"),
    only="NEW.html = '' AND length(NEW.pdf) = 0 AND EXISTS ("
    "SELECT 1 FROM reports_reporttakenaway n WHERE n.report_id = OLD.report_id)",
)


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("elements", "0001_initial"),
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("gave_up_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("last_error", models.CharField(blank=True, editable=False, max_length=500)),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("is_large_print", models.BooleanField(default=False, verbose_name="large print")),
                ("created_at", models.DateTimeField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("gathering", "gathering what happened"),
                            ("rendering", "laying out the pages"),
                            ("ready", "ready"),
                            ("failed", "did not work"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("is_for_post", models.BooleanField(default=False)),
                (
                    "send_back",
                    models.TextField(max_length=300, verbose_name="where the sheets come back to"),
                ),
                ("letters", models.JSONField(default=list, editable=False)),
                ("letter_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="packs",
                        to="elements.review",
                    ),
                ),
                ("sheets", models.ManyToManyField(related_name="packs", to="elements.sheet")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("review", "sent_key"), name="pack_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("send_back", ""), _negated=True),
                        name="pack_says_where_to",
                        violation_error_message="Say where the sheets come back to.",
                    ),
                ],
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="PackFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pdf", models.BinaryField()),
                ("pages", models.PositiveIntegerField()),
                (
                    "pack",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="reports.pack",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("gave_up_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("last_error", models.CharField(blank=True, editable=False, max_length=500)),
                ("is_large_print", models.BooleanField(default=False, verbose_name="large print")),
                ("created_at", models.DateTimeField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("gathering", "gathering what happened"),
                            ("rendering", "laying out the pages"),
                            ("ready", "ready"),
                            ("failed", "did not work"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(verbose_name="until")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="report_ends_after_start",
                        violation_error_message="The period ends on or after the day it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None), ("gave_up_at", None)),
                        fields=("project", "asked_by", "starts_on", "ends_on", "is_large_print"),
                        name="report_once_while_on_its_way",
                        violation_error_message="This report is being made already.",
                    ),
                ],
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("html", models.TextField()),
                ("pdf", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="file",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LetterPack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("gave_up_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("last_error", models.CharField(blank=True, editable=False, max_length=500)),
                ("is_large_print", models.BooleanField(default=False, verbose_name="large print")),
                ("created_at", models.DateTimeField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for its turn"),
                            ("gathering", "gathering what happened"),
                            ("rendering", "laying out the pages"),
                            ("ready", "ready"),
                            ("failed", "did not work"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("deliveries", models.JSONField(default=list, editable=False)),
                ("unprinted", models.JSONField(default=list, editable=False)),
                ("letter_count", models.PositiveIntegerField(default=0, editable=False)),
                ("left_over", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "only",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_packs",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="letter_packs",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None), ("gave_up_at", None), ("only", None)),
                        fields=("project", "asked_by", "is_large_print"),
                        name="letter_pack_of_all_once",
                        violation_error_message="These letters are being made already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("done_at", None), ("gave_up_at", None), ("only__isnull", False)
                        ),
                        fields=("project", "asked_by", "only", "is_large_print"),
                        name="letter_pack_of_one_once",
                        violation_error_message="This letter is being made already.",
                    ),
                ],
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="LetterPackFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("pdf", models.BinaryField()),
                ("pages", models.PositiveIntegerField()),
                (
                    "pack",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="file",
                        to="reports.letterpack",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportTakenAway",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("signature", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_taken_away",
                        to="projects.member",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_away",
                        to="reports.report",
                    ),
                ),
            ],
        ),
        # A stored report never changes; it goes only where a note says so.
        append_only("reports_reportfile", but=_TAKEN_AWAY),
        append_only("reports_reporttakenaway", "report_id", "signature"),
    ]
