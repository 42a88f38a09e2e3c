"""`weibao rulebook adopt` and `weibao issue --rulebook`: what they say, and that a dry run changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from campaign.faults import visible
from changed_village import VILLAGE, changed_village

if TYPE_CHECKING:
    from cli.conftest import Run


@pytest.fixture
def root(village_issued: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(village_issued, tmp_path / "谷地"))


def test_a_dry_run_changes_nothing(weibao: Run, root: Path, tmp_path: Path) -> None:
    new, seen, machine = changed_village(tmp_path), visible(root), sorted((root / ".weibao").iterdir())
    for command in (("issue", root), ("rulebook", "adopt", root)):
        done = weibao(*command, "--rulebook", new, "--dry-run", "--json")
        rules = done.json.get("rules", done.json)
        assert (done.code, rules["dry_run"], rules["from_round"]) == (0, True, 2)
        assert {item["id"]: item["fate"] for item in rules["indicators"]}["I02"] == "dropped"
        assert rules["ledger"]["added"]["核定"] == ["I08"]
        assert visible(root) == seen
        assert sorted((root / ".weibao").iterdir()) == machine


def test_a_round_under_new_rules(weibao: Run, root: Path, tmp_path: Path) -> None:
    new = changed_village(tmp_path)
    done = weibao("issue", root, "--rulebook", new, "--as-of", "2026-05-06", "--name", "换规则后")
    assert "I02 书屋管理：停用" in done.out
    assert "第2轮（换规则后）：新下发 6 份" in done.out
    assert (root / "规则变化（第2轮起）.xlsx").is_file()
    again = weibao("rulebook", "adopt", root, "--rulebook", new)
    assert (again.code, "一字不差" in again.err) == (2, True)
    assert "规则变化" not in weibao("verify", root).out
    said = [weibao("history", root, "--run", number).out for number in (1, 2, 3)]
    assert any("2 版，第2轮起（以前是 1 版）" in out for out in said)
    assert "两次之间换了规则库：2 版，第2轮起（以前是 1 版）" in weibao("diff", "最早", "最近", root).out
    assert "换了规则库" not in weibao("diff", "最近", "最近", root).out
    assert weibao("history", root, "--indicator", "I02").code == 0  # dropped, and still to be asked for
    old = weibao("score", root, "--round", 1, "--as-of", "2026-05-06", "--json").json
    assert "I02" in {item["id"] for item in old["indicators"]}
    assert "I08" in {item["id"] for item in weibao("score", root, "--as-of", "2026-05-06", "--json").json["indicators"]}


def test_a_workbook_that_may_have_been_edited_is_not_written_over(weibao: Run, tmp_path: Path) -> None:
    path = tmp_path / "规则库.xlsx"
    path.write_bytes("改过的".encode())
    done = weibao("rulebook", "export", "--rulebook", VILLAGE, "--format", "xlsx", "--out", path)
    assert (done.code, "已经有了" in done.err, path.read_bytes()) == (2, True, "改过的".encode())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--dry-run",), "要和 --rulebook 一起写"),
        (("--rulebook", "NEW", "--round", 5), "从第2轮起用"),
        (("--rulebook", "NEW", "--due", "2026-01-01", "--as-of", "2026-05-06"), "早于下发日期"),
        (("--rulebook", "NEW", "--live", "--json"), "先保存并关闭核定台账"),
        (("--rulebook", "NEW", "--unit", "谷税务站"), "没有这些单位：谷税务站"),
    ],
)
def test_what_would_stop_the_round_stops_the_change(
    weibao: Run, root: Path, tmp_path: Path, more: tuple[object, ...], told: str
) -> None:
    new, seen = changed_village(tmp_path), visible(root)
    done = weibao("issue", root, *(new if item == "NEW" else item for item in more))
    assert (done.code, told in done.err) == (2, True), done.err
    assert visible(root) == seen
