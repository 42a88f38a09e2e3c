"""A LibreOffice with weibao.oxt installed, for tests of what is live.

>>> with live_office.open(path) as book, live_office.counting() as calls:
...     book.type("核定", {"H6": 2})
...     book.calculate()
...     book.read("核定", "J6")
>>> calls                                     # Counter({"WB_VERIFICATION": 1, …})
>>> with live_office.failing("WB_ROWS"):      # or no names: all of them
...     book.calculate()                      # now the native formulas speak

Documents are opened in a (headless) window, so the extension binds their formulas as it does for a person; with
`hidden=True` it gets no event and `book.rebind()` does the same. `save_as` of the plain harness writes a copy, which
the extension does not see; `store` and `store_as` save as a person does. After `type`, `settle()` before counting:
without a screen Calc computes a cell only when it is read.
"""

from __future__ import annotations

import contextlib
import subprocess
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from e2e.office import Book, Office
from weibao.functions.registry import FUNCTIONS
from weibao.hosts.actions import actions
from weibao.hosts.libreoffice.build import EXTENSION_FILE, build_oxt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self


@dataclass
class LiveOffice(Office):
    """An office with the extension."""

    script: ClassVar[Path] = Path(__file__).with_name("live_driver.py")

    @classmethod
    @contextlib.contextmanager
    def with_extension(cls, folder: Path, *, headless: bool = True, **environment: str) -> Iterator[Self]:
        """Build the extension, install it into a repository below `folder`, start an office that knows only that.

        The machine's own extensions are neither seen nor touched; works for root and for others.
        """
        packages = folder / "packages"
        packages.mkdir()
        repository = [f"-env:UNO_SHARED_PACKAGES{part}={packages.as_uri()}" for part in ("", "_CACHE")]
        extension = folder / EXTENSION_FILE
        extension.write_bytes(build_oxt(FUNCTIONS, actions()))
        install(extension, folder / "profile", repository)
        told = {"WEIBAO_CALC_CALLS": str(folder / "calls"), "WEIBAO_CALC_FAULTS": str(folder / "faults"),
                "WEIBAO_CALC_DESK": str(folder / "desk"), "HOME": str(folder)} | environment  # fmt: skip
        options = [*(["--headless"] if headless else []), *repository]
        with cls.start(folder, options, told) as office:
            yield office

    @contextlib.contextmanager
    def open(
        self, path: Path, *, hidden: bool = False, template: bool = False, macros: bool = False
    ) -> Iterator[LiveBook]:
        """Open a workbook, or a new one from a template, with its macros allowed; it is closed without saving."""
        options = {"hidden": hidden, "template": template, "macros": macros}
        number = self.call("open", path=str(path.resolve()), **options)
        book = LiveBook(self, number)
        try:
            yield book
        finally:
            book.close()

    @property
    def folder(self) -> Path:
        """Where the profile, the extension and the logs are."""
        return self.profile.parent

    @contextlib.contextmanager
    def counting(self) -> Iterator[Counter[str]]:
        """The calls that the functions get inside, by function: a Counter that is filled at the end."""
        log, counter = self.folder / "calls", Counter[str]()
        before = _lines(log)
        yield counter
        counter.update(line.split()[0] for line in _lines(log)[len(before) :])

    @contextlib.contextmanager
    def failing(self, *functions: str) -> Iterator[None]:
        """Let these functions raise inside, all of them where none is named."""
        faults = self.folder / "faults"
        faults.write_text(" ".join(functions or ("*",)), encoding="ascii")
        try:
            yield
        finally:
            faults.unlink()

    def answers(self, *lines: str) -> None:
        """What the next questions of a menu action get for an answer."""
        (self.folder / "desk.answers").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def told(self) -> list[str]:
        """What menu actions have said since the last time: `tell`, `error`, `ask` or `open`, a tab, the text."""
        desk = self.folder / "desk"
        said = desk.read_text(encoding="utf-8") if desk.exists() else ""
        desk.unlink(missing_ok=True)
        return said.splitlines()

    def knows_type(self, name: str) -> bool:
        """Whether the office's type manager finds a UNO type."""
        return self.call("knows_type", name=name)

    def functions(self, prefix: str = "WB_") -> dict[str, list[Any]]:
        """Functions of the wizard: name → description, [name, description, optional] of every argument."""
        return self.call("functions", prefix=prefix)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").splitlines() if path.exists() else []


def install(extension: Path, profile: Path, repository: list[str]) -> None:
    """Put an extension into a private shared repository (root may not install for itself)."""
    command = ["unopkg", "add", "--shared", "--force", f"-env:UserInstallation={profile.as_uri()}", *repository]
    done = subprocess.run([*command, str(extension)], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass
class LiveBook(Book):
    """A workbook in an office with the extension."""

    def formula(self, sheet: str, address: str, text: str) -> None:
        """Type a formula in LibreOffice's own notation (arguments apart by `;`)."""
        self._call("formula", sheet=sheet, address=address, text=text)

    def array(self, sheet: str, address: str, text: str) -> None:
        """Type an array formula into a range."""
        self._call("array", sheet=sheet, address=address, text=text)

    def settle(self) -> None:
        """Calculate what an edit has made stale, as the window does at once (`calculate` does everything anew)."""
        self._call("settle")

    def rebind(self) -> None:
        """Bind formulas as the extension does after loading; for hidden documents, which get no event."""
        self._call("rebind")

    def store(self) -> None:
        """Save in place."""
        self._call("store")

    def store_as(self, path: Path) -> None:
        """Save under another name (.xlsx, .ods) and go on with that file."""
        self._call("store_as", path=str(path.resolve()))

    def dispatch(self, url: str) -> None:
        """Do what a click on a menu entry does, such as "org.weibao:collect"."""
        self._call("dispatch", url=url)

    def dispatch_and_close(self, url: str, hold: Path) -> None:
        """The same, and close the workbook without saving while the command that the click started stands still.

        The command waits while there is a file `hold` and makes one called `….held` when it has come so far.
        """
        self.closed = True
        self._call("dispatch_and_close", url=url, hold=str(hold))

    def protect(self, sheet: str, *, on: bool = True) -> None:
        """Protect a sheet without a password, or take that away."""
        self._call("protect", sheet=sheet, on=on)

    def undo(self) -> None:
        """What Ctrl+Z does."""
        self._call("undo")

    @property
    def is_modified(self) -> bool:
        """Whether the title bar would mark it as changed."""
        return self._call("state")["modified"]

    @property
    def undo_titles(self) -> list[str]:
        """What 编辑 → 撤销 would offer."""
        return self._call("state")["undo"]
