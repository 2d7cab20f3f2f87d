"""The qualification of a company and its referrals: read, answered, noted, changed, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.prospecting.shapes import (
    QUALIFICATION_SCHEMA,
    REFERRAL_SCHEMA,
    qualification_json,
    referral_json,
)
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.links import named_contact
from negoce.api.records.listing import MOST, PAGE
from negoce.api.records.numbers import as_typed
from negoce.api.records.one import load
from negoce.api.records.schemas import ID
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.kit.dates import parse_date
from negoce.prospecting.actions.qualification_answer import answer_criterion
from negoce.prospecting.actions.referral_save import change_referral, note_referral, withdraw_referral
from negoce.prospecting.models import QualificationCriterion, Referral
from negoce.prospecting.queries.qualification import qualification_of
from negoce.prospecting.queries.referrals import referrals_of, visible_referrals

_ANSWER: Mapping[str, Kind] = dict.fromkeys(("criterion", "answer", "text", "on", "guard_reason"), Kind.TEXT)
_REFERRAL: Mapping[str, Kind] = {
    **dict.fromkeys(
        ("given_on", "consent_on", "outcome", "won_on", "reward", "rewarded_on", "note"), Kind.TEXT
    ),
    "may_be_named": Kind.FLAG,
    "reward_amount": Kind.NUMBER,
}
_BESIDES = frozenset({"referred", "referrer_contact", "referred_contact", "guard_reason"})


def _read(call: Call) -> Answer:
    found = qualification_of(_company(call), call.query.get("grid", "")[:20])
    if found is None:
        raise Http404
    return Answer(qualification_json(found))


def _answer(call: Call) -> Answer:
    given = read_fields(call.body, _ANSWER, {}, besides=frozenset({"contact"})).values
    company, contact = _company(call), named_contact(call)
    criterion = _criterion(str(given.get("criterion") or ""))
    today = timezone.localdate()
    day = parse_date(str(given.get("on") or ""), today)
    if day.finding is not None:
        raise invalid("on", _now("Une date est attendue, comme 2026-11-30."))
    answer_criterion(
        call.actor,
        company,
        criterion,
        answer=str(given.get("answer") or ""),
        text=str(given.get("text") or ""),
        contact=contact,
        on=day.value,
        reason=str(given.get("guard_reason") or ""),
    )
    found = qualification_of(company, criterion.grid.key)
    if found is None:
        raise Http404
    return Answer(qualification_json(found), status=201)


def _criterion(name: str) -> QualificationCriterion:
    grid, _dot, key = name.partition(".")
    rows = QualificationCriterion.objects.filter(grid__key=grid, key=key, is_active=True)
    found = rows.select_related("grid").order_by("pk").first()
    if found is None:
        raise invalid("criterion", _now("Ce critère n’existe pas. Par exemple : bant.need."))
    return found


def _referrals(call: Call) -> Answer:
    given, received = referrals_of(call.actor, _company(call))
    return Answer(
        {
            "given": [referral_json(call.actor, row) for row in given],
            "received": [referral_json(call.actor, row) for row in received],
        }
    )


def _all_referrals(call: Call) -> Answer:
    limit = _bounded(call.query.get("limit", ""))
    after = call.query.get("after", "")
    rows = visible_referrals(call.actor).select_related(
        "referrer_company", "referred_company", "referrer_contact", "referred_contact"
    )
    if after:
        last = load(visible_referrals(call.actor), after)
        rows = rows.filter(pk__lt=last.pk)
    if outcome := call.query.get("outcome", ""):
        rows = rows.filter(outcome=outcome)
    found = list(rows.order_by("-pk")[: limit + 1])
    return Answer(
        {
            "items": [referral_json(call.actor, row) for row in found[:limit]],
            "after": found[limit - 1].public_id if len(found) > limit else None,
        }
    )


def _bounded(text: str) -> int:
    known = text.isascii() and text.isdigit() and len(text) < 4
    return min(max(int(text), 1), MOST) if known else PAGE


def _note(call: Call) -> Answer:
    given = read_fields(call.body, _REFERRAL, {}, besides=_BESIDES).values
    company = _company(call)
    key = call.body.get("referred")
    rows = visible_companies(call.actor)
    other = rows.filter(public_id=key).first() if isinstance(key, str) else None
    if other is None:
        raise invalid("referred", _now("Indiquez l’identifiant d’une entreprise que vous voyez."))
    made = note_referral(
        call.actor,
        referrer=company,
        referred=other,
        referrer_contact=named_contact(call, "referrer_contact"),
        referred_contact=named_contact(call, "referred_contact"),
        values=_typed(call, given),
        reason=text_option(call.body, "guard_reason"),
    )
    return Answer(referral_json(call.actor, made), status=201)


def _change(call: Call) -> Answer:
    given = read_fields(call.body, _REFERRAL, {}, besides=frozenset({"guard_reason"})).values
    with transaction.atomic():
        row = _referral(call)
        changed = change_referral(
            call.actor,
            row,
            values=_typed(call, given),
            revision=None,
            reason=text_option(call.body, "guard_reason"),
        )
    return Answer(referral_json(call.actor, changed))


def _withdraw(call: Call) -> Answer:
    with transaction.atomic():
        withdraw_referral(call.actor, _referral(call))
    return Answer(status=204)


def _company(call: Call) -> Company:
    return load(visible_companies(call.actor), call.public_id)


def _referral(call: Call) -> Referral:
    rows = visible_referrals(call.actor).select_related(
        "referrer_company", "referred_company", "referrer_contact", "referred_contact"
    )
    return load(rows, call.public_id)


def _typed(call: Call, given: Mapping[str, object]) -> Mapping[str, object]:
    return {name: as_typed(call.actor, value) for name, value in given.items()}


_G = _("Prospection")
_GRID = Parameter("grid", _("Grille : bant, champ, meddic, gpctba, ou une grille de l’équipe"))
_PEOPLE: dict[str, Any] = {
    name: {**ID, "type": ["string", "null"]} for name in ("referrer_contact", "referred_contact")
}
_LISTS: dict[str, Any] = {
    "type": "object",
    "properties": {name: {"type": "array", "items": REFERRAL_SCHEMA} for name in ("given", "received")},
}
_PAGE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "items": {"type": "array", "items": REFERRAL_SCHEMA},
        "after": {"type": ["string", "null"]},
    },
}
COMPANY_SIDE = (
    Endpoint(
        "GET", "companies/{id}/qualification", "get_qualification", _("La qualification d’une entreprise"),
        S.COMPANIES_READ, _read, query=(_GRID,), answer=lambda: QUALIFICATION_SCHEMA, group=_G,
    ),
    Endpoint(
        "POST", "companies/{id}/qualification", "answer_qualification",
        _("Répondre à un critère ; la réponse d’avant reste dans l’historique"), S.COMPANIES_WRITE, _answer,
        body=lambda: input_schema(
            _ANSWER, needed=["criterion", "answer"], more={"contact": {**ID, "type": ["string", "null"]}}
        ),
        answer=lambda: QUALIFICATION_SCHEMA, status=201, group=_G,
    ),
    Endpoint(
        "GET", "companies/{id}/referrals", "list_referrals",
        _("Les recommandations données par une entreprise, et celles qui nous l’ont amenée"),
        S.COMPANIES_READ, _referrals, answer=lambda: _LISTS, group=_G,
    ),
    Endpoint(
        "POST", "companies/{id}/referrals", "note_referral", _("Noter que l’entreprise nous a recommandés"),
        S.COMPANIES_WRITE, _note,
        body=lambda: input_schema(
            _REFERRAL, needed=["referred"], more={"referred": ID, **_PEOPLE, "guard_reason": REASON}
        ),
        answer=lambda: REFERRAL_SCHEMA, status=201, group=_G,
    ),
    Endpoint(
        "GET", "referrals", "list_all_referrals",
        _("Les recommandations entre entreprises que vous voyez, les dernières d’abord"), S.COMPANIES_READ,
        _all_referrals,
        query=(
            Parameter("limit", _("Fiches par page."), {"type": "integer", "minimum": 1, "maximum": MOST}),
            Parameter("after", _("La dernière de la page d’avant : son « after ».")),
            Parameter("outcome", _("Seulement celles-là : waiting, met, customer ou declined.")),
        ),
        answer=lambda: _PAGE, group=_G,
    ),
    Endpoint(
        "PATCH", "referrals/{id}", "change_referral", _("Modifier une recommandation"), S.COMPANIES_WRITE,
        _change, body=lambda: input_schema(_REFERRAL, more={"guard_reason": REASON}),
        answer=lambda: REFERRAL_SCHEMA, group=_G,
    ),
    Endpoint(
        "DELETE", "referrals/{id}", "withdraw_referral", _("Retirer une recommandation notée par erreur"),
        S.COMPANIES_WRITE, _withdraw, status=204, group=_G,
    ),
)  # fmt: skip
