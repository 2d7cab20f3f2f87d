"""A pytest plug-in for the run on PostgreSQL: it leaves out the tests that could only say the same again.

Those are the tests that never reach a database (`tests/harness/without_database.py` fails one that looks at a database
without saying so), those that ask it what another test of their file asks, which say so by `ASKED_ALREADY`, and the
tests of pages all of whose SQL others ask as well, which `tools/asked_already.py` finds and `asked_already.txt` holds.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.without_database import ASKED_ALREADY, commits, reaches_database

_COUNT = "negoce_left_out"
LIST = Path(__file__).with_name("asked_already.txt")


class LeftOut:
    """How many were left out, told to the first process by each process of xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.count = 0
        self.listed = frozenset(LIST.read_text(encoding="utf-8").splitlines())

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what would say nothing new."""
        kept = [item for item in items if self._has_more_to_say(item)]
        self.count = len(items) - len(kept)
        self.config.hook.pytest_deselected(items=[item for item in items if not self._has_more_to_say(item)])
        items[:] = kept

    def _has_more_to_say(self, item: pytest.Item) -> bool:
        return (
            reaches_database(item)
            and item.get_closest_marker(ASKED_ALREADY) is None
            and (commits(item) or self.listed.isdisjoint((item.nodeid, item.nodeid.partition("[")[0])))
        )

    def pytest_sessionfinish(self) -> None:
        """A process of xdist hands its count over."""
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output[_COUNT] = self.count

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """Each process collects the same tests: their counts are not added up."""
        self.count = max(self.count, getattr(node, "workeroutput", {}).get(_COUNT, 0))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say how many, and why."""
        terminalreporter.write_line(
            f"{self.count} tests that say nothing new on this database were left out: the run on SQLite has them."
        )


def pytest_configure(config: pytest.Config) -> None:
    """Begin."""
    config.pluginmanager.register(LeftOut(config), "negoce-left-out")
