import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import accounts.models
import core.folding
from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("is_host", models.BooleanField(default=False, editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_host", True)),
                        fields=("is_host",),
                        name="organisation_one_host",
                        violation_error_message="Another organisation runs this installation.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("facilitator", "facilitator"), ("participant", "participant")],
                        default="participant",
                        max_length=12,
                        verbose_name="role",
                    ),
                ),
                (
                    "known_as",
                    models.CharField(max_length=80, verbose_name="name they are known by"),
                ),
                (
                    "search_name",
                    core.folding.FoldedField(default="", editable=False, source="known_as"),
                ),
                (
                    "has_lived_experience",
                    models.BooleanField(default=False, verbose_name="lived experience"),
                ),
                (
                    "has_trained_experience",
                    models.BooleanField(default=False, verbose_name="trained experience"),
                ),
                (
                    "has_professional_experience",
                    models.BooleanField(default=False, verbose_name="professional experience"),
                ),
                (
                    "has_personal_experience",
                    models.BooleanField(default=False, verbose_name="personal experience"),
                ),
                (
                    "experience_answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                ("invited_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("joined_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("left_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("boundaries_read_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="members_added",
                        to="projects.member",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role", "participant"),
                            ("user__isnull", False),
                            ("left_at__isnull", False),
                            _connector="OR",
                        ),
                        name="member_facilitator_has_email",
                        violation_error_message="A facilitator needs an email address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("known_as", ""), _negated=True),
                        name="member_has_name",
                        violation_error_message="Write the name they are known by.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "summary",
                    models.CharField(blank=True, max_length=200, verbose_name="in one line"),
                ),
                (
                    "purpose",
                    models.TextField(blank=True, max_length=5000, verbose_name="what it is for"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("setting-up", "being set up"),
                            ("running", "running"),
                            ("ended", "ended"),
                        ],
                        default="setting-up",
                        max_length=12,
                    ),
                ),
                ("is_public", models.BooleanField(default=False, verbose_name="has a public page")),
                (
                    "public_answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "help_name",
                    models.CharField(blank=True, max_length=100, verbose_name="who helps"),
                ),
                (
                    "help_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="their phone number"),
                ),
                (
                    "help_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="their email address"
                    ),
                ),
                (
                    "safety_name",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="who is told outside the project"
                    ),
                ),
                (
                    "safety_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="their phone number"),
                ),
                (
                    "safety_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="their email address"
                    ),
                ),
                (
                    "ring_now",
                    models.TextField(blank=True, max_length=500, verbose_name="whom to ring now"),
                ),
                ("created_at", models.DateTimeField()),
                ("started_on", models.DateField(blank=True, null=True)),
                (
                    "start_reason",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it starts all the same"
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="projects_created",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="projects",
                        to="projects.organisation",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="projects_started",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("created_by", "sent_key"), name="project_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("started_on", None), ("state", "setting-up")),
                            models.Q(
                                models.Q(("state", "setting-up"), _negated=True),
                                ("started_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="project_started_has_day",
                        violation_error_message="A project that has started has the day on which it started.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="member",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="projects.project",
            ),
        ),
        migrations.CreateModel(
            name="Coordinator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinators",
                        to="projects.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "user"),
                        name="coordinator_once",
                        violation_error_message="This person is a coordinator already.",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["project", "known_as", "id"], name="member_by_name"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                models.F("project"),
                django.db.models.functions.text.Lower("known_as"),
                models.F("id"),
                name="member_by_folded_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("project", "user"),
                name="member_once",
                violation_error_message="This person is in the project already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                fields=("project", "sent_key"), name="member_sent_once"
            ),
        ),
        migrations.CreateModel(
            name="NameTakenOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("places", models.PositiveIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="names_taken_out",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names_taken_out",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "names taken out",
                "indexes": [
                    models.Index(fields=["project", "at", "id"], name="name_taken_out_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)), name="name_taken_out_somewhere"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CoordinatorInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("takes_over", models.BooleanField(default=False)),
                (
                    "salt",
                    models.CharField(
                        default=accounts.models.new_salt, editable=False, max_length=32
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("taken-back", "taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinator_invitations",
                        to="projects.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinator_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("organisation", "user"),
                        name="coordinator_invitation_once",
                        violation_error_message="This person is invited already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_ins",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="step_ins",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "at", "id"], name="step_in_by_day")],
            },
        ),
    ]
