"""Tours on screen: from a filter to the calendar; who may, what it costs to show, what is refused."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.actions.people.number_oppose import oppose_number
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.companies.models import Activity, Company
from negoce.companies.rules.phones import format_phone
from negoce.companies.rules.places import place_of
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.jobs.models import Job
from negoce.jobs.worker import work_off
from negoce.portfolio.actions.tours.create import TourAsked, create_tour
from negoce.portfolio.actions.tours.solve import finish_tour
from negoce.portfolio.models import CustomerLife, PortfolioSetting, VisitHours, VisitStop, VisitTour
from negoce.portfolio.queries.tour_candidates import CandidatesAsked, tour_candidates
from negoce.portfolio.queries.tour_sheet import known_of
from negoce.portfolio.visits.terms import TourTerms
from negoce.prospecting.models import ProspectingPlan
from negoce.web.visits.day_road import day_road
from negoce.web.visits.tour import context_of, load_tour
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def customer(owner: User, name: str = "Cliente", code: str = "44190", city: str = "Clisson") -> Company:
    company = make_company(name, owner=owner, postal_code=code, city=city, department=code[:2])
    today = timezone.localdate()
    CustomerLife.objects.create(
        company=company, status="regular", computed="regular", status_since=today, as_of=today,
        net_12_months=D(8_000), margin_12_months=D(2_000),
    )  # fmt: skip
    return company


def tour_of(user: User) -> VisitTour:
    actor, start = actor_for(user), place_of("44000", "Nantes")
    assert start is not None
    monday = next_monday()
    asked = TourAsked(user.pk, (monday, monday + timedelta(days=1)), start, 480, 1_080)
    today = timezone.localdate()
    lines = tour_candidates(CandidatesAsked(actor, user.pk, today, TourTerms())).lines
    tour, _job = create_tour(actor, asked, lines, TourTerms(), today=today)
    finish_tour(tour.public_id, seconds=0.3)
    tour.refresh_from_db()
    return tour


def seller() -> User:
    return make_user(Role.SALESPERSON)


def test_from_the_list_to_a_tour() -> None:
    user = seller()
    near, other = customer(user, "Proche"), customer(user, "Autre", "35000", "Rennes")
    client = signed_in(user)
    client.post("/visits/choice/", {"selected": [near.public_id]})
    page = client.get("/visits/new/?chosen=1").content.decode()
    assert ("Proche" in page, "Autre" in page) == (True, False)
    everything = client.post("/visits/choice/?filter=department+is+35", {"all": "1"})
    assert everything.headers["Location"] == "/visits/new/?filter=department+is+35"
    page = client.get(everything.headers["Location"]).content.decode()
    assert ("Proche" in page, "Autre" in page) == (False, True)
    given = {
        "person": user.pk, "days": [next_monday().isoformat()], "start": "44000 Nantes", "day_start": "8h",
        "day_end": "18h", "with": [near.public_id, other.public_id],
    }  # fmt: skip
    answer = client.post("/visits/new/", given)
    tour = VisitTour.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/visits/{tour.public_id}/")
    assert "Calcul de la tournée" in client.get(answer.headers["Location"]).content.decode()
    work_off()
    page = client.get(answer.headers["Location"]).content.decode()
    assert ("Mettre à l’agenda" in page, "Proche" in page) == (True, True)
    # The next one begins where this one did.
    assert "44000 Nantes" in client.get("/visits/new/").content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days": []}, "Choisissez au moins un jour."),
        ({"start": "Atlantide"}, "Écrivez un code postal et une ville connus"),
        ({"day_start": "tôt"}, "Écrivez une heure"),
        ({"with": []}, "Cochez au moins une entreprise"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(changes: dict[str, object], said: str) -> None:
    user = seller()
    company = customer(user)
    given = {
        "person": user.pk, "days": [next_monday().isoformat()], "start": "44000 Nantes", "day_start": "8h",
        "day_end": "18h", "with": [company.public_id],
    }  # fmt: skip
    answer = signed_in(user).post("/visits/new/", {**given, **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert VisitTour.objects.count() == 0


def test_order_day_hour_and_calendar_from_the_page() -> None:
    user = seller()
    one, two = customer(user, "Une"), customer(user, "Deux")
    tour, client = tour_of(user), signed_in(user)
    url = f"/visits/{tour.public_id}/"
    tuesday = next_monday() + timedelta(days=1)
    stops = {company.pk: VisitStop.objects.get(tour=tour, company=company) for company in (one, two)}
    for company in (one, two):
        answer = client.post(
            f"{url}stops/{stops[company.pk].public_id}/day/", {"day": tuesday.isoformat()}, **HTMX
        )
        assert (answer.status_code, answer.headers["HX-Retarget"]) == (200, "#tour")
    wanted = [stops[two.pk].public_id, stops[one.pk].public_id]
    client.post(f"{url}days/{tuesday.isoformat()}/order/", {"order": ",".join(wanted)}, **HTMX)
    order = VisitStop.objects.filter(tour=tour, day=tuesday).order_by("position")
    assert [stop.public_id for stop in order] == wanted
    answer = client.post(f"{url}stops/{wanted[0]}/hour/", {"hour": "15h", "minutes": "60"}, **HTMX)
    assert answer.headers["HX-Redirect"] == url
    refused = client.post(f"{url}stops/{wanted[0]}/hour/", {"hour": "jamais", "minutes": "60"}, **HTMX)
    assert refused.status_code == 422
    fixed = VisitStop.objects.get(public_id=wanted[0])
    assert (fixed.start, fixed.end, fixed.position) == (900, 960, 1)
    client.post(f"{url}calendar/", **HTMX)
    assert Activity.objects.filter(kind="visit", state="planned").count() == 2
    page = client.get(url).content.decode()
    assert ("Retirer de l’agenda" in page, "Recalculer" in page) == (True, False)
    client.post(f"{url}calendar/removal/", **HTMX)
    assert Activity.objects.filter(kind="visit", deleted_at__isnull=True).count() == 0
    client.post(f"{url}stops/{wanted[1]}/dropping/", **HTMX)
    assert "Retirée à la main" in client.get(url).content.decode()
    client.post(f"{url}deletion/", **HTMX)
    assert VisitTour.objects.count() == 0


def test_what_another_tab_changed_is_not_overwritten() -> None:
    user = seller()
    one, two = customer(user, "Une"), customer(user, "Deux")
    tour, client = tour_of(user), signed_in(user)
    url = f"/visits/{tour.public_id}/"
    stops = [VisitStop.objects.get(tour=tour, company=company).public_id for company in (one, two)]
    tuesday = (next_monday() + timedelta(days=1)).isoformat()
    addresses = set(re.findall(rf'"({url}[^"]*seen=\d+)"', client.get(url).content.decode()))
    assert len({address.split("?")[1] for address in addresses}) == 1
    old = addresses.pop().split("?")[1]
    kept = client.post(f"{url}stops/{stops[0]}/day/?{old}", {"day": tuesday}, **HTMX).content.decode()
    assert "a changé entre-temps" not in kept
    before = list(VisitStop.objects.order_by("pk").values_list("day", "position", "fixed_at", "left_out"))
    order = {"order": ",".join(reversed(stops))}
    for path, given in (
        (f"stops/{stops[1]}/day/", {"day": tuesday}),
        (f"stops/{stops[1]}/dropping/", {}),
        (f"days/{tuesday}/order/", order),
        ("calendar/", {}),
        ("solving/", {}),
    ):
        answer = client.post(f"{url}{path}?{old}", given, **HTMX)
        assert "a changé entre-temps" in json.loads(answer.headers["HX-Trigger"])["toast"]["text"]
        # What is shown now is how it stands, and may be changed.
        assert old not in answer.content.decode()
    answer = client.post(f"{url}stops/{stops[0]}/hour/?{old}", {"hour": "15h", "minutes": "45"}, **HTMX)
    assert (answer.status_code, "a changé entre-temps" in answer.content.decode()) == (409, True)
    after = list(VisitStop.objects.order_by("pk").values_list("day", "position", "fixed_at", "left_out"))
    assert (after, Activity.objects.count()) == (before, 0)


def test_a_swap_gives_what_a_fresh_load_gives() -> None:
    user = seller()
    one = customer(user, "Une")
    tour, client = tour_of(user), signed_in(user)
    url = f"/visits/{tour.public_id}/"
    stop = VisitStop.objects.get(tour=tour, company=one)
    tuesday = (next_monday() + timedelta(days=1)).isoformat()
    swapped = (
        client.post(f"{url}stops/{stop.public_id}/day/", {"day": tuesday}, **HTMX).content.decode().strip()
    )
    fresh = client.get(url, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="tour").content.decode().strip()
    assert _without_tokens(swapped) == _without_tokens(fresh)


def _without_tokens(page: str) -> str:
    return "\n".join(line for line in page.split("\n") if "csrfmiddlewaretoken" not in line)


def test_the_calendar_file_and_the_sheet() -> None:
    user = seller()
    one = customer(user, "Une")
    make_contact(one, first_name="Hélène", last_name="Dupas", phone="+33240000001")
    tour, client = tour_of(user), signed_in(user)
    ics = client.get(f"/visits/{tour.public_id}/calendar.ics")
    assert ics.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert ics.content.decode().count("BEGIN:VEVENT") == 1
    sheet = client.get(f"/visits/{tour.public_id}/sheet.pdf")
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")


def test_who_opposed_calls_has_no_telephone_on_the_sheet() -> None:
    user = seller()
    one = customer(user, "Une")
    free = make_contact(one, first_name="Hélène", last_name="Dupas", phone="+33240000001")
    opposed = make_contact(one, first_name="Luc", last_name="Morin", phone="+33240000002")
    actor = actor_for(user)
    record_opposition(actor, opposed, channels=[Channel.PHONE], opposed_on="", source="mail")
    known = known_of(actor, [one.pk])[one.pk]
    assert [name.split(" (")[0] for name in known.people] == ["Hélène Dupas", "Luc Morin"]
    assert known.phones == [format_phone(free.phone)]


def test_the_number_on_the_sheet_is_one_that_may_be_called() -> None:
    user = seller()
    one = customer(user, "Une")
    actor, both = actor_for(user), {"mobile": "+33612345678", "phone": "+33240000003"}
    make_contact(one, first_name="Anne", last_name="Gall", mobile="+33612000000", phone="+33240000001")
    make_contact(one, first_name="Luc", last_name="Morin", **both)
    oppose_number(actor, one, number=both["mobile"], channels=[Channel.PHONE], source="call")
    assert known_of(actor, [one.pk])[one.pk].phones == [
        format_phone("+33612000000"),
        format_phone(both["phone"]),
    ]
    oppose_number(actor, one, number=both["phone"], channels=[Channel.PHONE], source="call")
    assert known_of(actor, [one.pk])[one.pk].phones == [format_phone("+33612000000")]


def test_who_is_too_far_is_said_before_anything_is_worked_out() -> None:
    user = seller()
    near, far = customer(user, "Proche"), customer(user, "Lointaine", "06000", "Nice")
    client = signed_in(user)
    boxes = _boxes(client.get("/visits/new/?start=44000+Nantes").content.decode())
    assert boxes == [
        (near.public_id, True, False),
        (far.public_id, False, True),
    ]
    # From Nice it is the other way round.
    boxes = _boxes(client.get("/visits/new/?start=06000+Nice").content.decode())
    assert [key for key, _checked, _far in boxes] == [far.public_id, near.public_id]


def test_another_departure_takes_who_is_within_its_reach_when_nobody_was() -> None:
    user = seller()
    near, far = customer(user, "Proche"), customer(user, "Lointaine", "06000", "Nice")
    given = {
        "person": user.pk, "days": [next_monday().isoformat()], "start": "44000 Nantes", "day_start": "8h",
        "day_end": "18h", "start_shown": "67000 Strasbourg",
    }  # fmt: skip
    client = signed_in(user)
    assert client.post("/visits/new/", {**given, "start_shown": "44000 Nantes"}).status_code == 422
    assert client.post("/visits/new/", given).status_code == 302
    work_off()
    tour = VisitTour.objects.get()
    seen = set(tour.stops.values_list("company_id", flat=True))
    assert (seen, far.pk in seen) == ({near.pk}, False)


def _boxes(page: str) -> list[tuple[str, bool, bool]]:
    rows = re.findall(r'<tr><td><input type="checkbox" name="with" value="(\w+)"(.*?)</tr>', page, re.DOTALL)
    return [(key, " checked" in rest.split(">")[0], "Trop loin" in rest) for key, rest in rows]


def test_without_anybody_to_see_there_is_nothing_to_work_out() -> None:
    page = signed_in(seller()).get("/visits/new/").content.decode()
    assert ("Aucune entreprise à visiter" in page, "Calculer la tournée" in page) == (True, False)


def test_a_plan_says_whom_to_see_and_keeps_the_tour() -> None:
    user = make_user(Role.MANAGER)
    one = customer(user, "Visée")
    customer(user, "Autre", "35000", "Rennes")
    today = timezone.localdate()
    plan = ProspectingPlan.objects.create(
        name="Ouest", objective="new_target", filter_text="department is 44", owner=user, created_by=user,
        starts_on=today, ends_on=today + timedelta(days=60),
    )  # fmt: skip
    client = signed_in(user)
    url = f"/visits/new/?plan={plan.public_id}"
    page = client.get(url).content.decode()
    assert ("Visée" in page, "Rennes" in page, "Pour le plan Ouest" in page) == (True, False, True)
    given = {
        "person": user.pk, "days": [next_monday().isoformat()], "start": "44000 Nantes", "day_start": "8h",
        "day_end": "18h", "with": [one.public_id],
    }  # fmt: skip
    client.post(url, given)
    assert VisitTour.objects.get().plan_id == plan.pk
    assert "Autre" not in signed_in(seller()).get(url).content.decode()


def test_a_plan_whose_companies_nobody_may_see_leads_to_no_others() -> None:
    user = make_user(Role.MANAGER)
    customer(user, "Autre")
    today = timezone.localdate()
    plan = ProspectingPlan.objects.create(
        name="Ouest", objective="new_target", filter_text="department is 44", owner=user, created_by=user,
        starts_on=today, ends_on=today + timedelta(days=60), state="running", targeted_at=timezone.now(),
    )  # fmt: skip
    plan.companies.create(company=make_company(deleted_at=timezone.now()))
    assert "Autre" not in signed_in(user).get(f"/visits/new/?plan={plan.public_id}").content.decode()


def test_a_tour_whose_job_stopped_is_asked_for_again() -> None:
    user = seller()
    customer(user)
    client = signed_in(user)
    tour = tour_of(user)
    VisitTour.objects.update(state="computing")
    url = f"/visits/{tour.public_id}/"
    # The job of its making waits still.
    assert "n-progress" in client.get(url).content.decode()
    Job.objects.update(state="failed")
    assert "Relancer le calcul" in client.get(url).content.decode()
    client.post(f"{url}solving/")
    work_off()
    assert VisitTour.objects.get().state == "ready"


def test_a_visit_is_announced_by_a_message() -> None:
    user = seller()
    one = customer(user, "Une")
    make_contact(one, first_name="Hélène", last_name="Dupas", email="helene@une.example")
    tour = tour_of(user)
    stop = VisitStop.objects.get(tour=tour)
    page = signed_in(user).get(f"/visits/{tour.public_id}/stops/{stop.public_id}/message/").content.decode()
    assert "près de chez vous" in page


def test_a_colleague_s_tour_is_not_found() -> None:
    user = seller()
    customer(user)
    tour = tour_of(user)
    stop = VisitStop.objects.get(tour=tour)
    client = signed_in(seller())
    url = f"/visits/{tour.public_id}/"
    for address in (url, f"{url}calendar.ics", f"{url}sheet.pdf", f"{url}stops/{stop.public_id}/hour/"):
        assert client.get(address).status_code == 404
    for address in (
        f"{url}calendar/",
        f"{url}deletion/",
        f"{url}solving/",
        f"{url}stops/{stop.public_id}/dropping/",
    ):
        assert client.post(address).status_code == 404


def test_the_tone_of_a_cost_tells_nothing_of_margins_to_who_may_not_read_them() -> None:
    chief = make_user(Role.MANAGER)
    customer(chief)
    tour = tour_of(chief)
    reader = actor_for(make_user(Role.READ_ONLY))
    shown = [
        context_of(actor, load_tour(actor, tour.public_id))["cost"] for actor in (actor_for(chief), reader)
    ]
    assert [(cost["tone"], bool(cost["worth"])) for cost in shown] == [("good", True), ("", False)]


def test_who_only_reads_plans_nothing_and_sets_nothing() -> None:
    client = signed_in(make_user(Role.READ_ONLY))
    assert [client.get(url).status_code for url in ("/visits/", "/visits/new/", "/visits/settings/")] == [
        200,
        403,
        403,
    ]


def test_pages_cost_the_same_for_three_as_for_one(queries: Queries) -> None:
    user = seller()
    client = signed_in(user)
    queries.same(lambda: customer(user), lambda: client.get("/visits/new/"))
    queries.same(lambda: tour_of(user), lambda: client.get("/visits/"))
    tours: list[VisitTour] = []

    def bigger() -> None:
        customer(user)
        tours.append(tour_of(user))

    queries.same(bigger, lambda: client.get(f"/visits/{tours[-1].public_id}/"))
    queries.same(lambda: customer(user), lambda: client.get("/visits/map/"))


def test_the_map_counts_by_commune() -> None:
    user = seller()
    customer(user), customer(user), customer(user, "Autre", "35000", "Rennes")
    make_company("Nulle part", owner=user)
    page = signed_in(user).get("/visits/map/").content.decode()
    assert "4 entreprises dans 2 communes" in page
    assert "1 sans position connue" in page


def test_settings_and_hours() -> None:
    admin, user = make_user(), seller()
    company = customer(user)
    terms = {
        "speed": "70", "winding": "1,3", "local_km": "2", "km_cost": "0,5", "hour_cost": "30",
        "visit_minutes": "45", "lunch_minutes": "45", "prospect_value": "100", "margin_rate": "25",
    }  # fmt: skip
    client = signed_in(admin)
    assert client.post("/visits/settings/", {**terms, "speed": "x"}, **HTMX).status_code == 422
    client.post("/visits/settings/", terms, **HTMX)
    assert PortfolioSetting.objects.get(key="tour_speed").value == 70
    own = signed_in(user)
    url = f"/visits/hours/{company.public_id}/"
    assert own.post(url, {"hours": "le matin"}, **HTMX).status_code == 422
    own.post(url, {"hours": "9h-12h", "closed": ["2"], "minutes": "30"}, **HTMX)
    row = VisitHours.objects.get()
    assert (row.hours, row.closed, row.minutes) == ("09:00-12:00", "2", 30)
    assert "09:00-12:00" in own.get(url).content.decode()


def test_a_day_leaves_and_comes_back_as_its_visits_say() -> None:
    """Clisson and back by the same road."""
    user = seller()
    customer(user)
    tour = tour_of(user)
    stop = VisitStop.objects.get(tour=tour)
    road = day_road(tour, [stop])
    assert (road.leave, road.back) == ((stop.start or 0) - stop.driving, (stop.end or 0) + stop.driving)
    assert (road.km, road.driving, road.over) == (round(2 * stop.km, 1), 2 * stop.driving, 0)
    tour.day_end = 540
    assert (day_road(tour, [stop]).over, day_road(tour, []).km) == (road.back - 540, 0.0)
