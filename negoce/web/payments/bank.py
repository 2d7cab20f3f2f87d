"""The bank's statements: brought in, then each movement that waits with what it may pay."""

from __future__ import annotations

from decimal import Decimal
from secrets import token_hex

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from negoce.billing.actions.payments.bank_accept_sure import sure_proposal
from negoce.billing.actions.payments.bank_bring import LARGEST, bring_statement
from negoce.billing.actions.payments.bank_decide import accept_movement, ignore_movement, wait_again
from negoce.billing.enums import BankLineState
from negoce.billing.models import BankLine, BankStatement
from negoce.billing.payment_words import CONFIDENCES, say_payment
from negoce.billing.queries.payments.proposals import Waiting, WaitingLine, waiting_lines
from negoce.billing.rules.payment_matching import Confidence, Proposal
from negoce.companies.queries.visible import visible_companies
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.refusal import Refused
from negoce.ui.html import chip
from negoce.ui.toasts import flash
from negoce.web.companies.record import company_url
from negoce.web.contacts.company_choice import choices_context, chosen_company
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go, load_or_404
from negoce.web.middleware.body_size import takes_file
from negoce.web.payments.bank_forms import MatchForm
from negoce.web.payments.bank_sure import SHOWN
from negoce.web.payments.figures import day, money
from negoce.web.payments.shares import read_shares, share_lines

_TONES = {Confidence.SURE: "good", Confidence.LIKELY: "info", Confidence.POSSIBLE: "warn"}


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Movements that wait, oldest first, with their proposals."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    found = waiting_lines(actor, limit=SHOWN)
    context = {
        "lines": [_line(each, found) for each in found.lines],
        "sure": [each.line.public_id for each in found.lines if sure_proposal(each)],
        "more": max(found.total - SHOWN, 0),
        "put_aside": [_aside(each) for each in _put_aside()],
        "statements": [
            {
                "name": each.name,
                "account": each.account,
                "when": day(timezone.localtime(each.created_at).date()),
                "span": f"{day(each.starts_on)} – {day(each.ends_on)}" if each.starts_on else "",
            }
            for each in BankStatement.objects.order_by("-pk")[:10]
        ],
    }
    return render(request, "web/payments/bank.html", context)


@takes_file(Permission.MANAGE_PAYMENTS)
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a statement in."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    error = ""
    if request.method == "POST":
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            error = _("Choisissez un fichier.")
        else:
            try:
                brought = bring_statement(
                    actor,
                    name=file.name or "",
                    content=file.read(LARGEST + 1),
                    account=request.POST.get("account", ""),
                    columns=request.POST.get("columns", ""),
                )
            except Refused as refused:
                error = refused.message
            else:
                flash(request, _brought(brought.new, brought.known, brought.faults))
                return go(request, reverse("payments:bank"))
    typed = {name: request.POST.get(name, "") for name in ("account", "columns")}
    context = {"error": error, **typed}
    return render(request, "web/payments/bring.html", context, status=422 if error else 200)


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, line_id: str) -> HttpResponse:
    """Choose by hand whom a movement comes from and what it pays."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    line = load_or_404(BankLine.objects.filter(state=BankLineState.WAITING.value).order_by("pk"), line_id)
    posted = request.POST.dict() if request.method == "POST" else {}
    home = visible_companies(actor).filter(public_id=request.GET.get("company", "")).first()
    error: Refused | None = None
    if posted:
        try:
            home = chosen_company(actor, posted)
            if home is None:
                raise Refused("", fields={"company": [_("Choisissez une entreprise dans la liste.")]})
            accept_movement(actor, line, company=home, shares=read_shares(actor, home, posted))
        except Refused as refused:
            error = refused
        else:
            flash(request, _("Règlement noté."))
            return go(request, reverse("payments:bank"))
    name = posted.get("company_name", home.name if home else line.counterpart)[:200]
    context = {
        "title": _("Mouvement de %(amount)s") % {"amount": money(line.amount)},
        "url": reverse("payments:match", args=[line_id]),
        "line": line,
        "lines": share_lines(actor, home, line.amount, posted or None) if home else (),
        "home": home,
        "amount": line.amount,
        **choices_context(actor, "" if home else name, chosen=home),
    }
    if error is None:
        return show_form(request, "payments/_match", MatchForm(initial={"company_name": name}), context)
    names = {"company": "company_name"}
    return show_refusal(request, "payments/_match", MatchForm(request.POST), error, context, names)


@require_POST
def acceptance(request: HttpRequest, line_id: str) -> HttpResponse:
    """Take a proposal as it is shown: the company and the amounts by document."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    line = load_or_404(BankLine.objects.order_by("pk"), line_id)
    company = load_or_404(visible_companies(actor), request.POST.get("company", ""))
    following = _following(line)
    try:
        accept_movement(actor, line, company=company, shares=read_shares(actor, company, request.POST.dict()))
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("Règlement de %(amount)s noté.") % {"amount": money(line.amount)})
    return go(request, following)


