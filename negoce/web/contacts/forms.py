"""The forms about contacts. Values are checked by the actions; these only show them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Civility, DecisionPower, Department, Departure
from negoce.companies.words.choices import choice_options
from negoce.ui.components.forms import offer

# What a field asks for while it is typed in is not what its form does when sent.
_OWN_SWAP = {"hx-select": "unset", "hx-swap": "innerHTML"}
_DAY = {"placeholder": _("jj/mm/aaaa"), "autocomplete": "off"}


class ContactForm(forms.Form):
    """What is asked of a new contact."""

    company_name = forms.CharField(label=_("Entreprise"), required=True)
    civility = forms.ChoiceField(label=_("Civilité"), required=False)
    first_name = forms.CharField(label=_("Prénom"), required=False)
    last_name = forms.CharField(label=_("Nom"))
    function = forms.CharField(label=_("Fonction"), required=False)
    department = forms.ChoiceField(label=_("Service"), required=False)
    decision_power = forms.ChoiceField(label=_("Pouvoir de décision"), required=False)
    email = forms.CharField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Ligne directe"), required=False)
    mobile = forms.CharField(label=_("Mobile"), required=False)
    linkedin = forms.CharField(label=_("LinkedIn"), required=False)
    information_source = forms.CharField(label=_("Origine des données"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, enum in (
            ("civility", Civility),
            ("department", Department),
            ("decision_power", DecisionPower),
        ):
            offer(self, name, [("", "—"), *choice_options(enum)])
        similar = {
            **_OWN_SWAP,
            "hx-get": reverse("contacts:similar"),
            "hx-target": "#similar-people",
            "hx-include": "closest form",
            "hx-trigger": "input changed delay:300ms",
            "hx-sync": "closest form:replace",
            "autocomplete": "off",
        }
        for name in ("first_name", "last_name", "email", "phone", "mobile"):
            self.fields[name].widget.attrs |= similar
        search_company(self.fields["company_name"], reverse("contacts:companies") + "?create=other&first=1")
        self.fields["phone"].widget.input_type = self.fields["mobile"].widget.input_type = "tel"
        self.fields["first_name"].widget.attrs["autofocus"] = True


class MoveForm(forms.Form):
    """What is known of a departure."""

    departure = forms.ChoiceField(label=_("Ce que l’on sait"))
    left_on = forms.CharField(label=_("A quitté son poste le"), required=False)
    company_name = forms.CharField(label=_("Travaille maintenant chez"))
    function = forms.CharField(label=_("Fonction"), required=False)
    department = forms.ChoiceField(label=_("Service"), required=False)
    started_on = forms.CharField(label=_("Depuis le"), required=False)
    email = forms.CharField(label=_("Nouvel e-mail"), required=False)
    phone = forms.CharField(label=_("Nouvelle ligne directe"), required=False)
    mobile = forms.CharField(label=_("Mobile"), required=False)
    successor = forms.ChoiceField(label=_("Poste repris par"), required=False)
    successor_first_name = forms.CharField(label=_("ou nouvelle personne : prénom"), required=False)
    successor_last_name = forms.CharField(label=_("et nom"), required=False)

    def __init__(self, *arguments: Any, people: list[tuple[str, str]], here: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "departure", choice_options(Departure))
        offer(self, "department", [("", "—"), *choice_options(Department)])
        offer(self, "successor", [("", "—"), *people])
        self.fields["departure"].widget.attrs |= {
            "hx-get": here,
            "hx-trigger": "change",
            "hx-include": "closest form",
            "hx-target": "#move-form",
            "hx-select": "#move-form",
            "hx-swap": "outerHTML",
        }
        for name in ("left_on", "started_on"):
            self.fields[name].widget.attrs |= _DAY
        for name in ("phone", "mobile"):
            self.fields[name].widget.input_type = "tel"
        search_company(self.fields["company_name"], reverse("contacts:companies") + "?create=network")


class PostForm(forms.Form):
    """A second post, beside those held."""

    company_name = forms.CharField(label=_("Entreprise"))
    function = forms.CharField(label=_("Fonction"), required=False)
    department = forms.ChoiceField(label=_("Service"), required=False)
    started_on = forms.CharField(label=_("Depuis le"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "department", [("", "—"), *choice_options(Department)])
        self.fields["started_on"].widget.attrs |= _DAY
        search_company(self.fields["company_name"], reverse("contacts:companies"))


class PostEndForm(forms.Form):
    """The end of a post."""

    ended_on = forms.CharField(label=_("Dernier jour"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["ended_on"].widget.attrs |= _DAY


class PreferenceForm(forms.Form):
    """What the person told, for what, and when."""

    text = forms.CharField(label=_("Ce qu’elle a dit préférer"))
    told_for = forms.CharField(label=_("Dit pour quel usage"))
    told_on = forms.CharField(label=_("Dit le"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["told_on"].widget.attrs |= _DAY


def search_company(field: forms.Field, url: str) -> None:
    """Make a text field look companies up as it is typed in; the choice is a radio `company` below it."""
    field.widget.attrs |= {
        **_OWN_SWAP,
        "hx-get": url,
        "hx-trigger": "input changed delay:200ms",
        "hx-target": "#company-choices",
        "hx-include": "this",
        "hx-sync": "this:replace",
        "autocomplete": "off",
    }
