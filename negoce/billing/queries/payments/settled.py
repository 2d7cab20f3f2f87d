"""What settled a receivable."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from negoce.billing.models import Receivable, Settlement


def settlements_of(receivable: Receivable) -> Sequence[Settlement]:
    """What settled it, or what it settled as a credit note, in order; in one query."""
    rows = Settlement.objects.filter(Q(receivable=receivable) | Q(credit=receivable))
    return list(rows.select_related("payment", "credit", "receivable").order_by("settled_on", "pk"))
