"""Decides whether a tender is answered, on nine notes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.value_cleaning import clean_amount, clean_choice, clean_line
from negoce.identity.actions.alone import alone_with
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.tenders.checks import visible_tender
from negoce.negotiation.actions.tenders.store import after_change
from negoce.negotiation.models import Tender, TenderDecision
from negoce.negotiation.rules.tender_days import RUNNING
from negoce.negotiation.rules.tender_go import HIGHEST, NOTES, GoAsked, decide, go_no_go
from negoce.negotiation.words.tender import say

REASON_MAX = 500
OVERRULES = Permission.APPROVE_QUOTES


def decide_tender(
    actor: Actor, tender: Tender, *, given: Mapping[str, str], seen: int | None = None, guard_reason: str = ""
) -> TenderDecision:
    """Keep nine notes as typed, `decision` (see GoAsked) and `reason`; the latest decision stands.

    `seen` is the key of the decision that stood when they were noted, 0 for none. Raises NotAllowed, Refused with the
    faulty fields or once nothing is to be handed in, FreeTextRefused, Conflict when somebody decided meanwhile.
    """
    require(actor, Permission.EDIT)
    notes = _notes(actor, given)
    found = go_no_go(notes).value
    asked = clean_choice(given.get("decision"), GoAsked)
    reason = clean_line(given.get("reason"), REASON_MAX)
    refuse_all(
        {
            name: say(parsed.finding)
            for name, parsed in (("decision", asked), ("reason", reason))
            if parsed.finding is not None
        }
    )
    words = reason.value or ""
    decided = decide(
        GoAsked(asked.value or GoAsked.FOLLOW),
        advised=found.go,
        may_overrule=actor.may(OVERRULES),
        reason=words,
    )
    if decided.finding is not None:
        field = "reason" if decided.finding.code == "go.reason_needed" else "decision"
        refuse_all({field: say(decided.finding)})
    kept = guard_texts({"reason": words}, {}, guard_reason)
    with transaction.atomic():
        # Held: it brings the tasks of the tender in step, and tells what was decided before.
        alone_with(Tender.objects.filter(pk=tender.pk))
        row = visible_tender(actor, tender.pk)
        before = _standing(row, seen)
        stored = TenderDecision.objects.create(
            tender=row,
            notes={name: str(note) for name, note in notes.items()},
            mean=found.mean,
            advised=found.go,
            go=bool(decided.value),
            reason=words,
            decided_by_id=actor.user_id,
        )
        told = {"go": (before.go if before is not None else None, stored.go), "mean": (None, stored.mean)}
        after_change(actor, row, "decided", told, kept)
    return stored


def _standing(row: Tender, seen: int | None) -> TenderDecision | None:
    if row.stage not in RUNNING:
        raise Refused(_("L’offre est remise ou le résultat connu : il n’y a plus à décider d’y répondre."))
    last = TenderDecision.objects.filter(tender=row).order_by("-id").first()
    key = last.pk if last is not None else 0
    if seen is not None and seen != key:
        message = _(
            "Quelqu’un a décidé entre-temps. Rien n’a été enregistré : relisez sa décision, puis recommencez."
        )
        raise Conflict(message, field="seen", current=key, subject=Subject("tender", row.pk, "go"))
    return last


def _notes(actor: Actor, given: Mapping[str, str]) -> Mapping[str, Decimal]:
    notes, errors = {}, {}
    for name in NOTES:
        read = clean_amount(given.get(name), HIGHEST, mark_of(actor.language))
        if read.finding is not None:
            errors[name] = _("De 0 à 10.")
        elif read.value is None:
            errors[name] = _("Il faut les neuf notes.")
        else:
            notes[name] = read.value
    refuse_all(errors)
    return notes
