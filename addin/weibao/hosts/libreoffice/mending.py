"""When a saved workbook gets its short names back: at once, or, where LibreOffice keeps it locked, once it is closed.

The second is so on Windows, where nobody can replace a file that is open. Runs inside LibreOffice, without UNO.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from weibao.hosts.libreoffice.repair import repair
from weibao.system_words import writing_words

if TYPE_CHECKING:
    from pathlib import Path

FAILED = (
    "“{name}”保存后，表里未保函数的名称没能改回通用写法（{reason}）。内容都已保存，在 LibreOffice 里不受影响；"
    "在 Excel 或 WPS 里打开，有的单元格可能显示 #NAME?。请在 LibreOffice 里重新打开它，保存后关闭；"
    "正被别的程序打开着的，请先在那里关闭。"
)
# A document that is being closed lets go of its file a little later; seconds.
PATIENCE, BETWEEN = 20.0, 0.5

_waiting: set[Path] = set()
_untold: list[str] = []


def saved(path: Path) -> None:
    """A workbook was saved at `path`."""
    if _mended(path):
        _waiting.discard(path)
    else:
        _waiting.add(path)


def closed(path: Path) -> threading.Thread | None:
    """The workbook at `path` is being closed; the thread that goes on trying, None where there is nothing to do."""
    if path not in _waiting:
        return None
    _waiting.discard(path)
    thread = threading.Thread(target=_keep_trying, args=(path,), name=f"mend {path.name}")
    thread.start()
    return thread


def untold() -> list[str]:
    """What failed and has not been told to anybody yet; it is given once."""
    told = list(_untold)
    del _untold[: len(told)]
    return told


def _keep_trying(path: Path) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            repair(path)
        except FileNotFoundError:  # moved or deleted since
            return
        except OSError as error:
            if time.monotonic() >= end:
                _untold.append(FAILED.format(name=path.name, reason=writing_words(error)))
                return
        else:
            return
        time.sleep(BETWEEN)


def _mended(path: Path) -> bool:
    try:
        repair(path)
    except OSError:
        return False
    return True
