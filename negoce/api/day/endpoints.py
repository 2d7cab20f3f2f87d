"""My day: the list of whoever holds the token, and what is answered to one of its actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.given import text_option
from negoce.api.records.links import only
from negoce.automation.actions.day_answer import Answered, postpone, refuse, say_done
from negoce.automation.enums import DayAnswerKind, DayKind, RefusalReason, StakeKind
from negoce.automation.queries.day.read import Shown, day_of
from negoce.automation.words import say_reason
from negoce.identity.rules.token_scopes import TokenScope as S

# Kind of action → what the token must read besides companies; others are left out of the list.
_NEEDS: Mapping[str, S] = {
    DayKind.RECALL: S.ORDERS_READ,
    DayKind.ORDER_EXPECTED: S.ORDERS_READ,
    DayKind.WELCOME: S.ORDERS_READ,
    DayKind.PROMISE: S.ACTIVITIES_READ,
    DayKind.TASK: S.ACTIVITIES_READ,
    DayKind.REQUEST: S.ACTIVITIES_READ,
    DayKind.QUOTE: S.QUOTES_READ,
    DayKind.QUOTE_ENDING: S.QUOTES_READ,
    DayKind.DEAL_LATE: S.DEALS_READ,
    DayKind.DEAL_STILL: S.DEALS_READ,
    DayKind.DECIDER: S.DEALS_READ,
    DayKind.HOT_PROSPECT: S.DEALS_READ,
    DayKind.LEAD_SCORED: S.ACTIVITIES_READ,
    DayKind.CONTRACT: S.CONTRACTS_READ,
    DayKind.DELIVERY: S.ORDERS_READ,
    DayKind.OVERDUE: S.PAYMENTS_READ,
    DayKind.PAYMENT_PROMISE: S.PAYMENTS_READ,
    DayKind.APPROVAL: S.QUOTES_READ,
    DayKind.MESSAGE: S.ACTIVITIES_READ,
    DayKind.REVIEW: S.ACTIVITIES_READ,
    DayKind.OUTCOME: S.DEALS_READ,
}
_FIELDS = frozenset({"kind", "key", "answer", "until", "reason", "words"})


def _list(call: Call) -> Answer:
    today = timezone.localdate()
    if call.actor.user_id is None:
        return Answer({"day": today.isoformat(), "items": [], "later": []})
    day = day_of(call.actor, call.actor.user_id, today)
    return Answer(
        {
            "day": today.isoformat(),
            "items": _items(call, day.today),
            "later": _items(call, day.later),
        }
    )


def _answer(call: Call) -> Answer:
    only(call, _FIELDS)
    kind, key = text_option(call.body, "kind"), text_option(call.body, "key")
    given = text_option(call.body, "answer")
    today = timezone.localdate()
    answered: Answered
    if given == DayAnswerKind.DONE:
        answered = say_done(call.actor, kind=kind, key=key, today=today)
    elif given == DayAnswerKind.POSTPONED:
        until = _day(text_option(call.body, "until"))
        answered = postpone(call.actor, kind=kind, key=key, until=until, today=today)
    elif given == DayAnswerKind.REFUSED:
        reason, words = text_option(call.body, "reason"), text_option(call.body, "words")
        answered = refuse(call.actor, kind=kind, key=key, reason=reason, words=words, today=today)
    else:
        raise invalid("answer", _now("Répondez done, postponed ou refused."))
    activity = answered.activity.public_id if answered.activity else None
    return Answer({"id": answered.batch, "activity": activity}, 201)


def _items(call: Call, shown: Sequence[Shown]) -> list[dict[str, object]]:
    return [_item(call, each) for each in shown if _told(call, each.action.kind)]


def _item(call: Call, shown: Shown) -> dict[str, object]:
    action, company, stake = shown.action, shown.company, shown.stake
    return {
        "kind": action.kind,
        "key": action.key,
        "company": {"id": company.public_id, "name": company.name} if company else None,
        "target": action.target or None,
        "score": shown.ranked.score,
        "reason": say_reason(action.reason),
        "others": [say_reason(each) for each in action.others if _told(call, each["kind"])],
        "stake": None if stake.shown is None else f"{stake.shown:.2f}",
        "stake_kind": stake.kind.value if stake.kind else None,
        "gesture": action.gesture,
        "due_on": action.due_on.isoformat() if action.due_on else None,
    }


def _told(call: Call, kind: str) -> bool:
    return _NEEDS.get(kind) in call.scopes


def _day(words: str) -> date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None


def _list_schema() -> Mapping[str, Any]:
    text: dict[str, Any] = {"type": "string"}
    perhaps: dict[str, Any] = {"type": ["string", "null"]}
    item = {
        "type": "object",
        "required": ["kind", "key", "score", "reason"],
        "properties": {
            "kind": {"type": "string", "enum": [each.value for each in DayKind]},
            "key": text,
            "company": {"type": ["object", "null"]},
            "target": perhaps,
            "score": {"type": "integer", "minimum": 0, "maximum": 100},
            "reason": text,
            "others": {"type": "array", "items": text},
            "stake": {"type": ["string", "null"], "description": 'amount in euros, such as "1234.50"'},
            "stake_kind": {"type": ["string", "null"], "enum": [*(each.value for each in StakeKind), None]},
            "gesture": text,
            "due_on": {"type": ["string", "null"], "format": "date"},
        },
    }
    return {
        "type": "object",
        "required": ["day", "items", "later"],
        "properties": {
            "day": {"type": "string", "format": "date"},
            "items": {"type": "array", "items": item},
            "later": {"type": "array", "items": item},
        },
    }


def _body_schema() -> Mapping[str, Any]:
    return {
        "type": "object",
        "required": ["kind", "key", "answer"],
        "additionalProperties": False,
        "properties": {
            "kind": {"type": "string", "enum": [each.value for each in DayKind]},
            "key": {"type": "string", "maxLength": 40},
            "answer": {"type": "string", "enum": [each.value for each in DayAnswerKind]},
            "until": {"type": "string", "format": "date"},
            "reason": {"type": "string", "enum": [each.value for each in RefusalReason]},
            "words": {"type": "string", "maxLength": 300},
        },
    }


def _answered_schema() -> Mapping[str, Any]:
    return {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string"}, "activity": {"type": ["string", "null"]}},
    }


_G = _("Ma journée")
ENDPOINTS = (
    Endpoint(
        "GET", "day", "my_day", _("Ma journée : qui contacter aujourd’hui, pourquoi, et pour quel enjeu"),
        S.COMPANIES_READ, _list, answer=_list_schema, group=_G,
    ),
    Endpoint(
        "POST", "day/answers", "answer_my_day", _("Dire une action faite, la reporter ou la refuser"),
        S.ACTIVITIES_WRITE, _answer, body=_body_schema, answer=_answered_schema, status=201, group=_G,
    ),
)  # fmt: skip
