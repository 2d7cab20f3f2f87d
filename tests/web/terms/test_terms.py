"""Terms of sale: a version is brought in, sent once to a customer, and kept as what they received."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from negoce.catalogue.actions.terms_of_sale import add_terms, drop_terms, note_terms_sent
from negoce.catalogue.enums import TermsWay
from negoce.catalogue.models import TermsOfSale, TermsReceipt
from negoce.catalogue.queries.terms_of_sale import terms_to_send
from negoce.identity.enums import Role, Scope
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.quotes.send import send_quote
from negoce.outbox.models import Message
from negoce.web.companies.record import company_url
from tests.factories.companies import make_company, make_contact
from tests.factories.identity import make_actor, make_user
from tests.factories.quotes import make_quote

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def client_of(role: Role = Role.ADMINISTRATOR) -> Client:
    client = Client()
    user = make_user(role, scope=Scope.ALL.value)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def make_terms(version: str = "2026-1", kind: str = "", on: date = date(2026, 1, 1)) -> TermsOfSale:
    return add_terms(make_actor(), version=version, title="CGV", starts_on=on, pdf=PDF, customer_kind=kind)


def test_a_version_is_brought_in_and_read_back() -> None:
    client = client_of()
    posted = {"title": "CGV", "version": "2026-1", "starts_on": "01/01/2026", "customer_kind": "retailer"}
    wrong = client.post(reverse("terms:versions"), {**posted, "pdf": SimpleUploadedFile("a.pdf", b"MZ")})
    assert (wrong.status_code, "pas un PDF" in wrong.content.decode()) == (422, True)
    assert "2026-1" in wrong.content.decode()
    client.post(reverse("terms:versions"), {**posted, "pdf": SimpleUploadedFile("a.pdf", PDF)})
    terms = TermsOfSale.objects.get()
    assert (terms.customer_kind, terms.starts_on, bytes(terms.pdf)) == ("retailer", date(2026, 1, 1), PDF)
    page = client.get(reverse("terms:versions")).content.decode()
    assert "En vigueur" in page
    file = client.get(reverse("terms:version_file", args=[terms.public_id]))
    assert (file["Content-Type"], file.content) == ("application/pdf", PDF)


def test_faults_are_named_and_a_version_stands_once() -> None:
    make_terms()
    with pytest.raises(Refused) as refused:
        add_terms(make_actor(), version="", title="", starts_on=None, pdf=b"", customer_kind="x")
    assert sorted(refused.value.fields) == ["customer_kind", "pdf", "starts_on", "title", "version"]
    with pytest.raises(Refused, match="existe déjà"):
        make_terms()
    with pytest.raises(NotAllowed):
        add_terms(make_actor(Role.SALESPERSON), version="2", title="x", starts_on=date(2026, 1, 1), pdf=PDF)


def test_terms_are_to_send_until_they_are_received() -> None:
    terms, actor, company = make_terms(), make_actor(), make_company()
    assert terms_to_send(company) == terms
    note_terms_sent(actor, company, terms, how=TermsWay.EMAIL, message="abcabcabcabc")
    note_terms_sent(actor, company, terms, how=TermsWay.EMAIL, message="abcabcabcabc")
    assert TermsReceipt.objects.count() == 1
    assert terms_to_send(company) is None
    # A new version is to be sent again, the old one stays as a proof.
    newer = make_terms("2026-2", on=date(2026, 6, 1))
    assert terms_to_send(company) == newer
    with pytest.raises(Refused, match="preuve"):
        drop_terms(actor, terms)
    drop_terms(actor, newer)
    assert terms_to_send(company) is None


def test_who_asks_is_answered_and_what_was_sent_is_kept() -> None:
    terms, company, client = make_terms(), make_company(), client_of(Role.SALES_ADMINISTRATION)
    contact = make_contact(company, email="h.garnier@gardot.example")
    page = client.get(f"{company_url(company)}?tab=documents").content.decode()
    assert "Pas encore reçue" in page
    address = reverse("terms:send", args=[company.public_id])
    assert "2026-1" in client.get(address).content.decode()
    answer = client.post(address, {"recipient": contact.public_id, "subject": "CGV", "text": "Bonjour."})
    assert answer.status_code == 302
    message, receipt = Message.objects.get(), TermsReceipt.objects.get()
    assert (receipt.terms, receipt.contact, receipt.how) == (terms, contact, "email")
    assert receipt.message == message.public_id
    assert message.attachments.count() == 1
    page = client.get(f"{company_url(company)}?tab=documents").content.decode()
    assert "Pas encore reçue" not in page
    shown = client_of().get(reverse("terms:version", args=[terms.public_id])).content.decode()
    assert company.name in shown


def test_terms_may_be_handed_over() -> None:
    make_terms()
    company, client = make_company(), client_of(Role.SALESPERSON)
    client.post(reverse("terms:handed", args=[company.public_id]))
    assert TermsReceipt.objects.get().how == "hand"
    assert (
        client_of(Role.READ_ONLY).post(reverse("terms:handed", args=[company.public_id])).status_code == 403
    )
    assert client_of(Role.SALESPERSON).get(reverse("terms:versions")).status_code == 403


def test_without_terms_nothing_is_offered() -> None:
    company, client = make_company(), client_of()
    assert client.get(reverse("terms:send", args=[company.public_id])).status_code == 404
    assert "terms-of-sale" not in client.get(f"{company_url(company)}?tab=documents").content.decode()


def test_the_first_quote_bears_the_terms_and_the_next_does_not() -> None:
    make_terms()
    company = make_company(siren="732829320")
    contact = make_contact(company, email="h.garnier@gardot.example")
    for _each in range(2):
        quote = make_quote(company=company, ready=True)
        send_quote(make_actor(), quote, subject="Devis", text="Bonjour", address=str, contact=contact)
    names = [[each.name for each in message.attachments.all()] for message in Message.objects.order_by("pk")]
    assert [len(each) for each in names] == [2, 1]
    assert names[0][1] == "CGV 2026-1.pdf"
    assert TermsReceipt.objects.get().message == Message.objects.order_by("pk")[0].public_id
