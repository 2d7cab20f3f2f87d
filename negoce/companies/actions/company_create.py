"""Creates a company (F1)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import checked_values
from negoce.companies.actions.company_journal import journal_company
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.companies.queries.territories import territory_for
from negoce.companies.rules.company_values import ADDRESS_LINES
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.refusal import refuse_field

_PLACE = ("postal_code", "city", "country")


def create_company(
    actor: Actor,
    *,
    values: Mapping[str, object],
    import_key: str = "",
    is_fictional: bool = False,
    batch: str = "",
) -> Company:
    """Create a company from raw values by field name, with its head office when a place is given.

    `line1` and `line2` are the lines of the head office's address; `owner` and `parent` take a record, its
    key or None; without an `owner` the company is the actor's own. Raises NotAllowed, and Refused with the
    faulty fields.
    """
    require(actor, Permission.CREATE)
    given = {name: value for name, value in values.items() if value is not None}
    if "name" not in given:
        raise refuse_field("name", _("Le nom de l’entreprise est nécessaire."))
    with transaction.atomic():
        fields = dict(checked_values(actor, given, None))
        lines = {name: str(fields.pop(name, "")) for name in ADDRESS_LINES}
        company = Company(**fields, import_key=import_key, is_fictional=is_fictional)
        if "owner" not in values:
            company.owner_id = actor.user_id
        company.territory_id = territory_for(company.postal_code, company.activity_code)
        company.save(force_insert=True)
        if company.postal_code or company.city or any(lines.values()):
            _add_head_office(company, lines)
        _journal(actor, company, {**fields, **lines}, batch)
        index_records("company", [company.pk])
        tell_facts_changed([company.pk], actor_id=actor.user_id)
        emit("company_changed", {"company": company.pk, "fields": sorted(fields)}, actor_id=actor.user_id)
    return company


def _add_head_office(company: Company, lines: Mapping[str, str]) -> None:
    place = {name: getattr(company, name) for name in _PLACE}
    Address.objects.create(company=company, kind=AddressKind.HEAD_OFFICE.value, **place, **lines)


def _journal(actor: Actor, company: Company, fields: Mapping[str, object], batch: str) -> None:
    told = {name: (None, value) for name, value in fields.items() if value not in (None, "")}
    for derived in ("name_key", "city_key"):
        told.pop(derived, None)
    journal_company(actor, company, "created", told, batch=batch)
