"""Compile `requirements/*.in` into `.txt` files with hashes and without any address.

The compiler (uv) is a tool of maintainers: it lives in `build/`, apart from what the two commands install.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--universal",
    "--python-version=3.11",
)


def main() -> int:
    """Lock base first, then dev and spark held to the versions of base; returns the exit code."""
    directory = ROOT / "build" / "lock"
    if not (directory / "bin" / "uv").exists():
        venv.create(directory, with_pip=True, clear=True)
        subprocess.run([directory / "bin" / "pip", "install", "--quiet", "uv"], check=True)
    requirements = ROOT / "requirements"
    held = ("--constraints", requirements / "base.txt")
    for name, more in (("base", ()), ("dev", held), ("spark", held)):
        source, target = requirements / f"{name}.in", requirements / f"{name}.txt"
        command = [directory / "bin" / "uv", "pip", "compile", *OPTIONS, *more, *sys.argv[1:]]
        subprocess.run(
            [*command, source, "--output-file", target], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
