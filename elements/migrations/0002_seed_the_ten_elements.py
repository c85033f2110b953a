"""Every installation begins with the ten elements."""

from typing import Any

from django.db import migrations

from elements.framework import read_framework, upsert


def seed(apps: Any, editor: Any) -> None:
    upsert(
        read_framework(),
        framework=apps.get_model("elements", "Framework"),
        element=apps.get_model("elements", "Element"),
        indicator=apps.get_model("elements", "Indicator"),
    )


class Migration(migrations.Migration):
    dependencies = [("elements", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
