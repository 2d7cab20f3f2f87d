"""The demo sells by the ordinary actions: stopped at any point it goes on, and nothing is doubled."""

from __future__ import annotations

from collections import Counter

import pytest

from negoce.billing.models import FiscalDocument, Receivable
from negoce.demo.seeding import selling
from negoce.demo.seeding.selling import sell
from negoce.loyalty.models import Contract
from negoce.negotiation.models import Deal, Quote
from tests.demo.test_seed import SCALE, seeded_world

pytestmark = pytest.mark.django_db


class Killed(Exception):
    """What a kill looks like from inside."""


def test_nothing_is_sold_in_a_world_that_is_not_there() -> None:
    assert sell() == {}


def test_deals_quotes_contracts_and_invoices_killed_and_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    seeded_world(scale=SCALE)
    monkeypatch.setattr(selling, "DEALS", 12)
    monkeypatch.setattr(selling, "CONTRACTS", 2)
    stop_at = {"deals": 5, "invoices": 2}

    def kill(done: int, total: int, label: str) -> None:
        if stop_at.get(label) == done:
            del stop_at[label]
            raise Killed

    for _each in range(2):
        with pytest.raises(Killed):
            sell(kill)
    marks = sell()
    assert (marks["deals"], Deal.objects.count()) == (12, 12)
    assert {"draft", "sent", "accepted"} & set(Quote.objects.values_list("state", flat=True))
    assert Contract.objects.count() <= 2
    issued = FiscalDocument.objects.filter(state="issued")
    assert issued.count() == marks["invoices"] > 2
    assert Counter(issued.values_list("order_id", flat=True)).most_common(1)[0][1] == 1
    assert Receivable.objects.filter(document__isnull=False).count() == issued.count()
    again = sell()
    assert again == marks
