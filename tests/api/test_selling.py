"""The selling rooms through the API: deals, invoices, payments, accounts, contracts, prices, deliveries."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from negoce.api.invoices import endpoints as invoices
from negoce.billing.actions.document_issue import issue_document
from negoce.billing.actions.issue_prepare import no_official_check
from negoce.billing.models import FiscalDocument, Payment, Receivable
from negoce.catalogue.models import PriceListItem, Product
from negoce.companies.models import Activity, Company
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.rules.token_scopes import TokenScope
from negoce.loyalty.models import Contract
from negoce.negotiation.models import Deal
from negoce.orders.models import Delivery
from tests.factories.accounts import make_receivable
from tests.factories.api import Program, make_program
from tests.factories.billing import item, make_customer, make_draft, make_issued, make_seller, make_terms
from tests.factories.companies import make_company, make_contact
from tests.factories.deals import make_deal
from tests.factories.handled_orders import make_contract, make_handled
from tests.factories.identity import make_user
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
LINE = {"label": "Conseil", "price": "100", "vat": "S:20"}


@pytest.fixture(autouse=True)
def quick_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The official rules have tests of their own."""
    monkeypatch.setattr(invoices, "issue_document", partial(issue_document, check=no_official_check))


def fields(answer: Any) -> set[str]:
    assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM), answer.content
    return {each["field"] for each in answer.json()["errors"]}


def test_a_deal_is_opened_moved_lost_and_opened_again() -> None:
    program = make_program()
    contact = make_contact(make_company(name="Gardot"))
    made = program.post(
        "deals",
        {"company": contact.company.public_id, "name": "Rayon frais", "amount": "1200.50",
         "close_on": "2026-12-31", "contacts": [contact.public_id]},
    )  # fmt: skip
    assert made.status_code == 201, made.content
    told, path = made.json(), f"deals/{made.json()['id']}"
    assert (told["amount"], told["step"], told["people"][0]["role"]) == ("1200.50", "preparation", "")
    moved = program.send(
        "PATCH", path, {"step": "negotiation", "amount": 1300}, if_match=made.headers["ETag"]
    )
    assert (moved.json()["step"], moved.json()["amount"]) == ("negotiation", "1300.00")
    assert program.send("PATCH", path, {"name": "X"}, if_match=made.headers["ETag"]).status_code == 412
    assert program.send("PATCH", path, {"name": "X", "seen": {"amount": "1"}}).status_code == 200
    role = program.post(f"{path}/people", {"contact": contact.public_id, "role": "buyer"})
    assert role.json()["people"][0]["role"] == "buyer"
    assert fields(program.post(f"{path}/outcome", {"state": "lost"})) == {"outcome_reason"}
    lost = program.post(f"{path}/outcome", {"state": "lost", "outcome_reason": "price", "competitor": "Roux"})
    assert (lost.json()["state"], lost.json()["competitor"]) == ("lost", "Roux")
    assert program.post(f"{path}/reopen").json()["state"] == "open"
    assert program.send("DELETE", path).status_code == 204
    assert Deal.objects.get().deleted_at is not None
    assert {each.origin for each in JournalEntry.objects.filter(subject_kind="deal")} == {"api"}


def test_an_activity_names_the_deal_that_it_is_about() -> None:
    program, company = make_program(), make_company()
    deal, other = make_deal(company), make_deal()
    body = {"kind": "call", "company": company.public_id}
    made = program.post("activities", {**body, "deal": deal.public_id})
    assert (made.status_code, made.json()["deal"]) == (201, {"id": deal.public_id, "name": deal.name}), (
        made.content
    )
    path = f"activities/{made.json()['id']}"
    assert fields(program.send("PATCH", path, {"subject": "X", "deal": other.public_id})) == {"deal"}
    assert fields(program.post("activities", {**body, "deal": "0123456789ab"})) == {"deal"}
    assert (Activity.objects.count(), Activity.objects.get().subject) == (1, made.json()["subject"])
    assert program.send("PATCH", path, {"deal": None}).json()["deal"] is None


