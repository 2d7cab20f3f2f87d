"""Why deals are won and lost, why customers leave and stay, summed up in a few findings. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from negoce.kit.explain import Explanation
from negoce.kit.numbers import percent_of

# Fewer tell nothing.
FEW = 5
UNSAID = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Deals won and lost, with their amounts in euros excluding VAT."""

    won: int = 0
    lost: int = 0
    won_amount: Decimal = Decimal(0)
    lost_amount: Decimal = Decimal(0)

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.won + other.won,
            self.lost + other.lost,
            self.won_amount + other.won_amount,
            self.lost_amount + other.lost_amount,
        )

    @property
    def decided(self) -> int:
        """Won or lost."""
        return self.won + self.lost


def summed_up(
    deals: Mapping[str, Tally],
    competitors: Mapping[str, Tally],
    left: Mapping[str, int],
    stays: Mapping[str, int],
    departures: tuple[int, int] = (0, 0),
) -> tuple[Explanation, ...]:
    """The findings in a fixed order: losses, wins, the competitor who takes most, departures, what keeps customers.

    Counts by reason ("" where none was said) or by name. A finding needs five cases with a reason, and says how many
    have none; without any finding, one says so. `departures` are those of whom a reason is known, and all of them.
    """
    found = [
        *_main("reasons.losses", {key: each.lost for key, each in deals.items()}),
        *_main("reasons.wins", {key: each.won for key, each in deals.items()}),
        *_worst(competitors),
        *(_among(each, *departures) for each in _main("reasons.departures", left)),
        *_main("reasons.staying", stays),
    ]
    return tuple(found) or (Explanation("reasons.too_few", {"few": FEW}),)


def share(part: int, whole: int) -> Decimal | None:
    """In whole percent points."""
    return percent_of(part, whole, 0) if whole else None


def _main(code: str, counts: Mapping[str, int]) -> tuple[Explanation, ...]:
    said = {key: count for key, count in counts.items() if key != UNSAID and count}
    whole = sum(said.values())
    if whole < FEW:
        return ()
    reason, unsaid = min(said, key=lambda key: (-said[key], key)), counts.get(UNSAID, 0)
    figures = {"reason": reason, "count": said[reason], "whole": whole, "share": share(said[reason], whole)}
    if not unsaid:
        return (Explanation(code, figures),)
    return (Explanation(f"{code}_unsaid", {**figures, "unsaid": unsaid}),)


def _among(finding: Explanation, known: int, whole: int) -> Explanation:
    """The same finding with how few of the departures it is drawn from, unless it is drawn from all."""
    if known >= whole:
        return finding
    return Explanation(f"{finding.code}_among", {**finding.figures, "known": known, "departures": whole})


def _worst(competitors: Mapping[str, Tally]) -> tuple[Explanation, ...]:
    met = {name: each for name, each in competitors.items() if name and each.decided >= FEW and each.lost}
    if not met:
        return ()
    name = min(met, key=lambda key: (-met[key].lost, key))
    tally = met[name]
    figures = {
        "name": name,
        "lost": tally.lost,
        "decided": tally.decided,
        "share": share(tally.won, tally.decided),
    }
    return (Explanation("reasons.competitor", figures),)
