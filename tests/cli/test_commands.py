"""Every command of a campaign on the small fictitious rulebook: its JSON, its exit codes, what it says when stuck."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from weibao.campaign import manifest
from weibao.campaign.folder import Campaign
from weibao.campaign.inbox import return_folder
from weibao.cli import TRACEBACK, main
from weibao.cli.setup import KINDS
from weibao.compute.model import Light, ReturnStatus, Status
from weibao.compute.planned import RoundKind
from weibao.compute.words import POSSIBLE
from weibao.rulebook.loader import DEFAULT_RULEBOOK, find_folder
from weibao.sheets.ledger_fill import fill_ledger

VILLAGE = Path(__file__).parent.parent / "village"
DAY = "2026-04-01"
JSON_KEYS = {
    "collect": ["round", "as_of", "returns", "findings"],
    "status": [
        "as_of", "round", "phases", "returns", "total", "verdict", "final", "milestones", "supervision", "matters",
        "received", "meetings", "decisions", "members", "tasks", "systems", "declarations", "inspections", "items",
        "findings",
        "calendar", "not_returned", "ahead", "late", "danger", "annual",
    ],
    "regenerate": ["as_of", "round", "written", "unchanged", "removed", "kept", "messages"],
    "notices": ["as_of", "round", "written", "unchanged", "removed", "kept", "messages"],
    "reports": ["as_of", "round", "written", "unchanged", "removed", "kept", "messages"],
    "charts": ["as_of", "round", "written", "unchanged", "removed", "kept", "messages"],
    "export": ["files", "messages"],
    "systems": ["as_of", "systems", "rows"],
    "rounds": ["as_of", "rounds", "next", "annual"],
    "vetoes": ["as_of", "round", "window", "verdict", "final", "vetoes", "declarations", "counts"],
    "inspections": ["as_of", "round", "ours", "levels", "remarks", "states"],
}  # fmt: skip

pytestmark = pytest.mark.xdist_group("commands")


def call(*arguments: object) -> None:
    with pytest.raises(SystemExit) as end:
        main([str(argument) for argument in arguments])
    assert not end.value.code


@pytest.fixture
def campaign(issued: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(issued, tmp_path / "谷地"))


@pytest.mark.parametrize("command", JSON_KEYS)
def test_json_and_strict(weibao: Any, campaign: Path, command: str) -> None:
    plain = weibao(command, campaign, "--as-of", DAY, "--json")
    assert (plain.code, list(plain.json)) == (0, JSON_KEYS[command])
    assert weibao(command, campaign, "--as-of", DAY).code == 0
    assert weibao(command, campaign, "--as-of", DAY, "--strict").code == 1


def test_the_closed_lists_of_status_and_collect(weibao: Any, campaign: Path) -> None:
    collected = weibao("collect", campaign, "--as-of", DAY, "--json").json
    assert {item["status"] for item in collected["returns"]} == {"returned", "missing"}
    assert {item.value for item in ReturnStatus} == {
        "missing", "returned", "choose", "waiting", "sent_back", "set_aside",
    }  # fmt: skip
    assert {item.value for item in Light} == {"red", "yellow", "green", "none"}
    status = weibao("status", campaign, "--as-of", DAY, "--json").json
    assert {item["status"] for item in [*status["items"], *status["milestones"]]} <= {item.value for item in Status}
    assert sum(status["supervision"].values()) == len(status["items"])
    # No notice has gone out: nothing is 立项, and nothing is late.
    assert status["matters"] == {"drafted": len(status["items"]), "opened": 0, "closed": 0, "late": 0}
    assert {item["step"] for item in status["items"]} == {"drafted"}
    assert sum(map(len, status["returns"].values())) == len(collected["returns"])


def test_status_says_what_is_late_due_and_in_danger(weibao: Any, campaign: Path) -> None:
    status = weibao("status", campaign, "--as-of", DAY, "--json").json
    score = weibao("score", campaign, "--as-of", DAY, "--json").json
    lacking = [item for item in score["indicators"] if item["earned"] < item["full"]]
    assert [(item["kind"], item["date"], item["days_left"]) for item in status["late"]] == [
        ("rows", "2025-05-31", -305), ("return", "2026-03-22", -10),
    ]  # fmt: skip
    assert status["not_returned"] == status["returns"]["missing"]
    assert sorted(item["id"] for item in status["danger"]["rows_late"]) == [item["id"] for item in lacking]
    assert status["danger"]["points_late"] == 6
    assert status["danger"]["vetoes_counted"] == []
    assert status["ahead"] == {"until": "2026-05-01", "due": []}
    assert [item["id"] for item in status["calendar"] if item["now"]] == ["P2"]
    told = weibao("status", campaign, "--as-of", DAY).out
    assert "正在办的节点：验收" in told
    assert "已经过期的" in told
    assert "30 天内（到 2026-05-01）没有到期的事。" in told
    assert f"指标过了时限还没有得满分的 {len(lacking)} 项，差 6 分：" in told
    before = weibao("status", campaign, "--as-of", "2025-05-01")
    assert "30 天内到期的（到 2025-05-31）" in before.out
    assert "已经过期的" not in before.out
    assert "时间节点了" not in before.out
    assert "再往后的时间节点" not in before.out
    assert "再往后的时间节点" in weibao("status", campaign, "--as-of", "2025-04-30").out


def test_charts_says_of_which_day_and_what_to_look_at(weibao: Any, campaign: Path) -> None:
    picture = campaign / "图表" / "督办进展.png"
    assert weibao("charts", campaign, "--as-of", DAY).code == 0
    picture.write_bytes(b"somebody else")
    lines = weibao("charts", campaign, "--as-of", DAY).out.splitlines()
    assert lines[0] == f"第1轮，基准日 {DAY}：更新文件 1 个，未变 35 个。"
    assert lines[2].startswith("  说明：“督办进展.png”与上次写的不一样")
    assert lines[-1].endswith("（用 weibao collect 看明细）")


def test_charts_draws_the_cards_of_the_units_that_are_named(weibao: Any, campaign: Path) -> None:
    one, other, cards = ("--unit", "谷文化站"), ("--unit", "谷水务站"), campaign / "图表" / "单位卡片"
    wrong = weibao("charts", campaign, "--as-of", DAY, "--cards", *one, "--unit", "谷水务占")
    assert (wrong.code, "是不是" in wrong.err, cards.exists()) == (2, True, False)
    for units, there in ((one, 1), (other, 2), ((*one, *other), 2)):
        assert weibao("charts", campaign, "--as-of", DAY, "--cards", *units).code == 0
        assert len(list(cards.iterdir())) == there


def test_rounds_shows_what_is_out_and_who_owes(weibao: Any, campaign: Path) -> None:
    line = weibao("rounds", campaign, "--as-of", DAY, "--json").json["rounds"][0]
    assert (line["round"], line["kind"], line["scored"], line["due"]) == (1, "checklist", True, "2026-03-22")
    assert (line["asked"], line["returned"], line["owed"], line["state"], line["light"]) == (5, 2, 3, "逾期", "red")
    told = weibao("rounds", campaign, "--as-of", DAY).out
    assert "2／5" in told
    assert "现在不写名称下发" not in told  # this rulebook plans no rounds


def test_a_run_that_finds_nothing_new_leaves_every_file_as_it_was(weibao: Any, campaign: Path) -> None:
    """Also the history and its backups: a run that changes nothing is no run. Only the manifest now says so."""

    def state() -> dict[str, bytes]:
        files = {path for path in campaign.rglob("*") if path.is_file()} - {campaign / ".weibao" / manifest.NAME}
        return {str(path): path.read_bytes() for path in files}

    weibao("regenerate", campaign, "--as-of", DAY)
    before = state()
    assert weibao("regenerate", campaign, "--as-of", DAY, "--json").json["written"] == []
    assert state() == before


def test_advise_names_the_danger_and_every_open_point(weibao: Any, campaign: Path) -> None:
    advice = weibao("advise", campaign, "--as-of", DAY, "--json").json
    score = weibao("score", campaign, "--as-of", DAY, "--json").json
    open_rows = [item for item in score["indicators"] if item["earned"] < item["full"]]
    assert sorted(point["id"] for point in advice["points"]) == [item["id"] for item in open_rows]
    assert sum(point["gain"] for point in advice["points"]) + score["total"]["earned"] == score["total"]["full"]
    assert advice["points"][-1]["total"] == score["total"]["full"]
    told = weibao("advise", campaign, "--as-of", DAY, "--top", "1").out
    assert advice["points"][0]["id"] in told
    assert f"共 {len(open_rows)} 项" in told
    assert ("先议：影响推荐意见的负面清单事项" in told) is bool(advice["dangers"])


def test_tasks_say_what_is_typed_and_status_what_is_late(weibao: Any, campaign: Path) -> None:
    blank = weibao("tasks", campaign, "--as-of", DAY, "--json").json
    assert list(blank) == [
        "as_of", "kept", "plan_due", "due", "plans_missing", "tasks", "loose_nodes", "publicity",
    ]  # fmt: skip
    assert (blank["kept"], blank["plan_due"], blank["due"], len(blank["tasks"])) == (False, None, "2025-05-31", 2)
    status = weibao("status", campaign, "--as-of", DAY, "--json").json
    assert (status["tasks"]["kept"], status["tasks"]["states"]["overdue"]) == (False, 2)
    assert not {"task", "node", "plan"} & {item["kind"] for item in status["late"]}
    first = blank["tasks"][0]
    unit = first["units"][0]["unit"]
    rulebook = Campaign.open(campaign).rulebook
    key = f"{first['id']}-{next(item.id for item in rulebook.units if item.name == unit)}"
    fill_ledger(Campaign.open(campaign).ledger, rulebook, {
        "重点任务": [(key, {"方案收到日期": date(2024, 6, 5), "进展": "开工", "进展日期": date(2026, 3, 1)})],
        "任务节点": [
            ("", {"节点编号": "J1", "任务编号": "k01", "单位": unit, "节点": "开门", "计划完成": date(2026, 3, 30)}),
        ],
        "宣传表彰": [("", {"类别": "典型经验", "日期": date(2026, 1, 5), "名称": "书屋夜读", "级别": "县级"}),
                  ("", {"类别": "典型", "名称": "认不出"})],
    })  # fmt: skip
    told = weibao("tasks", campaign, "--as-of", DAY, "--json").json
    assert told["kept"]
    assert unit not in told["plans_missing"]
    (node,) = told["tasks"][0]["nodes"]
    assert (node["id"], node["days_left"], node["light"]) == ("J1", -2, "red")
    assert [item["title"] for item in told["publicity"]] == ["书屋夜读"]
    late = {item["kind"]: item for item in weibao("status", campaign, "--as-of", DAY, "--json").json["late"]}
    assert (late["node"]["id"], late["node"]["date"], late["node"]["days_left"]) == ("J1", "2026-03-30", -2)
    assert late["task"]["date"] == "2025-05-31"
    said = weibao("status", campaign, "--as-of", DAY).out
    assert "重点任务 2 项：逾期 2；任务节点 1 个，逾期 1。" in said
    assert "宣传表彰 1 件：典型经验 1。" in said
    shown = weibao("tasks", campaign, "--as-of", DAY, "--units").out
    assert "逾期、临期的任务节点" in shown
    assert "宣传表彰 A5" in shown.partition("没有看懂、没有采用的")[2]  # else the record is missing and nobody says why
    assert "没有报实施方案、工作计划的牵头单位" in shown
    assert weibao("tasks", campaign, "--as-of", DAY, "--strict").code == 1
    weibao("export", campaign, "--as-of", DAY, "--format", "csv")
    names = {path.stem for path in campaign.rglob("*.csv")}
    assert {"重点任务", "任务分工", "任务节点", "宣传表彰", "阶段日历"} <= names


def test_points_of_another_scale_and_a_plan_without_towns(weibao: Any, campaign: Path) -> None:
    score = weibao("score", campaign, "--as-of", DAY, "--json").json
    assert (score["rulebook"], score["total"]["full"]) == ("village", 6)
    assert score["total"]["claimed"] is None
    assert score["total"]["earned"] == 0
    assert len(score["silent_units"]) == len(score["units"]) - 2
    assert [item["file"] is None for item in score["units"]].count(False) == 2


def test_before_anybody_answered_there_is_no_score_and_no_empty_table(weibao: Any, tmp_path: Path) -> None:
    root = tmp_path / "谷地"
    call("new", root, "--rulebook", VILLAGE, "--as-of", "2026-03-02")
    told = weibao("status", root, "--as-of", "2026-03-02").out
    assert "得分 尚无，可能得分 6，未评 6，满分 6。" in told
    assert f"还没有下发过清单。下发计分的清单：weibao issue {root}\n" in told
    assert "推荐意见：尚不能判定（计分的清单还没有下发，不是最后结论）" in told
    assert "没有报送" not in told
    assert weibao("status", root, "--as-of", "2026-03-02", "--json").json["returns"] == {}
    assert "还没有下发过清单。" in weibao("score", root, "--as-of", "2026-03-02").out
    assert weibao("status", root, "--as-of", "2026-03-02", "--json").json["total"]["earned"] == 0
    assert POSSIBLE in weibao("score", root, "--as-of", "2026-03-02").out.replace("\n", "")
    far = weibao("status", root, "--as-of", "2099-01-01").out
    assert "再往后的时间节点" not in far
    assert "后面没有时间节点了。" in far
    collected = weibao("collect", root, "--as-of", "2026-03-02").out
    assert "还没有下发过清单。" in collected
    assert ("发现的问题" in collected) is ("没有发现问题" not in collected)
    assert "“成员名册”一个姓名也没有填" in collected


def test_a_moved_due_date_is_told(weibao: Any, campaign: Path) -> None:
    told = weibao("issue", campaign, "--round", "1", "--due", "2026-06-30", "--as-of", DAY).out
    assert "报送期限由 2026-03-22 改为 2026-06-30" in told
    assert "报送期限由" not in weibao("issue", campaign, "--round", "1", "--as-of", DAY).out


def test_a_round_of_no_known_kind_is_refused(weibao: Any, campaign: Path) -> None:
    assert tuple(kind.label for kind in RoundKind) == KINDS
    outcome = weibao("issue", campaign, "--kind", "季度")
    assert outcome.code == 2
    assert "年度工作情况" in outcome.err


def test_issue_prints_json(weibao: Any, campaign: Path) -> None:
    done = weibao("issue", campaign, "--round", "2", "--as-of", DAY, "--due", "2026-05-06", "--json").json
    assert (done["round"], done["issued"], done["due"], done["kept"]) == (2, DAY, "2026-05-06", [])
    assert [item["code"] for item in done["messages"]] == ["round-before-open"]
    assert len(done["written"]) == len(list((campaign / "下发" / "第2轮").iterdir()))


def test_commands_that_look_make_nothing(weibao: Any, campaign: Path, tmp_path: Path) -> None:
    (campaign / ".weibao" / "history.sqlite").unlink()
    shutil.rmtree(campaign / ".weibao" / "backups", ignore_errors=True)
    before = {path: path.read_bytes() for path in campaign.rglob("*") if path.is_file()}
    returned = next(return_folder(campaign, 1).iterdir())
    calls: tuple[tuple[object, ...], ...] = (
        ("score", campaign),
        ("status", campaign),
        ("export", campaign, "--out", tmp_path / "导出"),
        ("check", returned, "--campaign", campaign),
    )
    for arguments in calls:
        assert weibao(*arguments, "--as-of", DAY).code in (0, 1)
    assert {path: path.read_bytes() for path in campaign.rglob("*") if path.is_file()} == before


def test_an_open_ledger_is_told_by_collect_and_counts_as_found(weibao: Any, campaign: Path) -> None:
    (campaign / f".~lock.{Campaign.open(campaign).ledger.name}#").write_text("office")
    outcome = weibao("collect", campaign, "--as-of", DAY, "--json", "--strict")
    assert outcome.code == 1
    assert "ledger-open" in [item["code"] for item in outcome.json["findings"]]


def test_check_finds_the_campaign_around_the_file_and_else_says_by_which_rules(
    weibao: Any, campaign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = weibao("check", Campaign.open(campaign).ledger, "--json")
    assert (ours.code, [item["code"] for item in ours.json["findings"]]) == (1, ["check-ledger"])
    assert "这是核定台账，不是单位清单" in ours.json["findings"][0]["message"]
    inside = next(return_folder(campaign, 1).iterdir())
    named = weibao("check", inside, "--campaign", campaign, "--as-of", DAY)
    monkeypatch.chdir(inside.parent)
    assert weibao("check", inside.name, "--as-of", DAY).out == named.out
    assert f"创建文件夹“{campaign}”的规则库（示范谷" in named.out
    # By the built-in rulebook the same unit's checklist belongs to another plan: that may be so, and nothing is done.
    outside = shutil.copy(inside, tmp_path)
    other = weibao("check", outside, inside, "--json")
    assert (other.code, other.json["findings"][0]["code"]) == (1, "check-other-rules")
    assert "另一套规则库" in other.json["findings"][0]["message"]
    assert "--campaign" in other.json["findings"][0]["message"]
    assert "放在一边" not in other.out
    shown = weibao("check", outside, inside).out
    assert "依据：程序自带的规则库（如皋" in shown
    assert "依据：创建文件夹“" in shown


def test_check_does_not_call_rules_changed_that_are_anothers(weibao: Any, tmp_path: Path) -> None:
    """A county's rulebook that began as the built-in one has its name."""
    rules = tmp_path / "规则"
    shutil.copytree(find_folder(DEFAULT_RULEBOOK), rules)
    (rules / "meta.toml").write_text((rules / "meta.toml").read_text() + "\n# ours\n")
    root = tmp_path / "创建"
    for call in (("new", root, "--rulebook", rules), ("issue", root, "--unit", "市教育局")):
        assert weibao(*call, "--as-of", "2023-03-02").code == 0
    sent = next((root / "下发" / "第1轮").glob("*.xlsx"))
    inside, outside = (weibao("check", path, "--json").json for path in (sent, shutil.copy(sent, tmp_path)))
    codes = [{item["code"] for item in told["findings"]} for told in (inside, outside)]
    assert "rulebook-changed" not in codes[0] | codes[1]
    assert codes[1] - codes[0] == {"check-rules-differ"}


