"""Whom the demo sells to: its customers by what they bought in the last twelve months."""

from __future__ import annotations

from django.db.models import QuerySet

from negoce.companies.models import Company


def best_customers() -> QuerySet[Company]:
    """The customers of the demo that somebody follows and who bought in the last twelve months, the largest first."""
    return Company.objects.filter(
        is_fictional=True, owner__isnull=False, deleted_at__isnull=True, sales__net_12_months__gt=0
    ).order_by("-sales__net_12_months", "pk")
