"""The words stored of deals and of their ways to a sale."""

from __future__ import annotations

from enum import StrEnum


class DealState(StrEnum):
    """Whether a deal is being worked, won or lost."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class DealStep(StrEnum):
    """The nine steps of a sale, in order (N1)."""

    PREPARATION = "preparation"
    CONTACT = "contact"
    DISCOVERY = "discovery"
    PRESENTATION = "presentation"
    DISCUSSION = "discussion"
    NEGOTIATION = "negotiation"
    CONCLUSION = "conclusion"
    LEAVE_TAKING = "leave_taking"
    FOLLOW_UP = "follow_up"


class CycleKind(StrEnum):
    """The kinds of sale that a cycle is made for."""

    SHORT = "short"
    LONG = "long"
    TWO_MEETINGS = "two_meetings"
    REMOTE = "remote"
    OWN = "own"


class PurchaseStage(StrEnum):
    """Where the buyer stands in the purchase, in order."""

    NEED = "need"
    SEARCH = "search"
    COMPARISON = "comparison"
    DECISION = "decision"
    EVALUATION = "evaluation"


class BuyingClass(StrEnum):
    """How new the purchase is to the buyer (BuyGrid)."""

    NEW_TASK = "new_task"
    MODIFIED_REBUY = "modified"
    STRAIGHT_REBUY = "straight"


class DealRole(StrEnum):
    """What a contact is to a deal."""

    BUYER = "buyer"
    DECIDER = "decider"
    INFLUENCER = "influencer"
    USER = "user"
    ADVISER = "adviser"
    GATEKEEPER = "gatekeeper"
    INITIATOR = "initiator"


class Attitude(StrEnum):
    """How a person stood towards our offer, in an interview (R-S1)."""

    UNKNOWN = "unknown"
    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


class OutcomeReason(StrEnum):
    """Why a deal was won or lost; the same words for both, so that they can be compared."""

    PRICE = "price"
    PRODUCT = "product"
    SERVICE = "service"
    DELIVERY_TIME = "delivery_time"
    RELATIONSHIP = "relationship"
    REFERENCES = "references"
    TERMS = "terms"
    NO_BUDGET = "no_budget"
    NO_NEED = "no_need"
    NO_DECISION = "no_decision"
    INCUMBENT = "incumbent"
    OTHER = "other"


class ApproachEnd(StrEnum):
    """Why an approach was stopped before there was a deal."""

    NOT_INTERESTED = "not_interested"
    NO_ANSWER = "no_answer"
    LATER = "later"
    WRONG_PERSON = "wrong_person"
    NOT_A_FIT = "not_a_fit"
