"""The playbooks of a company, on its page: what was done, and what is to be written."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.automation.enums import RunState, StepOutcome
from negoce.automation.models import PlaybookRun
from negoce.automation.playbook_words import ENDS, OUTCOMES, STATES, playbook_name, step_subject
from negoce.automation.queries.playbooks.pages import runs_of
from negoce.kit.dates import format_date
from negoce.outbox.actions.message_send import WRITERS
from negoce.ui.html import chip
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language

_TONES = {RunState.RUNNING.value: "info", RunState.DONE.value: "good", RunState.STOPPED.value: ""}


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    runs = runs_of(record.company)
    if not runs:
        return None
    writes = any(record.actor.may(each) for each in WRITERS)
    return {"runs": [_run(record, each, writes) for each in runs]}


def _run(record: CompanyRecord, run: PlaybookRun, writes: bool) -> Mapping[str, object]:
    goes_on = run.state == RunState.RUNNING.value
    own = record.company.public_id
    return {
        "name": playbook_name(run.playbook),
        "state": chip(str(STATES[run.state]), tone=_TONES[run.state]),
        "since": format_date(run.started_on, language()),
        "end": str(ENDS[run.end]) if run.end else "",
        "steps": [
            {
                "day": format_date(each.done_on, language()),
                "subject": step_subject(run.playbook, each.step),
                "outcome": str(OUTCOMES[each.outcome]),
                "write_url": reverse("company_playbooks:message", args=[own, each.public_id])
                if writes and each.outcome == StepOutcome.TO_WRITE.value
                else "",
                "message_url": reverse("outbox:message", args=[each.message]) if each.message else "",
            }
            for each in run.done.all()
        ],
        "stop_url": reverse("company_playbooks:stop", args=[own, run.public_id])
        if goes_on and record.may_edit
        else "",
    }


COMPANY_PLAYBOOKS = Panel(
    "playbooks", _("Scénarios"), "web/playbooks/_company.html", _read, 2, tab=BEHAVIOUR, column=SIDE
)
