"""Puts somebody on the map of a deal, or changes who they are in its decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Contact
from negoce.companies.rules.value_cleaning import clean_choice, clean_line
from negoce.identity.actions.alone import alone_with
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.deals.people import set_deal_person
from negoce.negotiation.actions.influence.checks import person_on_map, require_map, told, touch
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import Deal, DealContact, InfluencePerson
from negoce.negotiation.queries.influence.read import MOST_PEOPLE
from negoce.negotiation.rules.influence import HEAVIEST, LIGHTEST, would_loop
from negoce.negotiation.words.deal import say


@dataclass(frozen=True, slots=True)
class Placed:
    """Who somebody is in the decision: a contact, or what is known of who is not known yet."""

    contact: Contact | None = None
    label: str = ""
    roles: Sequence[str] = ()
    weight: int | None = 3
    reports_to: InfluencePerson | None = None


def save_influence_person(
    actor: Actor,
    deal: Deal,
    person: InfluencePerson | None,
    placed: Placed,
    *,
    revision: int | None = None,
    guard_reason: str = "",
) -> InfluencePerson:
    """Store somebody of the map; a contact who was not in the deal comes into it. A placeholder that takes a contact
    keeps its place. Raises NotAllowed, Refused, FreeTextRefused, Conflict."""
    require_map(actor)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        # Held: two people put nobody there twice, nor one above the other and below.
        alone_with(Deal.objects.filter(pk=row.pk))
        stored = person_on_map(row, person.pk, revision) if person is not None else None
        values = _checked(row, stored, placed)
        before = {"label": stored.label if stored is not None else ""}
        reason = guard_texts({"label": values["label"]}, before, guard_reason)
        if stored is None:
            stored = InfluencePerson.objects.create(deal=row, **values)
        elif all(getattr(stored, name) == value for name, value in values.items()):
            return stored
        else:
            touch(stored, values)
        if placed.contact is not None:
            _bring_in(actor, row, placed.contact, values["roles"])
        told(actor, row, stored, {"guard_reason": (None, reason)} if reason else None)
    return stored


def _checked(deal: Deal, stored: InfluencePerson | None, placed: Placed) -> dict[str, object]:
    errors = {}
    label = clean_line(placed.label, 120)
    if label.finding is not None:
        errors["label"] = say(label.finding)
    if placed.contact is None and not label.value:
        errors["label"] = _("Choisissez une personne, ou dites la fonction de qui reste à trouver.")
    others = InfluencePerson.objects.filter(deal=deal).exclude(pk=stored.pk if stored else 0)
    if stored is None and others.count() >= MOST_PEOPLE:
        errors["contact"] = _("La carte porte déjà %(most)s personnes.") % {"most": MOST_PEOPLE}
    if placed.contact is not None and others.filter(contact=placed.contact).exists():
        errors["contact"] = _("Cette personne est déjà sur la carte.")
    if placed.weight is None or not LIGHTEST <= placed.weight <= HEAVIEST:
        errors["weight"] = _("Le poids va de 1 à 5.")
    for role in placed.roles:
        parsed = clean_choice(role, DealRole)
        if parsed.finding is not None:
            errors["roles"] = say(parsed.finding)
    chief = placed.reports_to
    if chief is not None and stored is not None:
        chiefs = dict(others.order_by("pk").values_list("pk", "reports_to_id"))
        if would_loop(stored.pk, chief.pk, chiefs):
            errors["reports_to"] = _("Cette personne dépendrait d’elle-même.")
    refuse_all(errors)
    return {
        "contact": placed.contact,
        "label": label.value or "",
        "roles": [each.value for each in DealRole if each.value in placed.roles],
        "weight": placed.weight,
        "reports_to": chief,
    }


def _bring_in(actor: Actor, deal: Deal, contact: Contact, roles: object) -> None:
    """The deal knows one role of a person: it stays while the map has it, else it is the first of the map."""
    own = list(roles) if isinstance(roles, list) else []
    stored = DealContact.objects.filter(deal=deal, contact=contact).first()
    if stored is None or stored.role not in own:
        set_deal_person(actor, deal, contact, role=own[0] if own else "")
