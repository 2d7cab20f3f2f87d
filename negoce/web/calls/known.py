"""What is known of whom is being called: status, exchanges, purchases, promises, who keeps the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import ngettext

from negoce.companies.enums import ActivityKind, ActivityState, DecisionPower, DeclaredKind
from negoce.companies.models import Company, Contact
from negoce.companies.queries.contact_page import gatekeepers
from negoce.companies.queries.declared_facts import declared_facts
from negoce.companies.queries.visible import visible_activities
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.orders.models import CustomerSales
from negoce.orders.queries.last_orders import last_orders
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife
from negoce.ui.words.figures import money, number
from negoce.web.activities.words import moment_words
from negoce.web.companies.declared_panel import fact_words
from negoce.web.life.panels import sentence_of, status_chip
from negoce.web.life.proposal import proposed_status
from negoce.web.orders.figures import language

_DECIDING = frozenset({DecisionPower.DECIDES.value, DecisionPower.SIGNS.value, DecisionPower.BUYS.value})
_EXCHANGES, _PLANNED, _FACTS = 4, 4, 4


def known_context(
    actor: Actor, company: Company, contact: Contact | None, life: CustomerLife | None
) -> Mapping[str, object]:
    """What the screen of a call shows beside the number, in at most twelve queries."""
    bought = last_orders(company, 3)
    return {
        "status": status_chip(life.status if life else LifeStatus.SUSPECT.value),
        "why": sentence_of(life),
        "proposed": proposed_status(company, life),
        "exchanges": _exchanges(actor, company),
        "planned": _planned(actor, company),
        "bought": _bought(bought.sales),
        "orders": [
            {"day": format_date(each.ordered_on, language()), "net": money(each.net)}
            for each in bought.orders
        ],
        "declared": [
            {
                "kind": choice_label(DeclaredKind, each.kind),
                "words": " · ".join(part for part in (fact_words(each, language()), each.category) if part),
                "text": each.text[:200],
            }
            for each in declared_facts(company).latest[:_FACTS]
        ],
        "doors": _doors(actor, contact),
        "power": _power(actor, contact),
        "decides": _power_of(actor, contact) in _DECIDING,
    }


def _exchanges(actor: Actor, company: Company) -> Sequence[Mapping[str, str]]:
    today = timezone.localdate()
    rows = (
        visible_activities(actor)
        .filter(company=company, state=ActivityState.DONE.value)
        .order_by("-starts_at", "-id")
        .only("public_id", "kind", "subject", "body", "starts_at", "all_day")[:_EXCHANGES]
    )
    return [
        {
            "kind": choice_label(ActivityKind, row.kind),
            "subject": row.subject,
            "text": row.body[:200],
            "when": moment_words(row.starts_at, today, all_day=row.all_day),
        }
        for row in rows
    ]


def _planned(actor: Actor, company: Company) -> Sequence[Mapping[str, str]]:
    today = timezone.localdate()
    rows = (
        visible_activities(actor)
        .filter(company=company, state=ActivityState.PLANNED.value)
        .order_by("starts_at", "id")
        .only("public_id", "subject", "starts_at", "all_day")[:_PLANNED]
    )
    return [
        {"subject": row.subject, "when": moment_words(row.starts_at, today, all_day=row.all_day)}
        for row in rows
    ]


def _bought(sales: CustomerSales | None) -> str:
    if sales is None:
        return ""
    return ngettext(
        "%(net)s sur 12 mois, %(count)s commande en tout",
        "%(net)s sur 12 mois, %(count)s commandes en tout",
        sales.orders_count,
    ) % {"net": money(sales.net_12_months), "count": number(sales.orders_count)}


def _doors(actor: Actor, contact: Contact | None) -> Sequence[Mapping[str, str]]:
    """Who keeps the door, and how it was passed before."""
    if contact is None or not actor.may_read(FieldGroup.OBSERVATIONS):
        return []
    return [
        {"name": post.contact.full_name, "advice": post.gatekeeper_advice}
        for post in gatekeepers(actor, contact)
    ]


def _power(actor: Actor, contact: Contact | None) -> str:
    power = _power_of(actor, contact)
    return choice_label(DecisionPower, power) if power else ""


def _power_of(actor: Actor, contact: Contact | None) -> str:
    """What is noted of who is called; empty for who may not read it: the script begins as for anybody."""
    post = contact.current_post if contact is not None else None
    return post.decision_power if post is not None and actor.may_read(FieldGroup.OBSERVATIONS) else ""
