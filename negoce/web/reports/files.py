"""A report as a file."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.portfolio.documents.report_file import CONTENT_TYPES, report_file
from negoce.portfolio.enums import ReportFormat
from negoce.portfolio.queries.reports.run import TooManyLines, run_report
from negoce.portfolio.queries.reports.table import ReportTable
from negoce.portfolio.queries.reports.understood import understand
from negoce.portfolio.queries.saved_reports import own_runs, result_of
from negoce.portfolio.rules.report_asked import ReportAsked, read_asked, read_query
from negoce.web.http import actor_of, load_or_404


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The file of a report that the address describes."""
    actor = actor_of(request)
    require(actor, Permission.EXPORT)
    asked = read_asked(dict(request.GET.lists()))
    understood = understand(actor, asked)
    if understood is None:
        raise Http404(_("Ce rapport n’existe pas, ou n’est pas visible pour vous."))
    try:
        table = run_report(understood)
    except TooManyLines:
        table = None
    if table is None:
        words = _(
            "Ce rapport est trop long pour être fait d’un trait : ouvrez-le, puis demandez-le en tâche de fond."
        )
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    return _file(request, actor, asked, table)


@require_GET
def download_run(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file of a report that a job worked out."""
    actor = actor_of(request)
    require(actor, Permission.EXPORT)
    found = load_or_404(own_runs(actor), public_id)
    table = result_of(actor, found)
    if table is None:
        raise Http404(_("Ce rapport n’est pas encore prêt."))
    return _file(request, actor, read_query(found.query), table)


def _file(request: HttpRequest, actor: Actor, asked: ReportAsked, table: ReportTable) -> HttpResponse:
    form = ReportFormat.CSV if request.GET.get("format") == "csv" else ReportFormat.XLSX
    title = request.GET.get("title", "")[:80] or str(_("Rapport"))
    with transaction.atomic():
        changes = {
            "format": (None, form.value),
            "query": (None, asked.query),
            "rows": (None, len(table.lines)),
        }
        record(actor, Entry("export", "report", None, title, changes=changes))
    response = HttpResponse(report_file(title, table, form), content_type=CONTENT_TYPES[form])
    name = f"{slugify(title) or 'rapport'}-{timezone.localdate():%Y-%m-%d}.{form.value}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
