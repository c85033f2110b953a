"""Who follows a project with an address alone, and what gathers the news of a month for them (docs/adr/0175)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import accounts.models
from core import migrating


class Migration(migrating.Migration):
    dependencies = [
        ("outbox", "0001_initial"),
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="email address")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("each", "each time there is news"),
                            ("monthly", "once a month"),
                            ("results", "only when something is decided or done"),
                        ],
                        default="each",
                        max_length=8,
                        verbose_name="how often",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en-gb", editable=False, max_length=10, verbose_name="language"
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
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("project", "address"), name="follower_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StoppedFollowing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_hash", models.CharField(editable=False, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stopped_following",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "address_hash"), name="stopped_following_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Spreading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("after", models.BigIntegerField(default=0)),
                ("done_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spreading",
                        to="outbox.message",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "spreading",
                "indexes": [
                    models.Index(fields=["id"], condition=Q(done_at=None), name="spreading_to_do")
                ],
            },
        ),
        migrations.AlterField(
            model_name="digest",
            name="member",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digests",
                to="projects.member",
            ),
        ),
        migrations.AddField(
            model_name="digest",
            name="follower",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="digests",
                to="outbox.follower",
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.UniqueConstraint(
                fields=("follower", "period_end"), name="digest_of_follower_once_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="digest",
            constraint=models.CheckConstraint(
                condition=Q(member=None, follower__isnull=False)
                | Q(member__isnull=False, follower=None),
                name="digest_is_of_one",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="follower",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="deliveries",
                to="outbox.follower",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["follower"],
                condition=Q(follower__isnull=False),
                name="delivery_to_follower",
            ),
        ),
    ]
