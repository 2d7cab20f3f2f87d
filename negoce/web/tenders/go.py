"""« Y répondre ? » on the page of a tender: nine notes, what they advise, what was decided and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.explain import Explanation
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.decide import OVERRULES, decide_tender
from negoce.negotiation.models import TenderDecision
from negoce.negotiation.queries.tenders.sections import decisions_of
from negoce.negotiation.rules.tender_go import ASPECTS, GO_FROM, NONE_BELOW, NOTES, SIGHTS, GoAsked, go_no_go
from negoce.negotiation.words.tender import GO_ASPECTS, GO_NOTES, GO_SIGHTS, TENDER_MESSAGES, say
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import say as say_with
from negoce.web.activities.words import day_words
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, whole_number
from negoce.web.tenders.figures import exact
from negoce.web.tenders.loading import load_tender, whole_page
from negoce.web.tenders.section_types import TenderRecord, TenderSection

_TEMPLATE = "tenders/_go"


class GoForm(forms.Form):
    """Nine notes and a decision."""

    decision = forms.ChoiceField(label=_lazy("Décision"))
    reason = forms.CharField(
        label=_lazy("Raison"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "decision", list(_DECISIONS.items()))
        for name in NOTES:
            self.fields[name] = forms.CharField(
                label=GO_NOTES[name],
                max_length=6,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
            )


_DECISIONS: Mapping[str, Any] = {
    GoAsked.FOLLOW: _lazy("Suivre le conseil des notes"),
    GoAsked.GO: _lazy("Répondre"),
    GoAsked.NO_GO: _lazy("Renoncer"),
}


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note, and decide."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    last = next(iter(decisions_of(tender)), None)
    initial = {name: _typed(note) for name, note in (last.notes if last is not None else {}).items()}
    form = GoForm(request.POST) if request.method == "POST" else GoForm(initial=initial)
    context = {
        "title": _("Y répondre ?"),
        "url": request.path,
        "aspects": [
            (
                f"{GO_ASPECTS[aspect][0]} — {GO_ASPECTS[aspect][1]}",
                [form[f"{aspect}_{sight}"] for sight in SIGHTS],
            )
            for aspect in ASPECTS
        ],
        "may_overrule": actor.may(OVERRULES),
        "seen": last.pk if last is not None else 0,
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, form, context)
    try:
        decided = decide_tender(
            actor,
            tender,
            given=request.POST.dict(),
            seen=whole_number(request.POST.get("seen", ""), 18),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        context["seen"] = request.POST.get("seen", "")
        return show_refusal(request, _TEMPLATE, form, refused, context)
    return whole_page(_("Décidé : répondre.") if decided.go else _("Décidé : renoncer."))


def _read(record: TenderRecord) -> Mapping[str, object] | None:
    found = decisions_of(record.tender)
    url = reverse("tenders:go", args=[record.tender.public_id])
    shown = {
        "change_url": url if record.may_edit and record.is_running else "",
        "columns": (TableColumn(""), *(TableColumn(str(GO_SIGHTS[sight]), numeric=True) for sight in SIGHTS)),
        "go_from": exact(GO_FROM),
        "none_below": exact(NONE_BELOW),
    }
    if not found:
        return {**shown, "last": None} if shown["change_url"] else None
    last = found[0]
    notes = {name: Decimal(str(last.notes[name])) for name in NOTES}
    worked = go_no_go(notes)
    lines = [
        {
            "label": GO_ASPECTS[aspect][0],
            "notes": [
                {"said": exact(notes[f"{aspect}_{sight}"]), "low": notes[f"{aspect}_{sight}"] < NONE_BELOW}
                for sight in SIGHTS
            ],
        }
        for aspect in ASPECTS
    ]
    return {
        **shown,
        "last": _decision(last),
        "earlier": [_decision(each) for each in found[1:]],
        "lines": lines,
        "stopping": [say(each) for each in worked.findings],
        "steps": [say_with(Explanation(step.code, step.figures), TENDER_MESSAGES) for step in worked.steps],
    }


def _decision(row: TenderDecision) -> Mapping[str, object]:
    return {
        "words": _("Répondre") if row.go else _("Renoncer"),
        "tone": "good" if row.go else "bad",
        "mean": exact(row.mean),
        "advice": _("les notes conseillent de répondre")
        if row.advised
        else _("les notes conseillent de renoncer"),
        "overruled": row.go != row.advised,
        "reason": row.reason,
        "who": row.decided_by.full_name if row.decided_by is not None else "",
        "when": day_words(timezone.localtime(row.decided_at).date(), timezone.localdate()),
    }


def _typed(note: object) -> str:
    try:
        return exact(Decimal(str(note)))
    except InvalidOperation:
        return ""


GO = TenderSection("go", _lazy("Y répondre ?"), "web/tenders/_go.html", _read, queries_max=1)
