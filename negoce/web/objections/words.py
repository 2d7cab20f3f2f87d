"""What the library and the panels of a deal say alike."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from negoce.negotiation.models import ObjectionAnswer
from negoce.negotiation.rules.objections import PRIOR, RankedReply
from negoce.negotiation.words.objection import TECHNIQUES, named
from negoce.prospecting.rules.call_figures import Share
from negoce.ui.words.figures import number, percent


def success_words(ranked: RankedReply) -> str:
    """« Levée 8 fois sur 10 (80,0 %) ; classée à 73,3 % »."""
    told = ranked.success
    if told.percent is None:
        return _("Jamais employée encore")
    return _("A levé l’objection %(count)s fois sur %(total)s (%(rate)s), classée à %(counted)s") % {
        "count": number(told.count),
        "total": number(told.total),
        "rate": percent(told.percent),
        "counted": percent(ranked.counted),
    }


def ranking_words(house: Share) -> str:
    """How answers are ranked, with the rate of the house."""
    if house.percent is None:
        return _(
            "Les réponses se classeront par leur succès : dites dans chaque affaire si l’objection est levée."
        )
    return _(
        "Classement : les fois où l’objection a été levée, plus %(prior)s au taux de la maison (%(rate)s sur "
        "%(total)s réponses), ÷ les fois où la réponse a été donnée, plus %(prior)s. Une chance seule compte peu. "
        "D’abord celles qui conviennent à la nature de l’objection, quand elle est notée."
    ) % {"prior": number(PRIOR), "rate": percent(house.percent), "total": number(house.total)}


def reply_line(row: ObjectionAnswer, ranked: RankedReply) -> Mapping[str, object]:
    """An answer as it is shown everywhere."""
    return {
        "row": row,
        "technique": named(TECHNIQUES, row.technique),
        "success": success_words(ranked),
        "fits": ranked.fits,
    }
