"""Influence maps of the largest deals under way: who decides, what was heard of whom, who is still to be found."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from negoce.companies.enums import ActivityState, BuyerType
from negoce.companies.models import Activity, Contact
from negoce.companies.rules.activity_values import INTERVIEW_KINDS
from negoce.demo.draws import draws
from negoce.demo.moments import working_day
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.influence.fill_template import fill_influence_map
from negoce.negotiation.actions.influence.note_attitude import Heard, note_attitude
from negoce.negotiation.actions.influence.save_person import Placed, save_influence_person
from negoce.negotiation.actions.influence.set_edge import set_influence
from negoce.negotiation.enums import Attitude, DealState, DealStep
from negoce.negotiation.models import Deal, InfluencePerson
from negoce.negotiation.rules.buyer_templates import BuyerType as Template

MAPS = 10
_TEMPLATES = {
    BuyerType.WORKS_COUNCIL.value: Template.WORKS_COUNCIL,
    BuyerType.PUBLIC_BODY.value: Template.AUTHORITY,
}
_STEPS = (DealStep.DISCOVERY, DealStep.PRESENTATION, DealStep.DISCUSSION, DealStep.NEGOTIATION)
# What was heard, from the first seat to the last; the last ones are heard of by nobody yet.
_WORDS = (
    (Attitude.GREEN, "Vos délais nous ont dépannés l’an dernier"),
    (Attitude.ORANGE, "Il faut que je voie le budget de l’année"),
    (Attitude.RED, "Notre fournisseur actuel est moins cher"),
    (Attitude.GREEN, "Les échantillons ont plu en magasin"),
)
_WERE = (Attitude.ORANGE, Attitude.UNKNOWN, Attitude.RED, Attitude.ORANGE)


def write_influence_map(today: date, place: int) -> None:
    """Write the map of the deal of this place, as the person who follows it would."""
    deals = Deal.objects.filter(
        state=DealState.OPEN.value, deleted_at__isnull=True, step__in=[each.value for each in _STEPS]
    ).exclude(owner=None, amount=None)
    deal = (
        deals.select_related("company", "owner").order_by("-amount", "name", "pk")[place : place + 1].first()
    )
    if deal is None or deal.owner is None:
        return
    try:
        _write(actor_for(deal.owner), deal, today, draws("influence map", deal.company.import_key, deal.name))
    except (Refused, NotAllowed):
        # The deal changed hands meanwhile: its map is somebody else's to draw.
        return


def _write(actor: Actor, deal: Deal, today: date, chance: random.Random) -> None:
    template = _TEMPLATES.get(deal.company.buyer_type, Template.COMPANY)
    fill_influence_map(actor, deal, template.value)
    seats = list(InfluencePerson.objects.filter(deal=deal).order_by("pk"))
    alive = Contact.objects.filter(company=deal.company, deleted_at__isnull=True, erased_at__isnull=True)
    people = list(alive.order_by("pk")[:3])
    chance.shuffle(seats)
    for number, (seat, contact) in enumerate(zip(seats, people, strict=False)):
        placed = Placed(contact, seat.label, seat.roles, seat.weight, seat.reports_to)
        save_influence_person(actor, deal, seat, placed)
        _hear(actor, deal, seat, contact, number, today)
    first, second, third = seats[:3]
    set_influence(actor, deal, first, second, Decimal("0.6"))
    set_influence(actor, deal, third, second, Decimal("0.3"))


def _hear(
    actor: Actor, deal: Deal, seat: InfluencePerson, contact: Contact, number: int, today: date
) -> None:
    attitude, words = _WORDS[number]
    earlier = working_day(today - timedelta(days=45 + number))
    if _WERE[number] != attitude and _WERE[number] != Attitude.UNKNOWN:
        note_attitude(actor, deal, seat, Heard(_WERE[number].value, said_on=earlier))
    held = Activity.objects.filter(
        activity_contacts__contact=contact,
        company=deal.company,
        state=ActivityState.DONE.value,
        kind__in=sorted(each.value for each in INTERVIEW_KINDS),
        deleted_at__isnull=True,
        starts_at__date__gt=earlier,
        starts_at__date__lte=today,
    )
    interview = held.order_by("-starts_at", "-pk").first()
    day = working_day(today - timedelta(days=4 + 3 * number))
    note_attitude(
        actor, deal, seat, Heard(attitude.value, words, None if interview else day, activity=interview)
    )
