"""What the files and comparisons of tenders say of people: names in texts and in names of files, which go with them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.files.models import StoredFile
from negoce.negotiation.models import (
    OwnCertificate,
    TenderCriterion,
    TenderDocument,
    TenderGrid,
    TenderLot,
    TenderOffer,
    TenderRequirement,
)

_PLACES = (
    (TenderLot, "tender__company_id", ("name",)),
    (TenderGrid, "tender__company_id", ("simulation",)),
    (TenderCriterion, "grid__tender__company_id", ("name",)),
    (TenderOffer, "grid__tender__company_id", ("name",)),
    (TenderDocument, "tender__company_id", ("name",)),
    (TenderRequirement, "tender__company_id", ("reference", "words", "answer", "proof")),
)


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """A file is that of a consultation: nothing of it is held about a person."""
    return ()


def _erase(crowd: Crowd) -> int:
    changed = 0
    for model, company, names in _PLACES:
        rows = model.objects.filter(**{f"{company}__in": crowd.own_companies})
        changed += mend_by(rows, company, names, crowd.around)
    return changed


def _house(crowd: Crowd) -> int:
    own = Q(pk__in=OwnCertificate.objects.order_by().values("file"))
    theirs = Q(pk__in=TenderDocument.objects.order_by().exclude(file=None).values("file"))
    places = (
        (OwnCertificate.objects.all(), ("name",), (), ()),
        (StoredFile.objects.filter(own | theirs), ("name",), (), ()),
    )
    return mend_house_texts(places, ("own_certificate",), crowd.redact)


TENDER_FILE_PEOPLE = PersonData("tender_files", _("Dossiers d’appels d’offres"), _export, _erase, _house)
