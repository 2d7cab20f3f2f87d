"""An accepted quote becomes an order, once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.negotiation.enums import AcceptanceWay, ApprovalAnswer, QuoteState
from negoce.negotiation.models import QuoteAcceptance, QuoteApproval
from negoce.negotiation.queries.quote_floor import digest_of
from negoce.orders.actions.order_from_quote import order_from_quote
from negoce.orders.models import CustomerSales, Order, OrderLine
from tests.factories.companies import make_company
from tests.factories.handled_orders import make_accepted, quote_line
from tests.factories.identity import make_actor
from tests.factories.orders import make_product

pytestmark = pytest.mark.django_db
DISCOUNT = [{"kind": "trade_discount", "percent": "10"}]


def test_lines_terms_and_amounts_are_taken_over_and_figures_follow() -> None:
    company, product = make_company(), make_product()
    version = make_accepted(
        company, reductions=DISCOUNT, shipping=Decimal(20), term_days=45, delivery_days=10,
        buyer_reference="BC 12",
    )  # fmt: skip
    quote_line(version, 1, "0", "0", kind="title", label="Fromages")
    quote_line(version, 2, "4", "25", product=product, unit_cost=Decimal(15), delivery_days=3)
    order = order_from_quote(make_actor(), version, values={"ordered_on": date(2026, 11, 2)})
    assert (order.reference, order.net, order.cost) == ("CDE-2026-00001", Decimal("110.00"), Decimal("60.00"))
    terms = order.terms
    assert (terms.net, terms.vat, terms.incl_vat) == (Decimal("110.00"), Decimal("22.00"), Decimal("132.00"))
    assert (terms.promised_on, terms.buyer_reference, terms.term_days) == (date(2026, 11, 12), "BC 12", 45)
    agreed = list(terms.agreed_lines.all())
    assert [(line.kind, line.label, line.net) for line in agreed] == [
        ("title", "Fromages", Decimal(0)),
        ("item", "Ligne 2", Decimal("100.00")),
    ]
    assert agreed[1].promised_on == date(2026, 11, 5)
    facts = list(OrderLine.objects.filter(order=order))
    assert [(line.product_id, line.net) for line in facts] == [
        (product.pk, Decimal("90.00")),
        (None, Decimal("20.00")),
    ]
    assert agreed[1].order_line == facts[0]
    assert CustomerSales.objects.get(company=company).net_total == Decimal("110.00")
    entry = JournalEntry.objects.get(subject_kind="order")
    assert (entry.verb, entry.values["quote"]) == ("created", [None, version.quote.number])


def test_asked_twice_it_is_one_order() -> None:
    version = make_accepted()
    quote_line(version, 1, "1", "10")
    first, again = (order_from_quote(make_actor(), version) for _each in range(2))
    assert first == again
    assert Order.objects.count() == 1


@pytest.mark.parametrize(("chosen", "net"), [(None, "110"), ([], "100"), ([3], "105")])
def test_only_options_that_were_chosen_are_ordered(chosen: list[int] | None, net: str) -> None:
    version = make_accepted()
    quote_line(version, 1, "1", "100")
    quote_line(version, 2, "1", "10", is_option=True, is_chosen=True)
    quote_line(version, 3, "1", "5", is_option=True, is_chosen=False)
    if chosen is not None:
        QuoteAcceptance.objects.create(
            version=version, way=AcceptanceWay.SIGNED.value, name="Hélène", chosen_options=chosen,
            accepted_at="2026-11-02T10:00:00Z",
        )  # fmt: skip
    assert order_from_quote(make_actor(), version).net == Decimal(net)


@pytest.mark.parametrize("state", [state for state in QuoteState if state is not QuoteState.ACCEPTED])
def test_only_an_accepted_version_becomes_an_order(state: QuoteState) -> None:
    version = make_accepted(state=state.value)
    quote_line(version, 1, "1", "10")
    with pytest.raises(Refused, match="pas acceptée"):
        order_from_quote(make_actor(), version)
    assert not Order.objects.exists()


def test_under_the_floor_somebody_must_have_allowed_it() -> None:
    version = make_accepted(margin_floor=Decimal(30))
    line = quote_line(version, 1, "1", "100", unit_cost=Decimal(80))
    with pytest.raises(Refused, match="sous le plancher"):
        order_from_quote(make_actor(), version)
    allowed = {"version": version, "floor": 30, "margin_rate": 20, "answer": ApprovalAnswer.APPROVED.value}
    QuoteApproval.objects.create(**allowed, content_sha256="of something else")
    with pytest.raises(Refused, match="sous le plancher"):
        order_from_quote(make_actor(), version)
    QuoteApproval.objects.create(**allowed, content_sha256=digest_of(version, [line]))
    assert order_from_quote(make_actor(), version).net == Decimal(100)


def test_another_version_of_the_same_quote_is_not_a_second_order() -> None:
    version = make_accepted()
    quote_line(version, 1, "1", "10")
    first = order_from_quote(make_actor(), version)
    version.pk, version.version, version.public_id = None, 2, "deuxieme0000"
    version.save()
    quote_line(version, 1, "1", "10")
    with pytest.raises(Refused, match=first.reference):
        order_from_quote(make_actor(), version)


def test_a_customer_in_the_bin_is_named_and_one_of_others_is_not_shown() -> None:
    company = make_company("Gardot", deleted_at="2026-11-01T00:00:00Z")
    version = make_accepted(company)
    quote_line(version, 1, "1", "10")
    with pytest.raises(Refused, match="corbeille"):
        order_from_quote(make_actor(), version)
    with pytest.raises(NotAllowed):
        order_from_quote(make_actor(Role.SALESPERSON, scope=Scope.OWN), version)
    with pytest.raises(NotAllowed):
        order_from_quote(make_actor(Role.READ_ONLY), version)
    assert not Order.objects.exists()
