"""If A is B and B is C, then A is C: scores are lifted along chains, as far as the group holds together."""

from __future__ import annotations

from collections.abc import Mapping

Pair = tuple[int, int]

_SURE = 0.5
_LARGEST = 400
_HOLDS = 0.2
_DAMPED = 0.97


def close_groups(scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """Scores with those of pairs joined through others: groups merge from the surest pair down.

    Two groups merge when the pairs across them are likely enough on average; the pairs across then score at least
    a little under what joined them, in proportion to that average.
    """
    group: dict[int, list[int]] = {}
    closed = dict(scores)
    ranked = sorted(
        (pair for pair, score in scores.items() if score >= _SURE), key=lambda pair: (-scores[pair], pair)
    )
    for pair in ranked:
        left, right = (group.setdefault(row, [row]) for row in pair)
        if left is right or len(left) * len(right) > _LARGEST**2:
            continue
        across = [(min(a, b), max(a, b)) for a in left for b in right]
        mean = sum(scores.get(each, 0.0) for each in across) / len(across)
        if mean < _HOLDS:
            continue
        floor = scores[pair] * _DAMPED * (0.5 + 0.5 * mean)
        for each in across:
            if closed.get(each, 0.0) < floor:
                closed[each] = floor
        left.extend(right)
        for row in right:
            group[row] = left
    return closed
