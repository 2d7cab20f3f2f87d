"""What is compared: a whole tender, or one of its lots named by `?lot=`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.negotiation.models import TenderLot
from negoce.negotiation.queries.tender_award.grid import Comparison, comparison_of
from negoce.negotiation.words.tender_award import lot_name
from negoce.web.http import actor_of, load_or_404
from negoce.web.tenders.loading import load_tender
from negoce.web.tenders.section_types import PRICE, TenderRecord

# The sections that a change of a comparison draws again.
CHANGED = ("tender-grid", "tender-winning", "tender-journal")


@dataclass(frozen=True)
class Place:
    """A comparison as somebody sees it."""

    record: TenderRecord
    lot: TenderLot | None = None

    @cached_property
    def comparison(self) -> Comparison | None:
        """The comparison, None when nothing is known of it; read once for all the sections of a page."""
        asked, name = self.record.asked, f"comparison-{self.lot.pk if self.lot is not None else ''}"
        if name not in asked:
            asked[name] = comparison_of(self.record.tender, self.lot)
        found: Comparison | None = asked[name]
        return found

    @property
    def title(self) -> str:
        """« Lot 2, Mobilier scolaire », or the whole tender."""
        return lot_name(self.lot)

    @property
    def revision(self) -> int:
        """That of the comparison, 0 before it begins."""
        return self.comparison.grid.revision if self.comparison is not None else 0

    @property
    def home(self) -> str:
        """The page on which it stands."""
        if self.lot is None:
            return f"{self.record.url}?tab={PRICE}"
        return self.url("page")

    def url(self, name: str, *parts: str) -> str:
        """An address of this comparison."""
        url = reverse(f"tender_grid:{name}", args=[self.record.tender.public_id, *parts])
        return url if self.lot is None else f"{url}?{urlencode({'lot': self.lot.public_id})}"


def load_place(request: HttpRequest, public_id: str) -> Place:
    """The comparison of an address; 404 when the actor does not see the tender, or it has no such lot."""
    actor = actor_of(request)
    tender = load_tender(actor, public_id)
    key = request.GET.get("lot", "")
    lot = load_or_404(TenderLot.objects.filter(tender=tender), key) if key else None
    return Place(TenderRecord(actor, tender), lot)


def load_editable(request: HttpRequest, public_id: str) -> Place:
    """The same, for who may change it; 403 otherwise."""
    place = load_place(request, public_id)
    require(place.record.actor, Permission.EDIT)
    return place
