"""What the program writes is readable by its owner alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from negoce.config.env import stored_secret_key

WRITE = """
import sys
from pathlib import Path
from negoce.cli.main import keep_private
keep_private(sys.argv[2])
Path(sys.argv[1], "folder").mkdir()
Path(sys.argv[1], "folder", "file").write_text("x")
"""


def modes(folder: Path, code: str, *arguments: str) -> list[int]:
    environment = {**os.environ, "NEGOCE_DATA": str(folder / "data")}
    command = ["sh", "-c", 'umask 022; exec "$@"', "sh", sys.executable, "-c", code, str(folder), *arguments]
    subprocess.run(command, env=environment, check=True)
    return [path.stat().st_mode & 0o777 for path in (folder / "folder", folder / "folder" / "file")]


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "import", ""])
def test_commands_write_for_their_owner_alone(tmp_path: Path, command: str) -> None:
    assert modes(tmp_path, WRITE, command) == [0o700, 0o600]


def test_what_others_must_read_they_can(tmp_path: Path) -> None:
    assert modes(tmp_path, WRITE, "collectstatic") == [0o755, 0o644]


def test_the_web_server_writes_for_its_owner_alone(tmp_path: Path) -> None:
    code = WRITE.replace("from negoce.cli.main import keep_private", "import negoce.config.wsgi")
    assert modes(tmp_path, code.replace("keep_private(sys.argv[2])", "")) == [0o700, 0o600]


def test_the_data_directory_is_its_owner_s(tmp_path: Path) -> None:
    stored_secret_key(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
