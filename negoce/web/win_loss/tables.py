"""The deals decided, table by table: each group beside the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import OriginChannel
from negoce.companies.rules.filters import Condition, Operator
from negoce.companies.words.choices import choice_label
from negoce.kit.explain import Explanation
from negoce.kit.numbers import percent_of
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.queries.debriefs.visible import leads
from negoce.portfolio.queries.deal_tallies import all_of
from negoce.portfolio.queries.offered_families import Families
from negoce.portfolio.queries.portfolio_page import names_of_people
from negoce.portfolio.queries.win_loss import Sides
from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import Compared, Standing, compared, findings
from negoce.ui.words.figures import NOTHING, money, number, percent, short_money
from negoce.ui.words.say import say
from negoce.web.win_loss.asked import Asked
from negoce.web.win_loss.words import (
    CHANNEL,
    CYCLE,
    FAMILY,
    MESSAGES,
    PERSON,
    RIVAL,
    SAID,
    SIZE,
    STANDINGS,
    TITLES,
)

_MOST = 15
OTHERS = -1


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a table: what it is called, its figures, the list of its deals."""

    name: str
    figures: Compared
    url: str = ""


@dataclass(frozen=True, slots=True)
class Groups:
    """A table of deals by what `key` names; `note` says how it was counted."""

    key: str
    lines: Mapping[Any, Group]
    note: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return str(TITLES[self.key])


def tables_of(asked: Asked, sides: Sides, whole: Tally) -> Sequence[Groups]:
    """Every table of the tab, in its order; two queries."""
    found = [
        _sizes(asked, sides, whole),
        _channels(asked, sides, whole),
        _people(asked, sides, whole),
        _rivals(asked, sides, whole),
        _cycles(asked, sides, whole),
        _families(sides.families, whole),
    ]
    return [each for each in found if each.lines]


def sentences(tables: Sequence[Groups]) -> Sequence[str]:
    """What stands out, in words."""
    judged = {each.key: {key: line.figures for key, line in each.lines.items()} for each in tables}
    names = {(each.key, key): line.name for each in tables for key, line in each.lines.items()}
    return [_said(each, names) for each in findings(judged)]


def _rivals(asked: Asked, sides: Sides, whole: Tally) -> Groups:
    """Against whom; deals without a named competitor are left to the rest."""
    return _grouped(
        RIVAL,
        sides.by_rival,
        whole,
        str,
        lambda key: asked.deals(Condition("competitor", Operator.IS, (key,))),
    )


def line_of(group: Group) -> Mapping[str, object]:
    """A line in words."""
    tally, share = group.figures.tally, group.figures.share
    amount = tally.won_amount + tally.lost_amount
    words, tone = STANDINGS[group.figures.standing]
    between = _("%(low)s à %(high)s") % {"low": percent(share.low, 0), "high": percent(share.high, 0)}
    return {
        "name": group.name,
        "url": group.url,
        "won": number(tally.won),
        "decided": number(tally.decided),
        "rate": percent(share.percent, 0),
        "between": between,
        "amount": short_money(tally.won_amount),
        "amount_rate": percent(percent_of(tally.won_amount, amount, 0), 0) if amount else NOTHING,
        "standing": str(words),
        "tone": tone,
        "is_few": group.figures.standing is Standing.FEW,
    }


def _grouped(
    key: str,
    groups: Mapping[Any, Tally],
    whole: Tally,
    name: Callable[[Any], str],
    url: Callable[[Any], str] = lambda _key: "",
    note: str = "",
) -> Groups:
    """The groups of most deals first."""
    ordered = sorted(groups, key=lambda each: (-groups[each].decided, name(each)))[:_MOST]
    figures = compared({each: groups[each] for each in ordered}, whole)
    return Groups(key, {each: Group(name(each), figures[each], url(each)) for each in ordered}, note)


def _families(families: Families, whole: Tally) -> Groups:
    offered = families.offered.decided
    note = ngettext(
        "D’après le devis de %(offered)s affaire sur %(all)s ; une affaire compte une fois dans chaque famille.",
        "D’après les devis de %(offered)s affaires sur %(all)s ; une affaire compte une fois dans chaque famille.",
        offered,
    )
    said = note % {"offered": number(offered), "all": number(whole.decided)}
    names = families.names
    return _grouped(FAMILY, families.by_family, families.offered, lambda key: names.get(key, ""), note=said)


