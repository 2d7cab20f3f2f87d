"""The links to public pages of offers: found by their token, and what was seen through them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils import timezone

from negoce.identity.models import User
from negoce.negotiation.models import QuoteLink, QuoteVersion, QuoteView
from negoce.negotiation.rules.quote_link import (
    TOKEN_LENGTHS,
    LinkFacts,
    LinkStatus,
    link_status,
    token_digest,
)


@dataclass(frozen=True, slots=True)
class Views:
    """How often a version was looked at through its links, and when last; scanners of mail count too."""

    pages: int
    files: int
    last: datetime | None


def find_link(token: str) -> QuoteLink | None:
    """The link of a token, with its version, quote and company; whoever holds the token may read them."""
    if len(token) not in TOKEN_LENGTHS:
        return None
    digest = token_digest(token)
    rows = QuoteLink.objects.select_related(
        "contact", "version__quote__company__owner", "version__quote__owner", "version__quote__contact"
    )
    link = rows.filter(token_sha256=digest).first()
    return link if link is not None and hmac.compare_digest(link.token_sha256, digest) else None


def status_of(link: QuoteLink) -> LinkStatus:
    """What a link is good for now, from the rows that it came with."""
    version = link.version
    quote = version.quote
    gone = quote.deleted_at is not None or quote.company.deleted_at is not None
    facts = LinkFacts(
        revoked=link.revoked_at is not None or gone,
        expires_at=link.expires_at,
        is_current=version.version == quote.current_version,
        state=version.state,
        valid_until=version.valid_until,
    )
    return link_status(facts, timezone.now(), timezone.localdate())


def views_of(version: QuoteVersion) -> Views:
    """What was seen of a version; one query."""
    rows = QuoteView.objects.filter(link__version=version).order_by()
    found = {row["what"]: row for row in rows.values("what").annotate(number=Count("pk"), last=Max("at"))}
    days = [row["last"] for row in found.values()]
    pages, files = (found[what]["number"] if what in found else 0 for what in ("page", "pdf"))
    return Views(pages, files, max(days, default=None))


def follower_of(link: QuoteLink) -> User | None:
    """Who is told of an answer: who follows the quote, else who follows the company."""
    quote = link.version.quote
    return next((one for one in (quote.owner, quote.company.owner) if one and one.is_active), None)