def test_an_invoice_is_drafted_issued_once_and_locked() -> None:
    make_seller()
    program, company = make_program(), make_customer()
    made = program.post("invoices", {"company": company.public_id, "lines": [LINE], "note": "Merci"})
    assert made.status_code == 201, made.content
    told, path = made.json(), f"invoices/{made.json()['id']}"
    assert (told["state"], told["net"], told["vat"], told["incl_vat"]) == (
        "draft",
        "100.00",
        "20.00",
        "120.00",
    )
    assert (told["vat_table"][0]["base"], told["lines"][0]["quantity"]) == ("100.00", "1.000")
    assert program.get(f"{path}/pdf").status_code == 404
    changed = program.send("PATCH", path, {"lines": [{**LINE, "quantity": 2.5}], "buyer_reference": "BC 7"})
    assert (changed.json()["net"], changed.json()["note"]) == ("250.00", "Merci")
    first = program.post(f"{path}/issue", idempotency_key="1")
    assert first.status_code == 200, first.content
    assert (first.json()["state"], first.json()["issued_on"] is None) == ("issued", False)
    assert program.post(f"{path}/issue").json() == first.json()
    for method, body in (("PATCH", {"note": "X"}), ("PATCH", {}), ("DELETE", None)):
        refused = program.send(method, path, body)
        assert (refused.status_code, refused.json()["type"]) == (409, "urn:negoce:problem:issued")
        assert first.json()["number"] in refused.json()["detail"]
    assert program.get(path).json() == first.json()
    assert FiscalDocument.objects.count() == 1


def test_a_credit_note_takes_lines_and_no_more() -> None:
    make_seller()
    program, document = make_program(), make_issued()
    path = f"invoices/{document.public_id}/credit"
    wrong = {"reason": "Retour", "lines": [{"position": 1, "quantity": "2"}]}
    assert fields(program.post(path, wrong)) == {"line-0-quantity"}
    assert fields(program.post(path, {"reason": " "})) == {"reason"}
    assert fields(program.post(path, {"reason": "R", "lines": [], "incl_vat": 1})) == {"incl_vat"}
    made = program.post(path, {"reason": "Retour", "lines": [{"position": 1, "quantity": 0.5}]})
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["kind"], told["incl_vat"], told["corrected"]["id"]) == (
        "credit_note", "60.00", document.public_id
    )  # fmt: skip
    issued = program.post(f"invoices/{told['id']}/issue").json()
    assert issued["state"] == "issued"
    assert (
        program.get(f"invoices/{document.public_id}").json()["credit_notes"][0]["number"] == issued["number"]
    )


def test_the_files_of_an_issued_invoice(monkeypatch: pytest.MonkeyPatch) -> None:
    make_seller()
    document = make_issued()
    monkeypatch.setattr(invoices, "issued_file", lambda _document: (b"%PDF-", b"<xml/>"))
    program = make_program()
    for name, kind, data in (("pdf", "application/pdf", b"%PDF-"), ("xml", "application/xml", b"<xml/>")):
        answer = program.get(f"invoices/{document.public_id}/{name}")
        assert (answer.headers["Content-Type"], answer.content) == (kind, data)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{document.number}.{name}"'
    other = program.get(f"invoices/{document.public_id}/ubl")
    assert other.headers["Content-Disposition"] == f'attachment; filename="{document.number}-ubl.xml"'
    assert b":ubl:schema:xsd:Invoice-2" in other.content


