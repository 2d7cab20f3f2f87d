"""The merge fields of a mailing: those of every message, then the columns of companies that one may read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from negoce.companies.documents.list_export import text_of
from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.models import Company
from negoce.companies.queries.lists.companies import COMPANY_LIST
from negoce.companies.queries.lists.definition import readable_columns
from negoce.companies.queries.lists.page import layout_of
from negoce.companies.queries.lists.spec import Asked, ListSpec, understand
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money
from negoce.kit.text import fold
from negoce.outbox.enums import MessageKind
from negoce.outbox.queries.merge_values import common_values
from negoce.outbox.rules.merge import ReadTemplate, merge, read_template
from negoce.outbox.rules.merge_fields import names_of
from negoce.parameters.models import Seller
from negoce.prospecting.queries.mailing_audience import Candidate

_OF_COMPANY = "company:"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_LEFT = frozenset({ColumnKind.TAGS})


@dataclass(frozen=True, slots=True)
class ColumnName:
    """A column as texts name it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Written:
    """What one reader gets; `empty` are the keys of fields without value."""

    subject: str
    text: str
    empty: Sequence[str] = ()


def field_names(actor: Actor) -> Mapping[str, str]:
    """Every name that the texts of a mailing may write, with its key."""
    names = dict(names_of(MessageKind.MAILING))
    for column in _columns(actor).values():
        for name in _names(column):
            names.setdefault(name, f"{_OF_COMPANY}{column.key}")
    return names


def column_names(actor: Actor) -> Sequence[ColumnName]:
    """The columns that texts may name, in the order of lists, by the name of the reader's language."""
    common = names_of(MessageKind.MAILING)
    found = []
    for column in _columns(actor).values():
        name = slug(str(column.label))
        if name and name not in common:
            found.append(ColumnName(name, str(column.label)))
    return found


def slug(label: str) -> str:
    """A label as it may stand between braces; empty when it may not."""
    name = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")
    return name if _NAME.fullmatch(name) else ""


class Texts:
    """The subject and the body of a mailing, filled in for many readers; two queries a part and three at the start.

    `findings` are what is wrong with them: then nothing is filled in.
    """

    def __init__(self, actor: Actor, subject: str, body: str, language: str, *, seller: Seller) -> None:
        self._actor = actor
        self._language = language
        self._seller = seller
        names = field_names(actor)
        self._subject: ReadTemplate = read_template(subject, names)
        self._body: ReadTemplate = read_template(body, names)
        self.findings = {"subject": self._subject.findings, "body": self._body.findings}
        used = self._subject.fields | self._body.fields
        self._keys = [key.removeprefix(_OF_COMPANY) for key in sorted(used) if key.startswith(_OF_COMPANY)]
        self._writer = User.objects.filter(pk=actor.user_id).first() if actor.user_id is not None else None
        self._spec: ListSpec | None = None

    def write(self, candidates: Sequence[Candidate]) -> Sequence[Written]:
        """What each of them gets."""
        with translation.override(self._language):
            columns = self._values([each.company.pk for each in candidates])
            return [self._one(each, columns.get(each.company.pk, {})) for each in candidates]

    def _one(self, candidate: Candidate, of_company: Mapping[str, str]) -> Written:
        common = common_values(
            self._actor,
            candidate.company,
            candidate.contact,
            self._language,
            seller=self._seller,
            writer=self._writer,
        )
        values = {**common, **of_company}
        subject, body = merge(self._subject, values), merge(self._body, values)
        empty = tuple(dict.fromkeys([*subject.empty, *body.empty]))
        return Written(" ".join(subject.text.split())[:200], body.text.strip(), empty)

    def _values(self, company_ids: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
        if not self._keys:
            return {}
        if self._spec is None:
            self._spec = understand(COMPANY_LIST, self._actor, Asked(columns=",".join(self._keys)))
        spec = self._spec
        layout = layout_of(spec, with_order=False)
        writers = [
            (f"{_OF_COMPANY}{column.key}", place, _writer_of(spec, column, self._language))
            for column, place in zip(spec.columns, layout.places, strict=True)
        ]
        rows = Company.objects.filter(pk__in=set(company_ids)).order_by("pk").values_list(*layout.paths)
        return {row[0]: {key: write(row[place]) for key, place, write in writers} for row in rows}


def _columns(actor: Actor) -> Mapping[str, Column]:
    """Those with one value a company, which a text can say."""
    return {
        key: column
        for key, column in readable_columns(COMPANY_LIST, actor).items()
        if column.path and column.shown and column.kind not in _LEFT and column.computed is None
    }


def _names(column: Column) -> Sequence[str]:
    names = [slug(column.key.replace(".", "_"))]
    for language in ("fr", "en"):
        with translation.override(language):
            names.append(slug(str(column.label)))
    return [name for name in names if name]


def _writer_of(spec: ListSpec, column: Column, language: str) -> Callable[[Any], str]:
    words = text_of(spec, column)

    def write(value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, datetime):
            return format_date(timezone.localtime(value).date(), language)
        if isinstance(value, date):
            return format_date(value, language)
        if column.kind is ColumnKind.MONEY:
            return format_money(Decimal(str(value)), language)
        if column.kind is ColumnKind.NUMBER:
            return format_decimal(Decimal(str(value)), language, column.decimals)
        return words(value)

    return write
