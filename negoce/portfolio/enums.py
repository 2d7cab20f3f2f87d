"""The closed lists of the portfolio; anyone may import them."""

from enum import StrEnum


class ParetoClass(StrEnum):
    """Which part of the whole a customer belongs to (R-F6)."""

    A = "A"
    B = "B"
    C = "C"


class LifeStatus(StrEnum):
    """Where a company stands in the cycle of the relation, in order (domain 1.1)."""

    SUSPECT = "suspect"
    LEAD = "lead"
    TO_APPROACH = "to_approach"
    COLD = "cold"
    WARM = "warm"
    HOT = "hot"
    NEW = "new"
    IRREGULAR = "irregular"
    REGULAR = "regular"
    AMBASSADOR = "ambassador"
    DORMANT = "dormant"
    LOST = "lost"


PROSPECTS = (LifeStatus.TO_APPROACH, LifeStatus.COLD, LifeStatus.WARM, LifeStatus.HOT)
ACTIVE = (LifeStatus.IRREGULAR, LifeStatus.REGULAR, LifeStatus.AMBASSADOR)
# Who still buys, as attrition counts them (R-F3).
CUSTOMERS = (LifeStatus.NEW, *ACTIVE)


class StatusCause(StrEnum):
    """What a status rests on."""

    COMPUTED = "computed"
    DECLARED = "declared"


class TargetKind(StrEnum):
    """Whose a target or a forecast is."""

    PERSON = "person"
    TEAM = "team"
    FAMILY = "family"
    HOUSE = "house"


class ReportRhythm(StrEnum):
    """How often a report is sent."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ReportFormat(StrEnum):
    """What a report becomes as a file."""

    XLSX = "xlsx"
    CSV = "csv"


class AttitudeLevel(StrEnum):
    """The steps of the pyramid of attitudes, from below (domain 1.9)."""

    NONE = "none"
    INTEREST = "interest"
    CURIOSITY = "curiosity"
    FIRST_PURCHASE = "first_purchase"
    REPURCHASE = "repurchase"
    ATTACHMENT = "attachment"
    ENGAGEMENT = "engagement"


class Remedy(StrEnum):
    """What is proposed about a customer who costs more than they bring."""

    REPRICE = "reprice"
    SERVE_CHEAPER = "serve_cheaper"
    LET_GO = "let_go"


class PlanPart(StrEnum):
    """The parts of the yearly sales action plan (S7)."""

    CONQUEST = "conquest"
    DEVELOPMENT = "development"
    LOYALTY = "loyalty"


class TourState(StrEnum):
    """Where a tour stands."""

    COMPUTING = "computing"
    READY = "ready"


class LeftOut(StrEnum):
    """Why a company is not on a tour."""

    WAITING = "waiting"
    NO_PLACE = "no_place"
    NO_ROAD = "no_road"
    CLOSED = "closed"
    TOO_FAR = "too_far"
    NOT_WORTH = "not_worth"
    HOURS = "hours"
    NO_ROOM = "no_room"
    CAPPED = "capped"
    CLASH = "clash"
    BY_HAND = "by_hand"


class OfferSegmentClass(StrEnum):
    """What a pair of an offer and a segment is for us (R-P4)."""

    WINNER = "winner"
    MIXED = "mixed"
    PENALISING = "penalising"
    NOT_SERVED = "not_served"
    UNJUDGED = "unjudged"


class SegmentDimension(StrEnum):
    """By what customers are grouped in the matrix of offers and segments."""

    SECTOR = "sector"
    BUYER_TYPE = "buyer_type"
    KIND = "kind"
    SIZE = "size"
    REGION = "region"
    TERRITORY = "territory"
    VIEW = "view"


class OfferKind(StrEnum):
    """By what offers are told apart in that matrix."""

    FAMILY = "family"
    PRODUCT = "product"


class ReasonSide(StrEnum):
    """Whether somebody says why they left or why they stay (P11)."""

    LEFT = "left"
    STAYS = "stays"


class RelationReason(StrEnum):
    """Why customers leave or stay; the same words for both, so that they can be compared."""

    PRICE = "price"
    PRODUCT = "product"
    SERVICE = "service"
    DELIVERY_TIME = "delivery_time"
    RELATIONSHIP = "relationship"
    TERMS = "terms"
    RANGE = "range"
    HABIT = "habit"
    COMPETITOR = "competitor"
    PURCHASING_POLICY = "purchasing_policy"
    NO_NEED = "no_need"
    CLOSED = "closed"
    OTHER = "other"
