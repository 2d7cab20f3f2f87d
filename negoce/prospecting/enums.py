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
