"""Reads what was typed of a plan: every faulty field is said at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.companies.enums import OriginChannel
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.enums import FieldGroup
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.prospecting.enums import PlanObjective, WorkMode

MOST = Decimal(1_000_000_000)
MOST_ORDERS = 100_000
RATES = ("quote_rate", "meeting_rate", "contact_rate")
Faults = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class TypedChannel:
    """One line of channels, as typed."""

    channel: str
    mode: str = WorkMode.IN_HOUSE.value
    budget: str = ""
    orders: str = ""
    rate: str = ""


def plan_columns(actor: Actor, values: Mapping[str, str], today: date, faults: Faults) -> dict[str, Any]:
    """The columns of a plan, read; what is wrong is added to `faults`.

    Who reads no margin writes none: the column is left out, and what a plan says stays.
    """
    found: dict[str, Any] = {
        "name": " ".join(values.get("name", "").split())[:120],
        "objective": values.get("objective", ""),
        "launch": " ".join(values.get("launch", "").split())[:120],
        "filter_text": values.get("filter_text", "").strip()[:4000],
        "note": values.get("note", "").strip()[:4000],
    }
    if not found["name"]:
        faults["name"] = [_("Donnez un nom à ce plan.")]
    if found["objective"] not in set(PlanObjective):
        faults["objective"] = [_("Choisissez ce que ce plan doit apporter.")]
    for name in ("starts_on", "ends_on"):
        read = parse_day(values.get(name, "")[:40], today)
        found[name] = read.value
        if read.value is None:
            faults[name] = [_("Donnez un jour, comme 31/12 ou « lundi ».")]
    if found["starts_on"] and found["ends_on"] and found["ends_on"] < found["starts_on"]:
        faults["ends_on"] = [_("La fin vient avant le début.")]
    found["target_orders"] = _whole(actor, "target_orders", values, faults)
    for name in RATES:
        found[name] = _rate(actor, name, values.get(name, ""), faults)
    if actor.may_read(FieldGroup.MARGIN):
        found["yearly_margin"] = _amount(actor, "yearly_margin", values.get("yearly_margin", ""), faults)
    found["owner"] = _owner(values.get("owner", ""), faults)
    return found


def channel_rows(actor: Actor, typed: Sequence[TypedChannel], faults: Faults) -> list[dict[str, Any]]:
    """The channels of a plan, read; empty lines are left out, a channel twice or unknown is a fault."""
    rows: list[dict[str, Any]] = []
    wrong: list[str] = []
    for each in typed:
        if not each.channel:
            if each.budget.strip() or each.orders.strip():
                wrong.append(_("Choisissez le canal de chaque ligne remplie."))
            continue
        if each.channel not in set(OriginChannel) or each.mode not in set(WorkMode):
            wrong.append(_("Choisissez un canal de la liste."))
            continue
        if any(row["channel"] == each.channel for row in rows):
            wrong.append(_("Un canal est écrit deux fois."))
            continue
        line: Faults = {}
        budget = _amount(actor, "channels", each.budget, line)
        orders = _whole(actor, "channels", {"channels": each.orders or "0"}, line)
        rate = _rate(actor, "channels", each.rate, line) if each.rate.strip() else None
        wrong += line.get("channels", [])
        rows.append(
            {
                "channel": each.channel,
                "mode": each.mode,
                "budget": budget or Decimal(0),
                "target_orders": orders,
                "contact_rate": rate,
            }
        )
    if wrong:
        faults["channels"] = list(dict.fromkeys(wrong))
    return rows


def amount_of(actor: Actor, name: str, text: str, faults: Faults) -> Decimal | None:
    """An amount in euros, to the cent, not below zero; None for nothing."""
    return _amount(actor, name, text, faults)


def _amount(actor: Actor, name: str, text: str, faults: Faults) -> Decimal | None:
    read = parse_decimal(text[:60], mark_of(actor.language))
    if read.refused or (read.value is not None and not 0 <= read.value <= MOST):
        faults[name] = [_("« %(text)s » n’est pas un montant en euros.") % {"text": text[:40]}]
        return None
    return None if read.value is None else read.value.quantize(Decimal("0.01"))


def _rate(actor: Actor, name: str, text: str, faults: Faults) -> Decimal | None:
    read = parse_decimal(text.strip().removesuffix("%").strip()[:60], mark_of(actor.language))
    value = None if read.refused else read.value
    if value is None or not Decimal("0.01") <= value <= 100:
        faults[name] = [_("Un taux va de plus de 0 à 100 %.")]
        return None
    return value.quantize(Decimal("0.01"))


def _whole(actor: Actor, name: str, values: Mapping[str, str], faults: Faults) -> int:
    read = parse_decimal(values.get(name, "")[:60], mark_of(actor.language))
    value = None if read.refused else read.value
    if value is None or value != value.to_integral_value() or not 0 <= value <= MOST_ORDERS:
        faults[name] = [_("Donnez un nombre entier de commandes.")]
        return 0
    return int(value)


def _owner(public_id: str, faults: Faults) -> User | None:
    found = User.objects.filter(public_id=public_id, is_active=True).first() if public_id else None
    if found is None:
        faults["owner"] = [_("Choisissez qui répond de ce plan.")]
    return found
