"""Words that the pages of calls share: shares with their interval, reasons, hours."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.companies.queries.reach_limits import limit_messages
from negoce.kit.explain import Explanation
from negoce.prospecting.enums import CallSessionState
from negoce.prospecting.models import CallSession
from negoce.prospecting.rules.best_hours import HourRate
from negoce.prospecting.rules.call_figures import Share
from negoce.prospecting.words.call import LEFT_OUT, SESSION_STATES
from negoce.ui.html import chip
from negoce.ui.words.figures import NOTHING, number, percent

_TONES = {
    CallSessionState.PREPARING.value: "info",
    CallSessionState.OPEN.value: "good",
    CallSessionState.PAUSED.value: "warn",
    CallSessionState.ENDED.value: "",
}


def state_chip(session: CallSession) -> str:
    """The state of a session in its colour."""
    return chip(str(SESSION_STATES[session.state]), tone=_TONES[session.state])


def rate(share: Share) -> str:
    """« 25,0 % »."""
    return NOTHING if share.percent is None else percent(share.percent)


def interval(share: Share) -> str:
    """« 3 sur 12 ; de 8,9 % à 53,2 % »."""
    if share.percent is None:
        return _("aucun appel encore")
    return _("%(count)s sur %(total)s ; de %(low)s à %(high)s") % {
        "count": number(share.count),
        "total": number(share.total),
        "low": percent(share.low),
        "high": percent(share.high),
    }


def why_not(code: str) -> str:
    """Why a company is not called, short; sentences of licences lose what they name."""
    known = LEFT_OUT.get(code)
    if known is not None:
        return str(known)
    return _("Une licence de fichier ne le permet plus") if code in limit_messages() else code


def said(reason: Explanation) -> str:
    """The sentence of a reason of R-G3 or of a licence."""
    messages = {**LEFT_OUT, **limit_messages()}
    known = messages.get(reason.code)
    return str(known) % dict(reason.figures) if known is not None else reason.code


def weekday(day: int) -> str:
    """« lundi »."""
    return (
        _("lundi"), _("mardi"), _("mercredi"), _("jeudi"), _("vendredi"), _("samedi"), _("dimanche"),
    )[day]  # fmt: skip


def hour_words(rate_of: HourRate) -> str:
    """« mardi 10 h : 38,3 % (60 appels) »."""
    return _("%(day)s %(hour)s h : %(rate)s (%(calls)s appels)") % {
        "day": weekday(rate_of.weekday),
        "hour": rate_of.hour,
        "rate": percent(rate_of.percent),
        "calls": number(rate_of.calls),
    }
