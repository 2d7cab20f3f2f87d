"""`negoce check invoices`: every series, chain, content and file; anything else is Django's own `check`."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.check import Command as DjangoCheck

from negoce.billing.actions.check_invoices import Fault, check_locks, check_series, issued_count
from negoce.billing.actions.issue_prepare import OfficialCheck, official_check
from negoce.billing.models import FiscalSeries
from negoce.cli.progress import Progress

INVOICES = "invoices"
_SAID = {
    "lock_missing": "the database no longer holds this lock",
    "gap": "numbers are missing",
    "duplicate": "the number is there twice",
    "date_order": "dated before the document of the number before",
    "number": "not the number of its place",
    "counter": "the counter does not stand where the documents end",
    "chain": "does not chain on the document before",
    "digest": "changed since it was issued",
    "content": "what was fixed is not what the rows say",
    "file_missing": "has no file yet",
    "file_changed": "the file is not the one that was made",
    "official": "breaks an official rule",
}


class Command(DjangoCheck):
    """Look at the settings, or at all issued invoices."""

    help = "Check the settings (Django), or `invoices`: numbers, chain, contents and files of all that was issued."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--no-official",
            action="store_true",
            help="invoices: leave the official rules (XSD, schematron) out",
        )

    def handle(self, *app_labels: str, **options: Any) -> None:
        if app_labels != (INVOICES,):
            super().handle(*app_labels, **options)
            return
        faults = 0
        for fault in self._faults(None if options["no_official"] else official_check):
            faults += 1
            detail = f" ({fault.detail})" if fault.detail else ""
            self.stdout.write(f"{fault.number}: {_SAID[fault.code]}{detail}")
        if faults:
            raise CommandError(f"{faults} faults found.", returncode=1)
        self.stdout.write(f"{issued_count()} issued documents, no fault.")

    def _faults(self, check: OfficialCheck | None) -> Iterator[Fault]:
        yield from check_locks()
        progress, total, done = Progress("Invoices"), issued_count(), 0
        for series in FiscalSeries.objects.order_by("id"):
            for fault in check_series(series, check):
                if fault is not None:
                    progress.close()
                    yield fault
                    continue
                done += 1
                progress.show(done, total)
        progress.close()
