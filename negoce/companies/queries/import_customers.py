"""Finds companies by the codes that earlier files gave them: contacts and orders name their company so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from negoce.companies.models import Company, ImportMapping

_MOST_SOURCES = 50


def companies_by_code(codes: Iterable[str]) -> Mapping[str, list[Company]]:
    """The companies of each code, whatever file brought it; several sources may use one code."""
    wanted = sorted({code for code in codes if code})
    if not wanted:
        return {}
    signatures = (
        ImportMapping.objects.filter(target="companies")
        .order_by("-used_at")
        .values_list("signature", flat=True)[:_MOST_SOURCES]
    )
    sources = {signature[:8] for signature in signatures}
    keys = [f"{source}:{code}"[:120] for code in wanted for source in sorted(sources)]
    found: dict[str, list[Company]] = defaultdict(list)
    alive = Company.objects.filter(deleted_at__isnull=True).exclude(import_key="")
    for start in range(0, len(keys), 500):
        for company in alive.filter(import_key__in=keys[start : start + 500]).order_by("pk"):
            found[company.import_key.partition(":")[2]].append(company)
    return found
