"""`negoce search rebuild`: brings the search index in step with the records."""

from __future__ import annotations

import time
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from negoce.companies.actions.search.rebuild import rebuild_search

_EVERY_SECONDS = 1.0


class Command(BaseCommand):
    """Bring the search index in step with the records."""

    help = "Bring the search index in step with the records, while people go on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what", choices=["rebuild"], help="rebuild: look at every record, write what differs"
        )
        parser.add_argument(
            "--empty-first",
            action="store_true",
            help="forget everything before; search finds little until the end",
        )

    def handle(self, *arguments: object, **options: object) -> None:
        started = told = time.monotonic()

        def tell(kind: str, done: int) -> None:
            nonlocal told
            if time.monotonic() - told >= _EVERY_SECONDS:
                told = time.monotonic()
                self.stdout.write(f"{kind}: {done}")

        changed = rebuild_search(tell, empty_first=bool(options["empty_first"]))
        self.stdout.write(
            f"Search is in step: {changed} entries changed in {time.monotonic() - started:.1f} s."
        )
