from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="host",
            name="payment_advice",
            field=models.TextField(blank=True, max_length=5000),
        ),
        migrations.AlterField(
            model_name="hostchange",
            name="part",
            field=models.CharField(
                choices=[
                    ("name", "the name"),
                    ("logo", "the logo"),
                    ("contact", "whom people turn to"),
                    ("privacy", "the text about privacy"),
                    ("accessibility", "the accessibility statement"),
                    ("payment", "where to ask about money in return"),
                ],
                max_length=13,
            ),
        ),
    ]
