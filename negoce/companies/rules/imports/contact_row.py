"""Reads a row as a person at a company. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.enums import Civility, Department
from negoce.companies.rules.contact_values import PARAGRAPHS
from negoce.companies.rules.emails import parse_email
from negoce.companies.rules.free_text.guard import check_free_text
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out
from negoce.companies.rules.phones import parse_phone
from negoce.companies.rules.value_cleaning import clean_line, clean_paragraphs, clean_url
from negoce.kit.explain import Finding, Parsed
from negoce.kit.text import fold, name_key

COMPANY_PREFIX = "company_"
_CIVILITIES = {
    "m": Civility.SIR,
    "mr": Civility.SIR,
    "monsieur": Civility.SIR,
    "sir": Civility.SIR,
    "h": Civility.SIR,
    "mme": Civility.MADAM,
    "madame": Civility.MADAM,
    "mlle": Civility.MADAM,
    "mademoiselle": Civility.MADAM,
    "ms": Civility.MADAM,
    "mrs": Civility.MADAM,
    "miss": Civility.MADAM,
    "f": Civility.MADAM,
}
_DEPARTMENTS = {
    Department.MANAGEMENT: ("direction", "management", "direction generale", "dg"),
    Department.PURCHASING: ("achat", "achats", "purchasing", "procurement", "approvisionnement"),
    Department.FINANCE: (
        "finance",
        "finances",
        "comptabilite",
        "compta",
        "daf",
        "accounting",
        "administratif et financier",
    ),
    Department.SALES: ("commercial", "ventes", "sales", "vente"),
    Department.MARKETING: ("marketing", "communication"),
    Department.PRODUCTION: ("production", "atelier", "fabrication", "manufacturing"),
    Department.TECHNICAL: ("technique", "maintenance", "bureau d etudes", "engineering", "r d"),
    Department.LOGISTICS: ("logistique", "logistics", "entrepot", "transport", "supply chain"),
    Department.IT: ("informatique", "it", "dsi", "systemes d information"),
    Department.HUMAN_RESOURCES: ("ressources humaines", "rh", "hr", "human resources", "drh"),
    Department.QUALITY: ("qualite", "quality", "qse", "hse"),
    Department.LEGAL: ("juridique", "legal"),
    Department.WORKS_COUNCIL: ("cse", "comite social et economique", "ce"),
}
_DEPARTMENT_OF = {name: department for department, names in _DEPARTMENTS.items() for name in names}
_LINES = {"last_name": 80, "first_name": 80, "function": 120}


def read_contact(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row: `values` holds ``company``, ``contact`` and ``post``, each ``{field: value}``."""
    company_cells = {
        name.removeprefix(COMPANY_PREFIX): text
        for name, text in cells.items()
        if name.startswith(COMPANY_PREFIX)
    }
    company_key = company_cells.pop("key", "")[:100]
    findings: list[RowFinding] = []
    company: Mapping[str, object] = {}
    if company_cells:
        read = read_company(number, company_cells, context, needs_name=False)
        company = (
            {**read.values, "name": company_cells.get("name", "")}
            if "name" not in company_cells
            else read.values
        )
        findings += [RowFinding(f"{COMPANY_PREFIX}{each.field}", each.finding) for each in read.findings]
    if not (company_key or company.get("name") or company.get("siren") or company.get("siret")):
        findings.append(RowFinding("company_name", Finding("row.no_company")))
    contact, post = _read_person(cells, findings)
    values = {"company": dict(company), "company_key": company_key, "contact": contact, "post": post}
    return ReadRow(number, values, tuple(findings))


def _read_person(
    cells: Mapping[str, str], findings: list[RowFinding]
) -> tuple[dict[str, object], dict[str, object]]:
    civility, first, last = _names(cells)
    given = {"first_name": first, "last_name": last, "function": cells.get("function", "")}
    contact: dict[str, object] = {}
    for name, text in given.items():
        _keep(name, clean_line(text, _LINES[name]), contact, findings)
    if civility:
        contact["civility"] = civility.value
    for name in ("phone", "mobile", "fax"):
        _keep(name, parse_phone(cells.get(name, "")), contact, findings)
    _keep("email", parse_email(cells.get("email", "")), contact, findings)
    _keep("linkedin", clean_url(cells.get("linkedin", ""), ("linkedin.com",)), contact, findings)
    _read_note(cells.get("note", ""), contact, findings)
    if "import_key" in cells:
        contact["import_key"] = cells["import_key"][:100]
    if not contact.get("last_name") and not any(each.field == "last_name" for each in findings):
        findings.append(RowFinding("last_name", Finding("row.no_person")))
    contact["name_key"] = name_key(f"{contact.get('last_name', '')} {contact.get('first_name', '')}")[:161]
    post: dict[str, object] = {"function": contact.pop("function", "")}
    if department := _DEPARTMENT_OF.get(name_key(cells.get("department", "")).removeprefix("service ")):
        post["department"] = department.value
    return contact, post


def _names(cells: Mapping[str, str]) -> tuple[Civility | None, str, str]:
    civility = _CIVILITIES.get(fold(cells.get("civility", "")).strip(". "))
    first, last = cells.get("first_name", ""), cells.get("last_name", "")
    whole = cells.get("full_name", "")
    if last or not whole:
        return civility, first, last
    words = whole.split()
    if len(words) > 1 and (told := _CIVILITIES.get(fold(words[0]).strip("."))) and len(words[0]) > 1:
        civility, words = civility or told, words[1:]
    elif len(words) > 2 and words[0] in ("M.", "M"):
        civility, words = civility or Civility.SIR, words[1:]
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return civility, " ".join(word for word in words if word not in capitals), " ".join(capitals)
    return civility, " ".join(words[:1]) if len(words) > 1 else "", " ".join(words[1:] or words)


def _read_note(text: str, contact: dict[str, object], findings: list[RowFinding]) -> None:
    """What must not be written about a person is not brought in: nobody is there to give a reason (domain
    5.4).
    """
    parsed = clean_paragraphs(text, PARAGRAPHS["note"])
    # Its length first: what is too long stays out whatever it says, and is not read.
    if parsed.value and check_free_text(parsed.value):
        findings.append(left_out("note", Finding("row.note_guard")))
        return
    _keep("note", parsed, contact, findings)


def _keep(name: str, parsed: Parsed[str], values: dict[str, object], findings: list[RowFinding]) -> None:
    if parsed.finding is not None and parsed.finding.severity == "error":
        fatal = name == "last_name"
        findings.append(RowFinding(name, parsed.finding) if fatal else left_out(name, parsed.finding))
    elif parsed.value:
        values[name] = parsed.value
