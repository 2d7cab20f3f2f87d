"""Orders placed without a quote, changed, cancelled, closed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from negoce.catalogue.enums import ReductionKind
from negoce.catalogue.rules.reductions import Reduction
from negoce.companies.enums import AddressKind
from negoce.companies.models import Address
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Conflict, Refused
from negoce.orders.actions.delivery_make import deliver_order
from negoce.orders.actions.order_cancel import cancel_order
from negoce.orders.actions.order_close import close_rest
from negoce.orders.actions.order_lines_change import change_lines
from negoce.orders.actions.order_place import place_order
from negoce.orders.actions.order_update import update_order
from negoce.orders.enums import OrderState
from negoce.orders.models import CustomerSales, Order, OrderLine
from negoce.orders.queries.order_warnings import order_warnings
from negoce.orders.rules.shipment import Shipment
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.handled_orders import agreed, make_handled
from tests.factories.identity import make_actor
from tests.factories.orders import make_order

pytestmark = pytest.mark.django_db


def test_an_order_is_placed_under_our_terms_at_the_usual_addresses() -> None:
    company = make_company()
    office = Address.objects.create(company=company, kind=AddressKind.HEAD_OFFICE.value)
    depot = Address.objects.create(company=company, kind=AddressKind.DELIVERY.value)
    actor = make_actor()
    order = place_order(
        actor,
        company,
        lines=[agreed("10", "12.5")],
        values={"buyer_reference": " BC 7 ", "service_code": "S1"},
    )
    terms = order.terms
    assert order.reference == f"CDE-{timezone.localdate().year}-00001"
    assert (order.net, terms.incl_vat, terms.state) == (Decimal("125.00"), Decimal("150.00"), "open")
    assert (terms.billing_address, terms.delivery_address) == (office, depot)
    assert (terms.buyer_reference, terms.service_code, terms.term_days) == ("BC 7", "S1", 30)
    assert place_order(actor, company, lines=[agreed()]).reference.endswith("-00002")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"buyer_reference": "x" * 61}, "buyer_reference"),
        ({"promised_on": "31/02/2026"}, "promised_on"),
        ({"ordered_on": date(2026, 11, 2), "promised_on": date(2026, 11, 1)}, "promised_on"),
        ({"ordered_on": "31/12/2090"}, "ordered_on"),
        ({"shipping": Decimal(-1)}, "shipping"),
    ],
)
def test_faulty_values_are_named_and_nothing_is_written(values: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        place_order(make_actor(), make_company(), lines=[agreed()], values=values)
    assert list(refused.value.fields) == [field]
    assert not Order.objects.exists()


def test_what_cannot_be_added_up_is_refused() -> None:
    company, much = make_company(), Reduction(ReductionKind.TRADE_DISCOUNT, percent=Decimal(101))
    for lines, reductions in (([], ()), ([agreed("0")], ()), ([agreed()], (much,))):
        with pytest.raises(Refused):
            place_order(make_actor(), company, lines=lines, reductions=reductions)
    with pytest.raises(Refused, match="TVA"):
        place_order(make_actor(), company, lines=[agreed(vat_rate=Decimal(120))])
    assert not Order.objects.exists()


def test_who_may_not_handle_orders_is_refused() -> None:
    company = make_company()
    with pytest.raises(NotAllowed):
        place_order(make_actor(Role.MARKETING), company, lines=[agreed()])
    terms = make_handled(company)
    for act in (
        lambda actor: update_order(actor, terms.order, values={}),
        lambda actor: change_lines(actor, terms.order, lines=[agreed()]),
        lambda actor: cancel_order(actor, terms.order, reason="x"),
        lambda actor: close_rest(actor, terms.order, reason="x"),
    ):
        with pytest.raises(NotAllowed):
            act(make_actor(Role.READ_ONLY))


def test_a_contact_and_an_address_are_of_the_company() -> None:
    company, other = make_company(), make_company()
    elsewhere = Address.objects.create(company=other, kind=AddressKind.DELIVERY.value)
    for values in ({"contact": make_contact(other)}, {"delivery_address": elsewhere}):
        with pytest.raises(Refused):
            place_order(make_actor(), company, lines=[agreed()], values=values)


def test_the_head_changes_against_its_revision() -> None:
    terms = make_handled()
    actor = make_actor()
    changed = update_order(actor, terms.order, values={"note": "Quai 3"}, revision=terms.revision)
    assert (changed.note, changed.revision) == ("Quai 3", terms.revision + 1)
    with pytest.raises(Conflict) as conflict:
        update_order(actor, terms.order, values={"note": "Quai 4"}, revision=terms.revision)
    assert conflict.value.current == terms.revision + 1
    terms.refresh_from_db()
    assert terms.note == "Quai 3"
    entry = JournalEntry.objects.filter(verb="changed").get()
    assert entry.values == {"note": ["", "Quai 3"]}


def test_lines_change_until_something_is_delivered() -> None:
    terms = make_handled()
    change_lines(make_actor(), terms.order, lines=[agreed("2", "100"), agreed("1", "50")])
    order = Order.objects.get(pk=terms.pk)
    assert (order.net, order.lines_count) == (Decimal(250), 2)
    assert OrderLine.objects.filter(order=order).count() == 2
    assert CustomerSales.objects.get(company=order.company).net_total == Decimal(250)
    deliver_order(make_actor(), order, shipment=Shipment())
    with pytest.raises(Refused, match="livrée ou facturée"):
        change_lines(make_actor(), order, lines=[agreed()])


def test_a_cancelled_order_counts_no_more_and_says_why() -> None:
    terms = make_handled()
    with pytest.raises(Refused, match="pourquoi"):
        cancel_order(make_actor(), terms.order, reason="  ")
    after = cancel_order(make_actor(), terms.order, reason="Erreur de client")
    assert (after.state, after.closing_reason) == (OrderState.CANCELLED.value, "Erreur de client")
    assert Order.objects.get(pk=terms.pk).cancelled_at is not None
    assert not CustomerSales.objects.filter(company=terms.order.company, orders_count__gt=0).exists()
    for act in (cancel_order, close_rest):
        with pytest.raises(Refused):
            act(make_actor(), terms.order, reason="encore")


def test_what_is_delivered_or_invoiced_is_not_cancelled() -> None:
    terms = make_handled()
    line = terms.agreed_lines.get()
    deliver_order(make_actor(), terms.order, shipment=Shipment({line.pk: Decimal(1)}))
    with pytest.raises(Refused, match="déjà livrée"):
        cancel_order(make_actor(), terms.order, reason="x")
    terms.agreed_lines.update(invoiced=1)
    with pytest.raises(Refused, match="facturée"):
        cancel_order(make_actor(), terms.order, reason="x")
    assert close_rest(make_actor(), terms.order, reason="Plus en stock").state == OrderState.CLOSED.value


def test_an_order_of_another_program_is_read_only() -> None:
    past = make_order(make_company(), date(2026, 1, 5), "100")
    with pytest.raises(Refused, match="autre logiciel"):
        cancel_order(make_actor(), past, reason="x")


def test_warnings_before_an_order() -> None:
    company = make_company(siren="732829320")
    assert order_warnings(company) == []
    make_activity(company, departure_declared=True, starts_at=timezone.now() - timedelta(days=3))
    assert [each.code for each in order_warnings(company)] == ["order.customer_leaving"]
    public = make_company(buyer_type="public_body")
    assert [each.code for each in order_warnings(public)] == ["order.no_siret"]
    asking = make_company(
        buyer_type="public_body",
        siren="732829320",
        siret="73282932000074",
        service_code_need="required",
        commitment_need="required",
    )
    assert [each.code for each in order_warnings(asking)] == ["order.needs_service_and_commitment"]
