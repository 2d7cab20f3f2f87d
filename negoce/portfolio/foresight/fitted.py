"""What a fit leaves: everything that foreseeing needs, without scikit-learn, and how it is stored."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from negoce.portfolio.foresight.boosting import Trees
from negoce.portfolio.foresight.counting import Counting
from negoce.portfolio.foresight.gamma_gamma import Money
from negoce.portfolio.foresight.geometric import Geometric
from negoce.portfolio.foresight.learning import Learned
from negoce.portfolio.foresight.level import UNTOUCHED, Level
from negoce.portfolio.foresight.pareto import Pareto
from negoce.portfolio.foresight.regression import Regression
from negoce.portfolio.foresight.returns import Returns, Seen
from negoce.portfolio.foresight.scores import Bin
from negoce.portfolio.foresight.season import NO_SEASON, Season
from negoce.portfolio.foresight.silences import Pace
from negoce.portfolio.foresight.still_there import Check, StillThere
from negoce.portfolio.rules.silence import ReturnLaw

BG, MBG, PARETO = "bg_nbd", "mbg_nbd", "pareto_nbd"
BOOSTING, BLEND = "boosting", "blend"
LEARNT = (BOOSTING, BLEND)
_VERSION = 2


class Outdated(Exception):
    """A stored fit was made by other code: fit anew."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The model kept (`kind`), its parts, and what was found wrong; `wear` is what remains of orders after 90 days.

    `probability` is always there: it says how much all order together, times the season and the `level`.
    `vanishing` says that nobody ever leaves in it, so that it knows nothing of who has left. `still_there` tells who
    has; a fit made to be compared on a past day has none.
    """

    kind: str
    probability: Geometric | Pareto
    counting: Counting
    money: Money
    season: Season = NO_SEASON
    learned: Learned | None = None
    wear: float = 1.0
    vanishing: bool = False
    findings: tuple[str, ...] = ()
    still_there: StillThere | None = None
    level: Level = UNTOUCHED


def stored(fitted: Fitted) -> dict[str, Any]:
    """A fit as JSON."""
    learned = fitted.learned
    return {
        "version": _VERSION,
        "kind": fitted.kind,
        "probability": {"law": type(fitted.probability).__name__, **_plain(fitted.probability)},
        "counting": _plain(fitted.counting),
        "money": _plain(fitted.money),
        "season": _plain(fitted.season),
        "regression": _plain(learned.regression) if learned else None,
        "trees": _plain(learned.trees) if learned else None,
        "wear": fitted.wear,
        "vanishing": fitted.vanishing,
        "findings": list(fitted.findings),
        "still_there": asdict(fitted.still_there) if fitted.still_there else None,
        "level": _plain(fitted.level),
    }


def restored(content: dict[str, Any]) -> Fitted:
    """The fit again. Raises `Outdated` when it cannot be read."""
    try:
        if content["version"] != _VERSION:
            raise Outdated
        law = dict(content["probability"])
        probability = {"Geometric": Geometric, "Pareto": Pareto}[law.pop("law")](**law)
        learned = None
        if content["regression"] is not None:
            learned = Learned(
                Regression(**_arrays(content["regression"])), Trees(**_arrays(content["trees"]))
            )
        money, season = dict(content["money"]), dict(content["season"])
        money["findings"] = tuple(money["findings"])
        return Fitted(
            content["kind"], probability, Counting(**content["counting"]), Money(**money),
            Season(tuple(season["index"]), season["own"]), learned, content["wear"], content["vanishing"],
            tuple(content["findings"]), _still_there(content["still_there"]), Level(**content["level"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as problem:
        raise Outdated from problem


def _still_there(content: dict[str, Any] | None) -> StillThere | None:
    if content is None:
        return None
    told, check = content["returns"], content["check"]
    returns = Returns(
        tuple(ReturnLaw(**each) for each in told["laws"]),
        Pace(**told["pace"]),
        tuple(Seen(**each) for each in told["seen"]),
    )
    model = Geometric(**content["model"]) if content["model"] else None
    if check is None:
        return StillThere(returns, model)
    return StillThere(
        returns, model, Check(**{**check, "bins": tuple(Bin(**each) for each in check["bins"])})
    )


def _plain(part: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, np.ndarray):
            value = value.tolist()
        elif isinstance(value, np.generic):
            value = value.item()
        elif isinstance(value, tuple):
            value = list(value)
        found[field.name] = value
    return found


def _arrays(part: dict[str, Any]) -> dict[str, Any]:
    return {name: np.asarray(value) if isinstance(value, list) else value for name, value in part.items()}
