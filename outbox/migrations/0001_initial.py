import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DemoMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("to", models.CharField(max_length=254)),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("sent_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Digest",
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
                ("period_start", models.DateTimeField()),
                ("period_end", models.DateTimeField()),
                ("mail_id", models.CharField(editable=False, max_length=200, unique=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="digests",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "period_end"), name="digest_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_end__gt", models.F("period_start"))),
                        name="digest_has_length",
                    ),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None), ("gave_up_at", None)),
                        fields=["due_at", "id"],
                        name="digest_waiting",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hitch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("work", models.CharField(max_length=60)),
                ("row", models.CharField(max_length=120)),
                ("error", models.CharField(max_length=200)),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hitches",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "hitches",
                "constraints": [
                    models.UniqueConstraint(fields=("work", "row"), name="hitch_once_a_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=120, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("data", models.JSONField(default=dict)),
                ("asks", models.BooleanField(default=False)),
                ("is_result", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
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
                ("recipient", models.CharField(editable=False, max_length=254)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "email"), ("post", "post"), ("phone", "phone")],
                        max_length=5,
                    ),
                ),
                ("is_held", models.BooleanField(default=False)),
                ("is_needless", models.BooleanField(default=False)),
                ("mail_id", models.CharField(editable=False, max_length=200, unique=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deliveries_done_by_hand",
                        to="projects.member",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="projects.member",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="deliveries",
                        to="outbox.digest",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="outbox.message",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("channel", "email"),
                            ("done_at", None),
                            ("gave_up_at", None),
                            ("is_held", False),
                        ),
                        fields=["due_at", "id"],
                        name="delivery_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("digest__isnull", False)),
                        fields=["digest"],
                        name="delivery_gathered",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("digest", None),
                            ("done_at", None),
                            ("gave_up_at", None),
                            ("is_held", True),
                        ),
                        fields=["member", "message"],
                        name="delivery_held",
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(("channel", "email"), _negated=True),
                            ("done_at", None),
                            ("gave_up_at", None),
                        ),
                        fields=["project", "member", "channel"],
                        name="delivery_by_hand",
                    ),
                    models.Index(
                        models.F("project"),
                        django.db.models.functions.comparison.Coalesce("done_at", "gave_up_at"),
                        condition=models.Q(
                            models.Q(("channel", "email"), _negated=True),
                            models.Q(
                                ("done_at__isnull", False),
                                ("gave_up_at__isnull", False),
                                _connector="OR",
                            ),
                        ),
                        name="delivery_by_hand_ended",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("channel", "email"),
                            ("done_at", None),
                            ("gave_up_at__isnull", False),
                            ("is_needless", False),
                        ),
                        fields=["gave_up_at"],
                        name="delivery_failed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "recipient", "channel"), name="delivery_once"
                    )
                ],
                "verbose_name_plural": "deliveries",
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "email"), ("post", "post"), ("phone", "phone")],
                        default="email",
                        max_length=5,
                        verbose_name="how",
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("at-once", "at once"),
                            ("weekly", "once a week"),
                            ("monthly", "once a month"),
                            ("results", "only results"),
                            ("asked-only", "only when I'm asked to do something"),
                        ],
                        default="at-once",
                        max_length=10,
                        verbose_name="how often",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone number")),
                (
                    "postal_address",
                    models.TextField(blank=True, max_length=500, verbose_name="postal address"),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preference",
                        to="projects.member",
                    ),
                ),
                (
                    "through",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shares_address",
                        to="projects.member",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="preferences_set",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("through", None),
                            models.Q(("through", models.F("member")), _negated=True),
                            _connector="OR",
                        ),
                        name="preference_through_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=60)),
                ("due_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("before", "two days before"),
                            ("day", "on the day"),
                            ("after", "a week after"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["what"], name="reminder_by_row")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "what", "due_on", "stage"), name="reminder_once_a_stage"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SendingTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("until", models.DateTimeField()),
                ("is_asked", models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name="RefusedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("words", models.CharField(max_length=500)),
                (
                    "address",
                    models.OneToOneField(
                        db_column="email",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refused",
                        to=settings.AUTH_USER_MODEL,
                        to_field="email",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "refused addresses",
            },
        ),
    ]
