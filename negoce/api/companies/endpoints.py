"""Companies: list, one, create, change, delete, take out; many at once in bulk.py."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from negoce.api.companies.bulk import BULK
from negoce.api.companies.resource import COMPANIES, KINDS, KINDS_NEW, finders
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.records.custom import custom_kinds, part_custom, store_custom
from negoce.api.records.given import read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.one import held, remover, written
from negoce.api.records.reading import exporting, reading
from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.company_delete import delete_company
from negoce.companies.actions.company_update import update_company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.token_scopes import TokenScope as S


def _create(call: Call) -> Answer:
    kinds = {**KINDS_NEW, **custom_kinds(call.actor, "company")}
    own, custom = part_custom(read_fields(call.body, kinds, finders(call.actor)))
    with transaction.atomic():
        company = create_company(call.actor, values=own.values)
        store_custom(call.actor, company, custom)
    return written(call, COMPANIES, company.public_id, 201)


def _change(call: Call) -> Answer:
    kinds = {**KINDS, **custom_kinds(call.actor, "company")}
    own, custom = part_custom(read_fields(call.body, kinds, finders(call.actor)))
    with held(call, COMPANIES, visible_companies(call.actor)) as company:
        update_company(call.actor, company, changes=own.values, seen=own.seen)
        store_custom(call.actor, company, custom)
    return written(call, COMPANIES, call.public_id)


def _whole() -> dict[str, object]:
    return COMPANIES.schema(whole=True)


_G = _("Entreprises")
ENDPOINTS = (
    *reading(
        COMPANIES, S.COMPANIES_READ, _G, page=_("Les entreprises, une page à la fois"), one=_("Une entreprise"),
        writable=KINDS,
    ),
    exporting(COMPANIES, S.COMPANIES_READ, _G),
    Endpoint(
        "POST", "companies", "create_company", _("Créer une entreprise"), S.COMPANIES_WRITE, _create,
        body=lambda: input_schema(KINDS_NEW, needed=["name"], custom=True), answer=_whole, status=201, group=_G,
    ),
    BULK,
    Endpoint(
        "PATCH", "companies/{id}", "change_company", _("Modifier une entreprise"), S.COMPANIES_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True, custom=True), answer=_whole, group=_G,
    ),
    Endpoint(
        "DELETE", "companies/{id}", "delete_company", _("Mettre une entreprise à la corbeille"),
        S.COMPANIES_WRITE, remover(COMPANIES, visible_companies, delete_company), status=204, group=_G,
    ),
)  # fmt: skip
