"""Checks a file as an electronic invoice: which rules it breaks, whose they are, and where. Nothing is kept."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from negoce.billing.documents.electronic.reading import LARGEST_FILE
from negoce.billing.documents.electronic.verdict import Outcome, Verdict, verdict_of

MOST_ROWS = 100
# A person does not wait longer, nor does the process that serves others.
SECONDS = 25.0
_TONES = {Outcome.VALID: "good", Outcome.INVALID: "bad", Outcome.UNREADABLE: "bad"}


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST the verdict of the file above it."""
    if request.method == "GET":
        return render(request, "web/calculators/einvoice.html", {"verdict": None, "error": ""})
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        context = {"verdict": None, "error": _("Choisissez un fichier.")}
        return render(request, "web/calculators/einvoice.html", context, status=422)
    verdict = verdict_of(file.read(LARGEST_FILE + 1), seconds=SECONDS)
    return render(request, "web/calculators/einvoice.html", _context(verdict, file.name or ""))


def _context(verdict: Verdict, name: str) -> dict[str, object]:
    return {
        "verdict": verdict,
        "error": "",
        "name": name[:120],
        "tone": _TONES[verdict.outcome],
        "is_read": verdict.outcome is not Outcome.UNREADABLE,
        "rows": verdict.rows[:MOST_ROWS],
        "left_out": max(len(verdict.rows) - MOST_ROWS, 0),
    }
