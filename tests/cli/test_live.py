"""What the command line offers the buttons: progress as lines, and changes of an open ledger instead of a file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from weibao.campaign.folder import Campaign

VILLAGE = Path(__file__).parent.parent / "village"
DAY = "2026-04-01"


@pytest.fixture
def campaign(issued: Path, tmp_path: Path) -> Path:
    """A round is out and came back from two units; the ledger is open in another program."""
    root = Path(shutil.copytree(issued, tmp_path / "谷地"))
    (root / f".~lock.{Campaign.open(root).ledger.name}#").write_text("office")
    return root


def test_progress_lines(weibao: Any, campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert weibao("score", campaign, "--as-of", DAY).err == ""
    monkeypatch.setenv("WEIBAO_PROGRESS", "lines")
    outcome = weibao("score", campaign, "--as-of", DAY, "--json")
    assert outcome.err.isascii()
    assert [json.loads(line) for line in outcome.err.splitlines()] == [
        {"progress": "读取回收清单", "done": n, "of": 2} for n in (1, 2)
    ]
    assert outcome.json["schema"]
    monkeypatch.setenv("WEIBAO_PROGRESS", "bar")
    assert weibao("score", campaign, "--as-of", DAY).err == ""


@pytest.mark.parametrize("command", ["collect", "regenerate", "notices"])
def test_an_open_ledger_is_not_written_but_answered(weibao: Any, campaign: Path, command: str) -> None:
    ledger = Campaign.open(campaign).ledger
    before = ledger.read_bytes()
    outcome = weibao(command, campaign, "--as-of", DAY, "--json", "--live")
    live = outcome.json["live"]
    assert list(outcome.json)[-1] == "live"
    assert list(live) == [
        "ledger", "sheets", "cells", "heads", "free", "formulas", "heights", "areas",
    ]  # fmt: skip
    assert live["ledger"] == ledger.name
    assert {part["sheet"] for part in live["sheets"]} >= {"_claims", "_returns"}
    assert {cell["sheet"] for cell in live["cells"]} >= {"督办"}
    assert all(list(cell) == ["sheet", "row", "column", "value", "was"] for cell in live["cells"])
    assert {head["was"] for head in live["heads"] if head["sheet"] == "督办"} >= {"督办编号", "备注"}
    assert {row["row"] for row in live["free"]} >= {cell["row"] for cell in live["cells"] if cell["sheet"] == "督办"}
    assert {"date": "2026-03-02"} in [value for part in live["sheets"] for row in part["rows"] for value in row]
    assert ledger.read_bytes() == before
    assert not list(campaign.glob("*待更新*"))
    assert "ledger-open" not in outcome.out
    # Without it everything is as ever: the update goes beside.
    plain = weibao(command, campaign, "--as-of", DAY, "--json")
    assert "live" not in plain.json
    assert "ledger-open" in plain.out
    assert list(campaign.glob("*待更新*"))
    # And where the open ledger will be up to date, the copy of ours beside it goes.
    assert "live" in weibao(command, campaign, "--as-of", DAY, "--json", "--live").json
    assert not list(campaign.glob("*待更新*"))


def test_a_round_is_issued_while_the_ledger_is_open(weibao: Any, campaign: Path) -> None:
    ledger = Campaign.open(campaign).ledger
    before = ledger.read_bytes()
    assert "正在 Excel、WPS 或 LibreOffice 中打开" in weibao("issue", campaign, "--round", 2, "--as-of", DAY).err
    done = weibao("issue", campaign, "--round", 2, "--name", "复查", "--as-of", DAY, "--json", "--live").json
    assert len(done["written"]) == len(list((campaign / "下发" / "第2轮").iterdir()))
    typed = {cell["value"] for cell in done["live"]["cells"] if cell["sheet"] == "轮次" and cell["column"] == 2}
    assert typed == {"复查"}
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("command", ["collect", "regenerate", "notices", "issue"])
def test_live_without_json_is_refused(weibao: Any, campaign: Path, command: str) -> None:
    outcome = weibao(command, campaign, "--live")
    assert outcome.code == 2
    assert "--live 要和 --json 一起写" in outcome.err


def test_a_round_that_the_open_ledger_refused_is_noted_by_the_next_issue(weibao: Any, tmp_path: Path) -> None:
    """The button's changes were refused; the next one is by hand, with the ledger closed and another name."""
    root = tmp_path / "谷地"
    weibao("new", root, "--rulebook", VILLAGE, "--as-of", "2026-03-02")
    day = ("--as-of", "2026-03-02", "--json")
    first = weibao("issue", root, "--name", "摸底", "--due", "2026-03-20", "--live", *day).json
    assert "还没有下发过" not in weibao("status", root, "--as-of", DAY).out
    assert weibao("status", root, "--as-of", DAY, "--json").json["returns"]
    second = weibao("issue", root, "--as-of", DAY, "--json").json
    assert (second["round"], second["due"]) == (1, "2026-03-20")
    assert (second["written"], second["kept"]) == ([], first["written"])
    assert "第1轮上次已经下发，但没有登记" in second["messages"][0]["message"]
    assert not (root / "下发" / "第2轮").exists()
    # Now it is noted: the next one asks before it begins another.
    assert "还没有一份回收" in weibao("issue", root, "--as-of", DAY).err
