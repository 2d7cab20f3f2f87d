"""Companies: list, one, create, change, delete, take out; many at once in bulk.py."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from negoce.api.companies.bulk import BULK
from negoce.api.companies.resource import COMPANIES, KINDS, KINDS_NEW, finders
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.records.export import EXPORTED, export_list
from negoce.api.records.given import read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.listing import LISTED, list_page
from negoce.api.records.one import load, require_version, show, written
from negoce.api.records.schemas import page_schema
from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_delete import delete_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.token_scopes import TokenScope as S


def _create(call: Call) -> Answer:
    given = read_fields(call.body, KINDS_NEW, finders(call.actor))
    company = create_company(call.actor, values=given.values)
    return written(call, COMPANIES, company.public_id, 201)


def _change(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, finders(call.actor))
    with transaction.atomic():
        company = load(visible_companies(call.actor), call.public_id)
        require_version(call, COMPANIES)
        update_company(call.actor, company, changes=given.values, seen=given.seen)
    return written(call, COMPANIES, call.public_id)


def _delete(call: Call) -> Answer:
    with transaction.atomic():
        company = load(visible_companies(call.actor), call.public_id)
        require_version(call, COMPANIES)
        delete_company(call.actor, company)
    return Answer(status=204)


def _whole() -> dict[str, object]:
    return COMPANIES.schema(whole=True)


_G = _("Entreprises")
ENDPOINTS = (
    Endpoint(
        "GET", "companies", "list_companies", _("Les entreprises, une page à la fois"), S.COMPANIES_READ,
        lambda call: list_page(call, COMPANIES), query=LISTED,
        answer=lambda: page_schema(COMPANIES.schema()), group=_G,
    ),
    Endpoint(
        "POST", "companies", "create_company", _("Créer une entreprise"), S.COMPANIES_WRITE, _create,
        body=lambda: input_schema(KINDS_NEW, needed=["name"]), answer=_whole, status=201, group=_G,
    ),
    BULK,
    Endpoint(
        "GET", "companies/export", "export_companies", _("La liste entière, en CSV"), S.EXPORT,
        lambda call: export_list(call, COMPANIES, S.COMPANIES_READ), query=EXPORTED, group=_G,
    ),
    Endpoint(
        "GET", "companies/{id}", "get_company", _("Une entreprise"), S.COMPANIES_READ,
        lambda call: show(call, COMPANIES), answer=_whole, group=_G,
    ),
    Endpoint(
        "PATCH", "companies/{id}", "change_company", _("Modifier une entreprise"), S.COMPANIES_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True), answer=_whole, group=_G,
    ),
    Endpoint(
        "DELETE", "companies/{id}", "delete_company", _("Mettre une entreprise à la corbeille"),
        S.COMPANIES_WRITE, _delete, status=204, group=_G,
    ),
)  # fmt: skip
