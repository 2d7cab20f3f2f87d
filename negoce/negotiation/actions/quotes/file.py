"""The very PDF of a version: made once when it is first printed or sent, then always the same bytes."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from negoce.negotiation.actions.quotes.loading import refuse
from negoce.negotiation.documents.quote_pdf import quote_pdf
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteFile, QuoteVersion
from negoce.negotiation.queries.quote_floor import QuoteFloor, quote_floor
from negoce.negotiation.queries.quotes import lines_of

NOT_FINAL = (QuoteState.DRAFT, QuoteState.APPROVAL)


def file_of(quote: Quote, version: QuoteVersion) -> QuoteFile:
    """The stored PDF of a version that is closed, made now if need be.

    The caller has checked that the quote may be seen. Raises Refused for a draft or a version whose margin is under
    the floor without an approval: those are only shown with a watermark (`preview_pdf`).
    """
    kept = QuoteFile.objects.filter(version=version).first()
    if kept is not None:
        return kept
    lines = lines_of(version)
    floor = quote_floor(version, lines, timezone.localdate())
    if version.state in NOT_FINAL or not floor.is_allowed:
        raise refuse(floor.refusal)
    pdf = quote_pdf(quote, version, lines, floor, today=timezone.localdate())
    digest = hashlib.sha256(pdf).hexdigest()
    with transaction.atomic():
        made, _new = QuoteFile.objects.get_or_create(version=version, defaults={"pdf": pdf, "sha256": digest})
    return made


def preview_pdf(quote: Quote, version: QuoteVersion) -> bytes:
    """The PDF to look at: the stored one where there is one, else with its watermark."""
    lines = lines_of(version)
    floor: QuoteFloor = quote_floor(version, lines, timezone.localdate())
    if version.state not in NOT_FINAL and floor.is_allowed:
        return bytes(file_of(quote, version).pdf)
    return quote_pdf(quote, version, lines, floor, today=timezone.localdate())
