import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("participation", "0009_more_gaps"),
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
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="privatereading",
            name="why",
            field=models.CharField(
                choices=[
                    ("arrange", "to arrange it"),
                    ("give", "to agree on it, or to give it"),
                    ("talk", "to talk about it with them"),
                    ("plan", "to plan something that they come to"),
                    ("aloud", "to read it to them"),
                    ("wrote", "to write it down for them"),
                    ("due", "to see what is due to everybody"),
                ],
                max_length=7,
            ),
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("named", models.CharField(blank=True, max_length=120)),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words", models.TextField(blank=True, max_length=500)),
                ("words_locked", models.BinaryField(blank=True, null=True)),
                ("given_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("show", "show it to everybody in the project"),
                            ("keep", "keep it between us"),
                        ],
                        max_length=4,
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("aside_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
                ("hidden_why", models.CharField(blank=True, max_length=500)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks_given",
                        to="projects.member",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks",
                        to="participation.group",
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks_got",
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
                        related_name="thanks",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="thanks_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("group", None), ("member__isnull", False), ("named", "")),
                            models.Q(("group__isnull", False), ("member", None), ("named", "")),
                            models.Q(
                                models.Q(("group", None), ("member", None)),
                                models.Q(("named", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="thanks_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    ("answer", "show"),
                                    ("member__isnull", False),
                                    ("words_locked", None),
                                ),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("answer", ""), ("member", None), ("words_locked", None)),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(
                                    ("member__isnull", False),
                                    ("words", ""),
                                    ("words_locked__isnull", False),
                                ),
                                models.Q(("answer", "show"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="thanks_shown_or_locked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hidden_at", None),
                            models.Q(("hidden_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="thanks_hidden_with_reason",
                    ),
                ],
            },
        ),
    ]
