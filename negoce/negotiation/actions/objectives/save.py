"""Sets an objective of a deal, or changes it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, Objective
from negoce.negotiation.queries.objectives.readable import may_read_objective
from negoce.negotiation.rules.objective_values import TEXTS, clean_objective
from negoce.negotiation.rules.objectives import OF_MARGINS
from negoce.negotiation.words.objective import say

MOST = 9


def save_objective(
    actor: Actor,
    deal: Deal,
    row: Objective | None,
    *,
    given: Mapping[str, object],
    revision: int | None = None,
    guard_reason: str = "",
) -> Objective:
    """Store what was typed, by field name (`owner` is the key of a person); without `row`, one more objective.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        stored = _stored(actor, home, row, revision)
        kind = stored.metric
        given = {**given, "stored_due_on": stored.due_on}
        cleaned = clean_objective(given, timezone.localdate(), mark_of(actor.language))
        errors = {name: say(finding) for name, finding in cleaned.errors.items()}
        owner = _owner(given.get("owner"), stored.owner_id)
        if owner is None:
            errors["owner"] = say(Finding("objective.owner_needed"))
        if cleaned.values.get("metric") in OF_MARGINS and not actor.may_read(FieldGroup.MARGIN):
            errors["metric"] = say(Finding("objective.margin_hidden"))
        refuse_all(errors)
        values = {**cleaned.values, "owner_id": owner}
        texts = {name: values[name] for name in TEXTS}
        reason = guard_texts(texts, {name: getattr(stored, name) for name in TEXTS}, guard_reason)
        changed = {
            name: (getattr(stored, name), value)
            for name, value in values.items()
            if stored.pk is None or getattr(stored, name) != value
        }
        if not changed:
            return stored
        verb = "created" if stored.pk is None else "changed"
        for name, (_before, value) in changed.items():
            setattr(stored, name, value)
        stored.revision += 1
        stored.save()
        told = {name.removesuffix("_id"): pair for name, pair in changed.items() if pair[0] != pair[1]}
        told |= {"guard_reason": (None, reason)} if reason else {}
        kind = journal_kind(kind, stored.metric)
        record(actor, Entry(verb, kind, stored.pk, stored.words, home.company_id, told))
    return stored


def remove_objective(actor: Actor, deal: Deal, row: Objective) -> None:
    """Take an objective away; the journal keeps it. Raises NotAllowed, Refused for one that was reviewed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        stored = Objective.objects.select_for_update(of=("self",)).filter(deal=home, pk=row.pk).first()
        if stored is None:
            return
        check_readable(actor, stored)
        if stored.outcome:
            raise Refused(_("Cet objectif a été revu : il compte dans les résultats et reste."))
        key = stored.pk
        stored.delete()
        told = {"words": (stored.words, None)}
        record(actor, Entry("deleted", journal_kind(stored.metric), key, stored.words, home.company_id, told))


def journal_kind(*metrics: str) -> str:
    """Under what the journal tells of an objective: what it says of margins is for who reads them."""
    return "margin_objective" if OF_MARGINS.intersection(metrics) else "objective"


def check_readable(actor: Actor, row: Objective) -> None:
    """Raise NotAllowed for an objective that says what the actor may not read."""
    if not may_read_objective(actor, row):
        raise NotAllowed(say(Finding("objective.margin_hidden")))


def _stored(actor: Actor, deal: Deal, row: Objective | None, revision: int | None) -> Objective:
    if row is None:
        if deal.state != DealState.OPEN:
            raise Refused(_("Cette affaire est close : rouvrez-la pour préparer un autre entretien."))
        Deal.objects.select_for_update().only("pk").get(pk=deal.pk)
        if Objective.objects.filter(deal=deal, outcome="").count() >= MOST:
            raise Refused(
                _(
                    "Neuf objectifs attendent déjà : revoyez-en ou retirez-en un. Au-delà, rien n’est prioritaire."
                )
            )
        return Objective(deal=deal)
    stored = locked(deal, row, revision)
    check_readable(actor, stored)
    return stored


def locked(deal: Deal, row: Objective, revision: int | None) -> Objective:
    """The objective as it is stored now. Raises Conflict when it is gone, or not the one that was looked at."""
    stored = Objective.objects.select_for_update(of=("self",)).filter(deal=deal, pk=row.pk).first()
    if stored is None or (revision is not None and stored.revision != revision):
        message = _(
            "Cet objectif a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
        )
        raise Conflict(
            message,
            field="revision",
            current=stored.revision if stored else None,
            subject=Subject(journal_kind((stored or row).metric), row.pk),
        )
    return stored


def _owner(value: object, stored: int | None) -> int | None:
    text = str(value or "")
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    if key and key == stored:
        return key
    return User.objects.filter(pk=key, is_active=True).values_list("pk", flat=True).first()
