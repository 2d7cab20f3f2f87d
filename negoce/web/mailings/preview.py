"""A draft on real records: what each reader would get, what is missing, and who is left out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_GET, require_http_methods

from negoce.catalogue.documents.letters import place_words
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.outbox.actions.messages_queue import way_out
from negoce.parameters.queries.seller import seller
from negoce.prospecting.actions.mailing_prepare import address_lines, head_offices
from negoce.prospecting.actions.mailing_print import unsigned
from negoce.prospecting.enums import MailingKind
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_audience import Candidate, audience_companies
from negoce.prospecting.queries.mailing_fields import Texts, Written, column_names
from negoce.prospecting.queries.mailings import audience_of, candidate_at, first_place
from negoce.prospecting.words.mailing import say, short
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of, whole_number
from negoce.web.mailings.form import DraftForm
from negoce.web.mailings.record import for_prospecting, inform_url, load, mailing_url
from negoce.web.outbox.field_words import FIELD_WORDS
from negoce.web.outbox.letter_preview import LetterPreview, letter_preview


@require_GET
@for_prospecting
def audience(request: HttpRequest, public_id: str) -> HttpResponse:
    """How many pieces, and who gets none."""
    actor, mailing = actor_of(request), load(public_id)
    try:
        found = audience_of(actor, mailing)
    except Refused as refused:
        return render(request, "web/mailings/_audience.html", {"problem": refused.message})
    counted = ngettext("sur %(count)s entreprise", "sur %(count)s entreprises", found.counted)
    context = {
        "problem": "",
        "pieces": format_decimal(found.pieces, actor.language),
        "counted": counted % {"count": format_decimal(found.counted, actor.language)},
        "companies": format_decimal(found.companies, actor.language),
        "is_whole": found.is_whole,
        "reason_columns": [TableColumn(_("Écartés")), TableColumn(_("Nombre"), numeric=True)],
        "left_out": [
            {
                "words": short(each.reason),
                "inform_url": inform_url(mailing, each.reason),
                "count": format_decimal(each.count, actor.language),
                "examples": ", ".join(each.examples) + ("…" if each.count > len(each.examples) else ""),
            }
            for each in found.left_out
        ],
    }
    return render(request, "web/mailings/_audience.html", context)


@require_http_methods(["GET", "POST"])
@for_prospecting
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the reader at a place would get, with what stands in the form when it is posted."""
    actor = actor_of(request)
    mailing = load(public_id)
    if request.method == "POST":
        _take(mailing, DraftForm(actor, mailing, request.POST))
    try:
        total = audience_companies(actor, mailing).count()
    except Refused as refused:
        context: dict[str, object] = {"problems": [refused.message], "candidate": None}
        return render(request, "web/mailings/_preview.html", context)
    asked = whole_number(request.GET.get("at", ""))
    place = first_place(actor, mailing) if asked is None else min(asked, max(0, total - 1))
    candidate = candidate_at(actor, mailing, place)
    texts = Texts(actor, mailing.subject, mailing.body, mailing.language, seller=seller())
    problems = [say(each) for found in texts.findings.values() for each in found]
    context = {
        "problems": problems,
        "candidate": candidate,
        "left_out": say(candidate.left_out) if candidate is not None and candidate.left_out else "",
        "place": place + 1,
        "total": total,
        "before_url": _at(mailing, place - 1) if place > 0 else "",
        "after_url": _at(mailing, place + 1) if place + 1 < total else "",
        "letter": None,
        "missing": [],
    }
    if candidate is not None and not problems:
        (written,) = texts.write([candidate])
        context["letter"] = _drawn(actor, mailing, candidate, written)
        labels = {f"company:{each.name}": each.label for each in column_names(actor)}
        context["missing"] = [
            str(FIELD_WORDS.get(key) or labels.get(key) or _label(key)) for key in written.empty
        ]
    return render(request, "web/mailings/_preview.html", context)


def _drawn(actor: Actor, mailing: Mailing, candidate: Candidate, written: Written) -> LetterPreview:
    """An e-mail with the way out that it bears below; a letter as it is printed: address, place, signature."""
    if mailing.kind == MailingKind.EMAIL.value:
        way = way_out(mailing.language, _("[lien propre à chacun]"))
        return letter_preview(written.subject, f"{written.text}\n\n{way}")
    author = User.objects.filter(pk=actor.user_id or 0).first()
    signature = author.full_name if author is not None else ""
    key = candidate.company.pk
    with override(mailing.language):
        place = place_words(timezone.localdate(), seller_identity(seller()).city, mailing.language)
    return letter_preview(
        written.subject,
        unsigned(written.text, signature),
        address=address_lines(candidate, head_offices([key]).get(key)),
        place=place,
        signature=signature,
    )


def _take(mailing: Mailing, form: DraftForm) -> None:
    """What was typed, without keeping it; what is wrong there is said when it is saved."""
    form.is_valid()
    for name in ("subject", "body", "audience", "powers", "departments", "takes_generic", "language"):
        if name in form.cleaned_data:
            setattr(mailing, name, form.cleaned_data[name])
    mailing.body = mailing.body.replace("\r\n", "\n")


def _at(mailing: Mailing, place: int) -> str:
    return f"{mailing_url(mailing, 'preview')}?at={place}"


def _label(key: str) -> str:
    return _("« %(name)s »") % {"name": key.rpartition(":")[2]}
