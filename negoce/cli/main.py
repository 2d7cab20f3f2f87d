"""The `negoce` program: Django's management with our own settings and commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "negoce.config.settings.dev")
    if sys.argv[1:2] == ["demo"]:
        # The processes that the demo starts inherit it: demo sign-ins open only then, and only on loopback.
        os.environ["NEGOCE_DEMO"] = "1"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
