from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contribution",
            name="way",
            field=models.CharField(
                choices=[
                    ("web", "on the web"),
                    ("paper", "on paper"),
                    ("aloud", "aloud"),
                    ("phone", "by phone"),
                    ("room", "in the room"),
                ],
                default="web",
                max_length=5,
            ),
        ),
    ]
