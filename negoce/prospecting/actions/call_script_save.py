"""Saves a script of calls, and offers it or not (P9)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.prospecting.models import CallScript
from negoce.prospecting.rules.script_text import LONGEST, read_script
from negoce.prospecting.words.call import SCRIPT_MESSAGES
from negoce.ui.words.say import say

NAME_MAX = 80


def save_script(
    actor: Actor,
    script: CallScript | None,
    *,
    name: str,
    text: str,
    is_active: bool = True,
    revision: int | None = None,
) -> CallScript:
    """Make a script, or change one. Raises NotAllowed; Conflict; Refused with what is wrong, line by line."""
    require(actor, Permission.MANAGE_PROSPECTING)
    line = clean_line(name, NAME_MAX)
    if line.finding is not None or not line.value:
        raise refuse_field("name", _("Donnez un nom au script, en 80 caractères au plus."))
    if len(text) > LONGEST:
        raise refuse_field("text", _("Le script est trop long : 20 000 caractères au plus."))
    wrong = read_script(text).errors
    if wrong:
        messages = [say(each, SCRIPT_MESSAGES) for each in wrong]
        raise Refused(messages[0], fields={"text": messages})
    stored = {"name": script.name, "text": script.text} if script is not None else {}
    guard_texts({"name": line.value, "text": text}, stored)
    with transaction.atomic():
        row = script or CallScript()
        if script is not None:
            row = CallScript.objects.select_for_update().get(pk=script.pk)
            if revision is not None and revision != row.revision:
                message = _("Quelqu’un a modifié ce script entre-temps. Rouvrez-le, puis recommencez.")
                raise Conflict(message, field="text", current=row.text)
        before = row.name
        row.name, row.text, row.is_active = line.value, text.replace("\r", ""), is_active
        row.revision += 1
        row.save()
        record(
            actor,
            Entry(
                verb="created" if script is None else "updated",
                subject_kind="call_script",
                subject_id=row.pk,
                subject_name=row.name,
                changes={"name": (before or None, row.name)},
            ),
        )
    return row
