"""A web process stays small: what jobs alone need is not read when it starts."""

import subprocess
import sys

_START = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver()._populate()
heavy = {"duckdb", "ibis", "numpy", "pandas", "pyarrow", "pyspark", "pyvrp", "scipy", "sklearn"}
print(" ".join(sorted(heavy & set(sys.modules))))
"""


def test_no_library_of_jobs_is_read_by_a_web_process() -> None:
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr
