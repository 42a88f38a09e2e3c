"""A saved workbook that nobody may replace while it is open: mended once it is closed, or said."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibao.hosts.libreoffice import mending

FILE = Path("台账.xlsx")


class Locked:
    """`repair` where the file is refused so many times."""

    def __init__(self, times: int, error: type[OSError] = PermissionError) -> None:
        self.left, self.error, self.done = times, error, 0

    def __call__(self, path: Path) -> bool:
        assert path == FILE
        if self.left:
            self.left -= 1
            raise self.error(13, "正被占用")
        self.done += 1
        return True


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "BETWEEN", 0.001)
    monkeypatch.setattr(mending, "PATIENCE", 0.05)
    monkeypatch.setattr(mending, "_waiting", set())
    monkeypatch.setattr(mending, "_untold", [])


def close() -> None:
    thread = mending.closed(FILE)
    assert thread is not None
    thread.join()


def test_what_can_be_mended_at_once_does_not_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = Locked(0)
    monkeypatch.setattr(mending, "repair", locked)
    mending.saved(FILE)
    assert (locked.done, mending.closed(FILE)) == (1, None)


def test_a_locked_file_is_mended_after_it_was_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the program lets go of it only a moment later."""
    locked = Locked(3)
    monkeypatch.setattr(mending, "repair", locked)
    mending.saved(FILE)
    assert locked.done == 0
    close()
    assert (locked.done, mending.untold(), mending.closed(FILE)) == (1, [], None)


def test_a_file_that_stays_locked_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "repair", Locked(10_000))
    mending.saved(FILE)
    close()
    [message] = mending.untold()
    assert message.startswith("“台账.xlsx”保存后")
    assert "没能改回通用写法（没有写入权限，或者正被别的程序打开）" in message
    assert mending.untold() == []


def test_a_file_that_is_gone_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mending, "repair", Locked(2, FileNotFoundError))
    mending.saved(FILE)
    close()
    assert mending.untold() == []
