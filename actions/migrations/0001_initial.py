import django.db.models.deletion
from django.db import migrations, models

from core import migrating


class Migration(migrating.Migration):
    initial = True

    dependencies = [
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_key", models.UUIDField(blank=True, editable=False, null=True)),
                ("what", models.CharField(max_length=300, verbose_name="what will be done")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("created_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "outcome",
                    models.TextField(blank=True, max_length=2000, verbose_name="what came of it"),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="projects.member",
                        verbose_name="who does it",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actions",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "sent_key"), name="action_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="action_done_needs_outcome",
                        violation_error_message="Say what came of it.",
                    ),
                ],
            },
        ),
    ]
