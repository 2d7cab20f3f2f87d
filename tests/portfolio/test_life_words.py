"""Each status has its name, each explanation of the life cycle its sentence."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest
from django.utils import translation

import negoce
from negoce.kit.explain import Explanation
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.portfolio.life_words import CAUSE_LABELS, LIFE_MESSAGES, STATUS_LABELS, life_sentence
from negoce.portfolio.rules.life_cycle import life_status
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.thresholds import Thresholds

DAYS = tuple(date(2026, 1, 10 + 5 * step) for step in range(4))
WON = date(2026, 1, 1)
SILENT = Thresholds(few_orders=D(9), few_orders_months=D(1))


def test_each_status_and_cause_has_its_name() -> None:
    assert set(STATUS_LABELS) == set(LifeStatus)
    assert set(CAUSE_LABELS) == set(StatusCause)


@pytest.mark.parametrize("count", [0, 1, 2, 4])
@pytest.mark.parametrize("won", [None, WON])
@pytest.mark.parametrize("thresholds", [Thresholds(), SILENT])
@pytest.mark.parametrize("today", [date(2026, 1, 30), date(2026, 4, 20), date(2027, 1, 1)])
def test_what_orders_say_has_its_sentence(
    count: int, won: date | None, thresholds: Thresholds, today: date
) -> None:
    why = life_status(LifeFacts(DAYS[:count], referral_won_on=won), thresholds, today).explanation
    with translation.override("fr"):
        assert "%" not in life_sentence(why)
        assert why.code not in life_sentence(why)


def test_every_code_of_the_rule_is_known() -> None:
    source = (Path(negoce.__path__[0]) / "portfolio/rules/life_cycle.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"(life\.\w+)"', source)) <= set(LIFE_MESSAGES)
    assert {f"life.{status.value}" for status in LifeStatus} - {"life.hot"} <= set(LIFE_MESSAGES)


def test_the_sentence_of_a_silence() -> None:
    why = Explanation("life.dormant", {"cadence": D(31), "silence": 97, "last": DAYS[0], "orders": 5})
    with translation.override("fr"):
        assert life_sentence(why) == "Commande tous les 31 jours\u00a0; rien depuis 97 jours."
    with translation.override("en"):
        assert life_sentence(why) == "Orders every 31 days; nothing for 97 days."
    daily = Explanation("life.regular", {"cadence": D("1"), "last": date(2026, 3, 1)})
    with translation.override("fr"):
        assert life_sentence(daily) == "Commande tous les jours\u00a0; dernière commande le 1er mars 2026."
