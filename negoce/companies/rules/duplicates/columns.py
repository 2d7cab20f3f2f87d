"""What each column of an unknown table is: guessed from its header first, then from its values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from negoce.companies.rules.duplicates.tokens import UNSPACED
from negoce.kit.text import fold


class Kind(Enum):
    """What a column holds, as far as comparing goes."""

    NAME = "name"
    PERSON = "person"
    ADDRESS = "address"
    PLACE = "place"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    DATE = "date"
    CODE = "code"
    SHORT = "short"
    CATEGORY = "category"
    TEXT = "text"
    LIST = "list"
    NOTHING = "nothing"


TRUTH = frozenset({"cluster"})
_HEADERS: Sequence[tuple[Kind, str]] = (
    (Kind.EMAIL, r"e ?mail|courriel|mail"),
    (Kind.PHONE, r"phone|tel|telephone|mobile|fax|portable"),
    (Kind.DATE, r"date|dob|birth ?date|naissance|birthday"),
    (Kind.POSTCODE, r"post ?code|postal|zip|cp|code postal|postcode fake|plz"),
    (Kind.PERSON, r"(given|first|last|middle|family|sur) ?name|forename|surname|prenom|nom de famille|nom usage"),
    (Kind.ADDRESS, r"addr|address|adresse|street|rue|voie|addr1|addr2"),
    (Kind.PLACE, r"city|ville|commune|suburb|town|locality|birth place|place"),
    (Kind.CODE, r"siren|siret|soc sec|ssn|vat|tva|nir|isin|lei|sku|ean|code"),
    (Kind.CATEGORY, r"state|country|pays|gender|sexe|sex|type|source|category|civilite|region|departement"),
    (Kind.NAME, r"name|nom|raison|company|societe|affiliation|organi[sz]ation|title|enseigne|denomination|libelle"),
)  # fmt: skip
_LIST = re.compile(r"\*\*|[|;]")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|(?:1[89]|20)\d{6}")
_FEW = 40
_IDENTIFIER = re.compile(
    r"id|n|#|no|nr|num|numero|number|key|cle|ref|reference|identifiant|identifier|row|ligne|index"
    r"|(?:.* )?(?:id|uid|uuid|guid)|(?:id|n|no|ref) .*"
)
# An identifier may come twice by mistake, not all the time.
_DISTINCT = 0.9


def guess_kinds(
    rows: Mapping[str, Sequence[str]], *, key: str, ignored: frozenset[str] = frozenset()
) -> Mapping[str, Kind]:
    """The kind of each column that serves to compare; the key, `cluster` and `ignored` never do."""
    out = {column.strip().lower() for column in ignored} | TRUTH
    return {
        column: kind
        for column, values in rows.items()
        if column != key
        and column.strip().lower() not in out
        and (kind := _kind_of(column, values)) is not Kind.NOTHING
    }


def name_of_rows(rows: Mapping[str, Sequence[str]]) -> str:
    """The column that names rows, empty when none does: rows are then named by their number, and all is compared.

    It is the first one that is called so (`id`, `rec_id`, `clé`), else the first of all when it holds codes that
    never come twice. A table of one column is named by it.
    """
    names = [name for name in rows if name.strip().lower() not in TRUTH]
    if len(rows) == 1 or not names:
        return next(iter(rows), "")
    headers = [re.sub(r"[^a-z0-9#]+", " ", fold(name)).strip() for name in names]
    for name, header in zip(names, headers, strict=True):
        distinct = len(set(rows[name])) >= _DISTINCT * len(rows[name])
        if header in ("id", "key", "cle") or (distinct and _IDENTIFIER.fullmatch(header)):
            return name
    first, values = names[0], rows[names[0]]
    known = any(re.search(rf"(?:^| )(?:{pattern})(?: |\d|$)", headers[0]) for _kind, pattern in _HEADERS)
    if known or len(set(values)) < len(values):
        return ""
    codes = sum(" " not in value and "@" not in value and len(value) <= 40 for value in values)
    return first if codes == len(values) else ""


def _kind_of(column: str, values: Sequence[str]) -> Kind:
    filled = [value for value in values[:5000] if value]
    if len(filled) < 2:
        return Kind.NOTHING
    by_values = _from_values(filled)
    if by_values in (Kind.EMAIL, Kind.LIST):
        return by_values
    header = re.sub(r"[^a-z0-9]+", " ", fold(column)).strip()
    for kind, pattern in _HEADERS:
        if re.search(rf"(?:^| )(?:{pattern})(?: |\d|$)", header):
            return _checked(kind, by_values, filled)
    return by_values


def _checked(kind: Kind, by_values: Kind, filled: Sequence[str]) -> Kind:
    """A header may lie: the values have the last word where they are plain."""
    if kind in (Kind.CATEGORY, Kind.NOTHING):
        return Kind.CATEGORY if len(set(filled)) <= max(_FEW, len(filled) // 5) else by_values
    if kind is Kind.DATE and by_values is not Kind.DATE:
        return by_values
    if kind is Kind.ADDRESS and by_values in (Kind.CODE, Kind.SHORT, Kind.CATEGORY):
        return Kind.SHORT
    if kind is Kind.NAME and by_values is Kind.SHORT:
        return Kind.NAME
    return kind


def _from_values(filled: Sequence[str]) -> Kind:
    size = len(filled)
    distinct = len(set(filled))
    if sum("@" in value and " " not in value.strip() for value in filled) > size * 0.7:
        return Kind.EMAIL
    if sum(_DATE.fullmatch(value.strip()) is not None for value in filled) > size * 0.7:
        return Kind.DATE
    if sum(len(_LIST.split(value)) > 1 and " " not in value for value in filled) > size * 0.3:
        return Kind.LIST
    digits = sum(any(c.isdigit() for c in value) and " " not in value.strip() for value in filled)
    if distinct <= min(_FEW, size // 5):
        return Kind.CATEGORY
    if digits > size * 0.7:
        lengths = sum(len(value) for value in filled) / size
        return Kind.CODE if lengths >= 6 else Kind.SHORT
    words = sum(len(value.split()) for value in filled) / size
    if words > 12:
        return Kind.TEXT
    if sum(UNSPACED.search(value) is not None for value in filled) > size * 0.3:
        return Kind.NAME
    return Kind.PERSON if words < 1.2 else Kind.NAME
