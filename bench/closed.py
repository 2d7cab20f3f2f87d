"""Deals that a house closed in a year, with the steps they went through, for pages that compare them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from bench.loading import load
from bench.rows import Row
from negoce.companies.models import Competitor
from negoce.kit.public_id import new_public_ids
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.models import Deal, DealStepChange
from negoce.negotiation.rules.deal_steps import STEPS

_RIVALS = ("Emballo", "Cartonor", "Sotraplast", "Nordpack", "Embalis", "Papyrus Est")
_YEAR = 360


def fill_closed(deals: int, *, companies: list[int], owners: list[int]) -> None:
    """Write that many deals won and lost over a year, two in five against a competitor, four steps each."""
    rivals = [Competitor.objects.create(name=name, name_key=name.lower()).pk for name in _RIVALS]
    rows = list(_deals(deals, _last_key(Deal), random.Random(11), companies, owners, rivals))
    load(Deal, rows)
    load(DealStepChange, _changes(rows, _last_key(DealStepChange), random.Random(12)))


def _last_key(model: type[Deal | DealStepChange]) -> int:
    """The highest key given so far; not a count, for a move taken back leaves its key unused."""
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _deals(
    count: int, last: int, drawn: random.Random, companies: list[int], owners: list[int], rivals: list[int]
) -> Iterator[Row]:
    today = timezone.localdate()
    for number, public_id in enumerate(new_public_ids(count), 1):
        closed_on = today - timedelta(days=drawn.randrange(_YEAR))
        begun = datetime.combine(closed_on - timedelta(days=drawn.randrange(5, 160)), time(9, 30))
        yield {
            "id": last + number,
            "public_id": public_id,
            "name": f"Affaire close {number}",
            "name_key": f"affaire close {number}",
            "company_id": drawn.choice(companies),
            "owner_id": drawn.choice(owners),
            "state": drawn.choice(("won", "lost", "lost")),
            "step": drawn.choice(STEPS).value,
            "step_since": closed_on,
            "amount": Decimal(drawn.randrange(500, 90_000)),
            "closed_on": closed_on,
            "outcome_reason": drawn.choice(list(OutcomeReason)).value,
            "competitor_id": drawn.choice(rivals) if drawn.random() < 0.4 else None,
            "created_at": timezone.make_aware(begun).astimezone(UTC),
            "updated_at": timezone.make_aware(begun).astimezone(UTC),
        }


def _changes(rows: list[Row], number: int, drawn: random.Random) -> Iterator[Row]:
    for row in rows:
        day = row["created_at"].date()  # type: ignore[attr-defined]
        before = ""
        for step in STEPS[:4]:
            number += 1
            yield {
                "id": number,
                "deal_id": row["id"],
                "before": before,
                "after": step.value,
                "happened_on": day,
            }
            before, day = step.value, day + timedelta(days=drawn.randrange(1, 30))
