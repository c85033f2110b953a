"""Looks at an installation after a copy was put back: what is not as it was, and what cannot be opened."""

from django.apps import apps
from django.conf import settings
from django.utils.crypto import constant_time_compare

from ballots.keys import is_there
from ballots.models import Seal
from coproduce.backup.manifest import Manifest, key_mark
from core.locked_words import WordsAreLocked
from core.own_keys import is_own_key_there
from decisions.chain import find_problems
from decisions.models import DecisionLog
from participation.models import MemberKey, SpentKey
from projects.models import Project
from questions.models import SafetyWorry


def look_at_all(manifest: Manifest) -> tuple[list[str], list[str]]:
    """Return what is wrong, and what somebody should know; sentences."""
    return problems_of_logs(manifest), [*_of_secret(manifest), *of_keys(), *_of_files(manifest)]


def tables_differ(manifest: Manifest) -> bool:
    """Whether the tables of a copy have other columns than those that this Coproduce works with."""
    models = apps.get_models(include_auto_created=True)
    wanted = {
        model._meta.db_table: sorted(
            column for field in model._meta.local_concrete_fields if (column := field.column)
        )
        for model in models
        if model._meta.managed and not model._meta.proxy
    }
    return any(manifest.columns.get(table) != columns for table, columns in wanted.items())


def problems_of_logs(manifest: Manifest | None = None) -> list[str]:
    """Return what is not as it was written in the decision logs; with a manifest, also what is not as it was copied."""
    found = []
    for project in Project.objects.order_by("slug"):
        found += [f"{project.slug}: {problem}" for problem in find_problems(project)[1]]
    heads = {
        str(log.project_id): log.head_hash
        for log in DecisionLog.objects.only("project", "head_hash")
    }
    if manifest and heads != manifest.chains:
        found.append("The decision logs do not end where they ended when the copy was made.")
    return found


def of_keys() -> list[str]:
    """Return what is locked, and cannot be opened with the keys that are here."""
    found = []
    seals = Seal.objects.filter(is_opened=False)
    if away := sum(not is_there(seal.pk, seal.public_key) for seal in seals):
        found.append(
            f"{_number(away, 'open review')} cannot be opened: the key is not in {settings.KEYS_DIR}. Put back the"
            " folder of the keys, if there is one. Otherwise a facilitator closes the review; what people answered in"
            " it is lost, and they can answer again in a new one."
        )
    worries = SafetyWorry.objects.exclude(words_locked=None, done_locked=None)
    if locked := sum(map(_is_locked, worries.iterator())):
        found.append(
            f"What was written about somebody’s safety cannot be read ({_number(locked, 'time')}): the right"
            f" locked-words.key is not in {settings.KEYS_DIR}. Put it there from the place where you keep it."
        )
    rows = MemberKey.objects.values_list("member", "name")
    if gone := len({member for member, name in rows if not is_own_key_there(name)}):
        found.append(
            f"What {_number(gone, 'person', 'people')} said in confidence cannot be read: their key is not in"
            f" {settings.KEYS_DIR}. Put it back from your copy of the keys:   manage.py restore_keys THE-COPY.tar"
        )
    if spent := SpentKey.objects.count():
        found.append(
            f"{_number(spent, 'key')} of what people took back could not be destroyed yet. The schedule goes on trying;"
            f" if that does not help, look who may write to {settings.KEYS_DIR}."
        )
    return found


def _is_locked(worry: SafetyWorry) -> bool:
    try:
        worry.unlock("words"), worry.unlock("done")
    except WordsAreLocked:
        return True
    return False


def _of_secret(manifest: Manifest) -> list[str]:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if any(constant_time_compare(key_mark(key), manifest.key_mark) for key in keys):
        return []
    return [
        "SECRET_KEY is not the one that the copy was made with: everybody has to sign in again, and decisions from"
        " which words were taken out look as if they had been changed. Set SECRET_KEY as it was, and start again."
    ]


def _of_files(manifest: Manifest) -> list[str]:
    has_files = any(name.startswith("files/") for name in manifest.files)
    if manifest.has_bucket and not settings.FILES_BUCKET:
        return [
            "Pictures and recordings are in a bucket, not in the copy. Set FILES_BUCKET as it was."
        ]
    if has_files and settings.FILES_BUCKET:
        return [
            f"Pictures and recordings were put into {settings.FILES_DIR}, and FILES_BUCKET is set here. Copy that"
            " folder to the bucket, or leave FILES_BUCKET empty."
        ]
    return []


def _number(count: int, what: str, many: str = "") -> str:
    return f"{count} {what if count == 1 else many or f'{what}s'}"
