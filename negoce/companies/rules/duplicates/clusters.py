"""If A is B and B is C, then A is C: scores are lifted along chains, and lowered where a group does not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]

_SURE = 0.4
# Two groups stay apart where the pairs across them are less likely than this on average.
_HOLDS = 0.2
_DAMPED = 0.99
# How much of a lifted score comes from the pair that joins two groups; the rest follows the average across.
_JOINT = 0.6
# How much the average across weighs on a pair that was likely by itself.
_AGREED = 0.3
# What is left of a pair between two groups that stay apart, when nothing else across them is alike.
_LEFT_ALONE = 0.3
_LARGEST = 160_000
# Bounds the time and memory of a file where very many rows are alike.
_MOST_ACROSS = 3_000_000


def close_groups(scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """Scores with those of pairs joined through others: groups merge from the surest pair down.

    Two groups merge when the pairs across them are likely enough on average: the pairs across then score at least
    a little under what joined them. Where the groups do not merge, the pair that would have joined them is
    contradicted by all the others, and loses most of its score.
    """
    group: dict[int, list[int]] = {}
    closed = dict(scores)
    looked_at = 0
    for pair in _surest(scores):
        left, right = (group.setdefault(row, [row]) for row in pair)
        if left is right or len(left) * len(right) > _LARGEST:
            continue
        looked_at += len(left) * len(right)
        if looked_at > _MOST_ACROSS:
            break
        across = [(min(a, b), max(a, b)) for a in left for b in right]
        mean = sum(scores.get(each, 0.0) for each in across) / len(across)
        if mean < _HOLDS:
            closed[pair] = min(closed[pair], scores[pair] * (_LEFT_ALONE + (1 - _LEFT_ALONE) * mean))
            continue
        _lift(closed, across, scores[pair], mean)
        left.extend(right)
        for row in right:
            group[row] = left
    return closed


def _surest(scores: Mapping[Pair, float]) -> Sequence[Pair]:
    return sorted(
        (pair for pair, score in scores.items() if score >= _SURE), key=lambda at: (-scores[at], at)
    )


def _lift(closed: dict[Pair, float], across: Sequence[Pair], joint: float, mean: float) -> None:
    """Raise what is under the floor of its group; what is above comes nearer to the average."""
    floor = joint * _DAMPED * (_JOINT + (1 - _JOINT) * mean)
    for each in across:
        score = closed.get(each, 0.0)
        if score < floor:
            closed[each] = floor
        elif len(across) > 1:
            closed[each] = (1 - _AGREED) * score + _AGREED * joint * mean
