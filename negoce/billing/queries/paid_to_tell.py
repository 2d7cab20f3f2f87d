"""Which paid documents the platform must be told of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, Sum

from negoce.billing.enums import DocumentKind, PlatformStatus
from negoce.billing.models import (
    FiscalDocument,
    PlatformEvent,
    PlatformMessage,
    PlatformSubmission,
    Receivable,
)

_FINAL = [PlatformStatus.REFUSED.value, PlatformStatus.REJECTED.value, PlatformStatus.PAID.value]


@dataclass(frozen=True, slots=True)
class PaidDocument:
    """A document that was paid whole: how much came by payments, including VAT, and the day of the last one."""

    document: FiscalDocument
    paid: Decimal
    paid_on: date


def paid_to_tell(most: int = 200) -> Iterator[PaidDocument]:
    """Yield documents handed to a platform, paid since, of which nobody said so; of all, for the job.

    What a credit note settled was not paid; a document that was refused or rejected has no payment to tell.
    """
    ended = PlatformEvent.objects.filter(document_id=OuterRef("document_id"), status__in=_FINAL)
    told = PlatformMessage.objects.filter(
        document_id=OuterRef("document_id"), status=PlatformStatus.PAID.value
    )
    sent = PlatformSubmission.objects.filter(document_id=OuterRef("document_id"), state="sent")
    rows = (
        Receivable.objects.filter(
            Exists(sent),
            ~Exists(told),
            ~Exists(ended),
            is_open=False,
            amount__gt=0,
            settled_on__isnull=False,
            document__isnull=False,
        )
        .exclude(kind=DocumentKind.CREDIT_NOTE.value)
        .annotate(paid=Sum("settlements__amount", filter=Q(settlements__payment__isnull=False)))
        .filter(paid__gt=0)
        .select_related("document")
        .order_by("id")[:most]
    )
    for row in rows:
        assert row.document is not None
        assert row.settled_on is not None
        yield PaidDocument(row.document, row.paid, row.settled_on)
