from django.db import migrations, models

_ON_ITS_WAY = {"done_at": None, "gave_up_at": None}
_OF_ALL = ["project", "asked_by", "is_large_print", "envelope", "send_back"]
_OF_ONE = ["project", "asked_by", "only", "is_large_print", "envelope", "send_back"]


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="letterpack", name="letter_pack_of_all_once"),
        migrations.RemoveConstraint(model_name="letterpack", name="letter_pack_of_one_once"),
        migrations.AddField(
            model_name="letterpack",
            name="envelope",
            field=models.CharField(
                choices=[
                    ("dl", "DL: long and narrow, the letter folded twice"),
                    ("c4", "C4: large, the letter not folded"),
                ],
                default="dl",
                max_length=2,
            ),
        ),
        migrations.AddField(
            model_name="letterpack",
            name="send_back",
            field=models.TextField(
                blank=True, default="", max_length=300, verbose_name="where answers come back to"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="letterpack",
            name="too_tall",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddConstraint(
            model_name="letterpack",
            constraint=models.UniqueConstraint(
                condition=models.Q(**_ON_ITS_WAY, only=None),
                fields=_OF_ALL,
                name="letter_pack_of_all_once",
                violation_error_message="These letters are being made already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterpack",
            constraint=models.UniqueConstraint(
                condition=models.Q(**_ON_ITS_WAY, only__isnull=False),
                fields=_OF_ONE,
                name="letter_pack_of_one_once",
                violation_error_message="This letter is being made already.",
            ),
        ),
    ]
