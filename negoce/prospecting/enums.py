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


class PlanObjective(StrEnum):
    """What a prospecting plan is for (P2)."""

    NEW_PRODUCT = "new_product"
    NEW_TARGET = "new_target"
    NEW_ZONE = "new_zone"
    WAKE_FORMER = "wake_former"
    RENEW_PORTFOLIO = "renew_portfolio"


class PlanState(StrEnum):
    """Where a plan stands: its target is frozen from its start, its figures from its close."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


class WorkMode(StrEnum):
    """Who works a channel: our own people, or somebody paid for it (R-P5)."""

    IN_HOUSE = "in_house"
    OUTSOURCED = "outsourced"


class CostKind(StrEnum):
    """What the cost of a channel is made of (R-P5)."""

    PAY = "pay"
    TOOLS = "tools"
    MEDIA = "media"
    SUBCONTRACTING = "subcontracting"


class MarketTopic(StrEnum):
    """What a house declares of its market, since its own records cannot tell (P1)."""

    DOWNTURN = "downturn"
    COMPETITORS = "competitors"
    TECHNOLOGY = "technology"
    PRODUCTION = "production"


class CallSessionState(StrEnum):
    """Where a session of calls stands."""

    PREPARING = "preparing"
    OPEN = "open"
    PAUSED = "paused"
    ENDED = "ended"


class CallTargetState(StrEnum):
    """Where one number of a session stands; `HELD` is with one person, for a while."""

    WAITING = "waiting"
    HELD = "held"
    DONE = "done"
    SKIPPED = "skipped"


class CallOutcome(StrEnum):
    """What became of a call, in the order of their keys."""

    NO_ANSWER = "no_answer"
    VOICEMAIL = "voicemail"
    GATEKEEPER = "gatekeeper"
    CALLBACK = "callback"
    MEETING = "meeting"
    NOT_INTERESTED = "not_interested"
    WRONG_NUMBER = "wrong_number"
    OPPOSED = "opposed"
    QUOTE = "quote"


class OpeningKind(StrEnum):
    """What an opening line is made from."""

    PROMISE = "promise"
    REFERRAL = "referral"
    NEED = "need"
    REQUEST = "request"
    NEW_SITE = "new_site"
    FAIR = "fair"
    SILENCE = "silence"
    ORDERS = "orders"
    SIMILAR = "similar"
    TRADE = "trade"
    PLAIN = "plain"


class MailingKind(StrEnum):
    """How a mailing reaches people."""

    EMAIL = "email"
    LETTER = "letter"


class MailingState(StrEnum):
    """Where a mailing stands; whether all has left is counted, not stored."""

    DRAFT = "draft"
    PREPARING = "preparing"
    READY = "ready"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class MailingAudience(StrEnum):
    """Who is written to in each company."""

    ONE = "one"
    POWERS = "powers"
    DEPARTMENT = "department"
    NEWSLETTER = "newsletter"
    ALL = "all"


class ScoreRuleKind(StrEnum):
    """What a rule of the score looks at: what the company is, or what it did (R-P2)."""

    FIT = "fit"
    BEHAVIOUR = "behaviour"


class ScoreEvent(StrEnum):
    """What a company does that a score counts: its business with us, never anybody's private life (R-P2)."""

    WHITE_PAPER = "white_paper"
    PRICE_PAGE = "price_page"
    CONTACT_FORM = "contact_form"
    FAIR_VISIT = "fair_visit"
    CALL_POSITIVE = "call_positive"
    MEETING = "meeting"
    QUOTE = "quote"
    NEED = "need"
    BUYING_INTENT = "buying_intent"
    WROTE_TO_US = "wrote_to_us"
    RECOMMENDED = "recommended"


class PathStep(StrEnum):
    """The steps from a bare company name to a contact who can decide (P5)."""

    SWITCHBOARD = "switchboard"
    NAME = "name"
    DECIDER = "decider"
    DIRECT = "direct"
    NOTICE = "notice"
    FIRST_CALL = "first_call"
    NEED = "need"
    QUALIFIED = "qualified"
