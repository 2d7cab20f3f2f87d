"""Keeps the questions asked of a buyer and its answers, and takes one back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.models import Tender, TenderQuestion
from negoce.negotiation.rules.tender_question import clean_question
from negoce.negotiation.words.tender import say

_TEXTS = ("question", "answer")


def save_question(
    actor: Actor,
    tender: Tender,
    *,
    given: Mapping[str, object],
    asked_by: User | None,
    public_id: str = "",
    revision: int = 0,
    guard_reason: str = "",
) -> TenderQuestion:
    """Keep one more question, or change that of `public_id`; `asked_by` is None for another candidate's.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    cleaned = clean_question(given, timezone.localdate())
    refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
    values = {**cleaned.values, "asked_by_id": asked_by.pk if asked_by is not None else None}
    with transaction.atomic():
        home = visible_tender(actor, tender.pk)
        stored = _stored(home, public_id) if public_id else None
        texts = {name: values[name] for name in _TEXTS}
        before = {name: getattr(stored, name) if stored is not None else "" for name in _TEXTS}
        reason = guard_texts(texts, before, guard_reason)
        if stored is None:
            kept = TenderQuestion.objects.create(tender=home, **values)
            _tell(actor, home, {"question": (None, kept.question)}, reason)
            return kept
        same = TenderQuestion.objects.filter(pk=stored.pk, revision=revision)
        if not same.update(**values, revision=F("revision") + 1):
            message = _(
                "Cette question a changé entre-temps. Rien n’a été enregistré : fermez, relisez-la, puis recommencez."
            )
            raise Conflict(
                message,
                field="revision",
                current=stored.revision,
                subject=Subject("tender", home.pk, "question"),
            )
        told = {
            name.removesuffix("_id"): (getattr(stored, name), value)
            for name, value in values.items()
            if getattr(stored, name) != value
        }
        if told:
            _tell(actor, home, told, reason)
        stored.refresh_from_db()
    return stored


def withdraw_question(actor: Actor, tender: Tender, public_id: str) -> None:
    """Take back a question written by mistake; nothing when it is gone already. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_tender(actor, tender.pk)
        stored = TenderQuestion.objects.filter(tender=home, public_id=public_id).first()
        if stored is not None:
            stored.delete()
            _tell(actor, home, {"question": (stored.question, None)}, "")


def _stored(home: Tender, public_id: str) -> TenderQuestion:
    stored = TenderQuestion.objects.filter(tender=home, public_id=public_id).first()
    if stored is None:
        raise NotAllowed(_("Cette question n’est plus là. Rien n’a été changé."))
    return stored


def _tell(actor: Actor, home: Tender, told: Mapping[str, tuple[object, object]], reason: str) -> None:
    if reason:
        told = {**told, "guard_reason": (None, reason)}
    record(actor, Entry("changed", "tender", home.pk, home.name, home.company_id, told))
