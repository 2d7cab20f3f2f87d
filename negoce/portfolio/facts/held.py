"""The facts that measures are given: the tables of one state of the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from negoce.portfolio.facts.copying import Copied

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True)
class Facts:
    """Ibis tables of one state of the database: `orders`, `lines`, `companies`, `presale` (see `tables.py`).

    Amounts are whole cents excluding VAT. `orders.is_purchase` says that its net is above 0 in its own currency.
    `copied` says what was read to bring them up to date.
    """

    orders: ibis.Table
    lines: ibis.Table
    companies: ibis.Table
    presale: ibis.Table
    backend: ibis.BaseBackend
    copied: Copied

    def kept(self, name: str, table: ibis.Table) -> ibis.Table:
        """The same rows worked out once, for whoever asks several questions of them; gone with the facts."""
        if self.backend.name == "pyspark":
            # Spark has no temporary tables: what is cached is worked out once.
            view = self.backend.create_view(name, table, overwrite=True)
            self.backend._session.catalog.cacheTable(name)
            return view
        return self.backend.create_table(name, table, temp=True)
