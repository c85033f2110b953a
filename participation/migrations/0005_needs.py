import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("participation", "0004_greeting_noted"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpentKey",
            fields=[
                ("name", models.UUIDField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.AlterField(
            model_name="consent",
            name="answer",
            field=models.CharField(
                choices=[
                    ("yes", "yes"),
                    ("later", "not now"),
                    ("back", "taken back"),
                    ("none", "nothing for now"),
                    ("tell", "would rather tell somebody"),
                ],
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("bring", "what I bring"),
                    ("groups", "groups I belong to"),
                    ("speak", "who I can speak for"),
                    ("needs", "what I need"),
                    ("hear", "how I hear"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="MemberKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.UUIDField(unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_key",
                        to="projects.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Need",
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
                ("due_on", models.DateField(blank=True, null=True)),
                ("how_locked", models.BinaryField(blank=True, null=True)),
                ("is_once", models.BooleanField(default=False)),
                ("promised_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "met",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("not-yet", "not yet")], max_length=7
                    ),
                ),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="arranges",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="projects.member",
                    ),
                ),
                (
                    "met_noted_by",
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
                        related_name="needs",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedsReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs_readers",
                        to="projects.member",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reads_needs_of",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "reader"), name="needs_reader_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedsReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("arrange", "to arrange it"),
                            ("talk", "to talk about it with them"),
                            ("plan", "to plan something that they come to"),
                            ("wrote", "to write it down for them"),
                        ],
                        max_length=7,
                    ),
                ),
                ("has_asked", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs_readings",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["member", "at", "id"], name="needs_reading_by_day")
                ],
            },
        ),
    ]
