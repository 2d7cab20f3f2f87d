"""The free-text guard of activities: nothing is stored before the person has read what it found (5.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.models import Activity, Company, Contact
from negoce.companies.rules.contact_guard import is_of_a_name, new_passages
from negoce.companies.rules.value_cleaning import clean_line
from negoce.companies.words.findings import say
from negoce.kit.refusal import Refused

REASON_MAX = 200
REASON_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Warned:
    """A passage that should not be written about a person, and why, in words."""

    field: str
    excerpt: str
    message: str


class TextWarned(Refused):
    """Nothing was stored: the text says things of a person that a reason must justify.

    Sent again with a `guard_reason`, the same text passes, and the reason stays in the journal.
    """

    def __init__(self, warnings: Sequence[Warned]) -> None:
        fields: dict[str, list[str]] = {}
        for warned in warnings:
            fields.setdefault(warned.field, []).append(warned.message)
        message = ngettext(
            "Un passage ne devrait pas être écrit à propos d’une personne. Rien n’a été enregistré : "
            "corrigez-le, ou dites pourquoi le garder.",
            "%(count)s passages ne devraient pas être écrits à propos d’une personne. "
            "Rien n’a été enregistré : "
            "corrigez-les, ou dites pourquoi les garder.",
            len(warnings),
        ) % {"count": len(warnings)}
        super().__init__(message, fields=fields)
        self.warnings = tuple(warnings)


def guard_texts(
    texts: Mapping[str, str],
    reason: str,
    stored: Mapping[str, str] | None = None,
    names: Callable[[], Sequence[str]] = tuple,
) -> Mapping[str, tuple[object, object]]:
    """Check free texts about persons, by field; returns what the journal adds when a reason overrides.

    What `stored` holds already was kept with a reason: it is not asked again. `names`, asked only when something is
    found, are those of the company and of the people concerned: a word of theirs is let through.

    Raises TextWarned when something is found and no reason is given, Refused for a reason that says nothing.
    """
    warnings = [
        Warned(name, found.excerpt, say(found.finding))
        for name, text in texts.items()
        for found in new_passages(text, (stored or {}).get(name, ""))
    ]
    if warnings and (known := names()):
        warnings = [each for each in warnings if not is_of_a_name(each.excerpt, known)]
    if not warnings:
        return {}
    cleaned = clean_line(reason, REASON_MAX)
    if cleaned.finding is not None:
        raise Refused(say(cleaned.finding), fields={"guard_reason": [say(cleaned.finding)]})
    if not cleaned.value:
        raise TextWarned(warnings)
    if len(cleaned.value) < REASON_SHORTEST:
        message = _("Dites en quelques mots pourquoi ce passage est nécessaire.")
        raise Refused(message, fields={"guard_reason": [message]})
    return {
        "guard_reason": (None, cleaned.value),
        "guard_excerpts": (None, [each.excerpt for each in warnings]),
    }


def names_of(company: Company | None, people: Iterable[Contact]) -> Sequence[str]:
    """The proper names that a text about these may hold."""
    return [company.name if company is not None else "", *(person.full_name for person in people)]


def names_in(activity: Activity) -> Sequence[str]:
    """The proper names that a text of this activity may hold."""
    return names_of(activity.company, activity.contacts.order_by("pk"))
