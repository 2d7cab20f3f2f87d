"""Mailings and what became of them; nothing leaves through the API: people launch mailings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.prospecting.paging import PAGED, page_of
from negoce.api.prospecting.plan_shapes import person
from negoce.api.records.one import load
from negoce.api.records.schemas import REF, page_schema
from negoce.api.steering.shapes import AMOUNT, COUNT, DAY, PERHAPS, TEXT, amount, day, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.queries.mailing_after import AFTER_DAYS, mailing_after
from negoce.prospecting.enums import MailingState
from negoce.prospecting.models import Mailing, MailingRecipient
from negoce.prospecting.queries.mailing_results import recipients_of, results_of

_GROUP = _("Prospection")


def _list(call: Call) -> Answer:
    rows = _rows()
    if state := call.query.get("state", ""):
        rows = rows.filter(state=state)
    return page_of(call, _PATH, rows, lambda found: [_row(each) for each in found])


def _show(call: Call) -> Answer:
    row = load(_rows(), call.public_id)
    found, after = results_of(row), mailing_after(call.actor, row)
    return Answer(
        {
            **_row(row),
            "subject": row.subject,
            "body": row.body,
            "language": row.language,
            "filter": row.filter_text,
            "pieces": found.pieces,
            "outcomes": dict(found.by_outcome),
            "left_out": dict(found.left_out),
            "unsubscribed": found.unsubscribed,
            "after": None
            if after is None
            else {
                "days": AFTER_DAYS,
                **{name: getattr(after, name) for name in _AFTER},
                "amount": amount(after.amount),
                "cost": amount(after.cost),
            },
        }
    )


def _recipients(call: Call) -> Answer:
    row, actor = load(_rows(), call.public_id), call.actor
    rows = recipients_of(actor, row, call.query.get("which", ""))
    path = f"{_PATH}/{row.public_id}/recipients"
    return page_of(call, path, rows, lambda found: _people(actor, found))


def _rows() -> Any:
    return Mailing.objects.select_related("author", "plan")


def _row(row: Mailing) -> dict[str, Any]:
    return {
        "id": row.public_id,
        **{name: getattr(row, name) for name in ("name", "kind", "state", "audience", "prepared")},
        "plan": None if row.plan is None else {"id": row.plan.public_id, "name": row.plan.name},
        "author": person(row.author),
        "launched_at": None if row.launched_at is None else row.launched_at.isoformat(),
        "posted_on": day(row.posted_on),
        "piece_cost": f"{row.piece_cost:.4f}",
    }


def _people(actor: Actor, rows: Sequence[MailingRecipient]) -> list[dict[str, Any]]:
    shows = actor.may_read(FieldGroup.PERSONAL)
    return [
        {
            "company": {"id": row.company.public_id, "name": row.company.name},
            "contact": {"id": row.contact.public_id, "name": row.contact.full_name}
            if shows and row.contact is not None and row.contact.deleted_at is None
            else None,
            "state": row.message.state if row.message is not None else None,
            "left_out": row.left_out or None,
            "unsubscribed_at": None if row.unsubscribed_at is None else row.unsubscribed_at.isoformat(),
        }
        for row in rows
    ]


_AFTER = ("companies", "exchanges", "meetings", "quotes", "orders")
_PATH = "mailings"
_ONE = f"{_PATH}/{{id}}"
_THING: dict[str, Any] = {"type": "object"}
_ROW: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "kind", "state", "audience", "piece_cost"), TEXT),
        "prepared": COUNT,
        **dict.fromkeys(("plan", "author"), REF),
        "launched_at": PERHAPS,
        "posted_on": DAY,
    }
)
_WHOLE: dict[str, Any] = record(
    {
        **_ROW["properties"],
        **dict.fromkeys(("subject", "body", "language", "filter"), TEXT),
        **dict.fromkeys(("pieces", "unsubscribed"), COUNT),
        **dict.fromkeys(("outcomes", "left_out"), _THING),
        "after": {
            **record(
                {**dict.fromkeys((*_AFTER, "days"), COUNT), **dict.fromkeys(("amount", "cost"), AMOUNT)}
            ),
            "type": ["object", "null"],
        },
    }
)
_RECIPIENT: dict[str, Any] = record(
    {
        **dict.fromkeys(("company", "contact"), REF),
        **dict.fromkeys(("state", "left_out", "unsubscribed_at"), PERHAPS),
    }
)
_STATE = Parameter(
    "state", _("Seulement ceux-là : draft, preparing, ready, paused ou cancelled."),
    {"type": "string", "enum": [each.value for each in MailingState]},
)  # fmt: skip
_WHICH = Parameter(
    "which", _("Un résultat (sent, hard, waiting…), une raison d’avoir été écarté, ou « unsubscribed ».")
)
_RIGHT = Permission.MANAGE_PROSPECTING
MAILINGS = (
    Endpoint(
        "GET", _PATH, "list_mailings", _("Les envois, les derniers d’abord"), S.PROSPECTING_READ, _list,
        query=(_STATE, *PAGED), answer=lambda: page_schema(_ROW), permission=_RIGHT, group=_GROUP,
    ),
    Endpoint(
        "GET", _ONE, "get_mailing", _("Un envoi, ce qu’il est devenu et ce qui a suivi"), S.PROSPECTING_READ,
        _show, answer=lambda: _WHOLE, permission=_RIGHT, group=_GROUP,
    ),
    Endpoint(
        "GET", f"{_ONE}/recipients", "list_mailing_recipients",
        _("À qui un envoi est parti, et qui a été écarté et pourquoi"), S.PROSPECTING_READ, _recipients,
        query=(_WHICH, *PAGED), answer=lambda: page_schema(_RECIPIENT), permission=_RIGHT, group=_GROUP,
    ),
)  # fmt: skip
