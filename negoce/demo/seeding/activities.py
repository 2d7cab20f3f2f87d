"""Exchanges and tasks, the people who took part, and the parts of reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Activity, ActivityContact, ReportItem
from negoce.demo.draws import stable_public_id
from negoce.demo.rows import ActivityRow, ReportItemRow
from negoce.demo.seeding.bulk import allocate_ids, euros, insert_rows
from negoce.demo.seeding.keys import Keys

SAME = (
    "kind",
    "state",
    "subject",
    "body",
    "starts_at",
    "all_day",
    "duration_minutes",
    "direction",
    "meeting_answer",
    "need_recorded",
    "buying_intent",
    "brought",
)
COLUMNS = (
    *SAME,
    "id",
    "public_id",
    "company_id",
    "owner_id",
    "created_by_id",
    "import_key",
    "created_at",
    "updated_at",
)
ITEM_COLUMNS = (
    "activity_id",
    "position",
    "kind",
    "text",
    "task_id",
    "quantity",
    "price",
    "delivery",
    "terms",
)


def write_activities(rows: Sequence[ActivityRow], keys: Keys) -> None:
    """Insert whole threads: the tasks that report items became are among the rows."""
    ids = dict(zip((row.key for row in rows), allocate_ids(Activity, len(rows)), strict=True))
    insert_rows(Activity, COLUMNS, [_activity(row, ids[row.key], keys) for row in rows])
    insert_rows(
        ActivityContact,
        ("activity_id", "contact_id"),
        [(ids[row.key], keys.contacts[contact]) for row in rows for contact in row.contact_keys],
    )
    insert_rows(
        ReportItem,
        ITEM_COLUMNS,
        [_item(ids[row.key], position, item, ids) for row in rows for position, item in enumerate(row.items)],
    )
    index_records("activity", list(ids.values()))


def _activity(row: ActivityRow, key: int, keys: Keys) -> tuple[Any, ...]:
    owner = keys.users.get(row.owner_key)
    values = tuple(getattr(row, name) for name in SAME)
    company = keys.companies[row.company_key]
    public_id = stable_public_id("activity", row.key)
    return (
        *values,
        key,
        public_id,
        company,
        owner,
        owner,
        row.key,
        row.starts_at,
        row.starts_at,
    )


def _item(activity: int, position: int, item: ReportItemRow, ids: dict[str, int]) -> tuple[Any, ...]:
    price = None if item.price_cents is None else euros(item.price_cents)
    return (
        activity,
        position,
        item.kind,
        item.text,
        ids.get(item.task_key),
        item.quantity,
        price,
        item.delivery,
        item.terms,
    )
