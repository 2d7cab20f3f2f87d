"""The documents of a tender with how each stands, and the certificates of the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from negoce.negotiation.enums import PaperState
from negoce.negotiation.models import OwnCertificate, Tender, TenderDocument
from negoce.negotiation.rules.tender_days import RUNNING
from negoce.negotiation.rules.tender_papers import (
    FileProgress,
    PaperStanding,
    file_progress,
    paper_standing,
)


@dataclass(frozen=True, slots=True)
class FileFound:
    """The documents of a tender, each with its standing, and how far the whole is."""

    documents: Sequence[tuple[TenderDocument, PaperStanding]]
    progress: FileProgress


def file_of(tender: Tender, today: date) -> FileFound:
    """The file of a tender that the caller sees; one query."""
    rows = TenderDocument.objects.filter(tender=tender).select_related(
        "file", "certificate", "certificate__file", "owner"
    )
    running = tender.stage in RUNNING
    found = [
        (
            each,
            # Once handed in, what has ended since is no fault of the file.
            paper_standing(
                PaperState(each.state),
                each.holds_until if running else None,
                handed_in_on=tender.offers_until,
                today=today,
            ),
        )
        for each in rows.order_by("position", "pk")
    ]
    progress = file_progress(
        [(standing, each.is_required, each.due_on) for each, standing in found], today=today
    )
    return FileFound(found, progress)


def shelf() -> QuerySet[OwnCertificate]:
    """The certificates of the house that count now, those that end first at the head."""
    rows = OwnCertificate.objects.filter(replaced_by=None)
    rows = rows.select_related("file", "file__uploaded_by", "owner")
    return rows.order_by(F("expires_on").asc(nulls_last=True), "pk")


def shelf_with_uses() -> QuerySet[OwnCertificate]:
    """The same, with `uses`: how many files still to be handed in hold each."""
    return shelf().annotate(uses=Count("documents", filter=Q(documents__tender__stage__in=RUNNING)))
