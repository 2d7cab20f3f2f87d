"""Sets targets: one month, a year spread over its months, last year's raised by some percent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, refuse_field
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import SalesTarget
from negoce.portfolio.queries.target_rows import TargetRow, target_rows
from negoce.portfolio.queries.targets import actuals_of, of_kind, targets_of
from negoce.portfolio.rules.attainment import months_of
from negoce.portfolio.rules.target_spread import raised, spread_year

MOST = Decimal(10) ** 12
FIRST_YEAR, LAST_YEAR = 2000, 2100


def set_target(
    actor: Actor,
    row: TargetRow,
    *,
    month: date,
    amount: Decimal | None,
    seen: Decimal | None = None,
    ask_seen: bool = False,
) -> Decimal | None:
    """Aim at `amount` net in a month (its first day); None takes the target out. Returns what is stored.

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
        _write(actor, row, {month: amount})
    return amount


def spread_target(
    actor: Actor, row: TargetRow, *, year: int, total: Decimal, seasonal: bool
) -> Sequence[Decimal]:
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
        _write(actor, row, dict(zip(months_of(year), amounts, strict=True)))
    return amounts


def copy_targets(actor: Actor, kind: TargetKind, *, year: int, percent: Decimal) -> int:
    """Copy the targets of the year before to `year`, `percent` points higher; returns how many months were set.

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
    copied = 0
    with transaction.atomic():
        for row in rows:
            amounts: dict[date, Decimal | None] = {
                month.replace(year=year): raised(amount, percent)
                for month, amount in past[row.key].items()
                if month.replace(year=year) not in present[row.key]
            }
            if amounts:
                _write(actor, row, amounts)
                copied += len(amounts)
    return copied


def _check(actor: Actor, row: TargetRow) -> None:
    require(actor, Permission.MANAGE_TARGETS)
    if row not in target_rows(actor, row.kind):
        raise NotAllowed(_("Cet objectif n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))


def _check_amount(amount: Decimal | None) -> None:
    if amount is not None and not 0 <= amount < MOST:
        raise refuse_field("value", _("Donnez un montant positif, de moins de mille milliards."))


def _write(actor: Actor, row: TargetRow, amounts: Mapping[date, Decimal | None]) -> None:
    """Store what differs, in the caller's transaction; one entry of the journal for all."""
    keys = [row.key]
    stored = {
        target.month: target
        for target in SalesTarget.objects.filter(of_kind(row.kind, keys), month__in=list(amounts)).order_by(
            "pk"
        )
    }
    changes: dict[str, tuple[object, object]] = {}
    for month, amount in amounts.items():
        target = stored.get(month)
        before = target.amount if target is not None else None
        if before == amount:
            continue
        changes[f"{month:%Y-%m}"] = (before, amount)
        if target is None and amount is not None:
            owner = {} if row.kind is TargetKind.HOUSE else {f"{row.kind.value}_id": row.key}
            SalesTarget.objects.create(month=month, amount=amount, **owner)
        elif target is not None and amount is None:
            target.delete()
        elif target is not None:
            SalesTarget.objects.filter(pk=target.pk).update(amount=amount)
    if changes:
        record(actor, Entry("changed", "sales_target", row.key, row.name, changes=changes))
