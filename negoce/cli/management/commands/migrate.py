"""Django's `migrate`; an empty database gets its tables at once."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.commands.migrate import Command as DjangoCommand
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connections

from negoce.cli.first_install import install, is_empty

# Each asks for something else than bringing all tables up to date.
_NARROWED = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(DjangoCommand):
    """The same options; the long way is taken as soon as one of them narrows what is done."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Install into an empty database, migrate any other."""
        alias = options["database"]
        whole = not any(options.get(name) for name in (*_NARROWED, "step_by_step"))
        if not whole or not is_empty(alias):
            super().handle(*args, **options)
            return
        verbosity, interactive = options["verbosity"], options["interactive"]
        connections[alias].prepare_database()
        emit_pre_migrate_signal(verbosity, interactive, alias)
        count = install(alias)
        emit_post_migrate_signal(verbosity, interactive, alias, apps=apps)
        if verbosity:
            self.stdout.write(f"Tables made; {count} migrations noted as applied.")

    def add_arguments(self, parser: Any) -> None:
        """Django's own, and the way back to every single migration."""
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step", action="store_true", help="run each migration, even in an empty database"
        )
