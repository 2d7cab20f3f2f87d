"""The words stored of quotes."""

from __future__ import annotations

from enum import StrEnum


class QuoteState(StrEnum):
    """Where a version of a quote stands."""

    DRAFT = "draft"
    APPROVAL = "approval"
    READY = "ready"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class ApprovalAnswer(StrEnum):
    """What a manager said of a quote under the margin floor."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AcceptanceWay(StrEnum):
    """How a customer accepted."""

    ONLINE = "online"
    SIGNED = "signed"
    PURCHASE_ORDER = "purchase_order"
    SPOKEN = "spoken"
