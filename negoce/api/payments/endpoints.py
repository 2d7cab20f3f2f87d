"""Payments: list, one, note one with what it pays, give the rest to invoices, cancel. What customers owe: to read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.payments.resource import PAYMENTS, RECEIVABLES
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import named_company, only
from negoce.api.records.numbers import as_typed, number_of
from negoce.api.records.one import held, written
from negoce.api.records.reading import exporting, reading
from negoce.api.records.schemas import ID
from negoce.billing.actions.payments.cancel import cancel_payment
from negoce.billing.actions.payments.record import record_payment
from negoce.billing.actions.payments.settle import settle
from negoce.billing.actions.payments.write_off import take_back_difference, write_off
from negoce.billing.models import Receivable
from negoce.billing.payment_words import say_payment
from negoce.billing.queries.payments.visible import visible_payments, visible_receivables
from negoce.billing.rules.payment_values import clean_money
from negoce.companies.models import Company
from negoce.identity.rules.token_scopes import TokenScope as S

MOST_MATCHES = 200
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("received_on", "method", "reference"), Kind.TEXT),
    "amount": Kind.NUMBER,
}


def _create(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, {}, besides=frozenset({"company", "matches"}))
    company = named_company(call)
    made = record_payment(
        call.actor,
        company,
        values={name: as_typed(call.actor, value) for name, value in given.values.items()},
        shares=_shares(call, company) if "matches" in call.body else None,
    )
    return written(call, PAYMENTS, made.public_id, 201)


def _match(call: Call) -> Answer:
    only(call, frozenset({"matches"}))
    with held(call, PAYMENTS, visible_payments(call.actor).select_related("company")) as payment:
        settle(call.actor, payment, shares=_shares(call, payment.company))
    return written(call, PAYMENTS, call.public_id)


def _cancel(call: Call) -> Answer:
    only(call, frozenset({"reason"}))
    reason = text_option(call.body, "reason")
    with held(call, PAYMENTS, visible_payments(call.actor)) as payment:
        cancel_payment(call.actor, payment, reason=reason)
    return written(call, PAYMENTS, call.public_id)


def _write_off(call: Call) -> Answer:
    only(call, frozenset({"reason"}))
    reason = text_option(call.body, "reason")
    with held(call, RECEIVABLES, visible_receivables(call.actor)) as row:
        write_off(call.actor, row, reason=reason)
    return written(call, RECEIVABLES, call.public_id)


def _write_off_undo(call: Call) -> Answer:
    """Nothing written off answers the same: the caller wanted it gone."""
    with held(call, RECEIVABLES, visible_receivables(call.actor)) as row:
        take_back_difference(call.actor, row)
    return written(call, RECEIVABLES, call.public_id)


def _shares(call: Call, company: Company) -> Mapping[int, Decimal]:
    """What goes to each line of the account, by its key; a line is named by its own id or by its invoice's."""
    given = call.body.get("matches")
    if not isinstance(given, list) or not given or len(given) > MOST_MATCHES:
        words = _now("Une liste est attendue : ce que le règlement paie, et pour combien.")
        raise invalid("matches", words)
    ids = [_id(number, each) for number, each in enumerate(given)]
    rows = visible_receivables(call.actor).filter(company=company).select_related("document")
    own = {
        ("receivable", row.public_id): row for row in rows.filter(public_id__in=[key for _name, key in ids])
    }
    own |= {
        ("invoice", row.document.public_id): row
        for row in rows.filter(document__public_id__in=[key for _name, key in ids])
        if row.document is not None
    }
    shares: dict[int, Decimal] = {}
    for number, (place, each) in enumerate(zip(ids, given, strict=True)):
        row = own.get(place)
        if row is None:
            words = _now("Indiquez l’identifiant d’une facture émise de ce client.")
            raise invalid(f"match-{number}-{place[0]}", words)
        if row.pk in shares:
            raise invalid(f"match-{number}-{place[0]}", _now("Cette facture est déjà nommée."))
        shares[row.pk] = _amount(number, each, row)
    return shares


def _id(number: int, given: object) -> tuple[str, str]:
    named = given if isinstance(given, dict) else {}
    for name in ("receivable", "invoice"):
        key = named.get(name)
        if isinstance(key, str) and set(named) <= {name, "amount"}:
            return name, key
    words = _now(
        "Un objet est attendu : { « invoice » ou « receivable » : identifiant, « amount » : montant }."
    )
    raise invalid(f"match-{number}", words)


def _amount(number: int, given: Mapping[str, Any], row: Receivable) -> Decimal:
    place = f"match-{number}-amount"
    amount, finding = clean_money(number_of(given.get("amount"), place))
    if finding is not None or amount is None:
        raise invalid(place, say_payment(finding) if finding is not None else row.reference)
    return amount


def _whole() -> dict[str, object]:
    return PAYMENTS.schema(whole=True)


_G = _("Règlements")
_MATCH: dict[str, Any] = {
    "type": "object",
    "properties": {"receivable": ID, "invoice": ID, "amount": {"type": ["number", "string"]}},
    "required": ["amount"],
    "additionalProperties": False,
}
_MATCHES: dict[str, Any] = {"matches": {"type": "array", "maxItems": MOST_MATCHES, "items": _MATCH}}
ENDPOINTS = (
    *reading(
        PAYMENTS, S.PAYMENTS_READ, _G, page=_("Les règlements, une page à la fois"),
        one=_("Un règlement et ce qu’il paie"),
    ),
    exporting(PAYMENTS, S.PAYMENTS_READ, _G),
    Endpoint(
        "POST", "payments", "create_payment", _("Noter un règlement, et ce qu’il paie"), S.PAYMENTS_WRITE, _create,
        body=lambda: input_schema(
            KINDS, needed=["company", "received_on", "amount", "method"], more={"company": ID, **_MATCHES}
        ),
        answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "POST", "payments/{id}/matches", "match_payment", _("Affecter ce qui reste d’un règlement"),
        S.PAYMENTS_WRITE, _match, body=lambda: input_schema({}, needed=["matches"], more=_MATCHES), answer=_whole,
        group=_G,
    ),
    Endpoint(
        "POST", "payments/{id}/cancel", "cancel_payment",
        _("Annuler un règlement : ce qu’il payait est dû de nouveau"), S.PAYMENTS_WRITE, _cancel,
        body=lambda: input_schema({"reason": Kind.TEXT}, needed=["reason"]), answer=_whole, group=_G,
    ),
    *reading(
        RECEIVABLES, S.PAYMENTS_READ, _("Comptes clients"),
        page=_("Ce que les clients doivent : à régler, échu, en retard"),
        one=_("Une ligne de compte et ce qui l’a réglée"),
    ),
    exporting(RECEIVABLES, S.PAYMENTS_READ, _("Comptes clients")),
    Endpoint(
        "POST", "receivables/{id}/difference", "write_off_difference",
        _("Solder le petit reste d’une facture presque payée : un écart de règlement, sans avoir"), S.PAYMENTS_WRITE,
        _write_off, body=lambda: input_schema({"reason": Kind.TEXT}, needed=["reason"]),
        answer=lambda: RECEIVABLES.schema(whole=True), group=_("Comptes clients"),
    ),
    Endpoint(
        "DELETE", "receivables/{id}/difference", "undo_difference",
        _("Défaire un écart soldé : le reste est dû de nouveau"), S.PAYMENTS_WRITE, _write_off_undo,
        answer=lambda: RECEIVABLES.schema(whole=True), group=_("Comptes clients"),
    ),
)  # fmt: skip
