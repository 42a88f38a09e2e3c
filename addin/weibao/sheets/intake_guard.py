"""Reading a return that is large, looks wrong or made a reader fail: once more, in a process that can be killed.

Ordinary files never come here. Whatever happens in the worker process, the batch goes on: at worst the file is
refused with its reason.
"""

from __future__ import annotations

import base64
import pickle
from typing import TYPE_CHECKING, Any, Final

from weibao.sheets import container
from weibao.worker import Worker, WorkerError

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.intake import ReadReturn

# What one file may take: seconds of reading, and bytes of the whole worker process.
SECONDS: Final = 10.0
MEMORY: Final = 400 * 2**20
READER: Final = "weibao.sheets.intake_guard:serve"

_REASONS: Final = {
    "timeout": f"读了 {SECONDS:g} 秒还没有读完",
    "memory": f"读取时占用内存超过 {MEMORY // 2**20} MB",
    "crashed": "文件里的内容使读取程序中断",
    "failed": "文件里的内容使读取程序出错",
}


class StoppedError(Exception):
    """The worker gave no result; the text says why, in Chinese."""


def read_in_worker(
    path: Path, rulebook: Rulebook, settings: Settings, *, file: str, content: bytes | None = None
) -> ReadReturn:
    """The same as `intake.read_return`, from a process of its own. StoppedError where it gives no result."""
    from weibao.sheets.intake import ReadReturn
    from weibao.sheets.intake_json import from_json

    grounds = base64.b64encode(pickle.dumps((rulebook, settings))).decode()
    data = None if content is None else base64.b64encode(content).decode()
    try:
        with Worker(READER, memory=MEMORY) as worker:
            answer = from_json(worker.call(grounds, path.as_posix(), file, data, seconds=SECONDS))
    except WorkerError as error:
        raise StoppedError(_REASONS.get(str(error.reason), _REASONS["crashed"])) from None
    except Exception:  # a process that a file has taken over may answer anything
        raise StoppedError(_REASONS["crashed"]) from None
    if not isinstance(answer, ReadReturn):
        raise StoppedError(_REASONS["crashed"])
    return answer


def serve(grounds: str, path: str, file: str, content: str | None) -> Any:
    """The worker's side: the return as JSON. `grounds` comes from `read_in_worker`, never out of a file."""
    from pathlib import Path

    from weibao.sheets.intake import read_return
    from weibao.sheets.intake_json import to_json

    container.widen()
    rulebook, settings = pickle.loads(base64.b64decode(grounds))  # noqa: S301 - written by `read_in_worker`
    data = None if content is None else base64.b64decode(content)
    return to_json(read_return(Path(path), rulebook, settings, file=file, content=data))
