"""What a button needs of the program it stands in, besides the workbook: a message, a question, a folder, a breath."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, runtime_checkable


class Desk(Protocol):
    """Excel's and LibreOffice's ways to do the same four things."""

    def tell(self, message: str, error: bool = False) -> None:
        """Show a message and wait until it was read."""

    def ask(self, question: str, default: str = "") -> str | None:
        """Ask for a line of text; None where the question was cancelled."""

    def open(self, path: Path) -> None:
        """Open a folder or file as a double click would. Raises OSError."""

    def pause(self) -> None:
        """Let the window live for a moment; called over and over during long work."""


@runtime_checkable
class UndoingDesk(Protocol):
    """A desk whose program can take back in one step what was written (LibreOffice; Excel never takes back a macro)."""

    def step(self, title: str) -> AbstractContextManager[None]:
        """All changes inside are one entry of 撤销, called `title`."""
