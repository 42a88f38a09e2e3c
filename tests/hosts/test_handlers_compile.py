"""资料汇编 with the command line's answer played: what is asked, run and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hosts.fake_excel import Desk
from weibao.hosts import handlers_compile  # noqa: F401 - the button registers itself
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
