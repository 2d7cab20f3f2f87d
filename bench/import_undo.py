"""`python -m bench.import_undo --address ADDRESS --rows 100000`: companies in, then out again by an undo."""

from __future__ import annotations

import sys
import tempfile

from bench.import_orders import bring_in_and_out, parse, setup
from bench.imports import company_file


def main() -> int:
    """Measure what the command line asks for."""
    options = parse("bench.import_undo")
    with tempfile.TemporaryDirectory(prefix="negoce-bench-") as directory:
        setup(options.address, directory)
        bring_in_and_out(iter([company_file(options.rows)]), options, "entreprises.csv", "companies")
    return 0


if __name__ == "__main__":
    sys.exit(main())
