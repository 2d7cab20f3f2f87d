"""Two people at one form: what somebody else stored meanwhile, brought together with what this person typed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from negoce.identity.models import JournalEntry
from negoce.identity.queries.journal import last_change
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Conflict
from negoce.ui.words.say import short_moment
from negoce.web.http import whole_number
from negoce.web.journal.lines import entry_lines

_ASIDE = ("revision", "seen", "marks", "guard_reason")
_OPENED = "@"
_REFERENCE = re.compile(r"0\d")
_NUMBERED = re.compile(r"[-_]\d+$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A form as a page shows it, with what the page says beside it."""

    form: forms.Form
    more: Mapping[str, object]


def marks_of(form: forms.Form) -> str:
    """When the form was opened, and what stood in each field: enough to know it again, not to read it."""
    marks = (f"{bound.html_name}:{_mark(_stored(bound))}" for bound in _fields(form))
    return " ".join([f"{_OPENED}:{timezone.now().timestamp():.0f}", *marks])


def as_stored_now(request: HttpRequest) -> Shown | None:
    """The form that the same address shows to who comes now; None where it shows none, or nothing is left to show."""
    match = request.resolver_match
    if match is None:
        return None
    asked = copy(request)
    # Nothing of what was sent: a page that looks there would show its past as what is stored.
    asked.method, asked.POST, asked._files = "GET", QueryDict(), MultiValueDict()  # type: ignore[attr-defined]
    try:
        answer = match.func(asked, *match.args, **match.kwargs)
    except Http404:
        return None
    found = getattr(answer, "shown", None)
    return found if isinstance(found, Shown) else None


def remember(answer: HttpResponse, form: forms.Form, more: Mapping[str, object]) -> HttpResponse:
    """Keep with an answer the form that it shows, for `as_stored_now`."""
    answer.shown = Shown(form, more)  # type: ignore[attr-defined]
    return answer


def bring_together(form: forms.Form, fresh: forms.Form, conflict: Conflict, actor: Actor) -> list[str]:
    """Put into the form what only somebody else changed, leave what was typed, and say both, line by line.

    Where nothing of that can be told, the words of the refusal are.

    Fields in numbered lines stand for nothing by themselves: there all that was typed is left.
    """
    data, lines, theirs = _sent(form), [], []
    marks = data.get("marks", "")
    if not marks:
        # Nobody knows how this form began: nothing of it is taken for what somebody else wrote.
        entry = _told(conflict, "")
        return [conflict.message] if entry is None else [_who(entry, actor), _then(False, False)]
    seen = dict(part.rsplit(":", 1) for part in marks.split() if ":" in part)
    for bound in _fields(fresh):
        name = bound.html_name
        now, mine = _stored(bound), _typed(data, bound)
        moved, touched = seen.get(name) != _mark(now), mine is not None and seen.get(name) != _mark(mine)
        if not moved or now == mine or (touched and _reads_alike(now, mine or [], actor)):
            continue
        if touched or _NUMBERED.search(name):
            lines.append(_dispute(bound, now, mine or []))
        else:
            theirs.append(_taken(bound, now))
            _put(data, name, now)
    form.data = data
    entry = _told(conflict, seen.get(_OPENED, ""))
    if entry is None and not theirs and not lines:
        return [conflict.message]
    beside = _beside(actor, entry) if entry is not None and not theirs and not lines else []
    return [_who(entry, actor), *theirs, *lines, *beside, _then(bool(theirs), bool(lines))]


def say_conflict(form: forms.Form, lines: list[str]) -> None:
    """Show nothing but these lines above the form."""
    form.is_valid()
    form.errors.clear()
    form.add_error(None, lines)


def _told(conflict: Conflict, opened: str) -> JournalEntry | None:
    """What the journal says of the change, if anything."""
    entry = last_change(conflict.subject) if conflict.subject is not None else None
    since = whole_number(opened, 12)
    # It is silent where nothing that it tells of changed: what it says of before is somebody else's.
    if entry is None or (since is not None and entry.at.timestamp() < since - 1):
        return None
    return entry


