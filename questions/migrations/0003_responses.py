"""What the wider community is asked, and what it responds (docs/adr/0181)."""

import django.db.models.deletion
from django.db import migrations, models

import accounts.models
from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("projects", "0001_initial"),
        ("questions", "0002_said_in_a_room"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contribution",
            name="way",
            field=models.CharField(
                choices=[
                    ("web", "on the web"),
                    ("paper", "on paper"),
                    ("aloud", "aloud"),
                    ("phone", "by phone"),
                    ("room", "in the room"),
                    ("community", "from the community"),
                ],
                default="web",
                max_length=9,
            ),
        ),
        migrations.CreateModel(
            name="CommunityQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=500, verbose_name="what you ask everybody")),
                ("asked_at", models.DateTimeField()),
                ("stopped_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
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
                    "idea",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="community_questions",
                        to="questions.contribution",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="community_questions",
                        to="projects.project",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="community_questions",
                        to="questions.question",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("idea", None), ("question__isnull", False)),
                            models.Q(("idea__isnull", False), ("question", None)),
                            _connector="OR",
                        ),
                        name="community_question_is_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="community_question_asks_something",
                        violation_error_message="Write what you ask everybody.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("question__isnull", False), ("stopped_at", None)),
                        fields=("question",),
                        name="community_asked_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("idea__isnull", False), ("stopped_at", None)),
                        fields=("idea",),
                        name="community_asked_of_idea_once",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["project", "asked_at", "id"], name="community_by_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="email address")),
                ("known_as", models.CharField(blank=True, max_length=80, verbose_name="name")),
                (
                    "words",
                    models.TextField(blank=True, max_length=3000, verbose_name="what they say"),
                ),
                (
                    "outside",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No, only people in this project read it"),
                            ("words", "Yes, without a name"),
                            ("name", "Yes, with the name"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "salt",
                    models.CharField(
                        default=accounts.models.new_salt, editable=False, max_length=32
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("declined_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it is not shown"
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="questions.communityquestion",
                    ),
                ),
                (
                    "contribution",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="response",
                        to="questions.contribution",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["confirmed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None)),
                        fields=("asked", "address"),
                        name="response_unconfirmed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("contribution", None), models.Q(("words", ""), _negated=True)
                            ),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("contribution__isnull", False),
                                ("known_as", ""),
                                ("words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="response_words_in_one_place",
                        violation_error_message="Write what you want to say.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_at", None),
                            models.Q(
                                models.Q(("reason", ""), _negated=True),
                                ("confirmed_at__isnull", False),
                                ("contribution", None),
                            ),
                            _connector="OR",
                        ),
                        name="response_declined_with_reason",
                        violation_error_message="Say why it is not shown.",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("confirmed_at__isnull", False),
                            ("contribution", None),
                            ("declined_at", None),
                        ),
                        fields=["project", "confirmed_at", "id"],
                        name="response_waiting",
                    )
                ],
            },
        ),
    ]
