"""Writes the yearly sales action plan: an action, its end, last year's taken up again (S7)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.enums import OriginChannel
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Conflict, Refused
from negoce.portfolio.enums import LifeStatus, PlanPart
from negoce.portfolio.models import PlannedAction
from negoce.portfolio.queries.whole_house import require_house

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST = Decimal(10) ** 11
MOST_ACTIONS = 500
AMOUNTS = ("budget", "expected_margin", "actual_cost", "actual_margin")
# What only who reads margins reads, and so writes.
MARGINS = ("expected_margin", "actual_cost", "actual_margin")
COUNTS = ("expected_customers", "actual_customers")
# A margin may be lost; nothing else is below zero.
_SIGNED = frozenset({"expected_margin", "actual_margin"})
FIELDS = (
    "name", "part", "status", "segment", "channel", "owner", "first_month", "last_month", "note", *AMOUNTS, *COUNTS,
)  # fmt: skip


def save_action(
    actor: Actor,
    action: PlannedAction | None,
    *,
    year: int,
    values: Mapping[str, str],
    revision: int = 0,
    reason: str = "",
) -> PlannedAction:
    """Add an action to the plan of a year, or change it; `values` are texts as typed.

    Raises NotAllowed, Refused with every faulty field, FreeTextRefused, and Conflict when it changed since `revision`.
    """
    require_house(actor)
    columns = _checked(actor, values)
    if not actor.may_read(FieldGroup.MARGIN):
        columns = {name: value for name, value in columns.items() if name not in MARGINS}
    guard_texts({"note": columns["note"]}, {} if action is None else {"note": action.note}, reason)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Cette année est hors de portée. Rien n’a été enregistré."))
    with transaction.atomic():
        if action is None:
            if PlannedAction.objects.filter(year=year).count() >= MOST_ACTIONS:
                raise Refused(_("Un plan tient %(most)s actions au plus.") % {"most": MOST_ACTIONS})
            row = PlannedAction.objects.create(year=year, **columns)
            told = {name: (None, _told(value)) for name, value in columns.items() if value not in ("", None)}
            _journal(actor, row, "created", told)
            return row
        return _change(actor, action, columns, revision)


def remove_action(actor: Actor, action: PlannedAction) -> None:
    """Take an action out of the plan; the journal keeps it. Raises NotAllowed."""
    require_house(actor)
    with transaction.atomic():
        row = PlannedAction.objects.filter(pk=action.pk).select_related("owner").first()
        if row is None:
            raise NotAllowed(_("Cette action n’existe plus. Rien n’a été changé."))
        told = {name: (_told(getattr(row, name)), None) for name in FIELDS if getattr(row, name)}
        _journal(actor, row, "deleted", told)
        row.delete()


def copy_plan(actor: Actor, *, year: int) -> int:
    """Take up the actions of the year before, without what came of them; returns how many.

    Actions whose name stands in the plan already are left out. Raises NotAllowed, and Refused with nothing to copy.
    """
    require_house(actor)
    with transaction.atomic():
        there = set(PlannedAction.objects.filter(year=year).order_by().values_list("name", flat=True))
        past = PlannedAction.objects.filter(year=year - 1).exclude(name__in=there).order_by("pk")
        rows = [
            PlannedAction(
                year=year, name=each.name, part=each.part, status=each.status, segment=each.segment,
                channel=each.channel, owner_id=each.owner_id, first_month=each.first_month,
                last_month=each.last_month, budget=each.budget, expected_customers=each.expected_customers,
                expected_margin=each.expected_margin, note=each.note,
            )
            for each in past[: MOST_ACTIONS - len(there)]
        ]  # fmt: skip
        if not rows:
            raise Refused(_("L’année %(year)s n’a pas d’action à copier.") % {"year": year - 1})
        PlannedAction.objects.bulk_create(rows)
        entry = Entry("created", "sales_plan", None, str(year), changes={"copied": (None, len(rows))})
        record(actor, entry)
    return len(rows)


def _change(
    actor: Actor, action: PlannedAction, columns: Mapping[str, object], revision: int
) -> PlannedAction:
    row = PlannedAction.objects.select_related("owner").filter(pk=action.pk).first()
    if row is None:
        raise NotAllowed(_("Cette action n’existe plus. Rien n’a été changé."))
    changes = {
        name: (_told(getattr(row, name)), _told(value))
        for name, value in columns.items()
        if getattr(row, name) != value
    }
    if not changes:
        return row
    kept = {name: columns[name] for name in changes}
    # Whoever wrote since raised the revision: this write then finds no row.
    done = PlannedAction.objects.filter(pk=row.pk, revision=revision).update(**kept, revision=revision + 1)
    if not done:
        raise Conflict(
            _("Quelqu’un d’autre a changé cette action entre-temps. Rien n’a été enregistré."),
            field="name",
            current=row.name,
        )
    _journal(actor, row, "changed", changes)
    for name, value in kept.items():
        setattr(row, name, value)
    row.revision = revision + 1
    return row


def _checked(actor: Actor, values: Mapping[str, str]) -> dict[str, object]:
    faults: dict[str, list[str]] = {}
    columns: dict[str, object] = {
        "name": " ".join(values.get("name", "").split())[:160],
        "segment": " ".join(values.get("segment", "").split())[:160],
        "note": values.get("note", "").strip()[:2_000],
    }
    if not columns["name"]:
        faults["name"] = [_("Donnez un nom à cette action.")]
    for name, known, needed in (
        ("part", set(PlanPart), True), ("status", set(LifeStatus), False), ("channel", set(OriginChannel), False)
    ):  # fmt: skip
        value = values.get(name, "")
        if value not in known and (needed or value):
            faults[name] = [_("Choisissez dans la liste.")]
        columns[name] = value
    columns["owner"] = _owner(values.get("owner", ""), faults)
    _months(values, columns, faults)
    for name in (*AMOUNTS, *COUNTS):
        columns[name] = _number(actor, name, values.get(name, ""), faults)
    if faults:
        raise Refused(_("Une valeur est à corriger. Rien n’a été enregistré."), fields=faults)
    return columns


def _owner(public_id: str, faults: dict[str, list[str]]) -> User | None:
    if not public_id:
        return None
    found = User.objects.filter(public_id=public_id, is_active=True).first()
    if found is None:
        faults["owner"] = [_("Cette personne n’existe pas ou ne peut plus se connecter.")]
    return found


def _months(values: Mapping[str, str], columns: dict[str, object], faults: dict[str, list[str]]) -> None:
    found = []
    for name in ("first_month", "last_month"):
        text = values.get(name, "")
        month = int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0
        if not 1 <= month <= 12:
            faults[name] = [_("Choisissez un mois.")]
        found.append(month)
        columns[name] = month
    if not faults.keys() & {"first_month", "last_month"} and found[1] < found[0]:
        faults["last_month"] = [_("Le dernier mois vient avant le premier.")]


def _number(actor: Actor, name: str, text: str, faults: dict[str, list[str]]) -> Decimal | int | None:
    parsed = parse_decimal(text[:60], mark_of(actor.language))
    if parsed.refused:
        faults[name] = [_("« %(text)s » n’est pas un nombre.") % {"text": text[:40]}]
        return None
    value = parsed.value
    if value is None:
        return None
    lowest = -MOST if name in _SIGNED else Decimal(0)
    whole = value == value.to_integral_value()
    if not lowest <= value <= (Decimal(10_000_000) if name in COUNTS else MOST):
        faults[name] = [_("Cette valeur est hors de portée.")]
        return None
    if name in COUNTS:
        if not whole:
            faults[name] = [_("Donnez un nombre entier de clients.")]
        return int(value)
    return value.quantize(Decimal("0.01"))


def _told(value: object) -> object:
    return value.full_name if isinstance(value, User) else value


def _journal(
    actor: Actor, row: PlannedAction, verb: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    name = f"{row.name} ({row.year})"
    record(actor, Entry(verb, "planned_action", row.pk, name, changes=changes))
