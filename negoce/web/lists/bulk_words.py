"""What a change of many rows did, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_values import bulk_columns
from negoce.companies.models import BulkChange
from negoce.kit.money import format_decimal
from negoce.web.lists.nouns import counted_noun
from negoce.web.lists.state import ListState


def counted_rows(state: ListState, number: int) -> str:
    """« 520 entreprises »."""
    shown = format_decimal(number, state.spec.actor.language)
    return _("%(number)s %(noun)s") % {"number": shown, "noun": counted_noun(state.definition.key, number)}


def change_words(state: ListState, change: BulkChange) -> str:
    """« Suivi par : Hugo Lemoine », « Étiquettes : +Salon, −Litige », « Type : Importateur »."""
    if change.column == "tags":
        return _("Étiquettes : %(values)s") % {"values": _tag_words(state, change.value)}
    if change.column == "owner":
        return _("Suivi par : %(values)s") % {"values": _person_words(state, change.value)}
    column = bulk_columns(state.definition, state.spec.actor).get(change.column)
    if column is None or column.options is None:
        return _("Champ retiré depuis")
    options = dict(column.options(state.spec.actor))
    return _("%(field)s : %(value)s") % {
        "field": column.label,
        "value": options.get(change.value, _("(vide)")),
    }


def _person_words(state: ListState, key: str) -> str:
    if not key:
        return _("personne")
    person = state.spec.directory.people.get(int(key)) if key.isdigit() else None
    return person.full_name if person else _("compte supprimé")


def _tag_words(state: ListState, value: str) -> str:
    told = []
    for signed in filter(None, value.split(",")):
        sign, key = signed[0], signed[1:]
        tag = state.spec.directory.tags.get(int(key)) if key.isdigit() else None
        told.append(f"{'+' if sign == '+' else '−'}{tag.name if tag else '…'}")
    return ", ".join(told)
