"""A yearly figure spread over its months; last year's targets copied, or pasted from a sheet; all of it undone."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.numbers import mark_of, parse_percent
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.actions.target_changes import undo_targets
from negoce.portfolio.actions.targets import FIRST_YEAR, LAST_YEAR, copy_targets, paste_targets, spread_target
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.models import TargetChange
from negoce.portfolio.queries.target_rows import readable_kinds
from negoce.portfolio.queries.targets import targets_of
from negoce.ui.toasts import flash
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, go
from negoce.web.targets.cells import load_row, read_amount
from negoce.web.targets.figures import whole

_NUMBER = {"autocomplete": "off", "inputmode": "decimal"}
_FORM = "targets/_target"


class SpreadForm(forms.Form):
    """The figure of the year and how its months share it."""

    value = forms.CharField(
        label=gettext_lazy("Objectif de l’année, HT"),
        widget=forms.TextInput(attrs={**_NUMBER, "autofocus": True}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Répartition"),
        choices=[
            ("season", gettext_lazy("Selon la saison de l’année précédente")),
            ("even", gettext_lazy("À parts égales")),
        ],
    )


class CopyForm(forms.Form):
    """How much more than last year."""

    percent = forms.CharField(
        label=gettext_lazy("Augmenter de (%)"),
        required=False,
        help_text=gettext_lazy("« 5 » les augmente de 5 %, « -2 » les baisse de 2 % ; vide les garde."),
        widget=forms.TextInput(attrs={**_NUMBER, "autofocus": True}),
    )


class PasteForm(forms.Form):
    """What was copied from a spreadsheet."""

    text = forms.CharField(
        label=gettext_lazy("Lignes collées"),
        help_text=gettext_lazy(
            "Un nom de la grille, puis ses mois à partir de janvier ; ou un nom, un mois (2026-03) et un montant. "
            "Colonnes séparées par des tabulations ou des points-virgules."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "autofocus": True, "spellcheck": "false"}),
    )


@require_http_methods(["GET", "POST"])
def spread(request: HttpRequest, kind: str, key: str, year: int) -> HttpResponse:
    """Spread a yearly figure over the months of a row."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    _check_year(year)
    row = load_row(actor, kind, key)
    context = {
        "title": _("%(name)s : objectif %(year)s") % {"name": row.name, "year": year},
        "url": reverse("targets:spread", args=[kind, key, year]),
        "note": _(
            "Les douze mois de l’année sont remplacés. La saison est celle des commandes de l’année d’avant."
        ),
        "submit_label": _("Répartir"),
    }
    if request.method == "GET":
        now = sum(targets_of(row.kind, [row.key], year)[row.key].values(), Decimal(0))
        return show_form(request, _FORM, SpreadForm(initial={"value": whole(now) if now else ""}), context)
    try:
        total = read_amount(actor, request.POST.get("value", ""))
        if total is None:
            raise refuse_field("value", _("Donnez l’objectif de l’année."))
        seasonal = request.POST.get("way") == "season"
        done = spread_target(actor, row, year=year, total=total, seasonal=seasonal)
    except Refused as refused:
        return show_refusal(request, _FORM, SpreadForm(request.POST), refused, context)
    flash(request, _("Objectif réparti sur douze mois."), undo_url=undo_url(done))
    return go(request, _back(row.kind, year))


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    """Copy the targets of the year before to every row that has none."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    _check_year(year)
    chosen = TargetKind(kind) if kind in set(TargetKind) else TargetKind.PERSON
    context = {
        "title": _("Copier les objectifs %(year)s") % {"year": year - 1},
        "url": reverse("targets:copy", args=[chosen.value, year]),
        "note": _("Les mois qui ont déjà un objectif le gardent."),
        "submit_label": _("Copier"),
    }
    if request.method == "GET":
        return show_form(request, _FORM, CopyForm(), context)
    try:
        parsed = parse_percent(request.POST.get("percent", ""), mark_of(actor.language))
        if parsed.refused:
            raise refuse_field("percent", _("Donnez un pourcentage, comme « 5 » ou « 2,5 »."))
        done = copy_targets(actor, chosen, year=year, percent=parsed.value or Decimal(0))
    except Refused as refused:
        return show_refusal(request, _FORM, CopyForm(request.POST), refused, context)
    flash(request, _counted(_("%(count)s mois recopiés."), done), undo_url=undo_url(done))
    return go(request, _back(chosen, year))


@require_http_methods(["GET", "POST"])
def paste(request: HttpRequest, kind: str, year: int) -> HttpResponse:
    """Set what was pasted from a spreadsheet or a CSV file."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    _check_year(year)
    chosen = TargetKind(kind) if kind in readable_kinds(actor) else TargetKind.PERSON
    context = {
        "title": _("Coller les objectifs %(year)s") % {"year": year},
        "url": reverse("targets:paste", args=[chosen.value, year]),
        "note": _("Une case vide ne change rien. Si une ligne ne peut être lue, rien n’est enregistré."),
        "submit_label": _("Enregistrer"),
    }
    if request.method == "GET":
        return show_form(request, _FORM, PasteForm(), context)
    try:
        done = paste_targets(actor, chosen, year=year, text=request.POST.get("text", ""))
    except Refused as refused:
        return show_refusal(request, _FORM, PasteForm(request.POST), refused, context)
    flash(request, _counted(_("%(count)s mois enregistrés."), done), undo_url=undo_url(done))
    return go(request, _back(chosen, year))


@require_POST
def undo(request: HttpRequest, change: str) -> HttpResponse:
    """Put back the targets that one's own gesture replaced."""
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TARGETS)
    try:
        undone = undo_targets(actor, change)
    except Refused as refused:
        flash(request, refused.message, tone="warn")
        return go(request, reverse("targets:page"))
    words = _("%(count)s mois remis comme avant.") % {"count": undone.restored}
    if undone.kept:
        words += " " + _("%(count)s changés depuis par quelqu’un d’autre gardent leur valeur.") % {
            "count": undone.kept
        }
    flash(request, words, tone="warn" if undone.kept else "good")
    return go(request, _page_of(change))


def undo_url(done: TargetChange | None) -> str:
    """Where a gesture is undone; nowhere when it changed nothing."""
    return "" if done is None else reverse("targets:undo", args=[done.public_id])


def _counted(words: str, done: TargetChange | None) -> str:
    return words % {"count": 0 if done is None else len(done.changes)}


def _page_of(change: str) -> str:
    """The grid on which a gesture was made."""
    kind, _key, month, _before, _after = TargetChange.objects.get(public_id=change).changes[0]
    return _back(TargetKind(kind), int(month[:4]))


def _check_year(year: int) -> None:
    """An address may bear any number. Raises Http404 for one that is no year of the grid."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("Cet objectif n’existe pas, ou n’est pas visible pour vous."))


def _back(kind: TargetKind, year: int) -> str:
    return f"{reverse('targets:page')}?by={kind.value}&year={year}"
