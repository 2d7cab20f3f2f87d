"""A person changes post: one action closes the old one, opens the new one and names the successor (F3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.contacts.checks import checked_values, visible_contact
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.actions.contacts.post import end_day, end_post, open_post
from negoce.companies.actions.contacts.store import journal_contact, write_row
from negoce.companies.actions.people.opposition_digests import carry_oppositions, refuse_erased_email
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import Departure, OriginChannel
from negoce.companies.models import Company, Contact, Post
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.contact_values import POST_FIELDS
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import refuse_field

NEW_COORDINATES = ("email", "phone", "mobile", "fax")


@dataclass(frozen=True, slots=True)
class Move:
    """What is known of a departure.

    With `departure` MOVED the person goes to `company`, or to a new company called `company_name`; `values`
    are the raw values of the new post and the new coordinates. E-mail, line and fax were the old company's:
    what `values` does not give of them is emptied; the mobile stays unless given. The successor is
    `successor`, or a new person made of `successor_values`, who takes over function and department.
    """

    left_on: object = ""
    departure: Departure = Departure.MOVED
    company: Company | None = None
    company_name: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    successor: Contact | None = None
    successor_values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move made; `batch` undoes it."""

    contact: Contact
    batch: str
    old_post: Post | None = None
    new_post: Post | None = None
    new_company: Company | None = None
    successor: Contact | None = None


def move_contact(actor: Actor, contact: Contact, *, move: Move) -> Moved:
    """Close the main post with the coordinates of the moment, open the next, in one transaction.

    A company that is not in the file yet enters it as a suspect that came by the network. Notice given,
    oppositions and past exchanges stay with the person. Raises NotAllowed, and Refused on faulty fields.
    """
    require(actor, Permission.EDIT)
    batch = new_public_id()
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        old = row.current_post
        if old is None and move.departure is not Departure.MOVED:
            raise refuse_field("departure", _("Cette personne n’a plus de poste : elle est déjà partie."))
        left_on = end_day(old, move.left_on) if old is not None else None
        target, created = _target(actor, row, move, batch)
        values = dict(checked_values(actor, move.values, target, row))
        refuse_erased_email(values)
        successor = _successor(actor, row, old, move, batch)
        if old is not None and left_on is not None:
            closed = {**end_post(old, row, left_on, successor), "departure": ("", move.departure.value)}
            Post.objects.filter(pk=old.pk).update(departure=move.departure.value)
            journal_contact(actor, row, "changed", closed, post=old, batch=batch)
        new = _new_post(actor, row, target, values, batch) if move.departure is Departure.MOVED else None
        _move_over(actor, row, target, new, values, batch)
        index_records("contact", [row.pk])
    return Moved(row, batch, old, new, target if created else None, successor)


def _target(actor: Actor, row: Contact, move: Move, batch: str) -> tuple[Company, bool]:
    """Where the person goes, and whether it was created; nowhere known leaves them filed where they were."""
    if move.departure is not Departure.MOVED:
        return row.company, False
    if move.company is not None:
        return visible_company(actor, move.company.pk), False
    if not move.company_name.strip():
        raise refuse_field("company", _("Choisissez l’entreprise où cette personne travaille maintenant."))
    values = {"name": move.company_name, "origin_channel": OriginChannel.NETWORK.value}
    return create_company(actor, values=values, batch=batch), True


def _successor(actor: Actor, row: Contact, old: Post | None, move: Move, batch: str) -> Contact | None:
    if old is None:
        return None
    if move.successor is not None:
        person = visible_contacts(actor).filter(pk=move.successor.pk, company_id=old.company_id).first()
        if person is None or person.pk == row.pk:
            raise refuse_field("successor", _("Choisissez une autre personne de la même entreprise."))
        return person
    if not any(str(value or "").strip() for value in move.successor_values.values()):
        return None
    inherited = {"function": old.function, "department": old.department}
    return create_contact(
        actor, company=old.company, values={**inherited, **move.successor_values}, batch=batch
    )


def _new_post(actor: Actor, row: Contact, target: Company, values: Mapping[str, object], batch: str) -> Post:
    """The post in the company they go to; a second one that they held there already becomes the main one."""
    fields = {name: value for name, value in values.items() if name in POST_FIELDS}
    held = Post.objects.filter(contact=row, company=target, ended_on__isnull=True).first()
    if held is not None:
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        changed = write_row(held, given)
        if changed:
            journal_contact(actor, row, "changed", changed, post=held, batch=batch)
        return held
    new = open_post(row, target, fields)
    told = {name: (None, value) for name, value in fields.items() if value not in (None, "")}
    journal_contact(actor, row, "created", told, post=new, batch=batch)
    return new


def _move_over(
    actor: Actor,
    row: Contact,
    target: Company,
    new: Post | None,
    values: Mapping[str, object],
    batch: str,
) -> None:
    """File the person under the company, with the coordinates that hold now."""
    after: dict[str, object] = {"company": target, "current_post": new}
    for name in NEW_COORDINATES:
        if name != "mobile" or "mobile" in values:
            after[name] = values.get(name, "")
    changed = write_row(row, after)
    carry_oppositions(actor, row, [name for name in changed if name in NEW_COORDINATES])
    journal_contact(actor, row, "job_moved", changed, company=target, batch=batch)
