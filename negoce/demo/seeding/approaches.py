"""People whom the demo's salespeople approach before there is a deal: two under way, one given up."""

from __future__ import annotations

from datetime import date

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity, Contact
from negoce.demo.draws import stable_public_id
from negoce.identity.queries.actors import actor_for
from negoce.negotiation.actions.approaches.end import stop_approach
from negoce.negotiation.actions.approaches.start import start_approach
from negoce.negotiation.enums import ApproachEnd
from negoce.negotiation.models import Approach, SalesCycle

_CYCLES = ("long", "short", "two_meetings")


def write_approaches(_today: date, _place: int) -> None:
    """On the first people of companies that were never sold anything nor are being sold to."""
    people = Contact.objects.filter(
        deleted_at__isnull=True,
        erased_at__isnull=True,
        company__deleted_at__isnull=True,
        company__deals__isnull=True,
        company__orders__isnull=True,
        company__owner__is_active=True,
    )
    cycles = {row.key: row for row in SalesCycle.objects.exclude(key="")}
    found: dict[int | None, Contact] = {}
    for person in people.select_related("company__owner").order_by("company_id", "pk")[:60]:
        found.setdefault(person.company_id, person)
    for place, person in enumerate(list(found.values())[: len(_CYCLES)]):
        if person.company is None or person.company.owner is None:
            continue
        actor = actor_for(person.company.owner)
        cycle = cycles.get(_CYCLES[place])
        approach = start_approach(actor, person.company, contact=person, cycle=cycle)
        _settle(approach, place)
        if place == 1:
            Activity.objects.filter(approach_link__approach=approach).update(state=ActivityState.DONE.value)
        if place == 2:
            stop_approach(actor, approach, reason=ApproachEnd.LATER.value)


def _settle(approach: Approach, place: int) -> None:
    """The same addresses on every machine."""
    Approach.objects.filter(pk=approach.pk).update(public_id=stable_public_id("approach", str(place)))
    for number, link in enumerate(approach.tasks.order_by("activity_id")):
        Activity.objects.filter(pk=link.activity_id).update(
            public_id=stable_public_id("approach task", str(place), str(number))
        )
