import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("ballots", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="UnnamedHour",
            fields=[
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="projects.project",
                    ),
                ),
                ("hour", models.DateTimeField()),
                ("said", models.PositiveSmallIntegerField(default=0)),
                ("tried", models.PositiveSmallIntegerField(default=0)),
                ("tried_outside", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("set_aside_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("words_set_aside", models.TextField(blank=True, editable=False)),
                ("aside_why", models.TextField(blank=True, editable=False, max_length=500)),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("hidden_why", models.TextField(blank=True, editable=False, max_length=500)),
                ("hidden_answer", models.TextField(blank=True, editable=False, max_length=2000)),
                ("taken_back_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "for_whom",
                    models.CharField(blank=True, max_length=120, verbose_name="who told it"),
                ),
                ("is_unnamed", models.BooleanField(default=False, editable=False)),
                ("is_from_review", models.BooleanField(default=False, editable=False)),
                ("words", models.TextField(max_length=3000, verbose_name="what they said")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("idea", "An idea"),
                            ("worry", "A worry"),
                            ("story", "A story"),
                            ("question", "A question"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("web", "on the web"),
                            ("paper", "on paper"),
                            ("aloud", "aloud"),
                            ("phone", "by phone"),
                        ],
                        default="web",
                        max_length=5,
                    ),
                ),
                ("is_unasked", models.BooleanField(default=False)),
                ("may_be_public", models.BooleanField(default=False)),
                ("name_may_be_public", models.BooleanField(default=False)),
                ("public_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("said_at", models.DateTimeField()),
                ("answer_by", models.DateField(verbose_name="answered by")),
                ("first_answer_by", models.DateField(blank=True, editable=False, null=True)),
                (
                    "later_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it takes longer"
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("put_off_until", models.DateField(blank=True, editable=False, null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions_entered",
                        to="projects.member",
                    ),
                ),
                (
                    "hidden_by",
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
                    "member",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="projects.member",
                    ),
                ),
                (
                    "outside_by",
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
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="projects.project",
                    ),
                ),
                (
                    "public_by",
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
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions_read",
                        to="projects.member",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "said_at", "id"], name="contribution_by_day"),
                    models.Index(
                        condition=models.Q(("may_be_public", True)),
                        fields=["project", "said_at", "id"],
                        name="contribution_for_outside",
                    ),
                    models.Index(fields=["member", "said_at", "id"], name="contribution_of_member"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("aside_why", ""),
                                ("hidden_at", None),
                                ("set_aside_at", None),
                                ("words_set_aside", ""),
                            ),
                            models.Q(
                                ("set_aside_at__isnull", False),
                                models.Q(("words_set_aside", ""), _negated=True),
                            ),
                            models.Q(
                                ("aside_why", ""),
                                ("hidden_at__isnull", False),
                                models.Q(("words_set_aside", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_aside_keeps_its_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hidden_answer", ""),
                                ("hidden_at", None),
                                ("hidden_by", None),
                                ("hidden_why", ""),
                            ),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("taken_back_at", None),
                                models.Q(("hidden_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_hidden_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_by", None),
                            ("taken_back_at__isnull", False),
                            _connector="OR",
                        ),
                        name="contribution_taken_back_by_somebody",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="contribution_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="contribution_says_something",
                        violation_error_message="Write what you want to say.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("for_whom", ""), ("is_unnamed", False), ("member__isnull", False)
                            ),
                            models.Q(
                                ("is_unnamed", False),
                                ("member", None),
                                models.Q(("for_whom", ""), _negated=True),
                            ),
                            models.Q(
                                ("entered_by", None),
                                ("for_whom", ""),
                                ("is_unnamed", True),
                                ("member", None),
                                ("sent_key", None),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_has_one_author",
                        violation_error_message="Say who said it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_from_review", False), ("is_unnamed", True), _connector="OR"
                        ),
                        name="contribution_of_review_is_unnamed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_may_be_public", False),
                            models.Q(("is_unnamed", False), ("may_be_public", True)),
                            _connector="OR",
                        ),
                        name="contribution_name_outside_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("public_at", None), ("public_by", None)),
                            models.Q(
                                ("may_be_public", True),
                                ("public_at__isnull", False),
                                ("taken_back_at", None),
                                ("words_set_aside", ""),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_public_with_a_yes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_answer_by", None),
                            models.Q(("later_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contribution_later_needs_why",
                        violation_error_message="Say why it takes longer.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken-on", "Taken on"),
                            ("partly", "Partly"),
                            ("not-now", "Not now"),
                            ("no", "No"),
                            ("already", "Already so"),
                            ("passed-on", "Passed on"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reason", models.TextField(max_length=3000, verbose_name="why")),
                ("written_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("seen_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sent_back_why", models.TextField(blank=True, editable=False, max_length=2000)),
                (
                    "until",
                    models.DateField(
                        blank=True, null=True, verbose_name="when we look at it again"
                    ),
                ),
                (
                    "passed_to",
                    models.CharField(blank=True, max_length=120, verbose_name="passed on to"),
                ),
                ("may_name_them", models.BooleanField(default=False)),
                ("is_enough", models.BooleanField(blank=True, editable=False, null=True)),
                ("not_enough_why", models.TextField(blank=True, editable=False, max_length=3000)),
                ("told_enough_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("told_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers_given",
                        to="projects.member",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="questions.contribution",
                    ),
                ),
                (
                    "followed_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers_followed_up",
                        to="projects.member",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers_seen",
                        to="projects.member",
                    ),
                ),
                (
                    "to_be_seen_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers_to_see",
                        to="projects.member",
                    ),
                ),
                (
                    "told_by",
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
                    "told_enough_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
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
                        fields=("contribution", "number"), name="answer_once_each"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_enough", False)),
                        fields=("contribution",),
                        name="answer_opens_once_more_at_most",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("given_at", None), ("seen_at", None)),
                        fields=("contribution",),
                        name="answer_looked_at_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="answer_has_a_reason",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ["not-now", "passed-on"]), _negated=True),
                            ("until__isnull", False),
                            _connector="OR",
                        ),
                        name="answer_comes_back",
                        violation_error_message="Say when you look at it again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "passed-on"), _negated=True),
                            models.Q(("passed_to", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_passed_to_somebody",
                        violation_error_message="Say to whom it is passed on.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_enough", False), _negated=True),
                            models.Q(("not_enough_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_not_enough_needs_why",
                        violation_error_message="Say what is missing.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="in_force_for",
                to="questions.contributionanswer",
            ),
        ),
        migrations.CreateModel(
            name="ContributionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("lease_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("gave_up_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("last_error", models.CharField(blank=True, editable=False, max_length=500)),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("picture", "picture"), ("recording", "recording")], max_length=9
                    ),
                ),
                ("words", models.CharField(max_length=500, verbose_name="what it shows or says")),
                (
                    "everybody_said_yes",
                    models.BooleanField(verbose_name="everybody in it has said yes"),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("jpeg", "jpeg"),
                            ("png", "png"),
                            ("webp", "webp"),
                            ("heic", "heic"),
                            ("mp4", "mp4"),
                            ("mp3", "mp3"),
                            ("ogg", "ogg"),
                            ("webm", "webm"),
                        ],
                        max_length=4,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("height", models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ("arrived", models.CharField(blank=True, editable=False, max_length=60)),
                ("name", models.CharField(blank=True, editable=False, max_length=60)),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "broken",
                                "We cannot open it. It may be broken, or not what its name says.",
                            ),
                            (
                                "too-many-dots",
                                "The picture has too many dots. Make it smaller first.",
                            ),
                            (
                                "moving-picture",
                                "There is more in it than sound. We only take sound.",
                            ),
                            ("lost", "It got lost on our side. We are sorry. Please add it again."),
                            ("too-much", "It takes us too long to open it. Try a smaller one."),
                        ],
                        editable=False,
                        max_length=14,
                    ),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files_added",
                        to="projects.member",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="questions.contribution",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None), ("gave_up_at", None)),
                        fields=["due_at", "id"],
                        name="contribution_file_waits",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contribution", "sent_key"), name="contribution_file_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="contribution_file_has_words",
                        violation_error_message="Say what it shows or says.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("everybody_said_yes", True)),
                        name="contribution_file_has_a_yes",
                        violation_error_message="Ask everybody in it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("name", "")),
                            models.Q(
                                ("done_at__isnull", False),
                                ("refusal", ""),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_file_ready_is_kept",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gave_up_at", None), ("refusal", "")),
                            models.Q(
                                ("gave_up_at__isnull", False),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_file_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContributionMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("discussed", "Discussed"),
                            ("decided", "Decided"),
                            ("planned", "Planned"),
                            ("done", "Done"),
                            ("noticed", "Noticed"),
                        ],
                        max_length=9,
                    ),
                ),
                ("address", models.CharField(max_length=300)),
                ("title", models.CharField(max_length=300)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("over_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="questions.contribution",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["contribution", "at", "id"], name="contribution_move_by_day"
                    ),
                    models.Index(
                        condition=models.Q(("over_at", None), ("undone_at", None)),
                        fields=["project", "at", "id"],
                        name="contribution_move_counting",
                    ),
                    models.Index(fields=["address"], name="contribution_move_by_address"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True),
                            models.Q(("title", ""), _negated=True),
                        ),
                        name="contribution_move_leads_somewhere",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("contribution", "what", "address"),
                        name="contribution_moved_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Honour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("unexpected", "We didn’t expect this"),
                            ("hard", "Hard for us to hear"),
                            ("costly", "It would cost a lot"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="honours",
                        to="questions.contribution",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="honours_given",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("contribution", "member", "mark"), name="honour_once_each"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["unexpected", "hard", "costly"])),
                        name="honour_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("words", models.TextField(max_length=500, verbose_name="the question")),
                ("asked_at", models.DateTimeField()),
                ("ideas_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[("settled", "Settled"), ("put-down", "Put down")],
                        editable=False,
                        max_length=8,
                    ),
                ),
                ("end_why", models.TextField(blank=True, editable=False, max_length=2000)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions_asked",
                        to="projects.member",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions_ended",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "ended_at", "id"], name="question_by_end")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="question_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="question_asks_something",
                        violation_error_message="Write the question.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", ""), ("end_why", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("end", ""), _negated=True),
                                models.Q(("end_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="question_end_has_reason",
                        violation_error_message="Say what became of the question.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contribution",
            name="question",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contributions",
                to="questions.question",
            ),
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("set_aside_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("words_set_aside", models.TextField(blank=True, editable=False)),
                ("aside_why", models.TextField(blank=True, editable=False, max_length=500)),
                ("hidden_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("hidden_why", models.TextField(blank=True, editable=False, max_length=500)),
                ("hidden_answer", models.TextField(blank=True, editable=False, max_length=2000)),
                ("taken_back_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("words", models.TextField(max_length=3000, verbose_name="your reply")),
                ("said_at", models.DateTimeField()),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="questions.contribution",
                    ),
                ),
                (
                    "hidden_by",
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
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="projects.member",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contribution", "said_at", "id"], name="reply_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("aside_why", ""),
                                ("hidden_at", None),
                                ("set_aside_at", None),
                                ("words_set_aside", ""),
                            ),
                            models.Q(
                                ("set_aside_at__isnull", False),
                                models.Q(("words_set_aside", ""), _negated=True),
                            ),
                            models.Q(
                                ("aside_why", ""),
                                ("hidden_at__isnull", False),
                                models.Q(("words_set_aside", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_aside_keeps_its_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hidden_answer", ""),
                                ("hidden_at", None),
                                ("hidden_by", None),
                                ("hidden_why", ""),
                            ),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("taken_back_at", None),
                                models.Q(("hidden_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_hidden_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_by", None),
                            ("taken_back_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reply_taken_back_by_somebody",
                    ),
                    models.UniqueConstraint(
                        fields=("contribution", "sent_key"), name="reply_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="reply_says_something",
                        violation_error_message="Write your reply.",
                    ),
                ],
                "verbose_name_plural": "replies",
            },
        ),
        migrations.CreateModel(
            name="SafetyWorry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("marked_at", models.DateTimeField()),
                ("look_by", models.DateField()),
                ("has_set_aside", models.BooleanField(default=False, editable=False)),
                ("place", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("words_locked", models.BinaryField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("back", "Put it back. Everybody can read it again."),
                            ("aside", "Leave it set aside."),
                            ("looked-at", "Looked at"),
                        ],
                        max_length=9,
                    ),
                ),
                ("done_locked", models.BinaryField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "coordinators_told_at",
                    models.DateTimeField(blank=True, editable=False, null=True),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="safety_worries",
                        to="questions.contribution",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="safety_worries_done",
                        to="projects.member",
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="safety_worries",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="safety_worries",
                        to="projects.project",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="safety_worries",
                        to="questions.reply",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["project", "look_by", "id"],
                        name="safety_worry_open",
                    ),
                    models.Index(fields=["project", "marked_at", "id"], name="safety_worry_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="safety_worry_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contribution", None), ("reply", None), _connector="OR"
                        ),
                        name="safety_worry_about_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("done_locked", None), ("outcome", "")),
                            models.Q(
                                ("done_at__isnull", False),
                                ("done_locked__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="safety_worry_done_says_what",
                    ),
                ],
                "verbose_name_plural": "safety worries",
            },
        ),
        migrations.CreateModel(
            name="SafetyReading",
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
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="safety_readings",
                        to="projects.member",
                    ),
                ),
                (
                    "worry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="questions.safetyworry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["worry", "at", "id"], name="safety_reading_by_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ThreeWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hashed", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="three_words",
                        to="questions.contribution",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "three words",
            },
        ),
        migrations.CreateModel(
            name="UnnamedDay",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("day", models.DateField(blank=True, editable=False, null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unnamed_days",
                        to="projects.project",
                    ),
                ),
                (
                    "seal",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ballots.seal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "day"), name="unnamed_day_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("day", None)),
                        fields=("project",),
                        name="unnamed_day_one_spare",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnnamedNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_by_author", models.BooleanField(default=False, editable=False)),
                ("words", models.TextField(max_length=3000, verbose_name="what you write")),
                ("day", models.DateField()),
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
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="questions.contribution",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contribution", "day", "id"], name="unnamed_note_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="unnamed_note_says_something",
                        violation_error_message="Write something first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_by_author", False), ("by", None), _connector="OR"),
                        name="unnamed_note_names_no_author",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "words",
                    models.TextField(
                        max_length=500, verbose_name="the question, asked another way"
                    ),
                ),
                (
                    "why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it is asked this way"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("first", "Asked first"),
                            ("open", "Not answered yet"),
                            ("taken", "Taken"),
                            ("declined", "Not taken"),
                        ],
                        default="open",
                        editable=False,
                        max_length=8,
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="what the group says"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wordings_answered",
                        to="projects.member",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="projects.member",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="questions.question",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["question", "id"], name="wording_by_question"),
                    models.Index(
                        condition=models.Q(("outcome", "open")),
                        fields=["question", "id"],
                        name="wording_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "sent_key"), name="wording_sent_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "first")),
                        fields=("question",),
                        name="wording_one_first",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="wording_asks_something",
                        violation_error_message="Write how you would ask it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="wording_declined_needs_reason",
                        violation_error_message="Say why not. Whoever asked it this way is told.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at", None),
                                ("outcome__in", ["first", "open"]),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("outcome__in", ["taken", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="wording_answered_or_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("reworded", "Asked another way"),
                            ("ready", "Ready for ideas"),
                            ("not-ready", "Ideas later"),
                            ("settled", "Settled"),
                            ("put-down", "Put down"),
                            ("opened", "Opened again"),
                        ],
                        max_length=9,
                    ),
                ),
                ("why", models.TextField(blank=True, max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="question_turns",
                        to="projects.member",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="questions.question",
                    ),
                ),
                (
                    "wording",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turn",
                        to="questions.wording",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["question", "at", "id"], name="question_turn_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("what__in", ["settled", "put-down", "opened"]), _negated=True
                            ),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="question_turn_has_reason",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("what__in", ["asked", "reworded"]), ("wording__isnull", False)
                            ),
                            models.Q(
                                models.Q(("what__in", ["asked", "reworded"]), _negated=True),
                                ("wording", None),
                            ),
                            _connector="OR",
                        ),
                        name="question_turn_has_wording",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        default=14, verbose_name="answered within days"
                    ),
                ),
                ("paused_until", models.DateField(blank=True, null=True)),
                ("pause_why", models.TextField(blank=True, max_length=2000)),
                (
                    "paused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pauses",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_time",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 90)),
                        name="answer_time_is_near",
                        violation_error_message="Choose between 1 and 90 days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("paused_until", None),
                            models.Q(("pause_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="answer_time_pause_needs_reason",
                        violation_error_message="Say why. Everybody can read it.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(
                    models.Q(("answer", None), ("put_off_until__isnull", False), _connector="OR"),
                    ("taken_back_at", None),
                ),
                fields=["project", "said_at", "id"],
                name="contribution_owed",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answer", None), ("taken_back_at", None)),
                fields=["project", "said_at", "id"],
                name="contribution_open",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answer__isnull", False)),
                fields=["project", "answered_at", "id"],
                name="contribution_by_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(
                    ("answer__isnull", False), models.Q(("for_whom", ""), _negated=True)
                ),
                fields=["project"],
                name="contribution_to_be_told",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["question", "said_at", "id"], name="contribution_of_question"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                fields=["question", "kind", "said_at", "id"], name="contribution_of_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answer", None)),
                fields=["question", "said_at", "id"],
                name="contribution_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(
                condition=models.Q(("answer__isnull", False)),
                fields=["question", "said_at", "id"],
                name="contribution_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answer__isnull", False)),
                fields=("answer",),
                name="contribution_answer_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", None), ("answered_at", None), ("put_off_until", None)),
                    models.Q(("answer__isnull", False), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="contribution_answered_with_its_moment",
            ),
        ),
    ]
