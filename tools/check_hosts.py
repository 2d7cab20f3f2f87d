"""No file of the repository names a package registry: where packages come from is each machine's business."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.listing import repository_files  # noqa: E402

# Written in pieces, so that this file holds none of them.
HOSTS = tuple(
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pypi", "python", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("cdnjs", "cloudflare", "com"),
    )
)
PATTERN = re.compile("|".join(rf"(?<![\w-]){re.escape(host)}\b" for host in HOSTS), re.IGNORECASE)
OPTIONS = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-i|-f)\b", re.MULTILINE)


def problems_of(path: Path, content: bytes) -> Iterator[str]:
    """Every address of a registry in one file."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), 1):
        if PATTERN.search(line):
            yield f"{path}:{number}: names a package registry"
    if path.parts[0] == "requirements" and OPTIONS.search(text):
        yield f"{path}: names an index"
    if path.name == "package-lock.json":
        packages = json.loads(text).get("packages", {})
        yield from (
            f"{path}: {name} has a resolved address"
            for name, entry in packages.items()
            if "resolved" in entry
        )


def main() -> int:
    """Check the repository; returns the exit code."""
    problems = [
        problem
        for path in repository_files(ROOT)
        for problem in problems_of(path, (ROOT / path).read_bytes())
    ]
    print("\n".join(problems) if problems else "No file names a package registry.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
