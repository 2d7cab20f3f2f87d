"""Files and their licences: the list, a file, its dialogs, the import that names it, its end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.actions.people import erase_many
from negoce.companies.models import Company, Contact
from negoce.identity.enums import Role
from negoce.jobs.worker import work_off
from negoce.kit.refusal import Refused
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.portfolio.queries.source_results import SourceResult, source_results
from negoce.prospecting.actions.source_end import end_source
from negoce.prospecting.models import FileSource, PlanCost, SourceImport
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.imports import make_import, text_file
from tests.factories.orders import make_order
from tests.factories.plans import make_plan
from tests.factories.sources import brought, make_source
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def _browser(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def _text(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_list_says_what_each_file_brought_and_warns_before_its_end() -> None:
    source = make_source(ends_on=timezone.localdate() + timedelta(days=12), cost="900")
    for _each in range(3):
        brought(source, make_company())
    page = _text(_browser().get(reverse("sources:list")))
    assert "Fichier laiteries" in page
    assert "dans 12 jours" in page
    assert "900,00" in page


def test_a_file_is_described_in_a_dialog_and_its_faults_are_told() -> None:
    browser, url = _browser(), reverse("sources:new")
    assert browser.get(url, headers=HTMX).status_code == 200
    given = {"name": "Agro 2026", "kind": "bought", "supplier": "Données Pro", "channels": ["email"]}
    refused = browser.post(url, given, headers=HTMX)
    assert refused.status_code == 422
    assert FileSource.objects.count() == 0
    done = browser.post(url, {**given, "ends_on": "31/12/2027", "cost": "1 200,50"}, headers=HTMX)
    source = FileSource.objects.get()
    assert (done.status_code, done.headers["HX-Redirect"]) == (
        204,
        f"/prospecting/sources/{source.public_id}/",
    )
    change = reverse("sources:change", args=[source.public_id])
    assert "1200,50" in _text(browser.get(change, headers=HTMX))
    plan = make_plan(make_user(), state="running", started_at=timezone.now())
    kept = {**given, "ends_on": "31/12/2027", "cost": "1 200,50", "revision": "1", "plan": plan.public_id}
    assert browser.post(change, kept, headers=HTMX).status_code == 204
    source.refresh_from_db()
    assert (source.plan, PlanCost.objects.get().amount) == (plan, Decimal("1200.50"))
    assert f'value="{plan.public_id}" selected' in _text(browser.get(change, headers=HTMX))
    assert plan.name in _text(browser.get(reverse("sources:source", args=[source.public_id])))
    old = browser.post(change, {**given, "ends_on": "31/12/2027", "revision": "0"}, headers=HTMX)
    assert old.status_code == 409


def test_a_salesperson_reads_no_costs_of_files() -> None:
    source = make_source()
    for address in (reverse("sources:list"), reverse("sources:source", args=[source.public_id])):
        assert _browser(Role.READ_ONLY).get(address).status_code == 403
    assert _browser(Role.SALESPERSON).get(reverse("sources:new")).status_code == 403


def test_as_many_queries_for_three_files_as_for_one(queries: Queries) -> None:
    browser = _browser()
    queries.same(
        make=lambda: brought(make_source(), make_company()), read=lambda: browser.get(reverse("sources:list"))
    )


def test_what_a_file_brought_is_counted() -> None:
    today = timezone.localdate()
    source = make_source(cost=Decimal(600))
    buyer, before, silent = make_company(), make_company(), make_company()
    make_order(buyer, today - timedelta(days=20), "1500")
    make_order(before, today - timedelta(days=200), "400")
    refresh_sales([buyer.pk, before.pk])
    make_contact(silent, last_sign_on=today - timedelta(days=2))
    for each in (buyer, before, silent):
        brought(source, each)
    brought(source, make_company(), created=False)
    result = source_results([source])[source.pk]
    assert result == SourceResult(
        answered=1, customers=1, revenue=result.revenue, cost_per_company=200, cost_per_customer=600
    )
    assert result.revenue == 1500


def test_the_companies_of_a_file_are_a_filter_of_the_list() -> None:
    source = make_source()
    mine, other = make_company("Beurrerie Une"), make_company("Beurrerie Deux")
    brought(source, mine)
    brought(source, other, created=False)
    browser = _browser()
    page = _text(browser.get(f"/companies/?filter=file_source+is+{source.public_id}"))
    assert ("Beurrerie Une" in page, "Beurrerie Deux" in page) == (True, False)
    assert f"filter=file_source+is+{source.public_id}" in _text(browser.get(reverse("sources:list")))


@pytest.mark.asked_already
@pytest.mark.parametrize(
    ("channels", "ended", "offered"),
    [(["email", "post"], False, ["email", "letter"]), (["phone"], False, ["call"]), (["phone"], True, [])],
)
def test_a_file_is_worked_from_its_page_as_its_licence_allows(
    channels: list[str], ended: bool, offered: list[str]
) -> None:
    plan = make_plan(make_user(), state="running", started_at=timezone.now())
    days = {"ends_on": timezone.localdate() - timedelta(days=2)} if ended else {}
    source = make_source(channels=channels, plan=plan, **days)
    brought(source, make_company())
    page = _browser().get(reverse("sources:source", args=[source.public_id]))
    asked = f"filter=file_source+is+{source.public_id}&plan={plan.public_id}"
    urls = {
        "call": f"/prospecting/calls/new/?{asked}",
        "email": f"/prospecting/mailings/new/?{asked}&kind=email",
        "letter": f"/prospecting/mailings/new/?{asked}&kind=letter",
    }
    assert [each.url for each in page.context["ways"]] == [urls[each] for each in offered]
    assert ("Voir ces entreprises" in _text(page), "le permet" in _text(page)) == (True, False)


def test_an_import_names_its_file() -> None:
    user = make_user(Role.ADMINISTRATOR)
    browser = Client()
    browser.force_login(user)
    from negoce.identity.queries.actors import actor_for

    run = make_import(text_file("Société;Ville", "Laiterie Neuve;Rennes"), actor=actor_for(user))
    source = make_source()
    page = browser.get(reverse("imports:detail", args=[run.public_id]))
    assert "follow-source" in _text(page)
    given = {
        "column-0": "name",
        "column-1": "city",
        "duplicates": run.duplicates,
        "relation": "customer",
        "origin_channel": "own_file",
        "owner": "",
        "follow-source": source.public_id,
    }
    answer = browser.post(reverse("imports:mapping", args=[run.public_id]), given, headers=HTMX)
    assert f'<option value="{source.public_id}" selected>' in _text(answer)
    assert '<option value="purchased_file" selected>' in _text(answer)
    browser.post(
        reverse("imports:start", args=[run.public_id]),
        {**given, "origin_channel": "purchased_file"},
        headers=HTMX,
    )
    work_off()
    assert SourceImport.objects.get().source == source
    assert list(source.companies.values_list("company__name", flat=True)) == ["Laiterie Neuve"]


def test_a_file_is_imported_from_its_own_page() -> None:
    browser, source = _browser(), make_source()
    url = f"{reverse('imports:new')}?follow-source={source.public_id}"
    assert url in _text(browser.get(reverse("sources:source", args=[source.public_id])))
    assert f'name="follow-source" value="{source.public_id}"' in _text(browser.get(url))
    table = SimpleUploadedFile("gens.csv", "Société;Nom\nFromagerie Aubin;Leroy\n".encode())
    made = browser.post(reverse("imports:new"), {"file": table, "follow-source": source.public_id})
    assert (made.status_code, SourceImport.objects.get().source) == (302, source)
    table.seek(0)
    unknown = browser.post(reverse("imports:new"), {"file": table, "follow-source": "nowhere"})
    assert (unknown.status_code, SourceImport.objects.count()) == (302, 1)


def test_the_end_of_a_licence_erases_whom_it_alone_brought() -> None:
    today = timezone.localdate()
    ended = make_source(ends_on=today - timedelta(days=1))
    silent, answered, bought = make_contact(), make_contact(), make_contact()
    Contact.objects.filter(pk=answered.pk).update(last_sign_on=today - timedelta(days=5))
    make_order(bought.company, today - timedelta(days=5), "80")
    refresh_sales([bought.company_id])
    for each in (silent, answered, bought):
        brought(ended, each)
        brought(ended, each.company)
    browser = _browser()
    url = reverse("sources:source", args=[ended.public_id])
    assert "1 personne sur 3 serait effacée" in _text(browser.get(url))
    assert _browser(Role.MARKETING).post(reverse("sources:end", args=[ended.public_id])).status_code == 403
    assert browser.post(reverse("sources:end", args=[ended.public_id])).status_code == 302
    work_off()
    ended.refresh_from_db()
    assert ended.ended_on == today
    erased = Contact.objects.filter(erased_at__isnull=False).values_list("pk", flat=True)
    assert list(erased) == [silent.pk]
    binned = Company.objects.filter(deleted_at__isnull=False).values_list("pk", flat=True)
    assert list(binned) == [silent.company_id]
    assert "0 personne sur 2 serait effacée" in _text(browser.get(url))


def test_nothing_is_erased_while_a_licence_runs() -> None:
    source, person = make_source(), make_contact()
    brought(source, person)
    _browser().post(reverse("sources:end", args=[source.public_id]))
    work_off()
    person.refresh_from_db()
    assert person.erased_at is None


def test_a_licence_prolonged_between_the_click_and_the_job_keeps_its_people() -> None:
    today = timezone.localdate()
    source, first, second = make_source(ends_on=today - timedelta(days=1)), make_contact(), make_contact()
    for each in (first, second):
        brought(source, each)
    _browser().post(reverse("sources:end", args=[source.public_id]))
    FileSource.objects.filter(pk=source.pk).update(ends_on=today + timedelta(days=90))
    work_off()
    source.refresh_from_db()
    assert (Contact.objects.filter(erased_at__isnull=False).count(), source.ended_on) == (0, None)


def test_a_licence_prolonged_while_people_are_erased_keeps_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(erase_many, "_LOT", 1)
    today = timezone.localdate()
    source = make_source(ends_on=today - timedelta(days=1))
    for _each in range(3):
        brought(source, make_contact())

    def prolong(done: int, _total: int) -> None:
        if done == 1:
            FileSource.objects.filter(pk=source.pk).update(ends_on=today + timedelta(days=90))

    with pytest.raises(Refused):
        end_source(make_actor(Role.ADMINISTRATOR), source, progress=prolong)
    source.refresh_from_db()
    assert (Contact.objects.filter(erased_at__isnull=False).count(), source.ended_on) == (1, None)
