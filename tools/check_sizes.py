"""Files and functions stay small; the exceptions are listed, and the list may only shrink."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.listing import read_list, repository_files  # noqa: E402

FUNCTION_LINES = 50
# A folder of legal data, or of what Django generates, is as long as it must be.
EXEMPT_FOLDERS = {"migrations", "reference"}


def limit_of(path: Path) -> int | None:
    """The most lines a file may have; None when no limit holds."""
    if EXEMPT_FOLDERS.intersection(path.parts):
        return None
    if path.suffix == ".py":
        return 500 if path.parts[0] == "tests" else 400
    if path.suffix in {".html", ".txt"} and "templates" in path.parts:
        return 160
    return {".js": 200, ".mjs": 200, ".css": 400}.get(path.suffix)


def problems_of(root: Path, path: Path) -> Iterator[str]:
    """Every limit that a file exceeds; `path` is relative to `root`."""
    limit = limit_of(path)
    if limit is None:
        return
    text = (root / path).read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > limit:
        yield f"{path}: {lines} lines, at most {limit}"
    if path.suffix == ".py":
        yield from _long_functions(text, path)


def check(root: Path, files: list[Path], exceptions: list[str]) -> list[str]:
    """All the problems of the files, those of needless exceptions included."""
    found = {path: list(problems_of(root, path)) for path in files}
    problems = [
        problem for path, each in found.items() if path.as_posix() not in exceptions for problem in each
    ]
    for entry in exceptions:
        if not found.get(Path(entry)):
            problems.append(f"tools/size_exceptions.txt: {entry} needs no exception any more, remove it")
    return problems


def _long_functions(text: str, path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(text, str(path))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.end_lineno is None:
            continue
        lines = node.end_lineno - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield f"{path}:{node.lineno}: {node.name} has {lines} lines, at most {FUNCTION_LINES}"


def main() -> int:
    """Check the repository; returns the exit code."""
    problems = check(ROOT, repository_files(ROOT), read_list(ROOT / "tools" / "size_exceptions.txt"))
    print("\n".join(problems) if problems else "Every file and function is within its size.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
