"""Credit notes and deposits: what they add up to with the invoices that they stand beside."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.document_issue import fix
from negoce.billing.actions.draft_deliveries import draft_from_deliveries
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_order import draft_from_order
from negoce.billing.actions.issue_prepare import no_official_check, prepare_issue
from negoce.billing.models import FiscalDocument, Receivable, Settlement
from negoce.billing.queries.credits import credit_left
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from tests.conftest import TODAY
from tests.factories.billing import (
    issue,
    item,
    make_customer,
    make_delivery,
    make_issued,
    make_seller,
    make_terms,
)

pytestmark = pytest.mark.django_db
US = system_actor()
# Each example writes in the transaction of its test: they stand beside each other, none depends on another.
FEW = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PRICES = st.decimals("0.01", "999.99", places=2)
QUANTITIES = st.decimals("0.001", "50", places=3)
RATES = st.sampled_from([Decimal("20"), Decimal("10"), Decimal("5.5"), Decimal("2.1")])
PERCENTS = st.decimals("0", "60", places=1)
LINES = st.lists(st.tuples(PRICES, QUANTITIES, RATES, PERCENTS), min_size=1, max_size=6)


@pytest.fixture(autouse=True)
def seller():
    return make_seller()


@pytest.fixture
def company():
    return make_customer()


def lines_of(drawn):
    """Drawn lines as lines to write, one at least with a price."""
    return [
        item(f"Ligne {place}", str(price), str(quantity), vat_rate=rate,
             reductions=[{"kind": "trade_discount", "percent": str(percent)}] if percent else [])
        for place, (price, quantity, rate, percent) in enumerate(drawn, start=1)
    ]  # fmt: skip


def bases(document: FiscalDocument) -> dict[Decimal, tuple[Decimal, Decimal]]:
    """Base and VAT by rate."""
    return {
        Decimal(each["rate"]): (Decimal(each["base"]), Decimal(each["vat"])) for each in document.vat_table
    }


@FEW
@given(LINES, st.decimals("0", "40", places=1))
def test_an_invoice_and_its_credit_note_are_nothing_rate_by_rate_and_line_by_line(company, drawn, percent):
    reductions = [{"kind": "trade_discount", "percent": str(percent)}] if percent else []
    lines = lines_of([(Decimal("10"), Decimal("1"), Decimal(20), Decimal(0)), *drawn])
    done = make_issued(company, lines, reductions=reductions, shipping=Decimal("7.30"))
    credit = issue(draft_credit(US, done, reason="Erreur"))
    assert bases(credit) == bases(done)
    assert (credit.net, credit.vat, credit.incl_vat) == (done.net, done.vat, done.incl_vat)
    nets = [document.lines.order_by("position").values_list("net", flat=True) for document in (done, credit)]
    assert list(nets[0]) == list(nets[1])
    assert sum(Receivable.objects.filter(document__in=[done, credit]).values_list("amount", flat=True)) == 0
    assert credit_left(done) == ()


@FEW
@given(LINES)
def test_the_order_of_lines_changes_no_amount(company, drawn):
    lines = lines_of([(Decimal("10"), Decimal("1"), Decimal(20), Decimal(0)), *drawn])
    reductions = [{"kind": "trade_discount", "percent": "7.5"}]
    one = make_issued(company, lines, reductions=reductions)
    other = make_issued(company, lines[::-1], reductions=reductions)
    assert bases(one) == bases(other)
    assert one.incl_vat == other.incl_vat


@FEW
@given(st.decimals("0.5", "99.5", places=1), st.lists(st.tuples(QUANTITIES, PRICES), min_size=1, max_size=4))
def test_a_deposit_and_the_final_invoice_are_the_whole(company, percent, drawn):
    lines = [("Fixe", "1", "25.00"), *((f"L{place}", str(q), str(p)) for place, (q, p) in enumerate(drawn))]
    terms = make_terms(company, lines)
    deposit = issue(draft_deposit(US, terms, percent=percent))
    final = issue(draft_from_order(US, terms))
    assert final.incl_vat == terms.incl_vat
    owed = sum(Receivable.objects.filter(document__in=[deposit, final]).values_list("amount", flat=True))
    assert owed == terms.incl_vat


@FEW
@given(
    st.lists(st.decimals("0.1", "4.9", places=1), min_size=1, max_size=4), st.decimals("0", "30", places=1)
)
def test_parts_of_an_order_come_to_the_order_to_the_cent(company, parts, percent):
    reductions = [
        {"kind": "trade_discount", "percent": str(percent)},
        {"kind": "trade_discount", "amount": "3.33"},
    ]
    terms = make_terms(company, [("Comté", "20", "9.99")], reductions=reductions, shipping=Decimal("12.00"))
    nets = []
    for part in parts:
        nets.append(issue(draft_from_deliveries(US, [make_delivery(terms, [str(part)])])).net)
    nets.append(issue(draft_from_order(US, terms)).net)
    assert abs(sum(nets) - terms.net) <= Decimal("0.01") * len(nets)
    terms.refresh_from_db()
    assert terms.invoiced_net == sum(nets)


def test_a_credit_note_settles_what_is_open_and_the_rest_waits():
    done = make_issued()
    credit = issue(draft_credit(US, done, reason="Retour", incl_vat=Decimal(60)))
    assert json.loads(credit.content)["operation"] == "B"  # a sum is of the nature of what it corrects
    invoice = Receivable.objects.get(document=done)
    assert (invoice.settled, invoice.is_open) == (Decimal(60), True)
    assert Receivable.objects.get(document=credit).is_open is False
    assert Settlement.objects.get().amount == Decimal(60)
    rest = issue(draft_credit(US, done, reason="Le reste"))
    assert rest.incl_vat == Decimal(60)
    with pytest.raises(Refused, match="entièrement crédité"):
        draft_credit(US, done, reason="Encore")


@FEW
@given(LINES)
def test_lines_credited_one_by_one_close_the_account(company, drawn):
    done = make_issued(company, lines_of([(Decimal("0.13"), Decimal("1"), Decimal(20), Decimal(0)), *drawn]))
    for line in done.lines.order_by("position"):
        if line.net:
            issue(draft_credit(US, done, reason="Retour", quantities={line.pk: line.quantity}))
    account = Receivable.objects.get(document=done)
    assert (account.is_open, account.settled) == (False, done.incl_vat)
    assert credit_left(done) == ()
    assert sum(done.credit_notes.values_list("incl_vat", flat=True)) == done.incl_vat


# A part that comes to nothing is not issued: prices and quantities of one at least.
SOLD = st.tuples(st.decimals("1", "999.99", places=2), st.decimals("1", "50", places=3), RATES, PERCENTS)


@FEW
@given(
    st.lists(SOLD, min_size=1, max_size=4),
    st.decimals("0.01", "2.00", places=2),
    st.decimals("0", "40", places=1),
    st.randoms(),
)
def test_parts_of_lines_under_reductions_give_back_the_invoice_rate_by_rate(
    company, drawn, euros, percent, chance
):
    reductions = [{"kind": "trade_discount", "amount": str(euros)}]
    reductions += [{"kind": "trade_discount", "percent": str(percent)}] if percent else []
    lines = lines_of([(Decimal("10"), Decimal("3"), Decimal(20), Decimal(0)), *drawn])
    done = make_issued(company, lines, reductions=reductions)
    parts = [(line.pk, part) for line in done.lines.all() for part in _parts(line.quantity)]
    chance.shuffle(parts)
    for key, part in parts:
        issue(draft_credit(US, done, reason="Retour", quantities={key: part}))
    assert credit_left(done) == ()
    given_back = [bases(note) for note in done.credit_notes.order_by("pk")]
    for rate, (base, vat) in bases(done).items():
        assert sum(each[rate][0] for each in given_back if rate in each) == base
        assert sum(each[rate][1] for each in given_back if rate in each) == vat
    assert Receivable.objects.get(document=done).is_open is False


def _parts(quantity: Decimal) -> list[Decimal]:
    """A quantity in two parts, where it has two thousandths."""
    first = (quantity / 3).quantize(Decimal("0.001"))
    return [first, quantity - first] if first else [quantity]


def test_what_roundings_leave_is_a_line_of_the_last_credit_note():
    off = [{"kind": "trade_discount", "amount": "0.10"}]
    done = make_issued(lines=[item(str(place), "10.01") for place in range(3)], reductions=off)
    keys = list(done.lines.values_list("pk", flat=True))
    drafts = [draft_credit(US, done, reason="Retour", quantities={key: Decimal(1)}) for key in keys]
    assert [each.net for each in drafts] == [Decimal("9.98"), Decimal("9.98"), Decimal("9.97")]
    assert sum(each.net for each in drafts) == done.net
    two = make_issued(lines=[item("A", "0.335", "2")])
    key = two.lines.get().pk
    first, last = (issue(draft_credit(US, two, reason="Retour", quantities={key: Decimal(1)})) for _ in "12")
    assert (two.net, first.net, last.net) == (Decimal("0.67"), Decimal("0.34"), Decimal("0.33"))
    assert last.lines.last().label == f"Remises et arrondis de la facture {two.number}"
    # Of goods, the cents of a rounding make no service.
    assert json.loads(last.content)["operation"] == json.loads(two.content)["operation"] == "B"


def test_two_drafts_made_together_close_the_account():
    done = make_issued(lines=[item("A", "0.13"), item("B", "0.13"), item("C", "0.13")])
    drafts = [
        draft_credit(US, done, reason="Retour", quantities={line.pk: Decimal(1)}) for line in done.lines.all()
    ]
    for each in drafts:
        issue(each)
    assert Receivable.objects.get(document=done).is_open is False


def test_a_draft_whose_cents_another_took_meanwhile_is_to_be_issued_again():
    done = make_issued(lines=[item("A", "0.12"), item("B", "0.12")])
    one, other = (
        draft_credit(US, done, reason="Retour", quantities={line.pk: Decimal(1)}) for line in done.lines.all()
    )
    prepared = prepare_issue(other, day=TODAY, today=TODAY, check=no_official_check)
    issue(one)
    with pytest.raises(Refused, match="Un autre avoir"):
        fix(US, prepared, revision=other.revision)
    issue(other)
    assert Receivable.objects.get(document=done).is_open is False


def test_two_drafts_never_credit_more_than_the_invoice_has():
    done = make_issued()
    one, other = draft_credit(US, done, reason="Une fois"), draft_credit(US, done, reason="Deux fois")
    issue(one)
    with pytest.raises(Refused, match="dépasse ce qui reste"):
        issue(other)
    with pytest.raises(Refused, match="ne se crédite pas"):
        draft_credit(US, one, reason="Avoir d’un avoir")


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0", "plus grand que zéro"), ("-5", "sans signe"), ("120.01", "dépasse ce qui reste")],
)
def test_an_amount_outside_what_is_left_is_refused(amount: str, said: str):
    with pytest.raises(Refused, match=said):
        draft_credit(US, make_issued(), reason="Trop", incl_vat=Decimal(amount))


def test_what_is_credited_may_be_invoiced_again_when_asked(company):
    terms = make_terms(company)
    deposit = issue(draft_deposit(US, terms, percent=Decimal(50)))
    wrong = issue(draft_from_order(US, terms))
    issue(draft_credit(US, wrong, reason="Refusée par le client", back_to_invoice=True))
    terms.refresh_from_db()
    assert terms.invoiced_net == 0
    again = issue(draft_from_order(US, terms))
    assert (again.incl_vat, again.prepaid) == (wrong.incl_vat, deposit.incl_vat)
    assert sum(Receivable.objects.values_list("amount", flat=True)) == terms.incl_vat


def test_a_deposit_that_an_invoice_took_is_not_credited(company):
    terms = make_terms(company)
    deposit = issue(draft_deposit(US, terms, percent=Decimal(50)))
    told = json.loads(deposit.content)
    assert (told["operation"], told["terms"]["days"]) == ("B", 0)  # goods, as its order; due as it is issued
    issue(draft_from_order(US, terms))
    with pytest.raises(Refused, match="dépasse ce qui reste"):
        issue(draft_credit(US, deposit, reason="Trop tard"))
