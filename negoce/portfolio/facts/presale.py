"""What happened before the first order of each company, as the life cycle reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

PRESALE_COLUMNS = (
    "need_on", "qualified_on", "meeting_accepted_on", "meeting_refused_on", "quote_wanted_on", "buying_intent_on",
    "departure_on", "referral_won_on",
)  # fmt: skip


def presale_rows() -> pyarrow.Table:
    """One row a company of which something is known: its key and a day, or none, for each column."""
    import pyarrow

    types = {"company_id": pyarrow.int64(), **dict.fromkeys(PRESALE_COLUMNS, pyarrow.date32())}
    return pyarrow.schema(list(types.items())).empty_table()
