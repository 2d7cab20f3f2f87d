"""The command that runs everything: what it adds up, and that nothing broken looks like a success."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.run_tests import ROOT, Result, Step, add_up, counts_line, report, run, run_tests, shortened
from tools.system_packages import SystemPackage, advice, ensure_system_packages

RUN_OF_PYTEST = """
import pytest

def test_passes(): pass
def test_fails(): assert False
def test_breaks(broken): pass
def test_skipped(): pytest.skip("why")
@pytest.mark.xfail
def test_expected(): assert False
@pytest.fixture
def broken(): raise ValueError
"""


def step_on(folder: Path, text: str) -> Step:
    (folder / "test_sample.py").write_text(text)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.harness.totals", "-p", "no:cacheprovider"]
    options = ["-c", str(folder / "pytest.ini"), "-p", "no:django", str(folder)]
    return Step("sample", "unit", (*command, *options), {"PYTHONPATH": str(ROOT)}, tests=True)


def test_errors_count_as_failures_and_expected_failures_as_skips(tmp_path: Path) -> None:
    result = run_tests(step_on(tmp_path, RUN_OF_PYTEST))
    assert result.code == 1
    assert result.counts == {"passed": 1, "failed": 2, "skipped": 2}


@pytest.mark.parametrize("text", ["", "import absent_module"])
def test_a_run_without_any_result_is_a_failure(tmp_path: Path, text: str) -> None:
    result = run_tests(step_on(tmp_path, text))
    assert result.code != 0
    assert result.counts == {"passed": 0, "failed": 1, "skipped": 0}


def test_last_line_adds_all_runs_up(capsys: pytest.CaptureFixture[str]) -> None:
    def result(title: str, code: int, **counts: int) -> Result:
        return Result(Step(title, "unit", (), tests=bool(counts)), code, 1.0, counts)

    results = [
        result("style", 1),
        result("unit", 0, passed=3, failed=0, skipped=1),
        result("browser", 1, passed=2, failed=4, skipped=0),
    ]
    assert counts_line(add_up(results)) == "5 passed, 4 failed, 1 skipped"
    assert report(results, "Missing: x.") == 1
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "Failed: style, browser.",
        "Missing: x.",
        "5 passed, 4 failed, 1 skipped",
    ]
    assert report(results[1:2], "") == 0


def test_everything_runs_even_after_a_failure(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    failing = Step("fails", "lint", (sys.executable, "-c", "raise SystemExit(3)"))
    after = Step("after", "lint", (sys.executable, "-c", f"open({str(mark)!r}, 'w').close()"))
    assert [result.code for result in run([failing, after])] == [3, 0]
    assert mark.exists()


def test_what_mostly_waits_runs_beside_the_others_and_is_shown_at_its_end(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each of the two ends only once the other has begun."""
    program = (
        "import pathlib, sys, time; mine, other = map(pathlib.Path, sys.argv[1:]); mine.touch()\n"
        "deadline = time.monotonic() + 60\n"
        "while not other.exists() and time.monotonic() < deadline: time.sleep(0.01)\n"
        "print(mine.name, 'met', other.exists())"
    )
    names = {"browser": "unit", "unit": "browser"}
    steps = [
        Step(mine, mine, (sys.executable, "-c", program, str(tmp_path / mine), str(tmp_path / other)),
             tests=True, waits=mine == "browser")
        for mine, other in names.items()
    ]  # fmt: skip
    assert [(result.step.title, result.code) for result in run(steps)] == [("unit", 0), ("browser", 0)]
    said = capfd.readouterr().out
    assert "unit met True" in said
    assert said.index("── browser (ran beside the others)\nbrowser met True") > 0


def test_a_long_complaint_is_shortened_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.run_tests.ROOT", tmp_path)
    assert shortened("one\ntwo\n", "sizes") == "one\ntwo"
    lines = [f"line {number}" for number in range(75)]
    shown = shortened("\n".join(lines), "ruff: form").splitlines()
    assert shown == [*lines[:60], "… 15 more lines in build/checks/ruff-form.txt"]
    assert (tmp_path / "build/checks/ruff-form.txt").read_text().splitlines() == lines


def test_advice_is_one_line_and_names_the_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.system_packages._administrator", lambda: None)
    here = SystemPackage("Here", "here", lambda: "/usr/bin/here")
    absent = SystemPackage("Chromium", "chromium", lambda: None)
    other = SystemPackage("PostgreSQL", "postgresql", lambda: None)
    assert ensure_system_packages((here,)) == ""
    assert ensure_system_packages((here, absent, other)) == (
        "Missing: Chromium and PostgreSQL. "
        "Install them (on Debian: sudo apt-get install chromium postgresql) "
        "and run this again."
    )
    assert advice([]) == ""


def test_find_python_answers_or_says_what_is_missing(tmp_path: Path) -> None:
    script = ROOT / "tools" / "find_python.sh"
    found = subprocess.run([script], capture_output=True, text=True, check=True, env={**os.environ})
    version = subprocess.run([found.stdout.strip(), "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.split(".")[:2] in (["Python 3", minor] for minor in ("11", "12", "13"))
    (tmp_path / "sh").symlink_to("/bin/sh")
    absent = subprocess.run(
        [script], capture_output=True, text=True, check=False, env={"PATH": str(tmp_path)}
    )
    assert absent.returncode == 1
    assert len(absent.stderr.splitlines()) == 1
    assert "3.11, 3.12 or 3.13" in absent.stderr
