"""Each rule of the domain has one rule in code that cites its id, and a test that names it.

A rule cites its id in its docstring, in parentheses: `(R-I1)`. The functions of one file may share an id
(SIREN and SIRET are one rule); two files that cite it are two rules: whoever merely
calls a rule names it without the parentheses. Ids that wait for their code are listed
in `rules_pending.txt`, which may only shrink: an id that has its rule and its test must leave the list.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.listing import read_list  # noqa: E402

CITED = re.compile(r"\((R-[A-Z]+\d+)\)")
NAMED = re.compile(r"\bR-[A-Z]+\d+\b")


def citations(root: Path) -> dict[str, list[str]]:
    """Where each id is first cited by a docstring, for each file below a `rules/` folder of the package."""
    found: dict[str, list[tuple[Path, int]]] = {}
    for path in sorted((root / "negoce").rglob("*.py")):
        if "rules" not in path.relative_to(root).parts[:-1]:
            continue
        for line, docstring in _docstrings(path):
            for rule in CITED.findall(docstring):
                places = found.setdefault(rule, [])
                if path not in [place for place, _ in places]:
                    places.append((path, line))
    return {
        rule: [f"{path.relative_to(root).as_posix()}:{line}" for path, line in places]
        for rule, places in found.items()
    }


def tested(root: Path) -> set[str]:
    """Ids that a test file names, in a docstring, a comment or a test's identifier."""
    found: set[str] = set()
    for path in (root / "tests").rglob("test_*.py"):
        if path.parent == root / "tests" / "tools":
            continue
        found.update(NAMED.findall(path.read_text(encoding="utf-8")))
    return found


def check(root: Path, rules: list[str], pending: list[str]) -> list[str]:
    """All the problems: rules without code, with two, without a test, and lists out of date."""
    cited, named = citations(root), tested(root)
    problems = [
        f"{places[0]}: {rule} is not in tools/rules.txt"
        for rule, places in cited.items()
        if rule not in rules
    ]
    problems += [
        f"tools/rules_pending.txt: {rule} is not in tools/rules.txt" for rule in pending if rule not in rules
    ]
    for rule in rules:
        places = cited.get(rule, [])
        if len(places) > 1:
            problems.append(f"{rule} is computed in {len(places)} files: {', '.join(places)}")
        elif rule in pending:
            if places and rule in named:
                problems.append(f"{rule} has its rule and its test: remove it from tools/rules_pending.txt")
        elif not places:
            problems.append(f"{rule} has no rule: no docstring in a rules/ folder cites ({rule})")
        elif rule not in named:
            problems.append(f"{rule} has no test that names it ({places[0]})")
    return problems


def _docstrings(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node)
            if docstring:
                yield getattr(node, "lineno", 1), docstring


def main() -> int:
    """Check the repository; returns the exit code."""
    rules, pending = (read_list(ROOT / "tools" / name) for name in ("rules.txt", "rules_pending.txt"))
    problems = check(ROOT, rules, pending)
    done = len(rules) - len(pending)
    print(
        "\n".join(problems) if problems else f"{done} of {len(rules)} rules have their code and their test."
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
