"""Every measure on Apache Spark, in a process of its own: `python -m tests.portfolio.measures.on_spark DIRECTORY`.

Spark keeps a Java machine and its sockets until the process ends: no other test lives beside them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

# Little data: compiling each question would take longer than asking it.
QUICK = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.inMemoryColumnarStorage.compressed": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -Xshare:auto",
    "spark.ui.showConsoleProgress": "false",
}


def main() -> None:
    """Work out every measure and leave each as a file in the directory."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "negoce.config.settings.test"
    django.setup()
    from pyarrow import parquet

    from negoce.portfolio.facts.engines import on_spark
    from tests.portfolio.measures.drawn_customers import drawn_customers
    from tests.portfolio.measures.every_measure import every_measure
    from tests.portfolio.measures.test_engines import NUMBER, TODAY
    from tests.portfolio.measures.test_parity import UNUSUAL, facts_drawn

    place = Path(sys.argv[1])
    with on_spark(facts_drawn(drawn_customers(NUMBER, TODAY)), place, "local[1]", QUICK) as facts:
        for name, table in every_measure(facts, TODAY, UNUSUAL).items():
            parquet.write_table(table.to_pyarrow(), place / f"{name}.parquet")


if __name__ == "__main__":
    main()
