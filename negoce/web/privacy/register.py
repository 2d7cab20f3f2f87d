"""The register of processing (RGPD, art. 30): read, changed, taken along as PDF or CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

import negoce.catalogue.documents as sale_documents
from negoce.catalogue.documents.sale_pdf import images_of
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.companies.actions.processing_save import FIELDS, save_processing
from negoce.companies.models import ProcessingEntry
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.companies.words.processing import COLUMNS, PROCESSINGS
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.pdf import render_pdf
from negoce.kit.refusal import Refused
from negoce.parameters.queries.seller import seller
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, whole_number
from negoce.web.orders.figures import language
from negoce.web.privacy.processing_lines import ProcessingLine, processing_lines, removed_lines
from negoce.web.privacy.tabs import rights_tabs

_TABLES = Path(sale_documents.__file__).parent / "typst" / "tables.typ"
_TEMPLATE = "privacy/_processing"
_AREA = ("purpose", "data", "security")


class ProcessingForm(forms.Form):
    """One line. The action checks it; this form only shows it."""

    name = forms.CharField(label=_("Traitement"), required=False)
    is_removed = forms.BooleanField(label=_("Ne pas le faire figurer au registre"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, label in COLUMNS.items():
            area = forms.Textarea(attrs={"rows": 2}) if name in _AREA else None
            self.fields[name] = forms.CharField(label=label, required=False, widget=area)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The register as it is today."""
    require(actor_of(request), Permission.MANAGE_PRIVACY)
    context = {
        "tabs": rights_tabs(actor_of(request), "register"),
        "lines": [_shown(each) for each in processing_lines()],
        "removed": [_shown(each) for each in removed_lines()],
        "house": seller().name,
    }
    return render(request, "web/privacy/register.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """One more of the house."""
    require(actor_of(request), Permission.MANAGE_PRIVACY)
    return _dialog(request, None, "", _now("Nouveau traitement"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of the house."""
    require(actor_of(request), Permission.MANAGE_PRIVACY)
    return _dialog(
        request, load_or_404(ProcessingEntry.objects.all(), public_id), "", _now("Modifier le traitement")
    )


@require_http_methods(["GET", "POST"])
def change_ours(request: HttpRequest, key: str) -> HttpResponse:
    """One that the program writes: what is left empty stays in its words."""
    require(actor_of(request), Permission.MANAGE_PRIVACY)
    if key not in PROCESSINGS:
        raise Http404
    entry = ProcessingEntry.objects.filter(key=key).first()
    return _dialog(request, entry, key, str(PROCESSINGS[key].name))


@require_GET
def file(request: HttpRequest, form: str) -> HttpResponse:
    """The register as `pdf` or `csv`."""
    require(actor_of(request), Permission.MANAGE_PRIVACY)
    if form not in ("pdf", "csv"):
        raise Http404
    content = _pdf(processing_lines()) if form == "pdf" else _csv(processing_lines())
    kind = "application/pdf" if form == "pdf" else "text/csv; charset=utf-8"
    name = f"registre-{timezone.localdate():%Y-%m-%d}.{form}"
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _dialog(request: HttpRequest, entry: ProcessingEntry | None, key: str, title: str) -> HttpResponse:
    context = {"title": title, "url": request.path, "revision": entry.revision if entry is not None else 0}
    ours = PROCESSINGS.get(key or (entry.key if entry is not None else ""))
    if request.method == "GET":
        first = {name: getattr(entry, name) for name in (*FIELDS, "is_removed")} if entry is not None else {}
        form = ProcessingForm(initial=first)
        if ours is not None:
            for name in FIELDS:
                form.fields[name].widget.attrs["placeholder"] = str(getattr(ours, name))
        return show_form(request, _TEMPLATE, form, context)
    posted = request.POST
    try:
        save_processing(
            actor_of(request),
            entry,
            values={name: posted.get(name, "")[:4_000] for name in FIELDS},
            key=key,
            is_removed="is_removed" in posted,
            revision=whole_number(posted.get("revision", "")),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, ProcessingForm(posted), refused, context)
    flash(request, _now("Registre enregistré."))
    return go(request, reverse("people_rights:register"))


def _shown(line: ProcessingLine) -> Mapping[str, object]:
    ours = ("people_rights:processing_ours", line.key)
    name, part = ours if line.key else ("people_rights:processing", line.public_id)
    return {
        "name": line.name,
        "texts": [(COLUMNS[column], words) for column, words in line.texts.items() if words],
        "url": reverse(name, args=[part]),
        "is_changed": line.is_changed and bool(line.key),
        "is_own": not line.key,
    }


def _csv(lines: Sequence[ProcessingLine]) -> bytes:
    buffer = StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";" if language() == "fr" else ",", lineterminator="\r\n")
    writer.writerow([_now("Traitement"), *(str(label) for label in COLUMNS.values())])
    for line in lines:
        writer.writerow([neutralise(line.name), *(neutralise(line.texts[name]) for name in COLUMNS)])
    return buffer.getvalue().encode()


def _pdf(lines: Sequence[ProcessingLine]) -> bytes:
    identity, day = seller_identity(seller()), timezone.localdate()
    title = _now("Registre des activités de traitement")
    view = {
        "language": language(),
        "made_on": day.isoformat(),
        "title": title,
        "subtitle": _now("RGPD, article 30. État au %(day)s.") % {"day": format_date(day, language())},
        "head": [title, identity.name[:60]],
        "labels": {"page": _now("Page")},
        "seller": seller_view(identity, language()),
        "watermark": "",
        "tiles": [],
        "bars": {"title": "", "months": [], "series": []},
        "sections": [_section(each) for each in lines],
        "notes": [],
    }
    return render_pdf(_TABLES, view, made_on=day, images=images_of(identity))


def _section(line: ProcessingLine) -> Mapping[str, object]:
    rows = [[[str(COLUMNS[name])], [words]] for name, words in line.texts.items() if words]
    return {
        "title": line.name,
        "note": "",
        "headings": ["", ""],
        "numeric": [False, False],
        "widths": [1, 4],
        "rows": rows,
        "total": [],
        "empty": _now("Rien n’est encore décrit."),
    }
