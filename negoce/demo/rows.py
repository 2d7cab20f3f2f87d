"""The rows of the demo world: plain frozen values, no database. Money is in whole cents, excluding VAT."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One of our own people; `department_prefixes` are the postal prefixes whose companies fall to them."""

    key: str
    first_name: str
    last_name: str
    email: str
    role: str
    team: str = ""
    department_prefixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory: its postal prefixes and the keys of its people."""

    name: str
    prefixes: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product of the catalogue; price and cost in cents, None where there is none."""

    code: str
    label: str
    family: str
    kind: str
    vat_rate: str
    price_cents: int | None
    cost_cents: int | None


@dataclass(frozen=True, slots=True)
class AddressRow:
    """One place of a company."""

    key: str
    kind: str
    label: str
    line1: str
    postal_code: str
    city: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """What a contact does or did, and at which company."""

    key: str
    company_key: str
    function: str
    department: str
    decision_power: str
    started_on: date | None
    ended_on: date | None = None
    guards_key: str = ""
    gatekeeper_advice: str = ""
    responsibility: str = ""
    email_then: str = ""
    phone_then: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A person at a company; `posts` begins with the open one."""

    key: str
    civility: str
    first_name: str
    last_name: str
    email: str
    phone: str
    mobile: str
    informed_on: date | None
    posts: tuple[PostRow, ...]


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company with its addresses and contacts. `key` is its import key; `parent_key` names its parent's."""

    key: str
    is_customer: bool
    name: str
    trade_name: str
    legal_form: str
    siren: str
    siret: str
    vat_number: str
    activity_code: str
    kind: str
    buyer_type: str
    public_body_kind: str
    service_code_need: str
    commitment_need: str
    service_codes: str
    headcount: int | None
    headcount_band: str
    turnover_euros: int | None
    balance_sheet_euros: int | None
    size_class: str
    establishments_count: int | None
    points_of_sale_count: int | None
    storage_surface: int | None
    production_surface: int | None
    equipment: str
    methods: str
    phone: str
    email: str
    website: str
    postal_code: str
    city: str
    department: str
    group_name: str
    parent_key: str
    owner_key: str
    territory: str
    origin_channel: str
    origin_detail: str
    note: str
    created_on: date
    tags: tuple[str, ...]
    addresses: tuple[AddressRow, ...]
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of an order; a return has a negative quantity."""

    code: str
    quantity: int
    unit_cents: int
    net_cents: int
    cost_cents: int


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order, real or drawn from the customer's real ones (`is_synthetic`)."""

    key: str
    company_key: str
    reference: str
    ordered_on: date
    is_return: bool
    is_synthetic: bool
    lines: tuple[LineRow, ...]

    @property
    def net_cents(self) -> int:
        """Sum of the lines, excluding VAT."""
        return sum(line.net_cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReportItemRow:
    """One part of a report; `task_key` names the task that a promise or a question became."""

    kind: str
    text: str
    task_key: str = ""
    quantity: int | None = None
    price_cents: int | None = None
    delivery: str = ""
    terms: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An exchange or a thing to do, with the facts that the life cycle reads."""

    key: str
    company_key: str
    owner_key: str
    kind: str
    state: str
    subject: str
    starts_at: datetime
    body: str = ""
    all_day: bool = False
    duration_minutes: int | None = None
    direction: str = ""
    meeting_answer: str = ""
    need_recorded: str = ""
    buying_intent: bool = False
    brought: str = ""
    contact_keys: tuple[str, ...] = ()
    items: tuple[ReportItemRow, ...] = ()
