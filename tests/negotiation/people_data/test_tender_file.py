"""What the file and the comparison of a tender keep of a person who is erased: the answer, not their name."""

from __future__ import annotations

import pytest

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
from negoce.negotiation.people_data.tender_file import TENDER_FILE_PEOPLE
from tests.factories.companies import make_contact
from tests.factories.erasing import erasing
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db
NAME = "Mme Martin"


def test_the_file_and_the_comparison_forget_the_name() -> None:
    person = make_contact()
    tender = make_tender(person.company)
    prices = {
        "suppliers": [NAME],
        "scenarios": ["Qté"],
        "items": [{"name": NAME, "prices": ["1"], "quantities": ["1"]}],
    }
    grid = TenderGrid.objects.create(tender=tender, simulation=prices)
    TenderLot.objects.create(tender=tender, number=1, name=f"Bureau de {NAME}")
    TenderCriterion.objects.create(grid=grid, position=0, name=f"Avis de {NAME}", weight=5)
    TenderOffer.objects.create(grid=grid, name=f"Offre de {NAME}")
    TenderDocument.objects.create(
        tender=tender, position=0, name=f"CV de {NAME}", kind="means", part="technical"
    )
    TenderRequirement.objects.create(tender=tender, position=0, words="Film", answer=f"Vu avec {NAME}")
    assert TENDER_FILE_PEOPLE.erase is not None
    assert TENDER_FILE_PEOPLE.erase(erasing(person.pk, NAME, "[personne]")) == 6
    texts = [
        *(model.objects.get().name for model in (TenderLot, TenderCriterion, TenderOffer, TenderDocument)),
        TenderRequirement.objects.get().answer,
    ]
    assert texts == [
        "Bureau de [personne]",
        "Avis de [personne]",
        "Offre de [personne]",
        "CV de [personne]",
        "Vu avec [personne]",
    ]
    kept = TenderGrid.objects.get().simulation
    assert (kept["suppliers"], kept["items"][0]["name"]) == (["[personne]"], "[personne]")


def test_the_shelf_and_the_names_of_files_forget_it_too() -> None:
    file = StoredFile.objects.create(
        name="CV Solange Quillard.pdf", kind="pdf", purpose="handed_out", size=1, digest="0"
    )
    OwnCertificate.objects.create(kind="means", name="CV de Solange Quillard", file=file)
    assert TENDER_FILE_PEOPLE.house is not None
    assert TENDER_FILE_PEOPLE.house(erasing(0, "Solange Quillard")) == 2
    assert "Quillard" not in OwnCertificate.objects.get().name + StoredFile.objects.get().name
