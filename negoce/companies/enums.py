"""The closed lists of the customer file; anyone may import them. Words for people are in ui/words."""

from __future__ import annotations

from enum import StrEnum


class CompanyKind(StrEnum):
    """What the company does in the chain (domain section 6)."""

    MANUFACTURER = "manufacturer"
    IMPORTER = "importer"
    WHOLESALER = "wholesaler"
    COOPERATIVE = "cooperative"
    BUYING_GROUP = "buying_group"
    RETAILER = "retailer"
    SERVICE = "service"


class Relation(StrEnum):
    """What the company is to us."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    DISTRIBUTOR = "distributor"
    PARTNER = "partner"


class BuyerType(StrEnum):
    """Who buys: it decides on VAT, procedures and payment terms."""

    BUSINESS = "business"
    WORKS_COUNCIL = "works_council"
    PUBLIC_BODY = "public_body"


class PublicBodyKind(StrEnum):
    """Public buyers differ by thresholds and payment terms (R-S8, R-C6)."""

    STATE = "state"
    LOCAL_AUTHORITY = "local_authority"
    HOSPITAL = "hospital"
    UTILITY = "utility"
    PUBLIC_UNDERTAKING = "public_undertaking"
    OTHER = "other"


class DirectoryNeed(StrEnum):
    """What a public body's entry in the directory of Chorus Pro says of a reference; empty while nobody looked."""

    REQUIRED = "required"
    NOT_REQUIRED = "not_required"


class OriginChannel(StrEnum):
    """How the company came to us (domain 2.5)."""

    DOOR_TO_DOOR = "door_to_door"
    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    NEWSLETTER = "newsletter"
    FAIR = "fair"
    SOCIAL_NETWORK = "social_network"
    SEARCH = "search"
    REFERRAL = "referral"
    NETWORK = "network"
    INBOUND = "inbound"
    PURCHASED_FILE = "purchased_file"
    RENTED_FILE = "rented_file"
    OWN_FILE = "own_file"


class ActivityCodeVersion(StrEnum):
    """The nomenclature an APE code belongs to (R-I3)."""

    NAF_REV2 = "rev2"
    NAF_2025 = "2025"


class AddressKind(StrEnum):
    """What an address serves for."""

    HEAD_OFFICE = "head_office"
    BILLING = "billing"
    DELIVERY = "delivery"
    SITE = "site"


class Civility(StrEnum):
    """How a person is addressed."""

    MADAM = "madam"
    SIR = "sir"


class Department(StrEnum):
    """The service a contact works in."""

    MANAGEMENT = "management"
    PURCHASING = "purchasing"
    FINANCE = "finance"
    SALES = "sales"
    MARKETING = "marketing"
    PRODUCTION = "production"
    TECHNICAL = "technical"
    LOGISTICS = "logistics"
    IT = "it"
    HUMAN_RESOURCES = "human_resources"
    QUALITY = "quality"
    LEGAL = "legal"
    WORKS_COUNCIL = "works_council"
    OTHER = "other"


class DecisionPower(StrEnum):
    """The nature of a contact's power to decide."""

    DECIDES = "decides"
    SIGNS = "signs"
    PRESCRIBES = "prescribes"
    ADVISES = "advises"
    USES = "uses"
    BUYS = "buys"
    GUARDS = "guards"
    NONE = "none"


class Departure(StrEnum):
    """How a person left a post."""

    MOVED = "moved"
    UNKNOWN = "unknown"
    RETIRED = "retired"


class ObservationKind(StrEnum):
    """What was observed in an interview; closed lists only (domain 5.4)."""

    PURCHASE_MOTIVE = "purchase_motive"
    NEGOTIATION_STYLE = "negotiation_style"
    INTEREST = "interest"


class PurchaseMotive(StrEnum):
    """SONCASE: the motive a person stated (domain 3.1)."""

    SECURITY = "security"
    PRIDE = "pride"
    NOVELTY = "novelty"
    COMFORT = "comfort"
    MONEY = "money"
    SYMPATHY = "sympathy"
    ENVIRONMENT = "environment"


class NegotiationStyle(StrEnum):
    """Thomas-Kilmann: a behaviour in one negotiation, never a person (domain 3.3)."""

    COMPETING = "competing"
    COLLABORATING = "collaborating"
    COMPROMISING = "compromising"
    AVOIDING = "avoiding"
    ACCOMMODATING = "accommodating"


