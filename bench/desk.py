"""`make bench-desk`: the desk's pages when they are full, those of the demo, among many other deals under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle

from bench.board import fill_deals, own_work, told
from bench.frame import measure

_DEALS = 12


def main() -> int:
    """Print a table of milliseconds for each database."""
    return measure(
        "bench.desk",
        _measured,
        columns={"median ms": ".1f", "of our own work ms": ".1f", "worst ms": ".1f"},
        deals=30_000,
    )


def _measured(deals: int) -> dict[str, tuple[float, ...]]:
    from django.core.management import call_command
    from django.test import Client
    from django.utils import timezone

    from bench.loading import finish
    from negoce.companies.models import Company
    from negoce.demo.seed import seed_world
    from negoce.demo.seeding.selling import sell
    from negoce.identity.models import User

    call_command("migrate", verbosity=0)
    seed_world(today=timezone.localdate())
    sell(lambda done, total, label: None)
    fill_deals(
        deals,
        companies=list(Company.objects.order_by("pk").values_list("pk", flat=True)),
        owners=list(User.objects.filter(role="salesperson").values_list("pk", flat=True)),
    )
    finish()
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        User.objects.filter(role="administrator").order_by("pk")[0],
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )

    def asked(addresses: Iterator[str]) -> Callable[[], None]:
        return lambda: told(client.get(next(addresses)))

    found = {}
    for what, addresses in _pages().items():
        if not addresses:
            raise RuntimeError(f"No page: {what}")
        work = asked(cycle(addresses))
        for _each in addresses:
            work()
        found[what] = own_work(work)
    return found


def _pages() -> dict[str, list[str]]:
    """The addresses of each kind of page, of the deals and tenders that hold most."""
    from django.db.models import Count

    from negoce.negotiation.models import Deal, Tender

    full = (
        Deal.objects.filter(state="open", people__isnull=False, quotes__isnull=False)
        .annotate(held=Count("people", distinct=True) + Count("quotes", distinct=True))
        .order_by("-held", "pk")[:_DEALS]
    )
    homes = [f"/deals/{deal.public_id}/" for deal in full]
    tabs = ("overview", "preparation", "people", "bargaining", "conclusion")
    pages = {f"deal, tab {tab}": [f"{home}?tab={tab}" for home in homes] for tab in tabs}
    pages["preparation, screen"] = [f"{home}preparation/" for home in homes]
    pages["preparation, sheet in PDF"] = [f"{home}preparation/sheet.pdf" for home in homes]
    tenders = [f"/tenders/{tender.public_id}/" for tender in Tender.objects.order_by("-pk")[:_DEALS]]
    pages["list of tenders"] = ["/tenders/"]
    pages["tender"] = tenders
    pages["tender, offers and prices"] = [f"{home}?tab=price" for home in tenders]
    pages["chances to win"] = ["/chances/"]
    return pages


if __name__ == "__main__":
    raise SystemExit(main())
