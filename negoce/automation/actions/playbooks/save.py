"""Writes playbooks and their steps (L5)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.automation.actions.playbooks.switch import tell
from negoce.automation.enums import StepKind
from negoce.automation.models import Playbook, PlaybookStep, SegmentOffer
from negoce.automation.playbook_words import playbook_name, step_body, step_code, step_subject
from negoce.automation.rules.playbook_values import clean_playbook, clean_step
from negoce.companies.actions.company_checks import refuse_findings
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import MessageTemplate
from negoce.portfolio.queries.whole_house import require_house

MOST_STEPS = 20


def save_playbook(
    actor: Actor, playbook: Playbook | None, *, values: Mapping[str, object], revision: int | None = None
) -> Playbook:
    """Make a playbook, switched off, or change one. `values` as `clean_playbook` reads them, and `owner`.

    The status of one that began with companies does not change. Raises NotAllowed, Conflict, Refused.
    """
    require_house(actor)
    cleaned, errors = clean_playbook(values)
    refuse_findings(errors)
    with transaction.atomic():
        row = Playbook() if playbook is None else Playbook.objects.select_for_update().get(pk=playbook.pk)
        if playbook is not None and revision is not None and revision != row.revision:
            message = _("Quelqu’un a modifié ce scénario entre-temps. Rouvrez-le, puis recommencez.")
            raise Conflict(message, field="name", current=playbook_name(row))
        if playbook is not None and cleaned["status"] != row.status and row.runs.exists():
            raise refuse_field(
                "status", _("Ce scénario a déjà commencé : faites-en un autre pour ce statut.")
            )
        before = {name: getattr(row, name) for name in cleaned}
        if row.key and cleaned["name"] == playbook_name(row):
            # The house's own words stay in every language until somebody writes others.
            cleaned = {**cleaned, "name": row.name}
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.owner = _person(values.get("owner"))
        row.revision += 1
        row.save()
        changes: dict[str, tuple[object, object]] = {
            name: (before[name], value) for name, value in cleaned.items() if before[name] != value
        }
        tell(actor, row, "created" if playbook is None else "updated", changes)
    return row


def save_step(
    actor: Actor, playbook: Playbook, step: PlaybookStep | None, *, values: Mapping[str, object]
) -> PlaybookStep:
    """Add a step or change one; `values` as `clean_step` reads them, `template`, `assignee` and `offer` as records.

    Raises NotAllowed; Refused for faulty fields, a message without a template, too many steps.
    """
    require_house(actor)
    cleaned, errors = clean_step(values)
    refuse_findings(errors)
    template = values.get("template")
    is_message = cleaned["kind"] == StepKind.MESSAGE.value
    if is_message and not _fits(template):
        raise refuse_field("template", _("Choisissez le modèle de message à envoyer."))
    with transaction.atomic():
        house = Playbook.objects.select_for_update().get(pk=playbook.pk)
        kept = PlaybookStep.objects.filter(playbook=house, removed_at__isnull=True)
        if step is None and kept.count() >= MOST_STEPS:
            raise Refused(_("Un scénario a au plus %(count)s étapes.") % {"count": MOST_STEPS})
        row = PlaybookStep(playbook=house) if step is None else kept.get(pk=step.pk)
        if row.key and (cleaned["subject"], cleaned["body"]) == (
            step_subject(house, row),
            step_body(house, row),
        ):
            cleaned = {**cleaned, "subject": row.subject, "body": row.body}
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.template = template if is_message and isinstance(template, MessageTemplate) else None
        row.automatic = bool(cleaned["automatic"]) and is_message
        row.assignee = _person(values.get("assignee"))
        offer = values.get("offer")
        row.offer = offer if isinstance(offer, SegmentOffer) else None
        row.save()
        told = "step_added" if step is None else "step_changed"
        tell(actor, house, "updated", {told: (None, step_code(house, row))})
    return row


def remove_step(actor: Actor, step: PlaybookStep) -> None:
    """Take a step out: it is taken no more, what it made stays. Raises NotAllowed."""
    require_house(actor)
    with transaction.atomic():
        row = PlaybookStep.objects.select_for_update().select_related("playbook").get(pk=step.pk)
        if row.removed_at is None:
            row.removed_at = timezone.now()
            row.save(update_fields=["removed_at"])
            tell(actor, row.playbook, "updated", {"step_removed": (step_code(row.playbook, row), None)})


def _person(value: object) -> User | None:
    if not isinstance(value, User):
        return None
    if not value.is_active:
        raise refuse_field("owner", _("Cette personne n’existe pas ou ne peut plus se connecter."))
    return value


def _fits(template: object) -> bool:
    return isinstance(template, MessageTemplate) and template.kind == MessageKind.LETTER.value
