"""The forms of a mailing; what is right is said by the action."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import DecisionPower, Department
from negoce.companies.words.choices import choice_label
from negoce.identity.rules.actor import Actor
from negoce.outbox.enums import MessageKind
from negoce.outbox.queries.templates import template_choices, templates_for
from negoce.prospecting.actions.mailing_save import MailingValues
from negoce.prospecting.enums import MailingAudience, MailingKind, PlanState
from negoce.prospecting.models import Mailing, ProspectingPlan
from negoce.prospecting.queries.mailing_audience import reads_powers
from negoce.prospecting.words.mailing import AUDIENCES, KINDS
from negoce.ui.components.forms import offer
from negoce.ui.words.say import reader_language

_MOMENT = "%Y-%m-%dT%H:%M"


class AudienceForm(forms.Form):
    """What a mailing is begun with."""

    name = forms.CharField(
        label=_("Nom de l’envoi"), max_length=120, widget=forms.TextInput(attrs={"autofocus": True})
    )
    kind = forms.ChoiceField(
        label=_("Type"), choices=[(each.value, KINDS[each.value]) for each in MailingKind]
    )
    template = forms.ChoiceField(label=_("Partir du modèle"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        # Those of playbooks speak to one reader of what they lived.
        letters = [row for row in templates_for(MessageKind.LETTER) if not row.key.startswith("playbook_")]
        rows = [*templates_for(MessageKind.MAILING), *letters]
        self.templates = {row.public_id: row for row in rows}
        offer(self, "template", [("", _now("Page blanche")), *template_choices(rows, reader_language())])


class DraftForm(forms.Form):
    """A draft whole."""

    name = forms.CharField(label=_("Nom de l’envoi"), max_length=120)
    audience = forms.ChoiceField(
        label=_("À qui écrire dans chaque entreprise"), choices=list(AUDIENCES.items())
    )
    powers = forms.MultipleChoiceField(
        label=_("Pouvoir de décision"), required=False, widget=forms.CheckboxSelectMultiple
    )
    departments = forms.MultipleChoiceField(
        label=_("Service"), required=False, widget=forms.CheckboxSelectMultiple
    )
    takes_generic = forms.BooleanField(
        label=_(
            "Aussi les adresses génériques (contact@…), et celle de l’entreprise quand personne n’a d’adresse"
        ),
        required=False,
    )
    language = forms.ChoiceField(label=_("Langue"), choices=settings.LANGUAGES)
    subject = forms.CharField(label=_("Objet"), max_length=200, required=False)
    body = forms.CharField(label=_("Texte"), widget=forms.Textarea(attrs={"rows": 16}), required=False)
    send_at = forms.DateTimeField(
        label=_("Départ"), required=False, help_text=_("Vide : au lancement."), input_formats=[_MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
    )  # fmt: skip
    a_minute = forms.IntegerField(
        label=_("Messages par minute"), required=False, min_value=1,
        help_text=_("Vide : autant que votre serveur le permet."),
    )  # fmt: skip
    plan = forms.ChoiceField(label=_("Plan de prospection"), required=False)
    piece_cost = forms.DecimalField(
        label=_("Coût par envoi"), required=False, min_value=0, max_digits=8, decimal_places=4, localize=True,
        help_text=_("Timbre et papier, ou prix d’un e-mail : compté au plan."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, actor: Actor, mailing: Mailing, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **{"initial": initial_of(mailing), **named})
        self.mailing = mailing
        offer(
            self, "powers", [(each.value, choice_label(DecisionPower, each.value)) for each in DecisionPower]
        )
        offer(
            self, "departments", [(each.value, choice_label(Department, each.value)) for each in Department]
        )
        self.plans = {
            row.public_id: row
            for row in ProspectingPlan.objects.exclude(state=PlanState.CLOSED.value).order_by("name", "pk")
        }
        offer(self, "plan", [("", _now("Aucun")), *((key, row.name) for key, row in self.plans.items())])
        if not reads_powers(actor) and mailing.audience != MailingAudience.POWERS.value:
            kept = [(key, words) for key, words in AUDIENCES.items() if key != MailingAudience.POWERS.value]
            offer(self, "audience", kept)
            del self.fields["powers"]
        if mailing.kind == MailingKind.LETTER.value:
            for name in ("a_minute", "takes_generic"):
                del self.fields[name]

    def values(self) -> MailingValues:
        """What was typed, for the action; call it once the form is valid."""
        given = self.cleaned_data
        return MailingValues(
            name=given["name"],
            audience=given["audience"],
            powers=given.get("powers", []),
            departments=given["departments"],
            takes_generic=given.get("takes_generic", self.mailing.takes_generic),
            language=given["language"],
            subject=given["subject"],
            body=given["body"],
            a_minute=given.get("a_minute"),
            send_at=given["send_at"],
            plan=self.plans.get(given["plan"]),
            piece_cost=given["piece_cost"] or Decimal(0),
        )


def initial_of(mailing: Mailing) -> dict[str, object]:
    """A draft as its form shows it."""
    names = ("name", "audience", "powers", "departments", "takes_generic", "language", "subject", "body")
    plain = {name: getattr(mailing, name) for name in (*names, "a_minute", "revision")}
    return {
        **plain,
        "send_at": timezone.localtime(mailing.send_at) if mailing.send_at else None,
        "plan": mailing.plan.public_id if mailing.plan is not None else "",
        "piece_cost": mailing.piece_cost.normalize() if mailing.piece_cost else None,
    }
