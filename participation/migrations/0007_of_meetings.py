from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0006_returns"),
    ]

    operations = [
        migrations.AlterField(
            model_name="memberkey",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("meetings", "what I said about coming to a meeting"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="namedreader",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("meetings", "what I said about coming to a meeting"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="privatereading",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("needs", "what I need"),
                    ("returns", "what I would like in return"),
                    ("meetings", "what I said about coming to a meeting"),
                ],
                max_length=10,
            ),
        ),
    ]
