"""Files to import, written for a test or taken from the shared data, and imports of them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from negoce.companies.actions.imports.create import create_import
from negoce.companies.actions.imports.start import start_import
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import ImportRun
from negoce.identity.enums import Role
from negoce.identity.rules.actor import Actor
from negoce.jobs.worker import work_off
from tests.factories.identity import make_actor

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def shared_file(name: str) -> tuple[str, bytes]:
    """Name and bytes of a shared file, unpacked when it is a .gz; skips the test where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared data file {name} is not here")
    content = path.read_bytes()
    return (path.stem, gzip.decompress(content)) if path.suffix == ".gz" else (path.name, content)


def text_file(*lines: str, encoding: str = "utf-8") -> bytes:
    """The lines of a text file."""
    return "\r\n".join(lines).encode(encoding) + b"\r\n"


def make_import(
    content: bytes, name: str = "clients.csv", *, actor: Actor | None = None, target: str = ""
) -> ImportRun:
    """An import that has been proposed and not begun."""
    return create_import(actor or make_actor(Role.ADMINISTRATOR), name=name, pieces=[content], target=target)


def run_import_of(
    content: bytes, name: str = "clients.csv", *, actor: Actor | None = None, target: str = ""
) -> ImportRun:
    """An import brought to its end by a worker; values of the file replace those of the records it meets."""
    someone = actor or make_actor(Role.ADMINISTRATOR)
    run = make_import(content, name, actor=someone, target=target)
    ImportRun.objects.filter(pk=run.pk).update(duplicates=DuplicateMode.OVERWRITE.value)
    run.refresh_from_db()
    start_import(someone, run)
    work_off()
    run.refresh_from_db()
    if run.job is not None and run.job.state == "failed":
        raise AssertionError(run.job.error or run.job.message)
    return run


def counts(run: ImportRun) -> dict[str, int]:
    """What came of its rows, zeros left out."""
    names = ("created", "updated", "unchanged", "skipped", "refused", "incomplete")
    return {name: count for name in names if (count := getattr(run, f"{name}_count"))}
