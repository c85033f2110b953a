"""Each response has its own link, also of one address; the address goes, and the link stays."""

from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("questions", "0003_responses"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="response",
            name="response_unconfirmed_once",
        ),
        migrations.AlterField(
            model_name="response",
            name="address",
            field=models.EmailField(blank=True, max_length=254, verbose_name="email address"),
        ),
    ]
