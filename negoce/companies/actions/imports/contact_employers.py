"""Finds or makes the company of each person that a file brings."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.companies import place_companies
from negoce.companies.enums import DuplicateMode
from negoce.companies.models import Company
from negoce.companies.queries.imports.customers import companies_by_code
from negoce.companies.queries.imports.known import may_change
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.kit.explain import Finding


def place_employers(
    batch: ImportBatch, rows: Sequence[ReadRow]
) -> tuple[dict[int, Company], dict[int, Sequence[RowFinding]]]:
    """The company of each row, by its number, and why others have none; a company that is known is left as
    it is.
    """
    sound = [row for row in rows if not row.refused]
    by_code = companies_by_code({str(row.values["company_key"]) for row in sound})
    companies: dict[int, Company] = {}
    refusals: dict[int, Sequence[RowFinding]] = {}
    to_place = []
    for row in sound:
        found = by_code.get(str(row.values["company_key"]), [])
        values = row.values["company"]
        assert isinstance(values, dict)
        if len(found) == 1 and may_change(batch.actor, found[0]):
            companies[row.number] = found[0]
        elif values.get("name"):
            to_place.append((row, values))
        else:
            figures = {"text": str(row.values["company_key"] or values.get("siret") or values.get("siren"))}
            refusals[row.number] = (
                RowFinding("company_name", Finding("order.no_customer", "error", figures)),
            )
    outcomes, placed = place_companies(batch, to_place, mode=DuplicateMode.SKIP)
    companies.update(placed)
    for outcome in outcomes:
        if outcome.number not in placed:
            own = {id(each) for row in sound if row.number == outcome.number for each in row.findings}
            refusals[outcome.number] = [each for each in outcome.findings if id(each) not in own]
    return companies, refusals
