"""Writes an argument of the library, and takes one out of it (N7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.models import Product
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.enums import PurchaseMotive
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.models import Argument
from negoce.negotiation.words.deal import say

LIMITS = {"characteristic": 200, "advantage": 200, "benefit": 300, "proof": 300}


def save_argument(
    actor: Actor,
    row: Argument | None,
    *,
    values: Mapping[str, str],
    motives: Sequence[str],
    revision: int | None = None,
    guard_reason: str = "",
) -> Argument:
    """Add an argument, or change `row` as it was at `revision`; `product` in `values` is a product's code, or empty.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    told = _checked(values, motives)
    stored = {name: getattr(row, name) if row is not None else "" for name in LIMITS}
    reason = guard_texts({name: told[name] for name in LIMITS}, stored, guard_reason)
    kept: dict[str, tuple[object, object]] = {"guard_reason": (None, reason)} if reason else {}
    with transaction.atomic():
        if row is None:
            saved = Argument.objects.create(**told)
            fresh = {name: (None, value) for name, value in told.items() if value}
            _journal(actor, saved, "created", {**fresh, **kept})
            return saved
        before = Argument.objects.select_related("product").get(pk=row.pk)
        changes = {
            name: (getattr(before, name), value)
            for name, value in told.items()
            if getattr(before, name) != value
        }
        asked = Argument.objects.filter(
            pk=row.pk, revision=-1 if revision is None else revision, withdrawn_at__isnull=True
        )
        if not asked.update(**told, revision=F("revision") + 1):
            message = _("Cet argument a changé entre-temps. Rien n’a été enregistré : rouvrez-le.")
            raise Conflict(
                message, field="revision", current=before.revision, subject=Subject("argument", row.pk)
            )
        if changes:
            _journal(actor, before, "changed", {**changes, **kept})
    return Argument.objects.get(pk=row.pk)


def withdraw_argument(actor: Actor, row: Argument) -> bool:
    """Take an argument out of the library; what it gave stays counted. Raises NotAllowed."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with transaction.atomic():
        here = Argument.objects.filter(pk=row.pk, withdrawn_at__isnull=True)
        if not here.update(withdrawn_at=timezone.now(), revision=F("revision") + 1):
            return False
        _journal(actor, row, "deleted", {})
    return True


def _checked(values: Mapping[str, str], motives: Sequence[str]) -> dict[str, object]:
    told: dict[str, object] = {}
    errors = {}
    for name, limit in LIMITS.items():
        parsed = clean_line(values.get(name, ""), limit)
        if parsed.finding is not None:
            errors[name] = say(parsed.finding)
        told[name] = parsed.value or ""
    if not told["characteristic"] and "characteristic" not in errors:
        errors["characteristic"] = _("Dites ce que le produit ou le service a de particulier.")
    if not told["benefit"] and "benefit" not in errors:
        errors["benefit"] = _("Dites ce que le client y gagne : c’est ce qui le convainc.")
    told["motives"] = [each.value for each in PurchaseMotive if each.value in motives]
    if not told["motives"]:
        errors["motives"] = _("Choisissez au moins un mobile : c’est lui qui fait proposer l’argument.")
    code = values.get("product", "").strip()
    told["product"] = Product.objects.filter(code=code).first() if code else None
    if code and told["product"] is None:
        errors["product"] = _("Aucun produit ne porte cette référence.")
    refuse_all(errors)
    return told


def _journal(actor: Actor, row: Argument, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    told = {name: (_plain(before), _plain(after)) for name, (before, after) in changes.items()}
    record(actor, Entry(verb, "argument", row.pk, row.characteristic, changes=told))


def _plain(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(value)
    return value.code if isinstance(value, Product) else value
