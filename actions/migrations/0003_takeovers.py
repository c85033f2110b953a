"""What another takes over is called a takeover: a handover is what carries on after a project has ended."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

KINDS = {
    "action_handover_asked": "takeover_asked",
    "action_handover_answered": "takeover_answered",
}


def _rename(apps: Any, names: dict[str, str], key: str, new_key: str) -> None:
    messages = apps.get_model("outbox", "Message").objects.filter(kind__in=names)
    for message in messages.iterator():
        message.kind = names[message.kind]
        message.data[new_key] = message.data.pop(key)
        message.event = message.event.replace(f"{key}:", f"{new_key}:", 1)
        message.save(update_fields=["kind", "data", "event"])


def call_takeovers(apps: Any, _schema: Any) -> None:
    """Give the messages about them their new name."""
    _rename(apps, KINDS, "handover", "takeover")


def call_handovers(apps: Any, _schema: Any) -> None:
    """Give them the name back that they had."""
    _rename(apps, {new: old for old, new in KINDS.items()}, "takeover", "handover")


class Migration(migrations.Migration):
    dependencies = [("actions", "0002_handovers"), ("outbox", "0001_initial")]

    operations = [
        migrations.RenameModel("ActionHandover", "Takeover"),
        migrations.AlterField(
            model_name="takeover",
            name="action",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="takeovers",
                to="actions.action",
            ),
        ),
        migrations.RemoveConstraint("takeover", "action_handover_sent_once"),
        migrations.RemoveConstraint("takeover", "action_handover_asks_one_at_a_time"),
        migrations.RemoveConstraint("takeover", "action_handover_has_ended_or_not"),
        migrations.AddConstraint(
            "takeover",
            models.UniqueConstraint(fields=("action", "sent_key"), name="takeover_sent_once"),
        ),
        migrations.AddConstraint(
            "takeover",
            models.UniqueConstraint(
                condition=models.Q(("outcome", "")),
                fields=("action",),
                name="takeover_asks_one_at_a_time",
                violation_error_message="Somebody is asked already. Wait, or stop asking them first.",
            ),
        ),
        migrations.AddConstraint(
            "takeover",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("outcome", "")),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="takeover_has_ended_or_not",
            ),
        ),
        migrations.RunPython(call_takeovers, call_handovers),
    ]