def test_an_order_is_delivered_then_invoiced() -> None:
    make_seller()
    program, terms = make_program(), make_handled(make_customer())
    path = f"orders/{terms.order.public_id}/deliveries"
    over = program.post(path, {"lines": [{"position": 1, "quantity": 11}]})
    assert over.status_code == 422
    told = program.post(path, {"lines": [{"position": 1, "quantity": "4"}], "carrier": "Roux"})
    assert told.status_code == 201, told.content
    delivery = told.json()["items"][0]
    assert (delivery["lines"][0]["quantity"], told.json()["lines"][0]["delivered"]) == ("4.000", "4.000")
    assert program.get(path).json() == told.json()
    draft = program.post("invoices", {"deliveries": [delivery["id"]]})
    assert (draft.status_code, draft.json()["net"], draft.json()["order"]) == (
        201,
        "50.00",
        terms.order.reference,
    )
    assert fields(program.send("PATCH", f"invoices/{draft.json()['id']}", {"lines": [LINE]})) == {"lines"}
    deposit = program.post("invoices", {"order": terms.order.public_id, "deposit_percent": 30})
    assert (deposit.json()["kind"], deposit.json()["incl_vat"]) == ("deposit", "45.00")
    order = {"order": terms.order.public_id}
    gone_only = program.post("invoices", order)
    assert (gone_only.status_code, gone_only.json()["net"]) == (201, "50.00")
    assert fields(program.post("invoices", {**order, "before_delivery": "yes"})) == {"before_delivery"}
    asked_too = {**order, "before_delivery": True, "deposit_percent": 30}
    assert fields(program.post("invoices", asked_too)) == {"before_delivery"}
    whole = program.post("invoices", {**order, "before_delivery": True})
    assert (whole.status_code, whole.json()["net"]) == (201, "125.00")
    arrived = program.post(f"deliveries/{delivery['id']}/arrive", {"delivered_on": delivery["shipped_on"]})
    assert arrived.json()["items"][0]["delivered_on"] == delivery["shipped_on"]
    gone = program.post(f"deliveries/{delivery['id']}/cancel", {"reason": "Erreur"})
    assert gone.json()["lines"][0]["delivered"] == "0.000"


def test_a_payment_pays_an_invoice_and_is_cancelled() -> None:
    make_seller()
    document = make_issued()
    old = make_receivable(document.company, "30.00")
    program = make_program()
    body: dict[str, Any] = {
        "company": document.company.public_id,
        "received_on": "2026-11-20",
        "amount": "150.00",
        "method": "transfer",
        "matches": [{"invoice": document.public_id, "amount": 120}],
    }
    made = program.post("payments", body)
    assert made.status_code == 201, made.content
    path = f"payments/{made.json()['id']}"
    assert (made.json()["left"], made.json()["matches"][0]["invoice"]["id"]) == ("30.00", document.public_id)
    assert program.get(f"invoices/{document.public_id}").json()["open"] == "0.00"
    rest = program.post(f"{path}/matches", {"matches": [{"receivable": old.public_id, "amount": "30"}]})
    assert rest.json()["left"] == "0.00"
    account = program.get(f"receivables/{old.public_id}").json()
    assert (account["left"], account["settlements"][0]["payment"]["id"]) == ("0.00", made.json()["id"])
    assert fields(program.post(f"{path}/cancel", {"reason": ""})) == {"reason"}
    assert program.post(f"{path}/cancel", {"reason": "Rejet"}).json()["cancelled_at"]
    assert set(Receivable.objects.values_list("is_open", flat=True)) == {True}
    open_now = program.get("receivables?filter=is_open+is+yes&fields=left,due_on").json()["items"]
    assert sorted(row["left"] for row in open_now) == ["120.00", "30.00"]


def test_a_small_rest_is_written_off_and_owed_again() -> None:
    row, program = make_receivable(make_company(), "100.00"), make_program()
    path = f"receivables/{row.public_id}/difference"
    unpaid = program.post(path, {"reason": "Arrondi"})
    assert (unpaid.status_code, "règlement" in unpaid.json()["detail"]) == (422, True)
    body = {
        "company": row.company.public_id,
        "received_on": "2026-11-20",
        "amount": "99.70",
        "method": "transfer",
    }
    program.post("payments", {**body, "matches": [{"receivable": row.public_id, "amount": "99.70"}]})
    assert fields(program.post(path, {"reason": ""})) == {"reason"}
    done = program.post(path, {"reason": "Arrondi"}).json()
    assert (done["left"], done["written_off"], done["is_open"]) == ("0.00", "0.30", False)
    assert [each["difference"] for each in done["settlements"]] == ["", "Arrondi"]
    back = program.send("DELETE", path).json()
    assert (back["left"], back["written_off"], back["is_open"]) == ("0.30", "0.00", True)


