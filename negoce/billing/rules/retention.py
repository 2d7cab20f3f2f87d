"""How long accounting records are kept."""

from __future__ import annotations

from datetime import date

from negoce.kit.dates import add_years
from negoce.kit.worked import Step, Worked

YEARS_KEPT = 10


def invoice_purge_date(year_end: date) -> Worked[date]:
    """Return the day until which the invoices of a financial year are kept (R-C17), C. com. L123-22."""
    until = add_years(year_end, YEARS_KEPT)
    figures = {"year_end": year_end, "years": YEARS_KEPT, "until": until}
    return Worked(until, (Step("retention.invoices", figures, "C. com. L123-22"),))
