"""Hands out the next number of a counter."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import F

from negoce.parameters.models import Counter


def next_number(key: str) -> int:
    """Return 1, 2, 3… for a key, in the caller's transaction: when it rolls back, the number is free again.

    Whoever asks second waits for the first to end. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number is handed out within the transaction that uses it")
    if not Counter.objects.filter(pk=key).update(last=F("last") + 1):
        with transaction.atomic():
            Counter.objects.get_or_create(pk=key)
        Counter.objects.filter(pk=key).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(pk=key)
