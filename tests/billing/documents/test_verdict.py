"""The verdict of a file in words: the reader's for the norm, the authors' for the French rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from negoce.billing.documents.electronic.cdar import write_cdar
from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.verdict import Outcome, verdict_of
from negoce.billing.electronic_words import rule_words
from negoce.billing.enums import PlatformStatus
from negoce.billing.rules.life_cycle import LifeCycleMessage, LifeCycleParty, Role
from tests.factories.electronic import make_electronic_invoice

MESSAGE = LifeCycleMessage(
    number="F-1",
    status=PlatformStatus.APPROVED,
    document_type="380",
    document_issued_on=date(2026, 11, 20),
    happened_at=datetime(2026, 11, 20, 11, tzinfo=UTC),
    seller_siren="732829320",
    issuer=LifeCycleParty(Role.BUYER, "404833048"),
    recipients=(LifeCycleParty(Role.SELLER, "732829320", "Nous", "732829320"),),
)


def test_a_rule_of_the_norm_is_said_with_the_official_text_beside():
    xml = cii_xml(make_electronic_invoice()).replace(
        b"<ram:LineTotalAmount>99.99<", b"<ram:LineTotalAmount>98.99<"
    )
    verdict = verdict_of(xml)
    row = next(row for row in verdict.errors if row.rule == "BR-CO-10")
    assert (verdict.outcome, verdict.profile) == (Outcome.INVALID, "EN 16931")
    assert row.said.startswith("La somme des lignes (BT-106)")
    assert row.official.startswith("[BR-CO-10]-Sum of Invoice line net amount")


def test_the_reader_of_english_gets_english():
    with translation.override("en"):
        assert verdict_of(b"hello").said.startswith("This file is neither an XML nor a PDF")


def test_a_seller_abroad_is_not_held_to_the_french_rules():
    xml = cii_xml(make_electronic_invoice()).replace(b"<ram:CountryID>FR<", b"<ram:CountryID>BE<")
    verdict = verdict_of(xml)
    assert (verdict.outcome, verdict.french) == (Outcome.VALID, False)
    assert "n’est pas en France" in verdict.said


def test_a_life_cycle_message_is_told_apart_and_judged():
    xml = write_cdar(MESSAGE, sent_at=MESSAGE.happened_at)
    assert (verdict_of(xml).outcome, verdict_of(xml).syntax) == (Outcome.VALID, "CDAR")
    broken = xml.replace(b">404833048<", b"><")
    assert [row.rule for row in verdict_of(broken).errors] == ["BR-FR-CDV-07_MDT-38_yes"]


@pytest.mark.parametrize(
    ("official", "said"),
    [
        ("Value of 'ram:ID' is not allowed.", "La valeur de « ID » n’est pas dans la liste admise."),
        (
            "Element 'ram:Name' must occur exactly 1 times.",
            "L’élément « Name » manque, ou figure plusieurs fois.",
        ),
        ("Attribute '@unitCode' is required in this context.", "L’attribut « unitCode » manque."),
        ("Something else.", ""),
    ],
)
def test_what_factur_x_says_of_many_elements_is_said_once(official, said):
    assert rule_words("FX-SCH-A-000001", official) == said
