"""How a function becomes a button's handler, and how handlers end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from weibao.errors import WeibaoError
from weibao.hosts.job import Job
from weibao.system_words import reading_words


@dataclass(frozen=True, slots=True)
class Handler:
    """What a button does, and the command that it stands for ("" where it stands for none)."""

    run: Callable[[Job], None]
    command: str


HANDLERS: dict[str, Handler] = {}


def button(command: str = "") -> Callable[[Callable[[Job], None]], Callable[[Job], None]]:
    """Make a function the handler of the action that it is called after."""

    def register_it(function: Callable[[Job], None]) -> Callable[[Job], None]:
        HANDLERS[function.__name__] = Handler(function, command)
        return function

    return register_it


def finish(job: Job, message: str, result: Path) -> None:
    """Say what was made, then open the folder or list where it is."""
    what = "文件夹" if result.is_dir() else "明细"
    job.tell(f"{message}\n\n{what}在：{result}\n按“确定”后打开。")
    open_path(job, result)


def open_path(job: Job, path: Path) -> None:
    """Open a folder or file. Raises WeibaoError where it is gone or nothing opens it."""
    if not path.exists():
        raise WeibaoError(f"找不到“{path}”。它可能被移走或改名了。")
    try:
        job.desk.open(path)
    except OSError as error:
        raise WeibaoError(f"打不开“{path}”（{reading_words(error)}）。请在文件管理器里打开它。") from error
