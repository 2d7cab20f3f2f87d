"""The fields by which a form is written. The action checks them; this form only shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.custom_known import custom_fields
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import PublicForm
from negoce.prospecting.queries.plans import visible_plans
from negoce.prospecting.rules.form_fields import ALWAYS, OWN_FIELDS
from negoce.prospecting.words.form import FIELDS, FORM_KINDS, LEAD_RULES
from negoce.ui.components.forms import offer
from negoce.web.activities.form import people_choices

ASK = "ask_"
OPTIONAL, REQUIRED = "optional", "required"


class PublicFormForm(forms.Form):
    """What a form says, asks, and to whom its requests go."""

    name = forms.CharField(label=_("Nom, pour vous"))
    kind = forms.ChoiceField(label=_("Type"))
    language = forms.ChoiceField(label=_("Langue"), choices=(("fr", _("Français")), ("en", _("Anglais"))))
    title = forms.CharField(label=_("Titre de la page"))
    introduction = forms.CharField(
        label=_("Introduction"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    white_paper_title = forms.CharField(label=_("Titre du document"), required=False)
    thanks = forms.CharField(
        label=_("Remerciement, une fois confirmé"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    purpose = forms.CharField(label=_("À quoi serviront les réponses"))
    notice_more = forms.CharField(
        label=_("À ajouter à l’information"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    asks_newsletter = forms.BooleanField(
        label=_("Proposer la lettre d’information, par une case à part"), required=False
    )
    owner = forms.ChoiceField(label=_("Qui suit les demandes"))
    lead_rule = forms.ChoiceField(label=_("Une entreprise nouvelle va à"))
    plan = forms.ChoiceField(label=_("Plan de prospection"), required=False)
    hosts = forms.CharField(
        label=_("Sites qui peuvent l’afficher"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, actor: Actor, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", list(FORM_KINDS.items()))
        offer(self, "lead_rule", list(LEAD_RULES.items()))
        offer(self, "owner", [("", _now("À choisir")), *people_choices()])
        plans = visible_plans(actor).order_by("-starts_on", "-pk")[:100]
        offer(self, "plan", [("", _now("Aucun")), *((each.public_id, each.name) for each in plans)])
        self.fields["purpose"].help_text = _(
            "Dit aux personnes (RGPD, art. 13). Par exemple : « vous envoyer le guide et vous rappeler »."
        )
        self.fields["hosts"].help_text = _(
            "Un par ligne, par exemple www.exemple.fr. Aucun : nul autre site."
        )
        if not actor.may(Permission.MANAGE_SETTINGS):
            del self.fields["hosts"]
        self.asked = []
        for key, label in askable().items():
            choice = forms.ChoiceField(
                label=label,
                choices=(
                    ("", _("Ne pas demander")),
                    (OPTIONAL, _("Facultatif")),
                    (REQUIRED, _("Obligatoire")),
                ),
            )
            self.fields[ASK + key] = choice
            self.asked.append(ASK + key)

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        """The fields that say what is asked."""
        return [self[name] for name in self.asked]


def askable() -> Mapping[str, Any]:
    """What a form may ask besides what it always asks: our fields, then the custom ones."""
    own = {key: FIELDS[key] for key in OWN_FIELDS if key not in ALWAYS}
    customs = {
        f"{kind}:{field.key}": field.label
        for kind in ("company", "contact")
        for field in custom_fields(kind)
        if field.group is None
    }
    return {**own, **customs}


def first_values(form: PublicForm) -> Mapping[str, object]:
    """The form as stored, for its fields."""
    names = (
        *("name", "kind", "language", "title", "introduction", "white_paper_title", "thanks", "purpose"),
        *("notice_more", "asks_newsletter", "lead_rule"),
    )
    asked = {ASK + str(each["key"]): REQUIRED if each.get("required") else OPTIONAL for each in form.fields}
    return {
        **{name: getattr(form, name) for name in names},
        "owner": form.owner.public_id if form.owner is not None else "",
        "plan": form.plan.public_id if form.plan is not None else "",
        "hosts": "\n".join(form.hosts),
        **asked,
    }
