"""Make `.venv` ready for `make demo` or `make test`; costs nothing when nothing changed.

Runs under the system's Python, before anything is installed: the standard library only.
Each step leaves a stamp in `.venv` holding a digest of what it depends on, written last,
so that an interrupted step is simply done again.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WINDOWS_IS_NOT_SUPPORTED = os.name == "nt"


class PreparationFailed(Exception):
    """A step did not succeed; the message says what was kept and what to do."""


def main() -> int:
    """Prepare the environment for one purpose; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=["demo", "test"])
    purpose = parser.parse_args().purpose
    if WINDOWS_IS_NOT_SUPPORTED:
        print("Négoce runs on Linux and macOS; on Windows, use WSL.", file=sys.stderr)
        return 1
    try:
        ensure_virtual_environment(ROOT / ".venv")
        ensure_requirements(ROOT, "base" if purpose == "demo" else "dev")
        if purpose == "test":
            ensure_spark(ROOT)
        ensure_package(ROOT)
        run_when_present(ROOT, "tools/messages.py", "compile")
        run_when_present(ROOT, "tools/build_frontend.py")
    except PreparationFailed as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def ensure_virtual_environment(directory: Path) -> None:
    """Create `.venv`, again when its Python is gone (a system upgrade) or too old."""
    if _works(directory / "bin" / "python"):
        return
    if directory.exists() and not (directory / "pyvenv.cfg").exists() and any(directory.iterdir()):
        raise PreparationFailed(f"{directory} is no virtual environment: move it away, then try again.")
    print(f"Creating .venv with Python {sys.version.split()[0]}…", flush=True)
    try:
        venv.create(directory, with_pip=True, clear=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise PreparationFailed(
            f"No virtual environment could be made ({error}). On Debian: apt install python3-venv."
        ) from error


def ensure_requirements(root: Path, name: str) -> None:
    """Install the locked requirements `base` or `dev`, every file checked against its hash."""
    directory = root / ".venv"
    wanted = {each: _digest(root / "requirements" / f"{each}.txt") for each in ("base", "dev")}
    # What tests need includes what the product needs, so that a checkout made for tests runs the demo too.
    if _stamp(directory, "requirements") in {f"{each} {wanted[each]}" for each in {name, "dev"}}:
        return
    print("Installing the pinned dependencies…", flush=True)
    _pip(
        root,
        f"Dependencies could not be installed (requirements/{name}.txt); nothing else was touched. "
        "Check the network and pip's configuration, then run the command again.",
        "--require-hashes",
        "--requirement",
        str(root / "requirements" / f"{name}.txt"),
    )
    _write_stamp(directory, "requirements", f"{name} {wanted[name]}")


def ensure_spark(root: Path) -> bool:
    """Install PySpark, which one test compares the other engines with; without it that test is left out."""
    directory, name = root / ".venv", "spark"
    wanted = _digest(root / "requirements" / f"{name}.txt")
    if _stamp(directory, name) == wanted:
        return True
    print("Installing PySpark (450 MB, half a minute)…", flush=True)
    try:
        _pip(
            root,
            "PySpark could not be installed: the test that needs it is left out.",
            "--no-deps",
            "--no-build-isolation",
            "--require-hashes",
            "--requirement",
            str(root / "requirements" / f"{name}.txt"),
        )
    except PreparationFailed as problem:
        print(problem, file=sys.stderr)
        return False
    _write_stamp(directory, name, wanted)
    return True


def ensure_package(root: Path) -> None:
    """Make `negoce` importable and its command present; builds without downloading anything."""
    directory = root / ".venv"
    wanted = f"{root} {_digest(root / 'pyproject.toml')}"
    if _stamp(directory, "package") == wanted and (directory / "bin" / "negoce").exists():
        return
    offline = ("--no-deps", "--no-build-isolation", "--no-index")
    # The compatible mode is a plain path file, which type checkers follow too.
    mode = ("--config-settings", "editable_mode=compat")
    _pip(root, "The package negoce could not be installed.", *offline, *mode, "--editable", str(root))
    shutil.rmtree(root / "build" / "lib", ignore_errors=True)
    _write_stamp(directory, "package", wanted)


def run_when_present(root: Path, script: str, *arguments: str) -> None:
    """Run one of our tools in the environment; each skips by itself what is fresh."""
    if not (root / script).exists():
        return
    done = subprocess.run([root / ".venv/bin/python", root / script, *arguments], cwd=root, check=False)
    if done.returncode:
        raise PreparationFailed(f"{script} failed (see above); run the command again once it is mended.")


def _pip(root: Path, failure: str, *arguments: str) -> None:
    command = [root / ".venv/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*command, *arguments], cwd=root, check=False).returncode:
        raise PreparationFailed(failure)


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    question = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    return subprocess.run([python, "-c", question], check=False, capture_output=True).returncode == 0


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stamp(directory: Path, name: str) -> str:
    path = directory / f".stamp-{name}"
    return path.read_text() if path.exists() else ""


def _write_stamp(directory: Path, name: str, value: str) -> None:
    (directory / f".stamp-{name}").write_text(value)


if __name__ == "__main__":
    sys.exit(main())
