"""`negoce serve`: the web server and the worker."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from negoce.cli import processes


class Command(BaseCommand):
    """Serve the site and run its jobs until Ctrl-C."""

    help = "Serve the site and run its jobs until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
        parser.add_argument("--workers", type=int, default=2, help="number of web processes (default 2)")
        parser.add_argument("--no-worker", action="store_true", help="serve pages only; jobs run elsewhere")

    def handle(self, *arguments: object, **options: object) -> None:
        host, port, workers = str(options["host"]), int(str(options["port"])), int(str(options["workers"]))
        try:
            processes.require_free_port(host, port)
        except processes.CannotListen as problem:
            raise CommandError(f"Cannot listen on {problem}. Choose another with --port.") from problem
        commands = [processes.web_command(host, port, workers)]
        if not options["no_worker"]:
            commands.append(processes.worker_command())
        running = processes.start(commands)
        self.stdout.write(f"Négoce: http://{host}:{port}/  (Ctrl-C stops)")
        code = processes.run_until_stopped(running)
        if code:
            raise CommandError(
                f"A process ended by itself with code {code}; all were stopped.", returncode=code
            )
