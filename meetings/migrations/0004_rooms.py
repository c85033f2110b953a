import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("ballots", "0001_initial"),
        ("meetings", "0003_outcomes"),
        ("projects", "0001_initial"),
        ("questions", "0002_said_in_a_room"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingRoom",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "code_hash",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                (
                    "key_hash",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                ("key_locked", models.BinaryField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("read_out_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("unread", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rooms",
                        to="projects.project",
                    ),
                ),
                (
                    "seal",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ballots.seal",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RoomWords",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, max_length=3000, verbose_name="what was said"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "not looked at yet"),
                            ("whole", "shown as it was said"),
                            ("in-part", "shown, with names left out"),
                            ("left-out", "left out"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "why",
                    models.TextField(blank=True, max_length=500, verbose_name="why it is left out"),
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
                    "looked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="meetings.meetingroom",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "room words",
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="meetingroom",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("meeting",), name="room_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingroom",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at", None),
                    models.Q(
                        ("code_hash__isnull", True),
                        ("key_hash__isnull", True),
                        ("key_locked__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="room_ended_has_no_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingroom",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("read_out_at", None), ("seal__isnull", False)),
                    models.Q(
                        ("ended_at__isnull", False), ("read_out_at__isnull", False), ("seal", None)
                    ),
                    _connector="OR",
                ),
                name="room_sealed_until_read_out",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "left-out"), models.Q(("why", ""), _negated=True)),
                    models.Q(("why", ""), models.Q(("outcome", "left-out"), _negated=True)),
                    _connector="OR",
                ),
                name="room_words_left_out_with_reason",
                violation_error_message="Write why it is left out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="roomwords",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "waiting"), _negated=True),
                    models.Q(models.Q(("text", ""), _negated=True), ("contribution", None)),
                    _connector="OR",
                ),
                name="room_words_to_look_at_are_there",
            ),
        ),
    ]
