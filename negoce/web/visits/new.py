"""« Préparer une tournée »: whom to see, which days, from where; the answer is worked out by a job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.automation.queries.day.companies import companies_of_day
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.places import Place, place_of, suggest_places
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused, refuse_field
from negoce.kit.working_days import is_working_day, next_working_day
from negoce.parameters.queries.seller import seller
from negoce.portfolio.actions.tours.create import TourAsked, create_tour
from negoce.portfolio.models import VisitStart, VisitTour
from negoce.portfolio.queries.appointments import appointments_on
from negoce.portfolio.queries.tour_candidates import (
    MOST,
    CandidateLine,
    Candidates,
    CandidatesAsked,
    tour_candidates,
)
from negoce.portfolio.queries.tours import current_terms, people_to_plan_for, start_of
from negoce.portfolio.visit_words import LEFT_OUT
from negoce.portfolio.visits.hours import clock, parse_clock
from negoce.portfolio.visits.roads import Point
from negoce.portfolio.visits.solve import MOST_SOLVED
from negoce.portfolio.visits.terms import TourTerms
from negoce.prospecting.models import PlanCompany, ProspectingPlan
from negoce.prospecting.queries.plans import visible_plans
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING, cents, money, number
from negoce.web.addresses import address_of
from negoce.web.budgets.words import status_chip
from negoce.web.http import actor_of, go
from negoce.web.visits.apart import out_of_reach
from negoce.web.visits.words import day_name, filter_words, kilometres, said

_CHOICE = "visit_choice"
_DAYS_SHOWN = 10
# A question holds no more keys than this; the most worth are chosen among them.
_MOST_OF_A_PLAN = 5_000
# With fewer days left of this week, the next one is proposed.
_ENOUGH_OF_A_WEEK = 3


@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """From the bar of the list: keep the companies chosen, or lead on with the filter that finds them all."""
    require(actor_of(request), Permission.CREATE)
    if request.POST.get("all") == "1":
        query = urlencode({"filter": request.GET.get("filter", "")})
        return go(request, f"{reverse('visits:new')}?{query}")
    ids = list(dict.fromkeys(request.POST.getlist("selected")))[:MOST]
    request.session[_CHOICE] = [each[:12] for each in ids]
    return go(request, f"{reverse('visits:new')}?chosen=1")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form with its candidates, or the tour asked for."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Permission.CREATE)
    given = request.POST if request.method == "POST" else request.GET
    people = list(people_to_plan_for(actor))
    person = next((one for one in people if str(one.pk) == given.get("person", "")), None)
    person = person or next((one for one in people if one.pk == actor.user_id), people[0] if people else None)
    if person is None:
        raise Refused(_("Aucune personne pour qui préparer une tournée."))
    terms, kept = current_terms(), start_of(person.pk)
    start = _start(given.get("start", ""), kept)
    found = tour_candidates(_asked(request, actor, person, terms, start, today))
    fault: Refused | None = None
    if request.method == "POST":
        try:
            wanted = _tour_asked(request, actor, person, start, found)
            tour = _create(actor, wanted, _chosen(request, found, wanted, terms), terms, today)
            return go(request, address_of("visits:tour", tour.public_id))
        except Refused as refused:
            fault = refused
    context = _context(request, actor, people, person, found, start, kept, today, terms, fault)
    return render(request, "web/visits/new.html", context, status=422 if fault else 200)


def _create(
    actor: Actor, wanted: TourAsked, chosen: Sequence[CandidateLine], terms: TourTerms, today: date
) -> VisitTour:
    """The tour, around what stands in the person's calendar already, chosen or not."""
    kept = appointments_on(actor, wanted.person_id, wanted.days)
    known = {each.company_id for each in chosen}
    more = [each.company_public_id for each in kept.values() if each.company_id not in known]
    lines = list(chosen)
    if more:
        lines += tour_candidates(
            CandidatesAsked(actor, wanted.person_id, today, terms, public_ids=more)
        ).lines
    tour, _job = create_tour(actor, wanted, lines, terms, today=today, appointments=kept)
    return tour


