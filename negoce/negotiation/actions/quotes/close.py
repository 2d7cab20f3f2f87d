"""Finishes a draft for sending, and takes it back to work."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import check_vat
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.negotiation.actions.quotes.loading import journal, loaded, move, refuse, store
from negoce.negotiation.enums import ApprovalAnswer
from negoce.negotiation.models import Quote, QuoteApproval, QuoteFile, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_changes import stored_content
from negoce.negotiation.queries.quote_floor import QuoteFloor, floor_on, quote_floor
from negoce.negotiation.queries.quote_head import stored_head
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.margin_floor import FloorState
from negoce.negotiation.rules.quote_head import check_terms
from negoce.negotiation.rules.quote_states import QuoteMove
from negoce.parameters.queries.seller import seller


def close_quote(actor: Actor, quote: Quote, *, revision: int | None = None) -> Quote:
    """Make a draft ready to send, dated today.

    Raises Refused without a line, with terms over the legal ceiling, a VAT rate that does not exist today, a validity
    that is over, or a margin under the floor, or not known, that nobody allowed. Who may approve allows what is not
    known by closing it; what is known to be under the floor asks for somebody else.
    """
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        lines = lines_of(version)
        today = timezone.localdate()
        check_complete(version, lines, today)
        floor = quote_floor(version, lines, today)
        if not floor.is_allowed and not _allow_unproven(actor, version, lines, floor):
            raise refuse(floor.refusal)
        close_version(actor, row, version, today)
    return row


def close_version(actor: Actor, row: Quote, version: QuoteVersion, today: date) -> None:
    """Date the version and fix its floor, inside the caller's transaction; what must be right was checked."""
    before, after = move(version, QuoteMove.CLOSE)
    version.issued_on = today
    if version.valid_until is None:
        version.valid_until = today + timedelta(days=seller().quote_validity_days)
    version.margin_floor = floor_on(today)
    version.save()
    store(row, version)
    journal(actor, row, "changed", {"state": (before, after)})


def _allow_unproven(actor: Actor, version: QuoteVersion, lines: list[QuoteLine], floor: QuoteFloor) -> bool:
    """Keep the approval of an author who may give it; nothing for a margin that is known to be too low."""
    if floor.worked.value.state is not FloorState.UNPROVEN or not actor.may(Permission.APPROVE_QUOTES):
        return False
    QuoteApproval.objects.create(
        version=version,
        asked_by_id=actor.user_id,
        floor=floor.worked.value.floor,
        content=stored_content(lines),
        content_sha256=floor.digest,
        answer=ApprovalAnswer.APPROVED.value,
        answered_by_id=actor.user_id,
        answered_at=timezone.now(),
    )
    return True


def reopen_quote(actor: Actor, quote: Quote, *, revision: int | None = None) -> Quote:
    """Take a version that was not sent back to a draft; an approval that was waiting is withdrawn."""
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        before, after = move(version, QuoteMove.REOPEN)
        version.approvals.filter(answer=ApprovalAnswer.WAITING.value).update(
            answer=ApprovalAnswer.WITHDRAWN.value, answered_at=timezone.now()
        )
        QuoteFile.objects.filter(version=version).delete()
        version.issued_on, version.margin_floor = None, None
        version.save()
        store(row, version)
        journal(actor, row, "changed", {"state": (before, after)})
    return row


def check_complete(version: QuoteVersion, lines: list[QuoteLine], today: date) -> None:
    """Refuse a version that cannot be offered today: its lines, its VAT, its terms, its validity."""
    if not any(line.kind == LineKind.ITEM for line in lines):
        raise refuse(Finding("quote.no_line"))
    for line in lines:
        group = VatGroup(VatCategory(line.vat_category), line.vat_rate)
        wrong = check_vat(group, today) if line.kind == LineKind.ITEM else None
        if wrong is not None:
            raise refuse(wrong, f"line-{line.position}-vat")
    if version.valid_until is not None and version.valid_until < today:
        raise refuse(Finding("quote.validity_over", figures={"until": version.valid_until}), "valid_until")
    for finding in check_terms(stored_head(version), day=today).findings:
        if finding.severity == "error":
            raise refuse(finding, "term_days")
