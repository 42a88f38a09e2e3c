"""What `regenerate --explain` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SHEET: Final = "sheet:"  # begins the name of a part that is a sheet of a workbook; the sheet's name follows

_HIDDEN: Final = "隐藏的机器表"

CHANGED: Final = {
    "heading": "和上次全部重算时相比：",
    "files": "各个文件：",
    "unknown": "没有上次的记录（第一次运行，或记录不在了），各个文件逐个比对。",
    "nothing": "来源都没有变。",
    "day": "基准日由 {old} 改为 {new}。",
    "moved": "基准日由 {old} 改为 {new}，{what}随之重写。",
    "programme": "程序、模板或所用的库更新过。",
    "new": "新增：{path}",
    "new-many": "新增：{path}等 {count} 个文件",
    "changed": "改动过：{path}",
    "changed-many": "改动过：{path}等 {count} 个文件",
    "gone": "不见了：{path}",
    "gone-many": "不见了：{path}等 {count} 个文件",
    "own": "程序自己写的：{path}",
    "own-many": "程序自己写的：{folder} {count} 个文件",
    "perhaps": "改动过或重新复制过：{path}",
    "perhaps-many": "改动过或重新复制过（大小没有变）：{path}等 {count} 个文件",
    "copied": "只是重新复制或保存过，内容没有变：{path}",
    "copied-many": "只是重新复制或保存过，内容没有变：{path}等 {count} 个文件",
}

DONE: Final = {"written": "已写", "kept": "保留", "removed": "撤下", "unchanged": "未变"}

# What decides what a file holds, in the order in which it is told.
PARTS: Final = {
    "template": "模板变了",
    "facts": "依据的事项变了",
    "content": "写进去的内容变了",
    "data": "数据变了",
    "drawing": "画法变了",
    "sheets": "这些表变了：{names}",
}

WHY: Final = {
    "new": "以前没有这个文件",
    "lost": "文件不见了，重新写",
    "older": "找回的旧稿（没有人改过），照现在的情况重写",
    "touched": "文件被改动过，重新写（改动前的样子已留底）",
    "different": "内容和现有的不一样",
    "same": "来源和内容都没有变",
    "anew": "按要求重做了一遍，内容相同",
    "removed": "不再需要",
    "ledger": "更新了这些表：{names}",
}

# A change that made no difference to the file.
FREED: Final = "{what}，写出来还是一样"

# A run that makes everything again leaves them, too.
FORCED: Final = "（--force 也不动）"


def sheet_names(names: Iterable[str]) -> str:
    """Sheets as people know them: those of the programme's own (`_claims`), which are hidden, are one."""
    shown = (_HIDDEN if name.startswith("_") else name for name in names)
    return "、".join(dict.fromkeys(shown))


# Files that we leave alone, by the finding that tells of them.
KEPT_BY_HAND: Final = {
    "draft-touched": "有人改过，没有动",
    "draft-frozen": "已经送签或印发，没有动",
    "draft-obsolete": "有人改过，没有动；现在不需要这份文书",
    "draft-unneeded": "已经送签、还没有印发，没有动；现在不需要这份文书",
    "draft-open": "正打开着，没有写",
    "draft-read-only": "是只读的，没有写",
    "output-open": "正打开着，新的一份写在旁边",
    "output-read-only": "是只读的或者正打开着，新的一份写在旁边",
}
