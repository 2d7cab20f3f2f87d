"""Sales aids: the list, the page of one, what leaves and comes back, those of a deal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import AidHandout, AidPlace, AidStock, DealAid, SalesAid
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.factories.orders import make_product
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def company() -> Company:
    return make_company("Laiterie du Vercors")


def _browser(role: Role = Role.MANAGER, scope: Scope = Scope.ALL) -> Client:
    browser = Client()
    browser.force_login(make_user(role, scope=scope.value))
    return browser


def _aid(stock: int = 0, **fields: object) -> SalesAid:
    aid = SalesAid.objects.create(**{"kind": "tester", "name": "Banc d’essai", "is_lent": True, **fields})
    if stock:
        place = AidPlace.objects.get_or_create(name_key="reserve", defaults={"name": "Réserve"})[0]
        AidStock.objects.create(aid=aid, place=place, quantity=stock)
    return aid


def _loan(aid: SalesAid, company: Company, days: int = -3, **fields: object) -> AidHandout:
    today = timezone.localdate()
    return AidHandout.objects.create(
        aid=aid, company=company, place=AidPlace.objects.get(), quantity=1, handed_on=today,
        due_on=today + timedelta(days=days), **fields,
    )  # fmt: skip


def _url(name: str, *rows: SalesAid | AidHandout) -> str:
    return reverse(f"aids:{name}", args=[each.public_id for each in rows])


def _said(browser: Client, url: str, **asked: str) -> str:
    return browser.get(url, asked).content.decode()


def _in(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def test_an_aid_is_written_changed_given_its_document_and_withdrawn() -> None:
    browser, product, page = _browser(), make_product(), reverse("aids:list")
    assert "Aucune aide de vente" in _said(browser, page)
    wrong = {"product": "none", "low_at": "beaucoup", "expires_on": "un jour"}
    refused = browser.post(reverse("aids:new"), wrong, headers=HTMX)
    said = refused.content.decode()
    parts = ("Donnez-lui un nom", "Choisissez la sorte", "cette référence", "par exemple 31/12/2027")
    assert (refused.status_code, [part in said for part in parts]) == (422, [True] * 4)
    given = {
        "kind": "plan",
        "name": "K-bis",
        "product": product.code,
        "expires_on": _in(10),
        "is_lent": "on",
    }
    assert browser.post(reverse("aids:new"), given, headers=HTMX).status_code == 204
    row = SalesAid.objects.get()
    assert (row.product, row.is_lent, row.low_at) == (product, False, None)
    assert "K-bis" in browser.get(_url("change", row), headers=HTMX).content.decode()
    assert browser.post(_url("change", row), {**given, "revision": "0"}, headers=HTMX).status_code == 204
    assert browser.post(_url("change", row), {**given, "revision": "0"}, headers=HTMX).status_code == 409
    assert (
        "K-bis" in _said(browser, page, watch="expiring"),
        "K-bis" in _said(browser, page, kind="card"),
    ) == (
        True,
        False,
    )

    assert browser.get(_url("file", row)).status_code == 404
    browser.post(_url("file", row), {"document": SimpleUploadedFile("kbis.exe", b"MZ")})
    assert SalesAid.objects.get().file is None
    for content in (PDF, PDF + b"%%EOF\n"):
        browser.post(_url("file", row), {"document": SimpleUploadedFile("kbis.pdf", content)})
    kept = SalesAid.objects.select_related("file").get().file
    assert kept is not None
    answer = _browser(Role.SALESPERSON).get(_url("file", row))
    assert (answer.content, answer["Content-Type"]) == (PDF + b"%%EOF\n", "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="kbis.pdf"'
    assert ("kbis.pdf" in _said(browser, _url("aid", row)), "jusqu’au" in _said(browser, page)) == (
        True,
        True,
    )
    browser.post(_url("removal", row), headers=HTMX)
    assert "Aucune aide de vente" in _said(browser, page)


def test_stock_moves_are_told_and_low_stock_is_seen() -> None:
    browser, aid = _browser(), _aid(low_at=3)
    receive = {"place": "Réserve", "pieces": "5"}
    assert browser.post(_url("receipt", aid), {"pieces": "x"}, headers=HTMX).status_code == 422
    assert browser.post(_url("receipt", aid), receive, headers=HTMX).status_code == 204
    assert "Un stock bas" not in _said(browser, reverse("aids:list"))
    assert "Réserve (5)" in browser.get(_url("transfer", aid), headers=HTMX).content.decode()
    moved = {"place": "Réserve", "to": "Voiture", "pieces": "9"}
    refused = browser.post(_url("transfer", aid), moved, headers=HTMX)
    assert (refused.status_code, "Il n’y en a que 5 ici" in refused.content.decode()) == (422, True)
    browser.post(_url("transfer", aid), {**moved, "pieces": "2"}, headers=HTMX)
    browser.post(_url("count", aid), {"place": "Réserve", "pieces": "1", "note": "inventaire"}, headers=HTMX)
    page = _said(browser, _url("aid", aid))
    for part in ("Reçu 5", "Changé de lieu 2", "Compté 2", "inventaire", "stock bas", "+5", "-2"):
        assert (part, part in page.replace("−", "-")) == (part, True)
    seen = _said(browser, reverse("aids:list"), watch="low", place="voiture", q="banc")
    assert ("3, stock bas" in seen, "Un stock bas" in seen) == (True, True)
    assert "ne répond à ce choix" in _said(browser, reverse("aids:list"), place="reserve", kind="card")


def test_pieces_are_lent_from_the_page_and_come_back(company: Company) -> None:
    browser, aid = _browser(), _aid(4)
    assert "Une tâche vous le rappellera" in browser.get(_url("hand_out", aid), headers=HTMX).content.decode()
    lend = {"company": company.public_id, "company_name": company.name, "place": "Réserve", "pieces": "2"}
    assert browser.post(_url("hand_out", aid), {**lend, "company": ""}, headers=HTMX).status_code == 422
    assert browser.post(_url("hand_out", aid), lend, headers=HTMX).status_code == 422
    assert browser.post(_url("hand_out", aid), {**lend, "due_on": _in(5)}, headers=HTMX).status_code == 204
    loan = AidHandout.objects.get()
    page = _said(browser, _url("aid", aid))
    assert ("2 prêtés" in page, "à récupérer le" in page) == (True, True)
    assert browser.post(_url("due", aid, loan), {"due_on": _in(-1)}, headers=HTMX).status_code == 422
    assert browser.post(_url("due", aid, loan), {"due_on": _in(8)}, headers=HTMX).status_code == 204
    assert company.name in browser.get(_url("back", aid, loan), headers=HTMX).content.decode()
    assert browser.post(_url("back", aid, loan), {"pieces": "3", "condition": "good"}).status_code == 422
    browser.post(_url("back", aid, loan), {"pieces": "1", "condition": "good"}, headers=HTMX)
    browser.post(_url("back", aid, loan), {"pieces": "1", "condition": "lost"}, headers=HTMX)
    assert (AidStock.objects.get().quantity, Activity.objects.get().state) == (3, "done")
    assert "1 rendu · 1 cassé ou perdu" in _said(browser, _url("aid", aid))
    other = {**lend, "pieces": "1", "due_on": _in(5)}
    browser.post(_url("hand_out", aid), other, headers=HTMX)
    mistake = AidHandout.objects.order_by("-pk")[0]
    browser.post(_url("handout_removal", aid, mistake), headers=HTMX)
    assert (AidStock.objects.get().quantity, AidHandout.objects.count()) == (3, 1)


def test_late_loans_are_told_to_who_sees_the_customer(company: Company) -> None:
    aid = _aid(1)
    _loan(aid, company)
    seen, page = _said(_browser(), reverse("aids:list")), _said(_browser(), _url("aid", aid))
    assert ("Un prêt à récupérer en retard" in seen, "en retard de 3 jours" in page) == (True, True)
    narrow = _browser(Role.SALESPERSON, Scope.OWN)
    hidden = _said(narrow, _url("aid", aid))
    assert "à récupérer en retard" not in _said(narrow, reverse("aids:list"))
    assert "ne répond à ce choix" in _said(narrow, reverse("aids:list"), watch="late")
    assert ("1 en prêt chez d’autres clients" in hidden, company.name in hidden) == (True, False)


def test_a_deal_says_what_to_bring_and_what_is_lent_there(company: Company) -> None:
    browser, deal = _browser(), make_deal(company)
    card, aid = _aid(9, kind="card", name="Carte de Camille", is_lent=False), _aid(2)
    panel = reverse("deals:panel", args=[deal.public_id, "aids"])
    assert "Proposée : pour une première rencontre" in _said(browser, panel)
    bring = reverse("deal_aids:bring", args=[deal.public_id])
    reply = browser.post(bring, {"aid": aid.public_id, "bring": "yes"}, headers=HTMX)
    assert (reply.status_code, "panel-aids" in reply.headers["HX-Trigger"]) == (204, True)
    person = make_contact(company, first_name="Hélène", last_name="Martin")
    give = f"{_url('hand_out', aid)}?deal={deal.public_id}"
    assert (give in _said(browser, panel), "Hélène Martin" in _said(browser, give)) == (True, True)
    lend = {"contact": person.public_id, "place": "Réserve", "pieces": "1", "due_on": _in(5)}
    assert browser.post(give, lend, headers=HTMX).headers["HX-Redirect"].endswith("?tab=preparation")
    loan = AidHandout.objects.get()
    assert (loan.deal, loan.contact, loan.company) == (deal, person, company)
    assert "1 en prêt ici" in _said(browser, panel)
    assert "Hélène Martin" in _said(browser, _url("aid", aid))
    browser.post(bring, {"aid": aid.public_id}, headers=HTMX)
    assert DealAid.objects.count() == 0
    browser.post(bring, {"aid": card.public_id, "bring": "yes"}, headers=HTMX)
    assert "9 en stock" in _said(browser, panel)


def test_who_only_reads_moves_nothing_and_a_salesperson_keeps_no_library(company: Company) -> None:
    aid, deal = _aid(3), make_deal(company)
    loan = _loan(aid, company)
    reader, seller = _browser(Role.READ_ONLY), _browser(Role.SALESPERSON)
    kept = [
        reverse("aids:new"),
        *(_url(name, aid) for name in ("change", "removal", "receipt", "count", "file")),
    ]
    moved = [
        *(_url(name, aid) for name in ("transfer", "hand_out")),
        *(_url(name, aid, loan) for name in ("back", "due", "handout_removal")),
        reverse("deal_aids:bring", args=[deal.public_id]),
    ]
    for url in (*kept, *moved):
        assert (url, reader.post(url, {"aid": aid.public_id}).status_code) == (url, 403)
    for url in kept:
        assert (url, seller.post(url).status_code) == (url, 403)
    stranger = _browser(Role.SALESPERSON, Scope.OWN)
    for name in ("back", "due", "handout_removal"):
        assert stranger.post(_url(name, aid, loan)).status_code == 404


@pytest.mark.parametrize("where", ["list", "aid", "panel"])
def test_three_cost_what_one_costs(queries: Queries, company: Company, where: str) -> None:
    browser, deal, aid = _browser(), make_deal(company), _aid(5)

    def make() -> None:
        _loan(aid, company, contact=make_contact(company), deal=deal)
        DealAid.objects.create(
            deal=deal, aid=_aid(1, product=make_product(), expires_on=timezone.localdate())
        )

    pages = {
        "list": reverse("aids:list"),
        "aid": _url("aid", aid),
        "panel": reverse("deals:panel", args=[deal.public_id, "aids"]),
    }
    queries.same(make, lambda: browser.get(pages[where]))
