"""The columns of the tables of facts, the same on every engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from negoce.portfolio.facts.presale import PRESALE_COLUMNS

if TYPE_CHECKING:
    import pyarrow


def fact_schemas() -> dict[str, pyarrow.Schema]:
    """The columns of each table, on every engine."""
    import pyarrow as pa

    whole, day, word = pa.int64(), pa.date32(), pa.string()
    return {
        "orders": pa.schema(
            [
                ("order_id", whole), ("company_id", whole), ("day", day), ("net_cents", whole),
                ("cost_cents", whole), ("is_purchase", pa.bool_()),
            ]
        ),
        "lines": pa.schema(
            [
                ("order_id", whole), ("company_id", whole), ("product_id", whole), ("family_id", whole),
                ("day", day), ("quantity", pa.float64()), ("net_cents", whole), ("cost_cents", whole),
            ]
        ),
        "companies": pa.schema(
            [
                ("company_id", whole), ("owner_id", whole), ("team_id", whole), ("territory_id", whole),
                ("buyer_type", word), ("kind", word), ("department", word), ("origin_channel", word),
            ]
        ),
        "presale": pa.schema([("company_id", whole), *((name, day) for name in PRESALE_COLUMNS)]),
    }  # fmt: skip
