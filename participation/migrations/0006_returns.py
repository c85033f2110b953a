import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating

PRIVATE = [("needs", "what I need"), ("returns", "what I would like in return")]


def of_needs() -> models.CharField:
    """What there was before was of needs alone."""
    return models.CharField(choices=PRIVATE, default="needs", max_length=10)


class Migration(migrating.Migration):
    dependencies = [
        ("participation", "0005_needs"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.RenameModel("NeedsReader", "NamedReader"),
        migrations.RenameModel("NeedsReading", "PrivateReading"),
        migrations.RemoveConstraint("namedreader", "needs_reader_once"),
        migrations.RemoveIndex("privatereading", "needs_reading_by_day"),
        migrations.AddField("namedreader", "purpose", of_needs(), preserve_default=False),
        migrations.AddField("privatereading", "purpose", of_needs(), preserve_default=False),
        migrations.AddField("memberkey", "purpose", of_needs(), preserve_default=False),
        migrations.AlterField(
            "namedreader",
            "member",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="named_readers",
                to="projects.member",
            ),
        ),
        migrations.AlterField(
            "namedreader",
            "reader",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reads_of",
                to="projects.member",
            ),
        ),
        migrations.AlterField(
            "privatereading",
            "member",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="readings",
                to="projects.member",
            ),
        ),
        migrations.AlterField(
            "privatereading",
            "why",
            models.CharField(
                choices=[
                    ("arrange", "to arrange it"),
                    ("give", "to agree on it, or to give it"),
                    ("talk", "to talk about it with them"),
                    ("plan", "to plan something that they come to"),
                    ("wrote", "to write it down for them"),
                    ("due", "to see what is due to everybody"),
                ],
                max_length=7,
            ),
        ),
        migrations.AlterField(
            "memberkey",
            "member",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_keys",
                to="projects.member",
            ),
        ),
        migrations.AlterField(
            "consent",
            "purpose",
            models.CharField(
                choices=[
                    ("bring", "what I bring"),
                    ("groups", "groups I belong to"),
                    ("speak", "who I can speak for"),
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("hear", "how I hear"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            "namedreader",
            models.UniqueConstraint(
                fields=("member", "purpose", "reader"), name="named_reader_once"
            ),
        ),
        migrations.AddIndex(
            "privatereading",
            models.Index(fields=["member", "purpose", "at"], name="reading_by_day"),
        ),
        migrations.AddConstraint(
            "memberkey",
            models.UniqueConstraint(fields=("member", "purpose"), name="own_key_once"),
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("said_locked", models.BinaryField()),
                ("said_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wish",
                        to="projects.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("what_locked", models.BinaryField()),
                ("due_on", models.DateField()),
                ("offered_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("yes", "agreed"), ("no", "not wanted")], max_length=3
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                (
                    "got",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("not-yet", "not yet")], max_length=7
                    ),
                ),
                ("got_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("why_locked", models.BinaryField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="gives",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="projects.member",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        blank=True,
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
                        related_name="returns",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "sent_key"), name="return_sent_once")
                ],
            },
        ),
    ]
