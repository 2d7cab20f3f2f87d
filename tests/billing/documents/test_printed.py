"""What an invoice prints of its content."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.billing.documents.content import fiscal_content, sources_of
from negoce.billing.documents.printed import printed_document
from negoce.billing.models import FiscalDocument
from negoce.parameters.queries.seller import seller
from tests.factories.billing import item, make_customer, make_draft, make_seller

pytestmark = pytest.mark.django_db


def test_reductions_are_printed_as_they_were_granted() -> None:
    make_seller()
    draft = make_draft(make_customer(), [item(quantity="10", price="100")])
    FiscalDocument.objects.filter(pk=draft.pk).update(
        reductions=[
            {"kind": "defect_rebate", "percent": "2"},
            {"kind": "trade_discount", "percent": "5"},
            {"kind": "trade_discount", "amount": "12.50"},
        ]
    )
    day = date(2026, 11, 20)
    content = fiscal_content(sources_of(draft, seller()), issued_on=day, due_on=day, supplied_on=day)
    printed = printed_document(content, number="F1", issued_on=day)
    labels = [label.replace("\N{NO-BREAK SPACE}", " ") for label in printed.amounts.reduction_labels]
    assert labels == ["Rabais 2 %", "Remise 5 %", "Remise 12,50 €"]
