"""Whatever is typed in the forms of the desk: no page breaks, faults are said, nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.identity.enums import Role, Scope
from negoce.negotiation.models import (
    TenderCriterion,
    TenderGrid,
    TenderOffer,
)
from negoce.negotiation.rules.tender_price_note import PriceMethod
from tests.factories.identity import make_user
from tests.factories.tenders import make_tender
from tests.web.desk_records import desk_records
from tests.web.filled import filled

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
_INPUT = re.compile(r"<input\b[^>]*>")
_NAME = re.compile(r'\bname="([^"]+)"')
_FIGURE, _DAY = "inputmode=", 'placeholder="31/12'
FIGURES = [
    "abc",
    "-5",
    "NaN",
    "Infinity",
    "1e30",
    "1" + "0" * 30,
    "½",
    "31/02/2026",
    "01/01/0001",
    "9" * 10_000,
]


DAYS = ["abc", "31/02/2026", "01/01/0001", "31/12/9999", "99/99/99", "12" * 5_000]


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR, scope=Scope.ALL.value))
    return client


def words_of(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\u202f", " ").replace("\u00a0", " ").replace("&#x27;", "'")


def inputs_of(answer: HttpResponse, mark: str) -> list[str]:
    """The fields of a form that take a figure, or a day."""
    inputs = [each for each in _INPUT.findall(answer.content.decode()) if mark in each]
    return [found[1] for each in inputs if (found := _NAME.search(each))]


@pytest.mark.parametrize(
    ("mark", "hostile"),
    [*((_FIGURE, each) for each in FIGURES), *((_DAY, each) for each in DAYS)],
    ids=lambda value: value[:12],
)
def test_what_is_no_figure_and_no_day_is_refused_beside_its_field_and_stays_there(
    boss: Client, mark: str, hostile: str
) -> None:
    lost, silent, asked = [], [], 0
    for name, parts in desk_records().items():
        url = reverse(name, kwargs=parts)
        form = boss.get(url, headers=HTMX)
        typed = dict.fromkeys(inputs_of(form, mark), hostile)
        asked += len(typed)
        answer = boss.post(url, {**filled(form.content), **typed}, headers=HTMX) if typed else form
        kept = filled(answer.content)
        lost += [(name, field) for field in typed if kept.get(field) != [hostile]]
        # A task without its words is an empty line of a step, whatever its days.
        faulty = [field for field in typed if name != "cycles:step" or field == "days"]
        told = answer.content.decode().count('class="field-error"')
        if faulty and (answer.status_code, told) < (422, len(faulty)):
            silent.append((name, answer.status_code, told, faulty))
    assert (lost, silent, asked > 15) == ([], [], True)


@pytest.mark.parametrize("method", list(PriceMethod))
def test_prices_that_are_all_the_same_all_get_the_best_note(boss: Client, method: PriceMethod) -> None:
    tender = make_tender(name="Mobilier", amount=Decimal(230_000))
    grid = TenderGrid.objects.create(tender=tender, method=method.value)
    TenderCriterion.objects.create(grid=grid, name="Prix", weight=100, is_price=True, position=0)
    for name in ("-", "Alpha", "Bêta"):
        TenderOffer.objects.create(grid=grid, name=name, is_ours=name == "-", price=100_000)
    page = reverse("tenders:section", args=[tender.public_id, "grid"])
    said = words_of(boss.get(page))
    assert said.count("10,000") == 3


def test_a_tender_whose_day_is_past_says_so(boss: Client) -> None:
    tender = make_tender(offers_until=timezone.localdate() - timedelta(days=3), stage="selection")
    said = words_of(boss.get(reverse("tenders:tender", args=[tender.public_id])))
    assert "notez l’offre remise, ou le dossier abandonné" in said
