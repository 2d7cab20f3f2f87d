"""The numbers of a session with what became of each, as a CSV file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.rules.phones import format_phone
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import CallSession, CallTarget
from negoce.prospecting.queries.call_sessions import visible_targets
from negoce.prospecting.words.call import OUTCOMES, TARGET_STATES
from negoce.web.calls.loading import load_session
from negoce.web.calls.words import why_not

_CHUNK = 500


@require_GET
def export(request: HttpRequest, public_id: str) -> HttpResponse | StreamingHttpResponse:
    """Every number of the session that the person sees, as UTF-8 with its mark and semicolons."""
    actor, session = load_session(request, public_id)
    require(actor, Permission.EXPORT)
    if not actor.may_read(FieldGroup.PERSONAL):
        raise NotAllowed(_("Vos droits ne montrent pas les coordonnées des personnes."))
    answer = StreamingHttpResponse(_pieces(actor, session), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="appels-{public_id}.csv"'
    return answer


def _pieces(actor: Actor, session: CallSession) -> Iterator[bytes]:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    heads = (_("Entreprise"), _("Interlocuteur"), _("Numéro"), _("État"), _("Résultat"), _("Essais"))
    buffer.write("\ufeff")
    writer.writerow([str(head) for head in heads])
    rows = visible_targets(actor, session).select_related("company", "contact").order_by("position", "pk")
    for place, target in enumerate(rows.iterator(chunk_size=_CHUNK)):
        writer.writerow([neutralise(cell) for cell in _cells(target)])
        if place % _CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _cells(target: CallTarget) -> Sequence[str]:
    why = why_not(target.why_skipped) if target.why_skipped else ""
    return (
        target.company.name,
        target.contact.full_name if target.contact is not None else "",
        format_phone(target.number),
        str(TARGET_STATES[target.state]),
        str(OUTCOMES[target.outcome]) if target.outcome else why,
        str(target.tries),
    )
