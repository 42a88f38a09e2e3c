"""`weibao history|diff|verify`, open outputs and --wait, on a small campaign."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
import openpyxl
import pytest

from cli.past_desk import DRAFT, bytes_below, kept, states
from weibao.campaign.folder import Campaign
from weibao.campaign.lock import Holder
from weibao.cli import cli
from weibao.sheets.ledger_fill import fill_ledger
from weibao.texts_history import COMMAND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.conftest import Run

pytestmark = pytest.mark.xdist_group("past")


# --- history and diff ------------------------------------------------------------------------------------


def test_history_tells_who_did_what_and_when(weibao: Run, past: Path) -> None:
    runs = weibao("history", past, "--json").json["runs"]
    assert [(run["user"], run["as_of"], run["round"]) for run in runs[-2:]] == [
        ("王办", "2026-04-01", 1), ("李核", "2026-04-02", 1),
    ]  # fmt: skip
    assert runs[-1]["counts"]["return"] == 1
    said = weibao("history", past).out
    for part in ("2026-04-02 09:30", "李核", "回收文件 1", "台账填写"):
        assert part in said


def test_commands_are_told_in_chinese(weibao: Run, past: Path) -> None:
    assert {run["action"] for run in weibao("history", past, "--json").json["runs"]} <= {"全部重算", None}
    said = weibao("history", past).out
    assert "全部重算" in said
    assert "regenerate" not in said
    assert "全部重算" in weibao("history", past, "--run", "2").out


def test_whatever_writes_has_a_chinese_name() -> None:
    def writing(group: click.Group, before: str = "") -> Iterator[str]:
        for name in group.list_commands(click.Context(group)):
            command = group.get_command(click.Context(group), name)
            if isinstance(command, click.Group):
                yield from writing(command, f"{before}{name} ")
            elif command and any(option.name == "wait" for option in command.params):
                yield f"{before}{name}"

    found = set(writing(cli))
    assert {"regenerate", "documents approve", "evidence tidy"} <= found
    assert found <= COMMAND_WORDS.keys()


def test_the_life_of_a_document_is_found_by_its_file(weibao: Run, past: Path) -> None:
    changes = weibao("history", past, "--document", "催报通知（第1轮）", "--json").json["changes"]
    assert {item["kind"] for item in changes} == {"paper", "file"}
    assert [(item["was"], item["now"]) for item in changes if item["kind"] == "paper"] == [(None, "拟稿")]
    assert weibao("history", past, "--document", "没有的", "--json").json["changes"] == []


def test_a_verification_is_there_with_before_and_after(weibao: Run, past: Path) -> None:
    changes = weibao("history", past, "--indicator", "i01", "--json").json["changes"]
    typed = [item for item in changes if item["key"] == "核定/I01/核定得分"]
    assert [(item["before"], item["after"]) for item in typed] == [(None, "0.25")]
    scores = [item["after"] for item in changes if item["kind"] == "score"]
    assert [score.get("verified") for score in scores] == [None, 0.25]
    assert all(item["indicator"] == "I01" for item in changes)


def test_the_trail_of_one_unit(weibao: Run, past: Path) -> None:
    changes = weibao("history", past, "--unit", "谷文化站", "--json").json["changes"]
    assert {item["unit"] for item in changes} == {"谷文化站"}
    assert {"claim", "return", "status"} <= {item["kind"] for item in changes}
    said = weibao("history", past, "--unit", "谷文化站").out
    assert "达标" in said
    assert "未报送" in said


def test_diff_as_table_json_and_workbook(weibao: Run, past: Path, tmp_path: Path) -> None:
    out = tmp_path / "变化.xlsx"
    done = weibao("diff", "2026-04-01", "最近", past, "--out", out, "--json").json
    assert (done["a"]["user"], done["b"]["user"]) == ("王办", "李核")
    by_key = {item["key"]: item for item in done["changes"]}
    assert by_key["1/谷文化站"]["before"] != by_key["1/谷文化站"]["after"]
    assert by_key["1/I01"]["after"]["verified"] == 0.25
    book = openpyxl.load_workbook(out)
    rows = list(book["明细"].iter_rows(min_row=5, values_only=True))
    assert len(rows) == len(done["changes"])
    title = Campaign.open(past).rulebook.indicator_by_id["I01"].title
    [reason] = [row for row in rows if row[1] == f"核定 I01 {title} 理由"]
    assert reason[3:] == ("I01", "（没有）", "=缺材料")
    [cell] = [cell for row in book["明细"].iter_rows() for cell in row if cell.value == "=缺材料"]
    assert cell.data_type == "s"
    said = weibao("diff", "2026-04-01", "2026-04-02", past, "--indicator", "I01").out
    assert "核定 0.25" in said
    assert weibao("diff", "最近", "最近", past, "--json").json["changes"] == []


def test_diff_replaces_nothing_but_its_own_workbook(weibao: Run, past: Path, tmp_path: Path) -> None:
    other, out = tmp_path / "督查安排.xlsx", tmp_path / "变化.xlsx"
    book = openpyxl.Workbook()
    book.save(other)
    for path in (other, tmp_path / "坏.xlsx"):
        path.touch()
        before = path.read_bytes()
        said = weibao("diff", "最早", "最近", past, "--out", path).out
        assert f"“{path.name}”已有别的内容" in said
        assert path.read_bytes() == before
        assert path.with_name(f"{path.stem}（新）.xlsx").exists()
    for _ in range(2):
        assert weibao("diff", "最早", "最近", past, "--out", out, "--json").json["file"] == str(out)
    book = openpyxl.load_workbook(out)
    book.save(out)  # somebody has worked in it
    assert weibao("diff", "最早", "最近", past, "--out", out, "--json").json["file"].endswith("变化（新）.xlsx")


@pytest.mark.parametrize("name", ["核定台账.xlsx", "核定台账（更新）.xlsx", "总台账.xlsx", "核定台账.XLSX"])
def test_diff_never_writes_a_ledger(weibao: Run, past: Path, tmp_path: Path, name: str) -> None:
    done = weibao("diff", "最早", "最近", past, "--out", tmp_path / name)
    assert done.code == 2
    assert "是台账的名字" in done.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("diff", "99", "最近"), "没有运行“99”"),
        (("diff", "昨天", "最近"), "不是记下的运行"),
        (("history", "--unit", "谷文化馆"), "谷文化站"),
        (("history", "--indicator", "I99"), "没有指标"),
        (("restore", "--file", "文书/没有.docx"), "没有“文书/没有.docx”的留底"),
        (("restore", "--file", "../别处.docx"), "不在创建文件夹里"),
        (("restore", "--history", "--file", "x"), "只能写一个"),
        (("restore", "--history"), "一份也没有"),
    ],
)
def test_slips_are_told(weibao: Run, root: Path, arguments: tuple[str, ...], words: str) -> None:
    command, *rest = arguments
    places = 2 if command == "diff" else 0
    outcome = weibao(command, *rest[:places], root, *rest[places:])
    assert outcome.code == 2
    assert words in outcome.err


def test_looking_back_writes_nothing(weibao: Run, root: Path) -> None:
    before = bytes_below(root)
    for call in (("history", root), ("diff", "最早", "最近", root), ("verify", root), ("restore", root)):
        assert weibao(*call).code == 0
    assert bytes_below(root) == before


# --- verify ----------------------------------------------------------------------------------------------


def test_verify_tells_what_was_changed_missing_and_new(weibao: Run, root: Path) -> None:
    assert states(weibao, root) == {}
    (root / DRAFT).write_bytes(b"changed")
    (root / "图表" / "各项目得分.png").unlink()
    (root / "回收" / "第1轮" / "谷文化站.xlsx").write_bytes(b"other")
    (root / "回收" / "第1轮" / "谷水务站.xlsx").write_bytes(b"new")
    (root / "文书" / "自拟.docx").write_bytes(b"own")
    assert states(weibao, root) == {
        "回收/第1轮/谷文化站.xlsx": "changed", "回收/第1轮/谷水务站.xlsx": "new", DRAFT: "changed",
        "图表/各项目得分.png": "missing", "文书/自拟.docx": "new",
    }  # fmt: skip
    outcome = weibao("verify", root, "--strict")
    assert outcome.code == 1
    assert "改动过 1" in outcome.out
    assert "weibao restore" in outcome.out


def test_verify_tells_of_what_nobody_reads(weibao: Run, root: Path) -> None:
    astray = ["回收/第2轮/谷水务站.xlsx", "回收/放错地方.xlsx", "回收/第1轮.xlsx"]
    other = ["核定台账-冲突 李四.xlsx", "我自己的.xlsx", "收到的/谷水务站.xls", "下发/第1轮/交回的.xlsx"]
    for path in (*astray, *other, "说明.docx", "~$我自己的.xlsx"):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(b"PK")
    assert states(weibao, root) == dict.fromkeys(astray, "astray") | dict.fromkeys(other, "new")
    messages = {item["code"]: item["message"] for item in weibao("verify", root, "--json").json["messages"]}
    assert "weibao collect" in messages["verify-return-astray"]
    assert "程序不会去读" in messages["verify-return-astray"]
    assert "没有记录 4" in weibao("verify", root).out


def test_what_a_command_writes_into_the_ledger_is_no_change_of_anybodys(weibao: Run, root: Path) -> None:
    signing = ("--reviewer", "王核", "--signer", "李签", "--date", "2026-04-02", "--campaign", root)
    ledger = Campaign.open(root).ledger
    before = ledger.read_bytes()
    assert weibao("documents", "approve", root / DRAFT, *signing).code == 0
    assert ledger.read_bytes() != before
    assert states(weibao, root) == {}
    fill_ledger(ledger, Campaign.open(root).rulebook, {"核定": [("I02", {"理由": "乙"})]})
    assert weibao("issue", root, "--round", "2", "--as-of", "2026-04-02").code == 0
    assert states(weibao, root) == {ledger.name: "changed"}  # what was typed before is still to be read


EVIDENCE = "佐证材料/02 谷文化站"


def evidence(weibao: Run, root: Path) -> tuple[dict[str, str], list[str]]:
    """The states of the files that are not the same, and what is said of them."""
    done = weibao("verify", root, "--json").json
    found = {item["path"]: item["state"] for item in done["files"] if item["group"] == "evidence"}
    changed = {path.removeprefix(f"{EVIDENCE}/"): state for path, state in found.items() if state != "same"}
    return changed, [item["message"] for item in done["messages"] if item["code"].startswith("verify-evidence")]


def test_a_reading_hides_no_exchange_of_evidence(weibao: Run, root: Path) -> None:
    folder = root / EVIDENCE
    assert evidence(weibao, root) == ({}, [])
    for name in ("一.txt", "二.txt", "三.txt", "四.txt"):
        (folder / name).write_text(f"{name} 原来的", encoding="utf-8")
    assert evidence(weibao, root) == ({}, [])  # nothing was read yet
    weibao("evidence", "index", root)
    assert evidence(weibao, root) == ({}, [])
    (folder / "二.txt").write_text("换过的", encoding="utf-8")
    (folder / "三.txt").rename(folder / "五.txt")
    (folder / "四.txt").unlink()
    gone = {"三.txt": "missing", "四.txt": "missing"}
    assert evidence(weibao, root)[0] == {"二.txt": "changed", "五.txt": "new", **gone}
    weibao("evidence", "check", root, "--as-of", "2026-04-03")
    assert weibao("history", root, "--json").json["runs"][-1]["counts"] == {"evidence": 4}
    states, said = evidence(weibao, root)
    assert states == {"二.txt": "retaken", **gone}
    assert len(said) == 3
    for part in ("重新登记", f"登记为移到“{EVIDENCE}/五.txt”", "登记为不见了"):
        assert [message for message in said if part in message and "，已于 2" in message]
    (folder / "二.txt").write_text("再换", encoding="utf-8")
    assert evidence(weibao, root)[0]["二.txt"] == "changed"
    weibao("evidence", "index", root)
    # The next snapshot is the new record; that it was another before is not forgotten.
    weibao("regenerate", root, "--as-of", "2026-04-03")
    states, (said_once,) = evidence(weibao, root)
    assert states == {}
    assert "2 份佐证文件" in said_once
    assert len(weibao("history", root, "--unit", "谷文化站", "--json").json["changes"]) > 6


def test_evidence_is_read_while_another_run_writes(weibao: Run, root: Path) -> None:
    from datetime import date

    (root / EVIDENCE / "一.txt").write_text("一", encoding="utf-8")
    held = Holder("李核", "办公室-2", 1, "regenerate", f"{date(2026, 4, 2)}T09:30:00+08:00")
    lock = root / ".weibao" / "lock.json"
    lock.write_text(json.dumps(asdict(held)), encoding="utf-8")
    outcome = weibao("evidence", "index", root, "--json")
    assert outcome.code == 0
    assert "哈希没有记进历史" in outcome.err
    assert "李核" in outcome.err
    lock.unlink()
    assert weibao("evidence", "index", root).err == ""
    (root / EVIDENCE / "一.txt").write_text("二", encoding="utf-8")
    assert evidence(weibao, root)[0] == {"一.txt": "changed"}


# --- what is open, and who is at work ----------------------------------------------------------------------


def test_a_read_only_console_is_called_that_and_written_beside(weibao: Run, root: Path) -> None:
    console, copy = root / "总台账.xlsx", root / "总台账（新）.xlsx"
    before = console.read_bytes()
    console.chmod(0o444)
    done = weibao("regenerate", root, "--as-of", "2026-04-03", "--wait", "60", "--json")
    assert done.err == ""
    assert copy.name in done.json["written"]
    [message] = [item["message"] for item in done.json["messages"] if item["code"] == "output-read-only"]
    assert message.startswith("“总台账.xlsx”是只读的（右键属性里去掉“只读”）或者正被别的程序打开")
    assert "--wait" not in message
    assert console.read_bytes() == before
    console.chmod(0o644)
    assert copy.name in weibao("regenerate", root, "--as-of", "2026-04-03", "--json").json["removed"]


def test_an_open_console_is_written_beside_and_the_copy_goes_again(weibao: Run, root: Path) -> None:
    console, mark, copy = root / "总台账.xlsx", root / ".~lock.总台账.xlsx#", root / "总台账（新）.xlsx"
    before = console.read_bytes()
    mark.write_text("")
    done = weibao("regenerate", root, "--as-of", "2026-04-03", "--json").json
    assert copy.name in done["written"]
    [message] = [item["message"] for item in done["messages"] if item["code"] == "output-open"]
    assert "--wait" in message
    assert console.read_bytes() == before
    assert weibao("regenerate", root, "--as-of", "2026-04-03", "--json").json["written"] == []
    mark.unlink()
    done = weibao("regenerate", root, "--as-of", "2026-04-03", "--json").json
    assert done["removed"] == [copy.name]
    assert console.read_bytes() != before
    assert not copy.exists()


def test_a_console_that_somebody_changed_is_kept_before_it_is_rebuilt(weibao: Run, root: Path) -> None:
    console = root / "总台账.xlsx"
    console.write_bytes(console.read_bytes() + b" ")
    mine = console.read_bytes()
    done = weibao("regenerate", root, "--as-of", "2026-04-02", "--json").json
    assert "output-touched" in [item["code"] for item in done["messages"]]
    weibao("restore", root, "--file", console.name, "--to", kept(weibao, root, console.name)[0], "--over")
    assert console.read_bytes() == mine


def test_another_run_is_named_and_a_dead_one_is_told(weibao: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / ".weibao" / "lock.json"
    path.write_text(json.dumps(asdict(Holder("李核", "别的电脑", 1, "collect", "2026-04-02T09:00:00+08:00"))))
    before = bytes_below(root)
    outcome = weibao("collect", root, "--as-of", "2026-04-02")
    assert outcome.code == 2
    assert "李核" in outcome.err
    assert bytes_below(root) == before
    assert weibao("status", root, "--as-of", "2026-04-02").code == 0
    monkeypatch.setattr("platform.node", lambda: "别的电脑")
    monkeypatch.setattr("weibao.campaign.lock.is_running", lambda _pid: False)
    outcome = weibao("collect", root, "--as-of", "2026-04-02")
    assert outcome.code == 0
    assert "没有正常结束" in outcome.err
    assert not path.exists()


def test_every_writing_command_is_a_run_of_somebody(weibao: Run, root: Path) -> None:
    fill_ledger(Campaign.open(root).ledger, Campaign.open(root).rulebook, {"核定": [("I02", {"理由": "乙"})]})
    assert weibao("collect", root, "--as-of", "2026-04-02", "--wait", "1").code == 0
    last = weibao("history", root, "--json").json["runs"][-1]
    assert last["command"] == "collect"
    assert last["user"]
    assert last["host"]
    assert len(list((root / ".weibao" / "backups").iterdir())) == 2
    before = bytes_below(root)
    assert weibao("collect", root, "--as-of", "2026-04-02").code == 0
    assert bytes_below(root) == before
