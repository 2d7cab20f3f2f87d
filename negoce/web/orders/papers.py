"""Documents of orders as files that the browser opens."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.text import slugify

from negoce.catalogue.documents.sale_document import SaleDocument
from negoce.catalogue.documents.sale_pdf import sale_pdf


def pdf_answer(document: SaleDocument) -> HttpResponse:
    """The PDF, opened in the browser under a name that says what it is."""
    name = f"{slugify(document.number) or 'document'}.pdf"
    answer = HttpResponse(sale_pdf(document), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
