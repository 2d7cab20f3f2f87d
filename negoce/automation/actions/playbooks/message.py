"""A step that writes by itself: the gate decides (R-G3), and nobody is written to twice."""

from __future__ import annotations

from negoce.automation.enums import StepKind, StepOutcome
from negoce.automation.models import PlaybookRun, PlaybookStep, PlaybookStepDone
from negoce.companies.models import Contact
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.gate import decide
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import ContactPurpose, MessageKind, MessageState

RELATED = "playbook_step"
_MOST = 20


def send_step(run: PlaybookRun, step: PlaybookStep, mark: PlaybookStepDone) -> None:
    """Queue the message of a step in the name of who follows the company; `mark` says what came of it."""
    contact = addressee(run.company_id)
    if contact is None or step.template is None:
        mark.outcome = StepOutcome.NOBODY.value
        return
    try:
        message = queue_message(
            _in_whose_name(run),
            kind=MessageKind.LETTER,
            purpose=ContactPurpose.PROFESSIONAL,
            company=run.company,
            contact=contact,
            template=step.template.key or step.template,
            idempotency_key=f"playbook:{run.public_id}:{step.public_id}",
            related_kind=RELATED,
            related_id=mark.public_id,
        )
    except Refused:
        mark.outcome = StepOutcome.NOBODY.value
        return
    refused = message.state == MessageState.REFUSED.value
    mark.outcome = (StepOutcome.REFUSED if refused else StepOutcome.QUEUED).value
    mark.message = message.public_id


def addressee(company_id: int) -> Contact | None:
    """The first person of a company whom the gate lets us write to, else the first with an address."""
    rows = Contact.objects.filter(
        company_id=company_id, deleted_at__isnull=True, erased_at__isnull=True, current_post__isnull=False
    )
    people = list(rows.exclude(email="").order_by("name_key", "pk")[:_MOST])
    allowed = (each for each in people if decide(each.email, each, ContactPurpose.PROFESSIONAL).allowed)
    return next(allowed, people[0] if people else None)


def writes_alone(step: PlaybookStep) -> bool:
    """Whether a step writes without anybody reading the message before."""
    return step.kind == StepKind.MESSAGE.value and step.automatic


def may_be_written(company_id: int) -> bool:
    """Whether there is somebody at a company to whom a message may leave (R-G3)."""
    contact = addressee(company_id)
    return contact is not None and decide(contact.email, contact, ContactPurpose.PROFESSIONAL).allowed


def _in_whose_name(run: PlaybookRun) -> Actor:
    owner = run.company.owner
    return actor_for(owner) if owner is not None and owner.is_active else system_actor()
