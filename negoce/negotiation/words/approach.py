"""What ends an approach, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.negotiation.enums import ApproachEnd
from negoce.negotiation.models import Approach
from negoce.negotiation.words.cycle import house_cycle_words

ENDS: Mapping[str, Any] = {
    ApproachEnd.NOT_INTERESTED.value: _("Pas intéressé"),
    ApproachEnd.NO_ANSWER.value: _("Ne répond pas"),
    ApproachEnd.LATER.value: _("Plus tard"),
    ApproachEnd.WRONG_PERSON.value: _("Pas la bonne personne"),
    ApproachEnd.NOT_A_FIT.value: _("Ne correspond pas à ce que nous vendons"),
}


def end_options() -> Sequence[tuple[str, str]]:
    """The reasons to choose from."""
    return [(key, str(label)) for key, label in ENDS.items()]


def approach_name(approach: Approach) -> str:
    """The cycle that it follows."""
    return str(approach.cycle) if approach.cycle is not None else house_cycle_words(None)
