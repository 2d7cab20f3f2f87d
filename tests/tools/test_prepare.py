"""Preparing the environment: done once, again when something changed, never half believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import prepare


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "requirements").mkdir()
    for name in ("base", "dev", "spark"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"{name}==1")
    (tmp_path / "pyproject.toml").write_text("[project]")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    calls: list[tuple[str, ...]] = []

    def pip(root: Path, failure: str, *arguments: str) -> None:
        calls.append(arguments)
        (root / ".venv" / "bin" / "negoce").touch()

    monkeypatch.setattr(prepare, "_pip", pip)
    return calls


def test_requirements_are_installed_once_with_hashes(
    checkout: Path, installed: list[tuple[str, ...]]
) -> None:
    prepare.ensure_requirements(checkout, "base")
    prepare.ensure_requirements(checkout, "base")
    expected = ("--require-hashes", "--requirement", str(checkout / "requirements" / "base.txt"))
    assert installed == [expected]


def test_requirements_are_installed_again_when_they_changed(
    checkout: Path, installed: list[tuple[str, ...]]
) -> None:
    prepare.ensure_requirements(checkout, "base")
    (checkout / "requirements" / "base.txt").write_text("base==2")
    prepare.ensure_requirements(checkout, "base")
    assert len(installed) == 2


def test_what_tests_need_serves_the_demo_but_not_the_reverse(
    checkout: Path, installed: list[tuple[str, ...]]
) -> None:
    prepare.ensure_requirements(checkout, "base")
    prepare.ensure_requirements(checkout, "dev")
    prepare.ensure_requirements(checkout, "base")
    assert [arguments[-1].rsplit("/", 1)[1] for arguments in installed] == ["base.txt", "dev.txt"]


def test_spark_is_installed_once_and_its_absence_is_no_failure(
    checkout: Path, installed: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert prepare.ensure_spark(checkout)
    assert prepare.ensure_spark(checkout)
    assert [Path(arguments[-1]).name for arguments in installed] == ["spark.txt"]
    (checkout / "requirements" / "spark.txt").write_text("spark==2")

    def no_network(root: Path, failure: str, *arguments: str) -> None:
        raise prepare.PreparationFailed(failure)

    monkeypatch.setattr(prepare, "_pip", no_network)
    assert not prepare.ensure_spark(checkout)


def test_a_failed_installation_leaves_no_stamp(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (checkout / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 1\n")
    (checkout / ".venv" / "bin" / "python").chmod(0o755)
    with pytest.raises(prepare.PreparationFailed, match=r"requirements/base\.txt"):
        prepare.ensure_requirements(checkout, "base")
    assert not (checkout / ".venv" / ".stamp-requirements").exists()


def test_package_is_installed_in_place_without_a_download(
    checkout: Path, installed: list[tuple[str, ...]]
) -> None:
    prepare.ensure_package(checkout)
    prepare.ensure_package(checkout)
    assert len(installed) == 1
    assert {"--no-index", "--no-deps", "--no-build-isolation"} < set(installed[0])
    (checkout / ".venv" / "bin" / "negoce").unlink()
    prepare.ensure_package(checkout)
    assert len(installed) == 2


def test_a_folder_of_somebody_is_never_cleared(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "precious").touch()
    with pytest.raises(prepare.PreparationFailed, match="no virtual environment"):
        prepare.ensure_virtual_environment(tmp_path / ".venv")
    assert (tmp_path / ".venv" / "precious").exists()


def test_a_failing_tool_stops_the_preparation(tmp_path: Path) -> None:
    prepare.run_when_present(tmp_path, "tools/absent.py")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "broken.py").touch()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    with pytest.raises(prepare.PreparationFailed, match=r"tools/broken\.py failed"):
        prepare.run_when_present(tmp_path, "tools/broken.py")
