import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("ballots", "0001_initial"),
        ("meetings", "0004_rooms"),
        ("projects", "0001_initial"),
        ("questions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_at", models.DateTimeField(editable=False)),
                ("closes_on", models.DateField()),
                ("is_reminded", models.BooleanField(default=False, editable=False)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("shown", "shown"),
                            ("few", "fewer than five people answered"),
                            ("typed", "too few answered by themselves"),
                            ("lost", "the key was lost"),
                        ],
                        default="open",
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("there", models.PositiveIntegerField(editable=False, null=True)),
                ("answered", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pulse",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pulses",
                        to="projects.project",
                    ),
                ),
                (
                    "seal",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ballots.seal",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting__on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PulseAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_answered", models.BooleanField(default=False, editable=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_in",
                        to="projects.member",
                    ),
                ),
                (
                    "pulse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="meetings.pulse",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "asked how it was",
            },
        ),
        migrations.CreateModel(
            name="PulsePlaces",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("there", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField(default=0)),
                (
                    "pulse",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="meetings.pulse",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PulseResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("exact", "each answer counted"),
                            ("coarse", "counted in two parts"),
                            ("hidden", "not shown"),
                        ],
                        max_length=6,
                    ),
                ),
                ("cannot_say", models.PositiveIntegerField(null=True)),
                ("not_at_all", models.PositiveIntegerField(null=True)),
                ("a_little", models.PositiveIntegerField(null=True)),
                ("mostly", models.PositiveIntegerField(null=True)),
                ("fully", models.PositiveIntegerField(null=True)),
                ("up", models.PositiveIntegerField(null=True)),
                ("down", models.PositiveIntegerField(null=True)),
                (
                    "feeling",
                    models.CharField(
                        choices=[
                            ("care", "I was treated with care."),
                            ("safe", "I felt safe to say what I think."),
                            ("good", "It was good to be here."),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "pulse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="meetings.pulse",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PulseWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        choices=[("arrive", "We arrived"), ("leave", "We left")], max_length=6
                    ),
                ),
                ("word", models.CharField(max_length=60)),
                (
                    "pulse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="meetings.pulse",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Unasked",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "not looked at yet"),
                            ("whole", "shown as it is"),
                            ("in-part", "shown in part"),
                            ("left-out", "left out"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "shown_text",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what everybody reads"
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="questions.contribution",
                    ),
                ),
                (
                    "pulse",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unasked",
                        to="meetings.pulse",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "unasked",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="pulse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered", None),
                        ("closed_at", None),
                        ("outcome", "open"),
                        ("there", None),
                    ),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("there__isnull", False),
                        models.Q(
                            models.Q(("answered__gte", 5), ("outcome", "shown")),
                            models.Q(("answered", None), ("outcome__in", ["few", "typed", "lost"])),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="pulse_keeps_no_few",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseasked",
            constraint=models.UniqueConstraint(fields=("pulse", "member"), name="pulse_asked_once"),
        ),
        migrations.AddConstraint(
            model_name="pulseresult",
            constraint=models.UniqueConstraint(
                fields=("pulse", "feeling"), name="pulse_result_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("level", "exact"),
                        ("a_little__isnull", False),
                        ("cannot_say__isnull", False),
                        ("down__isnull", False),
                        ("fully__isnull", False),
                        ("mostly__isnull", False),
                        ("not_at_all__isnull", False),
                        ("up__isnull", False),
                    ),
                    models.Q(
                        ("level", "coarse"),
                        ("a_little__isnull", True),
                        ("cannot_say__isnull", True),
                        ("fully__isnull", True),
                        ("mostly__isnull", True),
                        ("not_at_all__isnull", True),
                        ("down__isnull", False),
                        ("up__isnull", False),
                    ),
                    models.Q(
                        ("level", "hidden"),
                        ("a_little__isnull", True),
                        ("cannot_say__isnull", True),
                        ("down__isnull", True),
                        ("fully__isnull", True),
                        ("mostly__isnull", True),
                        ("not_at_all__isnull", True),
                        ("up__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="pulse_result_shows_what_its_level_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level", "hidden"),
                    (
                        "up__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.Value(5), "-", models.F("down")
                        ),
                    ),
                    _connector="OR",
                ),
                name="pulse_result_of_five_or_more",
            ),
        ),
        migrations.AddConstraint(
            model_name="pulseword",
            constraint=models.CheckConstraint(
                condition=models.Q(("word", ""), _negated=True), name="pulse_word_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="unasked",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="unasked_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="unasked",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["waiting", "left-out"]), ("shown_text", "")),
                    models.Q(
                        ("outcome__in", ["whole", "in-part"]),
                        models.Q(("shown_text", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="unasked_shown_when_looked_at",
            ),
        ),
    ]
