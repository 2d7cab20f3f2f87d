"""The closed lists of automation; anyone may import them."""

from enum import StrEnum


class DayKind(StrEnum):
    """Why somebody is to be contacted, or something done, today (A1)."""

    RECALL = "recall"
    ORDER_EXPECTED = "order_expected"
    WELCOME = "welcome"
    PROMISE = "promise"
    TASK = "task"
    REQUEST = "request"
    QUOTE = "quote"
    QUOTE_ENDING = "quote_ending"
    DEAL_LATE = "deal_late"
    DEAL_STILL = "deal_still"
    DECIDER = "decider"
    HOT_PROSPECT = "hot_prospect"
    LEAD_SCORED = "lead_scored"
    CONTRACT = "contract"
    DELIVERY = "delivery"
    OVERDUE = "overdue"
    PAYMENT_PROMISE = "payment_promise"
    APPROVAL = "approval"
    MESSAGE = "message"
    REVIEW = "review"
    OUTCOME = "outcome"


class StakeKind(StrEnum):
    """What the euros at stake are: margin and revenue exclude VAT, money owed includes it."""

    MARGIN = "margin"
    REVENUE = "revenue"
    OWED = "owed"


class DayAnswerKind(StrEnum):
    """What a person said of an action of the day."""

    DONE = "done"
    POSTPONED = "postponed"
    REFUSED = "refused"


class RefusalReason(StrEnum):
    """Why a person will not do it."""

    NOT_WORTH_IT = "not_worth_it"
    ALREADY_HANDLED = "already_handled"
    WRONG_FACTS = "wrong_facts"
    NOT_MINE = "not_mine"
    NO_INTEREST = "no_interest"
    OTHER = "other"


class StepKind(StrEnum):
    """What a step of a playbook makes (L5)."""

    TASK = "task"
    MESSAGE = "message"


class RunState(StrEnum):
    """Where a playbook stands with one company."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class RunEnd(StrEnum):
    """Why a playbook stopped before its last step."""

    LEFT = "left"
    PERSON = "person"
    SWITCHED_OFF = "switched_off"
    ORDERED = "ordered"
    ANSWERED = "answered"


class StepOutcome(StrEnum):
    """What a step came to: a task, a message to read, one that left or may not, nobody there, an offer over,
    or one whose lot left the company out.
    """

    TASK = "task"
    TO_WRITE = "to_write"
    QUEUED = "queued"
    REFUSED = "refused"
    NOBODY = "nobody"
    OVER = "over"
    LEFT_OUT = "left_out"
