"""The link of the mail: a page with a button, for what opens every link of a mail must confirm nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from negoce.files.enums import DocumentKind
from negoce.files.rules.documents import MIME_TYPES
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.submission_confirm import confirm_submission
from negoce.prospecting.actions.submission_download import note_download
from negoce.prospecting.actions.submission_take import secret_digest
from negoce.prospecting.enums import SubmissionState
from negoce.prospecting.models import FormSubmission, PublicForm
from negoce.prospecting.rules.form_gate import CONFIRM_WITHIN, DOWNLOAD_WITHIN, MOST_DOWNLOADS
from negoce.web.offers.doors import ip_of
from negoce.web.offers.limits import STRANGERS, is_too_often
from negoce.web.public_forms.doors import closed, form_page
from negoce.web.public_forms.page import look_context


@form_page("GET", "HEAD", "POST")
def confirmation(request: HttpRequest, form: PublicForm, secret: str) -> HttpResponse:
    """The button, or what comes once it was pressed."""
    row = _find(form, secret)
    if row is None:
        return _unknown(request, form)
    problem = ""
    if request.method == "POST":
        try:
            confirm_submission(row)
            return HttpResponse(status=303, headers={"Location": request.path})
        except Refused:
            # Its words are for us: they may tell what the file holds.
            problem = _(
                "Cette demande ne peut pas être enregistrée ainsi. Écrivez-nous, nous vous répondrons."
            )
    context = {
        **look_context(form),
        "form": form,
        "url": request.path,
        "is_confirmed": row.state == SubmissionState.CONFIRMED.value,
        "problem": problem,
        "document_url": reverse("public_forms:document", args=[form.token, secret])
        if _may_read(form, row)
        else "",
        "days": DOWNLOAD_WITHIN.days,
    }
    return render(request, "web/public_forms/confirmation.html", context, status=422 if problem else 200)


@form_page("GET", "HEAD")
def document(request: HttpRequest, form: PublicForm, secret: str) -> HttpResponse:
    """The white paper, for a month and ten times; asking for it is a sign of the person (R-G1 counts from it)."""
    row = _find(form, secret)
    paper = form.white_paper
    if row is None or paper is None or not _may_read(form, row):
        return _unknown(request, form)
    if request.method == "GET" and not note_download(row):
        return _unknown(request, form)
    answer = HttpResponse(paper.path.read_bytes(), content_type=MIME_TYPES[DocumentKind(paper.kind)])
    name = f"{form.white_paper_title or form.title}.{paper.kind}"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def _find(form: PublicForm, secret: str) -> FormSubmission | None:
    row = FormSubmission.objects.filter(form=form, token_sha256=secret_digest(secret[:100])).first()
    if row is None or row.state == SubmissionState.CONFIRMED.value:
        return row
    return row if row.submitted_at > timezone.now() - CONFIRM_WITHIN else None


def _may_read(form: PublicForm, row: FormSubmission) -> bool:
    if form.white_paper is None or row.confirmed_at is None or row.downloads >= MOST_DOWNLOADS:
        return False
    return row.confirmed_at > timezone.now() - DOWNLOAD_WITHIN


def _unknown(request: HttpRequest, form: PublicForm) -> HttpResponse:
    if is_too_often(STRANGERS, ip_of(request)):
        return closed(request, "busy", 429)
    return closed(request, "over", 404, form)
