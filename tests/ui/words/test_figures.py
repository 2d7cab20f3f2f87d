"""Figures in words, in both languages."""

from __future__ import annotations

from decimal import Decimal as D

from django.utils import translation

from negoce.ui.words.figures import NOTHING, cents, change, money, number, percent, points, share, short_money


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ").replace("\u2212", "-")


def test_figures_in_french() -> None:
    with translation.override("fr"):
        assert [plain(each) for each in (money(D("64819.6")), cents(D("64819.6")))] == [
            "64 820 €",
            "64 819,60 €",
        ]
        assert [plain(short_money(D(112_400), signed=signed)) for signed in (False, True)] == [
            "112 k€",
            "+112 k€",
        ]
        assert [plain(each) for each in (percent(D("11.84")), percent(D("11.84"), 0), share(D("0.5")))] == [
            "11,8 %",
            "12 %",
            "50 %",
        ]
        assert [plain(points(D(each))) for each in ("1.24", "-1.24", "0")] == ["+1,2 pt", "-1,2 pt", "0,0 pt"]
        assert [plain(each) for each in (number(1200), number(D("2.5"), 1))] == ["1 200", "2,5"]


def test_figures_in_english() -> None:
    with translation.override("en"):
        assert [plain(each) for each in (money(D("64819.6")), percent(D("11.84")), number(1200))] == [
            "€64,820",
            "11.8%",
            "1,200",
        ]


def test_what_is_not_known_is_a_dash_or_what_the_page_asks() -> None:
    unknown = (money(None), cents(None), short_money(None), percent(None), share(None), number(None))
    assert unknown == (NOTHING,) * 6
    assert (share(None, nothing=""), number(None, nothing="")) == ("", "")


def test_a_change_bears_its_sign() -> None:
    assert [plain(change(now, 5)) for now in (9, 3, 5)] == ["+4", "-2", "="]
