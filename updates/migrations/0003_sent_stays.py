"""What was sent stays as it was sent: the database refuses to change its words."""

from typing import Any

from django.db import migrations

_WORDS = ("title", "where_we_are", "settled", "not_settled", "more_on", "sent_at")
_NAME = "updates_update_sent_stays"


def _forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        changed = " OR ".join(f"NEW.{word} IS DISTINCT FROM OLD.{word}" for word in _WORDS)
        editor.execute(f"""
            CREATE FUNCTION {_NAME}() RETURNS trigger AS $$
            BEGIN RAISE EXCEPTION 'a sent update stays as it was sent' USING ERRCODE = 'restrict_violation';
            END; $$ LANGUAGE plpgsql;
            CREATE TRIGGER {_NAME} BEFORE UPDATE ON updates_update FOR EACH ROW
            WHEN (OLD.sent_at IS NOT NULL AND ({changed})) EXECUTE FUNCTION {_NAME}();
        """)
    else:
        changed = " OR ".join(f"NEW.{word} IS NOT OLD.{word}" for word in _WORDS)
        editor.execute(
            f"CREATE TRIGGER {_NAME} BEFORE UPDATE ON updates_update "
            f"WHEN OLD.sent_at IS NOT NULL AND ({changed}) "
            "BEGIN SELECT RAISE(ABORT, 'a sent update stays as it was sent'); END;"
        )


def _backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION IF EXISTS {_NAME}() CASCADE;")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {_NAME};")


class Migration(migrations.Migration):
    dependencies = [("updates", "0002_sent_once")]
    operations = [migrations.RunPython(_forwards, _backwards)]
