"""Writes a block of the library of pitches, and takes one out of it (N8)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.models import Product
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.models import PitchBlock
from negoce.negotiation.rules.pitch import clean_block
from negoce.negotiation.words.pitch import say

_TEXTS = ("title", "words")


def save_block(
    actor: Actor,
    row: PitchBlock | None,
    *,
    given: Mapping[str, object],
    revision: int | None = None,
    guard_reason: str = "",
) -> PitchBlock:
    """Add a block, or change `row` as it was at `revision`; `product` in `given` is a product's code, or empty.

    Deals that tell it in their own words keep them. Raises NotAllowed, Refused, FreeTextRefused, Conflict.
    """
    require(actor, Permission.EDIT)
    told = _checked(given)
    with transaction.atomic():
        before = PitchBlock() if row is None else PitchBlock.objects.select_related("product").get(pk=row.pk)
        texts = {name: told[name] for name in _TEXTS}
        reason = guard_texts(texts, {name: getattr(before, name) for name in _TEXTS}, guard_reason)
        changes = {
            name: (_plain(getattr(before, name)), _plain(value))
            for name, value in told.items()
            if getattr(before, name) != value
        }
        changes |= {"guard_reason": (None, reason)} if reason else {}
        if row is None:
            saved = PitchBlock.objects.create(**told)
            record(actor, Entry("created", "pitch_block", saved.pk, saved.title, None, changes))
            return saved
        seen = -1 if revision is None else revision
        asked = PitchBlock.objects.filter(pk=row.pk, revision=seen, withdrawn_at__isnull=True)
        if not asked.update(**told, revision=F("revision") + 1):
            message = _("Ce bloc a changé entre-temps. Rien n’a été enregistré : rouvrez-le.")
            raise Conflict(
                message, field="revision", current=before.revision, subject=Subject("pitch_block", row.pk)
            )
        if changes:
            record(actor, Entry("changed", "pitch_block", before.pk, before.title, None, changes))
    return PitchBlock.objects.get(pk=row.pk)


def withdraw_block(actor: Actor, row: PitchBlock) -> bool:
    """Take a block out of the library; the deals that tell it keep it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        here = PitchBlock.objects.filter(pk=row.pk, withdrawn_at__isnull=True)
        if not here.update(withdrawn_at=timezone.now(), revision=F("revision") + 1):
            return False
        record(actor, Entry("deleted", "pitch_block", row.pk, row.title, None, {}))
    return True


def _checked(given: Mapping[str, object]) -> dict[str, object]:
    cleaned = clean_block(given)
    errors = {name: say(finding) for name, finding in cleaned.errors.items()}
    code = str(given.get("product", "") or "").strip()
    product = Product.objects.filter(code=code).first() if code else None
    if code and product is None:
        errors["product"] = _("Aucun produit ne porte cette référence.")
    refuse_all(errors)
    return {**cleaned.values, "product": product}


def _plain(value: object) -> object:
    return value.code if isinstance(value, Product) else value
