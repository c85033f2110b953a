import django.db.models.deletion
from django.db import migrations, models

from core import migrating

PURPOSES = [
    ("bring", "what I bring"),
    ("groups", "groups I belong to"),
    ("speak", "who I can speak for"),
    ("needs", "what I need"),
    ("returns", "what I would like in return"),
    ("hear", "how I hear"),
    ("directory", "how others can reach me"),
]
WHAT_FOR = [
    ("touch", "keeping in touch"),
    ("meet", "meeting up"),
    ("work", "working on something together"),
]


class Migration(migrating.Migration):
    dependencies = [
        ("participation", "0011_private_words"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            "consent", "purpose", models.CharField(choices=PURPOSES, max_length=10)
        ),
        migrations.CreateModel(
            name="DirectoryEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("postal_address", models.CharField(blank=True, max_length=500)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("what_for", models.CharField(blank=True, choices=WHAT_FOR, max_length=8)),
                ("for_words", models.CharField(blank=True, max_length=200)),
                ("until", models.DateField()),
                ("days", models.PositiveSmallIntegerField()),
                ("ends_with_project", models.BooleanField(default=False)),
                ("ask_on", models.DateField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("said_at", models.DateTimeField()),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="directory_entry",
                        to="projects.member",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["until"], name="directory_by_until"),
                    models.Index(fields=["ask_on"], name="directory_by_ask_on"),
                ],
            },
        ),
    ]
