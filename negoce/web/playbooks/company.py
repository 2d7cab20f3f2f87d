"""A playbook with one company: the message of a step, and an end to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.views.decorators.http import require_http_methods, require_POST

from negoce.automation.actions.playbooks.message import RELATED, addressee
from negoce.automation.actions.playbooks.switch import stop_run
from negoce.automation.actions.playbooks.written import note_written
from negoce.automation.enums import StepOutcome
from negoce.automation.models import PlaybookRun, PlaybookStepDone
from negoce.automation.playbook_words import step_subject
from negoce.identity.permissions import require_any
from negoce.outbox.actions.message_send import WRITERS
from negoce.outbox.enums import ContactPurpose, MessageKind
from negoce.outbox.models import Message
from negoce.web.companies.page import load_record
from negoce.web.companies.panel_types import BEHAVIOUR
from negoce.web.dialogs import done
from negoce.web.http import load_or_404
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft


@require_POST
def stop(request: HttpRequest, public_id: str, run_id: str) -> HttpResponse:
    """Stop it with this company."""
    record = load_record(request, public_id)
    rows = PlaybookRun.objects.filter(company=record.company, is_control=False).select_related("playbook")
    stop_run(record.actor, load_or_404(rows, run_id), today=timezone.localdate())
    return done(_now("Scénario arrêté pour cette entreprise."), ("playbooks", "journal"))


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, public_id: str, done_id: str) -> HttpResponse:
    """The message of a step, read and put right before it leaves."""
    record = load_record(request, public_id)
    require_any(record.actor, *WRITERS)
    rows = PlaybookStepDone.objects.filter(
        run__company=record.company, run__is_control=False, outcome=StepOutcome.TO_WRITE.value
    ).select_related("run__playbook", "step__template", "activity")
    mark = load_or_404(rows, done_id)
    template = mark.step.template
    draft = Draft(
        title=step_subject(mark.run.playbook, mark.step),
        kind=MessageKind.LETTER,
        purpose=ContactPurpose.PROFESSIONAL,
        company=record.company,
        contact=addressee(record.company.pk),
        template=(template.key or template.public_id) if template is not None else "",
        key=f"playbook:{mark.run.public_id}:{mark.step.public_id}",
        related_kind=RELATED,
        related_id=mark.public_id,
    )

    def keep(sent: Message) -> None:
        note_written(record.actor, mark, message=sent.public_id)

    back = f"{record.url}?tab={BEHAVIOUR}"
    return compose_message(request, draft, url=request.path, done_url=back, on_queued=keep)
