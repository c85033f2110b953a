from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plan", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="boundary",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="on the public page"),
        ),
    ]