def _sizes(asked: Asked, sides: Sides, whole: Tally) -> Groups:
    cuts, groups = sides.cuts, sides.by_band
    if not cuts:
        return Groups(SIZE, {})
    figures = compared(groups, whole)
    order = [each for each in (*range(len(cuts) + 1), None) if each in groups]
    lines = {
        each: Group(_band(each, cuts), figures[each], asked.deals(_between(each, cuts))) for each in order
    }
    return Groups(SIZE, lines, _("Les bornes partagent les affaires closes en quatre parts égales."))


def _band(band: int | None, cuts: Sequence[Decimal]) -> str:
    if band is None:
        return _("sans montant en euros")
    if band == 0:
        return _("moins de %(high)s") % {"high": money(cuts[0])}
    if band == len(cuts):
        return _("%(low)s et plus") % {"low": money(cuts[-1])}
    return _("%(low)s à %(high)s") % {"low": money(cuts[band - 1]), "high": money(cuts[band])}


def _between(band: int | None, cuts: Sequence[Decimal]) -> Condition:
    if band is None:
        return Condition("amount", Operator.EMPTY)
    if band == 0:
        return Condition("amount", Operator.UNDER, (str(cuts[0]),))
    if band == len(cuts):
        return Condition("amount", Operator.AT_LEAST, (str(cuts[-1]),))
    return Condition("amount", Operator.BETWEEN, (str(cuts[band - 1]), str(cuts[band] - Decimal("0.01"))))


def _cycles(asked: Asked, sides: Sides, whole: Tally) -> Groups:
    book = cycle_book()
    default = book.default.pk if book.default is not None else None
    groups: dict[int | None, Tally] = {}
    for cycle, each in sides.by_cycle.items():
        key = cycle if cycle in book.rows else default
        groups[key] = groups.get(key, Tally()) + each
    usual = _("Étapes habituelles")
    if len(groups) < 2:
        return Groups(CYCLE, {})

    def name(key: int | None) -> str:
        return str(book.rows[key]) if key is not None else usual

    def url(key: int | None) -> str:
        if key is None:
            return ""
        return asked.deals(Condition("cycle", Operator.IS, (book.rows[key].public_id,)))

    return _grouped(CYCLE, groups, whole, name, url)


def _channels(asked: Asked, sides: Sides, whole: Tally) -> Groups:
    return _grouped(
        CHANNEL,
        sides.by_channel,
        whole,
        lambda key: choice_label(OriginChannel, key) if key else _("Origine inconnue"),
        lambda key: asked.deals(
            Condition("company_origin", Operator.IS, (key,))
            if key
            else Condition("company_origin", Operator.EMPTY)
        ),
    )


def _people(asked: Asked, sides: Sides, whole: Tally) -> Groups:
    """By who follows the deals: a leader reads everybody, others themselves beside all others together."""
    own = asked.actor.user_id
    groups = sides.by_owner
    if not leads(asked.actor):
        others = all_of({key: each for key, each in groups.items() if key != own})
        mine = {own: groups[own]} if own in groups else {}
        groups = {**mine, **({OTHERS: others} if others.decided else {})}
    names = names_of_people(key for key in groups if key is not None and key != OTHERS)

    def name(key: int | None) -> str:
        if key == OTHERS:
            return _("Les autres, ensemble")
        return names[key][1] if key is not None and key in names else _("Personne")

    def url(key: int | None) -> str:
        if key is None or key not in names:
            return ""
        return asked.deals(Condition("owner", Operator.IS, (names[key][0],)))

    return _grouped(PERSON, groups, whole, name, url) if len(groups) > 1 else Groups(PERSON, {})


def _said(each: Explanation, names: Mapping[tuple[str, Any], str]) -> str:
    figures = dict(each.figures)
    table, key = str(figures.pop("table")), figures.pop("key")
    figures["group"] = str(SAID[table]) % {"name": names[table, key]}
    for name in ("percent", "rest"):
        figures[name] = round(Decimal(str(figures[name])))
    return say(Explanation(each.code, figures), MESSAGES)
