"""Finds the company that rows name, for what hangs on companies and makes none: orders, activities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from negoce.companies.actions.import_batch import ImportBatch
from negoce.companies.models import Company
from negoce.companies.queries.import_customers import companies_by_code
from negoce.companies.queries.import_known import KnownCompanies, folded_name, may_change
from negoce.companies.rules.import_matching import likeness_of
from negoce.kit.explain import Finding

_MOST_REMEMBERED = 200_000
_PIECE = 500


class Asked(NamedTuple):
    """What a row says of its company."""

    key: str
    name: str
    siren: str
    siret: str
    postal_code: str
    city: str

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing names a company."""
        return not (self.key or self.name or self.siren or self.siret)

    @property
    def told(self) -> str:
        """How the row names the company, for what is said of it."""
        return (self.key or self.name or self.siret or self.siren)[:80]


def asked_of(key: object, values: Mapping[str, object]) -> Asked:
    """What a row says, from its code and the values that `read_company` read."""
    names = ("name", "siren", "siret", "postal_code", "city")
    return Asked(str(key or ""), *(str(values.get(name) or "") for name in names))


class CompanyFinder:
    """Lives as long as an import: a company found once is only looked at again, by its key, in each batch.

    Companies that were not found are looked for anew each time: another import may have brought them since.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self._batch = batch
        self._remembered: dict[Asked, int] = {}

    def find(self, wanted: Iterable[Asked]) -> Mapping[Asked, Company | Finding]:
        """The company of each, or why there is none. Reads what is stored now, in a few queries."""
        asked = {each for each in wanted if not each.is_empty}
        found: dict[Asked, Company | Finding] = {}
        known = {each: self._remembered[each] for each in asked if each in self._remembered}
        alive = _alive(set(known.values()))
        for each, key in known.items():
            if key in alive:
                found[each] = self._allowed(alive[key])
        missing = [each for each in asked if each not in found]
        if missing:
            self._look_up(missing, found)
        return found

    def _look_up(self, missing: list[Asked], found: dict[Asked, Company | Finding]) -> None:
        if len(self._remembered) > _MOST_REMEMBERED:
            self._remembered.clear()
        by_code = companies_by_code({each.key for each in missing})
        described = {
            each: {name: value for name, value in each._asdict().items() if name != "key" and value}
            for each in missing
            if each.name or each.siren or each.siret
        }
        likeness = {each: likeness_of(0, "", values) for each, values in described.items()}
        known = KnownCompanies(
            list(likeness.values()), [folded_name(values) for values in described.values()]
        )
        for each in missing:
            same_code = by_code.get(each.key, []) if each.key else []
            company = same_code[0] if len(same_code) == 1 else None
            if company is None and each in likeness:
                company = known.find(likeness[each], folded_name(described[each]))
            if company is None:
                code = "order.several_customers" if len(same_code) > 1 else "order.no_customer"
                found[each] = Finding(code, "error", {"text": each.told})
            else:
                self._remembered[each] = company.pk
                found[each] = self._allowed(company)

    def _allowed(self, company: Company) -> Company | Finding:
        if may_change(self._batch.actor, company):
            return company
        figures = {"name": company.name, "owner": self._batch.person_name(company.owner_id)}
        return Finding("row.not_yours", "error", figures)


def finder_of(batch: ImportBatch) -> CompanyFinder:
    """The finder of an import, kept from one batch to the next."""
    finder = vars(batch).setdefault("_company_finder", None) or CompanyFinder(batch)
    vars(batch)["_company_finder"] = finder
    return finder


def _alive(keys: set[int]) -> Mapping[int, Company]:
    ordered = sorted(keys)
    alive: dict[int, Company] = {}
    for start in range(0, len(ordered), _PIECE):
        rows = Company.objects.filter(pk__in=ordered[start : start + _PIECE], deleted_at__isnull=True)
        for company in rows.only("pk", "name", "owner_id", "territory_id").order_by("pk"):
            alive[company.pk] = company
    return alive
