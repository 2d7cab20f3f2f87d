"""Deals and quotes of the demo, made by the ordinary actions, each by the person who follows the customer."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from negoce.companies.enums import BuyerType
from negoce.companies.models import Company, Contact
from negoce.demo.competitors import COMPETITORS
from negoce.demo.draws import draws
from negoce.demo.seeding.best_customers import best_customers
from negoce.demo.seeding.offers import lines_of_products, under_the_floor, with_options
from negoce.demo.seeding.quote_days import (
    answered_at,
    date_begun,
    date_offer,
    date_refusal,
    date_sending,
    offered_on,
)
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.close import close_deal
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.actions.quotes.accept import Accepted, accept_version
from negoce.negotiation.actions.quotes.approval import ask_approval
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.actions.quotes.outcome import expire_quote, refuse_quote
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.actions.quotes.send import send_quote
from negoce.negotiation.enums import AcceptanceWay, DealStep, OutcomeReason
from negoce.negotiation.models import Deal, Quote
from negoce.negotiation.queries.quote_entry import TypedQuote
from negoce.orders.actions.order_from_quote import order_from_quote
from negoce.orders.models import CustomerProduct

DEALS = 48
_NAMES = (
    "Assortiment de printemps", "Vitrine de Noël", "Réassort annuel", "Ouverture du second magasin",
    "Cadeaux de fin d’année", "Gamme cuisine", "Corner cadeaux", "Rayon papeterie", "Décoration de table",
    "Implantation de deux linéaires", "Coffrets clients", "Rentrée des classes",
)  # fmt: skip
_OF_COUNCILS = ("Arbre de Noël", "Cadeaux de fin d’année des salariés")
_OF_PUBLIC_BODIES = ("Marché de décorations et petites fournitures", "Cadeaux de la cérémonie des vœux")
# Sold for the end of this year, while it is time; everything else is for the coming one from autumn on.
_YEAR_END = frozenset({"Vitrine de Noël", "Cadeaux de fin d’année", "Coffrets clients", *_OF_COUNCILS})
# Who buys at these places: two public bodies and a works council whose quotes become orders, and one more to come.
_BUYERS = {
    3: BuyerType.PUBLIC_BODY,
    15: BuyerType.PUBLIC_BODY,
    22: BuyerType.WORKS_COUNCIL,
    4: BuyerType.WORKS_COUNCIL,
}
_LOST = (OutcomeReason.PRICE, OutcomeReason.DELIVERY_TIME, OutcomeReason.NO_BUDGET, OutcomeReason.INCUMBENT)
# What becomes of every dozen: a quote that is a draft, sent, refused, accepted, over, waiting for an accord, or none.
_FATES = ("none", "sent", "draft", "won", "sent", "none", "lost", "over", "approval", "none", "won", "draft")
# Places of a dozen whose quote lets the customer choose: one is still with them, one was accepted.
_WITH_OPTIONS = frozenset({4, 10})


@dataclass(frozen=True, slots=True)
class Days:
    """Today, when a quote was offered, and when it was refused if it was."""

    today: date
    offered: date
    refused: date


def write_deal_and_quote(today: date, place: int) -> None:
    """Write the deal of a place, and its quote where it has one, as far as the rules let it go."""
    company = _customer(place)
    if company is None:
        return
    chance = draws("deal", place)
    assert company.owner is not None
    actor = actor_for(company.owner)
    people = Contact.objects.filter(company=company, deleted_at__isnull=True, erased_at__isnull=True)
    # Quotes go by e-mail: who has an address comes first.
    contacts = sorted(people.order_by("pk"), key=lambda person: not person.email)[:2]
    fate = _FATES[place % len(_FATES)]
    day = offered_on(today, place, DEALS)
    ended_on = today - timedelta(days=chance.randint(1, max(1, min(20, (today - day).days))))
    try:
        deal = _deal(actor, company, contacts, place, today, fate)
        if fate != "none":
            _quote(actor, deal, contacts, place, fate, Days(today, day, ended_on))
    except Refused:
        # A customer of the demo without an address or an e-mail: another place shows this fate.
        return
    if fate == "lost":
        outcome = {
            "state": "lost",
            "outcome_reason": chance.choice(_LOST).value,
            "competitor": chance.choice(COMPETITORS),
            "closed_on": ended_on,
        }
        close_deal(actor, deal, outcome=outcome)


def _customer(place: int) -> Company | None:
    """Who the deal of a place is with: a good customer, or one of the kind of buyers that this place shows."""
    companies = best_customers()
    kind = _BUYERS.get(place)
    if kind is not None:
        with_address = companies.filter(buyer_type=kind.value, contacts__email__gt="").exclude(siren="")
        found = list(with_address.distinct()[:30])
        if found:
            return found[place % len(found)]
    first = list(companies[: 3 * DEALS])
    return first[(place * 3) % len(first)] if first else None


def _name(company: Company, place: int, today: date) -> str:
    names: tuple[str, ...] = _NAMES
    if company.buyer_type == BuyerType.WORKS_COUNCIL.value:
        names = _OF_COUNCILS
    elif company.buyer_type == BuyerType.PUBLIC_BODY.value:
        names = _OF_PUBLIC_BODIES
    name = names[place % len(names)]
    is_late = today.month == 12 if name in _YEAR_END else today.month >= 9
    return f"{name} {today.year + is_late}"


def _deal(
    actor: Actor, company: Company, contacts: list[Contact], place: int, today: date, fate: str
) -> Deal:
    chance = draws("deal values", place)
    steps = list(DealStep)
    step = steps[chance.randint(0, 5)] if fate in ("none", "draft") else steps[chance.randint(4, 6)]
    return create_deal(
        actor,
        company=company,
        values={
            "name": _name(company, place, today),
            "amount": Decimal(chance.randint(8, 90) * 100),
            "close_on": today + timedelta(days=chance.randint(-12, 90)),
        },
        step=step.value,
        contacts=contacts,
    )


def _quote(actor: Actor, deal: Deal, contacts: list[Contact], place: int, fate: str, days: Days) -> None:
    chance = draws("quote", place)
    bought = CustomerProduct.objects.filter(
        company_id=deal.company_id, product__price__gt=0, product__is_active=True
    )
    products = [row.product for row in bought.select_related("product").order_by("-net", "pk")[:30]]
    if not products:
        return
    lines = lines_of_products(products, chance)
    if fate == "approval":
        lines = under_the_floor(deal.company, lines, days.today)
    elif place % len(_FATES) in _WITH_OPTIONS:
        lines = with_options(deal.company, lines)
    contact = contacts[0] if contacts else None
    quote = create_quote(actor, deal.company, contact=contact, deal=deal, title=deal.name)
    head = {"title": deal.name, "delivery_days": str(chance.choice((5, 8, 15, 21)))}
    quote = save_quote(
        actor,
        quote,
        revision=quote.revision,
        typed=TypedQuote(head=head, lines=lines),
        contact=contact,
        deal=deal,
        owner=deal.owner,
    )
    # A deal is worth what was offered.
    update_deal(actor, deal, changes={"amount": quote.net})
    moments = draws("quote days", place)
    date_begun(moments, deal, quote, days.offered)
    _follow(actor, quote, contact, fate, days, moments)


def _follow(
    actor: Actor, quote: Quote, contact: Contact | None, fate: str, days: Days, moments: random.Random
) -> None:
    if fate == "draft":
        return
    if fate == "approval":
        ask_approval(actor, quote, reason="Premier marché avec ce réseau : on se rattrape sur le réassort.")
        return
    quote = close_quote(actor, quote)
    if fate == "over":
        yesterday = days.today - timedelta(days=1)
        # Handed over in person, for a few days only.
        expire_quote(
            actor, date_offer(quote, days.offered, until=min(yesterday, days.offered + timedelta(days=5)))
        )
        return
    quote = date_offer(quote, days.offered)
    if contact is None or not contact.email:
        return
    message = send_quote(
        actor,
        quote,
        subject=f"Notre offre {quote.number}",
        text=(
            "Bonjour,\n\nComme convenu, voici notre offre. Vous pouvez la lire et l’accepter en ligne :\n\n{lien}"
            "\n\nJe reste à votre disposition.\n\nBien à vous"
        ),
        address=lambda token: f"http://127.0.0.1:8000/q/{token}/",
        contact=contact,
    )
    date_sending(moments, quote, message, days.offered)
    quote.refresh_from_db()
    version = quote.versions.get(version=quote.current_version)
    if fate == "lost":
        refuse_quote(actor, quote, reason=OutcomeReason.PRICE.value)
        date_refusal(moments, quote, days.refused)
    elif fate == "won":
        accepted = Accepted(
            way=AcceptanceWay.PURCHASE_ORDER,
            name=contact.full_name,
            buyer_reference=f"BC {days.today.year}-{quote.pk + 40}",
            accepted_at=answered_at(moments, days.offered, days.today),
        )
        answer = accept_version(actor, version, accepted)
        version.refresh_from_db()
        order_from_quote(actor, version, values={"ordered_on": timezone.localtime(answer.accepted_at).date()})
