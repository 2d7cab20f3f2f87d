"""The closed lists of parameters; anyone may import them."""

from enum import StrEnum


class ParameterKey(StrEnum):
    """What has a value that changes with the calendar, or that the firm sets for itself."""

    CENTRAL_BANK_RATE = "ecb_main_refinancing_rate"
    LEGAL_RATE = "legal_interest_rate_professionals"
    RECOVERY_FEE = "recovery_fee"
    GIFT_VAT_CEILING = "gift_vat_ceiling"
    GIFT_STATEMENT_CEILING = "gift_statement_ceiling"
    SIMPLIFIED_RECEIPT_CEILING = "simplified_receipt_ceiling"
    MARGIN_FLOOR = "margin_floor"
    VISIT_COST = "visit_cost"
    DIFFERENCE_CEILING = "difference_ceiling"


class ParameterUnit(StrEnum):
    """What the value of a parameter counts."""

    EURO = "euro"
    PERCENT = "percent"


class Rhythm(StrEnum):
    """How long a value holds: until the next one, or for its half-year alone."""

    UNTIL_NEXT = "until_next"
    HALF_YEAR = "half_year"
