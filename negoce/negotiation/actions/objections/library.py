"""Writes an objection of the library, and takes one out of it with its answers (N7)."""

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
from negoce.negotiation.enums import ObjectionSubject
from negoce.negotiation.models import Objection
from negoce.negotiation.words.deal import say

WORDS_MAX = 200
_SECTOR_DIGITS = 2


def save_objection(
    actor: Actor,
    row: Objection | None,
    *,
    values: Mapping[str, str],
    motives: Sequence[str] = (),
    revision: int | None = None,
    guard_reason: str = "",
) -> Objection:
    """Add an objection, or change `row` as it was at `revision`.

    `values` as typed: `words`, `subject`, `product` (a code, or nothing), `sector` (two digits, or nothing). Raises
    NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    told = _checked(values, motives)
    stored = {"words": row.words if row is not None else ""}
    reason = guard_texts({"words": told["words"]}, stored, guard_reason)
    kept: dict[str, tuple[object, object]] = {"guard_reason": (None, reason)} if reason else {}
    with transaction.atomic():
        if row is None:
            saved = Objection.objects.create(**told)
            fresh = {name: (None, value) for name, value in told.items() if value}
            tell(actor, saved, "created", {**fresh, **kept})
            return saved
        before = Objection.objects.select_related("product").get(pk=row.pk)
        asked = Objection.objects.filter(
            pk=row.pk, revision=-1 if revision is None else revision, withdrawn_at__isnull=True
        )
        if not asked.update(**told, revision=F("revision") + 1):
            message = _("Cette objection a changé entre-temps. Rien n’a été enregistré : rouvrez-la.")
            raise Conflict(
                message, field="revision", current=before.revision, subject=Subject("objection", row.pk)
            )
        changes = {
            name: (getattr(before, name), value)
            for name, value in told.items()
            if getattr(before, name) != value
        }
        if changes:
            tell(actor, before, "changed", {**changes, **kept})
    return Objection.objects.get(pk=row.pk)


def withdraw_objection(actor: Actor, row: Objection) -> bool:
    """Take an objection out of the library; what was heard of it stays counted. Raises NotAllowed."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with transaction.atomic():
        here = Objection.objects.filter(pk=row.pk, withdrawn_at__isnull=True)
        if not here.update(withdrawn_at=timezone.now(), revision=F("revision") + 1):
            return False
        tell(actor, row, "deleted", {})
    return True


def tell(actor: Actor, row: Objection, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    """Write what changed of an objection into the journal."""
    told = {name: (_plain(before), _plain(after)) for name, (before, after) in changes.items()}
    record(actor, Entry(verb, "objection", row.pk, row.words, changes=told))


def _checked(values: Mapping[str, str], motives: Sequence[str]) -> dict[str, object]:
    errors = {}
    words = clean_line(values.get("words", ""), WORDS_MAX)
    if words.finding is not None:
        errors["words"] = say(words.finding)
    elif not words.value:
        errors["words"] = _("Écrivez l’objection comme les clients la disent.")
    subject = values.get("subject", "")
    if subject not in set(ObjectionSubject):
        errors["subject"] = _("Dites sur quoi elle porte.")
    sector = values.get("sector", "").strip()
    if sector and not (sector.isascii() and sector.isdigit() and len(sector) == _SECTOR_DIGITS):
        errors["sector"] = _("Deux chiffres : les premiers du code APE, 47 pour le commerce de détail.")
    code = values.get("product", "").strip()
    product = Product.objects.filter(code=code).first() if code else None
    if code and product is None:
        errors["product"] = _("Aucun produit ne porte cette référence.")
    refuse_all(errors)
    return {
        "words": words.value,
        "subject": subject,
        "sector": sector,
        "product": product,
        "motives": [each.value for each in PurchaseMotive if each.value in motives],
    }


def _plain(value: object) -> object:
    if isinstance(value, list):
        return ", ".join(value)
    return value.code if isinstance(value, Product) else value
