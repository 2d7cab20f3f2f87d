"""What is told of the demo's tenders: decisions, questions, one of a private buyer, results of some that are over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.models import Company
from negoce.demo.draws import draws, stable_public_id
from negoce.demo.seeding.best_customers import best_customers
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.negotiation.actions.tenders.decide import decide_tender
from negoce.negotiation.actions.tenders.questions import save_question
from negoce.negotiation.actions.tenders.result import end_tender
from negoce.negotiation.actions.tenders.save import create_tender
from negoce.negotiation.enums import BuyerKind, DealState, NeedKind
from negoce.negotiation.models import Deal, Tender, TenderQuestion
from negoce.negotiation.rules.tender_days import RUNNING
from negoce.negotiation.rules.tender_go import NOTES

_DECIDED, _ENDED = 6, 2
_ASKED = (
    (
        "Une variante est-elle admise sur le lot 2 ?",
        "Oui, une par lot, à condition de répondre aussi à la base.",
    ),
    ("La livraison se fait-elle sur un seul site ?", ""),
    (
        "Les échantillons sont-ils à fournir avec l’offre ?",
        "Sur demande seulement, après l’ouverture des plis.",
    ),
)
_LESSONS = (
    "Le délai de livraison pesait 20 % : répondre sous 5 jours, pas 10.",
    "Le mémoire technique a fait la différence : garder ce plan.",
)


def write_tender_stories(today: date) -> None:
    """Decide on those under way, ask on the first three, end some, and enter that of a private buyer."""
    running = Tender.objects.filter(stage__in=[stage.value for stage in RUNNING])
    for number, tender in enumerate(running.order_by("deadline", "pk")[:_DECIDED]):
        _decide(tender, number)
        if number < len(_ASKED):
            _ask(tender, today, number)
    ended = Deal.objects.filter(
        state__in=(DealState.WON.value, DealState.LOST.value),
        deleted_at__isnull=True,
        company__is_fictional=True,
        amount__gt=0,
        tender__isnull=True,
    )
    for state in (DealState.LOST.value, DealState.WON.value):
        recent = ended.filter(state=state, closed_on__gte=today - timedelta(days=150))
        for deal in recent.order_by("-amount", "pk")[: _ENDED // 2]:
            _end(deal, today)
    _private(today)


def _actor(owner: User | None) -> Actor:
    return actor_for(owner) if owner is not None else system_actor("Démonstration")


def _decide(tender: Tender, number: int) -> None:
    chance = draws("tender-go", tender.name, number)
    given = {name: str(chance.randint(5, 9)) for name in NOTES}
    decide_tender(_actor(tender.owner), tender, given={**given, "decision": "follow"})


def _ask(tender: Tender, today: date, number: int) -> None:
    question, answer = _ASKED[number]
    asked = today - timedelta(days=3)
    kept = save_question(
        _actor(tender.owner),
        tender,
        given={
            "question": question,
            "asked_on": f"{asked:%d/%m/%Y}",
            "answer": answer,
            "answered_on": f"{today - timedelta(days=1):%d/%m/%Y}" if answer else "",
        },
        asked_by=tender.owner if number != 1 else None,
    )
    TenderQuestion.objects.filter(pk=kept.pk).update(public_id=stable_public_id("tender-question", number))


def _end(deal: Deal, today: date) -> None:
    """The tender that a closed deal answered, and what came of it."""
    actor, closed = _actor(deal.owner), deal.closed_on or deal.step_since
    offers, again = closed - timedelta(days=20), closed + timedelta(days=364)
    public = deal.company.legal_form.startswith("7")
    tender = _enter(
        actor,
        deal.company,
        {
            "name": deal.name,
            "buyer": (BuyerKind.LOCAL if public else BuyerKind.PRIVATE).value,
            "need": NeedKind.SUPPLIES.value,
            "amount": str(deal.amount),
            "offers_until": f"{offers:%d/%m/%Y}",
            "owner": deal.owner,
        },
        deal,
    )
    price, won = deal.amount or Decimal(0), deal.state == DealState.WON
    other = (price * (Decimal("1.06") if won else Decimal("0.94"))).quantize(Decimal(1))
    given = {
        "outcome": deal.state,
        "known_on": f"{closed:%d/%m/%Y}",
        "reason": deal.outcome_reason or "price",
        "lessons": _LESSONS[won],
        "rank_0": "1" if won else "2",
        "price_0": str(price.quantize(Decimal(1))),
        "mark_0": "8" if won else "7",
        "name_1": "Grossiste national",
        "rank_1": "2" if won else "1",
        "price_1": str(other),
        "mark_1": "7" if won else "8",
        "reasons_asked_on": f"{closed:%d/%m/%Y}" if public and not won else "",
        "next_on": f"{again:%d/%m/%Y}" if again > today else "",
    }
    end_tender(actor, tender, given=given, revision=0)


def _private(today: date) -> None:
    """A group that consults its suppliers by its own rules; no deal answers yet."""
    company = best_customers().exclude(legal_form__startswith="7").first()
    if company is None:
        return
    day = f"{today + timedelta(days=16):%d/%m/%Y}"
    given = {
        "name": "Référencement fournisseurs 2027",
        "reference": "RFQ-2027-03",
        "buyer": BuyerKind.PRIVATE.value,
        "need": NeedKind.SUPPLIES.value,
        "amount": "180000",
        "published_on": f"{today - timedelta(days=5):%d/%m/%Y}",
        "questions_until": f"{today + timedelta(days=6):%d/%m/%Y}",
        "offers_until": day,
        "own_rules": "Deux tours : les trois meilleures offres sont reçues pour négocier. Échantillons avant l’oral.",
        "owner": company.owner,
    }
    _enter(_actor(company.owner), company, given, None)


def _enter(actor: Actor, company: Company, given: Mapping[str, object], deal: Deal | None) -> Tender:
    tender = create_tender(actor, company=company, given=given, deal=deal)
    public_id = stable_public_id("tender", deal.public_id if deal is not None else company.public_id)
    Tender.objects.filter(pk=tender.pk).update(public_id=public_id)
    tender.public_id = public_id
    return tender
