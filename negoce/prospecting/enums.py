"""The closed lists of prospecting; anyone may import them."""

from enum import StrEnum


class GridKind(StrEnum):
    """Which list of criteria a grid holds: four that are known, or the team's own (R-P1)."""

    BANT = "bant"
    CHAMP = "champ"
    MEDDIC = "meddic"
    GPCTBA = "gpctba"
    OWN = "own"


class Answer(StrEnum):
    """What is known of a criterion; the latest entry holds."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ReferralOutcome(StrEnum):
    """What became of somebody who was recommended to us."""

    WAITING = "waiting"
    MET = "met"
    CUSTOMER = "customer"
    DECLINED = "declined"


class SourceKind(StrEnum):
    """Whose file companies and people came from (P4)."""

    OWN = "own"
    BOUGHT = "bought"
    RENTED = "rented"


class SourceEnd(StrEnum):
    """What becomes of whom a file brought when its licence ends."""

    KEEP_ANSWERED = "keep_answered"
    DELETE = "delete"


class FormKind(StrEnum):
    """What a public form is for; a score reads it (R-P2)."""

    WHITE_PAPER = "white_paper"
    CONTACT = "contact"
    PRICE_PAGE = "price_page"


class FormState(StrEnum):
    """Whether a form answers the public."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SubmissionState(StrEnum):
    """A request waits for its author to confirm their address; what is never confirmed is erased."""

    PENDING = "pending"
    CONFIRMED = "confirmed"


class LeadRule(StrEnum):
    """Who gets a new company that a form brings; one that is known stays with whoever follows it."""

    PERSON = "person"
    TERRITORY = "territory"


class FairInterest(StrEnum):
    """How warm a visitor of our stand was."""

    HOT = "hot"
    PROJECT = "project"
    CURIOUS = "curious"
    SUPPLIER = "supplier"


class MatrixSide(StrEnum):
    """Which of the two indexes of a target a criterion counts for (R-P3)."""

    POTENTIAL = "potential"
    ACCESSIBILITY = "accessibility"


class TargetSource(StrEnum):
    """The fact that a criterion of the matrix notes."""

    HEADCOUNT = "headcount"
    TURNOVER = "turnover"
    SITES = "sites"
    PURCHASES = "purchases"
    SECTOR_REVENUE = "sector_revenue"
    REVENUE = "revenue"
    DECIDER = "decider"
    CONTACTS = "contacts"
    GROUP_LINK = "group_link"
    REFERRAL = "referral"
    LAST_EXCHANGE = "last_exchange"
    OPENING = "opening"
    CUSTOM = "custom"
    MANUAL = "manual"
