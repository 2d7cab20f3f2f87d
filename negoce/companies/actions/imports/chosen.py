"""Points a row at the record that a person chose, when another one looked like it.

The row takes over what identifies that record, so that the writer recognises it; what the file says of the rest
goes to it. Of two people with one address at one company, `ImportBatch.chosen` says which.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.imports.rows import ReadRow
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

_COMPANY = ("name", "name_key", "siren", "siret", "vat_number", "postal_code", "city", "city_key", "country")
_COMPANY_ASIDE = ("import_key", "line1", "line2", "department", "buyer_type", "public_body_kind")


def chosen_record(actor: Actor, kind: str, public_id: str) -> Company | Contact:
    """The record of a public id that the actor may see. Raises Refused."""
    if kind == "company":
        company = visible_companies(actor).filter(public_id=public_id).first()
        if company is not None:
            return company
    elif kind == "contact":
        contact = visible_contacts(actor).filter(public_id=public_id).select_related("company").first()
        if contact is not None:
            return contact
    raise Refused(_("Cette fiche n’existe plus, ou n’est pas visible pour vous. Choisissez-en une autre."))


def onto(row: ReadRow, record: Company | Contact) -> ReadRow:
    """The row with what identifies the chosen record in place of its own."""
    if isinstance(record, Company):
        return ReadRow(row.number, _onto_company(row.values, record), row.findings)
    values = dict(row.values)
    given = values["contact"]
    assert isinstance(given, dict)
    # The e-mail goes in whoever else has it: dropping it would lose it, and tell of records that are hidden.
    person = {key: value for key, value in given.items() if key != "import_key"}
    names = ("first_name", "last_name", "name_key")
    values["contact"] = {**person, **{name: getattr(record, name) for name in names}}
    company = values["company"]
    assert isinstance(company, dict)
    values["company"], values["company_key"] = _onto_company(company, record.company), ""
    return ReadRow(row.number, values, row.findings)


def _onto_company(values: Mapping[str, object], company: Company) -> dict[str, object]:
    kept = {key: value for key, value in values.items() if key not in (*_COMPANY, *_COMPANY_ASIDE)}
    return {**kept, **{name: getattr(company, name) for name in _COMPANY}}
