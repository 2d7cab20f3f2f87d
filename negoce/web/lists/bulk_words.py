"""What a change of many rows did, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.actions.bulk_tasks import TASK, asked_of
from negoce.companies.actions.bulk_undo import Undone
from negoce.companies.actions.bulk_values import bulk_columns
from negoce.companies.models import BulkChange
from negoce.kit.dates import format_date
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
    if change.column == TASK:
        asked = asked_of(change)
        day = format_date(asked.day, state.spec.actor.language)
        return _("Tâche : %(subject)s, pour le %(day)s") % {"subject": asked.subject, "day": day}
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


def done_words(state: ListState, done: BulkChange) -> str:
    """What was done, for how many, and what followed."""
    said = _("%(what)s. Fait pour %(rows)s.") % {
        "what": change_words(state, done),
        "rows": counted_rows(state, done.changed),
    }
    follower = BulkChange.objects.filter(follows=done).first() if done.takes_activities else None
    if follower is None or not follower.changed:
        return said
    followed = ngettext(
        "%(count)s activité prévue suit.", "%(count)s activités prévues suivent.", follower.changed
    )
    return f"{said} {followed % {'count': follower.changed}}"


def undone_words(change: BulkChange, undone: Undone) -> str:
    """What was taken back, and what was left."""
    if change.column == TASK:
        return _undone_tasks(undone)
    words = ngettext(
        "%(count)s ligne remise comme avant.", "%(count)s lignes remises comme avant.", undone.restored
    )
    said = words % {"count": undone.restored}
    if undone.left:
        left = ngettext(
            "%(count)s, changée depuis, est laissée.",
            "%(count)s, changées depuis, sont laissées.",
            undone.left,
        )
        said = f"{said} {left % {'count': undone.left}}"
    if undone.activities:
        followed = ngettext(
            "%(count)s activité prévue aussi.", "%(count)s activités prévues aussi.", undone.activities
        )
        said = f"{said} {followed % {'count': undone.activities}}"
    return said


def _undone_tasks(undone: Undone) -> str:
    words = ngettext("%(count)s tâche retirée.", "%(count)s tâches retirées.", undone.activities)
    said = words % {"count": undone.activities}
    if not undone.left:
        return said
    left = ngettext(
        "%(count)s, faite ou changée depuis, est laissée.",
        "%(count)s, faites ou changées depuis, sont laissées.",
        undone.left,
    )
    return f"{said} {left % {'count': undone.left}}"


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
