"""What people are told of the lock: who is at work, since when, and what to do where nobody is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.campaign.lock import Holder

# A run takes minutes; a lock that is older than this was most likely left behind.
OLD: Final = timedelta(hours=12)


def barred(path: Path, other: Holder) -> str:
    """Of a lock that may not be read."""
    return (
        f"这个文件夹正在使用，不知道是谁：占用标记“{path}”没有读取的权限（别的用户的，{other.since_text} 起）。"
        "请问一下同用这个文件夹的人，等他做完再运行（命令后加 --wait 60，最多等 60 秒）；"
        "确认大家都没有在运行的，请文件夹的主人或管理员把它删除。"
    )


def blank(path: Path, other: Holder, abandoned: timedelta) -> str:
    """Of a lock that says nothing, and is younger than `abandoned`."""
    least = f"{abandoned / timedelta(minutes=1):.0f} 分钟"
    return (
        f"这个文件夹有一个占用标记，不知道是谁：“{path}”是 {other.since_text} 写的，里面没有内容"
        f"（刚开始写，或者停电、死机留下的）。请过一会儿再运行；满 {least}还是这样的，程序当作遗留的清除。"
        "等不及的，问过同用这个文件夹的人、确认没有人在运行，就把它删除。"
    )


def busy(path: Path, other: Holder, hours: float | None) -> str:
    """Of another run that holds it, for so many hours where that is known."""
    what = f"这个文件夹正在使用：{other}，开始于 {other.since_text}。"
    if hours is not None and hours > OLD / timedelta(hours=1):
        return f"{what}时间太久，多半是上次没有正常结束留下的。确认没有人在运行以后，删除“{path}”再运行。"
    return (
        f"{what}请等它做完再运行（想等它的，命令后加 --wait 60，最多等 60 秒）；"
        f"问过本人、确认没有在运行的，删除“{path}”再运行。"
    )


def claimed(path: Path, claim: Path) -> str:
    """Of a dead lock that another run has begun to remove."""
    return (
        f"上次运行留下的占用标记“{path}”正由另一次运行清除（“{claim.name}”），一直没有做完。"
        "请过一会儿再运行；确认没有人在运行的，把这两个文件都删除。"
    )


def stays(path: Path) -> str:
    """Of a lock of our own that could not be removed."""
    return (
        f"提醒：占用标记“{path}”没有删掉（正被别的程序打开着，或者没有权限、磁盘写不了）。"
        "在这台电脑上下次运行会自己清除；别的电脑说这个文件夹正在使用的，确认没有人在运行，就把它删除。"
    )
