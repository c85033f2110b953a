import uuid

import django.db.models.deletion
from django.db import migrations, models

from core import migrating
from core.append_only import append_only
from core.may_change import Columns, TextsTakenOut
from core.parts_index import index_of_parts

# --- By hand, from here: copy this block and the one at the end when this file is made anew. ---
_VERSION, _MAKER = "decisions_decisionversion", "decisions_decisionmaker"
_NOTE = "decisions_wordstakenout"
_VERSION_TEXTS = (
    *("what", "why", "how", "considered", "rests_on", "boundary_said"),
    *("changed_our_mind", "change_why", "dissent"),
)
_VERSION_WORDS_GO = TextsTakenOut(
    _VERSION_TEXTS,
    notes=_NOTE,
    notes_of="version_id = OLD.id AND maker_id IS NULL",
    along=("lacks_words", "search_text"),
    # The names of makers are in the search text, too.
    near="version_id = OLD.id",
)
_MAKER_WORDS_GO = TextsTakenOut(
    ("name", "as_what"), notes=_NOTE, notes_of="maker_id = OLD.id", along=("lacks_words",)
)
# To the next version of the same decision, and never back.
_POINTER = Columns(
    ("current_id",),
    only="NEW.current_id = OLD.current_id OR EXISTS ("
    "SELECT 1 FROM decisions_decisionversion v WHERE v.id = NEW.current_id AND v.decision_id = OLD.id AND v.version = "
    "1 + COALESCE((SELECT o.version FROM decisions_decisionversion o WHERE o.id = OLD.current_id), 0))",
)
# The end moves on by one version that is there; what a check found is anybody's to write anew.
_HEAD = Columns(
    (
        *("last_number", "version_count", "head_hash", "checked_at", "checked_count", "problems"),
        *("whole_checked_at", "sound_to", "sound_hash", "asked_at", "read_count"),
    ),
    only="NEW.last_number BETWEEN OLD.last_number AND OLD.last_number + 1 AND ("
    "NEW.version_count = OLD.version_count AND NEW.head_hash = OLD.head_hash "
    "OR NEW.version_count = OLD.version_count + 1 AND EXISTS ("
    "SELECT 1 FROM decisions_decisionversion v WHERE v.hash = NEW.head_hash AND v.previous_hash = OLD.head_hash))",
)
_TRIGGERS = [
    # Versions, makers and notes are only ever added; words go only where a note says so.
    append_only(
        *(_VERSION, "decision_id, version", "sent_key", "previous_hash", "hash"),
        but=_VERSION_WORDS_GO,
    ),
    append_only(_MAKER, "version_id, member_id", but=_MAKER_WORDS_GO),
    append_only(_NOTE, "signature"),
    # A decision points to its newest version, and the log to its end; nothing else moves.
    append_only("decisions_decision", "project_id, number", but=_POINTER),
    append_only("decisions_decisionlog", "project_id", but=_HEAD),
]
# --- By hand, to here. ---


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("plan", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "number"), name="decision_number_once"
                    )
                ],
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="DecisionLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last_number", models.PositiveIntegerField(default=0, editable=False)),
                ("version_count", models.PositiveIntegerField(default=0, editable=False)),
                ("head_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("checked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("checked_count", models.PositiveIntegerField(default=0, editable=False)),
                ("problems", models.JSONField(default=list, editable=False)),
                ("whole_checked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sound_to", models.BigIntegerField(blank=True, editable=False, null=True)),
                ("sound_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("read_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_log",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("salts", models.JSONField(default=dict, editable=False)),
                ("text_hashes", models.JSONField(default=dict, editable=False)),
                ("lacks_words", models.BooleanField(default=False, editable=False)),
                ("version", models.PositiveIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in-force", "in force"),
                            ("superseded", "replaced"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="in-force",
                        max_length=10,
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what was decided")),
                ("why", models.TextField(max_length=5000, verbose_name="why")),
                ("decided_on", models.DateField(verbose_name="when it was decided")),
                (
                    "how",
                    models.CharField(blank=True, max_length=300, verbose_name="how it was decided"),
                ),
                (
                    "considered",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what else was considered"
                    ),
                ),
                (
                    "rests_on",
                    models.TextField(blank=True, max_length=5000, verbose_name="what it rests on"),
                ),
                (
                    "changed_our_mind",
                    models.TextField(
                        blank=True, max_length=3000, verbose_name="what changed our mind"
                    ),
                ),
                (
                    "dissent",
                    models.TextField(blank=True, editable=False, verbose_name="what people said"),
                ),
                (
                    "look_again_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when we look at it again"
                    ),
                ),
                ("boundary_said", models.CharField(blank=True, editable=False, max_length=300)),
                (
                    "change",
                    models.CharField(
                        choices=[
                            ("recorded", "recorded"),
                            ("corrected", "corrected"),
                            ("kept", "looked at again, and kept"),
                            ("superseded", "replaced"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="recorded",
                        max_length=10,
                    ),
                ),
                (
                    "change_why",
                    models.TextField(blank=True, max_length=2000, verbose_name="why it is changed"),
                ),
                ("recorded_at", models.DateTimeField()),
                ("maker_count", models.PositiveIntegerField(default=0, editable=False)),
                ("has_lived_maker", models.BooleanField(default=False, editable=False)),
                ("has_participant_maker", models.BooleanField(default=False, editable=False)),
                ("search_text", models.TextField(blank=True, editable=False)),
                ("previous_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "boundary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_versions",
                        to="plan.boundary",
                        verbose_name="open or fixed point it keeps to",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_versions",
                        to="projects.member",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="decisions.decision",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "version"), name="decision_version_once"
                    ),
                    models.UniqueConstraint(
                        fields=("sent_key",), name="decision_version_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("what", ""), _negated=True),
                            ("lacks_words", True),
                            _connector="OR",
                        ),
                        name="decision_says_what",
                        violation_error_message="Write what was decided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("why", ""), _negated=True),
                            ("lacks_words", True),
                            _connector="OR",
                        ),
                        name="decision_needs_reason",
                        violation_error_message="Write why this was decided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("change", "recorded"),
                            models.Q(("change_why", ""), _negated=True),
                            ("lacks_words", True),
                            _connector="OR",
                        ),
                        name="decision_change_needs_reason",
                        violation_error_message="Write why it is changed. Everybody can read it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("look_again_on", None),
                            ("look_again_on__gt", models.F("decided_on")),
                            _connector="OR",
                        ),
                        name="decision_looked_at_again_later",
                        violation_error_message="Look at it again on a day after it was decided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "superseded"), ("superseded_by__isnull", False)),
                            models.Q(
                                models.Q(("state", "superseded"), _negated=True),
                                ("superseded_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="decision_superseded_by_another",
                        violation_error_message="Say which decision takes its place.",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["recorded_at", "id"], name="decision_version_by_moment"),
                    models.Index(
                        condition=models.Q(("look_again_on__isnull", False)),
                        fields=["look_again_on"],
                        name="decision_looked_at_again",
                    ),
                ],
                "ordering": ["decision", "version"],
            },
        ),
        migrations.CreateModel(
            name="DecisionMaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("salts", models.JSONField(default=dict, editable=False)),
                ("text_hashes", models.JSONField(default=dict, editable=False)),
                ("lacks_words", models.BooleanField(default=False, editable=False)),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                ("as_what", models.CharField(blank=True, max_length=120, verbose_name="as what")),
                ("was_participant", models.BooleanField(default=False)),
                ("had_lived_experience", models.BooleanField(null=True)),
                ("stands_for", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_made",
                        to="projects.member",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="makers",
                        to="decisions.decisionversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("member__isnull", False), ("name", "")),
                            models.Q(
                                ("member", None),
                                models.Q(("name", ""), _negated=True),
                                models.Q(("as_what", ""), _negated=True),
                            ),
                            models.Q(("lacks_words", True), ("member", None)),
                            _connector="OR",
                        ),
                        name="decision_maker_is_member_or_named",
                        violation_error_message="Name the person, and say as what they took part.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", False)),
                        fields=("version", "member"),
                        name="decision_maker_once",
                    ),
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="current",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="decisions.decisionversion",
            ),
        ),
        migrations.CreateModel(
            name="PublicDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="decisions_made_public",
                        to="projects.member",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public",
                        to="decisions.decision",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="decisions.decisionversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WordsTakenOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(editable=False, max_length=20)),
                ("taken_out_at", models.DateTimeField()),
                ("why", models.TextField(max_length=2000, verbose_name="why they are taken out")),
                ("signature", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words_taken_out",
                        to="projects.member",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words_taken_out",
                        to="decisions.decisionmaker",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words_taken_out",
                        to="decisions.decisionversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="decision_words_taken_out_with_reason",
                        violation_error_message="Write why these words are taken out.",
                    )
                ],
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("what", models.CharField(max_length=300, verbose_name="what would be decided")),
                ("why", models.TextField(max_length=5000, verbose_name="why")),
                (
                    "considered",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what else was considered"
                    ),
                ),
                (
                    "rests_on",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what it is based on"
                    ),
                ),
                (
                    "look_again_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="when we look at it again"
                    ),
                ),
                ("open_until", models.DateField(verbose_name="open until")),
                ("wording", models.PositiveIntegerField(default=1, editable=False)),
                ("proposed_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "put_down_why",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="why it is put down"
                    ),
                ),
                (
                    "boundary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="plan.boundary",
                        verbose_name="open or fixed point it is about",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="decisions.decision",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals_ended",
                        to="projects.member",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="projects.project",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="proposals",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="proposal_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what", ""), _negated=True),
                        name="proposal_says_what",
                        violation_error_message="Write what would be decided.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="proposal_needs_reason",
                        violation_error_message="Write why you propose it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", None), ("ended_at", None), ("put_down_why", "")),
                            models.Q(
                                ("decision__isnull", False),
                                ("ended_at__isnull", False),
                                ("put_down_why", ""),
                            ),
                            models.Q(
                                ("decision", None),
                                ("ended_at__isnull", False),
                                models.Q(("put_down_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_ends_in_one_way",
                        violation_error_message="Write why it is put down.",
                    ),
                ],
                "ordering": ["open_until", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ProposalChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was", models.TextField()),
                ("at", models.DateTimeField()),
                ("wording", models.PositiveIntegerField(editable=False)),
                ("why", models.TextField(max_length=2000, verbose_name="why it is changed")),
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
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="decisions.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProposalSay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("wording", models.PositiveIntegerField(editable=False)),
                (
                    "says",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "agree"),
                            ("concern", "agree, with a concern"),
                            ("not-yet", "not yet"),
                            ("aside", "stand aside"),
                        ],
                        max_length=8,
                        verbose_name="what they say",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, max_length=2000, verbose_name="in their words"),
                ),
                (
                    "is_unnamed",
                    models.BooleanField(default=False, verbose_name="without their name"),
                ),
                ("round", models.PositiveIntegerField(editable=False, null=True)),
                ("is_held_back", models.BooleanField(default=False, editable=False)),
                ("said_at", models.DateTimeField(editable=False, null=True)),
                (
                    "entered_how",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "on paper"), ("phone", "by phone"), ("aloud", "aloud")],
                        max_length=5,
                        verbose_name="how they said it",
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=2000, verbose_name="the reply")),
                ("reply_to", models.TextField(blank=True, editable=False)),
                ("replied_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="says_entered",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="says",
                        to="projects.member",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="says",
                        to="decisions.proposal",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="says_replied_to",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("member__isnull", False)),
                        fields=("proposal", "wording", "member"),
                        name="say_once_a_wording",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("says__in", ["concern", "not-yet"]), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="say_not_sure_has_words",
                        violation_error_message="Say in a few words what it is about.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProposingRule",
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
                            ("facilitators", "facilitators"),
                            ("everybody", "everybody who takes part"),
                        ],
                        default="facilitators",
                        max_length=12,
                        verbose_name="who proposes",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposing_rule",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MakerObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="what was not so")),
                ("at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="decisions.decision",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("decision", "member"),
                        name="objection_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="objection_says_something",
                        violation_error_message="Say what was not so.",
                    ),
                ],
            },
        ),
        # By hand: the triggers, and the index of words.
        *_TRIGGERS,
        index_of_parts("decision_version_words", _VERSION, "search_text"),
    ]