def _beside(actor: Actor, entry: JournalEntry) -> list[str]:
    """What changed that the form does not show."""
    changes = entry_lines(actor, [entry])[0].changes
    said = [
        {"field": capfirst(each.label), "now": each.after or _("rien")} for each in changes if not each.hidden
    ]
    return [_("%(field)s : « %(now)s » depuis.") % each for each in said]


def _who(entry: JournalEntry | None, actor: Actor) -> str:
    if entry is None:
        return _("Quelqu’un d’autre a enregistré cette fiche entre-temps.")
    when = short_moment(entry.at)
    if entry.actor_id == actor.user_id:
        return _("Vous avez enregistré cette fiche entre-temps, dans une autre fenêtre : %(when)s.") % {
            "when": when
        }
    named = {"name": entry.actor_name, "when": when}
    return _("%(name)s a enregistré cette fiche entre-temps : %(when)s.") % named


def _then(took: bool, disputed: bool) -> str:
    if disputed:
        return _(
            "Ce que vous avez tapé est gardé ci-dessous. Corrigez s’il le faut, puis enregistrez : c’est alors votre"
            " texte qui reste."
        )
    if took:
        return _(
            "Le reste est ce que vous avez tapé. Relisez, puis enregistrez : rien n’est perdu de part et d’autre."
        )
    return _("Ce que vous avez tapé est gardé ci-dessous. Relisez, puis enregistrez.")


def _dispute(bound: BoundField, now: list[str], mine: list[str]) -> str:
    said = {"field": bound.label, "now": _words(bound, now), "mine": _words(bound, mine)}
    return _("%(field)s : l’autre version dit « %(now)s », vous avez tapé « %(mine)s ».") % said


def _taken(bound: BoundField, now: list[str]) -> str:
    said = {"field": bound.label, "now": _words(bound, now)}
    return _("%(field)s : « %(now)s », repris de l’autre version.") % said


def _words(bound: BoundField, values: list[str]) -> str:
    """A value as a person reads it."""
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return _("oui") if values else _("non")
    labels = _labels(bound)
    found = ", ".join(labels.get(each, each) for each in values if each)
    return found or _("rien")


def _labels(bound: BoundField) -> dict[str, str]:
    """What may be chosen in a field, in its order, as a person reads it."""
    labels: dict[str, str] = {}
    for key, label in getattr(bound.field, "choices", ()):
        inside = label if isinstance(label, list | tuple) else [(key, label)]
        labels |= {str(each): str(words) for each, words in inside}
    return labels


def _fields(form: forms.Form) -> Iterator[BoundField]:
    for bound in form:
        if bound.html_name not in _ASIDE and not isinstance(bound.field.widget, forms.FileInput):
            yield bound


def _stored(bound: BoundField) -> list[str]:
    """What a browser would send of a field that nobody touched."""
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    written = widget.format_value(value)
    found = sorted(_plain(each) for each in (written if isinstance(written, list | tuple) else [written]))
    if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
        # Where nothing of a list is chosen, a browser sends its first line.
        known = list(_labels(bound))
        return found if not known or set(found) & set(known) else known[:1]
    return found


def _sent(form: forms.Form) -> QueryDict:
    if isinstance(form.data, QueryDict):
        return form.data.copy()
    data = QueryDict(mutable=True)
    data.update(form.data)
    return data


def _typed(data: QueryDict, bound: BoundField) -> list[str] | None:
    """What was sent of a field; None when the page did not show it."""
    sent, widget = data.getlist(bound.html_name), bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if sent else []
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return sorted(sent)
    return [_plain(sent[-1])] if sent else None


def _reads_alike(now: list[str], mine: list[str], actor: Actor) -> bool:
    """Whether two values are one: « 4 000,00 » is what was typed « 4000 », « 007 » is not what was typed « 7 »."""
    if any(_REFERENCE.match(each) for each in (*now, *mine)):
        return False
    figures = [parse_decimal(each, mark_of(actor.language)).value for each in (*now, *mine)]
    return len(figures) == 2 and figures[0] is not None and figures[0] == figures[1]


def _put(data: QueryDict, name: str, values: list[str]) -> None:
    if values:
        data.setlist(name, values)
    else:
        data.pop(name, None)


def _plain(value: object) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _mark(values: list[str]) -> str:
    return hashlib.blake2s("\0".join(values).encode(), digest_size=6).hexdigest()
