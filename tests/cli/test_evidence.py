"""`weibao evidence …` as a clerk runs it, with the real worker process."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from campaign.evidence_desk import FOLDER, TODAY, desk, tree
from weibao.campaign.create import create_campaign
from weibao.campaign.evidence_tidy import Tidied
from weibao.campaign.grounds import read_grounds
from weibao.campaign.issue import issue_round
from weibao.campaign.store import open_store
from weibao.cli.evidence_views import show_tidied
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.package import Package
from weibao.sheets.package_values import split_address

if TYPE_CHECKING:
    from cli.conftest import Run

VILLAGE = Path(__file__).parent.parent / "village"
ISSUED = date(2026, 3, 2)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    campaign = create_campaign(tmp_path_factory.mktemp("evidence") / "谷地", VILLAGE, as_of=ISSUED)
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=ISSUED)
    return desk(campaign).root


def test_the_clerk_reads_checks_and_tidies(weibao: Run, root: Path) -> None:
    before = tree(root)
    first = weibao("evidence", "index", root)
    assert first.code == 0
    assert "共 5 个文件" in first.out
    assert "有“机密”标志，没有读取内容" in first.out
    again = weibao("evidence", "index", root, "--json").json
    assert again["read"] == 0
    assert again["kinds"] == {"PDF": 2, "JPEG 图片": 1, "Word 文档": 2}
    notice = next(item for item in again["files"] if item["path"].endswith("管理通知.pdf"))
    assert (notice["pages"], notice["text"], len(notice["sha256"])) == (3, True, 64)

    result = weibao("evidence", "check", root, "--as-of", TODAY, "--json")
    assert result.code == 0
    assert weibao("evidence", "check", root, "--as-of", TODAY, "--strict", "--json").code == 1
    told = result.json
    assert {item["code"] for item in told["findings"] if item["severity"] == "error"} >= {
        "proof-secret",
        "proof-personal",
    }
    assert len(told["checks"]) == 36
    assert {item["title"]: item["by"] for item in told["materials"]}["关于书屋管理的通知"] == "path"
    assert "李思思" not in result.out
    assert {item["check"] for item in told["manual"] if item["indicator"] == "I02"} >= {"E04", "E05"}
    shown = weibao("evidence", "check", root, "--as-of", TODAY, "--indicator", "I02")
    assert "登记 6 件，对上文件 3 件" in shown.out
    one = weibao("evidence", "check", root, "--as-of", TODAY, "--indicator", "I02", "--json").json["findings"]
    assert {item["indicator"] for item in one} == {"I02"}
    assert "proof-page-count" in {item["code"] for item in one}
    looks = weibao("evidence", "check", root, "--as-of", TODAY, "--manual", "--unit", "谷文化站").out
    assert f"共 {len(told['manual'])} 处" in looks

    planned = weibao("evidence", "tidy", root, "--as-of", TODAY)
    assert "将移动或改名 2 个文件，现在什么也没有动" in planned.out
    assert tree(root) == before
    done = weibao("evidence", "tidy", root, "--as-of", TODAY, "--apply", "--json").json
    assert (done["applied"], len(done["moves"])) == (True, 2)
    assert f"{FOLDER}/管理通知.pdf" not in tree(root)
    assert exchanged(weibao, root) == {}  # our own moves are none
    assert "已移回 2 个文件" in weibao("evidence", "tidy", root, "--undo", "--apply").out
    assert tree(root) == before
    assert exchanged(weibao, root) == {}


def test_what_does_not_go_back_has_a_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    show_tidied(
        Tidied(left=(("佐证材料/新.pdf", "原来的位置“佐证材料/旧.pdf”已经有另一个文件"),), applied=True), undo=True
    )
    assert (
        "没有移回的 1 个没有改动；照上面处理以后，再运行 weibao evidence tidy --undo --apply。"
        in capsys.readouterr().out
    )


def exchanged(weibao: Run, root: Path) -> dict[str, str]:
    """The evidence that is not as it was read."""
    files = weibao("verify", root, "--json").json["files"]
    return {item["path"]: item["state"] for item in files if item["group"] == "evidence" and item["state"] != "same"}


def test_a_unit_or_indicator_that_is_none_is_said(weibao: Run, root: Path) -> None:
    assert weibao("evidence", "check", root, "--as-of", TODAY, "--unit", "没有的单位").code == 2
    assert "没有“I99”这项指标" in weibao("evidence", "check", root, "--as-of", TODAY, "--indicator", "I99").err


def test_the_checks_are_listed_with_their_levels(weibao: Run, root: Path) -> None:
    listed = weibao("evidence", "levels", root, "--json").json
    assert [item["id"] for item in listed] == [f"E{number:02d}" for number in range(1, 37)]
    assert {item["level"] for item in listed} == {"block", "warn", "info"}
    shown = weibao("evidence", "levels", root).out
    assert "E36" in shown
    assert "程序和人" in shown
    whole = "".join(line.split("│")[2].strip() for line in shown.splitlines() if line.count("│") > 3)
    assert "提醒（满分项的材料有问题：说明）" in whole
    less = {item["id"]: item["milder"] for item in listed}
    assert (less["E33"], less["E01"]) == ({"proof-claim-open": "info"}, {})


def test_a_wrong_weight_of_a_check_is_told_wherever_the_ledger_is_read(weibao: Run, tmp_path: Path) -> None:
    shutil.copytree(VILLAGE, tmp_path / "规则库")
    with (tmp_path / "规则库" / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(
            "\n[[settings]]\nid = 'evidence_levels'\ngroup = '佐证'\ntitle = '佐证核查级别'\ntype = 'names'\n"
            "default = ''\nhelp = '级别'\nassumption = '样例'\n"
        )
    campaign = create_campaign(tmp_path / "谷地", tmp_path / "规则库", as_of=ISSUED)
    typed = {"设置": [("evidence_levels", {"值": "E33=关，E99=关，E03＝错误"})]}
    fill_ledger(campaign.ledger, campaign.rulebook, typed)
    wanted = "设置“佐证核查级别”里的“E99=关”看不懂，没有采用；应写作 E07=关、E08=说明 这样，编号是 E01 至 E36，"
    [told] = [item for item in read_grounds(campaign).findings if item.code == "proof-level-unreadable"]
    assert (told.file, told.sheet, told.message.startswith(wanted)) == (campaign.ledger.name, "设置", True)
    there = Package(campaign.ledger).sheet("设置").value(*split_address(told.cell))
    assert there == "E33=关，E99=关，E03＝错误"
    listed = weibao("evidence", "levels", campaign.root, "--json")
    assert {item["id"]: item["level"] for item in listed.json}.items() >= {("E33", "off"), ("E03", "block")}
    assert wanted in listed.err
    of_one = weibao("evidence", "check", campaign.root, "--unit", "谷文化站", "--json").json["findings"]
    assert "proof-level-unreadable" in {item["code"] for item in of_one}


@pytest.mark.parametrize("command", [(), ("index",), ("check",), ("levels",), ("tidy",)])
def test_help_is_chinese(weibao: Run, command: tuple[str, ...]) -> None:
    told = weibao("evidence", *command, "--help")
    assert told.code == 0
    assert "用法" in told.out
    assert "Usage" not in told.out
