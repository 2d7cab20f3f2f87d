"""The closed lists of loyalty; anyone may import them."""

from enum import StrEnum


class ContractKind(StrEnum):
    """What a contract is about."""

    SUBSCRIPTION = "subscription"
    MAINTENANCE = "maintenance"
    SERVICE = "service"
    SUPPLY = "supply"
    RENTAL = "rental"
    OTHER = "other"


class Renewal(StrEnum):
    """What happens at the end of a term: it goes on by itself, if both say so, or it ends."""

    TACIT = "tacit"
    EXPRESS = "express"
    NONE = "none"


class Period(StrEnum):
    """How often a contract is invoiced."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class ContractState(StrEnum):
    """Where a contract stands; a terminated one runs until its last day."""

    ACTIVE = "active"
    TERMINATED = "terminated"
    ENDED = "ended"
