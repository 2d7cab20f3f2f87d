"""Our check against published samples: the same rules fail. All of them: `python -m tools.einvoice_samples`."""

from __future__ import annotations

import csv

import pytest

from negoce.billing.documents.electronic.official_rules import OfficialRules
from negoce.billing.documents.electronic.validation import check_document
from tests.factories.imports import SHARED
from tools.einvoice_samples import Report, invoice, life_cycle, unit_tests

FOLDER = SHARED / "einvoicing"
pytestmark = pytest.mark.skipif(
    not (FOLDER / "manifest.csv").is_file(), reason="../shared/data/einvoicing is not on this machine"
)
INVOICES = (
    "en16931_examples/cii/CII_example6.xml",
    "en16931_examples/ubl/guide-example3.xml",
    "en16931_examples/ubl/ubl-tc434-creditnote1.xml",
    "facturx_1.08_fr/BASIC/Facture_F20260030-LE_FOURNISSEUR-POUR-LE_CLIENT_BASIC.pdf",
    "facturx_1.08_fr/EN16931/Facture_F20260025-LE_FOURNISSEUR-POUR-LE_CLIENT_EN_16931.pdf",
    "facturx_1.08_fr/MINIMUM/Facture_F20260028-LE_FOURNISSEUR-POUR-LE_CLIENT_MINIMUM.pdf",
    "xp_z12_014_v1.2/UC1/facture/UC1_F202500003_00-INV_20250701_CII.xml",
    "xp_z12_014_v1.2/UC5/facture/UC5b_F202500011_00-CN_20250703_UBL.xml",
    "zugferd_corpus/invalid/facturx_zugferd2/MustangGnuaccountingBeispielRE-20190610_507b.pdf",
    "zugferd_corpus/invalid/fnfe/Facture_FR_EN16931.pdf",
)
# Refused, and for which rule.
REFUSED = {
    "zugferd_corpus/invalid/facturx_zugferd2/MustangGnuaccountingBeispielRE-20190610_507a.pdf": "XSD",
    "zugferd_corpus/invalid/fnfe/Avoir_FR_type381_EN16931.pdf": "FX-ATTRIBUTE-NOT-USED",
    "zugferd_corpus/invalid/ubl/not_validating_full_invoice_based_onTest_EeISI_300_CENfullmodel.ubl.xml": "BR-CO-15",
}
PASSED = (
    "en16931_examples/ubl/guide-example3.xml",
    "facturx_1.08_fr/EN16931/Facture_F20260026-LE_FOURNISSEUR-POUR-LE_CLIENT_EN_16931.pdf",
    "zugferd_corpus/valid/cii/EN16931_Rabatte.cii.xml",
)
UNIT_TESTS = (
    "Invoice-unit-UBL/BR-CO-10",
    "Invoice-unit-UBL/BR-S-09",
    "CreditNote-unit-UBL/BR-16",
    "cii/BR-CO-17",
)


@pytest.fixture(scope="module")
def rules():
    return OfficialRules()


@pytest.fixture(scope="module")
def manifest():
    with (FOLDER / "manifest.csv").open(newline="") as file:
        return {row["path"]: row for row in csv.DictReader(file)}


def _bytes(path):
    return (FOLDER / "samples" / path).read_bytes()


def test_the_same_rules_fail_as_by_the_official_sets(rules, manifest):
    report = Report()
    for path in INVOICES:
        invoice(report, manifest[path], check_document(_bytes(path), rules, french=True))
    assert (report.differences, sum(report.counts.values())) == ([], 2 * len(INVOICES))


def test_the_invalid_are_refused_for_the_right_rule_and_the_valid_pass(rules):
    for path, rule in REFUSED.items():
        checked = check_document(_bytes(path), rules)
        assert rule in [each.rule for each in checked.failures if not each.is_warning]
    refused = {
        path: checked.failures
        for path in PASSED
        if not (checked := check_document(_bytes(path), rules)).is_valid
    }
    assert refused == {}


def test_the_unit_tests_of_the_norm_hold(rules):
    report = Report()
    for path in UNIT_TESTS:
        unit_tests(report, rules, path, _bytes(f"en16931_unit/{path}.xml"))
    assert (report.differences, set(report.counts)) == ([], {"unit tests: hold"})


def test_life_cycle_messages_are_read_and_judged(manifest):
    report = Report()
    messages = [path for path, row in manifest.items() if row["syntax"] == "CDAR"]
    for path in messages:
        life_cycle(report, manifest[path], _bytes(path))
    assert report.counts == {
        "CDAR: the same": len(messages),
        "CDAR: read, written and read again, the same": len(messages),
    }
