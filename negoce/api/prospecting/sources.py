"""Why to prospect, the files that suspects came from with their licences, and tours of visits: all to be read."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.prospecting.paging import PAGED, page_of
from negoce.api.prospecting.plan_shapes import person
from negoce.api.records.one import load
from negoce.api.records.schemas import REF, page_schema
from negoce.api.steering.shapes import AMOUNT, COUNT, DAY, FLAG, PERHAPS, TEXT, amount, day, items_of, record
from negoce.identity.enums import FieldGroup
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.models import VisitStop, VisitTour
from negoce.portfolio.queries.signals import signals_of
from negoce.portfolio.queries.source_results import SourceResult, source_results
from negoce.portfolio.queries.tours import seen_of, visible_tours, with_stops
from negoce.prospecting.queries.sources import SourceLine, may_read_sources, source_lines

_GROUP = _("Prospection")


def _signals(call: Call) -> Answer:
    found = signals_of(call.actor, timezone.localdate())
    return Answer(
        {
            "counted_at": None if found.counted_at is None else found.counted_at.isoformat(),
            "held": found.held,
            "items": [
                {
                    "reason": each.kind.value,
                    "holds": each.holds,
                    "figures": {name: str(value) for name, value in each.figures.items()},
                }
                for each in found.found
            ],
            "declared": [
                {
                    "topic": each.topic,
                    "words": each.words,
                    "evidence": each.evidence,
                    "declared_on": day(each.declared_on),
                    "holds_until": day(each.holds_until),
                }
                for each in found.facts
            ],
        }
    )


def _sources(call: Call) -> Answer:
    if not may_read_sources(call.actor):
        raise NotAllowed()
    lines = source_lines(timezone.localdate())
    results = source_results([each.source for each in lines])
    return Answer({"items": [_source(each, results[each.source.pk]) for each in lines]})


def _source(line: SourceLine, result: SourceResult) -> dict[str, Any]:
    source = line.source
    return {
        "id": source.public_id,
        **{name: getattr(source, name) for name in ("name", "kind", "supplier", "channels", "at_end")},
        "state": line.state.code.removeprefix("licence."),
        **{name: day(getattr(source, name)) for name in ("starts_on", "ends_on", "ended_on")},
        "days_left": line.days_left,
        "uses": line.uses,
        "uses_allowed": source.uses_allowed,
        "companies": line.companies,
        "contacts": line.contacts,
        "answered": result.answered,
        "customers": result.customers,
        "revenue": amount(result.revenue),
        "cost": amount(source.cost),
        "cost_per_company": amount(result.cost_per_company),
        "cost_per_customer": amount(result.cost_per_customer),
    }


def _tours(call: Call) -> Answer:
    rows = visible_tours(call.actor).select_related("owner", "plan")
    return page_of(call, "tours", rows, lambda found: [_tour(each) for each in found])


def _one_tour(call: Call) -> Answer:
    tour = load(with_stops(call.actor, visible_tours(call.actor)), call.public_id)
    worth = call.actor.may_read(FieldGroup.MARGIN) or not tour.with_margins
    stops = sorted(seen_of(tour), key=lambda each: (each.day is None, each.day, each.position, each.pk))
    return Answer({**_tour(tour), "stops": [_stop(each, worth=worth) for each in stops]})


def _tour(tour: VisitTour) -> dict[str, Any]:
    return {
        "id": tour.public_id,
        "owner": person(tour.owner),
        "plan": None if tour.plan is None else {"id": tour.plan.public_id, "name": tour.plan.name},
        "state": tour.state,
        "days": list(tour.days),
        "start": tour.start_name,
        "in_calendar": tour.in_calendar_at is not None,
    }


def _stop(stop: VisitStop, *, worth: bool) -> dict[str, Any]:
    found = {
        "company": {"id": stop.company.public_id, "name": stop.company.name},
        "place": stop.place,
        "day": day(stop.day),
        "starts": _hour(stop.start),
        "ends": _hour(stop.end),
        "km": round(stop.km, 1),
        "driving_minutes": stop.driving,
        "left_out": stop.left_out or None,
        "appointment": stop.is_appointment,
    }
    return {**found, "worth": amount(stop.worth)} if worth else found


def _hour(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


_SIGNAL: dict[str, Any] = record({"reason": TEXT, "holds": FLAG, "figures": {"type": "object"}})
_SOURCE: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "name", "kind", "supplier", "at_end", "state"), TEXT),
        "channels": {"type": "array", "items": TEXT},
        **dict.fromkeys(("starts_on", "ends_on", "ended_on"), DAY),
        **dict.fromkeys(("days_left", "uses", "uses_allowed", "companies", "contacts", "answered"), COUNT),
        "customers": COUNT,
        **dict.fromkeys(("revenue", "cost", "cost_per_company", "cost_per_customer"), AMOUNT),
    }
)
_TOUR: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "state", "start"), TEXT),
        **dict.fromkeys(("owner", "plan"), REF),
        "days": {"type": "array", "items": TEXT},
        "in_calendar": FLAG,
    }
)
_STOPS: dict[str, Any] = {"type": "array", "items": {"type": "object"}}
SOURCES = (
    Endpoint(
        "GET", "prospecting-signals", "get_prospecting_signals",
        _("Faut-il prospecter ? Les raisons, leurs chiffres, et ce qui a été déclaré du marché"),
        S.PROSPECTING_READ, _signals,
        answer=lambda: items_of(_SIGNAL, counted_at=PERHAPS, held=COUNT, declared=_STOPS), group=_GROUP,
    ),
    Endpoint(
        "GET", "file-sources", "list_file_sources",
        _("Les fichiers d’où viennent des entreprises : licence, utilisations, résultats"), S.PROSPECTING_READ,
        _sources, answer=lambda: items_of(_SOURCE), group=_GROUP,
    ),
    Endpoint(
        "GET", "tours", "list_tours", _("Les tournées de visites que vous voyez, les dernières d’abord"),
        S.PROSPECTING_READ, _tours, query=PAGED, answer=lambda: page_schema(_TOUR), group=_GROUP,
    ),
    Endpoint(
        "GET", "tours/{id}", "get_tour", _("Une tournée et ses visites, dans leur ordre"), S.PROSPECTING_READ,
        _one_tour, answer=lambda: record({**_TOUR["properties"], "stops": _STOPS}), group=_GROUP,
    ),
)  # fmt: skip
