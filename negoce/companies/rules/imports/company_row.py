"""Reads a row as a company: the cells of the fields of `import_company_fields` into values fit for
storing. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from negoce.companies.enums import Relation
from negoce.companies.rules.activity_codes import parse_activity_code
from negoce.companies.rules.company_derived import derive_company
from negoce.companies.rules.company_values import read_value
from negoce.companies.rules.identifiers import is_siret, parse_siren, parse_siret
from negoce.companies.rules.imports.countries import country_code
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out, source_key
from negoce.companies.rules.search.company_texts import CompanyTexts, company_texts
from negoce.kit.explain import Finding, Parsed
from negoce.kit.text import name_key

# A wrong identifier refuses its row: nobody can tell which company it is. Other faulty values are left out.
IDENTIFIERS = frozenset({"name", "siren", "siret", "vat_number"})
_PARTS = ("street_number", "street_repeat", "street_type", "street_name")
_ASIDE = frozenset({*_PARTS, "nic", "import_key", "line1", "line2", "country", "relation", "siren", "siret"})
_FULL_ADDRESS = re.compile(
    r"(?P<line>.+?)[\s,]+(?P<code>\d{5})[\s,]+(?P<city>[^\d]{2,60}(?:cedex(?: \d+)?)?)", re.I | re.S
)
# Longer than an address of several lines put on one.
_LONGEST_ADDRESS = 600
_LINE_ENDS = re.compile(r"[\r\n]+")
_RELATIONS = {
    "client": Relation.CUSTOMER,
    "customer": Relation.CUSTOMER,
    "prospect": Relation.CUSTOMER,
    "suspect": Relation.CUSTOMER,
    "fournisseur": Relation.SUPPLIER,
    "supplier": Relation.SUPPLIER,
    "vendor": Relation.SUPPLIER,
    "distributeur": Relation.DISTRIBUTOR,
    "distributor": Relation.DISTRIBUTOR,
    "revendeur": Relation.DISTRIBUTOR,
    "partenaire": Relation.PARTNER,
    "partner": Relation.PARTNER,
}
_EMPTY_MARKS = frozenset(
    {"-", "--", "n/a", "na", "nc", "néant", "neant", "null", "none", "#n/a", "[nd]", "nd", "nr", "nn"}
)


# Longer texts hardly come again, and twenty thousand of them would fill the memory.
_LONGEST_REMEMBERED = 200
_LONGEST_MARK = max(map(len, _EMPTY_MARKS))


def read_company(
    number: int, cells: Mapping[str, str], context: ReadContext, *, needs_name: bool = True
) -> ReadRow:
    """Read one row. A lost leading zero is put back where the check digit proves it, and nowhere else.

    Without `needs_name` the row may tell its company by a number alone, as those of orders and people do.
    """
    given = {
        name: text
        for name, text in cells.items()
        if len(text) > _LONGEST_MARK or not _is_empty_mark(name, text)
    }
    findings: list[RowFinding] = []
    values: dict[str, object] = {}
    country = _read_country(given, values, findings)
    _read_identifiers(given, values, findings)
    for name, text in given.items():
        if name in _ASIDE:
            continue
        read = _read_remembered if len(text) <= _LONGEST_REMEMBERED else _read_remembered.__wrapped__
        parsed = read(name, text, context, country)
        _keep(name, parsed, values, findings)
    _read_address(given, values, findings)
    if "relation" in given and (relation := _RELATIONS.get(name_key(given["relation"]))):
        values["relation"] = relation.value
    if "import_key" in given:
        values["import_key"] = given["import_key"][:100]
    if needs_name and not values.get("name") and not any(each.field == "name" for each in findings):
        findings.append(RowFinding("name", Finding("row.no_name")))
    _derive(values, findings)
    return ReadRow(number, values, tuple(findings))


def _is_empty_mark(name: str, text: str) -> bool:
    # « NC » and « NA » are names of companies too; a dash or a dot is none.
    return not any(map(str.isalnum, text)) if name == "name" else text.casefold() in _EMPTY_MARKS


def ready_company(values: Mapping[str, object], namespace: str) -> CompanyTexts:
    """Work out what search is told of a row that makes a company; see `ImportTarget.ready`."""
    return company_texts({**values, "import_key": source_key(namespace, values)})


def _derive(values: dict[str, object], findings: list[RowFinding]) -> None:
    code = values.pop("_activity", None)
    if isinstance(code, tuple):
        values["activity_code"], values["activity_code_version"] = code
    derived = derive_company(values, {})
    findings.extend(RowFinding(name, finding) for name, finding in derived.errors.items())
    values.update(derived.values)


def _keep(name: str, parsed: Parsed[object], values: dict[str, object], findings: list[RowFinding]) -> None:
    if parsed.finding is not None and parsed.finding.severity == "error":
        findings.append(
            RowFinding(name, parsed.finding) if name in IDENTIFIERS else left_out(name, parsed.finding)
        )
    elif parsed.value not in (None, ""):
        values["_activity" if name == "activity_code" else name] = parsed.value


@lru_cache(maxsize=20_000)
def _read_remembered(name: str, text: str, context: ReadContext, country: str) -> Parsed[object]:
    """Read one value; the same towns, codes and numbers come again and again in a file."""
    if name == "activity_code":
        code = parse_activity_code(text, context.today)
        if code.value is None:
            return Parsed(None, code.finding)
        return Parsed((code.value.code, code.value.version.value))
    if name == "postal_code" and len(text) == 4 and text.isdigit() and country == "FR":
        # CEDEX codes are not in the table; a spreadsheet drops their zero all the same.
        return read_value(name, f"0{text}", context.mark, country)
    return read_value(name, text, context.mark, country)


def _read_country(given: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]) -> str:
    text = given.get("country", "")
    code = country_code(text) if text else "FR"
    if text and code:
        values["country"] = code
    elif text:
        findings.append(left_out("country", Finding("country.unknown", "error", {"text": text[:30]})))
    # Without a known country nothing foreign is judged by French rules.
    return code or "ZZ"


def _read_identifiers(
    given: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]
) -> None:
    siren, siret = given.get("siren", ""), given.get("siret", "")
    if siret:
        parsed = parse_siret(siret)
        if parsed.finding is None:
            values["siret"] = parsed.value
        elif parsed.finding.code == "siret.leading_zero":
            values["siret"] = _digits(str(parsed.finding.figures["suggestion"]))
        elif parsed.finding.code == "siret.is_siren":
            values["siren"] = _digits(siret)
        else:
            findings.append(RowFinding("siret", parsed.finding))
    if siren:
        found = parse_siren(siren)
        if found.finding is None:
            values["siren"] = found.value
        elif found.finding.code in ("siren.leading_zero", "siren.is_siret"):
            values["siren"] = _digits(str(found.finding.figures["suggestion"]))
            if found.finding.code == "siren.is_siret" and not siret:
                values["siret"] = _digits(siren)
        else:
            findings.append(RowFinding("siren", found.finding))
    _join_nic(given.get("nic", ""), values)


def _join_nic(nic: str, values: dict[str, object]) -> None:
    """SIREN and NIC in two columns make a SIRET, when its key holds."""
    siren = values.get("siren")
    if "siret" in values or not siren or not nic.isdigit() or len(nic) > 5:
        return
    siret = f"{siren}{nic.zfill(5)}"
    if is_siret(siret):
        values["siret"] = siret


def _read_address(given: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]) -> None:
    street = given.get("line1", "")
    parts = " ".join([given[name] for name in _PARTS if name in given])
    lines = [line for text in _LINE_ENDS.split(street) if (line := text.strip())]
    if parts and not lines:
        lines = [parts]
    if len(lines) == 1 and "postal_code" not in values and "postal_code" not in given:
        lines[0] = _split_full_address(lines[0], values)
    if given.get("line2"):
        lines.append(given["line2"])
    for name, text in (("line1", lines[0] if lines else ""), ("line2", ", ".join(lines[1:]))):
        if text:
            _keep(name, read_value(name, text), values, findings)


def _split_full_address(line: str, values: dict[str, object]) -> str:
    """« 4 rue de la Verrerie 92190 Meudon »: the postal code and the town stand at the end."""
    # The length first: the pattern takes the square of it.
    found = _FULL_ADDRESS.fullmatch(line) if len(line) <= _LONGEST_ADDRESS else None
    if found is None:
        return line
    code = read_value("postal_code", found["code"])
    if code.finding is not None and code.finding.severity == "error":
        return line
    values["postal_code"] = code.value
    values.setdefault("city", found["city"].strip())
    return found["line"].rstrip(" ,")


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
