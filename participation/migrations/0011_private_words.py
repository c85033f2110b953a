import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("participation", "0010_thanks"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="memberkey",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("meetings", "what I said about coming to a meeting"),
                    ("thanks", "thanks that I got"),
                    ("words", "what I wrote to one person alone"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="namedreader",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("meetings", "what I said about coming to a meeting"),
                    ("thanks", "thanks that I got"),
                    ("words", "what I wrote to one person alone"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="privatereading",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("meetings", "what I said about coming to a meeting"),
                    ("thanks", "thanks that I got"),
                    ("words", "what I wrote to one person alone"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="PrivateWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words_locked", models.BinaryField()),
                ("said_at", models.DateTimeField()),
                ("outside_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("answer_locked", models.BinaryField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answer_read_at", models.DateTimeField(blank=True, null=True)),
                ("ask_locked", models.BinaryField(blank=True, null=True)),
                ("asked_on_at", models.DateTimeField(blank=True, null=True)),
                ("waits_since", models.DateTimeField()),
                ("reminded", models.PositiveSmallIntegerField(default=0)),
                ("lost_at", models.DateTimeField(blank=True, null=True)),
                ("sent_on_at", models.DateTimeField(blank=True, null=True)),
                ("is_barrier", models.BooleanField(default=False)),
                ("may_count", models.BooleanField(default=False)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_words",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="private_words",
                        to="projects.project",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="words_for",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="WordReading",
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
                            ("answer", "to read it and answer it"),
                            ("talk", "to talk about it with them"),
                            ("danger", "because somebody may be in danger"),
                        ],
                        max_length=6,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="participation.privateword",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddIndex(
            model_name="privateword",
            index=models.Index(
                condition=models.Q(
                    ("answered_at", None),
                    ("asked_on_at", None),
                    ("lost_at", None),
                    ("sent_on_at", None),
                ),
                fields=["waits_since"],
                name="private_word_unanswered",
            ),
        ),
        migrations.AddConstraint(
            model_name="privateword",
            constraint=models.UniqueConstraint(
                fields=("member", "sent_key"), name="private_word_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="privateword",
            constraint=models.CheckConstraint(
                condition=models.Q(("outside_hash", ""), ("reader", None), _connector="OR"),
                name="private_word_to_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="privateword",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_barrier", True),
                    models.Q(("may_count", False), ("removed_at", None)),
                    _connector="OR",
                ),
                name="private_word_barrier",
            ),
        ),
    ]
