"""The letters of a mailing: their file, the labels of their envelopes, that they were posted."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.mailing_hold import refuse_outdated_letters
from negoce.prospecting.actions.mailing_posted import note_posted
from negoce.prospecting.actions.mailing_print import letters_path, printed_rows, word_path
from negoce.prospecting.enums import MailingState
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_audience import require_powers
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go
from negoce.web.mailings.record import for_prospecting, load, mailing_url

_LINES = 6
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BOM = "\ufeff"


@require_GET
@for_prospecting
def pdf(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """All the letters in one file, for whoever sees all that they were prepared for."""
    mailing = load(public_id)
    name = _("lettres-%(id)s.pdf") % {"id": mailing.public_id}
    return _file(request, mailing, letters_path(mailing), name, "application/pdf")


@require_GET
@for_prospecting
def word(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The same letters for Word."""
    mailing = load(public_id)
    name = _("lettres-%(id)s.docx") % {"id": mailing.public_id}
    return _file(request, mailing, word_path(mailing), name, _WORD)


@require_GET
@for_prospecting
def labels(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The lines of the addresses, one a column."""
    require(actor_of(request), Permission.EXPORT)
    mailing = load(public_id)
    _require_ready(mailing)
    require_powers(actor_of(request), mailing)
    if (back := _outdated(request, mailing)) is not None:
        return back
    _note(request, mailing, "csv")
    answer = StreamingHttpResponse(
        _labels(actor_of(request), mailing), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="etiquettes-{mailing.public_id}.csv"'
    return answer


@require_POST
@for_prospecting
def posted(request: HttpRequest, public_id: str) -> HttpResponse:
    """They were printed and posted."""
    mailing = load(public_id)
    try:
        note_posted(actor_of(request), mailing)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
    else:
        flash(request, _("Lettres notées comme postées."))
    return go(request, mailing_url(mailing))


def _file(
    request: HttpRequest, mailing: Mailing, path: Path, name: str, content_type: str
) -> HttpResponseBase:
    actor = actor_of(request)
    require(actor, Permission.EXPORT)
    _require_ready(mailing)
    if not (actor.sees_everything or mailing.launched_by_id == actor.user_id) or not path.is_file():
        raise Http404(_not_there())
    require_powers(actor_of(request), mailing)
    if (back := _outdated(request, mailing)) is not None:
        return back
    _note(request, mailing, path.suffix[1:])
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=content_type)


def _require_ready(mailing: Mailing) -> None:
    """Letters of a mailing that is paused or stopped are kept from leaving: nobody looks who may still have one."""
    if mailing.state != MailingState.READY.value:
        raise Http404(_not_there())


def _not_there() -> str:
    return _("Ce fichier n’existe pas, ou n’est plus gardé.")


def _outdated(request: HttpRequest, mailing: Mailing) -> HttpResponse | None:
    """The way back to the mailing when somebody may no longer have their letter: they are printed again."""
    try:
        refuse_outdated_letters(mailing)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
        return redirect(mailing_url(mailing))
    return None


def _note(request: HttpRequest, mailing: Mailing, form: str) -> None:
    """Names and addresses leave the house: the journal says who took them."""
    with transaction.atomic():
        entry = Entry("exported", "mailing", mailing.pk, mailing.name, changes={"format": (None, form)})
        record(actor_of(request), entry)


def _labels(actor: Actor, mailing: Mailing) -> Iterator[bytes]:
    rows = printed_rows(mailing)
    if not actor.sees_everything:
        rows = rows.filter(company__in=visible_companies(actor))
    head = [_("Ligne %(number)s") % {"number": number} for number in range(1, _LINES + 1)]
    yield f"{_BOM}{_line(head)}".encode()
    for lines in rows.values_list("lines", flat=True).iterator(chunk_size=500):
        yield _line([*lines, *[""] * (_LINES - len(lines))]).encode()


def _line(cells: list[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow([neutralise(cell) for cell in cells])
    return buffer.getvalue()
