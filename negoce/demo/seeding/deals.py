"""Deals and quotes of the demo, made by the ordinary actions, each by the person who follows the customer."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.companies.models import Company, Contact
from negoce.demo.draws import draws
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.close import close_deal
from negoce.negotiation.actions.deals.create import create_deal
from negoce.negotiation.actions.quotes.accept import Accepted, accept_version
from negoce.negotiation.actions.quotes.approval import ask_approval
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.actions.quotes.outcome import refuse_quote
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
    "Cadeaux de fin d’année", "Gamme cuisine", "Cadeaux du comité", "Rayon papeterie", "Décoration de table",
    "Marché de fournitures", "Coffrets clients", "Rentrée des classes",
)  # fmt: skip
_COMPETITORS = ("Décors & Cie", "Grossimaison", "Les Comptoirs du Rhône", "Bazar de Gros")
_LOST = (OutcomeReason.PRICE, OutcomeReason.DELIVERY_TIME, OutcomeReason.NO_BUDGET, OutcomeReason.INCUMBENT)
# What becomes of every twelve deals: a quote that is a draft, sent, refused, accepted, waiting for an accord, or none.
_FATES = ("none", "sent", "draft", "won", "sent", "none", "lost", "sent", "approval", "none", "won", "draft")


def write_deal_and_quote(today: date, place: int) -> None:
    """Write the deal of a place, and its quote where it has one, as far as the rules let it go."""
    companies = list(
        Company.objects.filter(
            is_fictional=True, owner__isnull=False, deleted_at__isnull=True, sales__net_12_months__gt=0
        ).order_by("-sales__net_12_months", "pk")[: 3 * DEALS]
    )
    if not companies:
        return
    chance = draws("deal", place)
    company = companies[(place * 3) % len(companies)]
    assert company.owner is not None
    actor = actor_for(company.owner)
    contacts = list(
        Contact.objects.filter(company=company, deleted_at__isnull=True, erased_at__isnull=True).order_by(
            "pk"
        )[:2]
    )
    fate = _FATES[place % len(_FATES)]
    try:
        deal = _deal(actor, company, contacts, place, today, fate)
        if fate != "none":
            _quote(actor, deal, contacts, place, fate)
    except Refused:
        # A customer of the demo without an address or an e-mail: another place shows this fate.
        return
    if fate == "lost":
        outcome = {
            "state": "lost",
            "outcome_reason": chance.choice(_LOST).value,
            "competitor": chance.choice(_COMPETITORS),
            "closed_on": today - timedelta(days=chance.randint(1, 20)),
        }
        close_deal(actor, deal, outcome=outcome)


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
            "name": f"{_NAMES[place % len(_NAMES)]} {today.year if place % 2 else today.year + 1}",
            "amount": Decimal(chance.randint(8, 240) * 100),
            "close_on": today + timedelta(days=chance.randint(-12, 90)),
        },
        step=step.value,
        contacts=contacts,
    )


def _quote(actor: Actor, deal: Deal, contacts: list[Contact], place: int, fate: str) -> None:
    chance = draws("quote", place)
    bought = CustomerProduct.objects.filter(
        company_id=deal.company_id, product__price__gt=0, product__is_active=True
    )
    products = [row.product for row in bought.select_related("product").order_by("-net", "pk")[:30]]
    if not products:
        return
    chosen = chance.sample(products, min(len(products), chance.randint(2, 9)))
    lines = [
        TypedLine(code=product.code, quantity=str(chance.choice((6, 12, 24, 36, 48)))) for product in chosen
    ]
    if fate == "approval":
        lines = [TypedLine(code=line.code, quantity=line.quantity, reductions="60") for line in lines]
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
    _follow(actor, quote, contact, fate)


def _follow(actor: Actor, quote: Quote, contact: Contact | None, fate: str) -> None:
    if fate == "draft":
        return
    if fate == "approval":
        ask_approval(actor, quote, reason="Premier marché avec ce réseau : on se rattrape sur le réassort.")
        return
    quote = close_quote(actor, quote)
    if contact is None or not contact.email:
        return
    send_quote(
        actor,
        quote,
        subject=f"Notre offre {quote.number}",
        text="Bonjour,\n\nVoici notre offre. Elle se lit et s’accepte en ligne.\n\nBien à vous",
        address=lambda token: f"http://127.0.0.1:8000/q/{token}/",
        contact=contact,
    )
    quote.refresh_from_db()
    version = quote.versions.get(version=quote.current_version)
    if fate == "lost":
        refuse_quote(actor, quote, reason=OutcomeReason.PRICE.value)
    elif fate == "won":
        accepted = Accepted(
            way=AcceptanceWay.PURCHASE_ORDER, name=contact.full_name, buyer_reference="BC 2026-41"
        )
        accept_version(actor, version, accepted)
        version.refresh_from_db()
        order_from_quote(actor, version)
