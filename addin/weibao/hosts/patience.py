"""Excel refuses calls while a cell is being edited or a dialog stands open; then one waits, and tries again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from weibao.errors import WeibaoError

T = TypeVar("T")

# HRESULTs: call rejected; the same said by Excel itself; and "exception", where its inner code is Excel's own.
_REJECTED, _EXCEL_BUSY, _EXCEPTION = -2147418111, -2146777998, -2147352567
SECONDS = 60.0
_BETWEEN = 0.2


class BusyError(WeibaoError):
    """Excel stayed busy."""


def patiently(call: Callable[[], T], pause: Callable[[], None], seconds: float = SECONDS) -> T:
    """The result of `call`, tried again while the program is busy. Raises BusyError after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        try:
            return call()
        except Exception as error:
            if not is_busy(error):
                raise
            if time.monotonic() >= end:
                raise BusyError(
                    "Excel 一直没有回应：可能正在编辑单元格，或者有对话框开着。请按回车或 Esc 退出编辑、"
                    "关掉对话框，再点一次按钮。"
                ) from error
        pause()
        time.sleep(_BETWEEN)


def set_patiently(target: object, attribute: str, value: object, pause: Callable[[], None]) -> None:
    """Set an attribute of a workbook's object, tried again while the program is busy."""
    patiently(lambda: setattr(target, attribute, value), pause)


def is_busy(error: BaseException) -> bool:
    """Whether an exception of COM only says that Excel has no time. No COM is needed to ask."""
    if type(error).__name__ == "ExcelBusyError":
        return True
    code = getattr(error, "hresult", None)
    if code == _EXCEPTION:
        inner = tuple(getattr(error, "excepinfo", None) or ())
        return inner[-1:] == (_EXCEL_BUSY,)
    return code in (_REJECTED, _EXCEL_BUSY)
