"""The form of the review of a meeting, section by section. The action checks it; this form only shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from negoce.companies.models import Contact
from negoce.negotiation.enums import DealStep, DebriefAspect
from negoce.negotiation.models import Debrief
from negoce.negotiation.rules.debrief_values import SEEN_MAX, TEXT_MAX, TEXTS
from negoce.negotiation.rules.debriefs import APTITUDES, FIRST_MOMENTS, HIGHEST, LOWEST
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.debrief import (
    ASPECTS,
    HINTS,
    PRACTICES,
    RECOVERED,
    RECOVERIES,
    STARTS,
    STEP_QUESTIONS,
)
from negoce.ui.components.forms import offer

_NOTES = [(str(each), str(each)) for each in range(LOWEST, HIGHEST + 1)]


class DebriefForm(forms.Form):
    """`step-…`, `note-…` and `seen-…` for each step and aspect; then the start, the other person, what to keep."""

    start = forms.ChoiceField(
        label=_("L’entretien a commencé"),
        required=False,
        choices=list(STARTS.items()),
        widget=forms.RadioSelect,
    )
    recoveries = forms.MultipleChoiceField(
        label=_("Ce que j’ai essayé"),
        required=False,
        choices=list(RECOVERIES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    recovered = forms.ChoiceField(
        label=_("Le début a été rattrapé"),
        required=False,
        choices=list(RECOVERED.items()),
        widget=forms.RadioSelect,
    )
    perceived = forms.CharField(label=_("Ce que j’ai perçu"), required=False, max_length=SEEN_MAX)
    heard = forms.CharField(label=_("Mots entendus"), required=False, max_length=SEEN_MAX)
    about = forms.ChoiceField(label=_("Dits par"), required=False)
    went_well = forms.CharField(
        label=_("Ce qui a bien marché"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    to_change = forms.CharField(
        label=_("Ce que je change la prochaine fois"),
        required=False,
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, people: Sequence[Contact], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for step in DealStep:
            self.fields[f"step-{step}"] = forms.ChoiceField(
                label=label_of(DealStep, step),
                required=False,
                choices=list(PRACTICES.items()),
                widget=forms.RadioSelect,
            )
        for aspect in DebriefAspect:
            self.fields[f"note-{aspect}"] = forms.ChoiceField(
                label=ASPECTS[aspect], required=False, choices=_NOTES, widget=forms.RadioSelect
            )
            self.fields[f"seen-{aspect}"] = forms.CharField(
                label=_("Ce que j’ai vu ou entendu"), required=False, max_length=SEEN_MAX
            )
        offer(self, "about", [("", "—"), *((each.public_id, each.full_name) for each in people)])

    @property
    def step_rows(self) -> Sequence[Mapping[str, object]]:
        """Each step: its field, and what it asks for."""
        return [_row(self[f"step-{step}"], f"step-{step}", str(STEP_QUESTIONS[step])) for step in DealStep]

    @property
    def first_rows(self) -> Sequence[Mapping[str, object]]:
        """The first moments."""
        return self._rows(FIRST_MOMENTS)

    @property
    def listening_rows(self) -> Sequence[Mapping[str, object]]:
        """Listening, and the four aptitudes."""
        return self._rows((DebriefAspect.LISTENING, *APTITUDES))

    def _rows(self, aspects: Sequence[DebriefAspect]) -> Sequence[Mapping[str, object]]:
        return [
            {
                **_row(self[f"note-{aspect}"], f"note-{aspect}", str(HINTS[aspect])),
                "seen": _row(self[f"seen-{aspect}"], f"seen-{aspect}", ""),
            }
            for aspect in aspects
        ]


def typed_of(row: Debrief) -> Mapping[str, object]:
    """A stored review as the form shows it; one query."""
    found: dict[str, object] = {
        name: getattr(row, name) for name in (*TEXTS, "start", "recovered", "recoveries")
    }
    found["about"] = row.about.public_id if row.about is not None else ""
    found |= {f"step-{step}": state for step, state in row.steps.items()}
    for each in row.notes.order_by("pk"):
        found |= {f"note-{each.aspect}": str(each.note), f"seen-{each.aspect}": each.seen}
    return found


def _row(bound: BoundField, name: str, help_text: str) -> Mapping[str, object]:
    value = bound.value()
    choices = getattr(bound.field, "choices", [])
    return {
        "name": name,
        "label": bound.label,
        "help": help_text,
        "value": "" if value is None else str(value),
        "choices": [(key, str(words), str(key) == str(value)) for key, words in choices],
        "errors": list(bound.errors),
    }