def test_a_contract_begins_and_ends() -> None:
    program, company = make_program(), make_company()
    body: dict[str, Any] = {
        "company": company.public_id, "title": "Maintenance", "kind": "maintenance", "starts_on": "2026-01-01",
        "term_months": 12, "renewal": "tacit", "notice_days": "90", "period": "quarter", "in_advance": True,
        "lines": [{**LINE, "price": 300}],
    }  # fmt: skip
    assert {"title", "period"} <= fields(program.post("contracts", {**body, "title": "", "period": "week"}))
    made = program.post("contracts", body)
    assert (made.status_code, made.json()["net"], made.json()["incl_vat"]) == (201, "300.00", "360.00")
    path = f"contracts/{made.json()['id']}/terminate"
    assert fields(program.post(path, {"reason": "Fin", "ends_on": "2026-02-01"})) == {"ends_on"}
    ended = program.post(path, {"reason": "Fin"})
    assert ended.json()["ending_reason"] == "Fin", ended.content
    assert Contract.objects.get().public_id == ended.json()["id"]
    assert fields(program.post("contracts", {**body, "invoiced_until": "30/02/2026"})) == {"invoiced_until"}
    over = program.post("contracts", {**body, "invoiced_until": "2026-09-30"}).json()
    assert (over["invoiced_until"], over["next_invoice_on"]) == ("2026-09-30", "2026-10-01")


def test_a_product_its_list_price_and_an_agreed_one() -> None:
    program, company = make_program(), make_company()
    body = {
        "code": "MC-9",
        "label": "Meule",
        "kind": "goods",
        "unit": "C62",
        "vat": "S:5.5",
        "price": "12.345",
    }
    made = program.post("products", {**body, "cost": 1000.5})
    assert made.status_code == 201, made.content
    path = f"products/{made.json()['id']}"
    assert (made.json()["price"], made.json()["cost"], made.json()["vat"]) == (
        "12.3450",
        "1000.5000",
        "S:5.5",
    )
    assert program.send("PATCH", path, {"price": 13, "seen": {"price": "12"}}).status_code == 409
    assert program.send("PATCH", path, {"price": 13, "seen": {"price": "12.345"}}).status_code == 200
    assert program.post(f"{path}/archive").json()["is_active"] is False
    assert program.post(f"{path}/restore").json()["is_active"] is True
    listed = program.post("price_lists", {"name": "Grossistes", "customer_kind": "wholesaler"}).json()
    prices = f"price_lists/{listed['id']}/prices"
    for price, count in (("11.5", 1), ("11.75", 1), (None, 0)):
        told = program.post(prices, {"product": "MC-9", "min_quantity": 10, "price": price})
        assert (told.status_code, len(told.json()["prices"])) == (200, count), told.content
    agreed = {"company": company.public_id, "product": "MC-9", "discount": "7.5", "reason": "Accord 2026"}
    one = program.post("agreed_prices", agreed)
    assert (one.status_code, one.json()["discount"]) == (201, "7.50"), one.content
    changed = program.send(
        "PATCH", f"agreed_prices/{one.json()['id']}", {"discount": None, "price": "10.125"}
    )
    assert (changed.json()["discount"], changed.json()["price"]) == (None, "10.1250"), changed.content
    assert program.get("agreed_prices?filter=product+is+MC-9").json()["items"][0]["id"] == one.json()["id"]
    assert program.send("DELETE", f"agreed_prices/{one.json()['id']}").status_code == 204
    assert not PriceListItem.objects.exists()


