"""The page of an order that we follow: from what is agreed to what has come back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.identity.enums import Role, Scope
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, Order, OrderTerms, PromiseChange
from negoce.outbox.models import Message
from tests.factories.companies import make_company, make_contact
from tests.factories.handled_orders import agreed, make_accepted, make_handled, quote_line
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


def client_of(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    user = make_user(role, scope=Scope.ALL.value)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(terms: OrderTerms, name: str = "order") -> str:
    return reverse(f"orders:{name}", args=[terms.order.public_id])


def page_of(terms: OrderTerms, client: Client) -> str:
    answer = client.get(url(terms))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_agreed_delivered_and_left() -> None:
    terms = make_handled(
        make_company("Gardot"),
        [agreed("10", "12.5"), agreed("2", "30", "Étagère", unit_cost=Decimal(20))],
        buyer_reference="BC 77",
        shipping=Decimal(15),
    )
    page = page_of(terms, client_of())
    for words in ("À livrer", "BC 77", "Meule de comté", "185,00\u00a0€", "200,00\u00a0€", "240,00\u00a0€"):
        assert words in page
    assert url(terms, "deliver") in page
    assert "Rien n’est encore parti." in page
    assert url(terms, "returned") not in page


def test_who_may_only_read_finds_no_button_and_no_margin() -> None:
    terms = make_handled(lines=[agreed("10", "12.5", unit_cost=Decimal(10))])
    page = page_of(terms, client_of(Role.READ_ONLY))
    assert url(terms, "deliver") not in page
    assert "Marge" not in page
    assert url(terms, "confirmation") in page
    for name in ("deliver", "returned", "promise", "head", "cancellation", "closing", "notice", "confirm"):
        answer = client_of(Role.READ_ONLY).post(url(terms, name), {})
        assert answer.status_code == 403


def test_of_many_lines_a_few_leave() -> None:
    terms, client = make_handled(lines=[agreed() for _line in range(4)]), client_of()
    form = client.get(url(terms, "deliver")).content.decode()
    assert (form.count('value="10"'), "?empty=1" in form) == (4, True)
    emptied = client.get(url(terms, "deliver"), {"empty": "1"}).content.decode()
    assert ('value="10"' in emptied, emptied.count('name="quantity-')) == (False, 4)


def test_a_part_then_the_rest_then_its_arrival() -> None:
    terms, client = make_handled(), client_of()
    line = terms.agreed_lines.get()
    form = client.get(url(terms, "deliver")).content.decode()
    assert f'name="quantity-{line.pk}" value="10"' in form
    wrong = client.post(url(terms, "deliver"), {f"quantity-{line.pk}": "11"})
    assert (wrong.status_code, "il n’en reste que 10" in wrong.content.decode()) == (422, True)
    unreadable = client.post(url(terms, "deliver"), {f"quantity-{line.pk}": "dix", "carrier": "Geodis"})
    assert unreadable.status_code == 422
    assert 'value="Geodis"' in unreadable.content.decode()
    done = client.post(url(terms, "deliver"), {f"quantity-{line.pk}": "4,5", "carrier": "Geodis"})
    assert done.status_code == 302
    page = page_of(terms, client)
    for words in ("Livrée en partie", "En route", "4,5 × Meule de comté", "Geodis", "BL-"):
        assert words in page
    rest = client.get(url(terms, "deliver")).content.decode()
    assert f'name="quantity-{line.pk}" value="5,5"' in rest
    delivery = Delivery.objects.get()
    client.post(reverse("orders:delivery_arrive", args=[delivery.public_id]), {"delivered_on": "demain"})
    arrived = client.post(
        reverse("orders:delivery_arrive", args=[delivery.public_id]),
        {"delivered_on": timezone.localdate().isoformat()},
    )
    assert arrived.status_code == 302
    delivery.refresh_from_db()
    assert delivery.delivered_on == timezone.localdate()


def test_a_form_that_somebody_overtook_says_so_and_keeps_what_was_typed() -> None:
    terms, client = make_handled(), client_of()
    line = terms.agreed_lines.get()
    client.post(url(terms, "promise"), {"promised_on": "31/12/2199", "reason": "x"})
    stale = {"revision": terms.revision, f"quantity-{line.pk}": "1", "note": "Quai 3"}
    OrderTerms.objects.filter(pk=terms.pk).update(revision=9)
    answer = client.post(url(terms, "deliver"), stale)
    assert answer.status_code == 409
    assert "Quai 3" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_new_date_asks_for_its_reason_and_the_customer_is_to_be_told() -> None:
    terms, client = make_handled(), client_of()
    day = timezone.localdate() + timedelta(days=20)
    refused = client.post(url(terms, "promise"), {"promised_on": day.isoformat(), "reason": ""})
    assert refused.status_code == 422
    client.post(url(terms, "promise"), {"promised_on": day.isoformat(), "reason": "Rupture d’affinage"})
    page = page_of(terms, client)
    assert "Le client n’est pas prévenu." in page
    assert "Rupture d’affinage" in page
    client.post(url(terms, "told"))
    change = PromiseChange.objects.get()
    assert (change.told_how, change.after) == ("phone", day)
    page = page_of(terms, client)
    assert "Le client n’est pas prévenu." not in page
    assert "Client prévenu par téléphone" in page


def test_a_new_date_is_told_by_a_message_that_is_kept() -> None:
    company = make_company()
    contact = make_contact(company, email="h.garnier@gardot.example")
    terms, client = make_handled(company, contact=contact), client_of()
    day = timezone.localdate() + timedelta(days=20)
    client.post(url(terms, "promise"), {"promised_on": day.isoformat(), "reason": "Rupture"})
    form = client.get(url(terms, "notice")).content.decode()
    assert terms.order.reference in form
    assert "Livraison prévue le" in form
    posted = {"recipient": contact.public_id, "subject": "Nouvelle date", "text": "Bonjour, plus tard."}
    answer = client.post(url(terms, "notice"), posted)
    assert answer.status_code == 302
    change, message = PromiseChange.objects.get(), Message.objects.get()
    assert (change.told_how, change.message) == ("email", message.public_id)
    assert (message.to_address, message.state) == ("h.garnier@gardot.example", "waiting")
    assert client.get(url(terms, "notice")).status_code == 404


def test_a_return_says_why() -> None:
    terms, client = make_handled(), client_of()
    line = terms.agreed_lines.get()
    client.post(url(terms, "deliver"), {f"quantity-{line.pk}": "10"})
    refused = client.post(url(terms, "returned"), {f"quantity-{line.pk}": "2"})
    assert (refused.status_code, "pourquoi" in refused.content.decode()) == (422, True)
    client.post(url(terms, "returned"), {f"quantity-{line.pk}": "2", "reason": "damaged"})
    page = page_of(terms, client)
    assert "Abîmé pendant le transport" in page
    assert "BR-" in page


def test_head_cancellation_and_closing() -> None:
    company = make_company()
    contact = make_contact(company)
    terms, client = make_handled(company), client_of()
    client.post(url(terms, "head"), {"contact": contact.public_id, "service_code": "FACTURES"})
    terms.refresh_from_db()
    assert (terms.contact, terms.service_code) == (contact, "FACTURES")
    client.post(url(terms, "cancellation"), {"reason": "Erreur"})
    terms.refresh_from_db()
    assert (terms.state, terms.closing_reason) == (OrderState.CANCELLED.value, "Erreur")
    other = make_handled()
    line = other.agreed_lines.get()
    client.post(url(other, "deliver"), {f"quantity-{line.pk}": "1"})
    client.post(url(other, "closing"), {"reason": "Fin de série"})
    other.refresh_from_db()
    assert other.state == OrderState.CLOSED.value


def test_how_it_is_paid_is_changed_as_a_quote_reads_it() -> None:
    terms, client = make_handled(), client_of()
    given = {"term_kind": "after_invoice", "term_days": "45", "early_percent": "2,5", "early_days": "10"}
    client.post(url(terms, "terms"), given)
    terms.refresh_from_db()
    assert (terms.term_days, terms.early) == (45, EarlyPayment(Decimal("2.50"), 10))
    assert "Escompte de 2,5" in page_of(terms, client)
    for wrong in ({"term_days": "61"}, {"early_days": "45"}, {"early_percent": "50"}):
        assert client.post(url(terms, "terms"), {**given, **wrong}).status_code == 422
    client.post(url(terms, "terms"), {**given, "payment_with_order": "1"})
    terms.refresh_from_db()
    assert (terms.payment_with_order, terms.early, terms.early_percent) == (True, None, None)
    # What is deducted supposes it.
    terms.reductions = [{"kind": "cash_discount", "percent": "1"}]
    terms.save()
    assert "suppose que le paiement" in client.post(url(terms, "terms"), given).content.decode()
    assert client_of(Role.READ_ONLY).get(url(terms, "terms")).status_code == 403


def test_papers_are_pdf() -> None:
    terms, client = make_handled(), client_of()
    line = terms.agreed_lines.get()
    client.post(url(terms, "deliver"), {f"quantity-{line.pk}": "3"})
    note = reverse("orders:delivery_note", args=[Delivery.objects.get().public_id])
    for address in (url(terms, "confirmation"), note):
        answer = client.get(address)
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_an_accepted_quote_is_ordered_with_one_press() -> None:
    version = make_accepted()
    quote_line(version, 1, "2", "50")
    address, client = reverse("orders:from_quote", args=[version.public_id]), client_of(Role.MANAGER)
    assert client.get(address).status_code == 200
    first, again = (client.post(address, {"buyer_reference": "BC 1"}) for _each in range(2))
    order = Order.objects.get()
    assert first["Location"] == again["Location"] == reverse("orders:order", args=[order.public_id])
    assert order.terms.buyer_reference == "BC 1"


def test_the_backlog_goes_from_the_latest_and_adds_up(queries: Queries) -> None:
    today, client = timezone.localdate(), client_of()
    late, soon, undated = make_handled(), make_handled(), make_handled()
    OrderTerms.objects.filter(pk=late.pk).update(promised_on=today - timedelta(days=3))
    OrderTerms.objects.filter(pk=soon.pk).update(promised_on=today + timedelta(days=2))
    line = late.agreed_lines.get()
    client.post(url(late, "deliver"), {f"quantity-{line.pk}": "4"})
    page = client.get(reverse("orders:backlog")).content.decode()
    places = [page.index(each.order.reference) for each in (late, soon, undated)]
    assert places == sorted(places)
    assert "3 jours de retard" in page
    assert "75,00\u00a0€" in page
    assert "325\u00a0€" in page
    only = client.get(reverse("orders:backlog"), {"view": "late"}).content.decode()
    assert [each.order.reference in only for each in (late, soon, undated)] == [True, False, False]
    cancelled = make_handled()
    client.post(url(cancelled, "cancellation"), {"reason": "x"})
    page_of(cancelled, client)
    assert cancelled.order.reference not in client.get(reverse("orders:backlog")).content.decode()


def test_pages_cost_the_same_whatever_the_deliveries_and_orders(queries: Queries) -> None:
    terms, client = make_handled(), client_of()
    line = terms.agreed_lines.get()
    dates = iter(range(1, 20))

    def more() -> None:
        make_handled()
        client.post(url(terms, "deliver"), {f"quantity-{line.pk}": "1"})
        day = timezone.localdate() + timedelta(days=next(dates))
        client.post(url(terms, "promise"), {"promised_on": day.isoformat(), "reason": "Retard"})
        client.get(url(terms))

    # The frame takes seven; then the order, its lines, deliveries and promises, and what to know of its customer.
    assert queries.same(more, lambda: client.get(url(terms))) <= 15
    assert queries.same(more, lambda: client.get(reverse("orders:backlog"))) <= 12
