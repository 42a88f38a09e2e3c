"""`python -P -m weibao.hosts.excel.buttons ACTION WORKBOOK WINDOW`: what a button of Excel's ribbon starts.

It runs beside Excel, which stays free meanwhile. WORKBOOK is the full name of the workbook in front, ""
where none is open; WINDOW the number of Excel's window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from weibao.hosts.excel.window import ELSEWHERE, WARNING, message_box, on_windows

_MOST = 3


def main(arguments: Sequence[str]) -> int:
    """Exit code 0 once the button has run, whatever it told; 2 where there can be no Excel, the call is wrong or the
    program is not whole."""
    if not on_windows():
        sys.stderr.write(f"{ELSEWHERE}\n")
        return 2
    action, name, window = (*arguments, *("", "", "0")[len(arguments) :])[:_MOST]
    if not action or len(arguments) > _MOST or not window.isdecimal():
        message_box(0, "按钮的调用方式不对，加载项和 weibao 的版本可能不一致。请重新安装加载项。", WARNING)
        return 2
    try:
        # Only now, because there is no console that would show why it cannot be loaded.
        from weibao.hosts.excel.desk import press
    except Exception as error:
        message_box(
            0,
            f"按钮的程序没有装完整，读不进来（{type(error).__name__}：{error}）。\n\n"
            "请用离线安装包里的 install.cmd 重新安装；仍不行时，请运行 weibao addin doctor。",
            WARNING,
        )
        return 2
    press(action, name, int(window))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
