"""Asks again, before letters leave, whether each may still be written to: R-G3 at the last moment we have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import F

from negoce.kit.explain import Explanation
from negoce.outbox.words.reasons import stored
from negoce.prospecting.models import Mailing, MailingRecipient
from negoce.prospecting.queries.mailing_audience import Candidate, decided_by_post

_PART = 500


def count_refused(mailing: Mailing) -> int:
    """How many have a letter and may no longer be written to; nothing is changed."""
    return sum(len(part) for part in _refused(mailing))


def drop_refused(mailing: Mailing) -> int:
    """Leave out those who opposed, or may no longer be written to, since they were prepared; returns how many."""
    dropped = 0
    for part in _refused(mailing):
        for row, why in part:
            kept = stored(why)
            row.left_out, row.figures = str(kept["code"])[:40], kept["figures"]
            row.subject, row.text, row.lines = "", "", []
        rows = [row for row, _why in part]
        with transaction.atomic():
            MailingRecipient.objects.bulk_update(rows, ["left_out", "figures", "subject", "text", "lines"])
            Mailing.objects.filter(pk=mailing.pk).update(prepared=F("prepared") - len(rows))
        dropped += len(rows)
    return dropped


def _refused(mailing: Mailing) -> Iterator[Sequence[tuple[MailingRecipient, Explanation]]]:
    """Those with a letter who may not have it, and why, some at a time."""
    rows = MailingRecipient.objects.filter(mailing=mailing, left_out="").exclude(text="")
    after = 0
    while part := list(rows.filter(pk__gt=after).select_related("company", "contact").order_by("pk")[:_PART]):
        decided = decided_by_post([Candidate(row.company, row.contact) for row in part], mailing)
        refused = [
            (row, said.left_out) for row, said in zip(part, decided, strict=True) if said.left_out is not None
        ]
        if refused:
            yield refused
        after = part[-1].pk
