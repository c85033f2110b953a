from typing import Any

from django.db import migrations, models


def keep_who_was_there(apps: Any, _schema_editor: Any) -> None:
    """Of a pulse that is open, keep how many members and others are noted."""
    for places in apps.get_model("meetings", "PulsePlaces").objects.select_related("pulse"):
        notes = apps.get_model("meetings", "MeetingNotes").objects.filter(
            meeting=places.pulse.meeting_id
        )
        places.others = min(places.there, sum(notes.values_list("others_there", flat=True)))
        places.members = places.there - places.others
        places.save()


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0005_pulses"),
        ("participation", "0007_of_meetings"),
    ]

    operations = [
        migrations.AddField(
            model_name="pulseplaces",
            name="members",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="pulseplaces",
            name="others",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(keep_who_was_there, migrations.RunPython.noop),
    ]
