"""Writes an answer to an objection of the library, and takes one out (N7)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.objections.library import tell
from negoce.negotiation.enums import AnswerTechnique
from negoce.negotiation.models import Objection, ObjectionAnswer
from negoce.negotiation.words.deal import say

LIMITS = {"words": 500, "proof": 300}


def save_answer(
    actor: Actor,
    objection: Objection,
    row: ObjectionAnswer | None,
    *,
    values: Mapping[str, str],
    revision: int | None = None,
    guard_reason: str = "",
) -> ObjectionAnswer:
    """Add an answer to an objection, or change `row` as it was at `revision`.

    `values` as typed: `technique`, `words`, `proof`. Raises NotAllowed, Refused with the faulty fields,
    FreeTextRefused, Conflict.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    told = _checked(values)
    stored = {name: getattr(row, name) if row is not None else "" for name in LIMITS}
    reason = guard_texts({name: told[name] for name in LIMITS}, stored, guard_reason)
    kept: dict[str, tuple[object, object]] = {"guard_reason": (None, reason)} if reason else {}
    with transaction.atomic():
        if row is None:
            saved = ObjectionAnswer.objects.create(objection=objection, **told)
            tell(actor, objection, "changed", {"answer": (None, saved.words), **kept})
            return saved
        before = ObjectionAnswer.objects.get(pk=row.pk)
        asked = ObjectionAnswer.objects.filter(
            pk=row.pk, revision=-1 if revision is None else revision, withdrawn_at__isnull=True
        )
        if not asked.update(**told, revision=F("revision") + 1):
            message = _("Cette réponse a changé entre-temps. Rien n’a été enregistré : rouvrez-la.")
            raise Conflict(
                message,
                field="revision",
                current=before.revision,
                subject=Subject("objection", row.objection_id),
            )
        if before.words != told["words"] or kept:
            tell(actor, objection, "changed", {"answer": (before.words, told["words"]), **kept})
    return ObjectionAnswer.objects.get(pk=row.pk)


def withdraw_answer(actor: Actor, objection: Objection, row: ObjectionAnswer) -> bool:
    """Take an answer out of the library; what it gave stays counted in the house. Raises NotAllowed."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with transaction.atomic():
        here = ObjectionAnswer.objects.filter(pk=row.pk, withdrawn_at__isnull=True)
        if not here.update(withdrawn_at=timezone.now(), revision=F("revision") + 1):
            return False
        tell(actor, objection, "changed", {"answer": (row.words, None)})
    return True


def _checked(values: Mapping[str, str]) -> dict[str, str]:
    told, errors = {}, {}
    for name, limit in LIMITS.items():
        parsed = clean_line(values.get(name, ""), limit)
        if parsed.finding is not None:
            errors[name] = say(parsed.finding)
        told[name] = parsed.value or ""
    if not told["words"] and "words" not in errors:
        errors["words"] = _("Écrivez la réponse comme elle se dit.")
    told["technique"] = values.get("technique", "")
    if told["technique"] not in set(AnswerTechnique):
        errors["technique"] = _("Choisissez la façon de répondre.")
    refuse_all(errors)
    return told
