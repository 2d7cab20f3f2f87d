"""The fields of a company as the page shows and edits them: their control, their unit, their section."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from negoce.companies.rules.company_values import ADDRESS_LINES, CHOICES, LINES, PARAGRAPHS
from negoce.companies.rules.headcount_bands import band_label, headcount_bands
from negoce.companies.words.choices import choice_options
from negoce.companies.words.company_values import field_label

Options = Callable[[], Sequence[tuple[str, str]]]


class Control(StrEnum):
    """What a value is typed or chosen in."""

    LINE = "line"
    PARAGRAPHS = "paragraphs"
    NUMBER = "number"
    CHOICE = "choice"
    SEARCH = "search"
    PERSON = "person"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `options` for a choice, `suffix` a unit, `checked` when it is checked as typed."""

    name: str
    control: Control = Control.LINE
    options: Options | None = None
    optional: bool = True
    suffix: str = ""
    placeholder: Any = ""
    checked: bool = False
    input_type: str = "text"

    @property
    def label(self) -> str:
        """The field's name in the reader's language."""
        return str(_("étiquettes")) if self.name == "tags" else field_label(self.name)

    @property
    def title(self) -> str:
        """The label with a capital, as a list of facts shows it."""
        return (self.label[:1].upper() + self.label[1:]).removesuffix(" (m²)")

    @property
    def maximum(self) -> int:
        """The longest text that is accepted; 0 when the control needs no limit."""
        return {**LINES, **ADDRESS_LINES, **PARAGRAPHS}.get(self.name, 0)


def _bands() -> Sequence[tuple[str, str]]:
    language = (get_language() or "fr")[:2]
    return [(band.code, band_label(band.code, language)) for band in headcount_bands()]


def _choice(name: str, optional: bool = True) -> Field:
    return Field(name, Control.CHOICE, options=partial(choice_options, CHOICES[name]), optional=optional)


def _number(name: str, suffix: str = "") -> Field:
    return Field(name, Control.NUMBER, suffix=suffix)


_ALL = (
    Field("name", optional=False),
    Field("trade_name"),
    Field("legal_form", Control.SEARCH, placeholder=_("SAS, association, commune…")),
    Field("siren", checked=True, placeholder=_("9 chiffres")),
    Field("siret", checked=True, placeholder=_("14 chiffres")),
    Field("vat_number", checked=True, placeholder="FR…"),
    _choice("relation", optional=False),
    _choice("buyer_type", optional=False),
    _choice("public_body_kind"),
    _choice("service_code_need"),
    _choice("commitment_need"),
    Field("service_codes", Control.PARAGRAPHS, placeholder=_("Un par ligne : CODE, puis le nom du service")),
    Field("activity_code", Control.SEARCH, placeholder=_("Code ou mots : 10.51A, fromage…")),
    _choice("kind"),
    _number("headcount"),
    Field("headcount_band", Control.CHOICE, options=_bands),
    _number("turnover", "€"),
    _number("balance_sheet_total", "€"),
    _number("establishments_count"),
    _number("points_of_sale_count"),
    _number("production_surface", "m²"),
    _number("storage_surface", "m²"),
    Field("equipment", Control.PARAGRAPHS),
    Field("methods", Control.PARAGRAPHS),
    Field("phone", checked=True, input_type="tel"),
    Field("fax", checked=True, input_type="tel"),
    Field("email", checked=True, input_type="email"),
    Field("website", placeholder="www.exemple.fr"),
    Field("linkedin"),
    Field("facebook"),
    Field("instagram"),
    Field("postal_code", checked=True),
    Field("city"),
    Field("country"),
    Field("group_name"),
    Field("parent", Control.SEARCH, placeholder=_("Nom ou SIREN")),
    Field("owner", Control.PERSON),
    _choice("origin_channel"),
    Field("origin_detail"),
    Field("tags", Control.TAGS, placeholder=_("Séparées par des virgules")),
    Field("note", Control.PARAGRAPHS),
)
FIELDS: Mapping[str, Field] = {each.name: each for each in _ALL}
