"""The throw-away PostgreSQL leaves nothing behind, even when the run that started it is killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest

from tests.harness.postgresql import ThrowAwayCluster, find_programs

ROOT = Path(__file__).resolve().parents[2]
KILLED_RUN = """
import time
from tests.harness.postgresql import ThrowAwayCluster
print(ThrowAwayCluster().start(), flush=True)
time.sleep(60)
"""

# PostgreSQL may be missing where only the part on SQLite is run.
pytestmark = [
    pytest.mark.each_database,
    pytest.mark.skipif(find_programs() is None, reason="PostgreSQL is not installed"),
]


def socket_of(address: str) -> Path:
    return Path(unquote(urlsplit(address).hostname or ""))


def test_cluster_answers_on_its_socket_and_disappears() -> None:
    cluster = ThrowAwayCluster()
    address = cluster.start()
    directory = socket_of(address)
    try:
        with psycopg.connect(host=str(directory), user="postgres", dbname="postgres") as connection:
            assert connection.execute("show listen_addresses").fetchone() == ("",)
            assert connection.execute("show fsync").fetchone() == ("off",)
            assert connection.execute("show server_encoding").fetchone() == ("UTF8",)
    finally:
        cluster.stop()
    assert not directory.exists()
    cluster.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_cluster_dies_with_a_killed_run() -> None:
    run = subprocess.Popen([sys.executable, "-c", KILLED_RUN], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    directory = socket_of(run.stdout.readline().strip())
    run.stdout.close()
    postmaster = int((directory / "data" / "postmaster.pid").read_text().splitlines()[0])
    run.send_signal(signal.SIGKILL)
    run.wait()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{postmaster}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{postmaster}").exists()
    subprocess.run(["rm", "-rf", str(directory)], check=True)
