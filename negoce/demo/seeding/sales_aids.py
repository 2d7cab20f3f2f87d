"""What the demo's salespeople take along: documents, brochures, samples, displays, and which customers have some."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from negoce.companies.models import Activity
from negoce.demo.draws import stable_public_id
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.aids.handout import hand_out
from negoce.negotiation.actions.aids.stock import put_elsewhere, receive
from negoce.negotiation.enums import AidKind, DealState
from negoce.negotiation.models import AidHandout, Deal, DealAid, SalesAid
from negoce.negotiation.rules.aids import LENT

_RESERVE = "Réserve"
# The aids first, then the customers who have some.
SALES_AIDS = 9
# Kind, name, description, pieces, low level, days until a document ends.
_AIDS = (
    ("plan", "Plan de découverte boutique", "Les questions du premier rendez-vous, sur une page.", 0, None, None),
    ("brochure", "Catalogue de la saison", "48 pages, tarif séparé.", 180, 50, None),
    ("sample", "Coffret échantillons", "Six références, une par famille.", 24, 10, None),
    ("tester", "Valise de démonstration", "Douze produits ouverts.", 5, None, None),
    ("display", "Présentoir de comptoir", "Bois, 40 × 30 cm, monté en dix minutes.", 14, 4, None),
    ("sign", "Affiche vitrine Noël", "60 × 80 cm.", 28, 30, None),
    ("card", "Cartes de visite", "Boîtes de 100.", 12, 3, None),
)  # fmt: skip


def write_sales_aids(today: date, place: int) -> None:
    """The aids and their stock, then a handout to the customer of one deal under way."""
    actor = system_actor("Démonstration")
    if place == 0:
        for kind, name, description, pieces, low_at, ends in _AIDS:
            row = SalesAid.objects.create(
                public_id=stable_public_id("sales aid", name), kind=kind, name=name, description=description,
                is_lent=AidKind(kind) in LENT, low_at=low_at,
                expires_on=today + timedelta(days=ends) if ends is not None else None,
            )  # fmt: skip
            if pieces:
                receive(actor, row, values={"place": _RESERVE, "pieces": str(pieces)})
        return
    deals = Deal.objects.filter(
        company__is_fictional=True, deleted_at__isnull=True, state=DealState.OPEN.value
    )
    deal = deals.select_related("company", "owner").order_by("-amount", "pk")[place - 1 : place].first()
    if deal is None:
        return
    chance = random.Random(9_900 + place)
    aids = {row.kind: row for row in SalesAid.objects.order_by("-pk")}
    who = actor_for(deal.owner) if deal.owner is not None else actor
    DealAid.objects.create(deal=deal, aid=aids["brochure"])
    kind = ("tester", "display", "sample", "display")[place % 4]
    car = f"Voiture de {deal.owner.first_name}" if deal.owner is not None else _RESERVE
    if car != _RESERVE:
        put_elsewhere(who, aids[kind], values={"place": _RESERVE, "to": car, "pieces": "1"})
    due = today + timedelta(days=chance.randint(1, 20))
    lent = {"due_on": f"{due:%d/%m/%Y}"} if aids[kind].is_lent else {}
    made = hand_out(
        who, aids[kind], company=deal.company, deal=deal, values={"place": car, "pieces": "1", **lent}
    )
    if place == 1 and made.due_on is not None:
        late = today - timedelta(days=3)
        AidHandout.objects.filter(pk=made.pk).update(handed_on=today - timedelta(days=25), due_on=late)
        Activity.objects.filter(pk=made.task_id or 0).update(starts_at=_at_nine(late))


def _at_nine(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