@require_POST
def setting_aside(request: HttpRequest, line_id: str) -> HttpResponse:
    """None of ours: put aside."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    line = load_or_404(BankLine.objects.order_by("pk"), line_id)
    following = _following(line)
    try:
        ignore_movement(actor, line)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        undo = reverse("payments:taking_back", args=[line_id])
        flash(request, _("Mouvement de %(amount)s écarté.") % {"amount": money(line.amount)}, undo_url=undo)
    return go(request, following)


@require_POST
def taking_back(request: HttpRequest, line_id: str) -> HttpResponse:
    """A movement that was put aside by mistake waits again."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_PAYMENTS)
    line = load_or_404(BankLine.objects.order_by("pk"), line_id)
    try:
        wait_again(actor, line)
    except Refused as refused:
        flash(request, refused.message, tone="bad")
    else:
        flash(request, _("Le mouvement de %(amount)s attend de nouveau.") % {"amount": money(line.amount)})
    return go(request, f"{_fresh_page()}#movement-{line_id}")


def _brought(new: int, known: int, faults: tuple[str, ...]) -> str:
    words = [ngettext("%(count)s mouvement ajouté", "%(count)s mouvements ajoutés", new) % {"count": new}]
    if known:
        words.append(ngettext("%(count)s déjà connu", "%(count)s déjà connus", known) % {"count": known})
    if faults:
        words.append(_("laissés de côté : %(faults)s") % {"faults": " ; ".join(faults[:5])})
    return ", ".join(words) + "."


def _following(line: BankLine) -> str:
    """The page of the bank at the movement that comes after this one: who works through them stays in place."""
    waits = BankLine.objects.filter(state=BankLineState.WAITING.value).order_by("booked_on", "id")
    later = Q(booked_on=line.booked_on, id__gt=line.pk) | Q(booked_on__gt=line.booked_on)
    at = waits.filter(later).values_list("public_id", flat=True).first()
    return f"{_fresh_page()}#movement-{at}" if at else _fresh_page()


def _fresh_page() -> str:
    """The page of the bank; a browser reloads nothing when only what follows # differs."""
    return f"{reverse('payments:bank')}?from={token_hex(4)}"


def _put_aside() -> QuerySet[BankLine]:
    """What came in and was said to be no customer's, the latest first; debits never wait."""
    ignored = BankLine.objects.filter(state=BankLineState.IGNORED.value, amount__gt=0)
    return ignored.select_related("statement").order_by("-booked_on", "-id")[:10]


def _aside(line: BankLine) -> dict[str, object]:
    return {
        "day": day(line.booked_on),
        "amount": money(line.amount, line.statement.currency),
        "label": line.label,
        "url": reverse("payments:taking_back", args=[line.public_id]),
    }


def _line(each: WaitingLine, found: Waiting) -> dict[str, object]:
    line = each.line
    return {
        "key": line.public_id,
        "day": day(line.booked_on),
        "amount": money(line.amount, line.statement.currency),
        "label": line.label,
        "counterpart": line.counterpart,
        "proposals": [_proposal(proposal, found) for proposal in each.proposals[:3]],
    }


def _proposal(proposal: Proposal, found: Waiting) -> dict[str, object]:
    company = found.companies[proposal.company]
    return {
        "company": company,
        "company_url": company_url(company),
        "chip": chip(str(CONFIDENCES[proposal.confidence]), tone=_TONES[proposal.confidence]),
        "shares": [
            {
                "name": f"share-{found.receivables[key].public_id}",
                "reference": found.receivables[key].reference,
                "typed": _typed(share),
                "amount": money(share),
            }
            for key, share in proposal.shares
        ],
        "rest": money(proposal.rest) if proposal.rest else "",
        "reasons": [say_payment(reason) for reason in proposal.reasons],
    }


def _typed(share: Decimal) -> str:
    return f"{share:.2f}".replace(".", ",")
