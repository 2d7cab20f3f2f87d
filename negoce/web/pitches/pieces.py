"""What is done to the pitch of a deal: blocks told, put in order, told in other words, left out."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.pitches.pieces import add_blocks, move_piece, remove_piece, write_piece
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import Deal, PitchPiece
from negoce.negotiation.queries.pitches.library import blocks, blocks_to_compose
from negoce.negotiation.queries.pitches.of_deal import pitch_of
from negoce.negotiation.rules.pitch import WORDS_MAX
from negoce.negotiation.words.pitch import PARTS
from negoce.portfolio.queries.citable import citable_customers
from negoce.ui.toasts import add_trigger, toast
from negoce.ui.words.say import reader_language
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.pitches.parts import part_of

_FORM = "pitches/_piece"
_EVENT = "panel-pitch"


class PieceForm(forms.Form):
    """A piece as it is typed. The action checks it; this form only shows it."""

    title = forms.CharField(label=_("Titre"), required=False, max_length=120)
    words = forms.CharField(
        label=_("Ce qui se dit"),
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 9, "maxlength": WORDS_MAX}),
    )


@require_POST
def adding(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell one block; without a block, one that suits for each part of which nothing is told."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    key = request.POST.get("block", "")[:20]
    chosen = [load_or_404(blocks(), key)] if key else blocks_to_compose(deal, pitch_of(deal).pieces)
    try:
        added = add_blocks(actor, deal, chosen)
    except Refused as refused:
        return _told(request, deal, refused.message, status=422)
    if not added and not key:
        words = _now("La bibliothèque n’a rien de plus pour cette affaire : écrivez-y un bloc.")
        return _told(request, deal, words)
    words = ngettext("%(count)s passage ajouté.", "%(count)s passages ajoutés.", len(added))
    return _told(request, deal, words % {"count": len(added)})


@require_POST
def citing(request: HttpRequest, public_id: str, testimonial_id: str) -> HttpResponse:
    """Name a customer of the same sector who said it in public."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    cited = citable_customers(actor, deal.company, most=50)
    found = next((each for each in cited if each.public_id == testimonial_id), None)
    if found is None:
        raise Http404(_now("Ce témoignage n’est plus publié, ou n’est pas visible pour vous."))
    day = format_date(found.published_on, reader_language())
    words = _now("%(name)s, de votre métier, l’a dit publiquement : %(place)s, le %(day)s.")
    given = {
        "title": found.company.name[:120],
        "words": words % {"name": found.company.name, "place": found.place, "day": day},
    }
    try:
        write_piece(actor, deal, None, part=PitchPart.CLIENTELE, given=given)
    except Refused as refused:
        return _told(request, deal, refused.message, status=422)
    return _told(request, deal, _now("Référence ajoutée à la clientèle."))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str, part: str) -> HttpResponse:
    """Write something of this deal alone."""
    deal, chosen = _deal(request, public_id), part_of(part)
    if chosen is None:
        raise Http404(_now("Un pitch n’a pas cette partie."))
    return _write(request, deal, None, chosen, _now("Écrire pour cette affaire"))


@require_http_methods(["GET", "POST"])
def piece(request: HttpRequest, public_id: str, piece_id: str) -> HttpResponse:
    """Put a piece into the words of this deal."""
    deal = _deal(request, public_id)
    row = _load(deal, piece_id)
    return _write(request, deal, row, PitchPart(row.part), _now("Adapter à cette affaire"))


@require_POST
def place(request: HttpRequest, public_id: str, piece_id: str) -> HttpResponse:
    """Tell a piece earlier (`to` is up) or later."""
    deal = _deal(request, public_id)
    move_piece(actor_of(request), deal, _load(deal, piece_id), up=request.POST.get("to") == "up")
    return _told(request, deal, "")


@require_POST
def removal(request: HttpRequest, public_id: str, piece_id: str) -> HttpResponse:
    """Tell it no more."""
    deal = _deal(request, public_id)
    remove_piece(actor_of(request), deal, _load(deal, piece_id))
    return _told(request, deal, _now("Passage retiré du pitch."))


def _deal(request: HttpRequest, public_id: str) -> Deal:
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    require(actor, Permission.EDIT)
    return deal


def _load(deal: Deal, piece_id: str) -> PitchPiece:
    return load_or_404(PitchPiece.objects.select_related("block").filter(deal=deal).order_by("pk"), piece_id)


def _write(
    request: HttpRequest, deal: Deal, row: PitchPiece | None, part: PitchPart, title: str
) -> HttpResponse:
    context: Mapping[str, object] = {
        "title": f"{title} · {PARTS[part]}",
        "url": request.path,
        "revision": row.revision if row is not None else 0,
        "original": row.block if row is not None else None,
        "guarded": False,
    }
    if request.method == "GET":
        first = {"title": row.name, "words": row.said} if row is not None else {}
        return show_form(request, _FORM, PieceForm(initial=first), context)
    revision = seen_revision(request.POST.get("revision", ""))
    try:
        write_piece(
            actor_of(request),
            deal,
            row,
            part=part,
            given=request.POST,
            revision=revision,
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        more = {**context, "revision": revision}
        return show_refusal(request, _FORM, PieceForm(request.POST), refused, more)
    return done(_now("Pitch enregistré."), ("pitch",))


def _told(request: HttpRequest, deal: Deal, words: str, status: int = 204) -> HttpResponse:
    """Say what was done and draw the pitch again; without scripts, its page."""
    if not request.headers.get("HX-Request"):
        return redirect(reverse("deal_pitch:page", args=[deal.public_id]))
    answer = HttpResponse(status=status)
    if words:
        toast(answer, words, tone="bad") if status != 204 else toast(answer, words)
    add_trigger(answer, _EVENT)
    return answer
