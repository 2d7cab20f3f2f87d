"""Every check and every test, one after the other, whatever fails before; the last line adds the tests up.

`--only lint`, `unit`, `unit-postgresql` or `e2e` runs one part.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.system_packages import OPTIONAL, PACKAGES, QUICKER, ensure_system_packages  # noqa: E402

PYTHON = sys.executable
BIN = Path(PYTHON).parent
PROCESSES = 2
# Few tests are handed out at a time: a process with a long one would keep a long queue that the other might have run.
UNIT = ("-n", str(PROCESSES), "--maxschedchunk", "8")
# The tests of the demo world go to one process: `tests/e2e/conftest.py` groups them.
BROWSER = ("-n", str(PROCESSES), "--dist", "loadgroup")
LINES_SHOWN = 60
NOTHING_RAN = {"passed": 0, "failed": 1, "skipped": 0}


@dataclass(frozen=True, slots=True)
class Step:
    """A command; `tests` when it is a run of pytest whose results are added up.

    `waits` says that it waits for others more than it computes: it runs beside the other runs of pytest.
    """

    title: str
    part: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    tests: bool = False
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """How a step ended."""

    step: Step
    code: int
    seconds: float
    counts: dict[str, int]


def pytest_step(title: str, part: str, *arguments: str, waits: bool = False, **environment: str) -> Step:
    """A run of pytest."""
    command = (PYTHON, "-m", "pytest", "-q", "-p", "tests.harness.totals", *arguments)
    return Step(title, part, command, environment, tests=True, waits=waits)


def check_step(title: str, *command: str) -> Step:
    """A check; silent when it finds nothing."""
    return Step(title, "lint", command)


MANAGE = (PYTHON, "manage.py")
STEPS = (
    check_step("ruff: faults", str(BIN / "ruff"), "check", "--quiet", "--output-format=concise"),
    check_step("ruff: form", str(BIN / "ruff"), "format", "--check", "--quiet"),
    check_step("mypy: types", PYTHON, "-m", "mypy", "--no-error-summary"),
    check_step("import-linter: who imports whom", str(BIN / "lint-imports"), "--no-cache", "--no-logo"),
    check_step("sizes", PYTHON, "tools/check_sizes.py"),
    check_step("rules", PYTHON, "tools/check_rules.py"),
    check_step("registry addresses", PYTHON, "tools/check_hosts.py"),
    check_step("texts and translations", PYTHON, "tools/messages.py", "check"),
    check_step("templates: ours", PYTHON, "tools/check_templates.py"),
    check_step("templates: djlint", str(BIN / "djlint"), "negoce", "--lint", "--quiet"),
    check_step("Django: settings", *MANAGE, "check", "--fail-level", "WARNING"),
    check_step("Django: migrations", *MANAGE, "makemigrations", "--check", "--dry-run"),
    pytest_step("unit tests on SQLite", "unit", *UNIT, NEGOCE_TEST_DATABASE="sqlite"),
    pytest_step(
        "unit tests on PostgreSQL",
        "unit-postgresql",
        "-p",
        "tests.harness.database_only",
        *UNIT,
        NEGOCE_TEST_DATABASE="postgresql",
    ),
    pytest_step("browser tests", "e2e", "tests/e2e", *BROWSER, waits=True, NEGOCE_TEST_DATABASE="sqlite"),
)
PARTS = ("lint", "unit", "unit-postgresql", "e2e")
NEEDS = {"unit-postgresql": "PostgreSQL", "e2e": "Chromium"}


def main() -> int:
    """Run the parts asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS)
    only = parser.parse_args().only
    # Images of containers forbid Python to keep what it compiled. The tests start some hundred processes, and pytest
    # reads each test anew: they would spend a fifth of their time compiling the same files.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    steps = [step for step in STEPS if only in {None, step.part}]
    wanted = {NEEDS[step.part] for step in steps if step.part in NEEDS}
    if "Chromium" in wanted:
        ensure_system_packages(QUICKER)
    advice = ensure_system_packages(tuple(package for package in PACKAGES if package.title in wanted))
    if advice:
        print(advice, flush=True)
    if "PostgreSQL" in wanted:
        # The engines are compared in that run; what is missing is no fault.
        ensure_system_packages(OPTIONAL)
    return report(run(steps), advice)


