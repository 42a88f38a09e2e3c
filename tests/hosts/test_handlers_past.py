"""看经过, 比较变化 and 核对文件, with the command line's answers played: what is asked, said and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hosts.fake_excel import Desk
from weibao.hosts import handlers_past  # noqa: F401 - the buttons register themselves
from weibao.hosts.button import HANDLERS
from weibao.hosts.job import Job

CHANGES = [
    {"run": 2, "about": "第1轮 I01 机制 市教育局", "was": None, "now": "达标 2"},
    {"run": 3, "about": "核定 I01 核定得分", "was": "1", "now": "0"},
]
RUNS = [
    {"id": 2, "at": "2026-03-02T09:30:00+08:00", "user": "王办", "action": "回收清单", "counts": {"claim": 1}},
    {"id": 3, "at": None, "user": None, "action": None, "counts": {"input": 1}},
]


class Played(Job):
    """A press whose commands are answered from a table and whose lists are kept."""

    answers: dict[str, Any]
    calls: list[tuple[str, ...]]
    lists: dict[str, list[str]]

    @property
    def root(self) -> Path:
        return Path("/创建")

    def run(self, *arguments: str, **_: bool) -> Any:
        self.calls.append(arguments)
        return self.answers[arguments[0]]

    def report(self, name: str, lines: Any) -> Path:
        self.lists[name] = list(lines)
        return Path(__file__)


def press(action: str, answer: object, *given: str | None) -> tuple[Played, Desk]:
    desk = Desk(*given)
    job = Played(None, desk)
    job.answers, job.calls, job.lists = {action: answer}, [], {}
    HANDLERS[action].run(job)
    return job, desk


def test_the_trail_of_a_unit() -> None:
    job, desk = press("history", {"runs": RUNS, "changes": CHANGES}, " 市教育局 ")
    assert job.calls == [("history", "--unit", "市教育局")]
    assert desk.message.startswith("市教育局：2 处变化，经过 2 次运行。")
    assert job.lists["经过"] == [
        "2026-03-02 09:30 王办　第1轮 I01 机制 市教育局：（没有） → 达标 2", " 　核定 I01 核定得分：1 → 0",
    ]  # fmt: skip


def test_every_run() -> None:
    job, desk = press("history", {"runs": RUNS}, "")
    assert job.calls == [("history",)]
    assert "2 次" in desk.message
    assert job.lists["经过"][0] == "第 2 次　2026-03-02 09:30 王办　回收清单　改变 1 处"


def test_differences_between_two_days() -> None:
    job, desk = press("diff", {"changes": CHANGES, "file": "/创建/导出/变化.xlsx"}, "昨天", "2026年3月2日", "")
    assert job.calls == [("diff", "2026-03-02", "最近", "--out", str(Path("/创建/导出/变化.xlsx")))]
    assert desk.asked[1].startswith("“昨天”不是日期。")
    assert "变化.xlsx" in desk.message
    assert len(job.lists["变化"]) == 2


@pytest.mark.parametrize(
    ("action", "answer", "given", "words"),
    [
        ("history", {"runs": []}, ("",), "还没有历史记录"),
        ("diff", {"changes": [], "file": None}, ("", ""), "没有变化"),
        ("verify", {"files": [], "messages": []}, (), "还没有可以核对的"),
        (
            "verify",
            {"files": [{"group_label": "回收的文件", "state_label": "一致"}], "messages": []},
            (),
            "回收的文件：一致 1。",
        ),
    ],
)
def test_nothing_to_tell(action: str, answer: object, given: tuple[str, ...], words: str) -> None:
    job, desk = press(action, answer, *given)
    assert words in desk.message
    assert job.lists == {}


@pytest.mark.parametrize(("action", "given"), [("history", (None,)), ("diff", ("", None))])
def test_cancelled(action: str, given: tuple[str | None, ...]) -> None:
    job, desk = press(action, {}, *given)
    assert job.calls == []
    assert desk.told == []


def test_what_is_not_as_recorded_is_listed() -> None:
    files = [{"group_label": "程序写出的文件", "state_label": state} for state in ("改动过", "一致")]
    job, desk = press("verify", {"files": files, "messages": [{"message": "“甲.docx”改动过。"}]})
    assert desk.message.startswith("程序写出的文件：改动过 1，一致 1。")
    assert job.lists["核对结果"] == ["“甲.docx”改动过。"]
