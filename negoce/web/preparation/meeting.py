"""The meeting that is prepared: when, with whom, where."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.queries.preparation.meeting import people_of
from negoce.web.activities.words import moment_long
from negoce.web.contacts.record import contact_url
from negoce.web.preparation.prepared import Prepared


def meeting_block(prepared: Prepared) -> SheetBlock:
    """One line a fact of the meeting that is planned."""
    planned = prepared.meetings.planned
    return SheetBlock(
        key="meeting",
        title=_("Le prochain entretien"),
        lines=_lines(prepared, planned) if planned is not None else (),
        todo=_("Aucun entretien n’est prévu avec ce client : prenez date."),
        edits=_edits(prepared, planned),
    )


def meeting_words(prepared: Prepared) -> str:
    """« visite, lundi 23 novembre 2026 à 9 h »; empty when none is planned."""
    planned = prepared.meetings.planned
    if planned is None:
        return ""
    kind = choice_label(ActivityKind, planned.kind)
    return f"{kind}, {moment_long(planned.starts_at, all_day=planned.all_day)}"


def _lines(prepared: Prepared, planned: Activity) -> Sequence[SheetLine]:
    company = prepared.deal.company
    minutes = planned.duration_minutes
    lasts = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes} if minutes else ""
    url = reverse("activities:record", args=[planned.public_id])
    place = " ".join(part for part in (company.postal_code, company.city) if part)
    lines = [SheetLine(meeting_words(prepared), note=lasts, url=url)]
    lines += [
        SheetLine(
            each.full_name, note=post.function if (post := each.current_post) else "", url=contact_url(each)
        )
        for each in people_of(prepared.actor, planned)
    ]
    if planned.kind == ActivityKind.VISIT and place:
        lines.append(SheetLine(f"{company.name}, {place}", note=company.phone))
    if planned.subject:
        lines.append(SheetLine(planned.subject, note=planned.body))
    return lines


def _edits(prepared: Prepared, planned: Activity | None) -> Sequence[SheetEdit]:
    if planned is not None:
        return [SheetEdit(_("Ouvrir le rendez-vous"), reverse("activities:record", args=[planned.public_id]))]
    if not prepared.actor.may(Permission.CREATE):
        return ()
    given = {
        "company": prepared.deal.company.public_id,
        "kind": ActivityKind.VISIT.value,
        "state": ActivityState.PLANNED.value,
    }
    url = f"{reverse('activities:create')}?{urlencode(given)}"
    return [SheetEdit(_("Prendre date"), url, is_dialog=True)]
