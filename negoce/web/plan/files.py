"""The plan of a year as a file: PDF for a meeting, CSV and XLSX for a spreadsheet."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.parameters.queries.seller import seller
from negoce.portfolio.documents.plan_book import PlanBook, plan_book
from negoce.portfolio.documents.plan_file import plan_table
from negoce.portfolio.documents.plan_pdf import plan_pdf
from negoce.portfolio.documents.report_file import CONTENT_TYPES, report_file
from negoce.portfolio.enums import ReportFormat
from negoce.web.http import actor_of
from negoce.web.orders.figures import language
from negoce.web.plan.page import shown_year

_PDF = "pdf"


@require_GET
def download(request: HttpRequest, year: int) -> HttpResponse:
    """`format` is pdf, csv or xlsx. Who reads the plan prints it; a spreadsheet takes the right to export."""
    actor, today = actor_of(request), timezone.localdate()
    asked = request.GET.get("format", _PDF)
    form = ReportFormat.CSV if asked == "csv" else ReportFormat.XLSX if asked == "xlsx" else None
    if form is not None:
        require(actor, Permission.EXPORT)
    book = plan_book(actor, shown_year(str(year), today.year), today)
    name = f"plan-{book.year}-{today:%Y-%m-%d}"
    if form is None:
        content = plan_pdf(book, seller_identity(seller()), language())
        return _file(content, "application/pdf", f"{name}.{_PDF}")
    with transaction.atomic():
        changes = {"format": (None, form.value), "rows": (None, book.whole.actions)}
        record(actor, Entry("export", "sales_plan", None, str(book.year), changes=changes))
    return _file(_sheet(book, form), CONTENT_TYPES[form], f"{name}.{form.value}")


def _sheet(book: PlanBook, form: ReportFormat) -> bytes:
    return report_file(_("Plan d’actions %(year)s") % {"year": book.year}, plan_table(book, language()), form)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
