"""Writes requirements of a tender, many at once or one by one, and our answers."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.models import Tender, TenderDocument, TenderRequirement
from negoce.negotiation.rules.tender_file_values import MOST_PASTED, clean_requirement, read_pasted
from negoce.negotiation.words.tender_file import GAPS, say

_TEXTS = ("words", "answer", "proof")
_ANSWER = ("gap", "answer", "proof", "document")


def paste_requirements(actor: Actor, tender: Tender, *, lines: str, guard_reason: str = "") -> int:
    """Add the requirements pasted, one a line, after those that there are; returns how many.

    Nothing is kept unless every line can be. Raises NotAllowed, Refused on `lines`, FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    found = read_pasted(lines)
    if found.finding is not None:
        raise refuse_field("lines", say(found.finding))
    reason = guard_texts({"lines": "\n".join(each.words for each in found.rows)}, {}, guard_reason)
    with transaction.atomic():
        home = _home(actor, tender)
        first = _room(home, len(found.rows), "lines")
        TenderRequirement.objects.bulk_create(
            TenderRequirement(
                tender=home,
                position=first + place,
                reference=each.reference,
                words=each.words,
                is_mandatory=each.is_mandatory,
            )
            for place, each in enumerate(found.rows)
        )
        count = _("Exigences reprises : %(count)s") % {"count": len(found.rows)}
        _journal(actor, home, None, count, reason)
    return len(found.rows)


def save_requirement(
    actor: Actor,
    tender: Tender,
    row: TenderRequirement | None,
    *,
    given: Mapping[str, object],
    revision: int = 0,
    guard_reason: str = "",
) -> TenderRequirement:
    """Store a requirement and our answer; `document` is the public id of a document of the file.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _home(actor, tender)
        stored = TenderRequirement(tender=home) if row is None else _stored(home, row, revision)
        cleaned = clean_requirement(given)
        errors = {name: say(finding) for name, finding in cleaned.errors.items()}
        key = str(given.get("document") or "")[:12]
        document = TenderDocument.objects.filter(tender=home, public_id=key).first() if key else None
        if key and document is None:
            errors["document"] = _("Ce document n’est plus dans le dossier : choisissez-en un autre.")
        refuse_all(errors)
        values = {**cleaned.values, "document": document}
        before = {name: getattr(stored, name) for name in _TEXTS}
        reason = guard_texts({name: values[name] for name in _TEXTS}, before, guard_reason)
        told = None if row is None else _told(stored)
        answered = any(getattr(stored, name) != values[name] for name in _ANSWER)
        for name, value in values.items():
            setattr(stored, name, value)
        if answered:
            stored.answered_by_id, stored.answered_at = actor.user_id, timezone.now()
        if row is None:
            stored.position = _room(home, 1, "words")
        stored.revision += 1
        stored.save()
        _journal(actor, home, told, _told(stored), reason)
    return stored


def remove_requirement(actor: Actor, tender: Tender, row: TenderRequirement) -> None:
    """Take a requirement away with its answer; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _home(actor, tender)
        stored = TenderRequirement.objects.filter(pk=row.pk, tender=home).first()
        if stored is None:
            return
        told = _told(stored)
        stored.delete()
        _journal(actor, home, told, None)


def _home(actor: Actor, tender: Tender) -> Tender:
    home = visible_tender(actor, tender.pk)
    alone_with(Tender.objects.filter(pk=home.pk))
    return home


def _room(home: Tender, count: int, field: str) -> int:
    """The place of the first of so many more. Raises Refused when the tender has no room for them."""
    there = TenderRequirement.objects.filter(tender=home)
    if there.count() + count > MOST_PASTED:
        message = _("Un cahier des charges compte ici au plus %(most)s exigences : regroupez-en.")
        raise refuse_field(field, message % {"most": MOST_PASTED})
    last = there.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _stored(home: Tender, row: TenderRequirement, revision: int) -> TenderRequirement:
    stored = TenderRequirement.objects.filter(pk=row.pk, tender=home).select_related("document").first()
    if stored is None:
        raise Refused(_("Cette exigence n’est plus là. Rien n’a été changé."))
    if stored.revision != revision:
        message = _(
            "Cette exigence a changé entre-temps. Rien n’a été enregistré : fermez, relisez-la, puis recommencez."
        )
        raise Conflict(
            message,
            field="revision",
            current=stored.revision,
            subject=Subject("tender", home.pk, "requirement"),
        )
    return stored


def _told(row: TenderRequirement) -> str:
    name = " ".join(part for part in (row.reference, row.words[:80]) if part)
    return f"{name} ({GAPS[row.gap]})" if row.gap else name


def _journal(
    actor: Actor, home: Tender, before: str | None, after: str | None, guard_reason: str = ""
) -> None:
    if before == after and not guard_reason:
        return
    told = {"requirement": (before, after)}
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry("changed", "tender", home.pk, str(home)[:120], home.company_id, told))
