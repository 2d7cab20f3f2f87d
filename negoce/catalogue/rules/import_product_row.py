"""Reads a row of a file as a product: its names, units and amounts as price lists write them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from negoce.catalogue.enums import ProductKind
from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out
from negoce.companies.rules.value_cleaning import clean_line
from negoce.kit.explain import Finding
from negoce.kit.numbers import parse_decimal, parse_percent
from negoce.kit.text import fold, name_key

_LARGEST = Decimal(10) ** 9
_KINDS = {
    ProductKind.SERVICE: ("service", "services", "prestation", "prestations", "main d oeuvre", "s"),
    ProductKind.GOODS: (
        "bien", "biens", "marchandise", "marchandises", "produit", "product", "goods", "article", "stock",
        "stockable", "storable product", "consommable", "consumable", "inventory", "b", "p",
    ),
}  # fmt: skip
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}
# UN/ECE recommendation 20, which electronic invoices ask for.
_UNITS = {
    "C62": ("u", "un", "unite", "unites", "unit", "units", "pce", "piece", "pieces", "pc", "pcs", "ea", "each"),
    "KGM": ("kg", "kilo", "kilos", "kilogramme", "kilogrammes", "kilogram"),
    "GRM": ("g", "gr", "gramme", "grammes", "gram"),
    "TNE": ("t", "tonne", "tonnes", "ton"),
    "LTR": ("l", "litre", "litres", "liter"),
    "MTR": ("m", "ml", "metre", "metres", "metre lineaire", "meter"),
    "MTK": ("m2", "metre carre", "metres carres", "square meter"),
    "MTQ": ("m3", "metre cube", "metres cubes", "cubic meter"),
    "HUR": ("h", "heure", "heures", "hour", "hours"),
    "DAY": ("j", "jour", "jours", "day", "days", "journee"),
    "MON": ("mois", "month", "months"),
    "ANN": ("an", "ans", "annee", "year", "years"),
    "SET": ("lot", "kit", "set", "ensemble", "jeu"),
    "PR": ("paire", "paires", "pair", "pairs"),
    "DZN": ("douzaine", "dozen"),
    "BX": ("boite", "boites", "box", "carton", "cartons"),
    "LS": ("forfait", "ff", "lump sum", "fixed price"),
}  # fmt: skip
_UNIT_OF = {name: code for code, names in _UNITS.items() for name in names} | {
    code.casefold(): code for code in _UNITS
}
_YES = frozenset({"oui", "yes", "true", "vrai", "1", "actif", "active", "en vente", "o", "y", "x"})
_NO = frozenset(
    {
        "non",
        "no",
        "false",
        "faux",
        "0",
        "inactif",
        "inactive",
        "retire",
        "archive",
        "archived",
        "n",
        "sommeil",
    }
)
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "£": "GBP"}
PRODUCT_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "code",
        (
            "code article", "reference article", "ref article", "code produit", "reference produit",
            "ref produit", "product code", "product reference", "internal reference", "reference interne",
            "sku", "stock code", "item code", "numero d article", "no article",
        ),
        ("reference", "ref", "article"),
    ),
    FieldHint(
        "label",
        (
            "designation", "libelle article", "libelle produit", "libelle du produit", "nom du produit",
            "nom produit", "product name", "item name", "intitule article",
        ),
        ("libelle", "produit", "product", "nom", "name", "description", "intitule", "label"),
        shapes.like_words,
        without=("famille", "categorie", "category", "family"),
    ),
    FieldHint(
        "family",
        (
            "famille article", "famille produit", "famille", "categorie de produit", "categorie produit",
            "product category", "product family", "family", "gamme",
        ),
        ("categorie", "category", "rayon"),
    ),
    FieldHint("kind", ("nature du produit", "type de produit", "type produit", "product type"), ("nature",)),
    FieldHint(
        "unit",
        ("unite de vente", "unite de mesure", "unit of measure", "unite", "uom", "unit"),
        (),
        without=("prix", "price", "pu"),
    ),
    FieldHint("currency", ("devise", "monnaie", "currency")),
    FieldHint(
        "price",
        (
            "prix de vente ht", "prix unitaire ht", "prix de base ht", "prix vente ht", "tarif ht", "pv ht",
            "prix ht", "prix de vente", "prix unitaire", "sales price", "list price", "unit price", "tarif",
            "prix", "price", "pu ht",
        ),
        (),
        shapes.like_number,
        without=("ttc", "achat", "revient"),
    ),
    FieldHint(
        "cost",
        (
            "prix de revient ht", "prix de revient", "cout de revient", "prix d achat ht", "prix d achat",
            "prix achat", "pa ht", "standard price", "cost price", "unit cost", "cost", "cout",
        ),
        (),
        shapes.like_number,
    ),
    FieldHint("vat_rate", ("taux de tva", "taux tva", "tva", "vat rate", "tax rate", "vat"), ()),
    FieldHint("is_active", ("au catalogue", "en vente", "is active", "actif", "active")),
)  # fmt: skip


def read_product(number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
    """Read one row. Without a code or a label it is refused; another faulty value is left out and said."""
    findings: list[RowFinding] = []
    values: dict[str, object] = {}
    for name, most, code in (("code", 40, "product.no_code"), ("label", 200, "product.no_label")):
        line = clean_line(cells.get(name, ""), most)
        if line.finding is not None:
            findings.append(RowFinding(name, line.finding))
        elif line.value:
            values[name] = line.value
        else:
            findings.append(RowFinding(name, Finding(code)))
    values["label_key"] = name_key(str(values.get("label", "")))[:200]
    _read_names(cells, values, findings)
    _read_numbers(cells, context, values, findings)
    return ReadRow(number, values, tuple(findings))


def _read_names(cells: Mapping[str, str], values: dict[str, object], findings: list[RowFinding]) -> None:
    if family := clean_line(cells.get("family", ""), 80):
        _keep("family", family.value, family.finding, values, findings)
    for name, known, code in (
        ("kind", _KIND_OF, "product.kind"),
        ("unit", _UNIT_OF, "product.unit"),
    ):
        text = cells.get(name, "")
        if text:
            found = known.get(name_key(text)) or known.get(fold(text).strip(" ."))
            finding = None if found else Finding(code, "error", {"text": text[:40]})
            _keep(name, found, finding, values, findings)
    if currency := cells.get("currency", ""):
        code = _CURRENCIES.get(currency.casefold(), currency.upper())
        sound = len(code) == 3 and code.isascii() and code.isalpha()
        finding = None if sound else Finding("order.currency", "error", {"text": currency[:20]})
        _keep("currency", code, finding, values, findings)
    if text := fold(cells.get("is_active", "")):
        known_word = text in _YES or text in _NO
        finding = None if known_word else Finding("product.yes_no", "error", {"text": text[:40]})
        _keep("is_active", text in _YES, finding, values, findings)


def _read_numbers(
    cells: Mapping[str, str], context: ReadContext, values: dict[str, object], findings: list[RowFinding]
) -> None:
    for name in ("price", "cost"):
        parsed = parse_decimal(cells.get(name, ""), context.mark)
        finding, value = parsed.finding, parsed.value
        if value is not None and value < 0:
            finding = Finding("number.negative", "error", {"text": cells[name][:30]})
        elif value is not None and value >= _LARGEST:
            finding = Finding("number.too_large", "error", {"text": cells[name][:30], "max": _LARGEST})
        amount = None if value is None or finding else value.quantize(Decimal("0.0001"))
        _keep(name, amount, finding, values, findings)
    rate = parse_percent(cells.get("vat_rate", ""), context.mark)
    finding = rate.finding
    if rate.value is not None and not 0 <= rate.value <= 100:
        finding = Finding("product.vat_rate", "error", {"text": cells["vat_rate"][:30]})
    exact = None if rate.value is None or finding else rate.value.quantize(Decimal("0.01"))
    _keep("vat_rate", exact, finding, values, findings)


def _keep(
    name: str, value: object, finding: Finding | None, values: dict[str, object], findings: list[RowFinding]
) -> None:
    if finding is not None:
        findings.append(left_out(name, finding))
    elif value is not None and value != "":
        values[name] = value
