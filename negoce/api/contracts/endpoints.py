"""Contracts: list, one, begin, end."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.contracts.resource import CONTRACTS
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import named_company, named_contact
from negoce.api.records.one import held, written
from negoce.api.records.reading import exporting, reading
from negoce.api.records.sale_lines import AGREED, entered_lines, lines_schema
from negoce.api.records.schemas import ID
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.loyalty.actions.contract_create import create_contract
from negoce.loyalty.actions.contract_terminate import terminate_contract
from negoce.loyalty.queries.contracts import visible_contracts
from negoce.orders.rules.agreed_lines import agreed_from

KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(
        (
            "title",
            "kind",
            "starts_on",
            "renewal",
            "period",
            "buyer_reference",
            "indexation",
            "invoiced_until",
        ),
        Kind.TEXT,
    ),
    **dict.fromkeys(("term_months", "notice_days"), Kind.NUMBER),
    "in_advance": Kind.FLAG,
}
_ENDING: Mapping[str, Kind] = {
    **dict.fromkeys(("reason", "noticed_on", "ends_on"), Kind.TEXT),
    "agreed": Kind.FLAG,
}


def _create(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, {}, besides=frozenset({"company", "contact", "lines"})).values
    values = {name: _text(value) for name, value in given.items()}
    company, contact = named_company(call), named_contact(call)
    lines = [agreed_from(line) for line in entered_lines(call.body, company)]
    made = create_contract(call.actor, company, lines=lines, values={**values, "contact": contact})
    return written(call, CONTRACTS, made.public_id, 201)


def _terminate(call: Call) -> Answer:
    given = read_fields(call.body, _ENDING, {}).values
    if given.get("reason") is None:
        raise invalid("reason", _now("Un texte est attendu."))
    with held(call, CONTRACTS, visible_contracts(call.actor)) as contract:
        terminate_contract(
            call.actor,
            contract,
            reason=str(given["reason"]),
            noticed_on=given.get("noticed_on"),
            ends_on=given.get("ends_on"),
            agreed=bool(given.get("agreed")),
        )
    return written(call, CONTRACTS, call.public_id)


def _text(value: object) -> object:
    """A whole number as the action reads it: digits."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _whole() -> dict[str, object]:
    return CONTRACTS.schema(whole=True)


_G = _("Contrats")
_LINKS: dict[str, Any] = {
    "company": ID,
    "contact": {**ID, "type": ["string", "null"]},
    "lines": lines_schema(AGREED),
}
_NEEDED = (
    "company",
    "title",
    "kind",
    "starts_on",
    "term_months",
    "renewal",
    "notice_days",
    "period",
    "lines",
)
ENDPOINTS = (
    *reading(
        CONTRACTS, S.CONTRACTS_READ, _G, page=_("Les contrats, une page à la fois"),
        one=_("Un contrat, ses lignes et ses périodes facturées"),
    ),
    exporting(CONTRACTS, S.CONTRACTS_READ, _G),
    Endpoint(
        "POST", "contracts", "create_contract",
        _("Commencer un contrat ; ses lignes sont ce que chaque période facture"), S.CONTRACTS_WRITE, _create,
        body=lambda: input_schema(KINDS, needed=_NEEDED, more=_LINKS), answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "POST", "contracts/{id}/terminate", "terminate_contract",
        _("Résilier un contrat : au plus tôt le jour que permet son préavis, plus tôt d’un commun accord"),
        S.CONTRACTS_WRITE, _terminate, body=lambda: input_schema(_ENDING, needed=["reason"]), answer=_whole,
        group=_G,
    ),
)  # fmt: skip
