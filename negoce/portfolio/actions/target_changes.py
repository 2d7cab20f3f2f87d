"""What one gesture changes of targets is kept together, told in the journal, and can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import SalesTarget, TargetChange
from negoce.portfolio.queries.target_rows import TargetRow, target_rows
from negoce.portfolio.queries.targets import of_kind

Amounts = Mapping[date, Decimal | None]
KEPT_DAYS = 30
HOUSE_CODE = "@house"


@dataclass(frozen=True, slots=True)
class Undone:
    """How many months have their former target again, and how many keep what somebody else set since."""

    restored: int
    kept: int


def change_targets(actor: Actor, wanted: Sequence[tuple[TargetRow, Amounts]]) -> TargetChange | None:
    """Store what differs, in the caller's transaction: an entry of the journal a row; None when nothing differs."""
    changes: list[list[object]] = []
    for row, amounts in wanted:
        told = _write(actor, row, amounts)
        changes += [
            [row.kind.value, row.key, month.isoformat(), _text(before), _text(after)]
            for month, (before, after) in sorted(told.items())
        ]
    if not changes or actor.user_id is None:
        return None
    return TargetChange.objects.create(person_id=actor.user_id, changes=changes)


def undo_targets(actor: Actor, public_id: str) -> Undone:
    """Put back what one's own gesture replaced, where nobody has changed it since.

    Raises NotAllowed, and Refused when it was undone already or is too old.
    """
    require(actor, Permission.MANAGE_TARGETS)
    with transaction.atomic():
        done = TargetChange.objects.filter(public_id=public_id, person_id=actor.user_id).first()
        if done is None:
            raise NotAllowed(
                _("Ce changement n’est pas le vôtre, ou il est trop ancien. Rien n’a été changé.")
            )
        now = timezone.now()
        if not TargetChange.objects.filter(pk=done.pk, undone_at__isnull=True).update(undone_at=now):
            raise Refused(_("C’est déjà annulé. Rien n’a été changé."))
        rows = {(row.kind.value, row.key): row for kind in TargetKind for row in target_rows(actor, kind)}
        restored = 0
        for address, months in _by_row(done).items():
            row = rows.get(address)
            stored = {} if row is None else _stored(row, list(months))
            back = {month: before for month, (before, after) in months.items() if stored.get(month) == after}
            if row is not None and back:
                _write(actor, row, back)
                restored += len(back)
    return Undone(restored, len(done.changes) - restored)


def forget_target_changes(*, today: date) -> None:
    """What is older than KEPT_DAYS can no longer be undone."""
    TargetChange.objects.filter(made_at__date__lt=today - timedelta(days=KEPT_DAYS)).delete()


def _write(
    actor: Actor, row: TargetRow, amounts: Amounts
) -> Mapping[date, tuple[Decimal | None, Decimal | None]]:
    stored = _stored(row, list(amounts))
    told = {
        month: (stored.get(month), amount) for month, amount in amounts.items() if stored.get(month) != amount
    }
    owner = {} if row.kind is TargetKind.HOUSE else {f"{row.kind.value}_id": row.key}
    for month, (before, after) in told.items():
        if before is None and after is not None:
            SalesTarget.objects.create(month=month, amount=after, **owner)
            continue
        there = SalesTarget.objects.filter(of_kind(row.kind, [row.key]), month=month)
        if after is None:
            there.delete()
        else:
            there.update(amount=after, updated_at=timezone.now())
    if told:
        changes: dict[str, tuple[object, object]] = {
            f"{month:%Y-%m}": (before, after) for month, (before, after) in told.items()
        }
        # The house has no name of its own: each reader has it in their words.
        name = HOUSE_CODE if row.kind is TargetKind.HOUSE else row.name
        record(actor, Entry("changed", "sales_target", row.key, name, changes=changes))
    return told


def _by_row(
    done: TargetChange,
) -> Mapping[tuple[str, int | None], Mapping[date, tuple[Decimal | None, Decimal | None]]]:
    """What a gesture changed, before and after, by month of each row."""
    found: dict[tuple[str, int | None], dict[date, tuple[Decimal | None, Decimal | None]]] = {}
    for kind, key, month, before, after in done.changes:
        amounts = _amount(before), _amount(after)
        found.setdefault((kind, key), {})[date.fromisoformat(month)] = amounts
    return found


def _stored(row: TargetRow, months: Sequence[date]) -> Mapping[date, Decimal]:
    found = SalesTarget.objects.filter(of_kind(row.kind, [row.key]), month__in=months).order_by("pk")
    return dict(found.values_list("month", "amount"))


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