def run(steps: list[Step]) -> list[Result]:
    """Checks two at a time, then the test runs one after the other, and beside them the one that mostly waits."""
    checks, runs = ([step for step in steps if step.tests is tests] for tests in (False, True))
    with ThreadPoolExecutor(PROCESSES) as pool:
        results = list(pool.map(run_check, checks))
    beside = [step for step in runs if step.waits and len(runs) > 1]
    with ThreadPoolExecutor(PROCESSES) as pool:
        promised = [pool.submit(run_tests, step, beside=True) for step in beside]
        results += [run_tests(step) for step in runs if step not in beside]
        return results + [each.result() for each in promised]


def run_check(step: Step) -> Result:
    """Run a check and print what it says if it fails."""
    started = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "negoce.config.settings.test"} | step.environment
    done = subprocess.run(
        step.command,
        cwd=ROOT,
        env=environment,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    seconds = time.monotonic() - started
    said = f"\n{shortened(done.stdout, step.title)}\n" if done.returncode else ""
    print(f"{_mark(done.returncode)} {step.title} ({seconds:.1f} s){said}", flush=True)
    return Result(step, done.returncode, seconds, {})


def shortened(text: str, title: str) -> str:
    """The first lines of what a check said; the whole is kept in `build/checks`."""
    lines = text.strip().splitlines()
    if len(lines) <= LINES_SHOWN:
        return "\n".join(lines)
    whole = ROOT / "build" / "checks" / f"{re.sub('[^a-z]+', '-', title.lower())}.txt"
    whole.parent.mkdir(parents=True, exist_ok=True)
    whole.write_text(text, encoding="utf-8")
    more = f"… {len(lines) - LINES_SHOWN} more lines in {whole.relative_to(ROOT)}"
    return "\n".join([*lines[:LINES_SHOWN], more])


def run_tests(step: Step, *, beside: bool = False) -> Result:
    """Run pytest with its output shown as it comes; a run that reports nothing counts as one failure.

    The output of a run `beside` another one is shown in one piece when it has ended.
    """
    if not beside:
        print(f"\n── {step.title}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="negoce-totals-") as directory:
        totals = Path(directory) / "totals.json"
        environment = os.environ | step.environment | {"NEGOCE_TEST_TOTALS": str(totals)}
        pipe, errors = (subprocess.PIPE, subprocess.STDOUT) if beside else (None, None)
        done = subprocess.run(
            step.command, cwd=ROOT, env=environment, check=False, text=True, stdout=pipe, stderr=errors
        )
        counts = json.loads(totals.read_text()) if totals.exists() else NOTHING_RAN
    code = done.returncode
    if beside:
        print(f"\n── {step.title} (ran beside the others)\n{done.stdout}", flush=True)
    if code and not counts["failed"]:
        # Interrupted, nothing collected, or broken before any test: never a success.
        counts = counts | {"failed": 1}
    return Result(step, code, time.monotonic() - started, counts)


def report(results: list[Result], advice: str) -> int:
    """Print each step's time, what failed, and the line that adds the tests up; returns the exit code."""
    print(f"\n{'step':<36}{'seconds':>9}  result")
    for result in results:
        said = counts_line(result.counts) if result.step.tests else ""
        print(f"{result.step.title:<36}{result.seconds:>9.1f}  {_mark(result.code)} {said}".rstrip())
    failed = [result.step.title for result in results if result.code]
    if failed:
        print(f"Failed: {', '.join(failed)}.")
    if advice:
        print(advice)
    if any(result.step.tests for result in results):
        print(counts_line(add_up(results)), flush=True)
    return 1 if failed else 0


def add_up(results: list[Result]) -> dict[str, int]:
    """The results of all runs of pytest together."""
    return {name: sum(result.counts.get(name, 0) for result in results) for name in NOTHING_RAN}


def counts_line(counts: dict[str, int]) -> str:
    """`N passed, N failed, N skipped`."""
    return ", ".join(f"{counts[name]} {name}" for name in NOTHING_RAN)


def _mark(code: int) -> str:
    return "failed" if code else "ok    "


if __name__ == "__main__":
    sys.exit(main())
