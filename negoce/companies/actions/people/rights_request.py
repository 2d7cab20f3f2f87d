"""Notes a person's request about their data, extends its delay, closes it (R-G2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.enums import ActivityKind, ActivityState, Channel, RightsKind, RightsState
from negoce.companies.models import Contact, RightsRequest
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.rights_requests import visible_requests
from negoce.companies.rules.privacy.rights_request import answer_due, may_extend
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs
from negoce.companies.words.choices import choice_label
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding, Parsed
from negoce.kit.refusal import Conflict, Refused, refuse_field

FIELDS = ("name", "kind", "received_on", "received_through", "identity_note", "details")
_AHEAD = timedelta(days=3)
_CLOSED = (RightsState.DONE, RightsState.REFUSED, RightsState.WITHDRAWN)


def note_request(
    actor: Actor, contact: Contact | None, *, values: Mapping[str, object], handler: int | None = None
) -> RightsRequest:
    """Note a request and give whoever handles it a task for its last day; without a record, `name` is needed.

    Raises NotAllowed, and Refused with the faulty fields.
    """
    require_privacy(actor)
    today = timezone.localdate()
    cleaned = _cleaned(values, today)
    with transaction.atomic():
        person = visible_contact(actor, contact.pk) if contact is not None else None
        if person is not None:
            cleaned["name"] = person.full_name
        elif not cleaned["name"]:
            raise refuse_field("name", _("Dites de qui vient la demande."))
        row = RightsRequest.objects.create(
            **cleaned,
            contact=person,
            due_on=answer_due(cleaned["received_on"]).due_on,
            handler_id=handler or actor.user_id,
            created_by_id=actor.user_id,
        )
        _tell(actor, row, "created", {"kind": (None, row.kind), "due_on": (None, row.due_on)})
        if actor.may(Permission.CREATE):
            # Some days before: a deadline that is read on its last day is missed.
            _ask(actor, row, max(today, row.due_on - _AHEAD))
    return row


def extend_request(actor: Actor, request: RightsRequest, *, reason: str) -> RightsRequest:
    """Take the two more months of a complex request, told to the person today. Raises NotAllowed, Refused."""
    today = timezone.localdate()
    why = clean_line(reason, 300)
    refuse_findings({"extension_reason": why.finding} if why.finding is not None else {})
    if not why.value:
        raise refuse_field("extension_reason", _("La raison se dit à la personne, et se garde."))
    with transaction.atomic():
        row = _open(actor, request)
        if row.extended_on is not None:
            raise Refused(_("Cette demande est déjà prolongée : il n’y a pas d’autre délai."))
        if not may_extend(row.received_on, today):
            raise Refused(_("Le premier mois est passé : le délai ne se prolonge plus."))
        before = row.due_on
        row.due_on = answer_due(row.received_on, complex_request=True).due_on
        row.extended_on, row.extension_reason = today, why.value
        row.revision += 1
        row.save()
        _tell(actor, row, "updated", {"due_on": (before, row.due_on), "extension_reason": (None, why.value)})
    return row


def close_request(
    actor: Actor, request: RightsRequest, *, values: Mapping[str, object], revision: int | None = None
) -> RightsRequest:
    """Say how a request ended: `state`, `answered_on` (today when empty), `answer`; a refusal says why.

    Raises NotAllowed, Conflict, and Refused with the faulty fields.
    """
    today = timezone.localdate()
    state, answer = (
        clean_choice(values.get("state"), RightsState),
        clean_paragraphs(values.get("answer"), 2000),
    )
    day = parse_day(str(values.get("answered_on") or ""), today, forward=False)
    errors = {"state": state.finding, "answer": answer.finding, "answered_on": day.finding}
    refuse_findings({name: finding for name, finding in errors.items() if finding is not None})
    if state.value not in {each.value for each in _CLOSED}:
        raise refuse_field("state", _("Dites comment la demande s’est terminée."))
    if state.value == RightsState.REFUSED and not answer.value:
        raise refuse_field(
            "answer", _("Un refus se motive, et dit à la personne qu’elle peut saisir la CNIL.")
        )
    with transaction.atomic():
        row = _open(actor, request)
        if revision is not None and revision != row.revision:
            message = _("Quelqu’un a modifié cette demande entre-temps. Rouvrez-la, puis recommencez.")
            raise Conflict(message, field="answer", current=row.answer)
        answered = day.value or today
        if not row.received_on <= answered <= today:
            raise refuse_field("answered_on", _("La réponse est entre la réception et aujourd’hui."))
        row.state, row.answered_on, row.answer = str(state.value), answered, answer.value or ""
        row.revision += 1
        row.save()
        _tell(actor, row, "updated", {"state": (RightsState.OPEN.value, row.state)})
    return row


def _cleaned(values: Mapping[str, object], today: date) -> dict[str, Any]:
    name, details = clean_line(values.get("name"), 161), clean_paragraphs(values.get("details"), 2000)
    kind, through = (
        clean_choice(values.get("kind"), RightsKind),
        clean_choice(values.get("received_through"), Channel),
    )
    identity = clean_line(values.get("identity_note"), 200)
    day = parse_day(str(values.get("received_on") or ""), today, forward=False)
    read: dict[str, Parsed[Any]] = {
        "name": name,
        "details": details,
        "kind": kind,
        "received_through": through,
        "identity_note": identity,
        "received_on": day,
    }
    errors = {field: parsed.finding for field, parsed in read.items() if parsed.finding is not None}
    if "kind" not in errors and not kind.value:
        errors["kind"] = Finding("text.required")
    if day.value is not None and day.value > today:
        errors["received_on"] = Finding("declared.day_to_come")
    refuse_findings(errors)
    cleaned = {field: parsed.value or "" for field, parsed in read.items()}
    cleaned["received_on"] = day.value or today
    cleaned["received_through"] = through.value or Channel.EMAIL.value
    return cleaned


def _ask(actor: Actor, row: RightsRequest, day: date) -> None:
    """A task that names nobody: whoever sees the company is not told who asked what."""
    subject = _("Répondre à une demande RGPD : %(kind)s") % {
        "kind": choice_label(RightsKind, row.kind).lower()
    }
    create_activity(
        actor,
        company=row.contact.company if row.contact is not None else None,
        values={
            "kind": ActivityKind.TASK.value,
            "state": ActivityState.PLANNED.value,
            "subject": subject,
            "starts_at": day,
            "owner": row.handler_id,
        },
    )


def _open(actor: Actor, request: RightsRequest) -> RightsRequest:
    row = visible_requests(actor).filter(pk=request.pk).first()
    if row is None:
        raise NotAllowed(
            _("Cette demande n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
        )
    if row.state != RightsState.OPEN.value:
        raise Refused(_("Cette demande est déjà close."))
    return row


def _tell(actor: Actor, row: RightsRequest, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    company = row.contact.company_id if row.contact is not None else None
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="rights_request",
            subject_id=row.pk,
            subject_name=choice_label(RightsKind, row.kind),
            company_key=company,
            changes=changes,
        ),
    )
