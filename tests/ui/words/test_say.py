"""Sentences are filled in with figures written as the reader's language does."""

from datetime import date
from decimal import Decimal

from django.utils import translation

from negoce.kit.explain import Explanation, Finding
from negoce.ui.words.say import reader_language, say, write_figures

MESSAGES = {"deal.late": "Retard de %(days)s j sur %(amount)s depuis le %(due)s (%(name)s)"}


def test_figures_follow_the_language() -> None:
    figures = {
        "days": 1_200,
        "amount": Decimal("1234.5"),
        "due": date(2026, 11, 21),
        "name": "A%s",
        "paid": True,
    }
    assert write_figures(figures, "fr") == {
        "days": "1\u202f200",
        "amount": "1\u202f234,50",
        "due": "21 nov. 2026",
        "name": "A%s",
        "paid": True,
    }
    assert write_figures(figures, "en")["amount"] == "1,234.50"
    assert write_figures({"turnover": Decimal("2500000")}, "en")["turnover"] == "2,500,000"


def test_a_sentence_in_the_language_of_the_moment() -> None:
    what = Explanation(
        "deal.late", {"days": 3, "amount": Decimal("10"), "due": date(2026, 1, 2), "name": "Vercors"}
    )
    with translation.override("en"):
        assert reader_language() == "en"
        assert say(what, MESSAGES) == "Retard de 3 j sur 10 depuis le 2 Jan 2026 (Vercors)"
    with translation.override("fr"):
        assert say(what, MESSAGES) == "Retard de 3 j sur 10 depuis le 2 janv. 2026 (Vercors)"


def test_a_code_without_a_sentence_is_still_told() -> None:
    assert say(Finding("nobody.wrote_this"), MESSAGES) == "nobody.wrote_this"
    assert say(Finding("nobody.wrote_this"), MESSAGES, "Refusé (%(code)s)") == "Refusé (nobody.wrote_this)"