DECIMALS = "1.1234567890123"
IN_A_MONTH = (timezone.localdate() + timedelta(days=30)).isoformat()


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"quantity": "-1"}, "line-0-quantity"), ({"quantity": DECIMALS}, "line-0-quantity"),
        ({"price": DECIMALS}, "line-0-price"), ({"price": -5}, "line-0-price"),
        ({"reductions": "101"}, "line-0-reductions"), ({"vat": "S:19"}, "line-0-vat"), ({"vat": "x"}, "line-0-vat"),
        ({"code": "NOPE", "price": ""}, "line-0-code"), ({"quantity": 10**20}, "line-0-quantity"),
        ({"kind": "x"}, "line-0-kind"), ({"unit_cost": "1"}, "line-0"), ({"option": "chosen"}, "line-0"),
    ],
)  # fmt: skip
def test_a_hostile_line_is_named_and_nothing_is_stored(cells: dict[str, Any], field: str) -> None:
    make_seller()
    program, company = make_program(), make_customer()
    lines = [{**LINE, **cells}]
    contract = {
        "title": "M", "kind": "maintenance", "starts_on": "2026-01-01", "term_months": 12, "renewal": "tacit",
        "notice_days": 90, "period": "quarter",
    }  # fmt: skip
    for path, more in (("invoices", {}), ("contracts", contract)):
        body = {"company": company.public_id, "lines": lines, **more}
        french = program.post(path, body)
        english = program.send("POST", path, body, **{"Accept-Language": "en"})
        assert fields(french) == fields(english) == {field}
        assert french.json()["errors"] != english.json()["errors"]
    assert not FiscalDocument.objects.exists()
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": DECIMALS}, "amount"), ({"amount": 0}, "amount"), ({"amount": "x"}, "amount"),
        ({"amount": 10**25}, "amount"), ({"received_on": IN_A_MONTH}, "received_on"), ({"method": "gold"}, "method"),
        ({"matches": [{"invoice": "INVOICE", "amount": DECIMALS}]}, "match-0-amount"),
        ({"matches": [{"invoice": "0123456789ab", "amount": 1}]}, "match-0-invoice"),
        ({"matches": [{"amount": 1}]}, "match-0"), ({"matches": 3}, "matches"), ({"source": "bank"}, "source"),
        ({"matches": [{"invoice": "INVOICE", "amount": 1}, {"invoice": "INVOICE", "amount": 1}]}, "match-1-invoice"),
        ({"matches": [{"invoice": "INVOICE", "amount": 200}]}, None),
    ],
)  # fmt: skip
def test_a_hostile_payment_is_refused_whole(change: dict[str, Any], field: str | None) -> None:
    make_seller()
    document = make_issued()
    matches = change.get("matches")
    for each in matches if isinstance(matches, list) else ():
        each |= {"invoice": document.public_id} if each.get("invoice") == "INVOICE" else {}
    body = {
        "company": document.company.public_id,
        "received_on": "2026-11-20",
        "amount": 200,
        "method": "card",
    }
    answer = make_program().post("payments", {**body, **change})
    if field is None:
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, PROBLEM)
    else:
        assert fields(answer) == {field}
    assert not Payment.objects.exists()
    assert Receivable.objects.get().settled == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"price": DECIMALS}, "price"), ({"price": -1}, "price"), ({"vat": "S:19"}, "vat"), ({"unit": "?"}, "unit"),
        ({"family": "Nulle"}, "family"), ({"is_active": False}, "is_active"), ({"price": True}, "price"),
    ],
)  # fmt: skip
def test_a_hostile_product_is_refused(change: dict[str, Any], field: str) -> None:
    product = make_product("MC-1", "Meule", price="80", cost="60")
    answer = make_program().send("PATCH", f"products/{product.public_id}", {"label": "Autre", **change})
    assert fields(answer) == {field}
    assert Product.objects.get().label == "Meule"


def selling(company: Company) -> dict[str, tuple[str, ...]]:
    """One record of each kind of a company, by the address of its list, and what may be sent to it."""
    terms = make_terms(company)
    delivery = Delivery.objects.create(order=terms, number="BL-9")
    receivable = make_receivable(company)
    payment = Payment.objects.create(company=company, received_on="2026-11-20", amount=5, method="card")
    return {
        f"deals/{make_deal(company).public_id}": ("PATCH", "DELETE", "/outcome", "/reopen"),
        f"invoices/{make_draft(company).public_id}": ("PATCH", "DELETE", "/issue", "/credit"),
        f"payments/{payment.public_id}": ("/matches", "/cancel"),
        f"receivables/{receivable.public_id}": ("/difference",),
        f"contracts/{make_contract(company).public_id}": ("/terminate",),
        f"orders/{terms.order.public_id}": ("/deliveries",),
        f"deliveries/{delivery.public_id}": ("/arrive", "/cancel"),
    }


def test_records_of_another_team_are_not_there() -> None:
    program = make_program(Role.SALES_ADMINISTRATION, scope=Scope.OWN.value)
    company = make_customer(owner=make_user())
    for path, doors in selling(company).items():
        kind = path.partition("/")[0]
        if kind != "deliveries":
            assert program.get(path).status_code == 404, path
            assert program.get(kind).json()["items"] == [], path
        for door in doors:
            sent = (
                program.post(f"{path}{door}", BODIES.get(door))
                if door[0] == "/"
                else program.send(door, path)
            )
            assert sent.status_code == 404, (path, door, sent.content)
    for path in ("deals", "invoices", "payments", "contracts", "agreed_prices"):
        assert program.post(path, {"company": company.public_id}).status_code in (403, 422), path


