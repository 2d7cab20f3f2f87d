"""A lead that a program brings: who, from where, what they want, what they were told and agreed to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import Problem, invalid
from negoce.api.records.given import Kind, person_of, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.schemas import ID, REF
from negoce.api.steering.shapes import FLAG, PERHAPS, TEXT, record
from negoce.companies.actions.activities.guard import TextWarned
from negoce.companies.enums import Channel, OriginChannel
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.kit.dates import parse_date
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.lead_bring import Brought
from negoce.prospecting.actions.lead_inform import MOST_DAYS, said_by_a_program
from negoce.prospecting.actions.lead_take import Taken, Wish, take_lead
from negoce.prospecting.models import ProspectingPlan
from negoce.prospecting.queries.known_company import Looked, look_up
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.file_origins import LICENSED

_COMPANY: Mapping[str, Kind] = dict.fromkeys(
    ("name", "siren", "phone", "website", "postal_code", "city"), Kind.TEXT
)
_CONTACT: Mapping[str, Kind] = dict.fromkeys(
    ("first_name", "last_name", "function", "email", "phone", "mobile"), Kind.TEXT
)
_TEXTS = ("channel", "campaign", "source", "message", "need", "informed_on", "informed_through", "plan")
_LEAD: Mapping[str, Kind] = {
    **dict.fromkeys(_TEXTS, Kind.TEXT),
    **dict.fromkeys(("newsletter", "quote_wanted"), Kind.FLAG),
    "owner": Kind.RECORD,
}
_PARTS = frozenset({"company", "contact", "guard_reason"})
_LIMITS = {"campaign": 200, "source": 200, "message": 10_000, "need": 500}


def _look_up(call: Call) -> Looked:
    return look_up(_part(call, "company", _COMPANY), _part(call, "contact", _CONTACT))


def _bring(call: Call) -> Answer:
    given = read_fields(call.body, _LEAD, {"owner": person_of}, besides=_PARTS).values
    texts = {name: str(given.get(name) or "") for name in _TEXTS}
    for name, most in _LIMITS.items():
        if len(texts[name]) > most:
            raise invalid(name, _now("%(most)s caractères au plus.") % {"most": most})
    owner = given.get("owner")
    brought = Brought(
        company=_part(call, "company", _COMPANY),
        contact=_part(call, "contact", _CONTACT),
        channel=OriginChannel(_chosen(texts, "channel", OriginChannel) or OriginChannel.INBOUND),
        detail=texts["campaign"],
        source=texts["source"] or call.token.name,
        informed_on=_informed(texts["informed_on"]),
        informed_through=Channel(_chosen(texts, "informed_through", Channel))
        if texts["informed_through"]
        else None,
        believed=said_by_a_program,
        owner_id=owner.pk if isinstance(owner, User) else call.actor.user_id,
    )
    wish = Wish(
        message=texts["message"],
        need=texts["need"],
        quote_wanted=given.get("quote_wanted") is True,
        newsletter=given.get("newsletter") is True,
        guard_reason=text_option(call.body, "guard_reason"),
    )
    plan = _plan(call, texts["plan"])
    try:
        return Answer(
            _json(take_lead(call.actor, brought, wish, plan=plan, looked=call.looked_up)), status=201
        )
    except Refused as refused:
        if isinstance(refused, TextWarned) or not refused.fields:
            raise
        errors = {_place(name, brought): words for name, words in refused.fields.items()}
        raise Problem("invalid", refused.message, errors=errors) from None


def _place(name: str, brought: Brought) -> str:
    """Where a faulty field stands in the body: both parts have a telephone, the company is written first."""
    if name in brought.company:
        return f"company.{name}"
    return f"contact.{name}" if name in _CONTACT else name


def _part(call: Call, name: str, fields: Mapping[str, Kind]) -> Mapping[str, object]:
    """The company or the person of the body, without what is empty; faults are named `company.city`. Raises Problem."""
    part = call.body.get(name, {})
    if not isinstance(part, dict):
        raise invalid(name, _now("Un objet est attendu : { … }."))
    try:
        values = read_fields(part, fields, {}).values
    except Problem as problem:
        errors = {f"{name}.{key}": words for key, words in problem.errors.items()}
        raise Problem("invalid", problem.detail, errors=errors) from None
    return {key: value for key, value in values.items() if value}


def _chosen(texts: Mapping[str, str], name: str, known: Any) -> str:
    if texts[name] and texts[name] not in set(known):
        raise invalid(name, _now("Choisissez dans la liste."))
    return texts[name]


def _informed(text: str) -> date | None:
    today = timezone.localdate()
    read = parse_date(text, today)
    if read.finding is not None or (read.value is not None and read.value > today):
        raise invalid("informed_on", _now("Une date passée est attendue, comme 2026-11-30."))
    if read.value is not None and read.value < today - timedelta(days=MOST_DAYS):
        words = _now(
            "Un jour des %(days)s derniers est attendu. Plus ancien, notez-le sur la fiche avec sa preuve."
        )
        raise invalid("informed_on", words % {"days": MOST_DAYS})
    return read.value


def _plan(call: Call, public_id: str) -> ProspectingPlan | None:
    if not public_id:
        return None
    found = visible_plans(call.actor).filter(public_id=public_id).first()
    if found is None:
        raise invalid("plan", _now("Cet identifiant n’est celui d’aucune fiche visible."))
    return found


def _json(taken: Taken) -> dict[str, Any]:
    lead = taken.lead
    shown = taken.is_seen
    contact = lead.contact if shown else None
    return {
        "company": {"id": lead.company.public_id, "name": lead.company.name} if shown else None,
        "contact": {"id": contact.public_id, "name": contact.full_name} if contact is not None else None,
        "new_company": lead.is_new_company,
        "new_contact": lead.is_new_contact,
        # Of a company that the caller does not see, neither how it was known nor whose it is.
        "recognised_by": (lead.why or None) if shown else None,
        "followed_by": (taken.follower or None) if shown else None,
    }


_ANSWER: dict[str, Any] = record(
    {
        **dict.fromkeys(("company", "contact"), REF),
        **dict.fromkeys(("new_company", "new_contact"), FLAG),
        **dict.fromkeys(("recognised_by", "followed_by"), PERHAPS),
    }
)


def _body() -> Mapping[str, Any]:
    more: dict[str, Any] = {
        "company": input_schema(_COMPANY),
        "contact": input_schema(_CONTACT),
        "channel": {**TEXT, "enum": [each.value for each in OriginChannel if each not in LICENSED]},
        "informed_through": {**PERHAPS, "enum": [None, *(each.value for each in Channel)]},
        "plan": {**ID, "type": ["string", "null"]},
        "guard_reason": REASON,
    }
    return input_schema(_LEAD, more=more)


LEADS = (
    Endpoint(
        "POST", "leads", "bring_lead",
        _("Apporter un prospect : reconnu s’il est au fichier, créé sinon ; rien d’existant n’est écrasé"),
        S.PROSPECTING_WRITE, _bring, body=_body, answer=lambda: _ANSWER, status=201, group=_("Prospection"),
        permission=Permission.CREATE, look_up=_look_up,
    ),
)  # fmt: skip
