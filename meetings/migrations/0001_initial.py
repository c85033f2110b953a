import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("participation", "0007_of_meetings"),
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=120, verbose_name="what it is called")),
                ("why", models.TextField(max_length=2000, verbose_name="what it is for")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("place", "in a place"),
                            ("meal", "over a meal"),
                            ("walk", "on a walk"),
                            ("online", "online"),
                            ("phone", "by phone"),
                        ],
                        default="place",
                        max_length=6,
                        verbose_name="how we meet",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="until")),
                (
                    "place",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="where, and how to get there"
                    ),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=200, verbose_name="how to ring in"),
                ),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="where to join online"
                    ),
                ),
                (
                    "agenda",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what we want to do"
                    ),
                ),
                (
                    "connect_minutes",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="minutes to arrive and connect"
                    ),
                ),
                (
                    "before",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="what to read or think about before",
                    ),
                ),
                (
                    "in_return",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what people get for coming"
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody who takes part"),
                            ("groups", "people of some groups"),
                            ("people", "some people"),
                        ],
                        default="everybody",
                        max_length=9,
                        verbose_name="who is asked",
                    ),
                ),
                ("series", models.UUIDField(blank=True, editable=False, null=True)),
                ("moved", models.PositiveIntegerField(default=0, editable=False)),
                ("planned_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(editable=False)),
                ("called_off_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "called_off_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it is called off"
                    ),
                ),
                (
                    "called_off_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True, related_name="meetings", to="participation.group"
                    ),
                ),
                (
                    "no_longer_asked",
                    models.ManyToManyField(blank=True, related_name="+", to="projects.member"),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        blank=True, related_name="asked_to", to="projects.member"
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="meetings_planned",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meetings",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="meeting_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="meeting_ends_after_it_begins",
                        violation_error_message="It ends before it begins. Look at the hours again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_off_at", None), ("called_off_why", "")),
                            models.Q(
                                ("called_off_at__isnull", False),
                                models.Q(("called_off_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_called_off_with_reason",
                        violation_error_message="Write why it is called off.",
                    ),
                ],
                "ordering": ["on", "begins", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "says",
                    models.CharField(
                        choices=[
                            ("coming", "coming"),
                            ("remote", "joining by phone or online"),
                            ("if", "would come if …"),
                            ("cannot", "can’t come"),
                        ],
                        max_length=7,
                        verbose_name="answer",
                    ),
                ),
                (
                    "brings_somebody",
                    models.BooleanField(default=False, verbose_name="brings somebody"),
                ),
                ("moved", models.PositiveIntegerField(default=0, editable=False)),
                ("said_at", models.DateTimeField()),
                (
                    "entered_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "by phone"),
                            ("aloud", "aloud"),
                            ("paper", "on paper"),
                            ("link", "by the link in the email"),
                        ],
                        max_length=5,
                        verbose_name="how they said it",
                    ),
                ),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words_locked", models.BinaryField(blank=True, null=True)),
                ("reply_locked", models.BinaryField(blank=True, null=True)),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
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
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meeting_answers",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meeting_answers",
                        to="projects.project",
                    ),
                ),
                (
                    "readers",
                    models.ManyToManyField(blank=True, related_name="+", to="projects.member"),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "member"), name="meeting_answered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("words_locked", None), ("says__in", ["if", "cannot"]), _connector="OR"
                        ),
                        name="meeting_words_with_reason",
                    ),
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="MeetingChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_entries",
                        to="projects.member",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
    ]
