import uuid
from typing import Any

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from core import migrating
from elements.framework import read_framework, upsert


# --- By hand, from here ---
def seed(apps: Any, editor: Any) -> None:
    """Every installation begins with the ten elements."""
    upsert(
        read_framework(),
        framework=apps.get_model("elements", "Framework"),
        element=apps.get_model("elements", "Element"),
        indicator=apps.get_model("elements", "Indicator"),
    )


# --- By hand, to here. ---


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("ballots", "0001_initial"),
        ("decisions", "0001_initial"),
        ("participation", "0001_initial"),
        ("plan", "0001_initial"),
        ("projects", "0001_initial"),
        ("questions", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ElementReviewRhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        default=12, verbose_name="every how many weeks"
                    ),
                ),
                ("next_on", models.DateField(verbose_name="next day")),
                ("is_paused", models.BooleanField(default=False, verbose_name="paused")),
                (
                    "days_open",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="how many days it is open"
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="element_review_rhythm",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("every_weeks__gte", 1), ("every_weeks__lte", 52)),
                        name="elementreviewrhythm_within_a_year",
                        violation_error_message="Choose between 1 and 52 weeks.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_open__gte", 2), ("days_open__lte", 60)),
                        name="element_review_rhythm_days_open",
                        violation_error_message="Choose between 2 and 60 days.",
                    ),
                ],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True)),
                ("credit", models.TextField()),
                ("is_current", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("is_current",),
                        name="framework_one_current",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Element",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("meaning", models.TextField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="elements.framework",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "key"), name="element_key_once")
                ],
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("key", models.CharField(max_length=80)),
                ("position", models.PositiveSmallIntegerField()),
                ("wording", models.TextField()),
                ("practice", models.TextField()),
                ("record", models.TextField()),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="elements.element",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="projects.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("element", "key"), name="indicator_key_once"),
                    models.UniqueConstraint(
                        fields=("organisation", "sent_key"), name="indicator_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation", None),
                            models.Q(("wording", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="indicator_own_says_what",
                        violation_error_message="Write what people are to rate.",
                    ),
                ],
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="KeptRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("shown", models.JSONField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kept_records",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "language"), name="kept_record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("learned", models.TextField(max_length=2000, verbose_name="what we learned")),
                ("recorded_at", models.DateTimeField(editable=False)),
                (
                    "no_change_because",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why nothing changes"
                    ),
                ),
                ("tied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "agreed_by",
                    models.ManyToManyField(
                        blank=True,
                        related_name="lessons_agreed",
                        to="projects.member",
                        verbose_name="who was there when it was agreed",
                    ),
                ),
                (
                    "changed_boundary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="lessons_behind",
                        to="plan.boundary",
                    ),
                ),
                (
                    "changed_decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="lessons_behind",
                        to="decisions.decision",
                    ),
                ),
                (
                    "changed_rhythm",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="lessons_behind",
                        to="elements.elementreviewrhythm",
                    ),
                ),
                (
                    "changed_statement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="lessons_behind",
                        to="plan.statement",
                    ),
                ),
                (
                    "changed_step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="lessons_behind",
                        to="plan.step",
                    ),
                ),
                (
                    "participation_review",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons",
                        to="participation.participationreview",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lessons",
                        to="projects.project",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons_recorded",
                        to="projects.member",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons",
                        to="plan.step",
                    ),
                ),
                (
                    "tied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons_tied",
                        to="projects.member",
                    ),
                ),
                (
                    "waits_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons_waiting",
                        to="projects.member",
                        verbose_name="who will follow this up",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="lesson_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("learned", ""), _negated=True),
                        name="lesson_says_what",
                        violation_error_message="Write what you learned.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("changed_boundary", None),
                                ("changed_decision", None),
                                ("changed_rhythm", None),
                                ("changed_statement", None),
                                ("changed_step", None),
                                ("no_change_because", ""),
                                ("tied_at", None),
                            ),
                            models.Q(
                                ("tied_at__isnull", False),
                                models.Q(
                                    models.Q(
                                        ("changed_boundary__isnull", True),
                                        ("changed_decision__isnull", True),
                                        ("changed_rhythm__isnull", True),
                                        ("changed_statement__isnull", True),
                                        ("changed_step__isnull", False),
                                        ("no_change_because", ""),
                                    ),
                                    models.Q(
                                        ("changed_boundary__isnull", True),
                                        ("changed_decision__isnull", False),
                                        ("changed_rhythm__isnull", True),
                                        ("changed_statement__isnull", True),
                                        ("changed_step__isnull", True),
                                        ("no_change_because", ""),
                                    ),
                                    models.Q(
                                        ("changed_boundary__isnull", False),
                                        ("changed_decision__isnull", True),
                                        ("changed_rhythm__isnull", True),
                                        ("changed_statement__isnull", True),
                                        ("changed_step__isnull", True),
                                        ("no_change_because", ""),
                                    ),
                                    models.Q(
                                        ("changed_boundary__isnull", True),
                                        ("changed_decision__isnull", True),
                                        ("changed_rhythm__isnull", True),
                                        ("changed_statement__isnull", False),
                                        ("changed_step__isnull", True),
                                        ("no_change_because", ""),
                                    ),
                                    models.Q(
                                        ("changed_boundary__isnull", True),
                                        ("changed_decision__isnull", True),
                                        ("changed_rhythm__isnull", False),
                                        ("changed_statement__isnull", True),
                                        ("changed_step__isnull", True),
                                        ("no_change_because", ""),
                                    ),
                                    models.Q(
                                        ("changed_boundary", None),
                                        ("changed_decision", None),
                                        ("changed_rhythm", None),
                                        ("changed_statement", None),
                                        ("changed_step", None),
                                        models.Q(("no_change_because", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="lesson_open_or_tied_to_one",
                        violation_error_message="Choose one change, or say why nothing changes.",
                    ),
                ],
                "ordering": ["recorded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LessonChange",
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
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="elements.lesson",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlannedReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=120, verbose_name="name of the review")),
                (
                    "for_whom",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody in the project"),
                            ("participants", "participants only"),
                        ],
                        max_length=12,
                        verbose_name="who is asked",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="when it opens")),
                ("closes_on", models.DateField(verbose_name="last day to answer")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="element_reviews_planned",
                        to="projects.member",
                    ),
                ),
                (
                    "elements",
                    models.ManyToManyField(related_name="planned_reviews", to="elements.element"),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="planned_element_review",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))),
                        name="planned_review_closes_after_it_opens",
                        violation_error_message="The last day to answer comes after the first.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("title", models.CharField(max_length=120, verbose_name="name of the review")),
                (
                    "for_whom",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody in the project"),
                            ("participants", "participants only"),
                        ],
                        default="everybody",
                        max_length=12,
                        verbose_name="who is asked",
                    ),
                ),
                ("due_on", models.DateField(blank=True, editable=False, null=True)),
                ("opened_at", models.DateTimeField(editable=False)),
                ("closes_on", models.DateField(verbose_name="last day to answer")),
                (
                    "extended_why",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it is open for longer"
                    ),
                ),
                ("reminders", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "closed_why",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="why it closed early"
                    ),
                ),
                ("element_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("indicator_count", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("asked_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "answered_count",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                ("unread_count", models.PositiveIntegerField(default=0, editable=False)),
                ("has_new_role", models.BooleanField(default=False, editable=False)),
                ("are_words_held_back", models.BooleanField(default=False, editable=False)),
                ("record_states", models.JSONField(default=dict, editable=False)),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="elements.framework",
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(related_name="reviews", to="elements.indicator"),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="element_reviews_opened",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="element_reviews",
                        to="projects.project",
                    ),
                ),
                (
                    "seal",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ballots.seal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="review_sent_once"
                    ),
                    models.UniqueConstraint(
                        fields=("project", "due_on"), name="review_once_a_period"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("project",),
                        name="review_one_open",
                        violation_error_message="A review is open already. Close it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="review_has_title",
                        violation_error_message="Give the review a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reminders__lte", 2)),
                        name="review_reminds_twice_at_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_count", None), ("closed_at", None)),
                            models.Q(
                                ("answered_count__isnull", False), ("closed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="review_counted_when_closed",
                    ),
                ],
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("everybody", "everybody"),
                            ("facilitators", "facilitators"),
                            ("participants", "participants"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("exact", "each answer counted"),
                            ("coarse", "counted in two parts"),
                            ("hidden", "not shown"),
                        ],
                        max_length=6,
                    ),
                ),
                ("cannot_say", models.PositiveIntegerField(null=True)),
                ("not_at_all", models.PositiveIntegerField(null=True)),
                ("a_little", models.PositiveIntegerField(null=True)),
                ("mostly", models.PositiveIntegerField(null=True)),
                ("fully", models.PositiveIntegerField(null=True)),
                ("up", models.PositiveIntegerField(null=True)),
                ("down", models.PositiveIntegerField(null=True)),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="elements.indicator",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="results",
                        to="elements.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "indicator", "who"), name="result_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("level", "exact"),
                                ("a_little__isnull", False),
                                ("cannot_say__isnull", False),
                                ("down__isnull", False),
                                ("fully__isnull", False),
                                ("mostly__isnull", False),
                                ("not_at_all__isnull", False),
                                ("up__isnull", False),
                            ),
                            models.Q(
                                ("level", "coarse"),
                                ("a_little__isnull", True),
                                ("cannot_say__isnull", True),
                                ("fully__isnull", True),
                                ("mostly__isnull", True),
                                ("not_at_all__isnull", True),
                                ("down__isnull", False),
                                ("up__isnull", False),
                            ),
                            models.Q(
                                ("level", "hidden"),
                                ("a_little__isnull", True),
                                ("cannot_say__isnull", True),
                                ("down__isnull", True),
                                ("fully__isnull", True),
                                ("mostly__isnull", True),
                                ("not_at_all__isnull", True),
                                ("up__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="result_shows_what_its_level_says",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level", "hidden"),
                            (
                                "up__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(5), "-", models.F("down")
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="result_of_five_or_more",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="lesson",
            name="review",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lessons",
                to="elements.review",
            ),
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_answered", models.BooleanField(default=False, editable=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(class)s_in",
                        to="projects.member",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="elements.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("review", "member"), name="asked_once")
                ],
                "verbose_name_plural": "asked",
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=8, unique=True, verbose_name="number of the sheet"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("facilitator", "facilitator"), ("participant", "participant")],
                        max_length=12,
                        verbose_name="who fills it in",
                    ),
                ),
                ("is_in", models.BooleanField(default=False, editable=False)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="elements.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["facilitator", "participant"])),
                        name="sheet_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="sheet_has_number"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("text", models.TextField(max_length=1000)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "not looked at yet"),
                            ("whole", "shown as it is"),
                            ("in-part", "shown in part"),
                            ("left-out", "left out"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "shown_text",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what everybody reads"
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="elements.element",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="elements.review",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="words_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["waiting", "left-out"]), ("shown_text", "")),
                            models.Q(
                                ("outcome__in", ["whole", "in-part"]),
                                models.Q(("shown_text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="words_shown_when_looked_at",
                    ),
                ],
                "verbose_name_plural": "words",
            },
        ),
        migrations.AddConstraint(
            model_name="lesson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("participation_review", None), ("review", None)),
                    models.Q(("review", None), ("step", None)),
                    models.Q(("participation_review", None), ("step", None)),
                    _connector="OR",
                ),
                name="lesson_from_one_place",
                violation_error_message="Choose one thing that it comes from.",
            ),
        ),
        migrations.AddField(
            model_name="words",
            name="contribution",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="questions.contribution",
            ),
        ),
        # By hand: the ten elements.
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
