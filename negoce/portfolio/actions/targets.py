"""Sets targets: one month, a year spread over its months, last year's raised by some percent, a sheet pasted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.portfolio.actions.target_changes import change_targets
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import TargetChange
from negoce.portfolio.queries.target_rows import TargetRow, target_rows
from negoce.portfolio.queries.targets import actuals_of, targets_of
from negoce.portfolio.rules.attainment import months_of
from negoce.portfolio.rules.target_paste import read_paste
from negoce.portfolio.rules.target_spread import raised, spread_year
from negoce.portfolio.target_words import PASTE_MESSAGES
from negoce.ui.words.say import say

MOST = Decimal(10) ** 12
FIRST_YEAR, LAST_YEAR = 2000, 2100
# Of what was pasted wrong, so many lines are told.
MOST_TOLD = 10


def set_target(
    actor: Actor,
    row: TargetRow,
    *,
    month: date,
    amount: Decimal | None,
    seen: Decimal | None = None,
    ask_seen: bool = False,
) -> TargetChange | None:
    """Aim at `amount` net in a month (its first day); None takes the target out. Returns what can be undone.

    With `ask_seen`, `seen` is what the person saw before: another value by now raises Conflict. Raises NotAllowed, and
    Refused for a negative or huge amount.
    """
    _check(actor, row)
    _check_amount(amount)
    with transaction.atomic():
        stored = targets_of(row.kind, [row.key], month.year)[row.key].get(month)
        if ask_seen and stored != seen and stored != amount:
            raise Conflict(
                _("Quelqu’un d’autre a changé cet objectif entre-temps. Rien n’a été enregistré."),
                field="value",
                current=stored,
            )
        return change_targets(actor, [(row, {month: amount})])


def spread_target(
    actor: Actor, row: TargetRow, *, year: int, total: Decimal, seasonal: bool
) -> TargetChange | None:
    """Spread a yearly figure over the months of `year`, evenly or as last year's orders were; replaces those there.

    Raises NotAllowed, and Refused: for the season when nothing was sold last year, for a wrong amount.
    """
    _check(actor, row)
    _check_amount(total)
    weights: list[Decimal] = []
    if seasonal:
        past = actuals_of(row.kind, [row.key], date(year - 1, 1, 1), date(year - 1, 12, 1))[row.key]
        weights = [past.get(month, Decimal(0)) for month in months_of(year - 1)]
        if not sum((max(weight, Decimal(0)) for weight in weights), Decimal(0)):
            raise refuse_field(
                "way",
                _("Rien n’a été commandé en %(year)s : répartissez à parts égales. Rien n’a été enregistré.")
                % {"year": year - 1},
            )
    amounts = spread_year(total, weights)
    with transaction.atomic():
        return change_targets(actor, [(row, dict(zip(months_of(year), amounts, strict=True)))])


def copy_targets(actor: Actor, kind: TargetKind, *, year: int, percent: Decimal) -> TargetChange | None:
    """Copy the targets of the year before to `year`, `percent` points higher; returns what can be undone.

    Months of `year` that have a target already keep it. Raises NotAllowed, and Refused when there is nothing to copy.
    """
    require(actor, Permission.MANAGE_TARGETS)
    if not -100 <= percent <= 1000:
        raise refuse_field("percent", _("Donnez un pourcentage entre −100 et 1 000."))
    rows = target_rows(actor, kind)
    keys = [row.key for row in rows]
    past, present = targets_of(kind, keys, year - 1), targets_of(kind, keys, year)
    if not any(past.values()):
        raise refuse_field("percent", _("L’année %(year)s n’a pas d’objectif à copier.") % {"year": year - 1})
    wanted: list[tuple[TargetRow, Mapping[date, Decimal | None]]] = [
        (
            row,
            {
                month.replace(year=year): raised(amount, percent)
                for month, amount in past[row.key].items()
                if month.replace(year=year) not in present[row.key]
            },
        )
        for row in rows
    ]
    with transaction.atomic():
        return change_targets(actor, wanted)


def paste_targets(actor: Actor, kind: TargetKind, *, year: int, text: str) -> TargetChange | None:
    """Set what was pasted from a spreadsheet: all of it, or nothing when a line cannot be read.

    Raises NotAllowed, and Refused with a sentence a line that is wrong.
    """
    require(actor, Permission.MANAGE_TARGETS)
    found = target_rows(actor, kind)
    rows = {row.name: row for row in found}
    # Every name, those that two rows bear twice: which of the two is meant is for the person to say.
    read = read_paste(text, [row.name for row in found], year, mark_of(actor.language))
    if read.problems:
        raise Refused(
            _("Rien n’a été enregistré."),
            fields={"text": [say(problem, PASTE_MESSAGES) for problem in read.problems[:MOST_TOLD]]},
        )
    for amounts in read.amounts.values():
        for amount in amounts.values():
            _check_amount(amount)
    with transaction.atomic():
        return change_targets(actor, [(rows[name], amounts) for name, amounts in read.amounts.items()])


def _check(actor: Actor, row: TargetRow) -> None:
    require(actor, Permission.MANAGE_TARGETS)
    if row not in target_rows(actor, row.kind):
        raise NotAllowed(_("Cet objectif n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))


def _check_amount(amount: Decimal | None) -> None:
    if amount is not None and not 0 <= amount < MOST:
        raise refuse_field("value", _("Donnez un montant positif, de moins de mille milliards."))
