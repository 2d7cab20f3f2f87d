"""The `negoce` program: Django's management with our own settings and commands."""

from __future__ import annotations

import os
import sys

# What these write is for others to read: the program itself, and what any web server may hand out.
_WRITES_FOR_ALL = frozenset({"makemigrations", "collectstatic"})


def keep_private(command: str = "") -> None:
    """Let nobody but its owner read what this process writes: database, files, mail are personal data."""
    if command not in _WRITES_FOR_ALL:
        os.umask(os.umask(0o077) | 0o077)


def main() -> None:
    """Run the command named on the command line."""
    keep_private("".join(sys.argv[1:2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "negoce.config.settings.dev")
    if sys.argv[1:2] == ["demo"]:
        # The processes that the demo starts inherit it: demo sign-ins open only then, and only on loopback.
        os.environ["NEGOCE_DEMO"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
