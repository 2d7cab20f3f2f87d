"""A list as a file, streamed: what is shown, or the chosen rows."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_POST

from negoce.companies.actions.list_export import authorise_export
from negoce.companies.documents.list_export import ExportFormat, csv_chunks, write_workbook
from negoce.companies.queries.lists.spec import ListSpec
from negoce.web.lists.state import read_state

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Smaller files stay in memory, larger ones on disk.
_IN_MEMORY = 1_000_000


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


def _file(spec: ListSpec, form: ExportFormat, ids: Sequence[str] | None = None) -> HttpResponseBase:
    authorise_export(spec, form=form.value, public_ids=ids)
    extension = "xlsx" if form is ExportFormat.XLSX else "csv"
    name = f"{slugify(str(spec.definition.label))}-{timezone.localdate():%Y-%m-%d}.{extension}"
    if form is ExportFormat.XLSX:
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
        write_workbook(spec, file, ids)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
    response = StreamingHttpResponse(csv_chunks(spec, form, ids), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    # Proxies must pass each piece on as it comes.
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _format(given: str) -> ExportFormat:
    return ExportFormat(given) if given in {form.value for form in ExportFormat} else ExportFormat.XLSX
