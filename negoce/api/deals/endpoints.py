"""Deals: list, one, create, change, close, open again, who counts in one, delete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.deals.resource import DEALS, FINDERS, KINDS
from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import input_schema
from negoce.api.records.links import MOST_PEOPLE, named_company, named_contact, named_contacts, only
from negoce.api.records.one import held, remover, written
from negoce.api.records.reading import exporting, reading
from negoce.api.records.schemas import ID
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.negotiation.actions.deals.close import close_deal, reopen_deal
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.deals.delete import delete_deal
from negoce.negotiation.actions.deals.people import remove_deal_person, set_deal_person
from negoce.negotiation.actions.deals.step import change_step
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.enums import DealStep
from negoce.negotiation.queries.deals.visible import visible_deals

_BESIDES = frozenset({"company", "contacts"})
_OUTCOME: Mapping[str, Kind] = dict.fromkeys(
    ("state", "outcome_reason", "outcome_note", "competitor", "closed_on"), Kind.TEXT
)


def _create(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, FINDERS, besides=_BESIDES).values
    values = {name: value for name, value in given.items() if value is not None}
    step = str(values.pop("step", DealStep.PREPARATION.value))
    deal = create_deal(
        call.actor,
        company=named_company(call),
        values=values,
        step=step,
        contacts=named_contacts(call) or (),
    )
    return written(call, DEALS, deal.public_id, 201)


def _change(call: Call) -> Answer:
    given = read_fields(call.body, KINDS, FINDERS)
    own = {name: value for name, value in given.values.items() if name != "step"}
    with held(call, DEALS, visible_deals(call.actor)) as deal:
        if own or "step" not in given.values:
            update_deal(call.actor, deal, changes=own, seen=given.seen)
        if "step" in given.values:
            seen = str(given.seen["step"]) if "step" in given.seen else None
            change_step(call.actor, deal, step=str(given.values["step"] or ""), seen=seen)
    return written(call, DEALS, call.public_id)


def _close(call: Call) -> Answer:
    outcome = read_fields(call.body, _OUTCOME, {}).values
    with held(call, DEALS, visible_deals(call.actor)) as deal:
        close_deal(call.actor, deal, outcome=outcome)
    return written(call, DEALS, call.public_id)


def _reopen(call: Call) -> Answer:
    only(call, frozenset())
    with held(call, DEALS, visible_deals(call.actor)) as deal:
        reopen_deal(call.actor, deal)
    return written(call, DEALS, call.public_id)


def _person(call: Call) -> Answer:
    only(call, frozenset({"contact", "role", "removed"}))
    contact = named_contact(call)
    if contact is None:
        raise invalid("contact", _now("Indiquez l’identifiant d’un interlocuteur que vous voyez."))
    removed = call.body.get("removed", False)
    if not isinstance(removed, bool):
        raise invalid("removed", _now("true ou false est attendu."))
    with held(call, DEALS, visible_deals(call.actor)) as deal:
        if removed:
            remove_deal_person(call.actor, deal, contact)
        else:
            set_deal_person(call.actor, deal, contact, role=text_option(call.body, "role"))
    return written(call, DEALS, call.public_id)


def _whole() -> dict[str, object]:
    return DEALS.schema(whole=True)


_G = _("Affaires")
_LINKS: dict[str, Any] = {
    "company": ID,
    "contacts": {"type": "array", "maxItems": MOST_PEOPLE, "items": ID},
}
_PERSON: dict[str, Any] = {"contact": ID, "removed": {"type": "boolean"}}
ENDPOINTS = (
    *reading(
        DEALS, S.DEALS_READ, _G, page=_("Les affaires, une page à la fois"),
        one=_("Une affaire et ceux qui y comptent"), writable=KINDS,
    ),
    exporting(DEALS, S.DEALS_READ, _G),
    Endpoint(
        "POST", "deals", "create_deal", _("Ouvrir une affaire"), S.DEALS_WRITE, _create,
        body=lambda: input_schema(KINDS, needed=["company", "name"], more=_LINKS), answer=_whole, status=201,
        group=_G,
    ),
    Endpoint(
        "PATCH", "deals/{id}", "change_deal", _("Modifier une affaire ou son étape"), S.DEALS_WRITE, _change,
        body=lambda: input_schema(KINDS, seen=True), answer=_whole, group=_G,
    ),
    Endpoint(
        "POST", "deals/{id}/outcome", "close_deal",
        _("Dire une affaire gagnée ou perdue ; une affaire perdue dit pourquoi"), S.DEALS_WRITE, _close,
        body=lambda: input_schema(_OUTCOME, needed=["state"]), answer=_whole, group=_G,
    ),
    Endpoint(
        "POST", "deals/{id}/reopen", "reopen_deal", _("Remettre en cours une affaire close"), S.DEALS_WRITE,
        _reopen, answer=_whole, group=_G,
    ),
    Endpoint(
        "POST", "deals/{id}/people", "set_deal_person",
        _("Dire ce qu’un interlocuteur est pour l’affaire, ou l’en retirer"), S.DEALS_WRITE, _person,
        body=lambda: input_schema({"role": Kind.TEXT}, needed=["contact"], more=_PERSON), answer=_whole, group=_G,
    ),
    Endpoint(
        "DELETE", "deals/{id}", "delete_deal", _("Mettre une affaire à la corbeille"), S.DEALS_WRITE,
        remover(DEALS, visible_deals, delete_deal), status=204, group=_G,
    ),
)  # fmt: skip
