"""Who usually decides at each type of buyer: those to look for first (N5). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negoce.negotiation.enums import DealRole as R


class BuyerType(StrEnum):
    """The kinds of buyers that decide alike."""

    COMPANY = "company"
    WORKS_COUNCIL = "works_council"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a decision: the key of its words, what it does there, its weight, the seat it reports to."""

    key: str
    roles: Sequence[str]
    weight: int
    under: str = ""


SEATS: Mapping[BuyerType, Sequence[Seat]] = {
    BuyerType.COMPANY: (
        Seat("head", (R.DECIDER,), 5),
        Seat("finance", (R.ADVISER,), 3, "head"),
        Seat("purchasing", (R.BUYER,), 4, "head"),
        Seat("technical", (R.INFLUENCER,), 4, "head"),
        Seat("users", (R.USER,), 2, "technical"),
    ),
    BuyerType.WORKS_COUNCIL: (
        Seat("council_secretary", (R.BUYER, R.DECIDER), 5),
        Seat("council_treasurer", (R.DECIDER,), 4),
        Seat("council_vote", (R.DECIDER,), 4),
        Seat("council_president", (R.ADVISER,), 1),
        Seat("employees", (R.USER, R.INITIATOR), 2),
    ),
    BuyerType.AUTHORITY: (
        Seat("authority", (R.DECIDER,), 5),
        Seat("tender_committee", (R.DECIDER,), 4),
        Seat("public_buyer", (R.BUYER, R.GATEKEEPER), 3, "authority"),
        Seat("technical_service", (R.INFLUENCER, R.INITIATOR), 4, "authority"),
        Seat("public_users", (R.USER,), 2, "technical_service"),
    ),
}
