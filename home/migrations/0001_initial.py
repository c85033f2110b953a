import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=20)),
                ("row", models.BigIntegerField()),
                ("seen_by", models.CharField(editable=False, max_length=12)),
                ("on", models.DateField()),
                ("page", models.CharField(editable=False, max_length=60)),
                ("at", models.JSONField(default=list)),
                ("more", models.CharField(blank=True, editable=False, max_length=100)),
                ("title", models.TextField(editable=False)),
                ("text", models.TextField(blank=True, editable=False)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "kind", "row"], name="search_text_row")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seen_by__in", ["readers", "members", "facilitators"])),
                        name="search_text_has_readers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(editable=False, max_length=40)),
                ("start", models.CharField(editable=False, max_length=3)),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "start"], name="search_word_start")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "word"), name="search_word_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField()),
                ("seen_by", models.CharField(editable=False, max_length=12)),
                ("on", models.DateField()),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="home.searchtext",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="home.searchword",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["word", "text", "weight", "seen_by", "on"],
                        name="search_posting_by_word",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchStale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=20)),
                ("row", models.BigIntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "search stale",
                "indexes": [
                    models.Index(fields=["project", "kind", "row"], name="search_stale_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="QueueTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("queue", models.CharField(editable=False, max_length=20, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("one", models.PositiveSmallIntegerField(default=1, editable=False, unique=True)),
                ("name", models.CharField(default="Coproduce", max_length=60)),
                ("logo_alt", models.CharField(blank=True, max_length=200)),
                ("logo_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("contact_name", models.CharField(blank=True, max_length=120)),
                ("contact_email", models.EmailField(blank=True, max_length=254)),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                ("contact_address", models.TextField(blank=True, max_length=500)),
                ("controller", models.TextField(blank=True, max_length=1000)),
                ("data_officer", models.TextField(blank=True, max_length=1000)),
                ("lawful_basis", models.TextField(blank=True, max_length=5000)),
                ("kept_for", models.TextField(blank=True, max_length=5000)),
                ("kept_where", models.TextField(blank=True, max_length=5000)),
                ("rights", models.TextField(blank=True, max_length=5000)),
                ("privacy_written_on", models.DateField(blank=True, editable=False, null=True)),
                ("scope", models.TextField(blank=True, max_length=5000)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "full",
                                "Fully compliant: nothing that we know of fails the guidelines",
                            ),
                            (
                                "partly",
                                "Partially compliant: some things fail, and we name them below",
                            ),
                            ("not", "Not compliant: most things fail, or nobody has looked yet"),
                        ],
                        max_length=6,
                    ),
                ),
                ("not_accessible", models.TextField(blank=True, max_length=5000)),
                ("tested", models.TextField(blank=True, max_length=5000)),
                ("tested_on", models.DateField(blank=True, null=True)),
                ("answer_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "law",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("gb", "Yes, in England, Scotland or Wales"),
                            ("ni", "Yes, in Northern Ireland"),
                            ("none", "No, these rules are not for us"),
                        ],
                        max_length=4,
                    ),
                ),
                ("accessibility_begun_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "accessibility_written_on",
                    models.DateField(blank=True, editable=False, null=True),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("one", 1)), name="host_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="host_has_a_name",
                        violation_error_message="Give it a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["", "full", "partly", "not"])),
                        name="host_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["partly", "not"]), _negated=True),
                            models.Q(("not_accessible", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="host_says_what_fails",
                        violation_error_message="Name what is not accessible, and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("law__in", ["", "gb", "ni", "none"])), name="host_law"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HostLogo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(editable=False, max_length=64)),
                ("media_type", models.CharField(editable=False, max_length=20)),
                ("data", models.BinaryField()),
                (
                    "host",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="logo",
                        to="home.host",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="HostChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("name", "the name"),
                            ("logo", "the logo"),
                            ("contact", "whom people turn to"),
                            ("privacy", "the text about privacy"),
                            ("accessibility", "the accessibility statement"),
                        ],
                        max_length=13,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("before", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="home.host",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["host", "-at"], name="host_change_newest")],
            },
        ),
    ]
