"""A filter in words, for its chips, and why a part of one was left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.queries.lists.spec import ListSpec
from negoce.companies.queries.lists.values import is_closed, known_values
from negoce.companies.rules.filters import ME, TAKES, TEAM, YES, Condition, Group, Operator, Values
from negoce.companies.words.list_problems import PROBLEM_WORDS as PROBLEM_WORDS
from negoce.companies.words.list_problems import problem_words as problem_words
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money_round

OPERATOR_WORDS: Mapping[Operator, Any] = {
    Operator.IS: _("est"),
    Operator.IS_NOT: _("n’est pas"),
    Operator.CONTAINS: _("contient"),
    Operator.LACKS: _("ne contient pas"),
    Operator.STARTS: _("commence par"),
    Operator.EMPTY: _("est vide"),
    Operator.FILLED: _("est rempli"),
    Operator.OVER: _("plus de"),
    Operator.UNDER: _("moins de"),
    Operator.AT_LEAST: _("au moins"),
    Operator.AT_MOST: _("au plus"),
    Operator.BETWEEN: _("entre"),
    Operator.BEFORE: _("avant le"),
    Operator.AFTER: _("après le"),
    Operator.LAST: _("depuis"),
    Operator.LAST_MONTHS: _("par mois entiers, depuis"),
    Operator.NEXT: _("d’ici"),
    Operator.OLDER: _("pas depuis"),
    Operator.ANY: _("a l’une de"),
    Operator.ALL: _("a toutes"),
    Operator.NONE: _("n’a aucune de"),
    Operator.BOUGHT: _("parmi"),
    Operator.NEVER_BOUGHT: _("jamais"),
    Operator.BOUGHT_SINCE: _("depuis le"),
    Operator.NOT_BOUGHT_SINCE: _("plus depuis le"),
}


def operator_words(operator: Operator, kind: ColumnKind) -> str:
    """An operator as it is said of a kind of field."""
    if operator is Operator.BOUGHT and kind is ColumnKind.PRODUCT:
        return _now("parmi")
    return str(OPERATOR_WORDS[operator])


def chip_words(spec: ListSpec, node: Condition | Group) -> tuple[str, str, str]:
    """Field, operator and value of a chip; for alternatives, the first one, « ou », and the others."""
    if isinstance(node, Condition):
        column = spec.readable[node.field]
        return str(column.label), operator_words(node.operator, column.kind), value_words(spec, column, node)
    join = _now("ou") if node.any_of else _now("et")
    first, *others = (sentence(spec, part) for part in node.parts)
    return first, join, f" {join} ".join(others)


def sentence(spec: ListSpec, node: Condition | Group) -> str:
    """A part of a filter in one line."""
    if isinstance(node, Condition):
        return " ".join(word for word in chip_words(spec, node) if word)
    join = f" {_now('ou') if node.any_of else _now('et')} "
    return f"({join.join(sentence(spec, part) for part in node.parts)})"


def value_words(spec: ListSpec, column: Column, node: Condition) -> str:
    """The values of a condition in words."""
    takes = TAKES[node.operator]
    if takes is Values.NO_VALUE:
        return ""
    if takes is Values.DAYS:
        days = int(node.values[0])
        return ngettext("%(days)s jour", "%(days)s jours", days) % {"days": days}
    if takes is Values.MONTHS:
        months = int(node.values[0])
        return ngettext("%(months)s mois", "%(months)s mois", months) % {"months": months}
    if takes is Values.DATE_THEN_MANY:
        day = format_date(date.fromisoformat(node.values[0]), spec.actor.language)
        return f"{day} : {_listed(spec, column, node.values[1:])}"
    if takes is Values.RANGE:
        low, high = (_one(spec, column, value) for value in node.values)
        return _now("%(low)s et %(high)s") % {"low": low, "high": high}
    return _listed(spec, column, node.values)


def _listed(spec: ListSpec, column: Column, values: tuple[str, ...]) -> str:
    if not is_closed(column):
        return ", ".join(_one(spec, column, value) for value in values)
    known = known_values(column, values, spec.directory)
    relative = {ME: _now("moi"), TEAM: _now("mon équipe")}
    words = [relative.get(value) or (known[value][1] if value in known else value) for value in values]
    return ", ".join(words)


def _one(spec: ListSpec, column: Column, value: str) -> str:
    language = spec.actor.language
    if column.kind is ColumnKind.MONEY:
        return format_money_round(Decimal(value), language)
    if column.kind is ColumnKind.NUMBER:
        number = Decimal(value)
        decimals = max(0, -int(number.as_tuple().exponent))
        return format_decimal(number, language, min(decimals, 6)) + (
            f"\u00a0{column.unit}" if column.unit else ""
        )
    if column.kind in (ColumnKind.DATE, ColumnKind.MOMENT):
        return format_date(date.fromisoformat(value), language)
    if column.kind is ColumnKind.YES_NO:
        return _now("oui") if value == YES else _now("non")
    return value
