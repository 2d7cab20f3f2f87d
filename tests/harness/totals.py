"""A pytest plug-in that writes what a run came to, for `tools/run_tests.py` to add up."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

VARIABLE = "NEGOCE_TEST_TOTALS"


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count as the last line of the whole run will: an error is a failure, an expected failure a skip."""
    target = os.environ.get(VARIABLE)
    if not target:
        return
    stats = terminalreporter.stats
    counts = {
        "passed": len(stats.get("passed", ())),
        "failed": len(stats.get("failed", ())) + len(stats.get("error", ())) + len(stats.get("xpassed", ())),
        "skipped": len(stats.get("skipped", ())) + len(stats.get("xfailed", ())),
    }
    Path(target).write_text(json.dumps(counts), encoding="utf-8")
