"""The closed lists of orders; anyone may import them."""

from enum import StrEnum


class OrderSource(StrEnum):
    """Where an order comes from; figures that look back may leave the made-up ones out."""

    ENTERED = "entered"
    IMPORTED = "imported"
    DEMO = "demo"
    DEMO_SYNTHETIC = "demo_synthetic"


class OrderState(StrEnum):
    """How far an order handled here has come."""

    OPEN = "open"
    PARTLY_DELIVERED = "partly_delivered"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ReturnReason(StrEnum):
    """Why goods came back."""

    DAMAGED = "damaged"
    DEFECTIVE = "defective"
    WRONG_ITEM = "wrong_item"
    TOO_MANY = "too_many"
    LATE = "late"
    NOT_NEEDED = "not_needed"
    OTHER = "other"


class NoticeWay(StrEnum):
    """How a customer was told of a new date."""

    EMAIL = "email"
    PHONE = "phone"
