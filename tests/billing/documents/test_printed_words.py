"""An invoice words its term as the quote and the order before it."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from negoce.billing.documents.printed_words import term_words
from negoce.catalogue.enums import PaymentTermKind
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.term_words import payment_words


@pytest.mark.parametrize("kind", PaymentTermKind)
@pytest.mark.parametrize("days", [0, 45])
@pytest.mark.parametrize("with_order", [False, True])
def test_the_term_is_worded_as_on_the_quote_whatever_the_reader_speaks(kind, days, with_order):
    with override("fr"):
        quoted = payment_words(PaymentTerm(kind, days), with_order=with_order)
    with override("en"):
        assert term_words({"kind": kind.value, "days": days, "with_order": with_order}) == quoted
