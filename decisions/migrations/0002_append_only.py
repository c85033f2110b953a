"""Versions and makers of decisions are only ever added."""

from django.db import migrations

from core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]
    operations = [append_only("decisions_decisionversion"), append_only("decisions_decisionmaker")]
