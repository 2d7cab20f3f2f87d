"""Makes a line of a quote of a need that was told: in a draft of the deal, or in a new one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.catalogue.queries.products import named_product
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.quotes.add_line import add_line
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.enums import DealState, QuoteState
from negoce.negotiation.models import DiscoveryAnswer, DiscoveryInterview, DiscoveryNeed, Quote
from negoce.negotiation.queries.quotes import visible_quotes


def need_to_line(
    actor: Actor, interview: DiscoveryInterview, *, question: str, code: str, quantity: str, quote: str
) -> DiscoveryNeed:
    """Add `quantity` of a product to a draft (its public id; empty makes a new quote), and keep from which answer it
    came. `code` is that of the product, or its label when no other has it. Raises NotAllowed, Refused with the faulty
    fields."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        deal = visible_deal(actor, interview.deal_id)
        answer = (
            DiscoveryAnswer.objects.filter(interview=interview, question=question).exclude(answer="").first()
        )
        if answer is None:
            raise NotAllowed(_("Cette réponse n’est plus là. Rien n’a été ajouté."))
        errors = {}
        product = named_product(actor, code)
        if product is None:
            errors["product"] = _("Aucun produit ne porte cette référence.")
        drafts = visible_quotes(actor).filter(deal=deal, state=QuoteState.DRAFT.value)
        chosen = drafts.filter(public_id=quote[:12]).first() if quote else None
        if quote and chosen is None:
            errors["quote"] = _("Ce devis n’est plus un brouillon de cette affaire : choisissez-en un autre.")
        if deal.state != DealState.OPEN:
            errors["quote"] = _("Cette affaire est close : rouvrez-la pour en faire un devis.")
        refuse_all(errors)
        assert product is not None
        target: Quote = chosen or create_quote(
            actor, deal.company, contact=interview.contact, deal=deal, title=deal.name
        )
        line = add_line(actor, target, product=product, quantity=quantity)
        return DiscoveryNeed.objects.create(
            answer=answer, quote=target, product=product, quantity=line.quantity, author_id=actor.user_id
        )
