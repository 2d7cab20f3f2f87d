"""The erasure of personal values from the journal: the entry stays, what it said of the person goes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from django.utils import timezone

from negoce.identity.models import JournalEntry

BATCH = 500


def erase_values(subject_kind: str, subject_ids: Iterable[int]) -> int:
    """Empty the values and the name of every entry about these records; returns how many entries.

    Who did what and when is kept. Call it in the transaction of the erasure itself.
    """
    identifiers = iter(sorted(set(subject_ids)))
    now = timezone.now()
    erased = 0
    while batch := list(islice(identifiers, BATCH)):
        entries = JournalEntry.objects.filter(subject_kind=subject_kind, subject_id__in=batch, erased_at=None)
        erased += entries.update(values={}, subject_name="", erased_at=now)
    return erased
