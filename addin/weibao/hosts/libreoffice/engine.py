"""An xlwings engine that drives LibreOffice Calc over UNO: what is written against `xlwings.Book` runs on Calc too.

>>> book = book_of(document, context)
>>> with undo_step(document, "汇总"):  # one Ctrl+Z
...     book.sheets["核定"]["C3"].value = [[1, "达标"], [0.5, "部分达标"]]

Offered are the members that these classes define: they answer to xlwings' engine interface (xlwings/base_classes.py);
every other member raises LibreOfficeError and says so. Unlike Excel, Calc keeps texts as they are ("001" stays text).
Of xlwings only the core is needed: no `pro`, `rest`, `ext`, no pandas, no numpy.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from weibao.hosts.libreoffice import uno_cells
from weibao.hosts.libreoffice.contents import Names, Sheets
from weibao.hosts.libreoffice.ranges import Offered
from weibao.hosts.libreoffice.uno_cells import undo_step, uno_error
from weibao.hosts.libreoffice.uno_values import LibreOfficeError, cleaned
from weibao.hosts.light import xlwings
from weibao.hosts.messages import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LibreOfficeError", "book_of", "undo_step"]

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".ods": "calc8"}
_NUMBER = re.compile(r"0x[0-9a-fA-F]+")


def book_of(document: Any, context: Any) -> xlwings.Book:
    """The xlwings book of an open spreadsheet document; `context` is the office's component context.

    Makes this xlwings' active engine, too: `Sheet.activate` asks for it.
    """
    app = App(document, context)
    xlwings.Engine(impl=app.engine).activate()
    return xlwings.Book(impl=Book(app, document))


class Engine(Offered):
    """What xlwings' converters ask for."""

    __slots__ = ("apps",)
    name = "libreoffice"
    type = "desktop"

    def __init__(self, app: App) -> None:
        self.apps = [app]

    @staticmethod
    def prepare_xl_data_element(value: object, _options: object) -> object:
        return value  # `uno_cells.write` does it, for raw values too

    @staticmethod
    def clean_value_data(
        data: list[list[Any]],
        datetime_builder: Callable[..., Any],
        empty_as: Any,
        number_builder: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        return [[cleaned(v, datetime_builder, empty_as, number_builder, err_to_str) for v in row] for row in data]


class App(Offered):
    """The running LibreOffice."""

    __slots__ = ("_context", "_document", "_indicator", "_text", "display_alerts", "engine")
    pid = os.getpid()

    def __init__(self, document: Any, context: Any) -> None:
        self.engine = Engine(self)
        self._document, self._context = document, context
        self._indicator: Any = None
        self._text: str | bool = False
        self.display_alerts = True  # xlwings switches it off while it saves; saving over UNO never asks

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing to do but to come to the front if asked: there is one LibreOffice, its windows belong to books."""
        if steal_focus:
            self._document.CurrentController.Frame.ContainerWindow.toFront()

    def calculate(self) -> None:
        """Recalculate the whole book: Calc shows the stored results of an .xlsx until it is told to."""
        self._document.calculateAll()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar of the window in use, False for none; set False, None or "" to take it away."""
        return self._text

    @status_bar.setter
    def status_bar(self, text: object) -> None:
        self._text = str(text) if text else False
        if self._indicator is not None and not text:
            self._indicator.end()
            self._indicator = None
        elif self._indicator is not None:
            self._indicator.setText(self._text)
        elif text:
            services = self._context.ServiceManager
            desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", self._context)
            frame = desktop.CurrentFrame or self._document.CurrentController.Frame
            self._indicator = frame.createStatusIndicator()
            self._indicator.start(self._text, 0)


class Book(Offered):
    """An open spreadsheet document."""

    __slots__ = ("app", "document", "formulas")

    def __init__(self, app: App, document: Any) -> None:
        self.app, self.document, self.formulas = app, document, uno_cells.Formulas(document)

    @property
    def fullname(self) -> str:
        """The path; the address of a document elsewhere, the title of one that has not been saved yet."""
        url = self._url()
        return uno_cells.system_path(url) if url.startswith("file:") else url or self.name

    @property
    def name(self) -> str:
        url = self._url()
        return unquote(url.rsplit("/", 1)[-1]) or str(self.document.Title)

    @property
    def api(self) -> SimpleNamespace:
        """Excel's own word for what xlwings has none for: whether nothing is left to be saved."""
        self._check_open()
        return SimpleNamespace(Saved=not self.document.isModified())

    def _url(self) -> str:
        self._check_open()
        return str(self.document.URL)

    def _check_open(self) -> None:
        """LibreOfficeError for a document that was closed: it has no parts any more, or refuses every question."""
        try:
            gone = any(getattr(self.document, part, "") is None for part in ("Sheets", "NamedRanges"))
        except uno_error():
            gone = True
        if gone:
            raise LibreOfficeError(CLOSED)

    @property
    def sheets(self) -> Sheets:
        self._check_open()
        return Sheets(self)

    @property
    def names(self) -> Names:
        self._check_open()
        return Names(self)

    def activate(self) -> None:
        self.document.CurrentController.Frame.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save, or save as: the suffix (.xlsx, .xlsm, .ods) chooses the format; an existing file is replaced."""
        target = Path(path or self.fullname).resolve()
        filter_name = FILTERS.get(target.suffix.lower())
        if password:
            raise LibreOfficeError("在 LibreOffice 中不能由程序设密码，没有保存。请在“另存为”里勾选“使用密码保存”。")
        if path and not filter_name:
            known = "、".join(FILTERS)
            raise LibreOfficeError(f"不会保存成“{target.suffix}”格式，没有保存：{target}。请用 {known} 结尾的文件名。")
        if not path and (not self.document.hasLocation() or self.document.isReadonly()):
            raise LibreOfficeError(f"“{self.name}”还没有存成文件，或是只读的，没有保存。请先用“另存为”存一份。")
        if not target.parent.is_dir():  # LibreOffice would make it, and a slip of the pen be a new folder
            raise LibreOfficeError(f"没有这个文件夹，没有保存：{target.parent}。请检查路径。")
        try:
            if path:
                options = uno_cells.options(FilterName=filter_name, Overwrite=True)
                self.document.storeAsURL(target.as_uri(), options)
            else:
                self.document.store()
        except uno_error() as error:
            reason = "请看文件夹是否存在、能否写入，文件是否正被别的程序打开"
            number = _NUMBER.search(str(error))  # the rest of what it says is English
            code = f"LibreOffice 的错误编号是 {number[0]}。" if number else ""
            raise LibreOfficeError(f"没有保存成：{target}。{reason}。{code}") from error
