"""A process that draws beside this one and is killed, as where memory runs out."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

from weibao.charts import batch


def test_the_others_end_too_where_this_process_has_taken_something_back() -> None:
    """Else nobody who waits for them would ever end."""
    pool = ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn"))
    try:
        handed = [batch._cancellable(pool.submit(time.sleep, 60)) for _ in range(8)]
        assert handed[-1].cancel()
        first, other = pool._processes.values()
        first.kill()
        assert wait([other.sentinel], 20)  # joining it would get into the way of the pool, which does so itself
        handed[0].exception(20)
        assert all(future.done() for future in handed)
    finally:
        for process in multiprocessing.active_children():
            process.kill()
        pool.shutdown()
