"""Creates a contact with its post (F2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.contacts.checks import checked_values
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.contacts.store import journal_contact
from negoce.companies.actions.people.opposition_digests import carry_oppositions, refuse_erased_email
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact, Post
from negoce.companies.rules.contact_values import GUARDED, POST_FIELDS, contact_name_key
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field


def create_contact(
    actor: Actor,
    *,
    company: Company,
    values: Mapping[str, object],
    guard_reason: str = "",
    import_key: str = "",
    batch: str = "",
) -> Contact:
    """Create a contact from raw values by field name, those of its open post in `company` among them.

    A channel that is known as opposed for one of the coordinates is opposed for the new contact too. Raises
    NotAllowed, Refused with the faulty fields, FreeTextRefused for a text that needs `guard_reason`.
    """
    require(actor, Permission.CREATE)
    given = {name: value for name, value in values.items() if value is not None}
    if "last_name" not in given:
        raise refuse_field("last_name", _("Le nom de la personne est nécessaire."))
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        fields = dict(checked_values(actor, given, home, None))
        reason = guard_texts({name: fields[name] for name in GUARDED if name in fields}, {}, guard_reason)
        refuse_erased_email(fields)
        post_fields = {name: fields.pop(name) for name in POST_FIELDS if name in fields}
        contact = Contact(company=home, import_key=import_key, **fields)
        contact.name_key = contact_name_key(contact.last_name, contact.first_name)
        contact.save(force_insert=True)
        post = Post.objects.create(contact=contact, company=home, **post_fields)
        Contact.objects.filter(pk=contact.pk).update(current_post=post)
        contact.current_post = post
        carry_oppositions(actor, contact, list(fields))
        told = {
            name: (None, value)
            for name, value in {**fields, **post_fields}.items()
            if value not in (None, "") and name != "language"
        }
        journal_contact(actor, contact, "created", told, reason=reason, batch=batch)
        index_records("contact", [contact.pk])
    return contact
