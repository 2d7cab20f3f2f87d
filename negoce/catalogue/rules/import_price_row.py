"""Reads a row of a file as a price of a list, or as a price agreed with a customer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.catalogue.rules.agreed_values import read_agreed_values
from negoce.catalogue.rules.price_values import read_day, read_price, read_quantity
from negoce.companies.enums import CompanyKind
from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint
from negoce.companies.rules.imports.company_row import read_company
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding
from negoce.companies.rules.value_cleaning import clean_line
from negoce.kit.explain import Finding, Parsed
from negoce.kit.text import name_key

CUSTOMER = "customer_"
_CUSTOMER_CELLS = ("name", "siret", "siren", "postal_code", "city")
_KINDS = {
    CompanyKind.MANUFACTURER: ("fabricant", "fabricants", "manufacturer", "industriel"),
    CompanyKind.IMPORTER: ("importateur", "importateurs", "importer"),
    CompanyKind.WHOLESALER: ("grossiste", "grossistes", "wholesaler", "negociant"),
    CompanyKind.COOPERATIVE: ("cooperative", "cooperatives"),
    CompanyKind.BUYING_GROUP: ("centrale d achat", "centrale", "buying group", "centrales d achat"),
    CompanyKind.RETAILER: ("detaillant", "detaillants", "retailer", "revendeur"),
    CompanyKind.SERVICE: ("prestataire", "prestataire de services", "service"),
}
_KIND_OF = {name: kind.value for kind, names in _KINDS.items() for name in names}
_ALL_KINDS = frozenset({"tous", "tous les clients", "toutes", "all", "public"})

_PRODUCT = FieldHint(
    "product_code",
    (
        "code article", "reference article", "ref article", "code produit", "reference produit", "product code",
        "sku", "stock code", "item code",
    ),
    ("reference", "ref", "article", "produit", "product"),
)  # fmt: skip
_PRICE = FieldHint(
    "price",
    (
        "prix net ht", "prix unitaire ht", "prix net", "prix ht", "prix unitaire", "unit price", "net price", "pu ht",
        "price", "prix",
    ),
    (),
    shapes.like_number,
)  # fmt: skip
_QUANTITY = FieldHint(
    "min_quantity",
    (
        "a partir de", "quantite minimale", "quantite minimum", "quantite mini", "palier", "minimum quantity",
        "min quantity", "from quantity", "qte mini", "qte min",
    ),
    ("quantite", "qte", "quantity"),
    shapes.like_number,
)  # fmt: skip
_STARTS = FieldHint(
    "starts_on",
    ("date de debut", "debut", "valable du", "valide du", "start date", "from", "du"),
    (),
    shapes.like_date,
)
_ENDS = FieldHint(
    "ends_on",
    ("date de fin", "fin", "valable jusqu au", "jusqu au", "end date", "until", "au"),
    (),
    shapes.like_date,
)
LIST_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "list",
        ("nom du tarif", "tarif", "liste de prix", "price list", "grille tarifaire", "grille"),
        ("liste",),
    ),
    _PRODUCT,
    _QUANTITY,
    _PRICE,
    FieldHint("customer_kind", ("clientele", "type de client", "categorie de client", "customer kind"), ()),
    _STARTS,
    _ENDS,
)
AGREED_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "customer_key",
        ("code client", "numero client", "n client", "ref client", "customer id", "code tiers"),
        ("tiers",),
    ),
    FieldHint(
        "customer_name",
        ("raison sociale", "nom du client", "nom client", "customer name"),
        ("client", "customer", "societe", "entreprise"),
        shapes.like_words,
    ),
    FieldHint("customer_siret", ("siret",), (), shapes.like_siret, by_value=True),
    FieldHint("customer_siren", ("siren",), (), shapes.like_siren, by_value=True),
    FieldHint("customer_postal_code", ("code postal", "cp", "postal code"), (), shapes.like_postal_code),
    FieldHint("customer_city", ("ville", "city", "commune"), (), shapes.like_words),
    _PRODUCT,
    FieldHint("family", ("famille de produits", "famille", "family"), (), shapes.like_words),
    _PRICE,
    FieldHint("discount", ("remise %", "taux de remise", "remise en %", "remise", "discount"), ()),
    _QUANTITY,
    _STARTS,
    _ENDS,
    FieldHint("reason", ("motif", "raison", "commentaire", "reason", "note"), (), shapes.like_words),
)  # fmt: skip


def read_list_price(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row: the list by its name, the product by its code, from which quantity (1 when empty), the price.

    What concerns the list itself (customers, days) is taken when the row makes it.
    """
    findings: list[RowFinding] = []
    values: dict[str, object] = {"product_code": cells.get("product_code", "").strip()[:40]}
    _take(values, findings, "list", clean_line(cells.get("list", ""), 80))
    _take(values, findings, "min_quantity", read_quantity(cells.get("min_quantity", "") or "1", context.mark))
    _take(values, findings, "price", read_price(cells.get("price", ""), context.mark))
    _take(values, findings, "customer_kind", _kind(cells.get("customer_kind", "")))
    _days(values, findings, cells, context.today)
    for name, code in (
        ("list", "price.no_list"),
        ("product_code", "price.no_product"),
        ("price", "price.required"),
    ):
        if values.get(name) in (None, "") and name not in {each.field for each in findings}:
            findings.append(RowFinding(name, Finding(code, "error")))
    return ReadRow(number, values, tuple(findings))


def read_agreed_price(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row: the customer as orders name theirs, a product or a family, a price or a discount, the days."""
    customer = {name: cells.get(f"{CUSTOMER}{name}", "") for name in _CUSTOMER_CELLS}
    read = read_company(0, customer, context)
    code, family = cells.get("product_code", "").strip()[:40], cells.get("family", "").strip()[:80]
    reading = read_agreed_values(
        cells, context.today, for_family=not code and bool(family), mark=context.mark
    )
    findings = [RowFinding(name, finding) for name, finding in reading.findings.items()]
    if bool(code) == bool(family):
        findings.append(RowFinding("product_code", Finding("price.product_or_family", "error")))
    values: dict[str, object] = {
        **reading.values,
        "product_code": code,
        "family": family,
        "customer": read.values,
        "customer_key": cells.get("customer_key", "")[:100],
    }
    return ReadRow(number, values, tuple(findings))


def _kind(text: str) -> Parsed[str]:
    key = name_key(text)
    if not key or key in _ALL_KINDS:
        return Parsed("")
    found = _KIND_OF.get(key)
    return (
        Parsed(found) if found else Parsed(None, Finding("price.kind_unknown", "error", {"text": text[:40]}))
    )


def _days(
    values: dict[str, object], findings: list[RowFinding], cells: Mapping[str, str], today: date
) -> None:
    for name in ("starts_on", "ends_on"):
        _take(values, findings, name, read_day(cells.get(name, ""), today))
    start, end = values.get("starts_on"), values.get("ends_on")
    if isinstance(start, date) and isinstance(end, date) and start > end:
        findings.append(RowFinding("ends_on", Finding("price.days", "error")))


def _take(
    values: dict[str, object],
    findings: list[RowFinding],
    name: str,
    parsed: Parsed[str] | Parsed[Decimal] | Parsed[date],
) -> None:
    if parsed.finding is not None:
        findings.append(RowFinding(name, Finding(parsed.finding.code, "error", parsed.finding.figures)))
    else:
        values[name] = parsed.value
