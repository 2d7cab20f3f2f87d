"""Answers questions in Python, each in a process of its own: `python -m tests.jobs.outside_process`.

Starting Django takes a hundred times longer than most questions. This process starts it once, opens no database, and
forks itself for each question: none sees what another left in memory. It ends with whoever started it.
Instead of a question it is asked for a worker too: `negoce worker` in a process that tells its number and, unless it is
killed, how it ended.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import socket
import sys
import time
import traceback
from contextlib import suppress
from typing import TextIO

import django

from negoce.cli.main import main as negoce

WORKER = ["negoce", "worker"]


def main() -> None:
    """Print the port, then answer whoever calls it until the standard input ends."""
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that ended leave no trace
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        while True:
            ready, _, _ = select.select([server, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            line, _ = server.accept()
            if os.fork() == 0:
                server.close()
                _answer_and_end(line)
            line.close()


def _answer_and_end(line: socket.socket) -> None:
    """In the child: take the question, send the answer or what went wrong, and end without any clearing up."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        random.seed()
        with line, line.makefile("rw", encoding="utf-8") as talk:
            question = json.loads(talk.readline())
            if question == WORKER:
                _work(talk)
                return
            try:
                said = {"answer": _answer(**question)}
            except BaseException:
                said = {"error": traceback.format_exc()}
            with suppress(OSError):  # nobody waits for it any more
                talk.write(json.dumps(said))
                talk.flush()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _work(talk: TextIO) -> None:
    """Be a worker as the command line makes one; the line is closed by the end of the process, whatever ends it."""
    talk.write(f"{os.getpid()}\n")
    talk.flush()
    # What it prints is for who looks at the tests: nobody reads the pipe on which the port was told.
    os.dup2(2, 1)
    sys.argv[:] = WORKER
    code: object = 1
    try:
        negoce()
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:
        traceback.print_exc()
    talk.write(f"{code}\n")


def _answer(code: str, values: dict[str, object], seconds: float) -> object:
    """Run the code once, or again and again until `answer` is true or the time is over."""
    program, deadline = compile(code, "code", "exec"), time.monotonic() + seconds
    while True:
        scope = dict(values)
        exec(program, scope)
        if scope.get("answer") or time.monotonic() >= deadline:
            return scope.get("answer")
        time.sleep(0.05)


if __name__ == "__main__":
    main()
