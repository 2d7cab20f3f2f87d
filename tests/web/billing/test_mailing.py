"""An issued invoice leaves by e-mail with the very file that was issued; a draft does not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.billing.actions.file_make import issued_file
from negoce.billing.models import FiscalDocument
from negoce.companies.actions.people.opposition_record import record_opposition
from negoce.companies.enums import Channel
from negoce.identity.enums import Role
from negoce.identity.rules.actor import system_actor
from negoce.outbox.models import Message
from tests.factories.billing import make_customer, make_draft, make_issued, make_seller
from tests.factories.companies import make_contact
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def url(document: FiscalDocument) -> str:
    return reverse("billing:mailing", args=[document.public_id])


def test_the_invoice_leaves_with_its_file_even_to_who_opposed_prospecting() -> None:
    make_seller()
    company = make_customer("Laiterie Garnier")
    contact = make_contact(company, email="compta.helene@dairy.example", last_name="Mallet")
    record_opposition(system_actor(), contact, channels=[Channel.EMAIL], opposed_on="", source="courrier")
    found = make_issued(company)
    client = client_of(Role.ADMINISTRATOR)
    form = client.get(url(found)).context["form"]
    assert form["subject"].value() == f"Facture {found.number}"
    posted = {name: str(form[name].value() or "") for name in form.fields}
    assert client.post(url(found), posted).status_code == 302
    message = Message.objects.get()
    assert (message.state, message.kind, message.related_id) == ("waiting", "invoice", found.public_id)
    assert message.to_address == "compta.helene@dairy.example"
    assert message.attachments.get().path.read_bytes() == issued_file(found)[0]
    assert (
        f'href="{reverse("billing:document", args=[found.public_id])}"'
        in client.get(f"/messages/{message.public_id}/").content.decode()
    )


def test_a_draft_is_not_sent_and_not_everybody_sends() -> None:
    make_seller()
    assert client_of(Role.ADMINISTRATOR).get(url(make_draft())).status_code == 404
    assert client_of(Role.READ_ONLY).get(url(make_issued())).status_code == 403
