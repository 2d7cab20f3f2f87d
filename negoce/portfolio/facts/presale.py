"""What is known of each company beside its orders, as the life cycle reads it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from negoce.portfolio.queries.life_facts import presale_dates

if TYPE_CHECKING:
    import pyarrow

PRESALE_COLUMNS = (
    "need_on", "qualified_on", "meeting_accepted_on", "meeting_refused_on", "quote_wanted_on", "buying_intent_on",
    "departure_on", "referral_won_on",
)  # fmt: skip


def presale_rows(today: date) -> pyarrow.Table:
    """One row a company of which something is known up to today: its key, and a day or none for each column."""
    import pyarrow

    known = sorted(presale_dates(None, today).items())
    columns: dict[str, list[object]] = {"company_id": [key for key, _days in known]}
    columns |= {name: [days.get(name) for _key, days in known] for name in PRESALE_COLUMNS}
    types = {"company_id": pyarrow.int64(), **dict.fromkeys(PRESALE_COLUMNS, pyarrow.date32())}
    return pyarrow.table(columns, schema=pyarrow.schema(list(types.items())))
