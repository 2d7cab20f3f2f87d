"""An empty database made from the models is the one that every migration would have made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from negoce.cli import first_install
from tests.harness.database import CHOSEN

ROOT = Path(__file__).resolve().parents[2]


def dump(address: str, directory: Path, *arguments: str) -> dict[str, object]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("NEGOCE_", "DJANGO_"))
    }
    environment |= {"NEGOCE_DATA": str(directory), "NEGOCE_DATABASE": address}
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.schema_dump", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(json.loads(done.stdout))


@pytest.fixture
def addresses(tmp_path: Path, django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> list[str]:
    """Two empty databases of the kind that the run is on."""
    if os.environ[CHOSEN] == "sqlite":
        return [f"sqlite:///{tmp_path / name}" for name in ("once.sqlite3", "step.sqlite3")]
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        settings = connection.settings_dict
        with connection.cursor() as cursor:
            for name in ("install_once", "install_step"):
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"CREATE DATABASE {name}")
    base = os.environ["NEGOCE_DATABASE"].rpartition("/")[0]
    assert settings["ENGINE"].endswith("postgresql")
    return [f"{base}/install_once", f"{base}/install_step"]


def test_both_ways_make_the_same_database(addresses: list[str], tmp_path: Path) -> None:
    once = dump(addresses[0], tmp_path)
    step = dump(addresses[1], tmp_path, "--step-by-step")
    # Django's own migrations make the key of this table wider than its model says; nobody is in a group here.
    names = {*once, *step} - {"columns of auth_group_permissions"}
    differences = {
        name: (once.get(name), step.get(name)) for name in names if once.get(name) != step.get(name)
    }
    assert differences == {}
    assert len(once) > 150


@pytest.mark.django_db
def test_a_database_that_holds_something_is_not_empty() -> None:
    assert not first_install.is_empty()
