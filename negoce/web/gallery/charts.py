"""One chart of each kind, with invented figures: they feed the gallery and nothing else."""

from __future__ import annotations

from negoce.ui.charts import Chart, ChartKind, Dot, Flow, HeatCell, Node, Series, Unit

_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
_BEFORE = (38_200, 41_000, 29_500, 52_300, 45_100, 61_800, 30_400, 22_100, 47_900, 55_000, 58_700, 43_300)
_NOW = (44_100, 46_800, 41_200, 49_900, 58_800, 66_400, 37_700, 25_300, 61_200, 64_820, 70_150, None)
_HERE = "/gallery/list/"


def gallery_charts() -> tuple[Chart, ...]:
    """Bars, stacked, lines, interval, heat, flows, bubbles, calibration."""
    return (_bars(), _stacked(), _lines(), _interval(), _heat(), _flows(), _bubbles(), _calibration())


def _bars() -> Chart:
    return Chart(
        ChartKind.BARS,
        "Chiffre d’affaires par mois",
        _MONTHS,
        (
            Series("2025", _BEFORE, hue="accent-light", links=(_HERE,) * 12),
            Series("2026", _NOW, links=(_HERE,) * 12),
        ),
        unit=Unit.MONEY,
        x_label="Mois",
    )


def _stacked() -> Chart:
    return Chart(
        ChartKind.STACKED,
        "Clients par statut",
        ("Camille R.", "Hugo L.", "Nadia B."),
        (
            Series("Nouveau", (8, 4, 10), hue="life-new", links=(_HERE,) * 3),
            Series("Régulier", (61, 42, 38), hue="life-regular", links=(_HERE,) * 3),
            Series("Dormant", (14, 22, 12), hue="life-dormant", links=(_HERE,) * 3),
        ),
        horizontal=True,
        height="small",
        x_label="Commercial",
    )


def _lines() -> Chart:
    return Chart(
        ChartKind.LINES,
        "Taux d’attrition sur 12 mois",
        _MONTHS,
        (
            Series("Équipe", (13, 12.9, 12.9, 12.6, 12.4, 12.5, 12.2, 12.1, 12, 12, 11.9, 11.8)),
            Series("Seuil", (12,) * 12, hue="warn", dashed=True),
        ),
        unit=Unit.PERCENT,
        x_label="Mois",
    )


def _interval() -> Chart:
    known = (*_NOW[:11], None)
    return Chart(
        ChartKind.INTERVAL,
        "Prévision des ventes",
        _MONTHS,
        (
            Series("Constaté", known),
            Series(
                "Prévu",
                (None,) * 10 + (70_150, 52_000),
                hue="info",
                dashed=True,
                low=(None,) * 10 + (70_150, 41_000),
                high=(None,) * 10 + (70_150, 64_500),
            ),
        ),
        unit=Unit.MONEY,
        x_label="Mois",
    )


def _heat() -> Chart:
    cells = tuple(
        HeatCell(column, row, (5 - row) * (column + 1) * 7 % 63, _HERE)
        for row in range(5)
        for column in range(5)
    )
    notes = tuple(str(note) for note in range(1, 6))
    return Chart(
        ChartKind.HEAT,
        "Récence × fréquence",
        notes,
        rows=notes[::-1],
        cells=cells,
        x_label="Fréquence",
        y_label="Récence",
    )


def _flows() -> Chart:
    names = (("new", "Nouveau"), ("regular", "Régulier"), ("dormant", "Dormant"), ("lost", "Perdu"))
    nodes = tuple(
        Node(f"{side}{key}", name, f"life-{key}", _HERE) for side in ("from-", "to-") for key, name in names
    )
    flows = (
        ("new", "regular", 18),
        ("new", "dormant", 6),
        ("regular", "regular", 120),
        ("regular", "dormant", 21),
        ("dormant", "regular", 7),
        ("dormant", "dormant", 20),
        ("dormant", "lost", 24),
    )
    return Chart(
        ChartKind.SANKEY,
        "Passages d’un statut à l’autre",
        nodes=tuple(node for node in nodes if node.key not in ("from-lost", "to-new")),
        flows=tuple(Flow(f"from-{source}", f"to-{target}", count, _HERE) for source, target, count in flows),
    )


def _bubbles() -> Chart:
    hues = (("life-hot", "Prospect chaud"), ("life-regular", "Client régulier"), ("life-dormant", "Dormant"))
    dots = tuple(
        Dot(
            f"Entreprise {at}",
            at * 37 % 101 / 10,
            at * 53 % 97 / 10,
            at * 29 % 90 * 1_000,
            *hues[at % 3],
            _HERE,
        )
        for at in range(1, 40)
    )
    return Chart(
        ChartKind.BUBBLES,
        "Potentiel × accessibilité",
        dots=dots,
        unit=Unit.DECIMAL,
        x_unit=Unit.DECIMAL,
        size_unit=Unit.MONEY,
        x_label="Accessibilité",
        y_label="Potentiel",
        x_split=5,
        y_split=5,
        height="large",
    )


def _calibration() -> Chart:
    dots = tuple(
        Dot(f"Décile {at + 1}", 5 + at * 10, max(0, 6 + at * 9.6 + (at * 7 % 5) - 2), 280, url=_HERE)
        for at in range(10)
    )
    return Chart(
        ChartKind.CALIBRATION,
        "Prévu et constaté",
        dots=dots,
        unit=Unit.PERCENT,
        x_unit=Unit.PERCENT,
        x_label="Probabilité prévue",
        y_label="Part constatée",
        height="large",
    )
