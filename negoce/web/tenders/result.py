"""« Résultat » on the page of a tender: how it ended, who stood where, the reasons asked for, what is learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from negoce.companies.models import Competitor
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.tenders.result import end_tender, reopen_tender
from negoce.negotiation.enums import BuyerKind, DealState, OutcomeReason, TenderStage
from negoce.negotiation.models import TenderRank, TenderResult
from negoce.negotiation.queries.tenders.sections import ranks_of, result_of
from negoce.negotiation.rules.tender_days import ENDS
from negoce.negotiation.rules.tender_result import REASONS_SOURCE, ROWS, reasons_due
from negoce.negotiation.words.deal import label_of, options_of
from negoce.negotiation.words.tender import STAGES
from negoce.ui.components.forms import offer
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import percent
from negoce.ui.words.say import reader_language, short_day
from negoce.web.day_input import day_input
from negoce.web.dialogs import show_form, show_refusal
from negoce.web.http import actor_of, seen_revision
from negoce.web.tenders.figures import exact
from negoce.web.tenders.lists import STAGE_TONES
from negoce.web.tenders.loading import load_tender, typed_day, whole_page
from negoce.web.tenders.section_types import RESULT, TenderRecord, TenderSection
from negoce.web.typed_decimals import typed_decimal

_TEMPLATE = "tenders/_result"
_DAYS = ("known_on", "reasons_asked_on", "reasons_told_on", "next_on")


class ResultForm(forms.Form):
    """What is told of the end, and a line an offer: ours first."""

    outcome = forms.ChoiceField(label=_lazy("Résultat"))
    known_on = forms.CharField(label=_lazy("Connu le"), required=False, widget=day_input())
    reason = forms.ChoiceField(label=_lazy("Raison"), required=False)
    words = forms.CharField(label=_lazy("Ce que l’acheteur en dit"), required=False)
    lessons = forms.CharField(
        label=_lazy("Leçons pour la prochaine fois"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reasons_asked_on = forms.CharField(label=_lazy("Motifs demandés le"), required=False, widget=day_input())
    reasons_told_on = forms.CharField(label=_lazy("Motifs reçus le"), required=False, widget=day_input())
    next_on = forms.CharField(
        label=_lazy("Prochaine consultation vers le"), required=False, widget=day_input()
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "outcome", [("", "—"), *((stage.value, STAGES[stage]) for stage in ENDS)])
        offer(self, "reason", [("", "—"), *options_of(OutcomeReason)])
        for row in range(ROWS):
            self._line(row)

    def _line(self, row: int) -> None:
        plain = {"autocomplete": "off"}
        if row:
            names = forms.TextInput(attrs={**plain, "list": "competitors"})
            self.fields[f"name_{row}"] = forms.CharField(
                label=_("Candidat %(row)s") % {"row": row}, required=False, max_length=120, widget=names
            )
        whose = _("candidat %(row)s") % {"row": row} if row else _("nous")
        for key, label, mode in (
            ("rank", _("Rang, %(whose)s"), "numeric"),
            ("price", _("Prix HT, %(whose)s"), "decimal"),
            ("mark", _("Note, %(whose)s"), "decimal"),
        ):
            self.fields[f"{key}_{row}"] = forms.CharField(
                label=label % {"whose": whose},
                required=False,
                max_length=40,
                widget=forms.TextInput(attrs={**plain, "inputmode": mode, "class": "num"}),
            )


@require_http_methods(["GET", "POST"])
def result(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the end, or put it right."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    require(actor, Permission.EDIT)
    stored = result_of(tender)
    form = ResultForm(request.POST) if request.method == "POST" else None
    if form is None:
        form = ResultForm(initial=_typed(actor, TenderRecord(actor, tender), stored))
    context = {
        "title": _("Résultat de la consultation"),
        "url": request.path,
        "revision": stored.revision if stored is not None else 0,
        "columns": (
            TableColumn(_("Candidat")),
            TableColumn(_("Rang"), numeric=True),
            TableColumn(_("Prix HT"), numeric=True),
            TableColumn(pgettext("appel d’offres", "Note"), numeric=True),
        ),
        # Called by the template, once the form knows what is wrong.
        "lines": partial(_lines, form),
        "deal": tender.deal,
        "competitors": list(Competitor.objects.order_by("name_key").values_list("name", flat=True)[:200]),
    }
    if request.method == "GET":
        return show_form(request, _TEMPLATE, form, context)
    try:
        end_tender(
            actor,
            tender,
            given=request.POST.dict(),
            revision=seen_revision(request.POST.get("revision", "")),
            guard_reason=request.POST.get("guard_reason", ""),
        )
    except Refused as refused:
        return show_refusal(request, _TEMPLATE, form, refused, context)
    return whole_page(_("Résultat enregistré."))


def _lines(form: ResultForm) -> Sequence[Sequence[Mapping[str, object] | None]]:
    """The offers as a table of controls, each named aloud; nothing where our own name would stand."""
    keys = ("name", "rank", "price", "mark")
    return [
        [_control(form, f"{key}_{row}") if row or key != "name" else None for key in keys]
        for row in range(ROWS)
    ]


def _control(form: ResultForm, name: str) -> Mapping[str, object]:
    bound = form[name]
    said: dict[str, str | bool] = {"aria-label": str(bound.label)}
    if bound.errors:
        said |= {"aria-invalid": "true", "aria-describedby": f"{bound.auto_id}_error"}
    return {"control": bound.as_widget(attrs=said), "errors": bound.errors, "id": bound.auto_id}


@require_POST
def reopening(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its result is awaited again."""
    actor = actor_of(request)
    reopen_tender(actor, load_tender(actor, public_id))
    return whole_page(_("Le résultat est de nouveau attendu ; ce qui en était dit reste à corriger."))


