"""`negoce demo`: the whole program with its demo world, on this machine alone."""

from __future__ import annotations

import time
from argparse import ArgumentParser

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from negoce.cli import processes
from negoce.demo.seed import prepare_world, seed_people
from negoce.demo.team import people
from negoce.identity.actions.sign_in_link import create_sign_in_link
from negoce.identity.models import User

HOST = "127.0.0.1"
LINK_MINUTES = 12 * 60
# One person of each role; the pictures show Camille's screens.
SHOWN = ("isabelle", "marc", "camille", "ines", "martine", "paul")
ROLES = {
    "administrator": "Administratrice",
    "manager": "Directeur commercial",
    "salesperson": "Commerciale",
    "marketing": "Marketing",
    "sales_administration": "Administration des ventes",
    "read_only": "Lecture seule",
}


class Command(BaseCommand):
    """Prepare the demo world and serve it until Ctrl-C."""

    help = "Prepare the demo world and serve it on this machine until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")

    def handle(self, *arguments: object, **options: object) -> None:
        started = time.monotonic()
        port = int(str(options["port"]))
        try:
            processes.require_free_port(HOST, port)
        except processes.CannotListen as problem:
            raise CommandError(
                f"Le port {port} est déjà pris ({problem}). Essayez : make demo PORT={port + 1}"
            ) from problem
        self.stdout.write("Base de données…")
        call_command("migrate", verbosity=0, interactive=False)
        seed_people()
        waiting = prepare_world()
        running = processes.start([processes.web_command(HOST, port, 2), processes.worker_command()])
        address = f"http://{HOST}:{port}"
        if not processes.wait_until_answering(address, seconds=60, running=running):
            processes.stop(running)
            raise CommandError(
                "Le serveur n’a pas répondu ; les lignes ci-dessus disent pourquoi. Rien n’est perdu."
            )
        self._welcome(address, waiting=waiting, seconds=time.monotonic() - started)
        code = processes.run_until_stopped(running)
        self.stdout.write("Négoce est arrêté." if code == 0 else "Un des programmes s’est arrêté seul.")
        if code:
            raise CommandError("Relancez make demo : rien n’est perdu.", returncode=code)

    def _welcome(self, address: str, *, waiting: bool, seconds: float) -> None:
        self.stdout.write(f"\nNégoce est ouvert : {address}   (prêt en {seconds:.0f} s ; Ctrl-C arrête tout)")
        if waiting:
            self.stdout.write("Le monde de démonstration se remplit encore : l’écran dit où il en est.")
        self.stdout.write("Un lien par rôle, à usage unique, sur cette machine seulement :\n")
        for person in (person for person in people() if person.key in SHOWN):
            user = User.objects.get(email=person.email)
            token = create_sign_in_link(user=user, minutes=LINK_MINUTES, loopback_only=True)
            self.stdout.write(f"  {ROLES[person.role]:<26} {user.full_name:<16} {address}/enter/{token}/")
        self.stdout.write("")
        self.stdout.flush()
