"""Reads what the platform says of our documents and keeps it: each status once, with its reason.

What comes from outside is a fact, kept even where it does not follow the order of the reform; what names none of our
documents, or cannot be read, is noted in the technical log and passed over.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from negoce.billing.actions.platform_submit import FAILED, SENT
from negoce.billing.documents.electronic.cdar import read_cdar
from negoce.billing.enums import DocumentState, PlatformStatus
from negoce.billing.models import (
    FiscalDocument,
    PlatformCursor,
    PlatformEvent,
    PlatformMessage,
    PlatformSubmission,
)
from negoce.billing.rules.life_cycle import LifeCycleMessage
from negoce.integrations.platform.types import Check, News, Platform
from negoce.kit.worked import CannotWork
from negoce.parameters.queries.seller import seller

logger = logging.getLogger("negoce.billing")
_OF_CHECK = {Check.ACCEPTED: PlatformStatus.SUBMITTED, Check.REFUSED: PlatformStatus.REJECTED}


@dataclass(slots=True)
class Polled:
    """How many news were read, and how many of them were kept as statuses."""

    read: int = 0
    kept: int = 0


def read_news(platform: Platform) -> Polled:
    """Read all that is new at the platform, page by page. Raises Away or Declined; what was read stays read."""
    polled = Polled()
    cursor = PlatformCursor.objects.get_or_create(platform=platform.name)[0]
    while page := platform.news(cursor.read_until):
        before = cursor.read_until
        for news in page:
            with transaction.atomic():
                polled.kept += _keep(platform.name, news)
                cursor.read_until = max(cursor.read_until or news.updated_at, news.updated_at)
                cursor.save()
            platform.settle(news)
            polled.read += 1
        if cursor.read_until == before:
            # The same page again: a platform that forgets what `after` means must not hold us here.
            break
    return polled


def _keep(source: str, news: News) -> int:
    if news.content:
        return _keep_message(source, news)
    if news.check is None or not news.key:
        return 0
    if news.check is Check.REFUSED:
        words = " ; ".join(each.text for each in news.remarks)
        # A status that we told, and that was not taken.
        PlatformMessage.objects.filter(key=news.key).update(state=FAILED, problem=words[:500])
    document = FiscalDocument.objects.filter(public_id=news.key, submission__isnull=False).first()
    status = _OF_CHECK.get(news.check)
    if document is None or status is None:
        return 0
    errors = [each for each in news.remarks if not each.is_warning]
    reason = errors[0] if errors else None
    _tell_submission(document, status, reason.text if reason else "")
    return _event(
        document,
        status,
        news.updated_at,
        source=source,
        key=news.identifier,
        reason_code=reason.code if reason else "",
        reason=" ; ".join(each.text for each in errors),
    )


def _keep_message(source: str, news: News) -> int:
    try:
        message = read_cdar(news.content)
    except CannotWork as problem:
        logger.warning("A message of %s cannot be read: %s", source, problem.finding.code)
        return 0
    document = _document_of(message)
    if document is None:
        logger.warning("A message of %s names no document of ours", source)
        return 0
    first = message.reasons[0] if message.reasons else None
    if message.status is PlatformStatus.REJECTED:
        _tell_submission(document, message.status, first.text if first else "")
    return _event(
        document,
        message.status,
        message.happened_at,
        source=source,
        key=news.identifier,
        reason_code=first.code if first else "",
        reason=" ; ".join(each.text for each in message.reasons if each.text),
    )


def _document_of(message: LifeCycleMessage) -> FiscalDocument | None:
    """Our document of this number; a message about another seller's is none of ours."""
    found = FiscalDocument.objects.filter(number=message.number, state=DocumentState.ISSUED.value).first()
    if found is None or (message.document_issued_on and found.issued_on != message.document_issued_on):
        return None
    ours = seller().siren
    return found if not ours or message.seller_siren[:9] == ours else None


def _event(
    document: FiscalDocument,
    status: PlatformStatus,
    at: datetime,
    *,
    source: str,
    key: str,
    reason_code: str,
    reason: str,
) -> int:
    try:
        with transaction.atomic():
            PlatformEvent.objects.create(
                document=document,
                status=status.value,
                at=at,
                reason_code=reason_code[:40],
                reason=reason[:500],
                source=source[:40],
                external_key=key[:120],
            )
    except IntegrityError:
        return 0
    return 1


def _tell_submission(document: FiscalDocument, status: PlatformStatus, reason: str) -> None:
    """A rejected document may be handed over again once mended at the platform; an accepted one is through."""
    state = FAILED if status is PlatformStatus.REJECTED else SENT
    PlatformSubmission.objects.filter(document=document).update(state=state, problem=reason[:500])
