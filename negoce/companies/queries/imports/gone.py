"""Questions of an import whose record has been deleted since: there is nothing left to complete."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q

from negoce.companies.models import Company, Contact, ImportRowIssue
from negoce.companies.queries.merges.merges import stand_ins


def gone_questions(kind: str, issues: Iterable[ImportRowIssue]) -> Mapping[int, str]:
    """The name of the record that each of these questions speaks of, by the row's number, where it is gone.

    `kind` is that of the records, ``company`` or ``contact``. As many queries whatever the number of questions.
    """
    asked = [
        (issue.row_number, str(issue.figures.get("record") or ""), str(issue.figures.get("name") or ""))
        for issue in issues
        if issue.code == "row.exists"
    ]
    gone = _gone(kind, {record for _number, record, _name in asked if record})
    return {number: name for number, record, name in asked if record in gone}


def _gone(kind: str, public_ids: Collection[str]) -> Collection[str]:
    """Of these records, those that live no more; one that was merged lives in the one that stands for it."""
    if not public_ids:
        return frozenset()
    model: Any = Company if kind == "company" else Contact
    alive = model.objects.filter(public_id__in=sorted(public_ids), deleted_at__isnull=True)
    if kind == "contact":
        alive = alive.filter(erased_at__isnull=True, company__deleted_at__isnull=True)
    lost = set(public_ids) - set(alive.values_list("public_id", flat=True))
    if lost:
        lost -= {absorbed.public_id for absorbed, _kept in stand_ins(kind, Q(public_id__in=sorted(lost)))}
    return lost
