from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_followers")]

    operations = [
        migrations.AddField(
            model_name="stoppedfollowing",
            name="asked_again_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="follower",
            name="rhythm",
            field=models.CharField(
                choices=[
                    ("each", "each time there is news"),
                    ("monthly", "once a month"),
                    ("results", "only when something is settled or decided"),
                ],
                default="each",
                max_length=8,
                verbose_name="how often",
            ),
        ),
    ]
