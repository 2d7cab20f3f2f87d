"""The forms of documents, certificates and requirements. The actions check them; these only show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.rules.tender_papers import OWN_KINDS
from negoce.negotiation.words.tender_file import GAPS, PAPER_STATES, PAPERS, PARTS
from negoce.ui.components.forms import offer
from negoce.web.activities.form import people_choices
from negoce.web.day_input import day_input

_ACCEPT = ".pdf,.docx,.pptx,.xlsx,.odt,.odp"


def _file_field(label: Any) -> forms.FileField:
    return forms.FileField(label=label, required=False, widget=forms.FileInput(attrs={"accept": _ACCEPT}))


class DocumentForm(forms.Form):
    """A document of a file."""

    kind = forms.ChoiceField(label=_("Document"))
    name = forms.CharField(label=_("Intitulé"), max_length=160)
    part = forms.ChoiceField(label=_("Partie du dossier"))
    state = forms.ChoiceField(label=_("État"))
    certificate = forms.ChoiceField(label=_("Document de la maison"), required=False)
    file = _file_field(_("Ou un fichier propre à ce dossier"))
    expires_on = forms.CharField(label=_("Valable jusqu’au"), required=False, widget=day_input())
    owner = forms.ChoiceField(label=_("Qui s’en charge"), required=False)
    due_on = forms.CharField(label=_("Pour le"), required=False, widget=day_input())
    is_required = forms.BooleanField(label=_("Exigé par le règlement"), required=False)

    def __init__(self, *arguments: Any, shelf: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "kind", list(PAPERS.items()))
        offer(self, "part", list(PARTS.items()))
        offer(self, "state", list(PAPER_STATES.items()))
        offer(self, "certificate", [("", _now("Aucun")), *shelf])
        offer(self, "owner", [("", _now("Personne")), *people_choices()])
        self.fields["expires_on"].help_text = _(
            "D’un fichier propre au dossier ; un document de la maison a déjà sa date."
        )


class CertificateForm(forms.Form):
    """A certificate of the house."""

    kind = forms.ChoiceField(label=_("Document"))
    name = forms.CharField(label=_("Intitulé"), max_length=160)
    issued_on = forms.CharField(label=_("Délivré le"), required=False, widget=day_input())
    expires_on = forms.CharField(label=_("Valable jusqu’au"), required=False, widget=day_input())
    owner = forms.ChoiceField(label=_("Qui le renouvelle"), required=False)
    days_before = forms.CharField(label=_("Prévenir, jours avant la fin"), required=False)
    file = _file_field(_("Fichier"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "owner", [("", _now("Qui a joint le fichier")), *people_choices()])
        self.fields["owner"].help_text = _("Une tâche lui est donnée avant la fin de validité.")
        self.fields["days_before"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}
        offer(self, "kind", [(each.value, PAPERS[each]) for each in OWN_KINDS])


class RequirementForm(forms.Form):
    """A requirement and our answer."""

    reference = forms.CharField(label=_("Référence"), required=False, max_length=40)
    words = forms.CharField(label=_("Exigence"), widget=forms.Textarea(attrs={"rows": 3}))
    is_mandatory = forms.BooleanField(label=_("Obligatoire"), required=False)
    gap = forms.ChoiceField(label=_("Écart"), required=False)
    answer = forms.CharField(label=_("Réponse"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    proof = forms.CharField(label=_("Preuve"), required=False, max_length=300)
    document = forms.ChoiceField(label=_("Document qui le prouve"), required=False)

    def __init__(self, *arguments: Any, documents: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "gap", [("", _now("pas encore de réponse")), *GAPS.items()])
        offer(self, "document", [("", _now("Aucun")), *documents])


class PasteForm(forms.Form):
    """Requirements pasted, one a line."""

    lines = forms.CharField(
        label=_("Exigences, une par ligne"), widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"})
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["lines"].help_text = _(
            "Copiez les cellules du tableur : référence, exigence, obligatoire (oui ou non). Une seule colonne suffit."
        )
