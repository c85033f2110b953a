from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0006_places_of_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="open to everybody"),
        ),
    ]
