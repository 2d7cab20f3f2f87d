"""The closed lists of the catalogue; anyone may import them."""

from enum import StrEnum


class ProductKind(StrEnum):
    """Goods are delivered, services performed: invoices must say which (R-C11)."""

    GOODS = "goods"
    SERVICE = "service"


class LineKind(StrEnum):
    """A line that is counted, a title over those that follow, or a note."""

    ITEM = "item"
    TITLE = "title"
    NOTE = "note"


class ReductionKind(StrEnum):
    """Rabais (a defect, a delay), remise (quantity, quality of the customer), escompte (payment comes early)."""

    DEFECT_REBATE = "defect_rebate"
    TRADE_DISCOUNT = "trade_discount"
    CASH_DISCOUNT = "cash_discount"


class VatCategory(StrEnum):
    """How a line stands towards VAT: the codes of EN 16931 (UNCL5305)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUTSIDE_SCOPE = "O"


class PaymentTermKind(StrEnum):
    """How a due date is counted."""

    AFTER_DELIVERY = "after_delivery"
    AFTER_INVOICE = "after_invoice"
    DAYS_THEN_END_OF_MONTH = "days_then_end_of_month"
    END_OF_MONTH_THEN_DAYS = "end_of_month_then_days"


class TermSector(StrEnum):
    """Trades whose payment terms have a ceiling of their own (C. com. L441-11)."""

    GENERAL = "general"
    PERISHABLE_FOOD = "perishable_food"
    LIVESTOCK = "livestock"
    SPIRITS = "spirits"
    WINE = "wine"
    TRANSPORT = "transport"
    SEASONAL = "seasonal"


class ExpenseKind(StrEnum):
    """What was spent on the way to a customer, by what may be deducted of its VAT."""

    PASSENGER_TRANSPORT = "passenger_transport"
    HOTEL_OWN_STAFF = "hotel_own_staff"
    HOTEL_THIRD_PARTY = "hotel_third_party"
    RESTAURANT = "restaurant"
    FUEL_CAR = "fuel_car"
    FUEL_UTILITY = "fuel_utility"
    CLEAN_ENERGY = "clean_energy"
    TOLL = "toll"
    CAR_HIRE = "car_hire"
    ADVERTISING = "advertising"


class TermsWay(StrEnum):
    """How a customer received our terms of sale."""

    EMAIL = "email"
    HAND = "hand"
    POST = "post"
