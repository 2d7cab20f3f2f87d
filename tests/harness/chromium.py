"""Where Chromium is, and how it is started; no import of Playwright, so that tools may ask too."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

# Chromium without windows comes first: nobody looks at them, and drawing them was a third of the browser tests' work.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Nothing that Chromium does by itself may reach the network.
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--font-render-hinting=none",
]


def find_chromium() -> str | None:
    """The path of a Chromium; None when there is none."""
    found = (shutil.which(name) for name in NAMES)
    return next(filter(None, found), None) or next((path for path in MACOS if Path(path).exists()), None)


def find_shell() -> str | None:
    """The path of a Chromium without windows; None when there is none."""
    return shutil.which(SHELL)


def chromium_arguments() -> list[str]:
    """Its command line; it refuses to run as root inside its sandbox."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET
