"""检查佐证材料, with the command line's answer played: what is said and listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hosts.fake_excel import Desk
from weibao.hosts import handlers_evidence  # noqa: F401 - the button registers itself
from weibao.hosts.button import HANDLERS
from weibao.hosts.job import Job

FOUND = {
    "check": "E30", "code": "proof-empty", "severity": "warning", "unit": "市教育局", "indicator": "I01",
    "file": "佐证材料/a.pdf", "sheet": "", "cell": "", "message": "“a.pdf”是空的。",
}  # fmt: skip


def press(monkeypatch: pytest.MonkeyPatch, **answer: Any) -> tuple[Desk, dict[str, list[str]]]:
    desk, lists = Desk(), dict[str, list[str]]()

    def run(_job: Job, *arguments: str) -> Any:
        assert arguments == ("evidence", "check")
        return {"round": 2, "as_of": "2026-03-20", "materials": [], "findings": [], "manual": [], **answer}

    def report(_job: Job, name: str, lines: list[str]) -> Path:
        lists[name] = lines
        return Path(__file__)

    monkeypatch.setattr(Job, "run", run)
    monkeypatch.setattr(Job, "report", report)
    HANDLERS["evidence"].run(Job(None, desk))
    return desk, lists


def test_what_is_found_is_counted_listed_and_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    materials = [{"files": ["佐证材料/a.pdf"]}, {"files": []}]
    other = {**FOUND, "check": None, "severity": "error", "unit": "", "message": "打不开。"}
    desk, lists = press(monkeypatch, materials=materials, findings=[other, FOUND], manual=[{}])
    assert desk.message.startswith(
        "第2轮（基准日 2026-03-20）：登记 2 件，对上文件 1 件。\n"
        "发现：错误 1、提醒 1。提醒不影响得分，也不拦任何一步。\n"
        "另有 1 处要人看：点“全部重算”以后，列在总台账的“人工核查”里。"
    )
    assert lists == {
        "佐证核查（第2轮）": [
            "—　错误　佐证材料/a.pdf　打不开。", "E30　提醒　市教育局　佐证材料/a.pdf　“a.pdf”是空的。",
        ]
    }  # fmt: skip
    assert desk.opened == [Path(__file__)]


def test_where_nothing_is_wrong_nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    desk, lists = press(monkeypatch)
    assert desk.message.endswith("发现：没有发现问题。提醒不影响得分，也不拦任何一步。")
    assert (lists, desk.opened) == ({}, [])
