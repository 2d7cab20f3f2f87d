"""The segments of each company and what became of offers, from the database, for the matrix of offers and segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from negoce.companies.models import Company
from negoce.companies.reference.tables import activity_rows, departments
from negoce.kit.dates import add_months
from negoce.negotiation.enums import DealState, QuoteState
from negoce.negotiation.models import QuoteLine
from negoce.portfolio.enums import SegmentDimension
from negoce.portfolio.facts.offer_segment_views import members_of_views
from negoce.portfolio.measures.offer_segment import ALL, NO_FAMILY, OTHER
from negoce.prospecting.rules.target_index import HIGH

if TYPE_CHECKING:
    import pyarrow

_PIECE = 20_000
# Offers decided within so many months tell how often we win.
DECIDED_MONTHS = 24
# The segment of who has none: nobody is left out of a sum.
NO_SEGMENT = ""
# The grouping that holds everybody together.
WHOLE = "whole"


def segment_rows() -> pyarrow.Table:
    """One row a company that may be sold to and dimension, and one for all together: `company_id`, `dimension`,
    `segment` ("" where it has none), `near` (1 when its accessibility is high).
    """
    import pyarrow

    views = members_of_views()
    columns: tuple[list[object], ...] = ([], [], [], [])
    rows = Company.objects.filter(deleted_at__isnull=True, relation="customer").order_by()
    for company, code, buyer, kind, size, department, territory, accessibility in rows.values_list(
        *("pk", "activity_code", "buyer_type", "kind", "size_class", "department", "territory__public_id"),
        "target__accessibility",
    ).iterator(chunk_size=_PIECE):
        near = int(accessibility is not None and accessibility >= float(HIGH))
        found = (
            (SegmentDimension.SECTOR, section_of(code)),
            (SegmentDimension.BUYER_TYPE, buyer),
            (SegmentDimension.KIND, kind),
            (SegmentDimension.SIZE, size),
            (SegmentDimension.REGION, region_of(department)),
            (SegmentDimension.TERRITORY, territory),
            (WHOLE, NO_SEGMENT),
            *((SegmentDimension.VIEW, key) for key in views.get(company, ())),
        )
        for dimension, segment in found:
            for column, value in zip(
                columns, (company, str(dimension), segment or NO_SEGMENT, near), strict=True
            ):
                column.append(value)
    kinds = (pyarrow.int64(), pyarrow.string(), pyarrow.string(), pyarrow.int64())
    names = ("company_id", "dimension", "segment", "near")
    return pyarrow.table(
        {name: pyarrow.array(column, kind) for name, column, kind in zip(names, columns, kinds, strict=True)}
    )


def decided_rows(today: date, products: Sequence[int] | None = None) -> pyarrow.Table:
    """Offers issued in 24 months and decided: `company_id`, `family` of their lines (or the product, where it is one of
    these), `won`, `lost`.

    An offer counts once a family, and once for all families together. A deal that is over decides of its quotes, else
    the answer to the quote does; one that only expired is not decided.
    """
    import pyarrow

    found: dict[tuple[int, int], list[int]] = {}
    for company, family, won in sorted(set(_decided(today, products))):
        counts = found.setdefault((company, family), [0, 0])
        counts[0 if won[1] else 1] += 1
    rows = [(company, family, *counts) for (company, family), counts in found.items()]
    return pyarrow.table(
        {
            name: pyarrow.array([row[place] for row in rows], pyarrow.int64())
            for place, name in enumerate(("company_id", "family", "won", "lost"))
        }
    )


def _decided(today: date, products: Sequence[int] | None) -> Iterator[tuple[int, int, tuple[int, bool]]]:
    """Company, family, then the offer and whether it was won."""
    lines = QuoteLine.objects.filter(
        version__quote__deleted_at__isnull=True,
        version__quote__issued_on__gt=add_months(today, -DECIDED_MONTHS),
        version__quote__issued_on__lte=today,
    ).exclude(version__state=QuoteState.SUPERSEDED.value)
    among = None if products is None else frozenset(products)
    offer = "product__family_id" if among is None else "product_id"
    rows = lines.order_by().values_list(
        *("version__quote__company_id", offer, "version__quote_id", "version__quote__state"),
        *("version__quote__deal__state", "is_option", "is_chosen"),
    )
    for company, sold, quote, state, deal, is_option, is_chosen in rows.iterator(chunk_size=_PIECE):
        won = _won(state, deal)
        if won is not None and (is_chosen or not is_option):
            family = sold or NO_FAMILY if among is None else sold if sold in among else OTHER
            yield company, family, (quote, won)
            yield company, ALL, (quote, won)


def _won(state: str, deal: str | None) -> bool | None:
    if state == QuoteState.ACCEPTED.value or deal == DealState.WON.value:
        return True
    return False if state == QuoteState.REFUSED.value or deal == DealState.LOST.value else None


def section_of(code: str) -> str:
    """The section of activities of an APE code, by its division; "" for none."""
    return _sections().get(code[:2], "")


def divisions_of(section: str) -> tuple[str, ...]:
    """The divisions of a section, two digits each."""
    return tuple(sorted(division for division, letter in _sections().items() if letter == section))


def region_of(department: str) -> str:
    """The code of the region of a department; "" for none."""
    row = departments().get(department)
    return row.region if row is not None else ""


_known: dict[str, str] = {}


def _sections() -> dict[str, str]:
    """Division → section. The older nomenclature, which codes still bear, goes before the one to come."""
    if not _known:
        for row in activity_rows():
            if row.version == "rev2" or row.code[:2] not in _known:
                _known[row.code[:2]] = row.section
    return _known
