"""What is put forward and what is held back: arguments, concessions and limits, the points of law."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_label
from negoce.kit.money import format_money_exact
from negoce.negotiation.documents.preparation_sheet import SheetBlock, SheetEdit, SheetLine
from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.models import Concession
from negoce.negotiation.queries.arguments.library import Advice, advice
from negoce.negotiation.queries.bargaining.concessions import concessions_of
from negoce.negotiation.queries.bargaining.room import bargaining_of, values_of
from negoce.negotiation.rules.arguments import Advised
from negoce.negotiation.rules.bargaining_values import AMOUNTS
from negoce.negotiation.rules.before_signing import Point, PointState
from negoce.negotiation.words.bargaining import CONCESSION_STATES, PRICES
from negoce.negotiation.words.signing import POINTS, say_margin, say_point
from negoce.ui.words.say import reader_language
from negoce.web.arguments.words import success_words
from negoce.web.deals.panel_types import CONCLUSION, OVERVIEW
from negoce.web.preparation.prepared import Prepared

_TONES = {PointState.MET: "good", PointState.WATCH: "warn", PointState.UNMET: "bad", PointState.UNTOLD: ""}


def arguments_block(prepared: Prepared) -> SheetBlock:
    """Those advised from the motives heard, each with its proof; four queries at most."""
    found = advice(prepared.actor, prepared.deal)
    heard = ", ".join(choice_label(PurchaseMotive, each.value) for each in found.heard) if found else ""
    return SheetBlock(
        key="arguments",
        title=_("Arguments conseillés"),
        lines=[_argument(found, each) for each in found.advised] if found is not None else (),
        meta=_("mobiles entendus : %(motives)s") % {"motives": heard} if heard else "",
        todo=_("Notez les mobiles entendus en découverte : ils font choisir les arguments."),
        edits=[SheetEdit(_("Bibliothèque"), reverse("arguments:list"))],
    )  # fmt: skip


def concessions_block(prepared: Prepared) -> SheetBlock | None:
    """Our prices and theirs, then what may be given and for what; two queries. None for who may not read margins."""
    if not prepared.reads_margins:
        return None
    row = bargaining_of(prepared.deal)
    currency = prepared.deal.currency
    values = values_of(row) if row is not None else {}
    lines = [
        SheetLine(
            _("%(name)s : %(amount)s") % {"name": PRICES[name], "amount": _amount(value, currency)},
            tone="bad" if name == "our_reserve" else "",
        )
        for name in AMOUNTS
        if isinstance(value := values.get(name), Decimal)
    ]
    if values.get("alternative"):
        lines.append(SheetLine(_("Si rien ne se signe : %(words)s") % {"words": values["alternative"]}))
    lines += [
        _concession(each, currency)
        for each in concessions_of(prepared.deal)
        if each.state != ConcessionState.REFUSED
    ]
    return SheetBlock(
        key="concessions",
        title=_("Limites et concessions"),
        lines=lines,
        meta=_("à ne pas montrer"),
        todo=_("Fixez votre plancher, et ce que vous demanderez contre chaque concession."),
        edits=[SheetEdit(_("Marges de manœuvre"), prepared.tab_url(OVERVIEW))],
    )


def legal_block(prepared: Prepared) -> SheetBlock:
    """What is to be in order before signing."""
    points = prepared.signing.points
    return SheetBlock(
        key="legal",
        title=_("Points de droit avant de signer"),
        lines=[
            SheetLine(str(POINTS[each.key]), note=_said(prepared, each), tone=_TONES[each.state])
            for each in points
        ],
        edits=[SheetEdit(_("Avant de signer"), prepared.tab_url(CONCLUSION))],
    )


def _said(prepared: Prepared, point: Point) -> str:
    if point.floor is not None and prepared.reads_margins:
        return str(say_margin(point.said, point.floor.value))
    return str(say_point(point.said))


def _argument(found: Advice, each: Advised) -> SheetLine:
    row = found.rows[each.argument.key]
    chain = " → ".join(part for part in (row.characteristic, row.advantage, row.benefit) if part)
    proof = _("preuve : %(proof)s") % {"proof": row.proof} if row.proof else ""
    motive = choice_label(PurchaseMotive, each.motive.value)
    about = (proof, motive, success_words(each.argument.success))
    return SheetLine(chain, note=" · ".join(part for part in about if part))


def _concession(each: Concession, currency: str) -> SheetLine:
    asked = (
        _("contre %(asked)s") % {"asked": each.asked} if each.asked else _("rien n’est demandé en échange")
    )
    figures: Sequence[str] = [
        _("nous coûte %(amount)s") % {"amount": _amount(each.cost, currency)},
        _("nous vaut %(amount)s") % {"amount": _amount(each.value, currency)}
        if each.value is not None
        else "",
        str(CONCESSION_STATES[each.state]).lower(),
    ]
    return SheetLine(
        f"{each.given} — {asked}",
        note=" · ".join(part for part in figures if part),
        tone="" if each.asked else "warn",
    )


def _amount(value: Decimal, currency: str) -> str:
    return format_money_exact(value, reader_language(), currency)
