"""资料汇编 with the command line's answer played: what is asked, run and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hosts.fake_excel import Desk
from weibao.hosts import handlers_compile
from weibao.hosts.button import HANDLERS
from weibao.hosts.job import Job


@pytest.mark.parametrize(
    ("answer", "arguments"), [("", ("compile",)), ("是", ("compile", "--zip")), (" 要 ", ("compile", "--zip"))]
)
def test_it_asks_for_a_zip_and_opens_the_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "资料汇编" / "第1轮").mkdir(parents=True)
    done: dict[str, Any] = {
        "round": 1, "folder": "资料汇编/第1轮", "zip": None, "categories": [], "left_out": [], "missing": [],
        "messages": [],
    }  # fmt: skip
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(Job, "root", tmp_path)
    monkeypatch.setattr(Job, "run", lambda _job, *given: ran.append(given) or done)
    desk = Desk(answer)
    HANDLERS["compilation"].run(Job(None, desk))
    assert ran == [arguments]
    assert desk.message.startswith("第1轮资料汇编：材料 0 件，文件 0 个。")
    assert desk.opened == [tmp_path / "资料汇编" / "第1轮"]


def test_cancelled_it_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[object] = []
    monkeypatch.setattr(Job, "run", lambda _job, *given: ran.append(given))
    desk = Desk(None)
    HANDLERS["compilation"].run(Job(None, desk))
    assert ran == []
    assert desk.opened == []


def test_many_files_to_look_at_are_counted() -> None:
    told = [{"severity": "warning", "file": f"{n}.pdf", "message": f"第{n}个"} for n in range(1, 13)]
    done: dict[str, Any] = {
        "round": 1, "folder": "x", "zip": None, "categories": [], "left_out": [], "missing": [],
        "messages": [*told, {"severity": "info", "file": "y", "message": "不必说的"}],
    }  # fmt: skip
    lines = handlers_compile.compiled(done).splitlines()
    assert [line for line in lines if line.startswith("第") and line.endswith("个")] == [
        f"第{n}个" for n in range(1, 9)
    ]
    assert "这样的文件还有 4 个。" in lines
    assert "不必说的" not in lines
