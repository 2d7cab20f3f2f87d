"""The page of a stand, what its telephone asks for, and the list of fairs."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.kit.dates import format_date
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.prospecting.actions.fair_entry_take import take_entry
from negoce.prospecting.models import Fair, FairEntry
from tests.factories.forms import make_fair
from tests.factories.identity import make_user
from tests.factories.orders import make_order
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def signed_in(user: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def this_week(**given: object) -> Fair:
    today = timezone.localdate()
    return make_fair(**{"starts_on": today, "ends_on": today, **given})


def send(client: Client, csrf: str, body: object) -> Any:
    return client.post(
        reverse("fair:entries"),
        body if isinstance(body, str) else json.dumps(body),
        content_type="application/json",
        headers={"X-CSRFToken": csrf},
    )


def entry(fair: Fair, **given: object) -> dict[str, object]:
    return {
        "id": str(uuid.uuid4()),
        "fair": fair.public_id,
        "company": "Fromagerie Basset",
        "last_name": "Basset",
        "interest": "curious",
        **given,
    }


def test_no_interest_is_chosen_for_a_visitor_and_the_fair_that_is_on_comes_first() -> None:
    client, today = signed_in(make_user(Role.SALESPERSON)), timezone.localdate()
    past, ahead = today - timedelta(days=9), today + timedelta(days=3)
    make_fair(name="Passé", place="", starts_on=past, ends_on=past)
    make_fair(name="Bientôt", starts_on=ahead, ends_on=ahead + timedelta(days=1), place="Lyon")
    this_week(name="En cours")
    page = client.get(reverse("fair:entry")).content.decode()
    assert page.partition("fair-interest")[2].partition("</fieldset>")[0].count("checked") == 0
    told = client.get(reverse("fair:ticket"), headers=HTMX).json()["fairs"]
    assert [each["name"] for each in told] == ["En cours", "Bientôt", "Passé"]
    assert told[1]["place"].startswith("Lyon, du ")
    assert told[2]["place"] == format_date(past, "fr")


def test_the_page_that_a_telephone_keeps_holds_nothing_of_anybody() -> None:
    user = make_user(Role.SALESPERSON, first_name="Zéphyrine", last_name="Quatrefages")
    page = signed_in(user).get(reverse("fair:entry")).content.decode()
    assert "Saisie au salon" in page
    held = (user.last_name, user.first_name, user.email, user.public_id, this_week().name)
    assert [word for word in held if word in page] == []


def test_a_telephone_learns_who_is_signed_in_and_sends_its_entries() -> None:
    client, fair = signed_in(make_user(Role.SALESPERSON)), this_week()
    make_fair(name="Ancien", starts_on="2020-01-01", ends_on="2020-01-02")
    ticket = client.get(reverse("fair:ticket"), headers=HTMX).json()
    assert [each["id"] for each in ticket["fairs"]] == [fair.public_id]
    raw = entry(fair)
    assert send(client, ticket["csrf"], raw).json() == {"words": "Entreprise nouvelle."}
    assert send(client, ticket["csrf"], raw).json() == {"words": "Déjà reçue."}
    corrected = send(client, ticket["csrf"], {**raw, "last_name": "Rousse", "edited": True})
    assert (corrected.status_code, corrected.json()["fields"]) == (422, {})
    assert FairEntry.objects.count() == 1
    assert send(client, "forged", entry(fair)).status_code == 403


@pytest.mark.parametrize(
    "body", ["", "[]", "{", "null", "[" * 10_000, '"x"', '{"company":"' + "x" * 30_000 + '"}']
)
def test_what_is_no_entry_is_refused(body: str) -> None:
    client = signed_in(make_user(Role.SALESPERSON))
    csrf = client.get(reverse("fair:ticket")).json()["csrf"]
    assert send(client, csrf, body).status_code == 422


def test_faults_come_back_by_field() -> None:
    client, fair = signed_in(make_user(Role.SALESPERSON)), this_week()
    csrf = client.get(reverse("fair:ticket")).json()["csrf"]
    answer = send(client, csrf, entry(fair, company="", note="Il est divorcé"))
    assert (answer.status_code, sorted(answer.json()["fields"]), answer.json()["guarded"]) == (
        422,
        ["company"],
        False,
    )
    guarded = send(client, csrf, entry(fair, note="Il est divorcé"))
    assert (guarded.status_code, sorted(guarded.json()["fields"]), guarded.json()["guarded"]) == (
        422,
        ["note"],
        True,
    )


def test_who_is_signed_out_is_told_so_and_who_only_reads_is_refused() -> None:
    assert Client().get(reverse("fair:ticket"), headers=HTMX).status_code == 401
    assert Client().get(reverse("fair:entry")).status_code == 302
    reader = signed_in(make_user(Role.READ_ONLY, scope=Scope.ALL.value))
    for name in ("entry", "ticket", "list", "new"):
        assert reader.get(reverse(f"fair:{name}")).status_code == 403


def test_the_worker_answers_for_one_page_and_holds_nothing() -> None:
    worker = Client().get(reverse("fair:worker"))
    assert (worker.status_code, worker["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert worker.content.decode().startswith('self.KEPT = {"page": "/prospecting/fair/"')
    assert "Service-Worker-Allowed" not in worker


def test_signing_out_empties_the_browser() -> None:
    client = Client()
    client.force_login(make_user(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Clear-Site-Data" not in client.get(reverse("account_logout"))
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'
    assert "Clear-Site-Data" not in client.post(reverse("account_logout"))


def test_fairs_are_written_by_who_runs_prospecting_and_read_by_who_sells() -> None:
    chief = Client()
    chief.force_login(make_user(Role.MANAGER), backend="allauth.account.auth_backends.AuthenticationBackend")
    typed = {
        "name": "Salon",
        "place": "Lyon",
        "starts_on": "18/11/2026",
        "ends_on": "20/11/2026",
        "cost": "950",
    }
    assert chief.post(reverse("fair:new"), {**typed, "ends_on": "1/1/2026"}, headers=HTMX).status_code == 422
    assert chief.post(reverse("fair:new"), typed, headers=HTMX).status_code == 204
    fair = Fair.objects.get()
    change = reverse("fair:change", args=[fair.public_id])
    assert "Lyon" in chief.get(change).content.decode()
    assert chief.post(change, {**typed, "place": "Paris", "revision": "0"}, headers=HTMX).status_code == 204
    assert chief.post(change, {**typed, "revision": "0"}, headers=HTMX).status_code == 409
    seller = signed_in(make_user(Role.SALESPERSON))
    page = seller.get(reverse("fair:list")).content.decode()
    assert ("Paris" in page, change in page) == (True, False)
    assert seller.get(change).status_code == 403


def test_the_list_costs_the_same_whatever_it_shows(queries: Queries) -> None:
    client = signed_in(make_user())
    csrf = client.get(reverse("fair:ticket")).json()["csrf"]

    def more() -> None:
        send(client, csrf, entry(this_week(), company=f"Société {uuid.uuid4()}"))

    more()
    queries.same(more, lambda: client.get(reverse("fair:list")))
    queries.same(more, lambda: client.get(reverse("fair:ticket")))


def test_the_figures_of_a_fair_lead_to_its_visitors() -> None:
    user = make_user(Role.SALESPERSON, scope=Scope.ALL)
    client, fair = signed_in(user), this_week()
    for number in range(2):
        raw = entry(fair, company=f"Société {number}", last_name=f"Nom{number}", email=f"a@s{number}.example")
        take_entry(actor_for(user), raw)
    buyer = FairEntry.objects.latest("pk").company
    FairEntry.objects.filter(company=buyer).update(is_new_company=False)
    make_order(buyer, timezone.localdate(), "500")
    refresh_sales([buyer.pk])
    url = reverse("fair:fair", args=[fair.public_id])
    listing = client.get(reverse("fair:list")).content.decode()
    assert [f'href="{url}{query}"' in listing for query in ("", "?show=new", "?show=customers")] == [True] * 3
    seen = {
        query: [name in client.get(url, {"show": query}).content.decode() for name in ("Nom0", "Nom1")]
        for query in ("", "new", "customers")
    }
    assert seen == {"": [True, True], "new": [True, False], "customers": [False, True]}
    of_fair = client.get(f"/companies/?filter=fair+is+{fair.public_id}").content.decode()
    assert ("Société 0" in of_fair, "Société 1" in of_fair) == (True, True)


def test_visitors_of_companies_that_one_does_not_see_are_only_counted() -> None:
    fair = this_week()
    take_entry(actor_for(make_user(Role.SALESPERSON, scope=Scope.ALL)), entry(fair))
    url = reverse("fair:fair", args=[fair.public_id])
    page = signed_in(make_user(Role.SALESPERSON, scope=Scope.OWN)).get(url).content.decode()
    assert ("Basset" in page, "1 visiteur est d’une entreprise" in page) == (False, True)
    assert signed_in(make_user(Role.READ_ONLY)).get(url).status_code == 403


def test_as_many_queries_for_three_visitors_as_for_one(queries: Queries) -> None:
    user, fair = make_user(Role.MARKETING), this_week()
    client, url = signed_in(user), reverse("fair:fair", args=[fair.public_id])
    queries.same(make=lambda: take_entry(actor_for(user), entry(fair)), read=lambda: client.get(url))
