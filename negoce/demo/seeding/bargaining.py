"""What is bargained in the demo: the prices of both sides and the concessions of deals under way that have a quote."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.money import format_decimal
from negoce.negotiation.actions.bargaining.concession_save import add_concessions
from negoce.negotiation.actions.bargaining.concession_state import move_concession
from negoce.negotiation.actions.bargaining.save import save_bargaining
from negoce.negotiation.enums import ConcessionState, DealState, DealStep, EstimateConfidence, QuoteState
from negoce.negotiation.models import Deal, Quote

_STEPS = (DealStep.PRESENTATION, DealStep.DISCUSSION, DealStep.NEGOTIATION, DealStep.CONCLUSION)
_LIVE = (QuoteState.DRAFT, QuoteState.APPROVAL, QuoteState.READY, QuoteState.SENT)
BARGAINED, _EACH = 6, 5
_ALTERNATIVES = (
    "Placer ces quantités chez deux clients en attente de réassort.",
    "Garder le stock pour les commandes de fin d’année.",
    "Revenir au prochain budget, sans remise.",
)
_SOURCES = (
    "Dit en visite : « nous ne monterons pas plus haut »",
    "Budget voté, d’après la comptabilité",
    "Déduit de leur dernière commande chez un concurrent",
)
# What is given, its cost and the value of what comes back, both in percent of the quote, and what is asked.
_CONCESSIONS = (
    ("Remise de 3 %", 3, "Engagement de 24 mois", 8),
    ("Paiement à 45 jours", 1, "Commande de 10 % de plus", 3),
    ("Livraison chaque semaine", 2, "Être cités comme référence", None),
    ("Présentoir prêté", 1, "Notre gamme en tête de linéaire", 2),
)


def write_bargaining(today: date, place: int) -> None:
    """Five of the deals of these steps whose quote still counts: the zone, then two or three concessions."""
    quotes = Quote.objects.filter(deal__state=DealState.OPEN.value, deal__deleted_at=None, net__gt=100)
    quotes = quotes.filter(deal__step__in=_STEPS, state__in=_LIVE, deleted_at=None)
    rows = quotes.select_related("deal__owner").order_by("deal_id", "-pk")
    for quote in rows[place * _EACH : (place + 1) * _EACH]:
        deal = quote.deal
        if deal is None or hasattr(deal, "bargaining"):
            continue
        actor = actor_for(deal.owner) if deal.owner is not None else system_actor("Démonstration")
        chance = random.Random(9_000 + deal.pk)
        save_bargaining(actor, deal, given=_prices(actor, quote.net, today, chance))
        _concede(actor, deal, quote.net, chance)


def _prices(actor: Actor, net: Decimal, today: date, chance: random.Random) -> Mapping[str, str]:
    # In one deal out of four they cannot pay what we need: the gap is told.
    ceiling = chance.choice((90, 96, 98, 99))
    return {
        "our_opening": _share(actor, net, 100),
        "our_target": _share(actor, net, 97),
        "our_reserve": _share(actor, net, 93),
        "alternative": chance.choice(_ALTERNATIVES),
        "their_target": _share(actor, net, 87),
        "their_reserve": _share(actor, net, ceiling),
        "their_reserve_confidence": chance.choice(list(EstimateConfidence)).value,
        "their_reserve_source": chance.choice(_SOURCES),
        "their_reserve_on": f"{today - timedelta(days=chance.randint(2, 20)):%d/%m/%Y}",
    }


def _concede(actor: Actor, deal: Deal, net: Decimal, chance: random.Random) -> None:
    chosen = chance.sample(_CONCESSIONS, chance.choice((2, 3)))
    rows = add_concessions(
        actor,
        deal,
        given=[
            {
                "given": given,
                "cost": _share(actor, net, cost),
                "asked": asked,
                "value": "" if value is None else _share(actor, net, value),
            }
            for given, cost, asked, value in chosen
        ],
    )
    for row, state in zip(rows, (ConcessionState.ACCEPTED, ConcessionState.PROPOSED), strict=False):
        if chance.random() < 0.7:
            move_concession(actor, row, to=state.value, seen=row.state)


def _share(actor: Actor, net: Decimal, percent: int) -> str:
    return format_decimal(net * percent / 100, actor.language, 0)
