"""The way from a bare name to a contact who decides, on the page of a company: steps, who, by when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.rules.phones import format_phone
from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.prospecting.queries.contact_path import ContactPath, contact_path_of
from negoce.prospecting.rules.contact_path import PathLine
from negoce.prospecting.words.path import PATH_MESSAGES, STEPS
from negoce.ui.words.say import say
from negoce.web.activities.words import moment_words
from negoce.web.companies.panel_types import BEHAVIOUR, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language

KEY = "path"


def _read(record: CompanyRecord) -> Mapping[str, object]:
    today = timezone.localdate()
    path = contact_path_of(record.actor, record.company, today)
    may_plan = record.actor.may(Permission.CREATE) and record.may_edit
    left = path.left
    return {
        "lines": [_line(path, line, today) for line in path.lines],
        "made": len(path.lines) - len(left),
        "all": len(path.lines),
        "plan_url": reverse("prospecting:path", args=[record.company.public_id]) if may_plan else "",
        "to_give": may_plan and any(line.step not in path.tasks for line in left),
    }


def _line(path: ContactPath, line: PathLine, today: date) -> Mapping[str, object]:
    task = path.tasks.get(line.step)
    given = ""
    if task is not None:
        given = _now("%(who)s, %(when)s") % {
            "who": task.owner.full_name if task.owner is not None else _now("Personne"),
            "when": moment_words(task.starts_at, today, all_day=task.all_day),
        }
    return {
        "vals": json.dumps({"step": line.step.value}),
        "label": STEPS[line.step.value],
        "is_done": line.is_done,
        "words": _say(line.reason),
        "given": "" if line.is_done else given,
    }


def _say(reason: Explanation) -> str:
    figures: dict[str, object] = {}
    for name, value in reason.figures.items():
        figures[name] = format_date(value, language()) if isinstance(value, date) else value
    if figures.get("phone"):
        figures["phone"] = format_phone(str(figures["phone"]))
    return say(Explanation(reason.code, figures), PATH_MESSAGES)


PATH = Panel(KEY, _("Du nom à la bonne personne"), "web/prospecting/_path.html", _read, 6, tab=BEHAVIOUR)
