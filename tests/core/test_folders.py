"""What is kept on the disk is for whoever runs it: other users of the machine cannot look into its folders."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from core.folders import private_folder


def mode_of(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


@pytest.mark.parametrize(
    ("before", "after"), [(None, 0o700), (0o755, 0o750), (0o777, 0o770), (0o700, 0o700)]
)
def test_other_users_of_the_machine_are_kept_out(tmp_path, before, after):
    folder = tmp_path / "kept" / "data"
    if before is not None:
        folder.mkdir(parents=True)
        folder.chmod(before)
    assert private_folder(str(folder)) == folder
    assert mode_of(folder) == after


def test_a_folder_of_somebody_else_stays_as_it_is(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o755)

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    assert private_folder(folder) == folder
    assert mode_of(folder) == 0o755
    monkeypatch.setattr(Path, "mkdir", refuse)
    assert private_folder(tmp_path / "other") == tmp_path / "other"


def test_an_installation_closes_its_folders_when_it_starts(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(0o755)
    files = tmp_path / "files"
    env = {
        **os.environ,
        "COPRODUCE_DATA_DIR": str(data),
        "COPRODUCE_FILES_DIR": str(files),
        "SECRET_KEY": "x" * 50,
    }
    code = "import coproduce.settings"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=settings.BASE_DIR, env=env)
    assert [mode_of(data), mode_of(files)] == [0o750, 0o700]
