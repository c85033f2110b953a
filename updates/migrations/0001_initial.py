from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from core import migrating

_WORDS = ("title", "where_we_are", "settled", "not_settled", "more_on", "sent_at")
_NAME = "updates_update_sent_stays"
# A name may be taken out, once for each note, which names the revision that it makes.
_NOTED = (
    "NEW.revision = OLD.revision + 1 AND EXISTS (SELECT 1 FROM updates_sentwordschanged n "
    "WHERE n.update_id = OLD.id AND n.revision = NEW.revision)"
)


def _forwards(apps: Any, editor: Any) -> None:
    """What was sent stays as it was sent: the database refuses to change its words."""
    if editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"NEW.{word} IS DISTINCT FROM OLD.{word}" for word in _WORDS)
        editor.execute(f"""
            CREATE FUNCTION {_NAME}() RETURNS trigger AS $$
            BEGIN
            IF NEW.sent_at = OLD.sent_at AND NEW.more_on = OLD.more_on AND {_NOTED} THEN RETURN NEW; END IF;
            RAISE EXCEPTION 'a sent update stays as it was sent' USING ERRCODE = 'restrict_violation';
            END; $$ LANGUAGE plpgsql;
            CREATE TRIGGER {_NAME} BEFORE UPDATE ON updates_update FOR EACH ROW
            WHEN (OLD.sent_at IS NOT NULL AND ({changed})) EXECUTE FUNCTION {_NAME}();
        """)
    else:
        changed = " OR ".join(f"NEW.{word} IS NOT OLD.{word}" for word in _WORDS)
        editor.execute(
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON updates_update "
            f"WHEN OLD.sent_at IS NOT NULL AND ({changed}) "
            f"AND (NEW.sent_at = OLD.sent_at AND NEW.more_on = OLD.more_on AND {_NOTED}) IS NOT TRUE "
            "BEGIN SELECT RAISE(ABORT, 'a sent update stays as it was sent'); END;"
        )


def _backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION IF EXISTS {_NAME}() CASCADE;")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {_NAME};")


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("decisions", "0001_initial"),
        ("outbox", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Update",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("revision", models.PositiveIntegerField(default=1, editable=False)),
                ("title", models.CharField(max_length=160, verbose_name="headline")),
                ("where_we_are", models.TextField(max_length=5000, verbose_name="where we are")),
                (
                    "settled",
                    models.TextField(blank=True, max_length=5000, verbose_name="what is settled"),
                ),
                (
                    "not_settled",
                    models.TextField(
                        blank=True, max_length=5000, verbose_name="what is not settled"
                    ),
                ),
                (
                    "more_on",
                    models.DateField(blank=True, null=True, verbose_name="when we will say more"),
                ),
                (
                    "is_public",
                    models.BooleanField(default=False, verbose_name="show on the public page"),
                ),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="updates_written",
                        to="projects.member",
                    ),
                ),
                (
                    "decisions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="updates",
                        to="decisions.decision",
                        verbose_name="decisions it tells of",
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update",
                        to="outbox.message",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="updates",
                        to="projects.project",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="updates_sent",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "-pk"],
                "indexes": [models.Index(fields=["project", "sent_at"], name="update_by_sending")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="update_once_a_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), ("more_on__isnull", False), _connector="OR"
                        ),
                        name="update_sent_says_when_more",
                        violation_error_message="Say when people will hear more.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SentWordsChanged",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("revision", models.PositiveIntegerField(editable=False)),
                ("field", models.CharField(editable=False, max_length=20)),
                ("at", models.DateTimeField()),
                ("signature", models.CharField(editable=False, max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.member",
                    ),
                ),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words_changed",
                        to="updates.update",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "sent words changed",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("update", "revision"), name="sent_words_changed_once"
                    )
                ],
            },
        ),
        migrations.RunPython(_forwards, _backwards),
    ]
