"""Values on their way in: the right JSON type for each field, records by public id. The actions judge the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from negoce.api.problems import Problem
from negoce.identity.models import User

NUMBER = re.compile(r"-?\d{1,25}(\.\d{1,10})?", re.ASCII)
MOST_SHOWN = 60


class Kind(StrEnum):
    """What JSON a field takes."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Given:
    """What came: values for an action, and the values that the caller saw."""

    values: Mapping[str, object]
    seen: Mapping[str, object]


def read_fields(
    body: Mapping[str, Any],
    fields: Mapping[str, Kind],
    find: Mapping[str, Callable[[str], object]],
    *,
    besides: frozenset[str] = frozenset(),
) -> Given:
    """Values by field name; `find` gives the record of a public id, None when there is none.

    `seen` in the body holds values read before. Raises Problem with every field that cannot be taken.
    """
    errors: dict[str, list[str]] = {}
    own = {name: value for name, value in body.items() if name not in besides and name != "seen"}
    values = _read(own, fields, find, errors, "")
    told = body.get("seen", {})
    if not isinstance(told, dict):
        errors["seen"] = [_("Un objet est attendu : { champ: valeur lue }.")]
        told = {}
    seen = _read(told, fields, find, errors, "seen.")
    if errors:
        raise Problem("invalid", _("Des valeurs sont à corriger. Rien n’a été enregistré."), errors=errors)
    return Given(values, seen)


def person_of(public_id: str) -> User | None:
    """One of our own people who may sign in."""
    return User.objects.filter(public_id=public_id, is_active=True).first()


def text_option(body: Mapping[str, Any], name: str) -> str:
    """A text beside the fields, empty when absent. Raises Problem."""
    value = body.get(name, "")
    if not isinstance(value, str):
        raise Problem("invalid", _("Un texte est attendu."), errors={name: [_("Un texte est attendu.")]})
    return value


def _read(
    given: Mapping[str, Any],
    fields: Mapping[str, Kind],
    find: Mapping[str, Callable[[str], object]],
    errors: dict[str, list[str]],
    prefix: str,
) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, value in given.items():
        kind = fields.get(name)
        if kind is None:
            errors[f"{prefix}{name[:MOST_SHOWN]}"] = [_("Ce champ n’existe pas, ou ne s’écrit pas.")]
            continue
        taken, problem = _one(value, kind, find.get(name))
        if problem:
            errors[f"{prefix}{name}"] = [problem]
        else:
            values[name] = taken
    return values


def _one(value: Any, kind: Kind, find: Callable[[str], object] | None) -> tuple[object, str]:
    if value is None:
        return None, ""
    if kind is Kind.TEXT:
        return (value, "") if isinstance(value, str) else (None, _("Un texte est attendu."))
    if kind is Kind.FLAG:
        return (value, "") if isinstance(value, bool) else (None, _("true ou false est attendu."))
    if kind is Kind.NUMBER:
        return _number(value)
    key = value.get("id") if isinstance(value, dict) else value
    if key == "":
        return None, ""
    found = find(key) if find is not None and isinstance(key, str) else None
    return (
        (found, "") if found is not None else (None, _("Cet identifiant n’est celui d’aucune fiche visible."))
    )


def _number(value: Any) -> tuple[object, str]:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None, _("Un nombre est attendu.")
    if isinstance(value, int):
        return Decimal(value), ""
    if isinstance(value, str):
        # As amounts are sent: with a point, whatever the person's language.
        return (Decimal(value), "") if NUMBER.fullmatch(value) else (value, "")
    return value, ""
