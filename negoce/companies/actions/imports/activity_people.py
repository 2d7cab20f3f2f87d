"""Who took part in the activities of a batch, and which colleague they are for: a few queries a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.actions.imports.colleagues import colleagues_of
from negoce.companies.actions.imports.company_finder import Found
from negoce.companies.models import ActivityContact, Contact
from negoce.companies.rules.imports.activity_row import person_key
from negoce.companies.rules.imports.rows import ReadRow, RowFinding
from negoce.kit.explain import Finding


class ActivityPeople:
    """The contacts and the owner of each row, by its number, and what is to be said of those not found."""

    def __init__(self, batch: ImportBatch, rows: Sequence[tuple[ReadRow, Found]]) -> None:
        self._batch = batch
        self._contacts: dict[int, tuple[int, ...]] = {}
        self._owners: dict[int, int | None] = {}
        self._findings: dict[int, list[RowFinding]] = defaultdict(list)
        self._present: dict[int, set[int]] = {}
        by_email, by_company = _possible(rows)
        for row, company in rows:
            self._contacts[row.number] = self._find(row, company, by_email, by_company)
            self._owners[row.number] = self._find_owner(row)

    def contacts(self, number: int) -> tuple[int, ...]:
        """The keys of those who took part."""
        return self._contacts[number]

    def owner(self, number: int) -> int | None:
        """The colleague that the row names; None when it names nobody we know."""
        return self._owners[number]

    def findings(self, number: int) -> Sequence[RowFinding]:
        """What to say of people that were not found."""
        return self._findings[number]

    def present(self, activity_id: int) -> set[int]:
        """Who takes part already in a stored activity, one of those that were loaded."""
        return self._present[activity_id]

    def load_present(self, activity_ids: Sequence[int]) -> None:
        """Read who takes part in these stored activities, in one query."""
        self._present = {key: set() for key in activity_ids}
        rows = ActivityContact.objects.filter(activity_id__in=activity_ids).order_by("contact_id")
        for activity, contact in rows.values_list("activity_id", "contact_id"):
            self._present[activity].add(contact)

    def _find(
        self,
        row: ReadRow,
        company: Found,
        by_email: Mapping[tuple[int, str], int],
        by_company: Mapping[int, Mapping[frozenset[str], int]],
    ) -> tuple[int, ...]:
        email, name = str(row.values["contact_email"]).lower(), str(row.values["contact_name"])
        found = by_email.get((company.pk, email)) if email else None
        if found is None and name:
            found = by_company.get(company.pk, {}).get(person_key(name))
        if found is not None:
            return (found,)
        if email or name:
            field = "contact_name" if name else "contact_email"
            finding = Finding("activity.no_contact", "warning", {"text": (name or email)[:80]})
            self._findings[row.number].append(RowFinding(field, finding))
        return ()

    def _find_owner(self, row: ReadRow) -> int | None:
        found, told = colleagues_of(self._batch).find(str(row.values["owner"]))
        self._findings[row.number] += told
        return found


def _possible(
    rows: Sequence[tuple[ReadRow, Found]],
) -> tuple[Mapping[tuple[int, str], int], Mapping[int, Mapping[frozenset[str], int]]]:
    """The contacts of the companies that rows ask people of, by e-mail and by the words of their name."""
    wanted = {
        company.pk for row, company in rows if row.values["contact_email"] or row.values["contact_name"]
    }
    by_email: dict[tuple[int, str], int] = {}
    by_company: dict[int, dict[frozenset[str], int]] = defaultdict(dict)
    if not wanted:
        return by_email, by_company
    alive = Contact.objects.filter(deleted_at__isnull=True, erased_at__isnull=True)
    own = alive.filter(company_id__in=sorted(wanted)).order_by("pk")
    for key, company, email, first, last in own.values_list(
        "pk", "company_id", "email", "first_name", "last_name"
    ):
        if email:
            by_email.setdefault((company, email.lower()), key)
        by_company[company].setdefault(person_key(f"{first} {last}"), key)
    return by_email, by_company