class BuyingInterest(StrEnum):
    """What the person looked at first in the interview."""

    PRICE = "price"
    QUALITY = "quality"


class Channel(StrEnum):
    """A channel that a person may oppose (R-G3)."""

    EMAIL = "email"
    PHONE = "phone"
    POST = "post"
    TEXT_MESSAGE = "text_message"
    SOCIAL = "social"


class ContactPurpose(StrEnum):
    """What a person is contacted for; the law asks another question of each (R-G3)."""

    PROFESSIONAL = "professional"
    CONSUMER = "consumer"
    CONTRACTUAL = "contractual"


class RightsKind(StrEnum):
    """What a person may ask of their data (RGPD, art. 15 to 21)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    OPPOSITION = "opposition"
    PORTABILITY = "portability"
    LIMITATION = "limitation"


class RightsState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LookupState(StrEnum):
    """Where a question to the register of companies stands."""

    WAITING = "waiting"
    DONE = "done"
    AWAY = "away"
    FAILED = "failed"


class ActivityKind(StrEnum):
    """The forms an exchange or a thing to do takes."""

    VISIT = "visit"
    CALL = "call"
    VIDEO = "video"
    EMAIL = "email"
    MESSAGE = "message"
    LETTER = "letter"
    NOTE = "note"
    TASK = "task"


# Kinds in which somebody at the customer's was reached: they count as a contact.
CONTACT_KINDS = frozenset(
    {
        ActivityKind.VISIT,
        ActivityKind.CALL,
        ActivityKind.VIDEO,
        ActivityKind.EMAIL,
        ActivityKind.MESSAGE,
        ActivityKind.LETTER,
    }
)


class ActivityState(StrEnum):
    """Where an activity stands."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class Direction(StrEnum):
    """Who began an exchange: retention counts from the person's last sign (R-G1)."""

    OUTGOING = "outgoing"
    INCOMING = "incoming"


class MeetingAnswer(StrEnum):
    """What became of a proposed meeting; the life cycle reads it (domain 1.1)."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class ReportItemKind(StrEnum):
    """The parts of a meeting report (F7)."""

    AGREEMENT = "agreement"
    ORDER = "order"
    PROMISE = "promise"
    QUESTION = "question"
    OFFER = "offer"


class DeclaredKind(StrEnum):
    """What an entry about the way a company buys speaks of."""

    PROCESS = "process"
    NEGOTIATION = "negotiation"
    COMPETITOR = "competitor"
    PURCHASES = "purchases"


class BuyingPractice(StrEnum):
    """How a company makes suppliers compete."""

    MUTUAL = "mutual"
    QUOTES = "quotes"
    TENDER = "tender"
    FRAMEWORK = "framework"
    REVERSE_AUCTION = "reverse_auction"
    REFERENCING = "referencing"
    CATALOGUE = "catalogue"


class FactSource(StrEnum):
    """Where a fact comes from."""

    INTERVIEW = "interview"
    DOCUMENT = "document"
    PUBLISHED = "published"
    THIRD_PARTY = "third_party"
    ESTIMATE = "estimate"


class TagColour(StrEnum):
    """A tag's hue, from the tokens of meaning."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    INFO = "info"


class ColumnKind(StrEnum):
    """How a list's column is filtered, sorted, edited and written."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    YES_NO = "yes_no"
    PERSON = "person"
    COMPANY = "company"
    TAGS = "tags"
    PRODUCT = "product"


class CustomType(StrEnum):
    """What a custom field holds (F13)."""

    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


class ImportState(StrEnum):
    """Where an import stands; while it runs, its job says more."""

    DRAFT = "draft"
    STARTED = "started"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class DuplicateMode(StrEnum):
    """What becomes of a row whose record exists already. A missing value never empties a stored one."""

    OVERWRITE = "overwrite"
    FILL_EMPTY = "fill_empty"
    SKIP = "skip"
    ASK = "ask"


class ImportAnswer(StrEnum):
    """What a person says of a row whose record seems to exist."""

    CREATE = "create"
    UPDATE = "update"
    FILL = "fill"
    SKIP = "skip"


class BulkState(StrEnum):
    """Where a change of many records stands."""

    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"
