"""Chromium and PostgreSQL for the tests: found, or installed on Debian if we may, or asked for in a line.

Java too, for the one test that runs Apache Spark: without it that test is left out. A Chromium without windows is
quicker than one with them, which does as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.harness.chromium import SHELL, find_chromium, find_shell  # noqa: E402
from tests.harness.postgresql import find_programs  # noqa: E402


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """A program of the system, and the Debian package that brings it."""

    title: str
    debian: str
    find: Callable[[], object | None]


PACKAGES = (
    SystemPackage("Chromium", "chromium", find_chromium),
    SystemPackage("PostgreSQL", "postgresql", find_programs),
)
QUICKER = (SystemPackage("Chromium without windows", SHELL, find_shell),)
OPTIONAL = (SystemPackage("Java", "openjdk-17-jre-headless", lambda: shutil.which("java")),)


def missing_packages(packages: tuple[SystemPackage, ...] = PACKAGES) -> list[SystemPackage]:
    """Those that are not on this machine."""
    return [package for package in packages if package.find() is None]


def ensure_system_packages(packages: tuple[SystemPackage, ...] = PACKAGES) -> str:
    """Install what is missing if we may; returns one line that says what to do, empty when all is there."""
    missing = missing_packages(packages)
    prefix = _administrator()
    if missing and prefix is not None:
        names = [package.debian for package in missing]
        print(f"Installing {' and '.join(names)}…", flush=True)
        environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
        for arguments in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", *names]):
            command = [*prefix, *environment, "apt-get", *arguments]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        missing = missing_packages(packages)
    return advice(missing)


def advice(missing: list[SystemPackage]) -> str:
    """What to install, in one line."""
    if not missing:
        return ""
    titles = " and ".join(package.title for package in missing)
    names = " ".join(package.debian for package in missing)
    return f"Missing: {titles}. Install them (on Debian: sudo apt-get install {names}) and run this again."


def _administrator() -> list[str] | None:
    """How to run apt-get: an empty prefix as root, sudo if it asks nothing; None when we may not."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    return ["sudo", "-n"] if allowed else None
