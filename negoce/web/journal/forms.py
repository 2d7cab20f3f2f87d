"""What is looked for in the journal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Origin
from negoce.identity.models import User
from negoce.identity.queries.journal import JournalFilter
from negoce.identity.rules.actor import Actor
from negoce.identity.words import options
from negoce.web.journal.masking import may_read
from negoce.web.journal.words import KINDS, VERBS, named_fields


def searchable_fields(actor: Actor) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Fields by kind of record; one that the person may not read is not offered: finding it would tell."""
    groups = []
    for kind, (words, _model) in KINDS.items():
        fields = [
            (name, label)
            for name, label in named_fields(kind)
            if all(may_read(actor, other, name) for other in KINDS)
        ]
        if fields and kind != "preference":
            groups.append((words, sorted(fields, key=lambda pair: pair[1])))
    return groups


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}))


class JournalForm(forms.Form):
    """Who, on what, what was done, which field, through which door, and when."""

    name = forms.CharField(
        label=_("Fiche"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Nom de la fiche")}),
    )
    who = forms.ChoiceField(label=_("Qui"), required=False)
    kind = forms.ChoiceField(label=_("Type de fiche"), required=False)
    verb = forms.ChoiceField(label=_("Action"), required=False)
    field = forms.ChoiceField(label=_("Champ"), required=False)
    origin = forms.ChoiceField(label=_("Origine"), required=False)
    since = _day(_("Du"))
    until = _day(_("Au"))
    batch = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.order_by("last_name", "first_name", "id")
        if not actor.sees_everything:
            people = people.filter(pk__in=sorted(actor.colleague_ids))
        everybody: list[tuple[str, Any]] = [("", _("Tout le monde"))]
        everybody += [(str(user.pk), user.full_name) for user in people[:500]]
        kinds = {str(words): kind for kind, (words, _model) in KINDS.items() if kind != "preference"}
        verbs = {str(words): verb for verb, words in VERBS.items() if verb != "updated"}
        self._offer("who", everybody)
        self._offer(
            "kind", [("", _("Toute fiche")), *((kind, words) for words, kind in sorted(kinds.items()))]
        )
        self._offer(
            "verb", [("", _("Toute action")), *((verb, words) for words, verb in sorted(verbs.items()))]
        )
        self._offer("field", [("", _("Tout champ")), *searchable_fields(actor)])
        self._offer("origin", [("", _("Toute origine")), *options(Origin)])

    def wanted(self) -> JournalFilter:
        """The filter of a form that is right."""
        data = self.cleaned_data
        names = ("kind", "name", "verb", "field", "origin", "since", "until", "batch")
        return JournalFilter(
            actor_id=int(data["who"]) if data["who"] else None, **{name: data[name] for name in names}
        )

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
