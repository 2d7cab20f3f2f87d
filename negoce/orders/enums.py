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
