"""The file and the comparison of somebody else's tender, for test_foreign_records."""

from __future__ import annotations

from negoce.files.actions.document_store import store_document
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.models import (
    Tender,
    TenderDocument,
    TenderGrid,
    TenderLot,
    TenderOffer,
    TenderRequirement,
)

# The documents of the house are everybody’s.
SHELF = frozenset(
    f"tender_files:{name}" for name in ("certificate", "certificate_removal", "certificate_file")
)


def of_the_tender(tender: Tender, mark: str) -> dict[str, dict[str, object]]:
    """The parts of the addresses of what stands on the page of a tender."""
    grid = TenderGrid.objects.create(tender=tender)
    paper = store_document(system_actor(), name=f"{mark}.pdf", content=b"%PDF-1.7 %%EOF")
    return {
        "tender_grid": {
            "public_id": tender.public_id,
            "offer_id": TenderOffer.objects.create(grid=grid, name=mark).public_id,
            "lot_id": TenderLot.objects.create(tender=tender, number=1, name=mark).public_id,
            "key": "grid",
        },
        "tender_files": {
            "public_id": tender.public_id,
            "document_id": TenderDocument.objects.create(
                tender=tender, position=0, name=mark, kind="bank", part="administrative", file=paper
            ).public_id,
            "requirement_id": TenderRequirement.objects.create(
                tender=tender, position=0, words=mark
            ).public_id,
        },
    }
