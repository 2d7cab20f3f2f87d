"""The steps of reminders, among the settings: when, how, and what the letter says, seen as it would be printed."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.billing.actions.payments.reminder_plan_save import save_reminder_plan
from negoce.billing.documents.reminder_letter import Language, Owed, usual_texts, write_reminder
from negoce.billing.models import Receivable
from negoce.billing.payment_words import WAYS
from negoce.billing.queries.payments.reminder_plan import reminder_plan
from negoce.billing.reminder_words import say_reminder
from negoce.billing.rules.late_interest import late_penalty
from negoce.billing.rules.reminder_plan import FIELDS, MOST_STEPS, TEXTS, PlannedStep, TypedStep, clean_plan
from negoce.catalogue.documents.letter import letter_picture
from negoce.companies.models import Company
from negoce.kit.refusal import Refused
from negoce.kit.worked import CannotWork
from negoce.parameters.queries.dated_values import dated_values
from negoce.parameters.queries.seller import seller
from negoce.ui.toasts import flash
from negoce.web.http import actor_of
from negoce.web.settings.tags import for_settings

_NUMBER = {"autocomplete": "off", "inputmode": "numeric", "maxlength": 4}
_SAMPLE = Decimal("1284.60")
_DOTS = 110


class PlanForm(forms.Form):
    """Every step that there may be; one without days is no step. The action checks, this form only shows."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        ways = [(str(way), words) for way, words in WAYS.items()]
        for at in range(1, MOST_STEPS + 1):
            days = forms.CharField(
                label=_("Jours de retard"), required=at == 1, widget=forms.TextInput(_NUMBER)
            )
            apart = forms.CharField(label=_("Écart (jours)"), required=False, widget=forms.TextInput(_NUMBER))
            self.fields |= {
                f"late_days-{at}": days,
                f"apart_days-{at}": apart,
                f"way-{at}": forms.ChoiceField(label=_("Moyen"), choices=ways),
                f"is_notice-{at}": forms.BooleanField(label=_("C’est la mise en demeure"), required=False),
            }
            for name, label in _TEXT_LABELS.items():
                lines = forms.Textarea({"rows": 5}) if name.endswith("body") else forms.TextInput()
                self.fields[f"{name}-{at}"] = forms.CharField(label=label, required=False, widget=lines)

    def steps(self) -> Iterator[tuple[int, dict[str, BoundField]]]:
        """The controls of each step."""
        names = ("late_days", "apart_days", "way", "is_notice", *TEXTS)
        for at in range(1, MOST_STEPS + 1):
            yield at, {name: self[f"{name}-{at}"] for name in names}


_TEXT_LABELS = {
    "french_subject": _("Objet, en français"),
    "french_body": _("Texte, en français"),
    "english_subject": _("Objet, en anglais"),
    "english_body": _("Texte, en anglais"),
}


@require_http_methods(["GET", "POST"])
@for_settings
def plan(request: HttpRequest) -> HttpResponse:
    """The steps in force; posted, they are set."""
    if request.method != "POST":
        return _page(request, PlanForm(initial=_initial(reminder_plan())))
    form = PlanForm(request.POST)
    try:
        save_reminder_plan(actor_of(request), steps=_typed(request))
    except Refused as refused:
        form.is_valid()
        form.errors.clear()
        for name, words in refused.fields.items():
            form.add_error(name, list(words))
        return _page(request, form, refused.message)
    flash(request, _now("Étapes enregistrées : elles valent dès les relances d’aujourd’hui."))
    return redirect("payments:reminder_plan")


@require_POST
@for_settings
def preview(request: HttpRequest, place: int, language: str) -> HttpResponse:
    """The letter of a step with what is typed now, on an example; or what keeps it from being sent."""
    if not 1 <= place <= MOST_STEPS or language not in FIELDS:
        raise Http404(_now("Cette étape n’existe pas."))
    typed = _typed(request)[place - 1]
    # Alone: what is wrong with another step does not hide this one.
    planned, faults = clean_plan([typed])
    if faults or not planned:
        said = [say_reminder(each) for each in faults.values()] or [
            _now("Donnez d’abord les jours de cette étape.")
        ]
        return render(request, "web/payments/_reminder_faults.html", {"said": said})
    letter = _sample_letter(planned[0], language)
    picture = base64.b64encode(letter).decode("ascii")
    return render(
        request, "web/payments/_reminder_sample.html", {"picture": f"data:image/png;base64,{picture}"}
    )


def _sample_letter(planned: PlannedStep, language: str) -> bytes:
    today = timezone.localdate()
    due_on = today - timedelta(days=planned.step.late_days)
    french = language == "fr"
    company = Company(
        name="Maison Exemple" if french else "Example Trading Ltd", country="FR" if french else "IE"
    )
    row = Receivable(
        company=company,
        reference=f"F{due_on.year}-00042",
        issued_on=due_on - timedelta(days=30),
        due_on=due_on,
        amount=_SAMPLE,
        settled=Decimal(0),
    )
    interest, fee = _penalties(due_on, today)
    owed = Owed([row], _SAMPLE, planned.step.late_days, interest, fee)
    known: Language = "fr" if french else "en"
    return letter_picture(write_reminder(planned, company, owed, today, known), dots_per_inch=_DOTS)


def _penalties(due_on: date, today: date) -> tuple[Decimal, Decimal]:
    """What the law adds to the example; nothing where the rate of a half-year is not known."""
    try:
        worked = late_penalty(
            amount=_SAMPLE,
            due_on=due_on,
            until=today,
            values=dated_values(),
            payments=[],
            contract_rate=seller().late_rate,
        )
    except CannotWork:
        return Decimal(0), Decimal(0)
    return worked.value.interest, worked.value.recovery_fee


def _typed(request: HttpRequest) -> list[TypedStep]:
    def text(name: str, at: int) -> str:
        return request.POST.get(f"{name}-{at}", "")[:4_000].replace("\r\n", "\n")

    return [
        TypedStep(
            late_days=text("late_days", at),
            apart_days=text("apart_days", at),
            way=text("way", at),
            is_notice=bool(text("is_notice", at)),
            texts={name: text(name, at) for name in TEXTS},
        )
        for at in range(1, MOST_STEPS + 1)
    ]


def _initial(steps: Sequence[PlannedStep]) -> dict[str, object]:
    found: dict[str, object] = {}
    for at, each in enumerate(steps, start=1):
        usual = {language: usual_texts(each.step, language) for language in ("fr", "en")}
        found |= {
            f"late_days-{at}": each.step.late_days,
            f"apart_days-{at}": each.step.apart_days or "",
            f"way-{at}": each.step.way.value,
            f"is_notice-{at}": each.step.is_notice,
        }
        for name in TEXTS:
            language, part = ("fr" if name.startswith("french") else "en"), name.partition("_")[2]
            found[f"{name}-{at}"] = each.texts.get(name) or usual[language][part]
    return found


def _page(request: HttpRequest, form: PlanForm, refused: str = "") -> HttpResponse:
    context = {
        "form": form,
        "refused": refused,
        "steps": [
            {"place": at, "controls": controls, "is_open": any(controls[name].errors for name in TEXTS)}
            for at, controls in form.steps()
        ],
        "fields": [f"{{{{ {name} }}}}" for name in FIELDS["fr"]],
        "english_fields": [f"{{{{ {name} }}}}" for name in FIELDS["en"]],
    }
    return render(request, "web/payments/reminder_plan.html", context, status=422 if refused else 200)
