import django.db.models.deletion
from django.db import migrations, models

from core.append_only import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("plan", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="DecisionLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                ("version_count", models.PositiveIntegerField(default=0, editable=False)),
                ("head_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("checked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("checked_count", models.PositiveIntegerField(default=0, editable=False)),
                ("problems", models.JSONField(default=list, editable=False)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_log",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in-force", "in force"),
                            ("superseded", "replaced"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="in-force",
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what was decided")),
                ("why", models.TextField(max_length=5000, verbose_name="why")),
                ("decided_on", models.DateField(verbose_name="when it was decided")),
                (
                    "how",
                    models.CharField(blank=True, max_length=300, verbose_name="how it was decided"),
                ),
                (
                    "considered",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what else was considered"
                    ),
                ),
                (
                    "rests_on",
                    models.TextField(blank=True, max_length=5000, verbose_name="what it rests on"),
                ),
                (
                    "changed_our_mind",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what changed our mind"
                    ),
                ),
                (
                    "look_again_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when we look at it again"
                    ),
                ),
                ("boundary_said", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("recorded", "recorded"),
                            ("corrected", "corrected"),
                            ("superseded", "replaced"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="recorded",
                        max_length=10,
                    ),
                ),
                (
                    "change_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is changed"),
                ),
                ("recorded_at", models.DateTimeField()),
                ("maker_count", models.PositiveIntegerField(default=0, editable=False)),
                ("has_lived_maker", models.BooleanField(default=False, editable=False)),
                ("has_participant_maker", models.BooleanField(default=False, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("once", models.UUIDField(editable=False, null=True, unique=True)),
                ("previous_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "boundary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_versions",
                        to="plan.boundary",
                        verbose_name="boundary it keeps to",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_versions",
                        to="projects.member",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="decisions.decision",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "version"],
            },
        ),
        migrations.CreateModel(
            name="DecisionMaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("as_what", models.CharField(blank=True, max_length=120, verbose_name="as what")),
                ("was_participant", models.BooleanField(default=False)),
                ("had_lived_experience", models.BooleanField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_made",
                        to="projects.member",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="makers",
                        to="decisions.decisionversion",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="current",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="decisions.decisionversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionversion",
            constraint=models.UniqueConstraint(
                fields=("decision", "version"), name="decision_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True),
                name="decision_says_what",
                violation_error_message="Write what was decided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="decision_needs_reason",
                violation_error_message="Write why this was decided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("change", "recorded"),
                    models.Q(("change_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_change_needs_reason",
                violation_error_message="Write why it is changed. Everybody can read it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("look_again_on", None),
                    ("look_again_on__gt", models.F("decided_on")),
                    _connector="OR",
                ),
                name="decision_looked_at_again_later",
                violation_error_message="Look at it again on a day after it was decided.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "superseded"), ("superseded_by__isnull", False)),
                    models.Q(
                        models.Q(("state", "superseded"), _negated=True), ("superseded_by", None)
                    ),
                    _connector="OR",
                ),
                name="decision_superseded_by_another",
                violation_error_message="Say which decision takes its place.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmaker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("member__isnull", False), ("name", "")),
                    models.Q(
                        ("member", None),
                        models.Q(("name", ""), _negated=True),
                        models.Q(("as_what", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_maker_is_member_or_named",
                violation_error_message="Name the person, and say as what they took part.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmaker",
            constraint=models.UniqueConstraint(
                condition=models.Q(("member__isnull", False)),
                fields=("version", "member"),
                name="decision_maker_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("project", "number"), name="decision_number_once"
            ),
        ),
        # Versions and makers of decisions are only ever added.
        append_only(
            "decisions_decisionversion", "decision_id, version", "once", "previous_hash", "hash"
        ),
        append_only("decisions_decisionmaker", "version_id, member_id"),
    ]
