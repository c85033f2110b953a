"""People from outside who ask whether they can take part (docs/adr/0177)."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0013_about_us"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="JoinRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="email address")),
                ("known_as", models.CharField(max_length=80, verbose_name="name")),
                (
                    "words",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="what brings you here"
                    ),
                ),
                (
                    "salt",
                    models.CharField(
                        default=accounts.models.new_salt, editable=False, max_length=32
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("declined_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="why not")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="join_requests",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "ordering": ["confirmed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "address"), name="join_request_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(declined_at=None)
                        | (~Q(reason="") & Q(confirmed_at__isnull=False)),
                        name="join_request_declined_with_reason",
                        violation_error_message="Say why not.",
                    ),
                ],
            },
        ),
    ]
