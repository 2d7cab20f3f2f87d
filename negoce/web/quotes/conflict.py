"""A draft that somebody else saved meanwhile: what differs, theirs beside mine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from negoce.catalogue.words import SECTORS, TERMS
from negoce.identity.models import JournalEntry
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quote_changes import compared
from negoce.negotiation.queries.quote_entry import QuoteEntry
from negoce.negotiation.queries.quotes import current_version, lines_of
from negoce.negotiation.rules.line_changes import ComparedLine, compare_lines
from negoce.web.quotes.changes import line_words
from negoce.web.quotes.form import HEAD, LINKS, REDUCTIONS, QuoteForm, stored_form

_CHOICES = ("people", "deals", "owners")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field or a line, in words, as it is stored now and as it is typed here."""

    label: str
    theirs: str
    mine: str


def conflict_context(
    quote: Quote, form: QuoteForm, entry: QuoteEntry, drawn: Mapping[str, object]
) -> Mapping[str, object]:
    """What the form shows of a conflict; `quote` as it is stored now, `drawn`: what the form draws."""
    names = {str(key): str(words) for name in _CHOICES for key, words in _pairs(drawn[name])}
    version = current_version(quote)
    lines = lines_of(version)
    theirs = _texts(stored_form(quote, version, lines), names)
    mine = _texts(form, names)
    fields = [
        Difference(label, theirs[name], mine[name])
        for name, label in _labels().items()
        if theirs[name] != mine[name]
    ]
    changes = compare_lines([compared(line) for line in lines], _typed_lines(entry))
    rows = [
        Difference(row.label, line_words(row.before), line_words(row.after)) for row in changes if row.change
    ]
    last = (
        JournalEntry.objects.filter(subject_kind="quote", subject_id=quote.pk).order_by("-at", "-id").first()
    )
    return {
        "conflict": True,
        "conflict_by": last.actor_name if last is not None else "",
        # A press of its own: Enter in a field, which presses the first button of a form, must not write over.
        "keep_values": json.dumps({"keep": str(quote.revision)}),
        "may_keep": version.state == QuoteState.DRAFT,
        "differences": [*rows, *fields],
    }


def _pairs(choices: object) -> Sequence[tuple[object, object]]:
    """The keys and words that the form offers."""
    assert isinstance(choices, list)
    return choices


def _typed_lines(entry: QuoteEntry) -> Sequence[ComparedLine]:
    amounts = entry.amounts.value
    return [
        ComparedLine(
            kind=line.kind.value,
            code=line.code,
            label=line.label,
            quantity=line.quantity,
            unit_price=line.unit_price,
            allowance=allowance,
            net=net,
            is_left_out=line.is_option and not line.is_chosen,
        )
        for line, net, allowance in zip(entry.lines, amounts.line_nets, amounts.line_reductions, strict=True)
    ]


def _texts(form: QuoteForm, names: Mapping[str, str]) -> Mapping[str, str]:
    """Every field as one reads it."""
    head = {name: form.typed.head.get(name, "").replace("\r\n", "\n").strip() for name in HEAD}
    head["term_kind"] = str(dict(TERMS).get(head["term_kind"], head["term_kind"]))
    head["term_sector"] = str(dict(SECTORS).get(head["term_sector"], head["term_sector"]))
    head["payment_with_order"] = _("À la commande") if head["payment_with_order"] else _("À terme")
    links = {name: names.get(form.links[name], "") for name in LINKS}
    reductions = {f"reduction_{each.kind}": each.text.strip() for each in form.typed.reductions}
    return {**head, **links, **reductions}


def _labels() -> Mapping[str, str]:
    rebate, trade, cash = (f"reduction_{kind.value}" for kind in REDUCTIONS)
    return {
        "title": _("Objet"),
        "contact": _("Adressé à"),
        "owner": _("Suivi par"),
        "deal": _("Affaire"),
        rebate: _("Rabais"),
        trade: _("Remise"),
        cash: _("Escompte"),
        "shipping": _("Port HT"),
        "shipping_vat_rate": _("TVA du port"),
        "payment_with_order": _("Paiement"),
        "term_days": _("Délai (jours)"),
        "term_kind": _("Comptés"),
        "term_sector": _("Secteur"),
        "early_percent": _("Escompte conditionnel"),
        "early_days": _("Escompte : jours après la facture"),
        "early_payment": _("ou en d’autres mots"),
        "valid_until": _("Valable jusqu’au"),
        "delivery_days": _("Livraison (jours)"),
        "delivery_on": _("ou livraison le"),
        "buyer_reference": _("Leur référence"),
        "introduction": _("Introduction, au-dessus des lignes"),
        "conditions": _("Conditions particulières, au-dessous"),
    }
