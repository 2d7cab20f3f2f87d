"""What was heard when the demo's deals came to their end: signals of agreement, leave-taking, the buyers' scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from negoce.demo.draws import stable_public_id
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.negotiation.actions.conclusion.evaluate import evaluate_deal
from negoce.negotiation.actions.conclusion.mark import note_mark
from negoce.negotiation.enums import ConclusionFact, DealState, DealStep, OutcomeReason
from negoce.negotiation.models import BuyerEvaluation, Deal, DealContact
from negoce.negotiation.rules.buyer_criteria import field_of

# One a deal: the deals that come to their end, then those that are won, then those that are lost.
_OPEN, _WON, _LOST = 8, 16, 12
CONCLUSIONS = _OPEN + _WON + _LOST
_ENDING = (DealStep.NEGOTIATION.value, DealStep.CONCLUSION.value, DealStep.LEAVE_TAKING.value)
_HEARD = (
    (ConclusionFact.ASKS_DELIVERY, "Si je signe lundi, vous livrez quand ?"),
    (ConclusionFact.ASKS_PAYMENT, "On peut régler en deux fois ?"),
    (ConclusionFact.SPEAKS_AS_OWNER, "Je mettrai le présentoir près de la caisse."),
    (ConclusionFact.ASKS_LAST_EFFORT, "Et le port, vous me l’offrez ?"),
    (ConclusionFact.ASKS_A_COLLEAGUE, "Tu en penses quoi, ça irait en vitrine ?"),
)
_SAID = (
    (9, "Livré à la date dite, rien de cassé."),
    (8, "Bonne rotation, deux références en rupture trop vite."),
    (10, "La vitrine a plu, je recommande dès janvier."),
    (6, "Les cartons sont arrivés en deux fois."),
)
_REGRETTED = (
    (4, "Chez l’autre, un seul interlocuteur, qui rappelle le jour même."),
    (5, "Les modèles plaisaient, mais six semaines de délai, c’était trop."),
    (3, "Personne n’a répondu à ma question sur les retours."),
    (6, "À prix égal, on garde le fournisseur que l’on connaît."),
)
# What a buyer marks, where they took the offer and where they did not: service and delay part them, price hardly.
_CRITERIA = (
    (OutcomeReason.PRICE, 6, 6),
    (OutcomeReason.PRODUCT, 8, 7),
    (OutcomeReason.SERVICE, 9, 5),
    (OutcomeReason.DELIVERY_TIME, 8, 5),
    (OutcomeReason.RELATIONSHIP, 8, 6),
)


def write_conclusion(today: date, place: int) -> None:
    """Signals and a gesture of leaving on a deal under way, or what the buyer of a closed deal says of it."""
    if place < _OPEN:
        _write_signals(today, place)
    elif place < _OPEN + _WON:
        _write_evaluation(today, place - _OPEN, DealState.WON, _SAID)
    else:
        _write_evaluation(today, place - _OPEN - _WON, DealState.LOST, _REGRETTED)


def _write_signals(today: date, place: int) -> None:
    deal = (
        _deals(state=DealState.OPEN.value, step__in=_ENDING)
        .order_by("-amount", "pk")[place : place + 1]
        .first()
    )
    if deal is None:
        return
    actor = _actor(deal)
    day = f"{today - timedelta(days=1 + place % 4):%d/%m/%Y}"
    for fact, words in [_HEARD[(place + step) % len(_HEARD)] for step in range(1 + place % 3)]:
        values = {"happened_on": day, "words": words.replace(" ?", "\u00a0?"), "contact": _buyer(deal)}
        note_mark(actor, deal, fact=fact.value, values=values)
    if place % 2:
        note_mark(actor, deal, fact=ConclusionFact.SUMMARISED.value, values={"happened_on": day})


def _write_evaluation(today: date, place: int, state: DealState, told: Sequence[tuple[int, str]]) -> None:
    deal = _deals(state=state.value).order_by("-closed_on", "pk")[place : place + 1].first()
    if deal is None or deal.closed_on is None:
        return
    score, words = told[place % len(told)]
    day = min(today, deal.closed_on + timedelta(days=21))
    values = {
        "told_on": f"{day:%d/%m/%Y}",
        "score": str(score),
        "words": words,
        "contact": _buyer(deal),
    }
    for step, (criterion, won, lost) in enumerate(_CRITERIA):
        if (place + step) % 4:
            usual = won if state is DealState.WON else lost
            values[field_of(criterion)] = str(min(10, max(0, usual - 1 + (place * 3 + step) % 3)))
    kept = evaluate_deal(_actor(deal), deal, values=values)
    BuyerEvaluation.objects.filter(pk=kept.pk).update(
        public_id=stable_public_id("evaluation", deal.public_id)
    )


def _deals(**which: object) -> QuerySet[Deal]:
    rows = Deal.objects.filter(company__is_fictional=True, deleted_at__isnull=True, **which)
    return rows.select_related("company", "owner")


def _actor(deal: Deal) -> Actor:
    return actor_for(deal.owner) if deal.owner is not None else system_actor("Démonstration")


def _buyer(deal: Deal) -> str:
    """Somebody of the deal, who still works there."""
    rows = DealContact.objects.filter(deal=deal, contact__company_id=deal.company_id)
    found = rows.select_related("contact").order_by("position", "pk").first()
    return found.contact.public_id if found is not None else ""
