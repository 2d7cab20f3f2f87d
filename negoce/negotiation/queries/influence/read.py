"""The influence map of a deal: its people with how they stood on a day, who sways whom, the support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import ActivityContact, Contact
from negoce.companies.queries.visible import visible_activities, visible_contacts
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.negotiation.enums import Attitude
from negoce.negotiation.models import Deal, DealContact, InfluenceAttitude, InfluenceEdge, InfluencePerson
from negoce.negotiation.queries.deals.page import still_there
from negoce.negotiation.rules.influence import Edge, Influencer, Support, support_of
from negoce.negotiation.rules.influence_circles import circles_of

MOST_PEOPLE = 60
# Face to face, be it on a screen: a call alone is no meeting.
_MEETINGS = (ActivityKind.VISIT.value, ActivityKind.VIDEO.value)


@dataclass(frozen=True, slots=True)
class PersonOnMap:
    """Somebody of the decision; `contact` is None for who is unknown, or hidden from the reader."""

    row: InfluencePerson
    name: str
    contact: Contact | None
    roles: Sequence[str]
    latest: InfluenceAttitude | None
    met_on: date | None
    gone: bool

    @property
    def attitude(self) -> str:
        """How they stood last; unknown while nothing was heard."""
        return self.latest.attitude if self.latest is not None else Attitude.UNKNOWN.value


@dataclass(frozen=True, slots=True)
class InfluenceMap:
    """The map as of a day; `unplaced` are the people of the deal who are not on it yet."""

    people: Sequence[PersonOnMap]
    edges: Sequence[InfluenceEdge]
    support: Support
    unplaced: Sequence[Contact]

    @property
    def circles(self) -> Sequence[Finding]:
        """Those who sway one another in a circle, by their names."""
        names = {each.row.pk: each.name for each in self.people}
        return [
            Finding("influence.circle", "info", {"names": ", ".join(names[key] for key in circle)})
            for circle in circles_of(
                [
                    Edge(each.source_id, each.target_id, each.strength)
                    for each in self.edges
                    if each.source_id in names and each.target_id in names
                ]
            )
        ]


def may_read_map(actor: Actor) -> bool:
    """Whether they read what was observed of people."""
    return actor.may_read(FieldGroup.OBSERVATIONS)


def influence_map(actor: Actor, deal: Deal, on: date | None = None) -> InfluenceMap:
    """The map of a deal that the caller may see, as of a day, today unless told; seven queries.

    Raises NotAllowed for who may not read observations.
    """
    if not may_read_map(actor):
        raise NotAllowed(_("Votre rôle ne lit pas ce qui a été observé des personnes."))
    day = on or timezone.localdate()
    rows = list(
        InfluencePerson.objects.filter(deal=deal)
        .select_related("contact__current_post")
        .order_by("-weight", "pk")[:MOST_PEOPLE]
    )
    roles = dict(DealContact.objects.filter(deal=deal).order_by("pk").values_list("contact_id", "role"))
    on_map = {each.contact_id for each in rows if each.contact_id is not None}
    known = {
        each.pk: each
        for each in visible_contacts(actor)
        .select_related("current_post")
        .filter(pk__in=on_map | roles.keys())
        .order_by("pk")
    }
    there = still_there(deal, on_map)
    latest, met = _latest(deal, day), _met(actor, on_map, day)
    people = [_person(row, known, roles, latest, met, there) for row in rows]
    edges = list(InfluenceEdge.objects.filter(source__deal=deal).order_by("pk"))
    support = support_of(
        [
            Influencer(
                each.row.pk, each.row.weight, each.attitude, each.roles, each.met_on is not None, each.name
            )
            for each in people
        ],
        [Edge(each.source_id, each.target_id, each.strength) for each in edges],
    )
    return InfluenceMap(people, edges, support, [known[key] for key in roles if key in known.keys() - on_map])


def attitudes_of(person: InfluencePerson) -> Sequence[InfluenceAttitude]:
    """How somebody stood, the latest first; interviews in the bin left out; one query."""
    return list(_alive().filter(person=person).select_related("activity").order_by("-said_on", "-pk")[:20])


def _alive() -> QuerySet[InfluenceAttitude]:
    return InfluenceAttitude.objects.filter(Q(activity__isnull=True) | Q(activity__deleted_at__isnull=True))


def _latest(deal: Deal, day: date) -> Mapping[int, InfluenceAttitude]:
    rows = _alive().filter(person__deal=deal, said_on__lte=day).select_related("activity")
    return {each.person_id: each for each in rows.order_by("said_on", "pk")}


def _met(actor: Actor, contacts: set[int], day: date) -> Mapping[int, date]:
    meetings = visible_activities(actor).filter(state=ActivityState.DONE.value, kind__in=_MEETINGS)
    # Asked meeting by meeting of these people: as a list, every meeting there is would be read first.
    held = Exists(meetings.filter(pk=OuterRef("activity_id")))
    rows = ActivityContact.objects.filter(held, contact_id__in=contacts, activity__starts_at__date__lte=day)
    found = rows.order_by().values("contact_id").annotate(last=Max("activity__starts_at"))
    return {each["contact_id"]: timezone.localtime(each["last"]).date() for each in found}


def _person(
    row: InfluencePerson,
    known: Mapping[int, Contact],
    roles: Mapping[int, str],
    latest: Mapping[int, InfluenceAttitude],
    met: Mapping[int, date],
    there: set[int],
) -> PersonOnMap:
    key = row.contact_id
    contact = known.get(key) if key is not None else None
    name = contact.full_name if contact is not None else row.label
    if key is not None and contact is None:
        name = _("Personne partie, fiche non visible")
    own = list(row.roles)
    if key is not None and roles.get(key) and roles[key] not in own:
        own.append(roles[key])
    return PersonOnMap(
        row=row,
        name=name,
        contact=contact,
        roles=own,
        latest=latest.get(row.pk),
        met_on=met.get(key) if key is not None else None,
        gone=key is not None and key not in there,
    )
