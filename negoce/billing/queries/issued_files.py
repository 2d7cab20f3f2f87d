"""The files of all issued documents, one after the other, for the check of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from negoce.billing.models import FiscalFile


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A document as it was issued: the Factur-X and its number."""

    number: str
    pdf: bytes


def issued_files() -> Iterator[IssuedFile]:
    """Yield each file in order of issue, few in memory at a time; of all, for whoever administers the machine."""
    rows = FiscalFile.objects.order_by("document_id").values_list("document__number", "pdf")
    for number, pdf in rows.iterator(chunk_size=20):
        yield IssuedFile(number, bytes(pdf))
