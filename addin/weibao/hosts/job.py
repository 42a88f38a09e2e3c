"""One press of a button: which campaign, which open ledger, and a command run for them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from weibao.atomic import replace_file
from weibao.errors import WeibaoError
from weibao.hosts.command import run_command
from weibao.hosts.desk import UndoingDesk
from weibao.hosts.live import ChangedError, apply_edits
from weibao.hosts.patience import BusyError, patiently
from weibao.system_words import writing_words

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings

    from weibao.hosts.desk import Desk

T = TypeVar("T")

MACHINE = ".weibao"
MARKER = "campaign.json"
LEDGER = "核定台账"
LEDGER_SUFFIXES = (".xlsm", ".xlsx")
AS_OF = "wb_as_of"  # the ledger's named cell 基准日
REPORTS = "导出"
STEP = "更新核定台账"
UNSAVED = "（“{name}”现在保存不了，可能是只读打开的：以上按最近一次保存的内容算，没有保存的改动不在内。）"
# How often changes are tried to be put into the ledger while somebody types there.
ATTEMPTS = 3


@dataclass
class Job:
    """`book` is the workbook in front, None where none is open."""

    book: xlwings.Book | None
    desk: Desk
    notes: list[str] = field(default_factory=list)

    # --- where ---------------------------------------------------------------------------------------

    @cached_property
    def path(self) -> Path | None:
        """The file of the workbook in front; None where it has never been saved or lies in a cloud drive."""
        return self.file_of(self.book) if self.book is not None else None

    @cached_property
    def campaign(self) -> Path | None:
        """The campaign folder around the workbook in front, None where it lies in none."""
        above = self.path.parents if self.path else ()
        return next((folder for folder in above if (folder / MACHINE / MARKER).is_file()), None)

    @property
    def root(self) -> Path:
        """The campaign folder. Raises WeibaoError where the workbook in front lies in none."""
        if self.campaign is None:
            raise WeibaoError(
                "当前的工作簿不在创建文件夹里，不知道要为哪个文件夹做。请打开创建文件夹里的“核定台账”再点这个按钮；"
                "文件夹放在网盘上的，请先移到本机磁盘或单位的共享文件夹。"
            )
        return self.campaign

    @property
    def log(self) -> Path:
        """Where the log of the buttons is: in the campaign folder, else in the user's own."""
        return (self.campaign or Path.home()) / MACHINE / "buttons.log"

    @cached_property
    def ledger(self) -> xlwings.Book | None:
        """The campaign's 核定台账 where this program has it open."""
        there = [path for path in self._ledgers() if path.exists()]
        return next((book for book in self.open_books() if self._is_one_of(book, there)), None)

    def open_books(self) -> list[xlwings.Book]:
        """The workbook in front and, where the program tells, all others."""
        books = [self.book] if self.book else []
        # LibreOffice's engine knows the document in front only.
        with contextlib.suppress(WeibaoError):
            books += self.patiently(lambda: [other for book in books for other in book.app.books])
        return books

    def is_open(self, name: str) -> bool:
        """Whether this program has the campaign's file `name` open."""
        return any(self._is_one_of(book, [self.root / name]) for book in self.open_books())

    @property
    def ledger_in_front(self) -> bool:
        """Whether the workbook in front is the campaign's 核定台账."""
        return self.campaign is not None and self.book is not None and self._is_one_of(self.book, self._ledgers())

    def _ledgers(self) -> list[Path]:
        return [self.root / f"{LEDGER}{suffix}" for suffix in LEDGER_SUFFIXES]

    def has_unsaved(self, book: xlwings.Book) -> bool:
        """Whether the workbook holds what its file does not; False where the program does not tell."""
        return self._is_saved(book) is False

    def _is_saved(self, book: xlwings.Book) -> bool | None:
        """Whether the workbook's file holds all that it holds; None where the program does not tell."""
        try:
            return bool(self.patiently(lambda: book.api.Saved))
        except BusyError:
            raise
        except Exception:
            return None

    def file_of(self, book: xlwings.Book) -> Path | None:
        """The file of a workbook, None where it has never been saved or lies in a cloud drive."""
        try:
            path = Path(self.patiently(lambda: book.fullname))
        except BusyError:
            raise
        except Exception:  # xlwings' own error for a cloud drive that it cannot find on the disk
            return None
        return path if path.is_absolute() else None

    def _is_one_of(self, book: xlwings.Book, paths: Sequence[Path]) -> bool:
        file = self.file_of(book)
        return file is not None and any(_same_file(file, path) for path in paths)

    # --- what --------------------------------------------------------------------------------------

    def run(
        self, *arguments: str, folder: bool = True, as_of: bool = True, live: bool = False, ledger: bool = True
    ) -> Any:
        """Run a command with --json and return its result.

        `folder` adds the campaign folder, `as_of` the day that stands in the ledger's 基准日, `ledger` says that the
        command reads the ledger: where that is open, it is saved before. With `live` the command gives its changes of
        an open ledger back, and they are put into it. Raises WeibaoError.
        """
        line = [*arguments, *([str(self.root)] if folder else []), "--json"]
        book = self.ledger if self.campaign and (ledger or as_of) else None
        if book is not None:
            if ledger:
                self.save_before(book, needed=live)
            if as_of and (day := self.pinned(book)):
                line += ["--as-of", day.isoformat()]
            if live:
                line.append("--live")
        with self.status_bar() as status:
            result = run_command(line, status, self.desk.pause)
            if book is not None and "live" in result:
                self._bring_in(book, result, line, status)
        return result

    def save_before(self, ledger: xlwings.Book, *, needed: bool) -> None:
        """Save the open ledger; where that fails and is not `needed`, remember to say that the saved state counts.

        Who only looks at a ledger without unsaved changes need not wait. Who will write into it learns before the
        work whether it can be saved.
        """
        if not needed and self._is_saved(ledger) and self.root.joinpath(ledger.name).exists():
            return
        try:
            self.save(ledger)
        except BusyError:
            raise
        except WeibaoError:
            if needed or not self.root.joinpath(ledger.name).exists():
                raise
            self.notes.append(UNSAVED.format(name=ledger.name))

    def tell(self, message: str) -> None:
        """Show what came out, with what is to be known about it."""
        self.desk.tell("\n\n".join([message, *self.notes]))

    def _bring_in(self, ledger: xlwings.Book, result: Any, line: list[str], status: Callable[[str], None]) -> None:
        """Put the changes into the open ledger; where a person was typing there, look again and find other rows."""
        for attempt in range(ATTEMPTS):
            status(STEP)
            try:
                return self.update(ledger, result["live"])
            except ChangedError:
                if attempt == ATTEMPTS - 1:
                    raise
            self.save(ledger)
            result = run_command(line, status, self.desk.pause)
        return None

    def update(self, ledger: xlwings.Book, live: dict[str, Any]) -> None:
        """Put the changes into the open ledger and save it."""
        if ledger.name != live["ledger"]:
            raise WeibaoError(
                f"打开的是“{ledger.name}”，程序用的是“{live['ledger']}”。"
                "同一个文件夹里请只留一本核定台账，打开它再点按钮。"
            )
        with self.desk.step(STEP) if isinstance(self.desk, UndoingDesk) else contextlib.nullcontext():
            apply_edits(ledger, live, self.desk.pause)
        self.save(ledger)

    def save(self, book: xlwings.Book) -> None:
        """Save a workbook. Raises WeibaoError where that fails, such as for one opened to be read only."""
        try:
            self.patiently(book.save)
        except WeibaoError:
            raise
        except Exception as error:
            why = writing_words(error) if isinstance(error, OSError) else error
            raise WeibaoError(
                f"“{book.name}”保存不了（{why}）。可能是以只读方式打开的，或正被别人占用：请关闭后重新打开，"
                "确认能保存，再点一次按钮。"
            ) from error

    def pinned(self, ledger: xlwings.Book) -> date | None:
        """The day in 基准日 of the open ledger, None where it is blank (then today counts)."""
        if AS_OF not in ledger.names:
            return None
        value = self.patiently(lambda: ledger.names[AS_OF].refers_to_range.value)
        return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None

    def own_rulebook(self) -> Path | None:
        """The campaign's rulebook where it brought its own, None for the built-in one."""
        if self.campaign is None:
            return None
        try:
            marker = json.loads((self.campaign / MACHINE / MARKER).read_text(encoding="utf-8-sig"))
        except (OSError, ValueError):
            return None
        return self.campaign / MACHINE / "rulebook" if marker.get("rulebook") == "own" else None

    # --- telling ------------------------------------------------------------------------------------

    def status_bar(self) -> _StatusBar:
        """A function that shows a text in the status bar; at the end the bar is given back."""
        return _StatusBar(self.book)

    def report(self, name: str, lines: Sequence[str]) -> Path:
        """Write a list that is too long for a message to 导出/NAME.txt (or the user's folder) and return the file."""
        folder = self.campaign / REPORTS if self.campaign else Path.home() / MACHINE
        target = folder / f"{name}.txt"
        with replace_file(target) as temporary:
            # With a mark at the beginning, so that every version of Notepad takes it for UTF-8.
            temporary.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        return target

    def patiently(self, call: Callable[[], T]) -> T:
        """The result of a call of the program, waiting while it is busy."""
        return patiently(call, self.desk.pause)


class _StatusBar:
    """A class: an exception of UNO that passes through a generator is hidden by one of pyuno's own."""

    def __init__(self, book: xlwings.Book | None) -> None:
        self._book = book

    def __enter__(self) -> Callable[[str], None]:
        self._show("未保：正在准备…")
        return lambda text: self._show(f"未保：{text}")

    def __exit__(self, *_: object) -> None:
        self._show(False)

    def _show(self, text: str | bool) -> None:
        # A busy program shows nothing; the work goes on.
        with contextlib.suppress(Exception):
            if self._book is not None:
                self._book.app.status_bar = text


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False