def _typed(actor: Actor, record: TenderRecord, stored: TenderResult | None) -> dict[str, object]:
    """What is stored; without anything, what the deal says of its end."""
    tender, deal = record.tender, record.tender.deal
    given: dict[str, object] = {"outcome": tender.stage if tender.stage in ENDS else ""}
    if stored is not None:
        given |= {name: getattr(stored, name) for name in ("reason", "words", "lessons")}
        given |= {name: typed_day(getattr(stored, name)) for name in _DAYS}
    elif deal is not None and deal.state != DealState.OPEN:
        given |= {"outcome": deal.state, "reason": deal.outcome_reason, "words": deal.outcome_note}
        given["known_on"] = typed_day(deal.closed_on)
    row = 0
    for each in ranks_of(tender):
        if each.competitor is not None:
            row += 1
        place = row if each.competitor is not None else 0
        given |= {
            f"name_{place}": each.competitor.name if each.competitor is not None else "",
            f"rank_{place}": each.rank if each.rank is not None else "",
            f"price_{place}": typed_decimal(actor, each.price) if each.price is not None else "",
            f"mark_{place}": typed_decimal(actor, each.mark) if each.mark is not None else "",
        }
    return given


def _read(record: TenderRecord) -> Mapping[str, object]:
    tender, stored = record.tender, result_of(record.tender)
    deal, ranks = tender.deal, ranks_of(tender)
    ours = next((each.price for each in ranks if each.competitor_id is None), None)
    ended = tender.stage in ENDS
    args = [tender.public_id]
    return {
        "ended": ended,
        "stage": STAGES[tender.stage],
        "tone": STAGE_TONES.get(tender.stage, ""),
        "result": stored,
        "known": short_day(stored.known_on) if stored is not None else "",
        "reason": label_of(OutcomeReason, stored.reason) if stored is not None and stored.reason else "",
        "asked": _asked(record, stored) if stored is not None else None,
        "next": short_day(stored.next_on) if stored is not None else "",
        "deal_ended": not ended and deal is not None and deal.state != DealState.OPEN,
        "ranks": [_rank(record, each, ours) for each in ranks],
        "columns": (
            TableColumn(_("Candidat")),
            TableColumn(_("Rang"), numeric=True),
            TableColumn(_("Prix HT"), numeric=True),
            TableColumn(_("Écart avec nous"), numeric=True),
            TableColumn(pgettext("appel d’offres", "Note"), numeric=True),
        ),
        "change_url": reverse("tenders:result", args=args) if record.may_edit else "",
        "reopening_url": reverse("tenders:reopening", args=args) if record.may_edit and ended else "",
        "advice": _advice(record, stored),
    }


def _asked(record: TenderRecord, stored: TenderResult) -> Mapping[str, str] | None:
    """The reasons asked for: when, by when the buyer answers, when it did."""
    if stored.reasons_asked_on is None:
        return None
    asked = _("Motifs demandés le %(day)s") % {"day": short_day(stored.reasons_asked_on)}
    if stored.reasons_told_on is not None:
        told = _("reçus le %(day)s") % {"day": short_day(stored.reasons_told_on)}
        return {"words": asked, "then": told, "tone": "", "source": ""}
    if record.tender.buyer == BuyerKind.PRIVATE:
        then = _("une entreprise privée n’est pas tenue de répondre")
        return {"words": asked, "then": then, "tone": "", "source": ""}
    due = reasons_due(stored.reasons_asked_on)
    late = due < timezone.localdate()
    then = _("réponse due au plus tard le %(day)s") % {"day": short_day(due)}
    return {"words": asked, "then": then, "tone": "warn" if late else "", "source": REASONS_SOURCE}


def _advice(record: TenderRecord, stored: TenderResult | None) -> Sequence[str]:
    """What to do of an offer that lost."""
    if record.tender.stage != TenderStage.LOST or stored is None:
        return ()
    words = []
    if stored.reasons_asked_on is None and record.tender.buyer != BuyerKind.PRIVATE:
        words.append(
            _(
                "Demandez les motifs : l’acheteur a quinze jours après réception de la demande pour les donner, avec"
                " les caractéristiques et les avantages de l’offre retenue (%(source)s)."
            )
            % {"source": REASONS_SOURCE}
        )
    if not stored.lessons:
        words.append(_("Notez ce qui en est appris : la prochaine réponse part de là."))
    return words


def _rank(record: TenderRecord, row: TenderRank, ours: Decimal | None) -> Mapping[str, object]:
    gap = ""
    if row.competitor is not None and row.price is not None and ours is not None:
        points = (row.price - ours) * 100 / ours
        gap = f"{'+' if points > 0 else ''}{percent(points)}"
    return {
        "name": row.competitor.name if row.competitor is not None else _("Nous"),
        "ours": row.competitor is None,
        "rank": row.rank or "",
        "price": format_money(row.price, reader_language(), record.currency) if row.price is not None else "",
        "gap": gap,
        "mark": exact(row.mark) if row.mark is not None else "",
    }


OUTCOME = TenderSection(
    "result", _lazy("Résultat"), "web/tenders/_result.html", _read, queries_max=2, tab=RESULT
)
