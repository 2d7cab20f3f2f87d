"""Begins a quote for a company, numbered at once."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.negotiation.actions.quotes.loading import journal
from negoce.negotiation.models import Deal, Quote, QuoteVersion
from negoce.parameters.actions.next_number import next_number
from negoce.parameters.queries.seller import seller


def create_quote(
    actor: Actor,
    company: Company,
    *,
    contact: Contact | None = None,
    deal: Deal | None = None,
    title: str = "",
    owner: User | None = None,
) -> Quote:
    """Make a draft without lines, with the seller's usual terms and validity; whoever makes it follows it.

    Raises NotAllowed, and Refused for a contact or a deal of another company.
    """
    require(actor, Permission.CREATE)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        check_contact(actor, home, contact)
        check_deal(home, deal)
        today = timezone.localdate()
        us = seller()
        row = Quote.objects.create(
            number=quote_number(today.year),
            company=home,
            contact=contact,
            deal=deal,
            title=title.strip()[:160],
            owner_id=owner.pk if owner is not None else actor.user_id,
            valid_until=today + timedelta(days=us.quote_validity_days),
        )
        QuoteVersion.objects.create(
            quote=row,
            valid_until=row.valid_until,
            language=offer_language(contact) or "fr",
            term_kind=us.term_kind,
            term_days=us.term_days,
            term_sector=us.term_sector,
            early_payment=us.early_payment,
            early_percent=us.early_percent,
            early_days=us.early_days,
        )
        journal(actor, row, "created", {})
    return row


def quote_number(year: int) -> str:
    """The next number of a year, in the caller's transaction: DEV-2026-00001."""
    return f"DEV-{year}-{next_number(f'quote-{year}'):05d}"


def offer_language(contact: Contact | None) -> str:
    """English for who reads English, else French; nothing for nobody: an offer then keeps the language it has."""
    return "" if contact is None else "en" if contact.language == "en" else "fr"


def check_contact(actor: Actor, company: Company, contact: Contact | None) -> None:
    """Refuse a person who is hidden or whose current post is elsewhere."""
    if contact is None:
        return
    if not visible_contacts(actor).filter(pk=contact.pk, company=company).exists():
        raise refuse_field("contact", _("Cette personne n’est pas un interlocuteur de cette entreprise."))


def check_deal(company: Company, deal: Deal | None) -> None:
    """Refuse a deal of another company."""
    if deal is not None and deal.company_id != company.pk:
        raise refuse_field("deal", _("Cette affaire est celle d’une autre entreprise."))
