"""A pytest plug-in: writes what each test asks the database, its SQL without its values, for `tools/asked_already.py`.

`NEGOCE_TEST_QUESTIONS=build/questions pytest -p tests.harness.questions -p tests.harness.database_only tests/web`
"""

from __future__ import annotations

import json
import os
import re
import time
import zlib
from collections.abc import Generator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

CHOICE = "NEGOCE_TEST_QUESTIONS"
_VALUES = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\(\s*%s(?:, ?%s)*\s*\)"), "(%s)"),
    (re.compile(r"(\(%s\))(?:, \(%s\))+"), r"\1"),
    (re.compile(r"'[^']*'"), "''"),
    (re.compile(r"\b\d+\b|\bs\d+_x\d+\b"), "0"),
)


@lru_cache(100_000)
def without_values(sql: str) -> int:
    """The same number for the same question, whatever it is asked about and however many rows it brings."""
    for pattern, plain in _VALUES:
        sql = pattern.sub(plain, sql)
    return zlib.crc32(sql.encode())


class Questions:
    """What the test under way asked."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.asked: set[int] = set()
        for name in ("_execute", "_executemany"):
            setattr(CursorWrapper, name, self._noted(getattr(CursorWrapper, name)))

    def _noted(self, plainly: Any) -> Any:
        def noted(cursor: CursorWrapper, sql: Any, *arguments: Any) -> Any:
            self.asked.add(without_values(str(sql)))
            return plainly(cursor, sql, *arguments)

        return noted

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """A line a test: its name, its seconds of processor, its questions."""
        self.asked.clear()
        began = time.process_time()
        done = yield
        line = [item.nodeid, round(time.process_time() - began, 3), sorted(self.asked)]
        with self.path.open("a", encoding="utf-8") as output:
            output.write(f"{json.dumps(line)}\n")
        return done


def pytest_configure(config: pytest.Config) -> None:
    """Each process of xdist has a file of its own."""
    path = Path(f"{os.environ[CHOICE]}.{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}")
    config.pluginmanager.register(Questions(path), "negoce-questions")
