"""Accounts of customers on screen: payments, the bank, ageing, reminders, and who may what."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.billing.models import BankLine, Payment, Receivable, Reminder, Settlement
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.outbox.models import Message
from negoce.parameters.models import Parameter
from negoce.parameters.rules.dated_values import half_year_start
from tests.factories.accounts import make_receivable
from tests.factories.billing import make_seller
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def browser_of(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    client.force_login(make_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def today() -> date:
    """The day that the pages go by."""
    return timezone.localdate()


@pytest.fixture
def browser() -> Client:
    return browser_of()


@pytest.fixture
def company() -> Company:
    return make_company("Laiterie du Vercors")


def text_of(browser: Client, url: str, **query: str) -> str:
    answer = browser.get(url, query)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ")


def note(browser: Client, company: Company, amount: str, **shares: str) -> Payment:
    form = {"company": company.public_id, "company_name": company.name, "amount": amount,
            "received_on": "15/11/2026", "method": "transfer", "reference": "VIR 1", **shares}  # fmt: skip
    answer = browser.post(reverse("payments:create"), form, headers=HTMX)
    assert answer.status_code < 300, answer.content.decode()
    return Payment.objects.latest("pk")


def test_days_are_typed_in_words(browser: Client, company: Company, today: date) -> None:
    form = {"company": company.public_id, "company_name": company.name, "amount": "80", "received_on": "hier",
            "method": "transfer", "reference": "VIR 1"}  # fmt: skip
    assert browser.post(reverse("payments:create"), form, headers=HTMX).status_code < 300
    assert Payment.objects.get().received_on == today - timedelta(days=1)
    row = make_receivable(company, "10")
    url = reverse("payments:promise", args=[row.public_id])
    assert browser.post(url, {"promised_on": "demain"}, headers=HTMX).status_code < 300
    assert Receivable.objects.get(pk=row.pk).promised_on == today + timedelta(days=1)


def test_a_form_sent_twice_notes_one_payment(browser: Client, company: Company) -> None:
    form = text_of(browser, reverse("payments:create"), company=company.public_id)
    found = re.search(r'name="key" value="(\w+)"', form)
    assert found is not None
    payments = {note(browser, company, "80", key=found[1]).pk for _time in range(2)}
    assert payments == set(Payment.objects.values_list("pk", flat=True))
    note(browser, company, "80", key="another")
    assert Payment.objects.count() == 2


def test_a_payment_is_noted_shown_and_cancelled(browser: Client, company: Company) -> None:
    invoice = make_receivable(company, "150.30", reference="H2026-1")
    form = text_of(browser, reverse("payments:create"), company=company.public_id)
    assert "H2026-1" in form
    filled = text_of(browser, reverse("payments:shares"), company=company.public_id, amount="100")
    assert 'value="100,00"' in filled
    payment = note(browser, company, "150,30", **{f"share-{invoice.public_id}": "150,30"})
    page = text_of(browser, reverse("payments:payment", args=[payment.public_id]))
    assert "H2026-1" in page
    account = text_of(browser, reverse("payments:receivable", args=[invoice.public_id]))
    assert "Soldée" in account
    refused = browser.post(
        reverse("payments:cancellation", args=[payment.public_id]), {"reason": ""}, headers=HTMX
    )
    assert refused.status_code == 422
    browser.post(
        reverse("payments:cancellation", args=[payment.public_id]), {"reason": "Rejet"}, headers=HTMX
    )
    invoice.refresh_from_db()
    assert invoice.is_open


def test_what_is_left_is_matched_then_undone(browser: Client, company: Company) -> None:
    payment = note(browser, company, "80")
    invoice = make_receivable(company, "50")
    url = reverse("payments:matching", args=[payment.public_id])
    assert 'value="50,00"' in text_of(browser, url)
    too_much = browser.post(url, {f"share-{invoice.public_id}": "60"}, headers=HTMX)
    assert too_much.status_code == 422
    assert "il reste" in too_much.content.decode()
    browser.post(url, {f"share-{invoice.public_id}": "50"}, headers=HTMX)
    settlement = Settlement.objects.get()
    assert settlement.amount == D("50.00")
    browser.post(reverse("payments:settlement_undo", args=[payment.public_id, settlement.pk]), headers=HTMX)
    assert Settlement.objects.count() == 0


def test_a_credit_note_is_used_on_an_open_invoice(browser: Client, company: Company) -> None:
    invoice = make_receivable(company, "100", reference="H2026-1")
    credit = make_receivable(company, "-60", reference="A2026-1")
    url = reverse("payments:credit_use", args=[credit.public_id])
    account = reverse("payments:receivable", args=[credit.public_id])
    assert url in text_of(browser, account)
    assert 'value="60,00"' in text_of(browser, url)
    name = f"share-{invoice.public_id}"
    assert browser.post(url, {name: "80"}, headers=HTMX).status_code == 422
    assert browser.post(url, {name: "60"}, headers=HTMX).status_code < 300
    invoice.refresh_from_db()
    assert invoice.settled == D("60.00")
    page = text_of(browser, account)
    assert "Soldée" in page
    assert "H2026-1" in page
    assert browser.get(url).status_code == 404


def test_a_form_with_faults_comes_back_filled(browser: Client, company: Company) -> None:
    form = {"company": company.public_id, "amount": "1,234", "received_on": "x", "method": "transfer"}
    answer = browser.post(reverse("payments:create"), form, headers=HTMX)
    assert answer.status_code == 422
    assert "deux décimales" in answer.content.decode()
    assert Payment.objects.count() == 0


def test_a_promise_and_a_dispute_stop_reminders(browser: Client, company: Company, today: date) -> None:
    invoice = make_receivable(company, "100", due_on=today - timedelta(days=20))
    page = reverse("payments:reminders")
    assert "Laiterie du Vercors" in text_of(browser, page)
    browser.post(reverse("payments:dispute", args=[invoice.public_id]), {"reason": "Casse"}, headers=HTMX)
    assert "Personne à relancer" in text_of(browser, page)
    browser.post(reverse("payments:dispute", args=[invoice.public_id]), {"reason": ""}, headers=HTMX)
    promise = reverse("payments:promise", args=[invoice.public_id])
    assert browser.post(promise, {"promised_on": "01/01/2020"}, headers=HTMX).status_code == 422
    browser.post(promise, {"promised_on": (today + timedelta(days=3)).strftime("%d/%m/%Y")}, headers=HTMX)
    assert "Personne à relancer" in text_of(browser, page)


def test_late_interest_is_explained(browser: Client, company: Company) -> None:
    invoice = make_receivable(company, "12000.00", due_on=date(2026, 5, 31))
    for half in (date(2027, 1, 1), half_year_start(timezone.localdate())):
        # The rate of a half-year to come is not known to the program: this one is the test's own.
        Parameter.objects.get_or_create(
            key="ecb_main_refinancing_rate", starts_on=half, defaults={"value": 2}
        )
    page = text_of(browser, reverse("payments:receivable", args=[invoice.public_id]))
    assert "119,84" in page
    assert "40,00 €" in page


def test_a_reminder_of_several_invoices_gives_each_its_day(browser: Client, company: Company) -> None:
    for reference, due_on in (("H-1", date(2026, 10, 1)), ("H-2", date(2026, 11, 3))):
        make_receivable(company, "100", reference=reference, due_on=due_on)
    form = text_of(browser, reverse("payments:reminder_email", args=[company.public_id]))
    assert "H-1, H-2" in form
    assert "– facture H-1 du 1er sept. 2026, échue le 1er oct. 2026 : 100,00 €\n– facture H-2 du" in form
    foreign = make_company("Keks GmbH", country="DE")
    make_receivable(foreign, "100", reference="H-3", due_on=date(2026, 10, 1))
    form = text_of(browser, reverse("payments:reminder_email", args=[foreign.public_id]))
    assert "– invoice H-3 of 1 Sep 2026, due on 1 Oct 2026: €100.00" in form


def test_a_reminder_by_mail_is_sent_once(browser: Client, company: Company, today: date) -> None:
    make_seller()
    contact = make_contact(company, email="compta@laiterie.example")
    make_receivable(company, "100", due_on=today - timedelta(days=8), reference="H2026-9")
    url = reverse("payments:reminder_email", args=[company.public_id])
    form = browser.get(url, headers=HTMX).content.decode()
    assert "H2026-9" in form
    values = {
        "recipient": contact.public_id,
        "subject": "Rappel",
        "text": "H2026-9 reste due",
        "template": "",
    }
    values |= {"purpose": "contractual", "filled": "", "filled_from": "", "address": ""}
    answer = browser.post(url, values, headers=HTMX)
    assert answer.status_code < 300, answer.content.decode()
    assert (Reminder.objects.count(), Message.objects.count()) == (1, 1)
    assert Receivable.objects.get().reminder_step == 1
    assert browser.get(url, headers=HTMX).status_code == 404


def test_a_call_and_a_letter_are_kept(browser: Client, company: Company, today: date) -> None:
    make_seller()
    row = make_receivable(company, "100", due_on=today - timedelta(days=60), reminder_step=2)
    call = reverse("payments:reminder_call", args=[company.public_id])
    assert row.reference in text_of(browser, call)
    browser.post(call, {"note": "Paiera vendredi"}, headers=HTMX)
    Receivable.objects.update(reminded_on=today - timedelta(days=10))
    letter = browser.get(reverse("payments:reminder_letter", args=[company.public_id]))
    assert letter.content.startswith(b"%PDF")
    browser.post(reverse("payments:reminder_letter_sent", args=[company.public_id]), headers=HTMX)
    assert list(Reminder.objects.order_by("pk").values_list("step", "way")) == [(3, "call"), (4, "letter")]


@pytest.mark.parametrize("shows_shares", ["payments:create", "payments:match"])
def test_the_documents_of_a_customer_are_swapped_whole(browser: Client, shows_shares: str) -> None:
    """The form selects itself in its answers: what it asks for its documents must not inherit that."""
    browser.post(reverse("payments:bring"), {"file": SimpleUploadedFile("r.csv", CSV.encode())})
    at = [BankLine.objects.order_by("pk")[0].public_id] if shows_shares == "payments:match" else []
    page = browser.get(reverse(shows_shares, args=at), headers=HTMX).content.decode()
    asks = next(tag for tag in page.split("<") if reverse("payments:shares") in tag)
    assert 'hx-select="unset"' in asks
    assert "from:#company-choices" in asks


def test_a_refused_payment_proposes_what_it_may_pay(browser: Client, company: Company) -> None:
    row = make_receivable(company, "80", reference="H2026-9")
    typed = {
        "company": company.public_id,
        "company_name": company.name,
        "amount": "50",
        "received_on": "bientôt",
    }
    answer = browser.post(reverse("payments:create"), {**typed, "method": "transfer"}, headers=HTMX)
    assert answer.status_code == 422
    assert f'name="share-{row.public_id}" value="50,00"' in answer.content.decode()


CSV = "Date;Libellé;Montant\n15/11/2026;VIR LAITERIE DU VERCORS H2026-1;150,30\n16/11/2026;VIR;3,33\n"


def test_the_bank_from_file_to_settled(browser: Client, company: Company) -> None:
    invoice = make_receivable(company, "150.30", reference="H2026-1")
    assert "Aucun mouvement pour l’instant" in text_of(browser, reverse("payments:bank"))
    bad = browser.post(reverse("payments:bring"), {"file": SimpleUploadedFile("x.csv", b"Nom;Ville\nA;B")})
    assert bad.status_code == 422
    browser.post(reverse("payments:bring"), {"file": SimpleUploadedFile("r.csv", CSV.encode())})
    page = text_of(browser, reverse("payments:bank"))
    assert "Sûr" in page
    first, second = BankLine.objects.order_by("pk")
    accept = {"company": company.public_id, f"share-{invoice.public_id}": "150,30"}
    browser.post(reverse("payments:acceptance", args=[first.public_id]), accept, headers=HTMX)
    browser.post(reverse("payments:acceptance", args=[first.public_id]), accept, headers=HTMX)
    assert Payment.objects.count() == 1
    by_hand = reverse("payments:match", args=[second.public_id])
    assert "VIR" in text_of(browser, by_hand)
    browser.post(by_hand, {"company": company.public_id, "company_name": company.name}, headers=HTMX)
    assert Payment.objects.count() == 2


def test_the_accounts_open_with_what_is_due_the_latest_first(browser: Client) -> None:
    company, today = make_company("Martin"), timezone.localdate()
    days = {"SETTLED": 60, "SOON": -5, "LATE": 40}
    rows = {
        name: make_receivable(company, reference=name, due_on=today - timedelta(days=ago))
        for name, ago in days.items()
    }
    settled = rows["SETTLED"]
    Receivable.objects.filter(pk=settled.pk).update(is_open=False, settled=settled.amount)
    opened = text_of(browser, reverse("lists:receivables"))
    assert opened.index("LATE") < opened.index("SOON")
    assert "SETTLED" not in opened
    assert ">40<" in browser.get(reverse("lists:receivables")).content.decode().replace(" ", "")
    assert "SETTLED" in text_of(browser, f"{reverse('lists:receivables')}?view=all")
    late = text_of(browser, reverse("lists:receivables"), filter="days_late over 30")
    assert ("LATE" in late, "SOON" in late) == (True, False)


def test_put_aside(browser: Client) -> None:
    browser.post(reverse("payments:bring"), {"file": SimpleUploadedFile("r.csv", CSV.encode())})
    line, after = BankLine.objects.order_by("pk")
    answer = browser.post(reverse("payments:setting_aside", args=[line.public_id]), headers=HTMX)
    line.refresh_from_db()
    assert line.state == "ignored"
    # Who works through the movements goes on at the next one.
    assert answer.headers["HX-Redirect"].endswith(f"#movement-{after.public_id}")


def test_what_was_put_aside_by_mistake_waits_again(browser: Client) -> None:
    browser.post(reverse("payments:bring"), {"file": SimpleUploadedFile("r.csv", CSV.encode())})
    line = BankLine.objects.order_by("pk")[0]
    browser.post(reverse("payments:setting_aside", args=[line.public_id]), headers=HTMX)
    back = reverse("payments:taking_back", args=[line.public_id])
    assert back in browser.get(reverse("payments:bank")).content.decode()
    browser.post(back, headers=HTMX)
    line.refresh_from_db()
    assert line.state == "waiting"
    assert back not in browser.get(reverse("payments:bank")).content.decode()


def test_ageing_by_customer_and_by_salesperson(browser: Client, company: Company, today: date) -> None:
    make_receivable(company, "1234.56", due_on=today - timedelta(days=45))
    assert "1 235 €" in text_of(browser, reverse("payments:ageing"))
    assert "Personne" in text_of(browser, reverse("payments:ageing"), by="owner")


def test_lists_open(browser: Client, company: Company) -> None:
    row = make_receivable(company, "10", reference="H2026-77")
    assert "H2026-77" in text_of(browser, reverse("lists:receivables"))
    note(browser, company, "5", **{f"share-{row.public_id}": "5"})
    assert "VIR 1" in text_of(browser, reverse("lists:payments"))


def test_as_many_questions_for_three_reminders_as_for_one(
    browser: Client, today: date, queries: Queries
) -> None:
    page = reverse("payments:ageing")
    for number in (1, 2):
        for _each in range(number):
            make_receivable(make_company(), "10", due_on=today - timedelta(days=9))
        browser.get(page)
        with queries.at_most(13):
            browser.get(page)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SALESPERSON])
def test_who_records_no_payments_reads_the_reminders_of_their_customers(role: Role, today: date) -> None:
    user = make_user(role=role)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    theirs = make_company("Laiterie du Vercors", owner=user)
    for company in (theirs, make_company("Forges de Syam", owner=make_user())):
        make_receivable(company, "70", due_on=today - timedelta(days=9), reference=f"H-{company.name[:3]}")
    page = reverse("payments:reminders")
    shown = text_of(client, page)
    assert ("H-Lai" in shown, "H-For" in shown) == (True, False)
    acting = reverse("payments:reminder_email", args=[theirs.public_id])
    assert acting not in shown
    assert client.get(acting).status_code == 403
    menu = text_of(client, reverse("payments:ageing"))
    assert (f'href="{page}"' in menu, f'href="{reverse("payments:bank")}"' in menu) == (True, False)


@pytest.mark.parametrize("name", ["payments:create", "payments:bank", "payments:bring"])
def test_who_records_no_payments_is_refused(name: str) -> None:
    assert browser_of(Role.SALESPERSON).get(reverse(name)).status_code == 403


def test_the_account_and_the_punctuality_of_a_customer(
    browser: Client, company: Company, today: date
) -> None:
    panel = reverse("companies:panel", args=[company.public_id, "account"])
    assert browser.get(panel).content == b""
    late = make_receivable(company, "100", due_on=today - timedelta(days=4), reference="H-LATE")
    make_receivable(company, "-30", reference="H-CREDIT")
    shown = text_of(browser, panel)
    assert ("100,00 € en retard" in shown, "30,00 € d’avoirs" in shown, "4 jours de retard" in shown) == (
        True,
    ) * 3
    for days in (0, 3):
        row = make_receivable(company, "10", due_on=today - timedelta(days=50), settled=D(10), is_open=False)
        Receivable.objects.filter(pk=row.pk).update(settled_on=today - timedelta(days=50 - days))
    how = text_of(browser, reverse("companies:panel", args=[company.public_id, "punctuality"]))
    assert "50 %" in how
    assert "1,5 jours" in how
    assert late.reference in shown


def test_sure_movements_are_accepted_in_one_press(browser: Client, company: Company) -> None:
    for reference in ("H2026-1", "H2026-2"):
        make_receivable(company, "50", reference=reference)
    rows = "".join(f"15/11/2026;VIR LAITERIE DU VERCORS {name};50,00\n" for name in ("H2026-1", "H2026-2"))
    file = SimpleUploadedFile("releve.csv", f"Date;Libellé;Montant\n{rows}".encode())
    assert browser.post(reverse("payments:bring"), {"file": file}).status_code == 302
    page = text_of(browser, reverse("payments:bank"))
    assert "Accepter les 2 sûrs" in page
    seen = re.findall(r'name="movement" value="(\w+)"', page)
    answer = browser.post(reverse("payments:accept_sure"), {"movement": seen}, follow=True)
    assert "2 règlements notés, 100,00 €." in answer.content.decode().replace("\u202f", " ").replace(
        "\u00a0", " "
    )
    assert not Receivable.objects.filter(is_open=True).exists()