def _asked(
    request: HttpRequest, actor: Actor, person: User, terms: TourTerms, start: Place | None, today: date
) -> CandidatesAsked:
    chosen = request.GET.get("chosen") == "1"
    one = request.GET.get("company", "")[:12]
    ids = request.session.get(_CHOICE, []) if chosen else [one] if one else None
    if request.GET.get("day") == "1":
        ids = companies_of_day(actor, person.pk)
    plan, filter_text = _plan(request, actor), request.GET.get("filter", "")[:4_000]
    if plan is not None and ids is None and not filter_text:
        ids, filter_text = _of_plan(actor, plan)
    return CandidatesAsked(
        actor=actor,
        person_id=person.pk,
        today=today,
        terms=terms,
        base=None if start is None else Point(start.latitude, start.longitude, start.roads),
        public_ids=ids,
        filter_text=filter_text,
    )


def _plan(request: HttpRequest, actor: Actor) -> ProspectingPlan | None:
    """The plan that the tour is to serve, among those that the actor may open."""
    key = request.GET.get("plan", "")[:12]
    return visible_plans(actor).filter(public_id=key).first() if key else None


def _of_plan(actor: Actor, plan: ProspectingPlan) -> tuple[list[str] | None, str]:
    """Whom a plan aims at: the companies that its start froze, before it the filter that says whom.

    Of what was frozen nobody may be seen: the filter would find others.
    """
    if plan.targeted_at is None:
        return None, plan.filter_text
    frozen = PlanCompany.objects.filter(plan=plan).order_by().values("company_id")
    rows = visible_companies(actor).filter(pk__in=frozen).order_by("pk")
    return list(rows.values_list("public_id", flat=True)[:_MOST_OF_A_PLAN]), ""


def _tour_asked(
    request: HttpRequest, actor: Actor, person: User, start: Place | None, found: Candidates
) -> TourAsked:
    if start is None:
        raise refuse_field("start", _("Écrivez un code postal et une ville connus, comme « 44000 Nantes »."))
    leave, back = (parse_clock(request.POST.get(name, "")) for name in ("day_start", "day_end"))
    if leave is None or back is None:
        name = "day_start" if leave is None else "day_end"
        raise refuse_field(name, _("Écrivez une heure, comme « 8h30 »."))
    return TourAsked(
        person_id=person.pk,
        days=tuple(_days(request.POST.getlist("days"))),
        start=start,
        day_start=leave,
        day_end=back,
        unseen=found.more,
        plan=_plan(request, actor),
    )


def _days(texts: Sequence[str]) -> list[date]:
    days: list[date] = []
    for text in texts[:30]:
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return days


def _chosen(
    request: HttpRequest, found: Candidates, wanted: TourAsked, terms: TourTerms
) -> Sequence[CandidateLine]:
    """Those ticked. Where nobody is because another departure had them all out of reach, those within reach of this."""
    ticked = set(request.POST.getlist("with"))
    typed = request.POST.get("start", "")
    if not ticked and request.POST.get("start_shown", typed) != typed:
        hours = (wanted.day_start, wanted.day_end)
        ticked = _first(found, out_of_reach(found.lines, wanted.start, wanted.days, hours, terms))
    lines = [each for each in found.lines if each.public_id in ticked]
    if not lines:
        raise Refused(_("Cochez au moins une entreprise à visiter."))
    return lines


def _start(typed: str, kept: VisitStart | None) -> Place | None:
    """Where days begin: as typed, else where this person's last tour began, else at the house."""
    if typed.strip():
        found = suggest_places(typed, 1)
        return found[0] if found else None
    if kept is not None:
        return place_of(kept.postal_code, kept.name)
    house = seller()
    return place_of(house.postal_code, house.city)


