"""The words stored of what is said, asked and agreed in meetings."""

from __future__ import annotations

from enum import StrEnum


class SaleKind(StrEnum):
    """What is sold, in so far as it changes what is asked in a discovery."""

    SUPPLY = "supply"
    PROJECT = "project"
    RENEWAL = "renewal"


class QuestionTopic(StrEnum):
    """The parts of a discovery, in order."""

    SITUATION = "situation"
    NEEDS = "needs"
    MOTIVES = "motives"
    CONSTRAINTS = "constraints"
    DECISION = "decision"
    SUPPLIERS = "suppliers"
    SATISFACTION = "satisfaction"
    REFORMULATION = "reformulation"


class QuestionForm(StrEnum):
    """How a question is asked: open, closed, or what was understood said again."""

    OPEN = "open"
    CLOSED = "closed"
    REFORMULATION = "reformulation"


class ClosedAnswer(StrEnum):
    """What a closed question is answered."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ConcessionState(StrEnum):
    """What has become of a concession."""

    RESERVE = "reserve"
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class EstimateConfidence(StrEnum):
    """How sure one is of a price of the other side."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ObjectiveMetric(StrEnum):
    """What an objective of a meeting is measured by; QUALITY is told in words, not in figures."""

    AMOUNT = "amount"
    MARGIN = "margin"
    DISCOUNT = "discount"
    PAYMENT_DAYS = "payment_days"
    MONTHS = "months"
    QUANTITY = "quantity"
    OTHER = "other"
    QUALITY = "quality"


class ObjectiveOutcome(StrEnum):
    """What became of an objective once the meeting was held."""

    ATTAINED = "attained"
    PARTLY = "partly"
    MISSED = "missed"


class ConclusionFact(StrEnum):
    """What tells an agreement (the first eight: words heard), and what is done when leaving (N15)."""

    ASKS_DELIVERY = "asks_delivery"
    ASKS_PAYMENT = "asks_payment"
    ASKS_SERVICE = "asks_service"
    ASKS_REFERENCES = "asks_references"
    ASKS_LAST_EFFORT = "asks_last_effort"
    BACK_ON_DETAIL = "back_on_detail"
    SPEAKS_AS_OWNER = "speaks_as_owner"
    ASKS_A_COLLEAGUE = "asks_a_colleague"
    SUMMARISED = "summarised"
    COPY_LEFT = "copy_left"
    REASSURED = "reassured"
    NAMES_ASKED = "names_asked"
    THANKED = "thanked"
    NO_NEXT_STEP = "no_next_step"


class DebriefAspect(StrEnum):
    """What somebody looks at in themselves after a meeting: the first moments, listening, the four aptitudes (N12)."""

    POSTURE = "posture"
    TONE = "tone"
    PACE = "pace"
    SILENCE = "silence"
    LISTENING = "listening"
    OWN_EMOTIONS = "own_emotions"
    MOTIVES = "motives"
    FEELINGS = "feelings"
    RELATIONS = "relations"


class StepPractice(StrEnum):
    """What was done of a step of the sale in one meeting."""

    DONE = "done"
    PARTLY = "partly"
    MISSED = "missed"
    NOT_CONCERNED = "not_concerned"


class MeetingStart(StrEnum):
    """How a meeting began."""

    GOOD = "good"
    UNEVEN = "uneven"
    BAD = "bad"


class Recovery(StrEnum):
    """How one comes back from a bad start."""

    OWNED_UP = "owned_up"
    PAUSED = "paused"
    REPHRASED = "rephrased"
    ASKED = "asked"
    BACK_TO_AGENDA = "back_to_agenda"
    OTHER_MOMENT = "other_moment"


class Recovered(StrEnum):
    """Whether a bad start was made up for."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
