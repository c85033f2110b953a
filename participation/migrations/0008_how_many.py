from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0007_of_meetings"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="group",
            name="should_be_a_few",
            field=models.BooleanField(default=False, verbose_name="a few should be here"),
        ),
        migrations.AddField(
            model_name="group",
            name="should_be_here",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="how many should be here"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("should_be_here", None), ("should_be_a_few", False), _connector="OR"
                ),
                name="group_a_few_or_a_number",
                violation_error_message="Choose “a few” or a number, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("should_be_here", None),
                    models.Q(("should_be_here__gte", 1), ("should_be_here__lte", 999)),
                    _connector="OR",
                ),
                name="group_should_be_here_in_range",
                violation_error_message="Choose a number between 1 and 999.",
            ),
        ),
    ]
