"""What is typed of an activity and its report: read by the actions, shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.activities.guard import TextWarned, Warned
from negoce.companies.enums import ActivityKind, Direction, MeetingAnswer, ReportItemKind
from negoce.companies.models import ReportItem
from negoce.companies.queries.company_page import possible_owners
from negoce.companies.rules.activity_report import MOST_ITEMS, TASK_KINDS, ItemDraft
from negoce.companies.words.choices import choice_label, choice_options
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.ui.components.forms import offer
from negoce.web.activities.words import ICONS, language

_ROW_FIELDS = ("kind", "key", "seen", "text", "due", "owner", "quantity", "price", "delivery", "terms")
_ALWAYS_SHOWN = {"subject", "when", "owner", "guard_reason"}
FACT_FIELDS = (
    "meeting_answer", "need_recorded", "brought", "quote_wanted", "buying_intent", "departure_declared",
)  # fmt: skip


class FactsForm(forms.Form):
    """The text and the facts of an exchange. Values are checked by the action; this form only shows them."""

    body = forms.CharField(
        label=_("Compte rendu"), required=False, widget=forms.Textarea(attrs={"rows": 4}), strip=False
    )
    meeting_answer = forms.ChoiceField(label=_("Rendez-vous"), required=False)
    need_recorded = forms.CharField(label=_("Besoin exprimé"), required=False)
    brought = forms.CharField(label=_("Information ou conseil apporté"), required=False)
    quote_wanted = forms.BooleanField(label=_("Devis demandé, ou accepté pour étude"), required=False)
    buying_intent = forms.BooleanField(label=_("Intention d’achat"), required=False)
    departure_declared = forms.BooleanField(label=_("Départ annoncé"), required=False)
    guard_reason = forms.CharField(label=_("Pourquoi le garder"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        answers = [("", _("Sans réponse notée")), *choice_options(MeetingAnswer)]
        offer(self, "meeting_answer", answers)
        self.rows: Sequence[Row] = ()
        self.warnings: Sequence[Warned] = ()
        self.refused = ""

    @property
    def has_report(self) -> bool:
        """Whether something of the report was typed or is wrong: then it stays unfolded."""
        hidden = self.fields.keys() - _ALWAYS_SHOWN
        return bool(self.rows) or any(self[name].value() or name in self.errors for name in hidden)

    def take_refusal(self, refused: Refused, names: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """Show what an action refused; returns the messages of what is not a field of the form."""
        self.is_valid()
        self.errors.clear()
        self.refused = refused.message
        if isinstance(refused, TextWarned):
            self.warnings = refused.warnings
            return {}
        others: dict[str, str] = {}
        for given, messages in refused.fields.items():
            name = (names or {}).get(given, given)
            if given.startswith("report-"):
                _prefix, number, part = given.split("-", 2)
                self.rows[int(number)].errors[part] = messages[0]
            elif name in self.fields:
                self.add_error(name, list(messages))
            else:
                others[name] = messages[0]
        return others


class ActivityForm(FactsForm):
    """Quick entry: one line says what it was, another when."""

    subject = forms.CharField(label=_("En une ligne"), required=False, strip=False)
    when = forms.CharField(label=_("Quand"), required=False)
    direction = forms.ChoiceField(label=_("Sens"), required=False)
    duration_minutes = forms.CharField(label=_("Durée"), required=False)
    owner = forms.ChoiceField(label=_("Par"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "direction", [("", "—"), *choice_options(Direction)])
        offer(self, "owner", people_choices())
        self.fields["subject"].widget.attrs |= {"autofocus": True, "autocomplete": "off", "dir": "auto"}
        self.fields["when"].widget.attrs["autocomplete"] = "off"
        self.fields["duration_minutes"].widget.attrs["inputmode"] = "numeric"


@dataclass(slots=True)
class Row:
    """A part of the report as it was typed, with what is wrong in it."""

    kind: str
    values: Mapping[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    added: bool = False

    @property
    def label(self) -> str:
        """The name of its kind."""
        return choice_label(ReportItemKind, self.kind)

    @property
    def is_task(self) -> bool:
        """Whether it becomes a dated task of somebody."""
        return self.kind in TASK_KINDS

    @property
    def is_offer(self) -> bool:
        """Whether it has figures."""
        return self.kind == ReportItemKind.OFFER

    @property
    def draft(self) -> ItemDraft:
        """What the action reads."""
        values = self.values
        key, owner = values["key"], values["owner"]
        return ItemDraft(
            kind=self.kind,
            text=values["text"],
            key=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else None,
            due=values["due"],
            owner=user_of(owner) if owner else None,
            quantity=values["quantity"],
            price=values["price"],
            delivery=values["delivery"],
            terms=values["terms"],
            seen=values["seen"] if key else None,
        )


def user_of(public_id: str) -> User | int:
    """The person of a public id; 0, which nobody is, when there is none."""
    return User.objects.filter(public_id=public_id, is_active=True).first() or 0


def public_id_of(actor: Actor) -> str:
    """The public id of whoever acts; empty for the program itself."""
    mine = User.objects.filter(pk=actor.user_id) if actor.user_id is not None else User.objects.none()
    return mine.values_list("public_id", flat=True).first() or ""


def people_choices() -> list[tuple[str, str]]:
    """Those who may do something, for a choice."""
    return [(person.public_id, person.full_name) for person in possible_owners()]


def rows_of(posted: QueryDict) -> list[Row]:
    """The parts of a report as they were posted: every row posts every field, so that they stay aligned."""
    columns = {name: posted.getlist(f"item_{name}") for name in _ROW_FIELDS}
    kinds = columns["kind"][: MOST_ITEMS + 1]
    rows = []
    for number, kind in enumerate(kinds):
        values = {name: (column[number] if number < len(column) else "") for name, column in columns.items()}
        rows.append(Row(kind, values))
    return rows


def stored_rows(items: Sequence[ReportItem]) -> list[Row]:
    """The stored parts of a report, as rows to change."""
    return [Row(item.kind, _stored_values(item)) for item in items]


def empty_row(kind: str, owner: str) -> Row:
    """A new part to fill in."""
    return Row(kind, dict.fromkeys(_ROW_FIELDS, "") | {"kind": kind, "owner": owner}, added=True)


def kind_choices() -> list[tuple[str, str, str]]:
    """Value, words and icon of each kind."""
    return [(kind.value, choice_label(ActivityKind, kind), ICONS[kind]) for kind in ActivityKind]


def part_kinds() -> list[tuple[str, str]]:
    """The kinds of parts of a report, to add one."""
    return [*choice_options(ReportItemKind)]


def _stored_values(item: ReportItem) -> Mapping[str, str]:
    task = item.task
    due = format_date(timezone.localtime(task.starts_at).date(), language()) if task else ""
    mark = "," if language() == "fr" else "."
    return {
        "kind": item.kind,
        "key": str(item.pk),
        "seen": item.text,
        "text": item.text,
        "due": due,
        "owner": task.owner.public_id if task and task.owner else "",
        "quantity": "" if item.quantity is None else f"{item.quantity.normalize():f}".replace(".", mark),
        "price": "" if item.price is None else f"{item.price:f}".replace(".", mark),
        "delivery": item.delivery,
        "terms": item.terms,
    }


def state_choices() -> list[tuple[str, str]]:
    """Done or to do, in words."""
    return [("done", _now("Fait")), ("planned", _now("À faire"))]
