"""What tours are planned with: the settings of the house, the hours of a company; and a tour deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.enums import AddressKind
from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.actions.settings_keep import keep_settings
from negoce.portfolio.actions.tours.calendar import take_out_of_calendar
from negoce.portfolio.actions.tours.checks import changeable_tour
from negoce.portfolio.models import VisitHours, VisitTour
from negoce.portfolio.queries.tours import current_terms
from negoce.portfolio.visits.hours import parse_windows, write_windows
from negoce.portfolio.visits.terms import BOUNDS, PREFIX, TourTerms


def save_tour_terms(actor: Actor, terms: TourTerms) -> None:
    """Keep what tours are planned with, for those to come. Raises NotAllowed, and Refused out of range."""
    require(actor, Permission.MANAGE_SETTINGS)
    faults = {
        name: [_("Donnez une valeur de %(low)s à %(high)s.") % {"low": low, "high": high}]
        for name, (low, high) in BOUNDS.items()
        if not low <= getattr(terms, name) <= high
    }
    if faults:
        raise Refused(_("Une valeur est hors de portée. Rien n’a été enregistré."), fields=faults)
    with transaction.atomic():
        keep_settings(actor, current_terms(), terms, BOUNDS, prefix=PREFIX)


def save_visit_hours(
    actor: Actor, company: Company, *, hours: str, closed: frozenset[int], minutes: int | None
) -> None:
    """Keep when a company receives; empty hours are the usual ones again. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    parsed = parse_windows(hours[:200])
    if parsed.finding is not None:
        raise refuse_field(
            "hours",
            _("Écrivez des heures comme « 8h30-12h, 13h30-17h30 », trois plages au plus, dans l’ordre."),
        )
    if minutes is not None and not 5 <= minutes <= 480:
        raise refuse_field("minutes", _("Une visite dure de 5 minutes à 8 heures."))
    if not closed <= frozenset(range(7)) or len(closed) == 7:
        raise refuse_field("closed", _("Une entreprise reçoit au moins un jour par semaine."))
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        values = {
            "hours": write_windows(parsed.value or ()),
            "closed": ",".join(str(day) for day in sorted(closed)),
            "minutes": minutes,
        }
        kind = AddressKind.HEAD_OFFICE.value
        before = VisitHours.objects.filter(company=row, kind=kind).first() or VisitHours()
        changes = _changes(before, VisitHours(**values))
        if changes:
            VisitHours.objects.update_or_create(company=row, kind=kind, defaults=values)
            record(actor, Entry("updated", "company", row.pk, row.name, changes=changes))


def _changes(before: VisitHours, after: VisitHours) -> dict[str, tuple[object, object]]:
    told = {
        "visit_hours": (before.hours, after.hours),
        "visit_closed": (_days_of(before), _days_of(after)),
        "visit_minutes": (before.minutes, after.minutes),
    }
    return {name: (old, new) for name, (old, new) in told.items() if old != new}


def _days_of(row: VisitHours) -> list[int]:
    return [int(day) for day in row.closed.split(",") if day]


def delete_tour(actor: Actor, tour: VisitTour) -> None:
    """Delete a tour; its visits that are still planned leave the calendar. Raises NotAllowed, Refused."""
    with transaction.atomic():
        row = changeable_tour(actor, tour)
        take_out_of_calendar(actor, row)
        VisitTour.objects.filter(pk=row.pk).delete()
        record(actor, Entry("deleted", "visit_tour", row.pk, row.first_day.isoformat()))
