"""Companies with their addresses, tags, people and posts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import ActivityCodeVersion, Relation
from negoce.companies.models import Address, Company, CompanyTag, Contact, Post
from negoce.demo.draws import stable_public_id
from negoce.demo.moments import midnight
from negoce.demo.rows import CompanyRow, ContactRow, PostRow
from negoce.demo.seeding.bulk import allocate_ids, euros, insert_rows
from negoce.demo.seeding.keys import Keys
from negoce.kit.text import name_key

# What the row of the world and the table call by the same name.
SAME = (
    "name",
    "trade_name",
    "legal_form",
    "siren",
    "siret",
    "vat_number",
    "activity_code",
    "kind",
    "buyer_type",
    "public_body_kind",
    "service_code_need",
    "commitment_need",
    "service_codes",
    "headcount",
    "headcount_band",
    "size_class",
    "establishments_count",
    "points_of_sale_count",
    "storage_surface",
    "production_surface",
    "equipment",
    "methods",
    "phone",
    "email",
    "website",
    "postal_code",
    "city",
    "department",
    "group_name",
    "origin_channel",
    "origin_detail",
    "note",
)
COMPANY_COLUMNS = (
    *SAME,
    "id",
    "public_id",
    "name_key",
    "city_key",
    "activity_code_version",
    "relation",
    "turnover",
    "balance_sheet_total",
    "parent_id",
    "owner_id",
    "territory_id",
    "is_fictional",
    "import_key",
    "created_at",
    "updated_at",
)
ADDRESS_COLUMNS = ("public_id", "company_id", "kind", "label", "line1", "postal_code", "city")
CONTACT_COLUMNS = (
    "id",
    "public_id",
    "company_id",
    "current_post_id",
    "civility",
    "first_name",
    "last_name",
    "name_key",
    "email",
    "phone",
    "mobile",
    "informed_on",
    "information_source",
    "owner_id",
    "import_key",
    "created_at",
    "updated_at",
)
POST_COLUMNS = (
    "id",
    "public_id",
    "contact_id",
    "company_id",
    "function",
    "department",
    "responsibility",
    "decision_power",
    "guards_id",
    "gatekeeper_advice",
    "started_on",
    "ended_on",
    "email_then",
    "phone_then",
)


def write_companies(rows: Sequence[CompanyRow], keys: Keys) -> None:
    """Insert companies with all that hangs on them; parents and former employers are looked up by key."""
    ids = dict(zip((row.key for row in rows), allocate_ids(Company, len(rows)), strict=True))
    others = {row.parent_key for row in rows if row.parent_key} | {
        post.company_key for row in rows for contact in row.contacts for post in contact.posts
    }
    companies = keys.some_companies(others - ids.keys()) | ids
    insert_rows(Company, COMPANY_COLUMNS, [_company(row, ids[row.key], companies, keys) for row in rows])
    insert_rows(
        Address,
        ADDRESS_COLUMNS,
        [
            (
                stable_public_id("address", a.key),
                ids[row.key],
                a.kind,
                a.label,
                a.line1,
                a.postal_code,
                a.city,
            )
            for row in rows
            for a in row.addresses
        ],
    )
    insert_rows(
        CompanyTag,
        ("company_id", "tag_id"),
        [(ids[row.key], keys.tags[tag]) for row in rows for tag in row.tags],
    )
    contacts = _write_people(rows, companies, keys)
    index_records("company", list(ids.values()))
    index_records("contact", list(contacts.values()))


def _company(row: CompanyRow, key: int, companies: dict[str, int], keys: Keys) -> tuple[Any, ...]:
    moment = created_moment(row.created_on)
    return (
        *(getattr(row, name) for name in SAME),
        key,
        stable_public_id("company", row.key),
        name_key(row.name)[:200],
        name_key(row.city)[:100],
        ActivityCodeVersion.NAF_REV2.value if row.activity_code else "",
        Relation.CUSTOMER.value,
        None if row.turnover_euros is None else euros(row.turnover_euros * 100),
        None if row.balance_sheet_euros is None else euros(row.balance_sheet_euros * 100),
        companies.get(row.parent_key),
        keys.users.get(row.owner_key),
        keys.territories.get(row.territory),
        True,
        row.key,
        moment,
        moment,
    )


def _write_people(rows: Sequence[CompanyRow], companies: dict[str, int], keys: Keys) -> dict[str, int]:
    pairs = [(row, contact) for row in rows for contact in row.contacts]
    contacts = dict(zip((c.key for _, c in pairs), allocate_ids(Contact, len(pairs)), strict=True))
    posts = [
        (contact, post) for _, contact in pairs for post in contact.posts if post.company_key in companies
    ]
    post_ids = dict(zip((post.key for _, post in posts), allocate_ids(Post, len(posts)), strict=True))
    insert_rows(
        Contact,
        CONTACT_COLUMNS,
        [_contact(row, contact, companies[row.key], contacts, post_ids, keys) for row, contact in pairs],
    )
    insert_rows(Post, POST_COLUMNS, [_post(c, post, companies, contacts, post_ids) for c, post in posts])
    return contacts


def _contact(
    row: CompanyRow,
    contact: ContactRow,
    company: int,
    contacts: dict[str, int],
    posts: dict[str, int],
    keys: Keys,
) -> tuple[Any, ...]:
    moment = created_moment(row.created_on)
    return (
        contacts[contact.key],
        stable_public_id("contact", contact.key),
        company,
        posts[contact.posts[0].key],
        contact.civility,
        contact.first_name,
        contact.last_name,
        name_key(f"{contact.last_name} {contact.first_name}"),
        contact.email,
        contact.phone,
        contact.mobile,
        contact.informed_on,
        "Échange commercial" if contact.informed_on else "Annuaire professionnel",
        keys.users.get(row.owner_key),
        contact.key,
        moment,
        moment,
    )


def _post(
    contact: ContactRow,
    post: PostRow,
    companies: dict[str, int],
    contacts: dict[str, int],
    posts: dict[str, int],
) -> tuple[Any, ...]:
    return (
        posts[post.key],
        stable_public_id("post", post.key),
        contacts[contact.key],
        companies[post.company_key],
        post.function,
        post.department,
        post.responsibility,
        post.decision_power,
        contacts.get(post.guards_key),
        post.gatekeeper_advice,
        post.started_on,
        post.ended_on,
        post.email_then,
        post.phone_then,
    )


def created_moment(day: date) -> datetime:
    """Return the moment a row was made, in the small hours of a day."""
    return midnight(day)
