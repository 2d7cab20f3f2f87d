"""Sends a version to the customer: the exact PDF attached, and a link to read and accept it on line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.actions.terms_of_sale import note_terms_sent
from negoce.catalogue.enums import TermsWay
from negoce.catalogue.models import TermsOfSale
from negoce.catalogue.queries.terms_of_sale import terms_to_send
from negoce.companies.enums import ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.rules.emails import parse_email
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.quotes.create import check_contact
from negoce.negotiation.actions.quotes.file import file_of
from negoce.negotiation.actions.quotes.links import make_link
from negoce.negotiation.actions.quotes.loading import journal, loaded, move, refuse, store
from negoce.negotiation.models import Quote, QuoteLink, QuoteVersion
from negoce.negotiation.queries.quote_asked import opposed_unasked
from negoce.negotiation.queries.quote_floor import quote_floor
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.offer_holds import offer_holds
from negoce.negotiation.rules.quote_states import QuoteMove
from negoce.outbox.actions.gate import last_refused_on
from negoce.outbox.actions.message_send import Attached, queue_message
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.models import Message
from negoce.outbox.words.reasons import say as say_reason

# Where the address of the page stands in the text that a person writes.
LINK_MARK = "{lien}"


def send_quote(
    actor: Actor,
    quote: Quote,
    *,
    subject: str,
    text: str,
    address: Callable[[str], str],
    contact: Contact | None = None,
    email: str = "",
    revision: int | None = None,
) -> Message:
    """Queue the message and mark the version as sent, or do nothing.

    `address(token)` is the public page of a link. Its place in the text is LINK_MARK, else the end. Raises Refused
    when the state does not allow it, the offer is over, the floor is not allowed, there is no address, or the person
    must not be written to.
    """
    with transaction.atomic():
        row, version = loaded(actor, quote, revision=revision)
        check_contact(actor, row.company, contact)
        to, today = _address(email, contact), timezone.localdate()
        before, after = move(version, QuoteMove.SEND)
        _check_offer(version, today)
        _check_asked(row, version, to, contact)
        kept = file_of(row, version)
        link, token = make_link(version, email=to, contact=contact)
        terms = terms_to_send(row.company, today)
        message = queue_message(
            actor,
            kind=MessageKind.QUOTE,
            purpose=ContactPurpose.CONTRACTUAL,
            company=row.company,
            contact=contact,
            address=to,
            subject=subject,
            text=_with_link(text, address(token)),
            attachments=(Attached(f"{row.number}.pdf", bytes(kept.pdf)), *_attached(terms)),
            idempotency_key=f"quote-link-{link.public_id}",
            related_kind="quote",
            related_id=row.public_id,
            language=version.language,
        )
        _refuse_unsent(message)
        if terms is not None:
            _note_terms(actor, row, terms, message)
        version.sent_at = version.sent_at or timezone.now()
        version.save()
        store(row, version, sent_on=row.sent_on or today)
        journal(actor, row, "sent", {"state": (before, after), "version": (None, version.version)})
    return message


def _check_offer(version: QuoteVersion, today: date) -> None:
    """Refuse an offer that is over, and one under the floor that nobody allowed."""
    if not offer_holds(version.valid_until, today):
        raise refuse(Finding("quote.validity_over", figures={"until": version.valid_until}))
    floor = quote_floor(version, lines_of(version), today)
    if not floor.is_allowed:
        raise refuse(floor.refusal)


def _check_asked(row: Quote, version: QuoteVersion, to: str, contact: Contact | None) -> None:
    """A quote goes to who opposed prospecting and asked for it all the same, to nobody else (decision 0031).

    Without an end that both know, the offer itself is the whole answer: they are not asked after it.
    """
    is_chase = QuoteLink.objects.filter(version=version, email__iexact=to).exists()
    if is_chase and version.valid_until is None and last_refused_on(to, contact) is not None:
        raise refuse_field(
            "contact",
            _(
                "Cette personne refuse la prospection par e-mail, et ce devis n’a pas de fin de validité\u00a0: "
                "elle l’a reçu, elle n’est pas relancée. Une nouvelle version, avec sa date, peut lui être envoyée."
            ),
        )
    if opposed_unasked(row, to, contact):
        raise refuse_field(
            "contact",
            _(
                "Cette personne refuse la prospection par e-mail, et rien ne dit qu’elle a demandé ce devis. Si elle "
                "l’a demandé, notez sa demande («\u00a0devis voulu\u00a0») ou mettez-la en interlocuteur du devis."
            ),
        )


def _refuse_unsent(message: Message) -> None:
    if message.state == MessageState.REFUSED:
        reason = say_reason(Finding(message.reason)) if message.reason else ""
        raise Refused(_("Le message ne peut pas partir. %(reason)s") % {"reason": reason})


def _note_terms(actor: Actor, row: Quote, terms: TermsOfSale, message: Message) -> None:
    note_terms_sent(
        actor,
        row.company,
        terms,
        how=TermsWay.EMAIL,
        contact=message.contact,
        message=message.public_id,
    )


def _attached(terms: TermsOfSale | None) -> Sequence[Attached]:
    """Our terms of sale go with the first quote that a customer receives under them (C. com. L441-1)."""
    return () if terms is None else (Attached(f"CGV {terms.version}.pdf", bytes(terms.pdf)),)


def _address(email: str, contact: Contact | None) -> str:
    parsed = parse_email(email.strip() or (contact.email if contact is not None else ""))
    if parsed.value is None:
        raise refuse_field("email", _("Il faut une adresse e-mail valable."))
    return parsed.value


def _with_link(text: str, link: str) -> str:
    return text.replace(LINK_MARK, link) if LINK_MARK in text else f"{text.rstrip()}\n\n{link}"
