"""The tour that an actor may change, read again."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.enums import TourState
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.tours import may_change_tour, visible_stops, visible_tours


def changeable_tour(actor: Actor, tour: VisitTour) -> VisitTour:
    """The tour as it stands now. Raises NotAllowed; Refused while it is being worked out."""
    row = visible_tours(actor).filter(pk=tour.pk).first()
    if row is None or not may_change_tour(actor, row):
        raise NotAllowed(_("Cette tournée appartient à quelqu’un d’autre. Rien n’a été changé."))
    if row.state != TourState.READY.value:
        raise Refused(_("Cette tournée se calcule encore. Rien n’a été changé : attendez un instant."))
    return row


def changeable_stop(actor: Actor, stop: VisitStop) -> VisitStop:
    """The visit as it stands now, with its tour. Raises NotAllowed, Refused."""
    row = visible_stops(actor).filter(pk=stop.pk).select_related("tour", "company").first()
    if row is None:
        raise NotAllowed(_("Cette visite n’est plus visible pour vous. Rien n’a été changé."))
    row.tour = changeable_tour(actor, row.tour)
    return row


def take_revision(tour: VisitTour, seen: int | None) -> None:
    """Count one change; raises Conflict when somebody else changed the tour since it was shown."""
    rows = VisitTour.objects.filter(pk=tour.pk)
    if seen is not None:
        rows = rows.filter(revision=seen)
    if not rows.update(revision=F("revision") + 1):
        raise Conflict(
            _("Cette tournée a changé entre-temps. Rien n’a été enregistré : rechargez la page."),
            field="revision",
            current=tour.revision,
        )
