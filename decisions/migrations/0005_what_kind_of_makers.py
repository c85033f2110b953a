"""Each version says whether lived experience, and whether a participant, was among its makers."""

from django.db import migrations, models

from core.append_only import append_only, let_change

TABLE, KEYS = "decisions_decisionversion", ("decision_id, version", "once", "previous_hash", "hash")


def fill(apps, editor):
    """Read it off the makers, who never change either."""
    versions = apps.get_model("decisions", "DecisionVersion").objects
    makers = apps.get_model("decisions", "DecisionMaker").objects
    lived = makers.filter(had_lived_experience=True).values("version")
    versions.filter(pk__in=lived).update(has_lived_maker=True)
    participants = makers.filter(was_participant=True).values("version")
    versions.filter(pk__in=participants).update(has_participant_maker=True)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_say_replaced")]

    operations = [
        let_change(TABLE, *KEYS),
        migrations.AddField(
            model_name="decisionversion",
            name="has_lived_maker",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="decisionversion",
            name="has_participant_maker",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        append_only(TABLE, *KEYS),
    ]
