"""Runs the official schemas and schematrons on a document: compiled once, used for many documents.

Free of Django: it lives in the process of `validation_child`, which is renewed now and then because Saxon's memory
grows with each run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from negoce.billing.documents.electronic.rulesets import Family, rules_folder

# The CEN's own rules for CII refuse the attribute (CII-DT-031) and only warn of the element (CII-SR-…): so do we.
ATTRIBUTE_NOT_USED = "FX-ATTRIBUTE-NOT-USED"
ELEMENT_NOT_USED = "FX-ELEMENT-NOT-USED"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_MOST_SCHEMA_ERRORS = 20
_STEP = re.compile(r"\*?:?(\w+)\[namespace-uri\(\)='[^']*'\](\[\d+\])?")


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a document breaks: its id, whose it is, whether it only warns, its official text, and where."""

    rule: str
    family: Family
    is_warning: bool
    text: str
    where: str


class OfficialRules:
    """Holds what was compiled. Not for several threads at once."""

    def __init__(self, folder: Path | None = None) -> None:
        # Only the child needs it; the others read what it found.
        from saxonche import PySaxonProcessor

        self._folder = folder or rules_folder()
        self._saxon = PySaxonProcessor(license=False)
        self._compiled: dict[str, object] = {}
        self._schemas: dict[str, etree.XMLSchema] = {}

    def schema_failures(self, schema: str, root: etree._Element) -> list[Failure]:
        """Return what a schema refuses, at most the first twenty."""
        found = self._schemas.get(schema)
        if found is None:
            found = self._schemas[schema] = etree.XMLSchema(etree.parse(str(self._folder / schema)))
        if found.validate(root):
            return []
        return [
            Failure(
                "XSD",
                Family.SCHEMA,
                False,
                _plain(str(error.message)),
                _short(error.path or "") or f"{error.line}",
            )
            for error in list(found.error_log)[:_MOST_SCHEMA_ERRORS]
        ]

    def schematron_failures(self, stylesheet: str, family: Family, root: etree._Element) -> list[Failure]:
        """Return the rules of a schematron that the document breaks, in the order of the report."""
        compiled = self._compiled.get(stylesheet)
        if compiled is None:
            maker = self._saxon.new_xslt30_processor()
            compiled = self._compiled[stylesheet] = maker.compile_stylesheet(
                stylesheet_file=str(self._folder / stylesheet)
            )
        node = self._saxon.parse_xml(xml_text=etree.tostring(root, encoding="unicode"))
        report = compiled.transform_to_string(xdm_node=node)  # type: ignore[attr-defined]  # Saxon has no types
        return _failures(report, family)


def _failures(report: str | None, family: Family) -> list[Failure]:
    if not report:
        raise RuntimeError("the schematron gave no report")
    root = etree.fromstring(report.encode())
    failures: list[Failure] = []
    for node in root.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        text = " ".join("".join(node.itertext()).split())
        rule = node.get("id") or _unnamed(text)
        flag = (node.get("flag") or node.get("role") or "fatal").lower()
        warns = flag in ("warning", "information", "info") or rule == ELEMENT_NOT_USED
        failures.append(Failure(rule, family, warns, text[:800], _short(node.get("location") or "")))
    return failures


def _unnamed(text: str) -> str:
    """Name the rules of Factur-X that have no id: what the profile does not use."""
    if "not used in the given context" in text:
        return ATTRIBUTE_NOT_USED if text.startswith("Attribute") else ELEMENT_NOT_USED
    return text.split(" ")[0].strip("[]:-")[:40]


def _plain(message: str) -> str:
    """Return a message of the schema without the namespaces, which hide the names."""
    return re.sub(r"\{[^}]*\}", "", message)[:500]


def _short(path: str) -> str:
    """Return a path that a person can read: without namespaces, without the [1] of what is alone."""
    plain = _STEP.sub(lambda step: step.group(1) + (step.group(2) or ""), path)
    plain = re.sub(r"\b\w+:(?=\w)", "", plain).replace("Q{}", "")
    plain = re.sub(r"Q\{[^}]*\}", "", plain)
    return plain.replace("[1]", "").lstrip("/*:")[:300]
