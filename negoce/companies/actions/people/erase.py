"""Erases a person for good: who they were is gone, what the company agreed with us stays (domain 5.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.people.erase_crowd import erase_rows, mending_steps
from negoce.companies.actions.people.erase_gather import Whole, gather
from negoce.companies.actions.people.erase_imports import find_in_imports
from negoce.companies.actions.people.opposition_record import close_channels
from negoce.companies.enums import Channel
from negoce.companies.models import Activity, Contact
from negoce.companies.permissions import require_privacy
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    `to_review` are exchanges with several people, whose text a person must read. `files_removed` are the names of
    the imported files that named the person; `files_left` those of imports under way, which still hold them.
    """

    activities_blanked: int
    records_mended: int
    to_review: Sequence[Activity]
    files_removed: Sequence[str] = ()
    files_left: Sequence[str] = ()


def erase_person(
    actor: Actor, contact: Contact, *, reason: str, typed_name: str, oppose: bool = False
) -> Erased:
    """Empty all that says who a contact is, in every room, in one transaction; it cannot be undone.

    The row stays, without a name, so that exchanges keep their place. The text of exchanges with them alone
    is emptied; elsewhere their name and coordinates are taken out of texts of their companies. Oppositions
    keep only their digests; with `oppose` every channel is closed first. Raises NotAllowed, and Refused when
    `typed_name` is not the person's or no `reason` is given.
    """
    require_privacy(actor)
    if not reason.strip():
        raise refuse_field("reason", _("Dites pourquoi : la demande de la personne, ou la fin du délai."))
    row = visible_contact(actor, contact.pk)
    _require_name(row, typed_name)
    # Files and other companies are looked through before, so that nobody waits behind this transaction.
    (whole,) = gather([row])
    crowd = Crowd(whole.erasures)
    imports = find_in_imports(crowd)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        if oppose:
            close_channels(actor, row, list(Channel), timezone.localdate(), _("demande d’effacement"))
        mended = sum(step() for step in mending_steps(crowd, imports))
        blanked, more, review = erase_rows(actor, [Whole(row, whole.erasures)], crowd, reason)
    removed = [crowd.mend_label(run.file.name) for run in (*imports.done, *imports.drafts)]
    left = [crowd.mend_label(run.file.name) for run in imports.under_way]
    return Erased(blanked, mended + more, review, list(dict.fromkeys(removed)), list(dict.fromkeys(left)))


def _require_name(row: Contact, typed_name: str) -> None:
    if " ".join(typed_name.split()).casefold() != row.full_name.casefold():
        raise refuse_field("typed_name", _("Ce n’est pas le nom de la personne : rien n’est effacé."))
