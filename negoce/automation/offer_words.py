"""The words of offers by segment."""

from __future__ import annotations

from django.utils.translation import gettext as _

from negoce.automation.models import SegmentOffer
from negoce.kit.dates import format_date
from negoce.ui.words.say import reader_language


def offer_text(offer: SegmentOffer) -> str:
    """What a person reads to make the offer."""
    day = format_date(offer.ends_on, reader_language())
    lines = [_("Offre « %(name)s », jusqu’au %(day)s") % {"name": offer.name, "day": day}, offer.words]
    if offer.family is not None:
        lines.append(_("Famille : %(name)s") % {"name": offer.family.name})
    if offer.reduction:
        lines.append(_("Avantage : %(text)s") % {"text": offer.reduction})
    return "\n".join(lines)
