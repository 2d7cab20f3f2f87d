"""Forgets what it takes to undo old merges: they stand for good then."""

from __future__ import annotations

from datetime import datetime

from negoce.companies.models import MergeRecord
from negoce.companies.queries.merges.merges import KEPT_DAYS

_BATCH = 500


def purge_merges(now: datetime) -> int:
    """Empty the images of merges older than ninety days; returns how many. It may run twice."""
    old = MergeRecord.objects.filter(merged_at__lt=now - KEPT_DAYS, images_erased_at__isnull=True)
    purged = 0
    while keys := list(
        old.filter(undone_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        purged += MergeRecord.objects.filter(pk__in=keys).update(images={}, images_erased_at=now)
    return purged
