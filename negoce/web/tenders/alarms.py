"""« Alertes » on the page of a tender: the tasks that its days order, and how long before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from negoce.companies.enums import ActivityState
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.alarms import alarm_days, set_alarm_days
from negoce.negotiation.enums import TenderAlarmKind
from negoce.negotiation.models import TenderAlarm
from negoce.negotiation.queries.tenders.sections import alarms_of
from negoce.negotiation.words.tender import ALARMS
from negoce.ui.words.say import short_day
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, whole_number
from negoce.web.tenders.loading import load_tender
from negoce.web.tenders.section_types import SIDE, TenderRecord, TenderSection

_TEMPLATE = "tenders/_alarms"


class AlarmsForm(forms.Form):
    """How many days before each day."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for kind in TenderAlarmKind:
            self.fields[kind.value] = forms.CharField(
                label=ALARMS[kind],
                required=False,
                max_length=4,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "num"}),
            )


@require_http_methods(["GET", "POST"])
def alarms(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how long before."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    days = alarm_days(tender)
    context = {"title": _("Alertes"), "url": request.path, "seen": _written(days)}
    if request.method == "GET":
        return show_form(request, _TEMPLATE, AlarmsForm(initial=days), context)
    try:
        set_alarm_days(
            actor, tender, given=request.POST.dict(), seen=_read_days(request.POST.get("seen", ""))
        )
    except Refused as refused:
        context["seen"] = request.POST.get("seen", "")
        return show_refusal(request, _TEMPLATE, AlarmsForm(request.POST), refused, context)
    return done(_("Alertes enregistrées."), ["tender-alarms"])


def _written(days: Mapping[str, int]) -> str:
    return " ".join(f"{kind}:{before}" for kind, before in days.items())


def _read_days(text: str) -> Mapping[str, int] | None:
    """What `_written` wrote; None where a page says nothing of what it showed."""
    pairs = [part.partition(":") for part in text.split()]
    return {kind: whole_number(before) or 0 for kind, _colon, before in pairs} or None


def _read(record: TenderRecord) -> Mapping[str, object] | None:
    shown = [
        each
        for each in alarms_of(record.tender)
        if each.for_day is not None and each.activity is not None and each.activity.deleted_at is None
    ]
    if not shown and not record.may_edit:
        return None
    return {
        "alarms": [_line(each) for each in shown],
        "change_url": reverse("tenders:alarms", args=[record.tender.public_id]) if record.may_edit else "",
    }


def _line(alarm: TenderAlarm) -> Mapping[str, object]:
    task = alarm.activity
    assert task is not None
    on = timezone.localtime(task.starts_at).date()
    done_already = task.state == ActivityState.DONE
    late = task.state == ActivityState.PLANNED and on < timezone.localdate()
    before = ngettext("%(days)s jour avant", "%(days)s jours avant", alarm.days_before)
    return {
        "label": ALARMS[alarm.kind],
        "url": reverse("activities:record", args=[task.public_id]),
        "when": _("tâche faite") if done_already else _("tâche le %(day)s") % {"day": short_day(on)},
        "tone": "bad" if late else "good" if done_already else "",
        "before": before % {"days": alarm.days_before},
    }


ALARM = TenderSection(
    "alarms", _lazy("Alertes"), "web/tenders/_alarms.html", _read, queries_max=1, column=SIDE
)
