import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_by", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=20)),
                ("row", models.BigIntegerField()),
                ("seen_by", models.CharField(editable=False, max_length=12)),
                ("on", models.DateField()),
                ("page", models.CharField(editable=False, max_length=60)),
                ("at", models.JSONField(default=list)),
                ("more", models.CharField(blank=True, editable=False, max_length=100)),
                ("title", models.TextField(editable=False)),
                ("text", models.TextField(blank=True, editable=False)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["project", "kind", "row"], name="search_text_row")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seen_by__in", ["readers", "members", "facilitators"])),
                        name="search_text_has_readers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(editable=False, max_length=40)),
                ("start", models.CharField(editable=False, max_length=3)),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["project", "start"], name="search_word_start")],
                "constraints": [
                    models.UniqueConstraint(fields=("project", "word"), name="search_word_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.PositiveSmallIntegerField()),
                ("seen_by", models.CharField(editable=False, max_length=12)),
                ("on", models.DateField()),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="home.searchtext",
                    ),
                ),
                (
                    "word",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postings",
                        to="home.searchword",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["word", "text", "weight", "seen_by", "on"],
                        name="search_posting_by_word",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchStale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(editable=False, max_length=20)),
                ("row", models.BigIntegerField()),
                (
                    "project",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projects.project",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "search stale",
                "indexes": [
                    models.Index(fields=["project", "kind", "row"], name="search_stale_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="QueueTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("queue", models.CharField(editable=False, max_length=20, unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
