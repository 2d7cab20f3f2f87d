"""By what a report groups: periods, people, and what records or their companies hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import BuyerType, CompanyKind, OriginChannel, Relation
from negoce.companies.words.choices import choice_label
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS

PERIODS = ("month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Dimension:
    """`path` is an ORM path from the records; of a `period` it is a day, or a moment. `words` says a stored value.

    `is_past`: nothing comes after today, so that the period that holds it is not over. `is_person`: the value is the
    key of one of our people. `list_field` is the column of the list behind the report that a value narrows, if any.
    `follows` is the order of the values, where they have one of their own.
    """

    key: str
    label: Any
    path: str
    period: str = ""
    is_moment: bool = False
    is_past: bool = False
    is_person: bool = False
    words: Callable[[Any], str] | None = None
    list_field: str = ""
    follows: tuple[str, ...] = ()


def periods(
    path: str, *, is_moment: bool = False, is_past: bool = True, list_field: str = ""
) -> tuple[Dimension, ...]:
    """Month, quarter and year of a day."""
    labels = {"month": _("Mois"), "quarter": _("Trimestre"), "year": _("Année")}
    return tuple(
        Dimension(
            each,
            labels[each],
            path,
            period=each,
            is_moment=is_moment,
            is_past=is_past,
            list_field=list_field or path,
        )
        for each in PERIODS
    )


def choice(
    key: str, label: Any, path: str, words: Callable[[str], str], *, list_field: str = ""
) -> Dimension:
    """A closed list; nothing stored stays nothing."""
    return Dimension(
        key, label, path, words=lambda value: words(value) if value else "", list_field=list_field
    )


def enum(key: str, label: Any, path: str, kind: type[StrEnum], *, list_field: str = "") -> Dimension:
    """A closed list of companies."""
    return choice(key, label, path, lambda value: choice_label(kind, value), list_field=list_field)


def life_status(key: str, label: Any, path: str, *, list_field: str = "") -> Dimension:
    """A status of the life cycle; they follow each other as customers live them."""
    return Dimension(
        key,
        label,
        path,
        words=lambda value: str(STATUS_LABELS[LifeStatus(value)]) if value else "",
        list_field=list_field,
        follows=tuple(status.value for status in LifeStatus),
    )


def of_company(prefix: str = "company__", *, owner_field: str = "company_owner") -> tuple[Dimension, ...]:
    """What the company of a record tells; `owner_field` is the list's column of who follows it."""
    own = not prefix
    return (
        Dimension("owner", _("Suivi par"), f"{prefix}owner_id", is_person=True, list_field=owner_field),
        Dimension("team", _("Équipe"), f"{prefix}owner__team__name"),
        Dimension("territory", _("Secteur"), f"{prefix}territory__name"),
        Dimension(
            "department",
            _("Département"),
            f"{prefix}department",
            list_field="department" if own else "company_department",
        ),
        enum(
            "buyer_type",
            _("Type d’acheteur"),
            f"{prefix}buyer_type",
            BuyerType,
            list_field="buyer_type" if own else "",
        ),
        enum(
            "company_kind",
            _("Type de client"),
            f"{prefix}kind",
            CompanyKind,
            list_field="kind" if own else "",
        ),
        enum("relation", _("Relation"), f"{prefix}relation", Relation, list_field="relation" if own else ""),
        enum(
            "channel",
            _("Origine"),
            f"{prefix}origin_channel",
            OriginChannel,
            list_field="origin_channel" if own else "",
        ),
        life_status("life", _("Statut"), f"{prefix}life__status", list_field="status" if own else ""),
    )


def by_company() -> Dimension:
    """One line a company."""
    return Dimension("company", _("Entreprise"), "company__name", list_field="company")


def columns_of(dimensions: Sequence[Dimension]) -> dict[str, Dimension]:
    """The same by key; the first of a key stays."""
    found: dict[str, Dimension] = {}
    for each in dimensions:
        found.setdefault(each.key, each)
    return found
