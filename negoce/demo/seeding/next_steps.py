"""What the demo's people plan next for their open deals: most have something, some were forgotten."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.demo.draws import draws
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Refused
from negoce.kit.working_days import next_working_day
from negoce.negotiation.actions.deals.activities import set_activity_deal
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import Deal

NEXT_STEPS = 48
# One deal of so many has no next step: what the board says of it is to be seen.
_FORGOTTEN = 5
_BY_STEP = {
    DealStep.PREPARATION: (ActivityKind.TASK, "Préparer l’entretien : historique, échantillons, tarif"),
    DealStep.CONTACT: (ActivityKind.CALL, "Appeler pour fixer le rendez-vous de découverte"),
    DealStep.DISCOVERY: (ActivityKind.VISIT, "Visite de découverte au magasin"),
    DealStep.PRESENTATION: (ActivityKind.VISIT, "Présenter la gamme, échantillons à l’appui"),
    DealStep.DISCUSSION: (ActivityKind.CALL, "Reprendre ses objections sur le délai et le prix"),
    DealStep.NEGOTIATION: (ActivityKind.VISIT, "Négocier volume contre délai de règlement"),
    DealStep.CONCLUSION: (ActivityKind.CALL, "Obtenir l’accord sur le devis"),
    DealStep.LEAVE_TAKING: (ActivityKind.TASK, "Remercier et confirmer ce qui est convenu"),
    DealStep.FOLLOW_UP: (ActivityKind.TASK, "Vérifier la livraison et la mise en rayon"),
}


def write_next_step(today: date, place: int) -> None:
    """Plan what comes next for the open deal of a place, by the person who follows it."""
    deals = Deal.objects.filter(state=DealState.OPEN.value, company__is_fictional=True, owner__isnull=False)
    deal = deals.select_related("owner", "company").order_by("pk")[place : place + 1].first()
    if deal is None or deal.owner is None or place % _FORGOTTEN == _FORGOTTEN - 1:
        return
    chance = draws("next step", place)
    day = next_working_day(today + timedelta(days=chance.randint(-3, 12)))
    kind, subject = _BY_STEP[DealStep(deal.step)]
    starts_at = datetime.combine(day, time(chance.choice((9, 10, 11, 14, 15, 16))))
    actor = actor_for(deal.owner)
    values = {
        "kind": kind.value,
        "state": ActivityState.PLANNED.value,
        "subject": subject,
        "starts_at": timezone.make_aware(starts_at),
    }
    try:
        set_activity_deal(actor, create_activity(actor, values=values, company=deal.company), deal)
    except Refused:
        # The company changed hands meanwhile: its new owner plans.
        return
