"""LibreOffice's way to show a message, ask a question, open a folder and let the window live (`hosts.desk.Desk`)."""

from __future__ import annotations

import os
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.hosts.libreoffice.names import TITLE
from weibao.hosts.libreoffice.uno_cells import undo_step

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from weibao.hosts.desk import Desk

# For runs that nobody watches: a file that takes the messages instead of the screen. Questions are answered by the
# lines of a file of the same name with this ending, one after the other; with none left they are cancelled.
DESK_LOG, ANSWERS = "WEIBAO_CALC_DESK", ".answers"

_BREATH = 0.02  # seconds
_OK, _CANCEL = 1, 2  # com.sun.star.awt.PushButtonType
_OK_ONLY = 1  # com.sun.star.awt.MessageBoxButtons
# Measures in the dialog's own unit, and how many Chinese characters fit into its width.
_WIDTH, _ROW, _GAP, _BUTTON, _LETTERS = 220, 12, 6, 50, 32
_POSITION = 3  # com.sun.star.awt.PosSize.POS


def desk_of(context: Any, frame: Any) -> Desk:
    """The desk of a window; `frame` is its com.sun.star.frame.XFrame."""
    log = os.environ.get(DESK_LOG)
    return QuietDesk(Path(log), frame) if log else CalcDesk(context, frame)


class CalcDesk:
    """Message boxes and dialogs of LibreOffice's own toolkit, over the document's window."""

    def __init__(self, context: Any, frame: Any) -> None:
        self._context, self._frame = context, frame
        self._toolkit = self._new("com.sun.star.awt.Toolkit")

    def _new(self, service: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(service, self._context)

    def tell(self, message: str, error: bool = False) -> None:
        kind = import_module("uno").Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX" if error else "INFOBOX")
        box = self._toolkit.createMessageBox(self._window(), kind, _OK_ONLY, TITLE, message)
        box.execute()
        box.dispose()

    def _window(self) -> Any:
        """The window that messages stand in front of: the workbook's, or the one in use where that was closed."""
        error = import_module("uno").getClass("com.sun.star.uno.Exception")
        for number in range(2):
            try:
                frame = self._new("com.sun.star.frame.Desktop").getCurrentFrame() if number else self._frame
                window = frame.ContainerWindow
                window.getPosSize()  # fails for a window that is gone
            except (error, AttributeError):
                continue
            return window
        return None

    def step(self, title: str) -> AbstractContextManager[None]:
        return undo_step(self._frame.getController().getModel(), title)

    def ask(self, question: str, default: str = "") -> str | None:
        lines = sum(len(part) // _LETTERS + 1 for part in question.split("\n"))
        model = self._new("com.sun.star.awt.UnoControlDialogModel")
        top = _GAP + _ROW * lines
        model.Title, model.Width, model.Height = TITLE, _WIDTH, top + 2 * _GAP + 2 * _ROW + 2 * _GAP
        self._place(model, "FixedText", "question", (_GAP, _GAP, _WIDTH - 2 * _GAP, _ROW * lines), question)
        self._place(model, "Edit", "answer", (_GAP, top + _GAP, _WIDTH - 2 * _GAP, _ROW + 2), default)
        below = top + 2 * _GAP + _ROW + 2
        for number, (name, label, kind) in enumerate((("cancel", "取消", _CANCEL), ("ok", "确定", _OK)), 1):
            place = (_WIDTH - number * (_BUTTON + _GAP), below, _BUTTON, _ROW + 2)
            button = self._place(model, "Button", name, place, label)
            button.PushButtonType, button.DefaultButton = kind, kind == _OK
        dialog = self._new("com.sun.star.awt.UnoControlDialog")
        dialog.setModel(model)
        window = self._window()
        dialog.createPeer(self._toolkit, window)
        outer, inner = (window or dialog).getPosSize(), dialog.getPosSize()
        dialog.setPosSize((outer.Width - inner.Width) // 2, (outer.Height - inner.Height) // 2, 0, 0, _POSITION)
        dialog.getControl("answer").setFocus()
        agreed = dialog.execute() == 1
        text = str(dialog.getControl("answer").getText())
        dialog.dispose()
        return text if agreed else None

    @staticmethod
    def _place(dialog: Any, kind: str, name: str, place: tuple[int, int, int, int], text: str) -> Any:
        control = dialog.createInstance(f"com.sun.star.awt.UnoControl{kind}Model")
        control.Name = name
        control.PositionX, control.PositionY, control.Width, control.Height = place
        if kind == "Edit":
            control.Text = text
        else:
            control.Label = text
        if kind == "FixedText":
            control.MultiLine = control.NoLabel = True  # a label would get a shortcut of its own: “…(A)”
        dialog.insertByName(name, control)
        return control

    def open(self, path: Path) -> None:
        uno = import_module("uno")
        if not path.exists():
            raise FileNotFoundError(path)
        try:
            self._new("com.sun.star.system.SystemShellExecute").execute(uno.systemPathToFileUrl(str(path)), "", 0)
        except uno.getClass("com.sun.star.uno.Exception") as error:
            raise OSError(f"cannot open {path}") from error

    def pause(self) -> None:
        self._toolkit.processEventsToIdle()
        time.sleep(_BREATH)


class QuietDesk:
    """A desk that nobody sits at: everything goes into a file."""

    def __init__(self, log: Path, frame: Any = None) -> None:
        self._frame = frame
        self._log, self._answers = log, log.with_name(log.name + ANSWERS)

    def _write(self, kind: str, text: str) -> None:
        with self._log.open("a", encoding="utf-8") as file:
            file.write(f"{kind}\t{text}\n")

    def tell(self, message: str, error: bool = False) -> None:
        self._write("error" if error else "tell", message)

    def ask(self, question: str, default: str = "") -> str | None:
        lines = self._answers.read_text(encoding="utf-8").splitlines() if self._answers.exists() else []
        answer = lines.pop(0) if lines else None
        self._answers.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        self._write("ask", f"{question}\t{default}\t{answer}")
        return answer

    def open(self, path: Path) -> None:
        if not path.exists():
            raise FileNotFoundError(path)
        self._write("open", str(path))

    def pause(self) -> None:
        time.sleep(_BREATH)

    def step(self, title: str) -> AbstractContextManager[None]:
        return undo_step(self._frame.getController().getModel(), title)
