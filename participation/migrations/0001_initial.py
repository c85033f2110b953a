import django.db.models.deletion
from django.db import migrations, models

import accounts.models
from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=120, verbose_name="group")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("using", "people who use the service"),
                            ("carers", "carers, family and friends"),
                            ("staff", "staff and professionals"),
                            ("community", "the wider community"),
                            ("deciders", "people who hold money or permission"),
                        ],
                        max_length=10,
                        verbose_name="part of the community",
                    ),
                ),
                (
                    "affected",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="how they are affected"
                    ),
                ),
                (
                    "involve",
                    models.CharField(
                        choices=[("yes", "yes"), ("no", "no"), ("not-sure", "not sure yet")],
                        default="not-sure",
                        max_length=8,
                        verbose_name="should they be involved",
                    ),
                ),
                ("involve_why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                (
                    "reach",
                    models.TextField(blank=True, max_length=2000, verbose_name="how to reach them"),
                ),
                (
                    "say_today",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "none"),
                            ("little", "a little"),
                            ("some", "some"),
                            ("lot", "a lot"),
                        ],
                        max_length=6,
                        verbose_name="say today",
                    ),
                ),
                (
                    "say_wanted",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "none"),
                            ("little", "a little"),
                            ("some", "some"),
                            ("lot", "a lot"),
                        ],
                        max_length=6,
                        verbose_name="say they should have",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "sent_key"), name="group_sent_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("project", "name"),
                        name="group_name_once",
                        violation_error_message="There is a group of this name already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("involve", "no"), _negated=True),
                            models.Q(("involve_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="group_not_involved_needs_reason",
                        violation_error_message="Say why they should not be involved.",
                    ),
                ],
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ImbalanceAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imbalance",
                        to="actions.action",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imbalance_actions",
                        to="participation.group",
                    ),
                ),
            ],
            options={
                "ordering": ["action__due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="a few words of your own"
                    ),
                ),
                (
                    "salt",
                    models.CharField(
                        default=accounts.models.new_salt, editable=False, max_length=32
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("leaves_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="invitations_sent",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("declined_at", None), ("revoked_at", None)
                        ),
                        fields=("member",),
                        name="invitation_one_open",
                        violation_error_message="This person has an invitation already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MemberImport",
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
                    ),
                ),
                ("lines", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="member_imports",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="member_imports",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="member_import_sent_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipationReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("finish_by", models.DateField()),
                ("snapshot", models.JSONField(default=dict)),
                (
                    "reflection",
                    models.TextField(blank=True, max_length=3000, verbose_name="what we noticed"),
                ),
                ("finished_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "finished_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participation_reviews_finished",
                        to="projects.member",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participation_reviews_opened",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participation_reviews",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "due_on"), name="participation_review_once_a_period"
                    )
                ],
                "ordering": ["-due_on"],
            },
        ),
        migrations.CreateModel(
            name="Gap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody can speak for this group yet"),
                            ("one", "only one person can speak for this group"),
                            ("never-came", "was invited and never came"),
                        ],
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "not looked at yet"),
                            ("action", "action"),
                            ("accepted", "accepted"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why we leave it as it is"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "action",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gap",
                        to="actions.action",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="gaps",
                        to="projects.member",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="gaps",
                        to="participation.group",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gaps",
                        to="participation.participationreview",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "kind", "group", "member"), name="gap_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", None), ("outcome", "open")),
                            models.Q(("action__isnull", False), ("outcome", "action")),
                            models.Q(
                                ("action", None),
                                ("outcome", "accepted"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="gap_ends_in_action_or_reason",
                        violation_error_message="Give the gap an action, or say why you accept it.",
                    ),
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ReviewRhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("next_on", models.DateField(verbose_name="next day")),
                ("is_paused", models.BooleanField(default=False, verbose_name="paused")),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        default=8, verbose_name="every how many weeks"
                    ),
                ),
                (
                    "days_to_finish",
                    models.PositiveSmallIntegerField(default=14, verbose_name="days to finish it"),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_rhythm",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("every_weeks__gte", 1), ("every_weeks__lte", 52)),
                        name="reviewrhythm_within_a_year",
                        violation_error_message="Choose between 1 and 52 weeks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_to_finish__gte", 1), ("days_to_finish__lte", 90)),
                        name="review_rhythm_time_to_finish",
                        violation_error_message="Choose between 1 and 90 days.",
                    ),
                ],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpeaksFor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "extent",
                    models.CharField(
                        choices=[
                            ("myself", "for myself only"),
                            ("some", "for some people I know"),
                            ("many", "for many; I ask them and report back"),
                        ],
                        max_length=6,
                        verbose_name="how far",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="in their words"),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spokespeople",
                        to="participation.group",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speaks_for",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "group"), name="speaks_for_once")
                ],
            },
        ),
    ]
