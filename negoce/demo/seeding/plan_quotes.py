"""The quotes that the demo's plans led to: of who bought, accepted; of the others, refused, over or still waiting."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from negoce.catalogue.enums import ProductKind
from negoce.catalogue.models import Product
from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.companies.models import Contact
from negoce.demo.draws import draws
from negoce.demo.moments import at
from negoce.demo.outline import UNTHOUGHT_OF
from negoce.demo.seeding.plan_funnel import QUOTE, Reached, offered_on, reached
from negoce.demo.seeding.plans_begun import FUNNELS
from negoce.demo.seeding.quote_days import date_offer, date_refusal
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.accept import Accepted, accept_version
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.actions.quotes.outcome import expire_quote, refuse_quote
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.enums import AcceptanceWay, OutcomeReason, QuoteState
from negoce.negotiation.models import Quote, QuoteVersion
from negoce.negotiation.queries.quote_entry import TypedQuote
from negoce.orders.models import CustomerProduct, OrderLine
from negoce.prospecting.models import ProspectingPlan

# So many pieces; each has every so-manyth quote, so that days and numbers go on together.
PIECES = 16
_TITLES = ("Première commande", "Ouverture de compte", "Premier assortiment", "Essai sur un linéaire")
_LOST = (OutcomeReason.PRICE, OutcomeReason.INCUMBENT, OutcomeReason.NO_BUDGET, OutcomeReason.DELIVERY_TIME)
_QUANTITIES = ("12", "24", "24", "48", "72")
# Of three that did not buy, two said so; the third let the time go by.
_SILENT = 3
_MOST_LINES = 8
_WAITS = timedelta(days=18)


def write_plan_quotes(today: date, place: int) -> None:
    """Write those of a place, the oldest first."""
    rows = [
        (offered_on(plan, each), each)
        for plan in ProspectingPlan.objects.filter(name__in=list(FUNNELS)).order_by("pk")
        for each in reached(plan, FUNNELS[plan.name], today)
        if each.stage >= QUOTE
    ]
    rows.sort(key=lambda row: (row[0], row[1].company.public_id))
    size = -(-len(rows) // PIECES)
    goods = _goods()
    for day, each in rows[place * size : (place + 1) * size]:
        _write(each, day, today, goods)


def _goods() -> Sequence[Product]:
    """What sells best, without what is sold to some trades only."""
    best = CustomerProduct.objects.filter(
        product__kind=ProductKind.GOODS.value, product__is_active=True, product__price__gt=2
    ).exclude(product__family__name=UNTHOUGHT_OF)
    keys = list(best.order_by("-net", "pk").values_list("product_id", flat=True)[:200])
    return list(Product.objects.filter(pk__in=keys).order_by("code"))


def _write(each: Reached, day: date, today: date, goods: Sequence[Product]) -> None:
    chance, company = draws("plan quote lines", each.company.public_id), each.company
    user = company.owner or User.objects.filter(role="manager", is_active=True).order_by("pk").first()
    if user is None or not goods:
        return
    actor, title = actor_for(user), chance.choice(_TITLES)
    contact = Contact.objects.filter(
        company=company, deleted_at__isnull=True, erased_at__isnull=True, current_post__isnull=False
    ).order_by("pk").first()  # fmt: skip
    quote = create_quote(actor, company, contact=contact, title=title)
    typed = TypedQuote(head={"title": title}, lines=_lines(each, goods, chance))
    quote = save_quote(actor, quote, revision=quote.revision, typed=typed, contact=contact, owner=user)
    moment = at(chance, day)
    Quote.objects.filter(pk=quote.pk).update(created_at=moment)
    QuoteVersion.objects.filter(quote=quote).update(created_at=moment)
    try:
        quote = date_offer(close_quote(actor, quote), day)
    except Refused:
        # Under the margin floor: it stays a draft.
        return
    # Handed over: nothing leaves by e-mail for a day that is past.
    Quote.objects.filter(pk=quote.pk).update(sent_on=day, state=QuoteState.SENT.value)
    QuoteVersion.objects.filter(quote=quote).update(sent_at=moment, state=QuoteState.SENT.value)
    quote.refresh_from_db()
    answered = min(max(each.settled_on, day), today - timedelta(days=1))
    if each.is_won:
        name = contact.full_name if contact is not None else company.name
        said = Accepted(way=AcceptanceWay.PURCHASE_ORDER, name=name, accepted_at=at(chance, answered))
        accept_version(actor, quote.versions.get(version=quote.current_version), said)
        QuoteVersion.objects.filter(quote=quote).update(closed_at=said.accepted_at)
    elif day + _WAITS < today and chance.randrange(_SILENT):
        refuse_quote(actor, quote, reason=chance.choice(_LOST).value)
        date_refusal(chance, quote, answered)
    elif quote.valid_until is not None and quote.valid_until < today:
        expire_quote(actor, quote)
        QuoteVersion.objects.filter(quote=quote).update(closed_at=at(chance, quote.valid_until))


def _lines(each: Reached, goods: Sequence[Product], chance: random.Random) -> list[TypedLine]:
    """What the first order holds; of who did not buy, some of what sells best."""
    if each.is_won:
        bought = OrderLine.objects.filter(
            order__company=each.company, order__ordered_on=each.settled_on, quantity__gt=0,
            product__kind=ProductKind.GOODS.value, product__is_active=True, product__price__gt=0,
        ).select_related("product")  # fmt: skip
        lines = [
            TypedLine(code=line.product.code, quantity=f"{int(line.quantity)}")
            for line in bought.order_by("-net", "pk")[:_MOST_LINES]
            if line.product is not None
        ]
        if lines:
            return lines
    return [
        TypedLine(code=product.code, quantity=chance.choice(_QUANTITIES))
        for product in chance.sample(list(goods), min(len(goods), chance.randint(3, _MOST_LINES)))
    ]
