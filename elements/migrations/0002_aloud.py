import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("elements", "0001_initial"),
        ("meetings", "0003_outcomes"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AloudRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("on", models.DateField(verbose_name="when")),
                (
                    "participant_count",
                    models.PositiveSmallIntegerField(verbose_name="participants who were there"),
                ),
                (
                    "facilitator_count",
                    models.PositiveSmallIntegerField(verbose_name="facilitators who were there"),
                ),
                ("written_at", models.DateTimeField(editable=False)),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="elements.element",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aloud_ratings",
                        to="projects.project",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AloudAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "I can't say"),
                            (1, "Not at all"),
                            (2, "A little"),
                            (3, "Mostly"),
                            (4, "Fully"),
                        ],
                        null=True,
                    ),
                ),
                ("not_agreed", models.TextField(blank=True, max_length=1000)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="elements.indicator",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="elements.aloudrating",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="aloudrating",
            constraint=models.UniqueConstraint(
                fields=("project", "sent_key"), name="aloud_rating_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="aloudrating",
            constraint=models.CheckConstraint(
                condition=models.Q(("participant_count__gte", 1)),
                name="aloud_rating_has_participants",
                violation_error_message="Without a participant, it is not what the group says.",
            ),
        ),
        migrations.AddConstraint(
            model_name="aloudanswer",
            constraint=models.UniqueConstraint(
                fields=("rating", "indicator"), name="aloud_answer_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="aloudanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer__isnull", False),
                    models.Q(("not_agreed", ""), _negated=True),
                    _connector="OR",
                ),
                name="aloud_answer_says_something",
            ),
        ),
    ]
