from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0008_how_many"),
    ]

    operations = [
        migrations.AlterField(
            model_name="gap",
            name="kind",
            field=models.CharField(
                choices=[
                    ("nobody", "nobody can speak for this group yet"),
                    ("one", "only one person can speak for this group"),
                    ("short", "fewer are here than should be"),
                    ("never-came", "was invited and never came"),
                    ("left", "came and stopped"),
                    ("quiet", "we haven’t heard from them"),
                ],
                max_length=10,
            ),
        ),
    ]
