"""Changes of a record as its thread tells them: « Camille a modifié le téléphone, +2 autres changements »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.models import Company, Contact
from negoce.companies.permissions import is_custom, may_read_field
from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import Actor
from negoce.web.activities.words import day_words, time_tag
from negoce.web.companies.journal_lines import JournalLine, journal_lines
from negoce.web.companies.record import CompanyRecord
from negoce.web.custom.words import custom_words
from negoce.web.journal.words import field_words


@dataclass(frozen=True, slots=True)
class ChangesLine:
    """One sitting of changes: who, the first sentence, the others behind « +2 autres changements »."""

    actor_name: str
    when: SafeString
    first: str
    others: Sequence[str]
    others_words: str


def changes_line(
    actor: Actor, record: Company | Contact, entries: Sequence[JournalEntry], today: date
) -> ChangesLine:
    """Put a sitting into words; fields that the actor may not read are not told."""
    if isinstance(record, Company):
        sentences = [
            each
            for line in journal_lines(CompanyRecord(actor, record), entries)
            for each in _of_company(line)
        ]
    else:
        sentences = [_of_contact(actor, entry) for entry in entries]
    name = entries[0].actor_name
    count = len(sentences) - 1
    words = ngettext("+%(count)s autre changement", "+%(count)s autres changements", count) % {"count": count}
    moment = timezone.localtime(entries[0].at)
    when = time_tag(day_words(moment.date(), today), entries[0].at)
    return ChangesLine(name, when, sentences[0], sentences[1:], words if count else "")


def _of_company(line: JournalLine) -> Sequence[str]:
    if not line.changes:
        return [line.verb]
    return [
        _("%(verb)s %(field)s : %(before)s → %(after)s")
        % {"verb": line.verb, "field": each.label, "before": each.before, "after": each.after}
        for each in line.changes
    ]


def _of_contact(actor: Actor, entry: JournalEntry) -> str:
    verbs = {
        "created": _("a créé la fiche"),
        "deleted": _("a supprimé la fiche"),
        "restored": _("a rétabli la fiche"),
        "job_moved": _("a noté un changement de poste"),
    }
    if entry.verb in verbs:
        return verbs[entry.verb]
    labels = [_label(name) for name in entry.values if may_read_field(actor, "contact", name)]
    # The databases do not keep the fields of an entry in the same order.
    told = ", ".join(sorted(label for label in labels if label))
    return _("a modifié %(fields)s") % {"fields": told} if told else _("a modifié la fiche")


def _label(name: str) -> str:
    if is_custom(name):
        return custom_words("contact", name)[0]
    try:
        Contact._meta.get_field(name)
    except FieldDoesNotExist:
        return ""
    return field_words("contact", name)
