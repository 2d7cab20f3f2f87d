"""The examples of the guide, run as they stand in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from negoce.companies.models import Company, ImportRun
from tests.factories.api import make_program

pytestmark = pytest.mark.django_db(transaction=True)
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "developer" / "api.md"


def example(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


def run(command: list[str], live_server: Any, where: Path) -> str:
    environment = {**os.environ, "NEGOCE": live_server.url, "TOKEN": make_program().secret}
    done = subprocess.run(
        command, env=environment, cwd=where, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    return done.stdout


def test_the_python_of_the_guide_runs(live_server: Any, tmp_path: Path) -> None:
    told = run([sys.executable, "-W", "error", "-c", example("python")], live_server, tmp_path)
    company = Company.objects.get(name="Cave Zola")
    assert told.split(maxsplit=1)[0] == company.public_id
    assert company.deleted_at is not None


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_of_the_guide_run(live_server: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    told = run(["sh", "-eu", "-c", example("sh")], live_server, tmp_path)
    assert Company.objects.get(name="Quincaillerie Gardot").public_id in told
    assert ImportRun.objects.get().public_id in told
