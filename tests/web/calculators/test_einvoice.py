"""The page that checks an electronic invoice: upload, verdict, the rules broken; nothing is stored."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from negoce.billing.documents.electronic.cii import cii_xml
from negoce.identity.enums import Role
from tests.factories.electronic import make_electronic_invoice
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/calculators/einvoice/"


@pytest.fixture
def signed_in(client):
    client.force_login(make_user(role=Role.READ_ONLY))
    return client


def _post(client, content, name="facture.xml"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def test_a_stranger_signs_in_first(client):
    assert client.get(ADDRESS).status_code == 302


def test_the_form_asks_for_a_file(signed_in):
    assert "Contrôler une facture électronique" in signed_in.get(ADDRESS).content.decode()
    answer = signed_in.post(ADDRESS)
    assert (answer.status_code, "Choisissez un fichier." in answer.content.decode()) == (422, True)


def test_a_good_invoice_is_said_good(signed_in):
    answer = _post(signed_in, cii_xml(make_electronic_invoice())).content.decode()
    assert "Facture conforme" in answer
    assert "F-2026-0012" in answer


def test_a_broken_rule_is_shown_with_its_place(signed_in):
    broken = cii_xml(make_electronic_invoice()).replace(b">PMD<", b">AAI<")
    answer = _post(signed_in, broken).content.decode()
    assert "une plateforme la rejetterait" in answer
    assert "BR-FR-05_BT-22_PMD" in answer
    assert "CrossIndustryInvoice/ExchangedDocument" in answer


def test_what_is_no_invoice_gets_a_clear_answer(signed_in):
    hostile = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    answer = _post(signed_in, hostile, "<script>alert(1)</script>.xml").content.decode()
    assert "DOCTYPE" in answer
    assert "root:" not in answer
    assert "<script>alert" not in answer