def _context(
    request: HttpRequest,
    actor: Actor,
    people: Sequence[User],
    person: User,
    found: Candidates,
    start: Place | None,
    kept: VisitStart | None,
    today: date,
    terms: TourTerms,
    fault: Refused | None,
) -> Mapping[str, Any]:
    posted = request.method == "POST"
    typed = request.POST if posted else request.GET
    when = _when(request, typed, kept, today)
    apart = out_of_reach(
        found.lines, start, when.days, (parse_clock(when.leave), parse_clock(when.back)), terms
    )
    ticked = set(request.POST.getlist("with")) if posted else _first(found, apart)
    margins = actor.may_read(FieldGroup.MARGIN)
    return {
        "url": request.get_full_path(),
        "people": people if len(people) > 1 else (),
        "person": person,
        "kept_query": [(key, value) for key, value in request.GET.items() if key != "person"],
        "start": typed.get("start", "") or (f"{start.postal_code} {start.name}" if start else ""),
        "day_start": when.leave,
        "day_end": when.back,
        "days": when.boxes,
        "columns": _columns(margins),
        "lines": [
            _line(each, ticked, apart.get(each.company_id, ""), margins)
            for each in sorted(found.lines, key=lambda line: line.company_id in apart)
            if each.place is not None
        ],
        "nowhere": [
            {"name": each.name, "url": address_of("companies:record", each.public_id)}
            for each in found.lines
            if each.place is None
        ],
        "more": number(found.more) if found.more else "",
        "looked": number(len(found.lines)),
        "compared": number(MOST_SOLVED),
        "problem": found.problem,
        "filter": filter_words(actor, request.GET.get("filter", "")[:4_000]),
        "plan": _plan(request, actor),
        "margins": margins,
        **_faults(fault),
    }


@dataclass(frozen=True, slots=True)
class _When:
    """The days offered, those ticked, the hours of a day as they are typed."""

    boxes: Sequence[Mapping[str, object]]
    days: Sequence[date]
    leave: str
    back: str


def _when(request: HttpRequest, typed: QueryDict, kept: VisitStart | None, today: date) -> _When:
    usual = (clock(kept.day_start), clock(kept.day_end)) if kept else ("08:00", "18:00")
    boxes = _day_boxes(today, set(request.POST.getlist("days")) if request.method == "POST" else None)
    days = _days([str(each["value"]) for each in boxes if each["checked"]])
    return _When(boxes, days, typed.get("day_start", "") or usual[0], typed.get("day_end", "") or usual[1])


def _faults(fault: Refused | None) -> Mapping[str, str]:
    fields = fault.fields if fault else {}
    said = {
        f"fault_{name}": str(fields[name][0]) if fields.get(name) else ""
        for name in ("days", "start", "day_start", "day_end")
    }
    return {"error": fault.message if fault and not fields else "", **said}


def _first(found: Candidates, apart: Mapping[int, str]) -> set[str]:
    """Those that the solver compares: ticked to begin with."""
    known = [each for each in found.lines if each.place is not None and each.interest.euros > 0]
    return {each.public_id for each in [one for one in known if one.company_id not in apart][:MOST_SOLVED]}


def _day_boxes(today: date, chosen: set[str] | None) -> list[Mapping[str, object]]:
    """The next working days; those of the first whole week ahead are ticked."""
    days: list[date] = []
    day = next_working_day(today + timedelta(days=1))
    while len(days) < _DAYS_SHOWN:
        if is_working_day(day):
            days.append(day)
        day += timedelta(days=1)
    week = today - timedelta(days=today.weekday())
    if len([each for each in days if each < week + timedelta(days=7)]) < _ENOUGH_OF_A_WEEK:
        week += timedelta(days=7)
    usual = {each.isoformat() for each in days if week <= each < week + timedelta(days=7)}
    ticked = usual if chosen is None else chosen
    return [
        {"value": each.isoformat(), "label": day_name(each), "checked": each.isoformat() in ticked}
        for each in days
    ]


def _columns(margins: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(""),
        TableColumn(_("Entreprise")),
        TableColumn(_("Statut")),
        TableColumn(_("Ville")),
    ]
    columns.append(TableColumn(_("Depuis le départ"), numeric=True))
    if margins:
        columns += [
            TableColumn(_("Valeur d’une visite"), numeric=True),
            TableColumn(_("Besoin"), numeric=True),
        ]
    columns += [TableColumn(_("Intérêt"), numeric=True), TableColumn(_("Pourquoi"))]
    return columns


def _line(each: CandidateLine, ticked: set[str], apart: str, margins: bool) -> Mapping[str, object]:
    return {
        "id": each.public_id,
        "name": each.name,
        "url": address_of("companies:record", each.public_id),
        "chip": status_chip(each.status),
        "city": each.city,
        "checked": each.public_id in ticked,
        "road": kilometres(each.road.km) if each.road else NOTHING,
        "value": cents(each.interest.value) if margins else "",
        "need": f"× {number(each.interest.need, 2)}",
        "worth": money(each.interest.euros),
        "reasons": said(each.interest.reasons),
        "apart": LEFT_OUT.get(apart, ""),
    }
