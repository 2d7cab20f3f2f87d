"""Asks again, before letters are printed, whether each may still be written to: R-G3 at the last moment we have."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from negoce.outbox.words.reasons import stored
from negoce.prospecting.models import Mailing, MailingRecipient
from negoce.prospecting.queries.mailing_audience import Candidate, decided_by_post

_PART = 500


def drop_refused(mailing: Mailing) -> int:
    """Leave out those who opposed, or may no longer be written to, since they were prepared; returns how many."""
    rows = MailingRecipient.objects.filter(mailing=mailing, left_out="").exclude(text="")
    dropped = after = 0
    while part := list(rows.filter(pk__gt=after).select_related("company", "contact").order_by("pk")[:_PART]):
        decided = decided_by_post([Candidate(row.company, row.contact) for row in part], mailing)
        refused = []
        for row, said in zip(part, decided, strict=True):
            if said.left_out is not None:
                kept = stored(said.left_out)
                row.left_out, row.figures = str(kept["code"])[:40], kept["figures"]
                row.subject, row.text, row.lines = "", "", []
                refused.append(row)
        with transaction.atomic():
            MailingRecipient.objects.bulk_update(refused, ["left_out", "figures", "subject", "text", "lines"])
            Mailing.objects.filter(pk=mailing.pk).update(prepared=F("prepared") - len(refused))
        dropped, after = dropped + len(refused), part[-1].pk
    return dropped
