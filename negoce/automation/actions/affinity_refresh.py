"""Works out each night which families customers buy together (S5)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction

from negoce.automation.models import FamilyAffinity
from negoce.automation.rules.affinity import affinities
from negoce.orders.models import CustomerProduct

_BATCH = 500
# So many rows at most: the surest of each family come first.
_MOST = 20_000


def refresh_affinities(today: date) -> int:
    """Write the table anew in one transaction; returns how many rows it has."""
    baskets: dict[int, set[int]] = defaultdict(set)
    rows = CustomerProduct.objects.filter(
        net__gt=0, product__family__isnull=False, company__deleted_at__isnull=True
    )
    pairs = rows.order_by().values_list("company_id", "product__family_id").distinct()
    for company, family in pairs.iterator(chunk_size=5_000):
        baskets[company].add(family)
    found = affinities(frozenset(families) for families in baskets.values())
    kept = sorted(found, key=lambda each: (each.share, each.similar), reverse=True)[:_MOST]
    with transaction.atomic():
        FamilyAffinity.objects.all().delete()
        FamilyAffinity.objects.bulk_create(
            (
                FamilyAffinity(
                    first_id=each.given[0],
                    second_id=each.given[1] if len(each.given) > 1 else None,
                    proposed_id=each.proposed,
                    similar=each.similar,
                    buyers=each.buyers,
                    computed_on=today,
                )
                for each in kept
            ),
            batch_size=_BATCH,
        )
    return len(kept)
