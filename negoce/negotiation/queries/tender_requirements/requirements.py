"""The requirements of a tender with our answers, and how far they are."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.negotiation.enums import RequirementGap
from negoce.negotiation.models import Tender, TenderRequirement
from negoce.negotiation.rules.tender_requirement_progress import (
    Answered,
    RequirementProgress,
    requirement_progress,
)


def requirements_of(tender: Tender) -> Sequence[TenderRequirement]:
    """The requirements of a tender that the caller sees, in order; one query."""
    rows = TenderRequirement.objects.filter(tender=tender).select_related("document", "answered_by")
    return list(rows.order_by("position", "pk"))


def progress_of(rows: Sequence[TenderRequirement]) -> RequirementProgress:
    """How far they are answered."""
    return requirement_progress(
        [
            Answered(
                each.is_mandatory,
                RequirementGap(each.gap) if each.gap else None,
                bool(each.proof or each.document_id),
            )
            for each in rows
        ]
    )
