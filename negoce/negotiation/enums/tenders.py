"""The words stored of tenders and of their files."""

from __future__ import annotations

from enum import StrEnum


class BuyerKind(StrEnum):
    """Who buys, as the thresholds of public purchases tell buyers apart."""

    STATE = "state"
    LOCAL = "local"
    UTILITY = "utility"
    DEFENCE = "defence"
    PRIVATE = "private"


class NeedKind(StrEnum):
    """What is bought, as the thresholds of public purchases tell needs apart."""

    SUPPLIES = "supplies"
    SERVICES = "services"
    WORKS = "works"
    SOCIAL = "social"


class CallKind(StrEnum):
    """A call for tenders that anybody may answer, or those alone who were retained."""

    OPEN = "open"
    RESTRICTED = "restricted"


class TenderStage(StrEnum):
    """Where a tender stands: four steps in order, then how it ended."""

    CONSULTATION = "consultation"
    APPLICATION = "application"
    SELECTION = "selection"
    SUBMITTED = "submitted"
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    NO_RESULT = "no_result"


class TenderAlarmKind(StrEnum):
    """The days of a tender that warn before they come."""

    VISIT = "visit"
    QUESTIONS = "questions"
    APPLICATIONS = "applications"
    OFFERS = "offers"
    NEXT = "next"


class PaperPart(StrEnum):
    """The part of the file that a document of a tender goes into."""

    ADMINISTRATIVE = "administrative"
    TECHNICAL = "technical"
    FINANCIAL = "financial"


class PaperKind(StrEnum):
    """What a document of a tender is."""

    DC1 = "dc1"
    DC2 = "dc2"
    DUME = "dume"
    POWERS = "powers"
    TAX = "tax"
    SOCIAL = "social"
    REGISTRATION = "registration"
    INSURANCE = "insurance"
    BANK = "bank"
    REFERENCES = "references"
    TURNOVER = "turnover"
    MEANS = "means"
    QUALITY = "quality"
    COMMITMENT = "commitment"
    UNIT_PRICES = "unit_prices"
    QUANTITIES = "quantities"
    BREAKDOWN = "breakdown"
    PRICE_OFFER = "price_offer"
    TERMS_OF_SALE = "terms_of_sale"
    TECHNICAL_NOTE = "technical_note"
    DATA_SHEETS = "data_sheets"
    SCHEDULE = "schedule"
    OTHER = "other"


class PaperState(StrEnum):
    """How far a document of a tender is."""

    MISSING = "missing"
    ASKED = "asked"
    READY = "ready"


class RequirementGap(StrEnum):
    """How far an answer meets a requirement."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    VARIANT = "variant"
