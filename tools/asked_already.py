"""Writes `tests/harness/asked_already.txt`: the tests of pages whose every question another one asks the database too.

`tests.harness.questions` has written what each test asks; the tests that ask most for their time are kept until nothing
is left to ask, and the others are the list. A test that is not in it runs on every database: the list may be old.

    NEGOCE_TEST_QUESTIONS=build/questions .venv/bin/python -m pytest -q -n 2 \\
        -p tests.harness.questions -p tests.harness.database_only tests/web
    .venv/bin/python tools/asked_already.py build/questions.*
"""

from __future__ import annotations

import heapq
import json
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "tests" / "harness" / "asked_already.txt"
# Seconds that every test takes around its own.
AROUND = 0.02
Asked = dict[str, tuple[float, set[int]]]


def main() -> int:
    """Arguments: the files of questions."""
    asked: Asked = {}
    for name in sys.argv[1:]:
        for line in Path(name).read_text(encoding="utf-8").splitlines():
            test, seconds, questions = json.loads(line)
            asked[test] = (seconds, set(questions))
    left = sorted(set(asked) - kept(asked))
    LIST.write_text("".join(f"{name}\n" for name in by_function(left, asked)), encoding="utf-8")
    print(f"{len(asked) - len(left)} tests ask everything; {len(left)} others say nothing new.")
    return 0


def kept(asked: Asked) -> set[str]:
    """The tests that together ask all, those that ask most for their time first."""
    known: set[int] = set()
    found = set()
    heap = [(-len(questions) / (seconds + AROUND), name) for name, (seconds, questions) in asked.items()]
    heapq.heapify(heap)
    while heap:
        _, name = heapq.heappop(heap)
        seconds, questions = asked[name]
        worth = -len(questions - known) / (seconds + AROUND)
        if worth and heap and worth > heap[0][0]:
            heapq.heappush(heap, (worth, name))
        elif worth:
            known |= questions
            found.add(name)
    return found


def by_function(left: list[str], asked: Asked) -> list[str]:
    """One line for a function none of whose cases is kept."""
    cases = defaultdict(set)
    for name in asked:
        cases[name.partition("[")[0]].add(name)
    whole = {function for function, names in cases.items() if names <= set(left)}
    return sorted({name.partition("[")[0] if name.partition("[")[0] in whole else name for name in left})


if __name__ == "__main__":
    sys.exit(main())
