"""Quotes: list, one, a new draft, a draft replaced. What is offered to customers is not for programs to decide."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Schema
from negoce.api.quotes.given import BODY, HEAD, typed_quote
from negoce.api.quotes.resource import QUOTES
from negoce.api.records.links import named_company, named_contact, only
from negoce.api.records.one import held, written
from negoce.api.records.reading import reading
from negoce.api.records.schemas import ID
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.queries.quotes import visible_quotes

_OWN = frozenset({*HEAD, "payment_with_order", "reductions", "lines"})
_LINKS = frozenset({"company", "contact"})


def _create(call: Call) -> Answer:
    only(call, _OWN | _LINKS)
    typed = typed_quote(call.body)
    company, contact = named_company(call), named_contact(call)
    with transaction.atomic():
        quote = create_quote(call.actor, company, contact=contact, title=typed.head["title"])
        if call.body.keys() - _LINKS - {"title"}:
            head = {**typed.head, "valid_until": typed.head["valid_until"] or str(quote.valid_until)}
            quote = save_quote(
                call.actor, quote, revision=quote.revision, contact=contact, owner=quote.owner,
                typed=type(typed)(head, typed.lines, typed.reductions, typed.mark),
            )  # fmt: skip
    return written(call, QUOTES, quote.public_id, 201)


def _replace(call: Call) -> Answer:
    only(call, _OWN)
    typed = typed_quote(call.body)
    with held(call, QUOTES, visible_quotes(call.actor).select_related("contact", "deal", "owner")) as quote:
        save_quote(
            call.actor, quote, revision=quote.revision, typed=typed, contact=quote.contact, deal=quote.deal,
            owner=quote.owner,
        )  # fmt: skip
    return written(call, QUOTES, call.public_id)


def _whole() -> Schema:
    return QUOTES.schema(whole=True)


def _body(**links: object) -> Schema:
    return {"type": "object", "properties": {**BODY, **links}, "additionalProperties": False}


def _creation() -> Schema:
    return {**_body(company=ID, contact={**ID, "type": ["string", "null"]}), "required": ["company"]}


_G = _("Devis")
ENDPOINTS = (
    *reading(
        QUOTES, S.QUOTES_READ, _G, page=_("Les devis, une page à la fois"),
        one=_("Un devis, ses lignes et ses totaux, dans sa version actuelle"),
    ),
    Endpoint(
        "POST", "quotes", "create_quote", _("Commencer un devis, avec ses lignes"), S.QUOTES_WRITE, _create,
        body=_creation, answer=_whole, status=201, group=_G,
    ),
    Endpoint(
        "POST", "quotes/{id}/draft", "replace_quote_draft",
        _("Remplacer tout le brouillon d’un devis : ce qui n’est pas donné reprend sa valeur de départ"),
        S.QUOTES_WRITE, _replace, body=_body, answer=_whole, group=_G,
    ),
)  # fmt: skip
