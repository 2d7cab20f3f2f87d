"""`negoce scoring backtest`, `train`, `score`: a model of which leads turn out well, learned on any table."""

from __future__ import annotations

from negoce.cli.learning import LearningCommand


class Command(LearningCommand):
    """Learn from outcomes without a database."""

    help = "Judge, learn or use a score of leads on a table: CSV (or .gz), Parquet, XLSX. Needs no database."
    program = "scoring"
    id_help = "the column that names a row; else the first one"
