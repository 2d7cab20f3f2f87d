"""What the customer file itself brings in from files."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.imports.companies import write_companies
from negoce.companies.actions.imports.contacts import write_contacts
from negoce.companies.actions.imports.custom_fields import with_custom
from negoce.companies.actions.imports.restore_companies import undo_companies
from negoce.companies.actions.imports.restore_contacts import undo_contacts
from negoce.companies.enums import DuplicateMode
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.companies.rules.company_values import AMOUNTS
from negoce.companies.rules.imports.company_fields import COMPANY_HINTS
from negoce.companies.rules.imports.company_row import read_company, ready_company
from negoce.companies.rules.imports.contact_fields import CONTACT_HINTS
from negoce.companies.rules.imports.contact_row import COMPANY_PREFIX, read_contact
from negoce.companies.words.company_values import show_value
from negoce.companies.words.import_fields import company_field_label, contact_field_label, show_contact_value


def _show_company(values: Mapping[str, object]) -> Mapping[str, str]:
    return {
        key: str(value) if key in ("line1", "line2", "import_key") else show_value(key, value)
        for key, value in values.items()
        if not key.endswith("_key") or key == "import_key"
    }


_COMPANY_OPTIONS = frozenset({"owner", "relation", "origin_channel"})
_COMPANIES = ImportTarget(
    key="companies",
    label=_("Entreprises"),
    fields=tuple(
        ImportField(hint.key, company_field_label(hint.key), hint, is_amount=hint.key in AMOUNTS)
        for hint in COMPANY_HINTS
    ),
    needs=(("name",),),
    read=read_company,
    ready=ready_company,
    write=write_companies,
    show=_show_company,
    kinds=("company",),
    undo={"company": undo_companies},
    models={"company": "companies.Company"},
    can_ask=True,
    # What people wrote in the file is not replaced by a spreadsheet unless they say so.
    usual=DuplicateMode.FILL_EMPTY,
    options=_COMPANY_OPTIONS,
)
COMPANIES = with_custom(_COMPANIES, "company")


def _show_contact(values: Mapping[str, object]) -> Mapping[str, str]:
    company, contact, post = (dict(values.get(part) or {}) for part in ("company", "contact", "post"))  # type: ignore[call-overload]
    shown = {f"{COMPANY_PREFIX}{name}": text for name, text in _show_company(company).items()}
    shown |= {name: show_contact_value(name, value) for name, value in {**contact, **post}.items() if value}
    return {**shown, "company_key": str(values.get("company_key") or "")}


_CONTACTS = ImportTarget(
    key="contacts",
    label=_("Interlocuteurs"),
    fields=tuple(ImportField(hint.key, contact_field_label(hint.key), hint) for hint in CONTACT_HINTS),
    needs=(("last_name", "full_name"), ("company_name", "company_key", "company_siret", "company_siren")),
    read=read_contact,
    write=write_contacts,
    show=_show_contact,
    kinds=("contact", "company"),
    undo={"contact": undo_contacts, "company": undo_companies},
    models={"contact": "companies.Contact", "company": "companies.Company"},
    can_ask=True,
    # What people wrote in the file is not replaced by a spreadsheet unless they say so.
    usual=DuplicateMode.FILL_EMPTY,
    # The companies of people that are not there yet are made with them.
    options=_COMPANY_OPTIONS,
)
CONTACTS = with_custom(_CONTACTS, "contact")
