"""The values of the merge fields that every kind of message has."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from negoce.companies.enums import Civility
from negoce.companies.models import Company, Contact
from negoce.companies.rules.phones import format_phone
from negoce.companies.words.choices import choice_label
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date_long
from negoce.parameters.models import Seller
from negoce.parameters.queries.seller import seller as read_seller


def common_values(
    actor: Actor,
    company: Company | None,
    contact: Contact | None,
    language: str,
    *,
    seller: Seller | None = None,
    writer: User | None = None,
) -> Mapping[str, str]:
    """What is known of the person, their company, the one who writes and the seller; two queries at most, none with
    `seller` and `writer`.
    """
    own = seller if seller is not None else read_seller()
    if writer is None and actor.user_id is not None:
        writer = User.objects.filter(pk=actor.user_id).first()
    with translation.override(language):
        return {
            **_person(contact),
            "company": company.name if company is not None else "",
            "city": company.city if company is not None else "",
            "sender": writer.full_name if writer is not None else (own.trade_name or own.name),
            "sender_email": writer.email if writer is not None else own.email,
            "seller": own.trade_name or own.name,
            "seller_phone": format_phone(own.phone) if own.phone else "",
            "today": format_date_long(timezone.localdate(), language),
        }


def _person(contact: Contact | None) -> Mapping[str, str]:
    if contact is None:
        return {"salutation": _("Madame, Monsieur"), "civility": "", "first_name": "", "last_name": ""}
    civility = choice_label(Civility, contact.civility) if contact.civility else ""
    title = contact.title or civility
    return {
        "salutation": f"{title} {contact.last_name}" if title else contact.full_name or _("Madame, Monsieur"),
        "civility": civility,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
    }
