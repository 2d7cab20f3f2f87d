"""`negoce fakeplatform`: a platform on this machine that speaks the norm, for trying the whole way of an invoice."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from negoce.billing.documents.electronic.stand_in import announce, judge
from negoce.integrations.platform.fake import FakePlatform, Store


class Command(BaseCommand):
    """Serve until interrupted; all is kept in memory."""

    help = (
        "A platform on this machine (AFNOR XP Z12-013): accepts what the official rules accept, rejects the rest."
        " Then: NEGOCE_PLATFORM=http://127.0.0.1:PORT NEGOCE_PLATFORM_TOKEN=TOKEN."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8190)
        parser.add_argument("--token", default="demonstration")

    def handle(self, *arguments: object, **options: object) -> None:
        store = Store(token=str(options["token"]), judge=judge, announce=announce)
        platform = FakePlatform(store, port=int(str(options["port"])))
        self.stdout.write(f"A platform listens on {platform.url}")
        try:
            platform.serve()
        except KeyboardInterrupt:
            self.stdout.write(f"{len(store.flows)} flows were kept")
