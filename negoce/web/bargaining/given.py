"""What is shown of concessions: each with what comes back, what they weigh on the margin, what was exchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.kit.money import MINUS, format_money_exact
from negoce.negotiation.enums import ConcessionState
from negoce.negotiation.models import Concession
from negoce.negotiation.queries.bargaining.concessions import QuotedMargin, exchanges_of, quoted_margin
from negoce.negotiation.rules.concession_balance import balance, left_to_bear, margin_effect
from negoce.negotiation.words.bargaining import CONCESSION_STATES
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import NOTHING, percent
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import BARGAINING, DealRecord

TONES = {
    ConcessionState.RESERVE.value: "",
    ConcessionState.PROPOSED.value: "info",
    ConcessionState.ACCEPTED.value: "good",
    ConcessionState.REFUSED.value: "bad",
}


def amount_words(amount: Decimal, currency: str) -> str:
    """« 1 440 € », with its cents when it has some."""
    return format_money_exact(amount, reader_language(), currency)


def signed_words(amount: Decimal, currency: str) -> str:
    """« +5 200 € », « −1 440 € »."""
    sign = "+" if amount > 0 else MINUS if amount < 0 else ""
    return sign + amount_words(abs(amount), currency)


def concession_columns(*, may_edit: bool) -> Sequence[TableColumn]:
    """The heads of the table of concessions."""
    columns = [
        TableColumn(_("Nous donnons")),
        TableColumn(_("Coût"), numeric=True),
        TableColumn(_("En échange")),
        TableColumn(_("Valeur"), numeric=True),
        TableColumn(_("État")),
    ]
    return [*columns, TableColumn("")] if may_edit else columns


def concession_line(record: DealRecord, row: Concession) -> Mapping[str, object]:
    """One concession in words, with what may be done to it."""
    currency = record.deal.currency
    return {
        "given": row.given,
        "cost": signed_words(-row.cost, currency),
        "asked": row.asked,
        "value": NOTHING if row.value is None else signed_words(row.value, currency),
        "state_key": row.state,
        "state": str(CONCESSION_STATES[row.state]),
        "tone": TONES[row.state],
        "quoted": row.is_quoted,
        **(
            _gestures(record, row)
            if record.may_edit
            else {"change_url": "", "state_url": "", "removal_url": ""}
        ),
    }


def _gestures(record: DealRecord, row: Concession) -> Mapping[str, object]:
    place = [record.deal.public_id, row.public_id]
    is_kept = row.state == ConcessionState.ACCEPTED
    return {
        "change_url": reverse("bargaining:concession", args=place),
        "removal_url": "" if is_kept else reverse("bargaining:concession_removal", args=place),
        "state_url": reverse("bargaining:concession_state", args=place),
    }


def margin_words(
    record: DealRecord, rows: Sequence[Concession], *, typed: Decimal | None = None
) -> Mapping[str, object]:
    """What concessions leave of the margin of the quote; `typed` is the cost of one more that is being written.

    Nothing for who may not read margins, or when no quote has a known cost.
    """
    nothing = {"margin_said": (), "under_floor": "", "quote_url": "", "quote_number": "", "approval_url": ""}
    if not record.actor.may_read(FieldGroup.MARGIN):
        return nothing
    quoted = quoted_margin(record.quotes, timezone.localdate())
    cost = left_to_bear(exchanges_of(rows)) + (typed or Decimal(0))
    effect = margin_effect(quoted.net, quoted.margin, cost) if quoted else None
    if quoted is None or effect is None or not cost:
        return nothing
    figures = {
        "number": quoted.quote.number,
        "before": percent(effect.before),
        "after": percent(effect.after),
        "cost": amount_words(cost, record.deal.currency),
        "net": amount_words(quoted.net, record.deal.currency),
        "extra": percent(effect.extra_volume),
    }
    said = [
        _(
            "Marge du devis %(number)s : %(before)s ; %(after)s si tout est accordé (%(cost)s en moins sur"
            " %(net)s, coûts connus du devis)."
        )
        % figures
    ]
    said.append(
        _("Il faudrait vendre %(extra)s de plus pour la même marge.") % figures
        if effect.extra_volume is not None
        else _("Aucun volume ne compenserait : toute la marge y passe.")
    )
    return {
        "margin_said": said,
        "under_floor": _under_floor(quoted, effect.after),
        "quote_url": reverse("quotes:quote", args=[quoted.quote.public_id]),
        "quote_number": quoted.quote.number,
        "approval_url": f"{record.url}?tab={BARGAINING}",
    }


def _under_floor(quoted: QuotedMargin, after: Decimal) -> str:
    if not quoted.floor or after >= quoted.floor:
        return ""
    return _(
        "Sous le plancher de marge (%(floor)s) : un devis à ce prix demandera l’accord d’un responsable."
    ) % {"floor": percent(quoted.floor)}


def without_counterpart(rows: Sequence[Concession]) -> str:
    """The warning about what would be given for nothing; empty when each has its counterpart."""
    count = sum(1 for each in rows if not each.asked and each.state != ConcessionState.REFUSED)
    if not count:
        return ""
    words = ngettext(
        "%(count)s concession est sans contrepartie : que demander en échange ?",
        "%(count)s concessions sont sans contrepartie : que demander en échange ?",
        count,
    )
    return words % {"count": count}


def exchanged(record: DealRecord, rows: Sequence[Concession]) -> Mapping[str, object]:
    """What was accepted, day by day, and what it comes to."""
    currency = record.deal.currency
    accepted = [each for each in rows if each.state == ConcessionState.ACCEPTED]
    accepted.sort(key=lambda each: (each.settled_on or timezone.localdate(), each.pk))
    found = balance(exchanges_of(rows))
    words = ngettext(
        "%(count)s contrepartie n’est pas chiffrée : elle compte pour rien ici.",
        "%(count)s contreparties ne sont pas chiffrées : elles comptent pour rien ici.",
        found.unvalued,
    )
    return {
        "exchanges": [
            {
                "given": each.given,
                "asked": each.asked,
                "cost": signed_words(-each.cost, currency),
                "value": NOTHING if each.value is None else signed_words(each.value, currency),
                "when": format_date(each.settled_on, reader_language()) if each.settled_on else "",
                "who": each.settled_by.short_name if each.settled_by is not None else "",
            }
            for each in accepted
        ],
        "given_total": amount_words(found.given, currency),
        "got_total": amount_words(found.got, currency),
        "balance": signed_words(found.net, currency),
        "balance_tone": "good" if found.net >= 0 else "bad",
        "unvalued": words % {"count": found.unvalued} if found.unvalued else "",
    }
