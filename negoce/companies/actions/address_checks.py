"""What every action on an address shares: checked values, the journal, the company's own place."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import checked_values, visible_company
from negoce.companies.actions.company_update import write_changes
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address, Company
from negoce.companies.rules.address_values import FIELDS, clean_address
from negoce.companies.words.findings import say
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

PLACE = ("postal_code", "city", "country")


def checked_address(values: Mapping[str, object], stored: Address | None) -> Mapping[str, object]:
    """Values fit for the columns; raises Refused with every faulty field."""
    before = {name: getattr(stored, name) for name in FIELDS} if stored is not None else {}
    cleaned, errors = clean_address(values, before)
    if errors:
        fields = {name: [say(finding)] for name, finding in errors.items()}
        raise Refused(next(iter(fields.values()))[0], fields=fields)
    return cleaned


def refuse_second_head_office(company: Company, kind: object, but: Address | None = None) -> None:
    """Raise Refused when another address is the head office already."""
    if kind != AddressKind.HEAD_OFFICE.value:
        return
    others = Address.objects.filter(company=company, kind=kind)
    if (others.exclude(pk=but.pk) if but is not None else others).exists():
        message = _("Cette entreprise a déjà un siège. Changez d’abord l’usage de l’autre adresse.")
        raise Refused(message, fields={"kind": [message]})


def visible_address(actor: Actor, address: Address) -> tuple[Address, Company]:
    """The address and its company as stored now; raises NotAllowed when the actor does not see them."""
    company = visible_company(actor, address.company_id)
    row = Address.objects.filter(pk=address.pk, company=company).first()
    if row is None:
        raise NotAllowed(_("Cette adresse n’existe plus. Rien n’a été changé."))
    return row, company


def follow_head_office(actor: Actor, company: Company, address: Address) -> None:
    """Copy a head office's place to its company, in the caller's transaction."""
    if address.kind != AddressKind.HEAD_OFFICE.value:
        return
    place = {name: getattr(address, name) for name in PLACE}
    write_changes(actor, company, checked_values(actor, place, company))


def journal_address(actor: Actor, company: Company, address: Address, verb: str, changes: Changes) -> None:
    """Tell of an address on its company's file."""
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="address",
            subject_id=address.pk,
            subject_name=address.label or address.city or address.line1,
            company_key=company.pk,
            changes=changes,
        ),
    )
