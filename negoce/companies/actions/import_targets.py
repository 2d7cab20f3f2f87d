"""What the customer file itself brings in from files."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.import_companies import write_companies
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.companies.rules.import_company_fields import COMPANY_HINTS
from negoce.companies.rules.import_company_row import read_company
from negoce.companies.words.company_values import show_value
from negoce.companies.words.import_fields import company_field_label


def _show_company(values: Mapping[str, object]) -> Mapping[str, str]:
    return {
        key: str(value) if key in ("line1", "line2", "import_key") else show_value(key, value)
        for key, value in values.items()
        if not key.endswith("_key") or key == "import_key"
    }


COMPANIES = ImportTarget(
    key="companies",
    label=_("Entreprises"),
    fields=tuple(ImportField(hint.key, company_field_label(hint.key), hint) for hint in COMPANY_HINTS),
    needs=(("name",),),
    read=read_company,
    write=write_companies,
    show=_show_company,
    kinds=("company",),
)
