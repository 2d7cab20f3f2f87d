"""A pytest plug-in for the run on PostgreSQL: it leaves out the tests that never reach a database.

They have answered in the run on SQLite and could only say the same again. None is left out by mistake:
`tests/harness/without_database.py` fails one that looks at a database without saying so.
"""

from __future__ import annotations

import pytest

from tests.harness.without_database import reaches_database

_COUNT = "negoce_left_out"


class LeftOut:
    """How many were left out, told to the first process by each process of xdist."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.count = 0

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out what never reaches a database."""
        kept = [item for item in items if reaches_database(item)]
        self.count = len(items) - len(kept)
        self.config.hook.pytest_deselected(items=[item for item in items if not reaches_database(item)])
        items[:] = kept

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
            f"{self.count} tests that never reach a database were left out: the run on SQLite has them."
        )


def pytest_configure(config: pytest.Config) -> None:
    """Begin."""
    config.pluginmanager.register(LeftOut(config), "negoce-left-out")
