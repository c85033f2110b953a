import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("participation", "0012_directory"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("bring", "what I bring"),
                    ("groups", "groups I belong to"),
                    ("speak", "who I can speak for"),
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("hear", "how I hear"),
                    ("directory", "how others can reach me"),
                    ("about-us", "questions about people"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="memberkey",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("about-us", "questions about people"),
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
                    ("about-us", "questions about people"),
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
                    ("about-us", "questions about people"),
                    ("meetings", "what I said about coming to a meeting"),
                    ("thanks", "thanks that I got"),
                    ("words", "what I wrote to one person alone"),
                ],
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AboutUsQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("words", models.CharField(max_length=200, verbose_name="question")),
                ("why", models.CharField(max_length=300, verbose_name="why we ask")),
                ("choices", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="about_us",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AboutUsCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("counted_at", models.DateTimeField()),
                ("total", models.PositiveIntegerField()),
                ("typed_total", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=list)),
                ("typed", models.JSONField(default=list)),
                ("shown", models.JSONField(default=list)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="participation.aboutusquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["question", "number"],
            },
        ),
        migrations.CreateModel(
            name="AboutUsAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("said_locked", models.BinaryField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="about_us_answers",
                        to="projects.member",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given_answers",
                        to="participation.aboutusquestion",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="aboutusquestion",
            constraint=models.UniqueConstraint(
                fields=("project", "sent_key"), name="about_us_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="aboutuscount",
            constraint=models.UniqueConstraint(
                fields=("question", "number"), name="about_us_counted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="aboutusanswer",
            constraint=models.UniqueConstraint(
                fields=("question", "member"), name="about_us_answer_once"
            ),
        ),
    ]
