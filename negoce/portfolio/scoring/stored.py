"""A scorer as JSON and back: numbers and texts alone, so that reading one can run nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from negoce.portfolio.scoring.columns import Column, Kind
from negoce.portfolio.scoring.frame import Floats, Ints
from negoce.portfolio.scoring.logistic import Bent, Logistic
from negoce.portfolio.scoring.scorer import Family, Level, Models, Scorer
from negoce.portfolio.scoring.trees import Inputs, Trees

_VERSION = 1
_MOST_NODES, _DEEPEST = 1_000_000, 64


class Unreadable(Exception):
    """This is not a scorer, it is damaged, or other code made it: learn anew."""


def stored(scorer: Scorer) -> dict[str, Any]:
    """The scorer as JSON."""
    line = scorer.models.logistic
    return {
        "version": _VERSION,
        "columns": [
            {"name": each.name, "kind": each.kind.value, "levels": list(each.levels), "alone": each.alone}
            for each in scorer.columns
        ],
        "family": scorer.family.value,
        "levels": {family.value: [each.slope, each.shift] for family, each in scorer.levels.items()},
        "logistic": {
            "bent": [None if each is None else _bent_stored(each) for each in line.bent],
            "weights": _short(line.weights),
            "centre": _short(line.centre),
            "base": line.base,
        },
        "trees": [_trees_stored(each) for each in scorer.models.trees],
    } | ({"forest": _trees_stored(scorer.models.forest)} if scorer.models.forest else {})


def restored(content: Any) -> Scorer:
    """The scorer again. Raises Unreadable unless every number is one and every tree ends."""
    try:
        if content["version"] != _VERSION:
            raise Unreadable
        columns = tuple(
            Column(
                str(each["name"]), Kind(each["kind"]), tuple(map(str, each["levels"])), float(each["alone"])
            )
            for each in content["columns"]
        )
        told = content["logistic"]
        logistic = Logistic(
            tuple(None if each is None else _bent_restored(each) for each in told["bent"]),
            _floats(told["weights"]), _floats(told["centre"]), _finite(told["base"]),
        )  # fmt: skip
        trees = tuple(_trees_restored(each, columns) for each in content["trees"])
        forest = _trees_restored(content["forest"], columns) if "forest" in content else None
        models, family = Models(logistic, trees, forest), Family(content["family"])
        levels = {
            Family(name): Level(_finite(slope), _finite(shift))
            for name, (slope, shift) in content["levels"].items()
        }
        _check(columns, models, levels)
        if family not in levels:
            raise Unreadable
        return Scorer(columns, models, levels, family)
    except (KeyError, TypeError, ValueError, IndexError, OverflowError, AttributeError) as problem:
        raise Unreadable from problem


def _check(columns: tuple[Column, ...], models: Models, levels: Mapping[Family, Level]) -> None:
    width, logistic = 0, models.logistic
    for column, bent in zip(columns, logistic.bent, strict=True):
        if (bent is None) != (column.kind is Kind.LEVEL):
            raise Unreadable
        width += len(column.levels) + 1 if bent is None else len(bent.bends) + 3
        if bent is not None and (len(bent.means), len(bent.scales)) != (len(bent.bends) + 2,) * 2:
            raise Unreadable
    whole = (
        len(logistic.weights) == len(logistic.centre) == width
        and columns
        and models.trees
        and set(levels) == set(models.families)
    )
    if not whole:
        raise Unreadable


def _trees_stored(trees: Trees) -> dict[str, Any]:
    return {
        "apart": trees.inputs.apart,
        "codes": [None if each is None else list(each) for each in trees.inputs.codes],
        "middles": list(trees.inputs.middles),
        "owner": trees.inputs.owner.tolist(),
        "roots": trees.roots.tolist(),
        "column": trees.column.tolist(),
        "threshold": trees.threshold.tolist(),
        "left": trees.left.tolist(),
        "right": trees.right.tolist(),
        "value": _short(trees.value),
        "baseline": trees.baseline,
        "depth": trees.depth,
    }


def _trees_restored(part: Mapping[str, Any], columns: tuple[Column, ...]) -> Trees:
    codes = tuple(None if each is None else tuple(map(_finite, each)) for each in part["codes"])
    inputs = Inputs(
        bool(part["apart"]), codes, tuple(map(_finite, part["middles"])), _places(part["owner"], len(columns))
    )
    width = 0
    for own, code, _middle in zip(columns, codes, inputs.middles, strict=True):
        if code is not None and (own.kind is not Kind.LEVEL or len(code) != len(own.levels) + 1):
            raise Unreadable
        width += len(own.levels) + 1 if own.kind is Kind.LEVEL and code is None else 1
    count = len(part["left"])
    if not 0 < count <= _MOST_NODES or not 0 <= part["depth"] <= _DEEPEST or width != len(inputs.owner):
        raise Unreadable
    column, left = _places(part["column"], width), _places(part["left"], count)
    right, threshold, value = (
        _places(part["right"], count),
        _floats(part["threshold"]),
        _floats(part["value"]),
    )
    if any(len(each) != count for each in (column, right, threshold, value)):
        raise Unreadable
    return Trees(
        inputs=inputs, roots=_places(part["roots"], count), column=column, threshold=threshold, left=left,
        right=right, value=value, baseline=_finite(part["baseline"]), depth=int(part["depth"]),
    )  # fmt: skip


def _bent_stored(bent: Bent) -> dict[str, Any]:
    return {
        "low": bent.low, "high": bent.high, "middle": bent.middle,
        "bends": list(bent.bends), "means": list(bent.means), "scales": list(bent.scales),
    }  # fmt: skip


def _bent_restored(part: Mapping[str, Any]) -> Bent:
    scales = tuple(map(_finite, part["scales"]))
    if not all(scales):
        raise Unreadable
    return Bent(
        low=_finite(part["low"]), high=_finite(part["high"]), middle=_finite(part["middle"]),
        bends=tuple(map(_finite, part["bends"])), means=tuple(map(_finite, part["means"])), scales=scales,
    )  # fmt: skip


def _short(values: Floats) -> list[float]:
    return [float(f"{value:.7g}") for value in values]


def _finite(value: Any) -> float:
    found = float(value)
    if not np.isfinite(found):
        raise Unreadable
    return found


def _floats(values: Any) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or not np.isfinite(found).all():
        raise Unreadable
    return found


def _places(values: Any, count: int) -> Ints:
    found = np.asarray(values, dtype=np.int64)
    if found.ndim != 1 or (len(found) and (found.min() < 0 or found.max() >= count)):
        raise Unreadable
    return found
