import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Boundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "open to change"), ("fixed", "fixed")],
                        max_length=5,
                        verbose_name="open or fixed",
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why")),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="who says so")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until when")),
                (
                    "promise",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tell", "We tell you"),
                            ("ask", "We ask you"),
                            ("together", "We decide together"),
                            ("you", "You decide"),
                        ],
                        max_length=8,
                        verbose_name="how much say people have",
                    ),
                ),
                (
                    "promise_words",
                    models.TextField(blank=True, max_length=500, verbose_name="in our words"),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "retired_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it no longer holds"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="boundaries",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="boundary_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="boundary_retired_needs_reason",
                        violation_error_message="Say why it no longer holds. It stays in view with its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "open"),
                            models.Q(
                                models.Q(("why", ""), _negated=True),
                                models.Q(("who", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="boundary_fixed_needs_reason",
                        violation_error_message="Say why it is fixed, and who fixed it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "open"), ("promise__in", ["", "tell", "ask"]), _connector="OR"
                        ),
                        name="boundary_fixed_is_nobodys_to_decide",
                        violation_error_message="What is fixed, nobody here can decide.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("promise", ""), _negated=True),
                            ("promise_words", ""),
                            _connector="OR",
                        ),
                        name="boundary_promise_is_of_a_kind",
                        violation_error_message="Choose how much say people have in it.",
                    ),
                ],
                "verbose_name_plural": "boundaries",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BoundaryChange",
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
                    "boundary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="plan.boundary",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_entries",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Existing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("retired_why", models.TextField(blank=True, editable=False, max_length=2000)),
                ("what", models.CharField(max_length=300, verbose_name="what there is")),
                ("whose", models.CharField(max_length=200, verbose_name="whose it is")),
                (
                    "owners_say",
                    models.CharField(
                        choices=[
                            ("not-asked", "We have not asked them yet"),
                            ("support", "They would like us to support it"),
                            ("leave", "They want us to leave it alone"),
                        ],
                        default="not-asked",
                        max_length=9,
                        verbose_name="what they say about it",
                    ),
                ),
                (
                    "support",
                    models.TextField(blank=True, max_length=2000, verbose_name="how we support it"),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="existing",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="existing_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="existing_retired_needs_reason",
                        violation_error_message="Say why. It stays in view with its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("whose", ""), _negated=True),
                        name="existing_is_somebodys",
                        violation_error_message="Say whose it is.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owners_say", "leave"), _negated=True),
                            ("support", ""),
                            _connector="OR",
                        ),
                        name="existing_is_left_alone",
                        violation_error_message=(
                            "They want it left alone. Take out how you support it, or change what they say."
                        ),
                    ),
                ],
                "verbose_name_plural": "existing",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("due_on", models.DateField(verbose_name="when we look again")),
                ("created_at", models.DateTimeField(editable=False)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "found",
                    models.TextField(
                        blank=True, editable=False, max_length=3000, verbose_name="what we found"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)),
                        fields=("project",),
                        name="followup_one_open",
                        violation_error_message="There is a day to look again already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            models.Q(("found", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="followup_done_says_what",
                        violation_error_message="Say what you found.",
                    ),
                ],
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("retired_why", models.TextField(blank=True, editable=False, max_length=2000)),
                ("what", models.CharField(max_length=300, verbose_name="what carries on")),
                (
                    "looked_after_by",
                    models.CharField(blank=True, max_length=200, verbose_name="or somebody else"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until when")),
                (
                    "more",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what they need for it"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="handovers",
                        to="projects.member",
                        verbose_name="who looks after it",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="handover_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handover_retired_needs_reason",
                        violation_error_message="Say why. It stays in view with its reason.",
                    ),
                ],
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Impact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("retired_why", models.TextField(blank=True, editable=False, max_length=2000)),
                ("what", models.CharField(max_length=300, verbose_name="what changed")),
                ("who", models.CharField(max_length=200, verbose_name="who noticed")),
                ("how_we_know", models.TextField(max_length=2000, verbose_name="how we know")),
                ("noticed_on", models.DateField(verbose_name="on which day")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="impacts",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="impact_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="impact_retired_needs_reason",
                        violation_error_message="Say why. It stays in view with its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("who", ""), _negated=True),
                            models.Q(("how_we_know", ""), _negated=True),
                        ),
                        name="impact_says_who_and_how",
                        violation_error_message="Say who noticed it, and how we know.",
                    ),
                ],
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Noticing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_participant", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "impact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="noticings",
                        to="plan.impact",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="noticings",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("impact", "member"), name="noticing_once_a_member"
                    )
                ],
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanPromise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tell", "We tell you"),
                            ("ask", "We ask you"),
                            ("together", "We decide together"),
                            ("you", "You decide"),
                        ],
                        max_length=8,
                        verbose_name="how much say people have",
                    ),
                ),
                ("words", models.TextField(max_length=500, verbose_name="in our words")),
                ("created_at", models.DateTimeField(editable=False)),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promise",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["tell", "ask", "together", "you"]),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="planpromise_says_which_and_what",
                        violation_error_message="Choose one of the four, and say it in your own words.",
                    )
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanPromiseChange",
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
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="plan.planpromise",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReadinessCheck",
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
                            ("time", "Time"),
                            ("money", "Money"),
                            ("permission", "Permission"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="we have it")),
                (
                    "note",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what we have, and from whom"
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("is_after_start", models.BooleanField(default=False, editable=False)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="readiness_confirmed",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readiness_checks",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "kind"), name="readiness_once_a_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_confirmed", False),
                            ("confirmed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="readiness_confirmed_has_day",
                        violation_error_message="Say on which day it was confirmed.",
                    ),
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="StartingPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("retired_why", models.TextField(blank=True, editable=False, max_length=2000)),
                ("what", models.CharField(max_length=300, verbose_name="what it is")),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="where it comes from"
                    ),
                ),
                (
                    "from_year",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="which year it is from"
                    ),
                ),
                (
                    "from_month",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "January"),
                            (2, "February"),
                            (3, "March"),
                            (4, "April"),
                            (5, "May"),
                            (6, "June"),
                            (7, "July"),
                            (8, "August"),
                            (9, "September"),
                            (10, "October"),
                            (11, "November"),
                            (12, "December"),
                        ],
                        null=True,
                        verbose_name="which month",
                    ),
                ),
                ("tells", models.TextField(max_length=2000, verbose_name="what it tells us")),
                (
                    "leaves_out",
                    models.TextField(max_length=2000, verbose_name="what it leaves out"),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="starting_points",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="startingpoint_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="startingpoint_retired_needs_reason",
                        violation_error_message="Say why. It stays in view with its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tells", ""), _negated=True),
                            models.Q(("leaves_out", ""), _negated=True),
                        ),
                        name="startingpoint_says_both",
                        violation_error_message="Say what it tells us, and what it leaves out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_month", None), ("from_year", None)),
                            models.Q(("from_month", None), ("from_year__gte", 1900)),
                            models.Q(
                                ("from_month__gte", 1),
                                ("from_month__lte", 12),
                                ("from_year__gte", 1900),
                            ),
                            _connector="OR",
                        ),
                        name="startingpoint_month_of_a_year",
                        violation_error_message="Write the year as well.",
                    ),
                ],
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("was_participant", models.BooleanField()),
                ("words", models.TextField(max_length=2000, verbose_name="what they add")),
                ("at", models.DateTimeField()),
                ("taken_down_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("taken_down_why", models.TextField(blank=True, max_length=2000)),
                ("reply", models.TextField(blank=True, max_length=2000)),
                ("replied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="additions",
                        to="projects.member",
                    ),
                ),
                (
                    "taken_down_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="additions_taken_down",
                        to="projects.member",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="additions_written",
                        to="projects.member",
                    ),
                ),
                (
                    "starting_point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="additions",
                        to="plan.startingpoint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("starting_point", "sent_key"), name="addition_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="addition_has_words",
                        violation_error_message="Write what is to be added.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at", None),
                                ("reply", ""),
                                ("taken_down_at", None),
                                ("taken_down_why", ""),
                            ),
                            models.Q(
                                ("taken_down_at__isnull", False),
                                models.Q(("taken_down_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="addition_taken_down_has_reason",
                    ),
                ],
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("good", "what good looks like"),
                            ("done", "what done looks like"),
                            ("way", "a way of working"),
                        ],
                        max_length=4,
                        verbose_name="kind",
                    ),
                ),
                ("words", models.TextField(max_length=500, verbose_name="what we agree on")),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "retired_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it no longer holds"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="statement_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="statement_says_what",
                        violation_error_message="Write what we agree on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_retired_needs_reason",
                        violation_error_message="Say why it no longer holds. It stays in view with its reason.",
                    ),
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=1000, verbose_name="what stands in the way")),
                ("raised_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "answered"),
                            ("agreed", "they agree now"),
                            ("taken-back", "taken back"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="what came of it"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="concerns_closed",
                        to="projects.member",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="concerns_entered",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concerns",
                        to="projects.member",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="concerns",
                        to="plan.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("statement", "member"),
                        name="concern_one_open_a_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="concern_says_what"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("ended", ""), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("ended", "answered"),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("ended__in", ["agreed", "taken-back"]),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="concern_ends_with_what_came_of_it",
                        violation_error_message="Say what came of it.",
                    ),
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                        choices=[("agree", "agrees"), ("not-yet", "not yet")],
                        max_length=7,
                        verbose_name="do they agree",
                    ),
                ),
                ("revision", models.PositiveIntegerField(editable=False)),
                ("said_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agreements_entered",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="projects.member",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agreements",
                        to="plan.statement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "member"), name="agreement_once_a_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementChange",
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
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="plan.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.PositiveIntegerField(editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="what we do")),
                (
                    "details",
                    models.TextField(blank=True, max_length=3000, verbose_name="more about it"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("doing", "doing"),
                            ("exploring", "exploring"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="where it stands",
                    ),
                ),
                (
                    "why_dropped",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it was dropped"
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("ended_on", models.DateField(blank=True, editable=False, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="steps",
                        to="projects.member",
                        verbose_name="who looks after it",
                    ),
                ),
                (
                    "planned_by",
                    models.ManyToManyField(
                        blank=True,
                        related_name="steps_planned",
                        to="projects.member",
                        verbose_name="who planned it together",
                    ),
                ),
                (
                    "planners_named_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="steps_with_planners_named",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "number"), name="step_number_once"),
                    models.UniqueConstraint(fields=("project", "sent_key"), name="step_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "dropped"), _negated=True),
                            models.Q(("why_dropped", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="step_dropped_needs_reason",
                        violation_error_message="Say why it was dropped. The step stays in view with its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("due_on", None),
                            ("due_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="step_ends_after_start",
                        violation_error_message="A step ends on or after the day it starts.",
                    ),
                ],
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Difficulty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("retired_why", models.TextField(blank=True, editable=False, max_length=2000)),
                ("what", models.CharField(max_length=300, verbose_name="what is hard")),
                (
                    "facing",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what we do about it"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="difficulties",
                        to="projects.project",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="difficulties",
                        to="plan.step",
                        verbose_name="step that faces it",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="difficulty_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="difficulty_retired_needs_reason",
                        violation_error_message="Say why. It stays in view with its reason.",
                    ),
                ],
                "verbose_name_plural": "difficulties",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlannedTogether",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_there", models.BooleanField()),
                ("was_participant", models.BooleanField()),
                ("said_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="plannings_entered",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plannings",
                        to="projects.member",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plannings",
                        to="plan.step",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("step", "member"), name="planned_together_once_a_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StepChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "planned"),
                            ("doing", "doing"),
                            ("exploring", "exploring"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("doing", "doing"),
                            ("exploring", "exploring"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("was", models.TextField(blank=True)),
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
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="plan.step",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Strength",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("retired_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("retired_why", models.TextField(blank=True, editable=False, max_length=2000)),
                ("what", models.CharField(max_length=300, verbose_name="what goes well")),
                (
                    "more",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what would make it better still"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="strengths",
                        to="projects.project",
                    ),
                ),
                (
                    "steps",
                    models.ManyToManyField(
                        blank=True,
                        related_name="strengths",
                        to="plan.step",
                        verbose_name="steps that build on it",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="strength_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("retired_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="strength_retired_needs_reason",
                        violation_error_message="Say why. It stays in view with its reason.",
                    ),
                ],
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Turn",
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
                        choices=[("ended", "ended"), ("reopened", "opened again")], max_length=8
                    ),
                ),
                ("why", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="turns",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="turn_has_reason"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Unsettled",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("what", models.CharField(max_length=300, verbose_name="what is not settled")),
                ("why", models.TextField(blank=True, max_length=2000, verbose_name="why not yet")),
                ("look_again_on", models.DateField(verbose_name="when we look at it again")),
                ("created_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "outcome",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="how it was settled"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unsettled",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="unsettled_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at", None),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unsettled_settled_needs_outcome",
                        violation_error_message="Say how it was settled.",
                    ),
                ],
                "ordering": ["look_again_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="UnsettledChange",
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
                    "unsettled",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="plan.unsettled",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)s_entries",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
    ]