BODIES = {
    "/outcome": {"state": "won"}, "/credit": {"reason": "R"}, "/matches": {"matches": []}, "/cancel": {"reason": "R"},
    "/difference": {"reason": "R"}, "/terminate": {"reason": "R"}, "/arrive": {"delivered_on": "2026-11-20"},
}  # fmt: skip
DOORS = {
    "deals": TokenScope.DEALS_WRITE, "invoices": TokenScope.INVOICES_WRITE, "payments": TokenScope.PAYMENTS_WRITE,
    "contracts": TokenScope.CONTRACTS_WRITE, "products": TokenScope.PRODUCTS_WRITE,
    "price_lists": TokenScope.PRODUCTS_WRITE, "agreed_prices": TokenScope.PRODUCTS_WRITE,
}  # fmt: skip


def test_each_door_needs_its_scope_and_its_permission() -> None:
    reading = [scope for scope in TokenScope if scope.value.endswith(":read")]
    company = make_customer()
    draft = make_draft(company)
    program, reader = make_program(scopes=reading), make_program(Role.READ_ONLY)
    writer = make_program(scopes=[TokenScope.INVOICES_WRITE])
    for path, scope in DOORS.items():
        refused = program.post(path, {"company": company.public_id})
        assert (refused.status_code, refused.json()["scope"]) == (403, scope.value)
    given: dict[str, dict[str, Any]] = {
        "deals": {"company": company.public_id, "name": "X"},
        "invoices": {"company": company.public_id},
        "payments": {
            "company": company.public_id,
            "received_on": "2026-11-20",
            "amount": 1,
            "method": "card",
        },
        "products": {"code": "X", "label": "X"},
        "price_lists": {"name": "X"},
        "agreed_prices": {"company": company.public_id, "reason": "X"},
    }
    for path, body in given.items():
        assert reader.post(path, body).status_code == 403, path
    issue = writer.post(f"invoices/{draft.public_id}/issue")
    assert (issue.status_code, issue.json()["scope"]) == (403, "invoices:issue")
    assert reader.post(f"invoices/{draft.public_id}/issue").status_code == 403
    assert FiscalDocument.objects.get().number == ""
    assert not Deal.objects.exists()


def test_costs_are_for_who_reads_margins() -> None:
    make_seller()
    product = make_product("MC-1", "Meule", price="80", cost="60")
    program, company = make_program(), make_customer()
    key = program.post("invoices", {"company": company.public_id, "lines": [{"code": product.code}]}).json()[
        "id"
    ]
    assert program.get(f"invoices/{key}").json()["lines"][0]["unit_cost"] == "60.0000"
    hidden = make_program(Role.MARKETING)
    assert "unit_cost" not in hidden.get(f"invoices/{key}").json()["lines"][0]
    assert "cost" not in hidden.get(f"products/{product.public_id}").json()
    assert hidden.get("products?fields=cost").status_code == 422


@pytest.mark.parametrize(
    "path", ["deals", "invoices", "payments", "receivables", "contracts", "agreed_prices"]
)
def test_as_many_queries_for_three_rows_as_for_one(path: str, queries: Any) -> None:
    company, program = make_customer(), make_program()
    product = make_product("MC-1", "Meule")
    rows = {
        "deals": lambda: make_deal(company),
        "invoices": lambda: make_draft(company),
        "payments": lambda: Payment.objects.create(
            company=company, received_on="2026-11-20", amount=5, method="card"
        ),
        "receivables": lambda: make_receivable(company),
        "contracts": lambda: make_contract(company),
        "agreed_prices": lambda: company.negotiated_prices.create(product=product, price=1),
    }
    queries.same(make=rows[path], read=lambda: answered(program, path))


@pytest.mark.parametrize("count", [1, 40])
def test_an_invoice_is_read_in_as_many_queries_whatever_its_lines(count: int, queries: Any) -> None:
    make_seller()
    document = make_draft(lines=[item() for _ in range(count)])
    program = make_program()
    answered(program, f"invoices/{document.public_id}")
    with queries.at_most(14):
        assert len(answered(program, f"invoices/{document.public_id}")["lines"]) == count


def answered(program: Program, path: str) -> Any:
    answer = program.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()
