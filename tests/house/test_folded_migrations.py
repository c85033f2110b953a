"""First migrations make a model with all that belongs to it at once: the first start takes half as long."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from scripts.fold_migrations import fold

FIRST = sorted(Path(settings.BASE_DIR).glob("*/migrations/0001_initial.py"))
TWO_STEPS = """
class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(name="Step", fields=[("é", models.CharField())]{options}),
        migrations.AddField(model_name="step", name="by", field=models.CharField()),
        migrations.AddIndex(model_name="step", index=models.Index(fields=["é"], name="a")),
        migrations.AddConstraint(model_name="step", constraint=models.CheckConstraint(name="b")),
        migrations.AddConstraint(
            model_name="step", constraint=models.CheckConstraint(condition=Q(by__isnull=True))
        ),
        migrations.AddIndex(model_name="elsewhere", index=models.Index(fields=["x"], name="c")),
    ]
"""


@pytest.mark.parametrize("path", FIRST, ids=lambda path: path.parts[-3])
def test_nothing_is_left_to_fold(path):
    source = path.read_text()
    assert fold(source) == source, "Run:   python scripts/fold_migrations.py && scripts/format.sh"


ALL = sorted(Path(settings.BASE_DIR).glob("*/migrations/0*.py"))


@pytest.mark.parametrize("path", ALL, ids=lambda path: "/".join(path.parts[-3::2]))
def test_what_makes_several_models_makes_them_together(path):
    source = path.read_text()
    makes = source.count("migrations.CreateModel(")
    assert makes < 2 or "class Migration(migrating.Migration):" in source


def test_there_is_a_first_migration_of_each_app_with_models():
    assert len(FIRST) > 10


@pytest.mark.parametrize(
    ("options", "before"), [("", ""), (", options={'abstract': False}", ", 'abstract': False")]
)
def test_what_belongs_to_a_model_is_folded_and_what_needs_a_later_field_is_not(options, before):
    tree = ast.unparse(ast.parse(fold(TWO_STEPS.replace("{options}", options))))
    index, check = "models.Index(fields=['é'], name='a')", "models.CheckConstraint(name='b')"
    assert f"options={{'indexes': [{index}], 'constraints': [{check}]{before}}}" in tree
    assert tree.count("migrations.AddIndex(model_name='elsewhere'") == 1
    assert tree.count("migrations.Add") == 3
    assert "by__isnull=True" in tree.partition("AddConstraint")[2]
