"""`negoce worker`: runs the jobs."""

from __future__ import annotations

import signal
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from negoce.jobs.enums import JobQueue
from negoce.jobs.worker import Worker, work_off


class Command(BaseCommand):
    """Run jobs until Ctrl-C; any number of workers may run, wherever they reach the database."""

    help = "Run jobs until Ctrl-C. Several workers may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        names = [queue.value for queue in JobQueue]
        parser.add_argument(
            "--queue", action="append", choices=names, help="take jobs of this queue only (may be repeated)"
        )
        parser.add_argument("--until-idle", action="store_true", help="run what is due now, then end")

    def handle(self, *arguments: object, **options: object) -> None:
        chosen = options["queue"]
        queues = tuple(JobQueue(name) for name in chosen) if isinstance(chosen, list) else tuple(JobQueue)
        if options["until_idle"]:
            self.stdout.write(f"{work_off(queues)} jobs run.")
            return
        worker = Worker(queues)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: worker.stop())
        worker.run()
