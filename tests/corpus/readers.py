"""Readers that do what a hostile file may make one do; they stand in for the real one in a worker process."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any


def hang(*_: Any) -> Any:
    while True:
        pass


def sleep(*_: Any) -> Any:
    time.sleep(1000)


def crash(*_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(*_: Any) -> Any:
    os._exit(0)


def devour(*_: Any) -> Any:
    taken = []
    while True:
        taken.append(bytearray(2**24))


def fail(*_: Any) -> Any:
    raise RecursionError("too deep")


def chatter(*_: Any) -> Any:
    sys.stdout.write("noise\n" * 1000)
    return {"~": "Popen", "args": ["calc"]}


def nothing(*_: Any) -> Any:
    return None
