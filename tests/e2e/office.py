"""A real LibreOffice for tests: started with a profile of its own, driven through `uno_driver.py`.

>>> with Office.start(folder) as office, office.open(path) as book:
...     book.type("指标清单", {"H6": "达标", "I6": 2})
...     book.calculate()
...     book.read("指标清单", "L6")          # [[2.0]]
...     book.save_as(other)

Values are numbers, text, `date`, None (blank) and `CellError`.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

DRIVER = Path(__file__).with_name("uno_driver.py")


class OfficeError(Exception):
    """The office refused: the text is the driver's own."""


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as #NAME?."""

    code: str | int


@cache
def driver_python() -> str | None:
    """A Python that can import `uno`, None where there is none."""
    for python in (sys.executable, "/usr/bin/python3"):
        if Path(python).exists() and not subprocess.run([python, "-c", "import uno"], capture_output=True).returncode:
            return python
    return None


def missing() -> str:
    """Why no office can be driven here, "" if one can."""
    if not shutil.which("soffice"):
        return "LibreOffice (soffice) is not installed"
    return "" if driver_python() else "no Python with the uno module (Debian: python3-uno)"


def _pack(value: Any) -> Any:
    return {"date": value.isoformat()} if isinstance(value, date) else value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"]) if "date" in value else CellError(value["error"])
    return value


@dataclass
class Office:
    """One running LibreOffice and the driver that talks to it."""

    process: subprocess.Popen[bytes]
    driver: subprocess.Popen[str]
    profile: Path
    script: ClassVar[Path] = DRIVER

    @classmethod
    @contextlib.contextmanager
    def start(
        cls, folder: Path, options: Sequence[str] = ("--headless",), environment: Mapping[str, str] | None = None
    ) -> Iterator[Self]:
        """Start one with its profile below `folder`, on a free port of the loopback; stop it at the end.

        `options` go to soffice, `environment` is added to this process's own.
        """
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        profile, python = folder / "profile", driver_python()
        assert python, missing()
        process = subprocess.Popen(
            [
                "soffice", *options, "--norestore", "--nologo", "--nofirststartwizard", "--nodefault",
                f"-env:UserInstallation={profile.as_uri()}", f"--accept=socket,host=127.0.0.1,port={port};urp;",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, **(environment or {})},
        )  # fmt: skip
        driver = subprocess.Popen(
            [python, str(cls.script), str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        office = cls(process, driver, profile)
        try:
            office._answer()
            yield office
        finally:
            office.stop()

    def stop(self) -> None:
        """End the office by its own terminate(); its process group only if it does not go."""
        with contextlib.suppress(OfficeError, OSError, ValueError):
            self.call("terminate")
        for pipe in (self.driver.stdin, self.driver.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.driver.wait(30)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def call(self, operation: str, **arguments: Any) -> Any:
        """One operation of the driver. Raises OfficeError."""
        assert self.driver.stdin
        self.driver.stdin.write(json.dumps({"op": operation, **arguments}, ensure_ascii=False) + "\n")
        self.driver.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.driver.stdout
        line = self.driver.stdout.readline()
        if not line:
            raise OfficeError("the driver has ended")
        answer = json.loads(line)
        if "error" in answer:
            raise OfficeError(answer["error"])
        return answer["ok"]

    @contextlib.contextmanager
    def open(self, path: Path, *, macros: bool = False) -> Iterator[Book]:
        """Open a workbook, with `macros` its own code may run; it is closed without saving at the end."""
        options = {"macros": True} if macros else {}
        book = Book(self, self.call("open", path=str(path.resolve()), **options))
        try:
            yield book
        finally:
            book.close()


@dataclass
class Book:
    """An open workbook."""

    office: Office
    number: int
    closed: bool = field(default=False)

    def _call(self, operation: str, **arguments: Any) -> Any:
        return self.office.call(operation, doc=self.number, **arguments)

    def type(self, sheet: str, cells: Mapping[str, Any]) -> None:
        """Type into cells (address → value; None clears). Locked cells of a protected sheet raise OfficeError."""
        self._call("type", sheet=sheet, cells={address: _pack(value) for address, value in cells.items()})

    def cut(self, sheet: str, source: str, target: str) -> None:
        """Cut a range and paste it at `target`, as Ctrl+X and Ctrl+V do."""
        self._call("cut", sheet=sheet, source=source, target=target)

    def insert(self, sheet: str, what: str, first: int, count: int) -> None:
        """Insert "Rows" or "Columns" before the one that is number `first` (from 1)."""
        self._call("insert", sheet=sheet, what=what, first=first, count=count)

    def sort(self, sheet: str, address: str, column: int) -> None:
        """Sort a range without headings by one of its columns (from 0), falling."""
        self._call("sort", sheet=sheet, address=address, column=column)

    def read(self, sheet: str, address: str) -> list[list[Any]]:
        """The values of a range, row by row."""
        return [[_unpack(value) for value in row] for row in self._call("read", sheet=sheet, address=address)]

    def read_raw(self, sheet: str, address: str) -> list[list[Any]]:
        """The same for large ranges, without looking at formats: dates are serial numbers, errors have no code."""
        return [[_unpack(value) for value in row] for row in self._call("read_raw", sheet=sheet, address=address)]

    def value(self, sheet: str, address: str) -> Any:
        """The value of one cell."""
        return self.read(sheet, address)[0][0]

    def formulas(self, sheet: str, address: str) -> list[list[str]]:
        """The formulas of a range in LibreOffice's own notation."""
        return self._call("formulas", sheet=sheet, address=address)

    @property
    def sheets(self) -> list[str]:
        """The names of all sheets, hidden ones too."""
        return self._call("sheets")

    def name(self, name: str) -> str | None:
        """What a defined name stands for, such as "$指标清单.$B$3"."""
        return self._call("name", name=name)

    def validation(self, sheet: str, address: str) -> dict[str, str]:
        """Type and formulas of a cell's data validation."""
        return self._call("validation", sheet=sheet, address=address)

    def run(self, macro: str, *arguments: Any) -> Any:
        """Run a Basic procedure of the workbook, such as "Module1.Go"; its result."""
        return self._call("run", macro=macro, arguments=arguments)

    def calculate(self) -> None:
        """Recalculate everything, as Ctrl+Shift+F9 does."""
        self._call("calculate")

    def save_as(self, path: Path) -> None:
        """Save a copy; the suffix chooses the format (.xlsx, .ods, .pdf)."""
        self._call("save_as", path=str(path.resolve()))

    def close(self) -> None:
        """Close without saving."""
        if not self.closed:
            self.closed = True
            self._call("close")
