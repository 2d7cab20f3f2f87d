"""`negoce check einvoice FILE…`: the verdict, the rules, and an exit code that scripts can read."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.ubl import ubl_xml
from tests.factories.electronic import make_electronic_invoice


def _check(*arguments):
    out = io.StringIO()
    code = 0
    try:
        call_command("check", *arguments, stdout=out)
    except SystemExit as end:
        code = int(end.code)
    return code, out.getvalue()


@pytest.fixture
def files(tmp_path):
    (tmp_path / "good.xml").write_bytes(ubl_xml(make_electronic_invoice()))
    broken = cii_xml(make_electronic_invoice()).replace(b">PMD<", b">AAI<")
    (tmp_path / "broken.xml").write_bytes(broken)
    (tmp_path / "none.txt").write_bytes(b"Bonjour")
    return tmp_path


def test_a_valid_file_ends_with_zero(files):
    code, said = _check("einvoice", str(files / "good.xml"))
    assert code == 0
    assert "VALID · XML UBL · EN 16931 · F-2026-0012" in said


def test_a_broken_rule_is_named_and_ends_with_one(files):
    code, said = _check("einvoice", str(files / "good.xml"), str(files / "broken.xml"))
    assert code == 1
    assert "error   BR-FR-05_BT-22_PMD: BR-FR-05/BT-22" in said


def test_what_is_no_invoice_ends_with_two(files):
    code, said = _check("einvoice", str(files / "none.txt"), "--language", "en")
    assert (code, "neither an XML nor a PDF" in said) == (2, True)


def test_scripts_get_json(files):
    code, said = _check("einvoice", "--json", str(files / "broken.xml"))
    told = json.loads(said)
    assert (code, told["outcome"], told["rows"][0]["rule"]) == (1, "invalid", "BR-FR-05_BT-22_PMD")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check", "einvoice", str(tmp_path / "absent.xml"))
    with pytest.raises(CommandError, match="Name a file"):
        call_command("check", "einvoice")


@pytest.mark.each_database
def test_djangos_own_checks_still_run():
    out = io.StringIO()
    call_command("check", stdout=out)
    assert "no issues" in out.getvalue()


@pytest.mark.django_db
def test_issued_invoices_are_checked_even_when_there_are_none():
    assert _check("invoices") == (0, "0 checked, 0 faults\n")
