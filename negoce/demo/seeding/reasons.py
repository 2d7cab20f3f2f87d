"""What customers of the demo said of why they leave or stay."""

from __future__ import annotations

import random
from datetime import date, timedelta

from django.db.models import QuerySet

from negoce.companies.models import Company
from negoce.demo.competitors import COMPETITORS
from negoce.demo.seeding.best_customers import best_customers
from negoce.identity.rules.actor import system_actor
from negoce.portfolio.actions.told_reason import tell_reason
from negoce.portfolio.enums import LifeStatus, ReasonSide

REASONS = 12
_EACH = 5
# Reason, whether a competitor is named, what was said.
_LEFT = (
    ("price", True, "Dix pour cent de moins sur les références courantes."),
    ("price", True, ""),
    ("delivery_time", False, "Deux livraisons en retard avant les fêtes."),
    ("competitor", True, ""),
    ("range", True, "Trouve tout chez un seul fournisseur."),
    ("closed", False, ""),
    ("purchasing_policy", False, "Achats repris par le siège."),
    ("service", False, "Litige resté sans réponse."),
)
_STAYS = (
    ("service", False, "Rappelle dans l’heure."),
    ("range", False, ""),
    ("relationship", False, "Suivi par la même personne depuis des années."),
    ("product", False, ""),
    ("service", False, ""),
    ("delivery_time", False, "Livré en 48 heures."),
    ("price", False, ""),
)


def write_reasons(today: date, place: int) -> None:
    """Five of them: the first half of the places is of who left, the second of who stays."""
    actor = system_actor("Démonstration")
    half = REASONS // 2
    gone = place < half
    first = (place if gone else place - half) * _EACH
    side, known = (ReasonSide.LEFT, _LEFT) if gone else (ReasonSide.STAYS, _STAYS)
    rows = _lost() if gone else best_customers()
    chance = random.Random(7_000 + place)
    for company in rows[first : first + _EACH]:
        reason, named, note = chance.choice(known)
        told_on = today - timedelta(days=chance.randint(5, 340))
        values = {
            "reason": reason,
            "competitor": chance.choice(COMPETITORS) if named else "",
            "told_on": f"{told_on:%d/%m/%Y}",
            "note": note,
        }
        tell_reason(actor, company, side=side.value, values=values)


def _lost() -> QuerySet[Company]:
    rows = Company.objects.filter(is_fictional=True, deleted_at__isnull=True, owner__isnull=False)
    return rows.filter(life__status=LifeStatus.LOST.value, sales__orders_count__gt=1).order_by("pk")
