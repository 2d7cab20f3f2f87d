"""What checks share: the files of the repository, and lists kept one entry a line."""

from __future__ import annotations

import subprocess
from pathlib import Path


def repository_files(root: Path) -> list[Path]:
    """Files tracked by git, and new ones that it does not ignore; relative to `root`, sorted."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (root / name).is_file())


def read_list(path: Path) -> list[str]:
    """The entries of a list file, without its comments; empty when there is no file."""
    if not path.exists():
        return []
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]
