"""The fields of a form as its page draws them: control, words, what was typed, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.enums import CustomType
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.words.custom_values import options_of
from negoce.prospecting.models import PublicForm
from negoce.prospecting.rules.form_fields import MESSAGE_MAX, RAW_MAX, asked_fields
from negoce.prospecting.words.form import field_label, known_customs

# What a browser fills in by itself, and the keyboard that a telephone shows.
_CONTROLS: Mapping[str, tuple[str, str, str, int]] = {
    "company": ("text", "organization", "", 200),
    "siren": ("text", "off", "numeric", 20),
    "first_name": ("text", "given-name", "", 80),
    "last_name": ("text", "family-name", "", 80),
    "function": ("text", "organization-title", "", 120),
    "email": ("email", "email", "email", 254),
    "phone": ("tel", "tel", "tel", 40),
    "website": ("text", "url", "url", 300),
    "postal_code": ("text", "postal-code", "", 10),
    "city": ("text", "address-level2", "", 100),
    "message": ("textarea", "off", "", MESSAGE_MAX),
}
_CUSTOM_INPUTS = {
    CustomType.DATE: ("date", ""),
    CustomType.NUMBER: ("text", "decimal"),
    CustomType.AMOUNT: ("text", "decimal"),
}


@dataclass(frozen=True, slots=True)
class DrawnField:
    """One field; `control` is the type of an input, "textarea" or "select"."""

    key: str
    id: str
    label: str
    control: str
    required: bool
    value: str
    error: str
    autocomplete: str = "off"
    keyboard: str = ""
    most: int = RAW_MAX
    options: Sequence[tuple[str, str]] = ()


def drawn_fields(
    form: PublicForm, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Sequence[DrawnField]:
    """Every field in the order of the page; a custom field that exists no more is passed over."""
    asked = asked_fields(form.fields)
    customs = known_customs(list(asked))
    drawn = []
    for place, each in enumerate(asked):
        if each.custom is not None and each.key not in customs:
            continue
        control, autocomplete, keyboard, most, options = _control(each.key, customs)
        drawn.append(
            DrawnField(
                key=each.key,
                id=f"field-{place}",
                label=field_label(each.key, customs),
                control=control,
                required=each.required,
                value=typed.get(each.key, "")[:RAW_MAX],
                error=errors.get(each.key, ""),
                autocomplete=autocomplete,
                keyboard=keyboard,
                most=most,
                options=options,
            )
        )
    return drawn


def _control(
    key: str, customs: Mapping[str, KnownField]
) -> tuple[str, str, str, int, Sequence[tuple[str, str]]]:
    known = customs.get(key)
    if known is None:
        return (*_CONTROLS[key], ())
    if known.type in (CustomType.CHOICE, CustomType.YES_NO):
        return "select", "off", "", RAW_MAX, [(code, str(words)) for code, words in options_of(known)]
    control, keyboard = _CUSTOM_INPUTS.get(known.type, ("text", ""))
    return control, "off", keyboard, 500, ()
