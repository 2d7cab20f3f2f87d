"""The card of approaches, on the page of a company and on that of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, Company, Contact
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.negotiation.enums import DealStep
from negoce.negotiation.queries.approaches.read import ApproachShown, approaches_of
from negoce.negotiation.words.approach import ENDS, approach_name
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language
from negoce.web.activities.words import ICONS, moment_words
from negoce.web.addresses import address_of
from negoce.web.companies.panel_types import DEALS, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.contacts.record import ContactRecord

KEY = "approaches"
TITLE = _("Démarches avant affaire")
TEMPLATE = "web/approaches/_panel.html"


def company_approaches(record: CompanyRecord) -> Mapping[str, object] | None:
    """Those of a company, or nothing for who could start none where there is none."""
    start = reverse("approaches:of_company", args=[record.company.public_id])
    return _context(record.actor, record.company, None, start)


def contact_approaches(record: ContactRecord) -> Mapping[str, object] | None:
    """The same of one person; nothing for a person without a company."""
    contact = record.contact
    if contact.company is None:
        return None
    start = reverse("approaches:of_contact", args=[contact.public_id])
    return _context(record.actor, contact.company, contact, start)


def _context(
    actor: Actor, company: Company, contact: Contact | None, start: str
) -> Mapping[str, object] | None:
    found = approaches_of(company, contact)
    may_start = actor.may(Permission.CREATE)
    if not found and not may_start:
        return None
    may_end = actor.may(Permission.EDIT)
    # One at a time with a person: the action would refuse another.
    under_way = contact is not None and any(each.approach.ended_on is None for each in found)
    return {
        "lines": [
            _line(each, names_person=contact is None, may_turn=may_end and may_start, may_end=may_end)
            for each in found
        ],
        "start_url": start if may_start and not under_way else "",
    }


def _line(found: ApproachShown, *, names_person: bool, may_turn: bool, may_end: bool) -> Mapping[str, object]:
    row, language = found.approach, reader_language()
    is_open = row.ended_on is None
    person = row.contact.full_name if names_person and row.contact is not None else ""
    return {
        "name": " · ".join(part for part in (approach_name(row), person) if part),
        "since": _now("depuis le %(day)s") % {"day": format_date(row.started_on, language)},
        "is_open": is_open,
        "step": label_of(DealStep, found.step),
        "done": _now("%(done)s sur %(all)s") % {"done": found.done, "all": len(found.tasks)},
        "tasks": _tasks(found.tasks) if is_open else (),
        "ended": _ended(found) if row.ended_on is not None else "",
        "deal_url": address_of("deals:deal", row.deal.public_id) if row.deal is not None else "",
        "deal_name": row.deal.name if row.deal is not None else "",
        "turn_url": reverse("approaches:deal", args=[row.public_id]) if is_open and may_turn else "",
        "stop_url": reverse("approaches:stop", args=[row.public_id]) if is_open and may_end else "",
    }


def _tasks(tasks: Sequence[Activity]) -> Sequence[Mapping[str, object]]:
    today = timezone.localdate()
    return [
        {
            "subject": each.subject,
            "url": address_of("activities:record", each.public_id),
            "icon": "check" if each.state == ActivityState.DONE else ICONS[ActivityKind(each.kind)],
            "state": each.state,
            "when": moment_words(each.starts_at, today, all_day=each.all_day),
            "is_late": each.state == ActivityState.PLANNED
            and timezone.localtime(each.starts_at).date() < today,
        }
        for each in tasks
    ]


def _ended(found: ApproachShown) -> str:
    row = found.approach
    day = format_date(row.ended_on, reader_language()) if row.ended_on is not None else ""
    if row.stopped_for:
        reason = str(ENDS[row.stopped_for])
        return _now("arrêtée le %(day)s\u00a0: %(reason)s") % {"day": day, "reason": reason}
    return _now("devenue une affaire le %(day)s") % {"day": day}


COMPANY_APPROACHES = Panel(KEY, TITLE, TEMPLATE, company_approaches, queries_max=2, tab=DEALS)
