"""Windows' own message box. Standard library only: it also says that the rest of the program is broken."""

from __future__ import annotations

import ctypes

TITLE = "未保创建"
ELSEWHERE = (
    "功能区按钮只能在 Windows 的桌面版 Excel 里用。这里请用命令行 weibao（weibao --help 列出全部命令），"
    "或 LibreOffice 里的“未保创建”菜单。"
)
# user32: the box's icon, and that it comes to the front.
INFORMATION, WARNING, _TO_FRONT = 0x40, 0x30, 0x10000


def on_windows() -> bool:
    """Whether there is a window system that can show a box."""
    return hasattr(ctypes, "windll")


def message_box(owner: int, text: str, icon: int) -> None:
    """A box in front, in any language whatever the code page. Raises AttributeError elsewhere than on Windows."""
    windows = getattr(ctypes, "windll")  # noqa: B009 - other systems have none, which mypy knows
    windows.user32.MessageBoxW(owner, text, TITLE, icon | _TO_FRONT)


def process_of(window: int) -> int:
    """The number of the process that owns a window; 0 where that cannot be found out."""
    process = ctypes.c_ulong()
    try:
        getattr(ctypes, "windll").user32.GetWindowThreadProcessId(window, ctypes.byref(process))  # noqa: B009
    except (AttributeError, OSError):
        return 0
    return process.value
