"""Finds the contacts that rows speak of: stored, merged since, or about to be created by the same batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from negoce.companies.actions.imports.batch import ImportBatch
from negoce.companies.models import Company, Contact
from negoce.companies.queries.merges.merges import stand_ins
from negoce.companies.rules.emails import is_generic_email


@dataclass
class KnownContacts:
    """Contacts by what identifies them; those that the batch is about to create are added as it goes."""

    by_email: dict[str, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[int, str], Contact] = field(default_factory=dict)
    by_key: dict[str, Contact] = field(default_factory=dict)
    by_pk: dict[int, Contact] = field(default_factory=dict)

    def add(self, contact: Contact) -> None:
        """Make a contact known to the rows that follow."""
        if contact.email:
            self.by_email[contact.email.lower()].append(contact)
        self.by_name.setdefault((contact.company_id, contact.name_key), contact)
        if contact.import_key:
            self.by_key.setdefault(contact.import_key, contact)

    def stand_in(self, absorbed: Contact, survivor: Contact) -> None:
        """Make a person who was merged known as the one that stands for them."""
        if absorbed.email:
            self.by_email[absorbed.email.lower()].append(survivor)
        if absorbed.import_key:
            self.by_key.setdefault(absorbed.import_key, survivor)

    def chosen(self, batch: ImportBatch, row_number: int) -> Contact | None:
        """The stored contact that a person chose for a row."""
        return self.by_pk.get(batch.chosen.get(row_number, 0))

    def find(self, key: str, values: Mapping[str, object], company_id: int) -> Contact | None:
        """The contact that a row of this company speaks of, stored or about to be."""
        if key and key in self.by_key:
            return self.by_key[key]
        email, name = str(values.get("email", "")).lower(), str(values["name_key"])
        same_address = self.by_email.get(email, []) if email else []
        for contact in sorted(same_address, key=lambda each: each.company_id != company_id):
            if contact.name_key == name or not is_generic_email(email):
                return contact
        return self.by_name.get((company_id, name))


def known_contacts(
    batch: ImportBatch, persons: Sequence[Mapping[str, object]], companies: Iterable[Company]
) -> KnownContacts:
    """Read the contacts that these persons may be: those with their address or key, and the namesakes at
    these companies. Four queries, whatever their number.
    """
    emails = {str(each["email"]) for each in persons if each.get("email")}
    emails |= {email.lower() for email in emails}
    keys = {key for each in persons if (key := batch.key_of(each))}
    alive = Contact.objects.filter(deleted_at__isnull=True, erased_at__isnull=True).select_related(
        "current_post"
    )
    found: dict[int, Contact] = {}
    if emails:
        found.update(
            (each.pk, each)
            for each in alive.exclude(email="").filter(email__in=sorted(emails)).order_by("pk")
        )
    if keys:
        rows_ = alive.exclude(import_key="").filter(import_key__in=sorted(keys)).order_by("pk")
        found.update((each.pk, each) for each in rows_)
    if batch.chosen:
        rows_ = alive.filter(pk__in=sorted(batch.chosen.values())).order_by("pk")
        found.update((each.pk, each) for each in rows_)
    at = {company.pk for company in companies}
    names = {str(each["name_key"]) for each in persons}
    same = alive.filter(company_id__in=sorted(at), name_key__in=sorted(names)).order_by("pk")
    found.update((each.pk, each) for each in same)
    known = KnownContacts()
    for contact_id in sorted(found):
        known.add(found[contact_id])
    known.by_pk = found
    by_email = ~Q(email="") & Q(email__in=sorted(emails))
    by_key = ~Q(import_key="") & Q(import_key__in=sorted(keys))
    for absorbed, survivor in stand_ins("contact", by_email | by_key):
        known.stand_in(absorbed, found.get(survivor.pk, survivor))
    return known
