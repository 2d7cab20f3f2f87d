"""The closed lists of negotiation; anyone may import them."""

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


class QuoteState(StrEnum):
    """Where a version of a quote stands."""

    DRAFT = "draft"
    APPROVAL = "approval"
    READY = "ready"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class ApprovalAnswer(StrEnum):
    """What a manager said of a quote under the margin floor."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AcceptanceWay(StrEnum):
    """How a customer accepted."""

    ONLINE = "online"
    SIGNED = "signed"
    PURCHASE_ORDER = "purchase_order"
    SPOKEN = "spoken"


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


class ObjectionSubject(StrEnum):
    """What an objection is about."""

    PRICE = "price"
    DELAY = "delay"
    PRODUCT = "product"
    HOUSE = "house"
    HABIT = "habit"
    AUTHORITY = "authority"
    NEED = "need"
    MOMENT = "moment"


class ObjectionNature(StrEnum):
    """How an objection is meant, as its words and the questions asked back told (CRAC)."""

    FOUNDED = "founded"
    UNFOUNDED = "unfounded"
    PRETEXT = "pretext"
    TACTICAL = "tactical"


class AnswerTechnique(StrEnum):
    """How an objection is answered."""

    QUESTION = "question"
    REFORMULATION = "reformulate"
    BOOMERANG = "boomerang"
    DIVISION = "division"
    COMPENSATION = "compensate"
    TESTIMONY = "testimony"
    DEMONSTRATION = "demonstrate"


class ObjectionOutcome(StrEnum):
    """What became of an objection; nothing while it is not known."""

    OVERCOME = "overcome"
    STAYS = "stays"


class AidKind(StrEnum):
    """What a salesperson takes along (N9)."""

    ADMINISTRATIVE = "paper"
    DISCOVERY_PLAN = "plan"
    BROCHURE = "brochure"
    SAMPLE = "sample"
    TESTER = "tester"
    DISPLAY = "display"
    SIGN = "sign"
    CARD = "card"


class AidMoveReason(StrEnum):
    """Why pieces of a sales aid came or went."""

    RECEIVED = "received"
    GIVEN = "given"
    LENT = "lent"
    RETURNED = "returned"
    BROKEN = "broken"
    LOST = "lost"
    MOVED = "moved"
    COUNTED = "counted"


class AidCondition(StrEnum):
    """How pieces on loan came back, or that they will not."""

    GOOD = "good"
    WORN = "worn"
    BROKEN = "broken"
    LOST = "lost"


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


class BuyerKind(StrEnum):
    """Who buys, as the thresholds of public purchases tell buyers apart."""

    STATE = "state"
    LOCAL = "local"
    UTILITY = "utility"
    DEFENCE = "defence"
    PRIVATE = "private"


class NeedKind(StrEnum):
    """What is bought, as the thresholds of public purchases tell needs apart."""

    SUPPLIES = "supplies"
    SERVICES = "services"
    WORKS = "works"
    SOCIAL = "social"


class CallKind(StrEnum):
    """A call for tenders that anybody may answer, or those alone who were retained."""

    OPEN = "open"
    RESTRICTED = "restricted"


class TenderStage(StrEnum):
    """Where a tender stands: four steps in order, then how it ended."""

    CONSULTATION = "consultation"
    APPLICATION = "application"
    SELECTION = "selection"
    SUBMITTED = "submitted"
    WON = "won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    NO_RESULT = "no_result"


class TenderAlarmKind(StrEnum):
    """The days of a tender that warn before they come."""

    VISIT = "visit"
    QUESTIONS = "questions"
    APPLICATIONS = "applications"
    OFFERS = "offers"
    NEXT = "next"


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


class PitchPart(StrEnum):
    """The six parts of a pitch, in the order in which they are told (N8)."""

    PROMISE = "promise"
    SERVICES = "services"
    CLIENTELE = "clientele"
    PRESENTATION = "presentation"
    PROCESS = "process"
    COURSE = "course"


class PartnershipKind(StrEnum):
    """Between which houses: of the same trade, or along the supply chain."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class PartnershipAim(StrEnum):
    """What a partnership is for."""

    REVENUE = "revenue"
    AWARENESS = "awareness"
    COST = "cost"
    KNOW_HOW = "know_how"


class BroughtBy(StrEnum):
    """Who brought a shared deal."""

    US = "us"
    PARTNER = "partner"


class PaperPart(StrEnum):
    """The part of the file that a document of a tender goes into."""

    ADMINISTRATIVE = "administrative"
    TECHNICAL = "technical"
    FINANCIAL = "financial"


class PaperKind(StrEnum):
    """What a document of a tender is."""

    DC1 = "dc1"
    DC2 = "dc2"
    DUME = "dume"
    POWERS = "powers"
    TAX = "tax"
    SOCIAL = "social"
    REGISTRATION = "registration"
    INSURANCE = "insurance"
    BANK = "bank"
    REFERENCES = "references"
    TURNOVER = "turnover"
    MEANS = "means"
    QUALITY = "quality"
    COMMITMENT = "commitment"
    UNIT_PRICES = "unit_prices"
    QUANTITIES = "quantities"
    BREAKDOWN = "breakdown"
    PRICE_OFFER = "price_offer"
    TERMS_OF_SALE = "terms_of_sale"
    TECHNICAL_NOTE = "technical_note"
    DATA_SHEETS = "data_sheets"
    SCHEDULE = "schedule"
    OTHER = "other"


class PaperState(StrEnum):
    """How far a document of a tender is."""

    MISSING = "missing"
    ASKED = "asked"
    READY = "ready"


class RequirementGap(StrEnum):
    """How far an answer meets a requirement."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    VARIANT = "variant"


class ApproachEnd(StrEnum):
    """Why an approach was stopped before there was a deal."""

    NOT_INTERESTED = "not_interested"
    NO_ANSWER = "no_answer"
    LATER = "later"
    WRONG_PERSON = "wrong_person"
    NOT_A_FIT = "not_a_fit"
