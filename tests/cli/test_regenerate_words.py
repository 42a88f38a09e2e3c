"""What `regenerate` says at its end, and of what it took away; the words of `--explain`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from cli.past_desk import run as run_as
from cli.test_regenerate import DAY, NEXT, age, runs, settled
from weibao import cli
from weibao.campaign.explaining import explained
from weibao.campaign.folder import Campaign
from weibao.campaign.manifest import Basis, Manifest
from weibao.campaign.pipeline import Report
from weibao.texts_explain import sheet_names

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["runs", "settled"]

pytestmark = pytest.mark.xdist_group("commands")

NOTHING = "没有变化，什么都没有重写。"


def test_the_last_line_says_that_nothing_was_written_or_that_the_day_is_another(settled: Path, weibao: Any) -> None:
    assert weibao("regenerate", settled, "--as-of", DAY).out.splitlines()[-1] == NOTHING
    moved = weibao("regenerate", settled, "--as-of", NEXT).out
    assert moved.splitlines()[-1] == f"基准日由 {DAY} 改为 {NEXT}，文书、图表随之重写。"
    assert NOTHING not in moved
    age(settled)
    again = weibao("regenerate", settled, "--as-of", NEXT).out
    assert again.splitlines()[-1] == NOTHING
    assert "更新文件 0 个，未变 " in again
    assert weibao("regenerate", settled, "--as-of", NEXT).out == again


@pytest.mark.parametrize(("command", "mixed"), [("regenerate", True), ("charts", True), ("status", False)])
def test_a_run_that_is_stopped_says_that_files_may_be_of_two_runs(
    weibao: Any, monkeypatch: pytest.MonkeyPatch, command: str, mixed: bool
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.cli, "main", stop)
    said = weibao(command, ".").err
    assert said.startswith("已中止。已写好的文件是完整的")
    assert ("有的文件可能已是新的，有的还是上次的，请再运行一次。" in said) is mixed


def test_neither_locks_nor_the_names_of_hidden_sheets_are_told() -> None:
    was = {"核定台账.xlsm": (1, 1, 1), "总台账.xlsx": (1, 1, 1)}
    came = (".~lock.核定台账.xlsm#", ".~核定台账.xlsm", "回收/第1轮/~$甲.xlsx", "回收/第1轮/甲.xlsx")
    now = {**was, **dict.fromkeys(came, (1, 1, 1))}
    sheets = {f"sheet:{name}": "2" for name in ("督办", "_claims", "_returns")}
    told = explained(
        Report(written=["总台账.xlsx"], made={"总台账.xlsx": sheets}),
        Manifest(Basis(DAY, False, "", was), {"总台账.xlsx": dict.fromkeys(sheets, "1")}),
        Basis(DAY, False, "", now),
    )
    assert told["changed"] == ["新增：回收/第1轮/甲.xlsx"]
    assert [item["why"] for item in told["files"]] == ["这些表变了：督办、隐藏的机器表"]
    assert sheet_names(("_items", "_calc")) == "隐藏的机器表"


def test_a_draft_that_goes_with_an_unreadable_checklist_names_the_reason_and_the_way_back(
    root: Path, weibao: Any
) -> None:
    run_as(Campaign.open(root), "王办", date(2026, 4, 2))
    gone = "文书/督办通知/02 谷文化站－督办通知（第1轮）.docx"
    content = (root / gone).read_bytes()
    (root / "回收" / "第1轮" / "谷文化站.xlsx").write_bytes(b"nothing that can be read")
    said = weibao("regenerate", root, "--as-of", "2026-04-02").out
    assert f"  已撤下不再需要的文件：{gone}（谷文化站交的清单读不出来或不是它的，没有计入）\n" in said
    assert "weibao restore --file" in said
    assert weibao("restore", root, "--file", gone).code == 0
    assert (root / gone).read_bytes() == content
