"""What a public form may ask, and how the answers are read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from negoce.companies.rules.company_values import read_value
from negoce.companies.rules.contact_values import read_contact_value
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.rules.custom_values import read_custom
from negoce.companies.rules.value_cleaning import clean_paragraphs
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark

# Without these there is nobody to answer, and nothing to write down.
ALWAYS = ("company", "last_name", "email")
# In the order in which a form asks them.
OWN_FIELDS = (
    *("company", "siren", "first_name", "last_name", "function", "email", "phone"),
    *("website", "postal_code", "city", "message"),
)
OF_COMPANY: Mapping[str, str] = {
    "company": "name",
    **{name: name for name in ("siren", "website", "postal_code", "city")},
}
OF_CONTACT = ("first_name", "last_name", "function", "email", "phone")
MESSAGE_MAX = 2_000
# Longer than any field; what is beyond was never typed by a person.
RAW_MAX = 4_000
MOST_FIELDS = 20


@dataclass(frozen=True, slots=True)
class AskedField:
    """A field of a form: one of OWN_FIELDS, or `company:<key>`, `contact:<key>` of a custom field."""

    key: str
    required: bool = False

    @property
    def custom(self) -> tuple[str, str] | None:
        """The kind of record and the key of a custom field; None for a field of ours."""
        kind, colon, key = self.key.partition(":")
        return (kind, key) if colon and kind in ("company", "contact") else None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered by key of field, fit for storing; `errors` refuse the whole."""

    values: Mapping[str, str] = field(hash=False)
    errors: Mapping[str, Finding] = field(hash=False)


def asked_fields(stored: Sequence[Mapping[str, object]]) -> Sequence[AskedField]:
    """The fields of a form as stored, with those that are always asked, in the order of the page."""
    wanted = {str(each.get("key", "")): bool(each.get("required")) for each in stored}
    own = [
        AskedField(key, key in ALWAYS or wanted.get(key, False))
        for key in OWN_FIELDS
        if key in ALWAYS or key in wanted
    ]
    customs = [AskedField(key, required) for key, required in wanted.items() if ":" in key]
    return [*own, *(each for each in customs if each.custom is not None)][:MOST_FIELDS]


def read_answers(
    asked: Sequence[AskedField],
    raw: Mapping[str, str],
    customs: Mapping[str, KnownField],
    *,
    today: date,
    mark: DecimalMark = ",",
) -> Answers:
    """Read what a stranger typed; `customs` holds the custom fields by key of AskedField.

    A custom field that exists no more is passed over. Findings are those of each value, and ``text.required``.
    """
    values: dict[str, str] = {}
    errors: dict[str, Finding] = {}
    for each in asked:
        typed = raw.get(each.key, "")[:RAW_MAX]
        parsed = _read(each, typed, customs, today, mark)
        if parsed is None:
            continue
        if parsed.value is None and parsed.finding is not None:
            errors[each.key] = parsed.finding
        elif parsed.value:
            values[each.key] = str(parsed.value)
        elif each.required:
            errors[each.key] = Finding("text.required")
    return Answers(values, errors)


def _read(
    asked: AskedField, typed: str, customs: Mapping[str, KnownField], today: date, mark: DecimalMark
) -> Parsed[object] | None:
    if asked.custom is not None:
        known = customs.get(asked.key)
        if known is None:
            return None
        read = read_custom(known, typed, mark, today)
        if read.value is None:
            return Parsed(None, read.finding)
        # As it was typed: whoever confirms has it read again.
        return Parsed(" ".join(typed.split()) if read.value.plain is not None else "")
    if asked.key == "message":
        said = clean_paragraphs(typed, MESSAGE_MAX)
        return Parsed(said.value, said.finding)
    if asked.key in OF_COMPANY:
        return read_value(OF_COMPANY[asked.key], typed, mark)
    return read_contact_value(asked.key, typed, today, mark)
