from typing import Any

from django.db import migrations, models
from django.db.models import F


def keep_who_noted(apps: Any, _schema_editor: Any) -> None:
    """Until now a hello of which only whoever came in told was one whose two times are the same."""
    rows = apps.get_model("participation", "Greeting").objects.exclude(said_at=None)
    rows.exclude(heard="yes", heard_at=F("said_at")).update(noted_at=F("said_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0003_greetings"),
    ]

    operations = [
        migrations.AddField(
            model_name="greeting",
            name="noted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(keep_who_noted, migrations.RunPython.noop),
    ]
