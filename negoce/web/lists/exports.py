"""A list as a file, streamed: what is shown, or the chosen rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.list_export import authorise_export
from negoce.companies.documents.list_export import ExportFormat, csv_chunks, workbook_chunks_of
from negoce.companies.queries.lists.spec import ListSpec
from negoce.kit.refusal import Refused
from negoce.web.lists.state import read_state
from negoce.web.shell.refusal import administrators

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"


@require_GET
def download(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file of the list as it is shown: its columns, filter and order."""
    return _file(read_state(request, key).spec, _format(request.GET.get("format", "")))


@require_POST
def chosen(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file of the rows chosen, or of all that match when « all » is set."""
    spec = read_state(request, key).spec
    everything = request.POST.get("all") == "1"
    ids = None if everything else request.POST.getlist("selected")[:2_000]
    return _file(spec, _format(request.POST.get("format", "")), ids)


@require_GET
def refused(request: HttpRequest, key: str) -> HttpResponse:
    """Why this person finds no file to take away, and whom to ask."""
    return render(request, "web/lists/_export_refused.html", {"people": " · ".join(administrators())})


def _file(spec: ListSpec, form: ExportFormat, ids: Sequence[str] | None = None) -> HttpResponseBase:
    try:
        authorise_export(spec, form=form.value, public_ids=ids)
    except Refused as refused:
        return HttpResponse(refused.message, status=422, content_type="text/plain; charset=utf-8")
    workbook = form is ExportFormat.XLSX
    title = slugify(str(spec.definition.label))
    name = f"{title}-{timezone.localdate():%Y-%m-%d}.{'xlsx' if workbook else 'csv'}"
    chunks = workbook_chunks_of(spec, ids) if workbook else csv_chunks(spec, form, ids)
    response = StreamingHttpResponse(chunks, content_type=XLSX_TYPE if workbook else CSV_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Proxies must pass each piece on as it comes.
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _format(given: str) -> ExportFormat:
    return ExportFormat(given) if given in {form.value for form in ExportFormat} else ExportFormat.XLSX
