"""« Documents de la maison »: certificates kept once, with their validity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.files.rules.documents import MAX_DOCUMENT_BYTES
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tender_documents.alarm import responsible
from negoce.negotiation.actions.tender_documents.certificates import remove_certificate, save_certificate
from negoce.negotiation.models import OwnCertificate
from negoce.negotiation.queries.tender_documents.documents import shelf, shelf_with_uses
from negoce.negotiation.rules.tender_papers import WARNED_BEFORE, certificate_finding
from negoce.negotiation.words.tender_file import PAPERS, say
from negoce.ui.components.tables import TableColumn
from negoce.ui.toasts import flash, toast
from negoce.ui.words.figures import NOTHING
from negoce.ui.words.say import reader_language
from negoce.web.activities.form import user_of
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404, seen_revision
from negoce.web.middleware.body_size import takes_file
from negoce.web.tender_files.forms import CertificateForm
from negoce.web.tender_files.uploads import handed_out, uploaded
from negoce.web.tenders.loading import typed_day

_FORM = "tender_files/_certificate"


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every certificate that counts now, those that end first at the head."""
    actor, today = actor_of(request), timezone.localdate()
    may_edit = actor.may(Permission.EDIT)
    rows = [_line(each, today, may_edit=may_edit) for each in shelf_with_uses()]
    ended = sum(bool(each["note"]) for each in rows)
    words = ngettext(
        "%(count)s document est périmé ou le sera sous 30 jours.",
        "%(count)s documents sont périmés ou le seront sous 30 jours.",
        ended,
    )
    context = {
        "rows": rows,
        "warning": words % {"count": ended} if ended else "",
        "may_edit": may_edit,
        "columns": [
            TableColumn(_("Document")),
            TableColumn(_("Délivré le"), numeric=True),
            TableColumn(_("Valable jusqu’au")),
            TableColumn(_("Renouvelé par")),
            TableColumn(_("Dossiers en cours"), numeric=True),
            TableColumn(_("Fichier")),
            TableColumn("", width=88),
        ],
    }
    return render(request, "web/tender_files/shelf.html", context)


@takes_file(Permission.EDIT, MAX_DOCUMENT_BYTES)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put a certificate on the shelf."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    return _certificate(request, actor, None, _("Document de la maison"))


@takes_file(Permission.EDIT, MAX_DOCUMENT_BYTES)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Renew a certificate, or put its words right."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    row = load_or_404(shelf(), public_id)
    return _certificate(request, actor, row, row.name)


@require_POST
def removal(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a certificate off the shelf, or say which files hold it."""
    actor = actor_of(request)
    require(actor, Permission.EDIT)
    row = load_or_404(OwnCertificate.objects.all(), public_id)
    try:
        remove_certificate(actor, row)
    except Refused as refused:
        answer = HttpResponse(status=204)
        toast(answer, refused.message, tone="bad")
        return answer
    flash(request, _("Document retiré."))
    return go(request, reverse("tender_files:shelf"))


@require_GET
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The file of a certificate: everybody who answers tenders may send it."""
    return handed_out(load_or_404(OwnCertificate.objects.select_related("file"), public_id).file)


def _certificate(request: HttpRequest, actor: Actor, row: OwnCertificate | None, title: str) -> HttpResponse:
    context = {
        "title": title,
        "url": request.path,
        "revision": row.revision if row is not None else 0,
        "is_new": row is None,
        "guarded": False,
    }
    if request.method == "GET":
        initial = {"days_before": WARNED_BEFORE.days} if row is None else _typed(row)
        return show_form(request, _FORM, CertificateForm(initial=initial), context)
    posted = request.POST
    try:
        saved = save_certificate(
            actor,
            row,
            given={**posted.dict(), "owner": user_of(posted["owner"]) if posted.get("owner") else None},
            upload=uploaded(request),
            revision=seen_revision(posted.get("revision", "")),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _FORM, CertificateForm(posted), refused, context)
    flash(request, _("« %(name)s » est enregistré.") % {"name": saved.name})
    return go(request, reverse("tender_files:shelf"))


def _typed(row: OwnCertificate) -> Mapping[str, object]:
    days = {name: typed_day(getattr(row, name)) for name in ("issued_on", "expires_on")}
    owner = row.owner.public_id if row.owner is not None else ""
    return {"kind": row.kind, "name": row.name, **days, "owner": owner, "days_before": row.days_before}


def _renewed_by(row: OwnCertificate) -> str:
    if row.expires_on is None:
        return NOTHING
    person = responsible(row)
    return person.short_name if person is not None else _("personne")


def _line(row: OwnCertificate, today: date, *, may_edit: bool) -> Mapping[str, object]:
    finding = certificate_finding(row.expires_on, today)
    language = reader_language()
    return {
        "name": row.name,
        "kind": str(PAPERS[row.kind]),
        "issued": format_date(row.issued_on, language) if row.issued_on else NOTHING,
        "expires": format_date(row.expires_on, language) if row.expires_on else _("sans fin"),
        "note": say(finding) if finding is not None else "",
        "tone": "bad" if finding is not None and finding.severity == "error" else "warn",
        "owner": _renewed_by(row),
        "uses": row.uses,  # type: ignore[attr-defined]
        "file": row.file.name,
        "file_url": reverse("tender_files:certificate_file", args=[row.public_id]),
        "change_url": reverse("tender_files:certificate", args=[row.public_id]) if may_edit else "",
        "removal_url": reverse("tender_files:certificate_removal", args=[row.public_id]) if may_edit else "",
    }
