"""An order typed directly: the customer, the lines by the editor of quotes, the total as it is typed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.orders.models import Order, OrderTerms
from tests.factories.companies import make_company
from tests.factories.handled_orders import agreed, make_handled
from tests.factories.identity import make_user
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db


def client_of(role: Role = Role.SALES_ADMINISTRATION) -> Client:
    client = Client()
    user = make_user(role, scope=Scope.ALL.value)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(*rows: dict[str, str], **head: str) -> dict[str, object]:
    """A posted form: every row posts every cell."""
    names = (
        "key", "kind", "product", "code", "label", "description", "quantity", "unit", "price", "price_typed",
        "reductions", "vat", "option", "option_group",
    )  # fmt: skip
    first = {"kind": "item", "price_typed": "1"}
    return {
        **{f"line_{name}": [{**first, **row}.get(name, "") for row in rows] for name in names},
        **head,
    }


def test_the_customer_is_chosen_then_the_lines_are_typed() -> None:
    company, client = make_company("Gardot"), client_of()
    assert "Nouvelle commande" in client.get(reverse("orders:create")).content.decode()
    chosen = client.post(reverse("orders:create"), {"company": company.public_id, "company_name": "Gardot"})
    address = reverse("orders:enter", args=[company.public_id])
    assert chosen["Location"] == address
    assert client.get(reverse("orders:create"), {"company": company.public_id})["Location"] == address
    assert client.post(reverse("orders:create"), {"company_name": ""}).status_code == 422
    page = client.get(address).content.decode()
    assert "n-sale-lines" in page
    # Warned before, not refused after.
    assert "pas de SIREN" in page


def test_an_order_is_placed_from_codes_and_free_lines() -> None:
    company, client = make_company(), client_of()
    make_product("COMTE", "Meule de comté", price=Decimal(80), cost=Decimal(50))
    posted = typed(
        {"key": "a", "code": "comte", "quantity": "2", "price_typed": ""},
        {"key": "b", "label": "Découpe", "quantity": "1,5", "price": "20", "reductions": "10"},
        reductions="5",
        shipping="12,50",
        buyer_reference="BC 9",
    )
    shown = client.post(reverse("orders:preview", args=[company.public_id]), posted).content.decode()
    assert "190,15\u00a0€" in shown
    assert not Order.objects.exists()
    done = client.post(reverse("orders:enter", args=[company.public_id]), posted)
    order = Order.objects.get()
    assert done["Location"] == reverse("orders:order", args=[order.public_id])
    assert (order.net, order.terms.buyer_reference) == (Decimal("190.15"), "BC 9")
    assert [line.label for line in order.terms.agreed_lines.all()] == ["Meule de comté", "Découpe"]


@pytest.mark.parametrize(
    ("row", "head", "words"),
    [
        ({"code": "INCONNU", "price_typed": ""}, {}, "INCONNU"),
        ({"label": "x", "quantity": "-1", "price": "1"}, {}, "négatif"),
        ({"label": "x", "quantity": "1", "price": "1", "reductions": "101"}, {}, "101"),
        ({"label": "x", "quantity": "1", "price": "1", "option": "offered"}, {}, "pas d’option"),
        ({"label": "x", "quantity": "1", "price": "1"}, {"shipping": "abc"}, "montant"),
        ({"label": "x", "quantity": "1", "price": "1"}, {"promised_on": "31/02/2027"}, "date"),
        ({"kind": "title", "label": "Titre"}, {}, "au moins une ligne"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    row: dict[str, str], head: dict[str, str], words: str
) -> None:
    company = make_company()
    answer = client_of().post(
        reverse("orders:enter", args=[company.public_id]),
        typed({"key": "a", **row}, note="Quai 3", **head),
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Quai 3" in page
    assert not Order.objects.exists()


def test_the_lines_of_an_order_are_typed_again() -> None:
    terms = make_handled(lines=[agreed("10", "12.5")], shipping=Decimal(15))
    cash = [{"kind": "cash_discount", "percent": "2"}]
    OrderTerms.objects.filter(pk=terms.pk).update(reductions=cash)
    client, address = client_of(), reverse("orders:lines", args=[terms.order.public_id])
    page = client.get(address).content.decode()
    for words in ('value="10"', 'value="12,50"', 'value="Meule de comté"', 'value="15,00"', 'value="2"'):
        assert words in page
    row = {"key": "a", "label": "Tomme", "quantity": "3", "price": "20"}
    stale = client.post(address, typed(row, reductions="2", shipping="15", revision="77"))
    assert (stale.status_code, "Tomme" in stale.content.decode()) == (409, True)
    wrong = client.post(address, typed({**row, "quantity": "-3"}, revision=str(terms.revision)))
    assert wrong.status_code == 422
    done = client.post(address, typed(row, reductions="2", shipping="10", revision=str(terms.revision)))
    assert done.status_code == 302
    terms.refresh_from_db()
    # The nature of what was agreed stays: an early payment is no trade discount.
    assert (terms.net, terms.cash_discount, terms.reductions) == (Decimal("68.80"), Decimal("1.20"), cash)
    assert [line.label for line in terms.agreed_lines.all()] == ["Tomme"]


def test_who_may_not_take_orders_is_refused() -> None:
    company = make_company()
    for name, arguments in (("create", []), ("enter", [company.public_id])):
        assert client_of(Role.SALESPERSON).get(reverse(f"orders:{name}", args=arguments)).status_code == 403


def test_the_usual_terms_are_proposed_with_their_reason_and_changed() -> None:
    company, client = make_company(), client_of()
    address = reverse("orders:enter", args=[company.public_id])
    page = client.get(address).content.decode()
    assert "faute de commande précédente" in page
    assert 'name="term_days" value="30"' in page
    line = {"key": "a", "label": "x", "quantity": "1", "price": "1"}
    late = typed(line, term_days="90", term_kind="after_invoice", payment_with_order="")
    shown = client.post(reverse("orders:preview", args=[company.public_id]), late).content.decode()
    assert "plafond" in shown
    refused = client.post(address, late)
    assert (refused.status_code, 'value="90"' in refused.content.decode()) == (422, True)
    assert client.post(address, typed(line, term_days="abc")).status_code == 422
    assert not Order.objects.exists()
    later = typed(line, term_days="45", term_kind="days_then_end_of_month", early_percent="2", early_days="8")
    assert client.post(address, later).status_code == 302
    terms = OrderTerms.objects.get()
    assert (terms.term_kind, terms.term_days) == ("days_then_end_of_month", 45)
    assert (terms.early_percent, terms.early_days) == (Decimal(2), 8)
    # What was agreed last is what is usual for this customer.
    again = client.get(address).content.decode()
    assert terms.order.reference in again
    assert 'name="term_days" value="45"' in again
    assert make_handled(company).term_days == 45
    assert make_handled().term_days == 30