@pytest.mark.parametrize(
    ("typed", "words"),
    [("没有.xlsx", "没有它"), ("坏.xlsx", "已放在一边"), ("回收/第1轮/坏.xlsx", "已放在一边")],
)
def test_a_file_that_cannot_be_preferred_says_why(weibao: Any, campaign: Path, typed: str, words: str) -> None:
    (return_folder(campaign, 1) / "坏.xlsx").write_text("no workbook")
    outcome = weibao("collect", campaign, "--prefer", typed, "--as-of", DAY)
    assert outcome.code == 2
    assert words in outcome.err


def test_prefer_takes_a_path_however_it_was_typed(weibao: Any, campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = sorted(return_folder(campaign, 1).iterdir())[0]
    monkeypatch.chdir(campaign.parent)
    below = file.relative_to(campaign)
    for typed in (file, Path(campaign.name) / below, below, file.name, str(below).replace("/", "\\")):
        assert weibao("collect", campaign, "--prefer", typed, "--as-of", DAY).code == 0, typed


@pytest.mark.parametrize("command", [("status", "--as-of", DAY), ("documents", "list"), ("history",), ("verify",)])
def test_the_campaign_is_found_upwards_from_the_current_folder(
    weibao: Any, campaign: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(campaign / "回收" / "第1轮")
    inside = weibao(*command)
    assert (inside.code, inside.out) == (0, weibao(command[0], *command[1:], campaign).out)
    monkeypatch.chdir(campaign.parent)
    outside = weibao(*command)
    assert outside.code == 2
    assert f"没有写是哪个文件夹，当前的“{campaign.parent}”和它的上级都不是创建文件夹" in outside.err


def test_a_path_that_fell_apart_at_a_blank_is_named_with_the_way_to_write_it(
    weibao: Any, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hint = "文件夹或文件名里有空格的，请用英文双引号括起来。"
    split = ("我的", "创建/文书/督办通知.docx")
    for folder in (campaign.parent, campaign):  # no campaign around, and one
        monkeypatch.chdir(folder)
        for command in (("documents", "approve"), ("check",), ("documents", "pdf")):
            outcome = weibao(*command, *split)
            assert outcome.code == 2
            assert "我的" in outcome.err
            assert hint in outcome.err
            assert "不是创建文件夹" not in outcome.err
    assert hint not in weibao("check", split[0]).err


def test_what_cannot_run_says_so_in_chinese_and_ends_with_two(weibao: Any, campaign: Path) -> None:
    assert "没有第7轮" in weibao("score", campaign, "--round", "7").err
    marker = campaign / ".weibao" / "campaign.json"
    for content in (b"\xff\xfe", b"[]", b"{}"):
        marker.write_bytes(content)
        outcome = weibao("score", campaign)
        assert outcome.code == 2
        assert "已损坏" in outcome.err
    marker.write_bytes(b'\xef\xbb\xbf{"rulebook": "own"}')
    assert weibao("score", campaign, "--as-of", DAY).code == 0
    (campaign / ".weibao" / "history.sqlite").write_bytes(b"no database" * 500)
    outcome = weibao("regenerate", campaign)
    assert outcome.code == 2
    assert "人工填写的内容都在核定台账里" in outcome.err


def test_a_fault_of_ours_is_one_line_and_a_traceback_only_on_demand(
    weibao: Any, campaign: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("mistake")

    monkeypatch.setattr("weibao.campaign.situation.look", fail)
    outcome = weibao("score", campaign)
    assert outcome.code == 2
    assert "程序内部出错（ZeroDivisionError：mistake" in outcome.err
    assert "Traceback" not in outcome.err
    monkeypatch.setenv(TRACEBACK, "1")
    with pytest.raises(ZeroDivisionError):
        main(["score", str(campaign)])


ODD_NAMES = (b"odd\xff\xfe.xlsx", b"a\nb\x01.xlsx", b"[red]x{0}%s.xlsx")


def test_files_with_odd_names_stop_nothing(weibao: Any, campaign: Path, tmp_path: Path) -> None:
    own = next(return_folder(campaign, 1).iterdir())
    for name in ODD_NAMES:
        with suppress(OSError):  # some file systems take no such name
            shutil.copy(own, os.fsencode(return_folder(campaign, 1)) + b"/" + name)
    assert weibao("regenerate", campaign, "--as-of", DAY).code == 0
    assert weibao("regenerate", campaign, "--as-of", DAY, "--json").json["written"] == []
    for command in ("collect", "score"):
        assert weibao(command, campaign, "--as-of", DAY, "--json").code == 0
    assert weibao("export", campaign, "--format", "csv", "--out", tmp_path / "x", "--as-of", DAY).code == 0


@pytest.mark.parametrize("day", ["0001-01-01", "2024-02-29", "2027-06-01", "9999-12-31"])
def test_any_day_can_be_asked_for(weibao: Any, campaign: Path, day: str) -> None:
    for command in ("score", "status"):
        assert weibao(command, campaign, "--as-of", day).code == 0


def test_what_a_new_ledger_holds_is_nobodys_typing(weibao: Any, tmp_path: Path) -> None:
    root = tmp_path / "谷地"
    call("new", root, "--rulebook", VILLAGE, "--no-macros", "--as-of", "2026-03-02")
    call("collect", root, "--as-of", "2026-03-02")
    shown = weibao("history", root).out
    assert "新建文件夹" in shown
    assert "台账预填" in shown
    assert "台账填写" not in shown
