"""`weibao restore`, and what a history that is damaged or gone says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.past_desk import DRAFT, kept, states
from weibao.campaign.folder import Campaign
from weibao.campaign.lock import Holder
from weibao.campaign.versions import keep_versions
from weibao.sheets.ledger_fill import fill_ledger

if TYPE_CHECKING:
    from cli.conftest import Run

pytestmark = pytest.mark.xdist_group("past")


def test_a_missing_file_comes_back_and_the_next_run_takes_it_for_ours(weibao: Run, root: Path) -> None:
    content = (root / DRAFT).read_bytes()
    (root / DRAFT).unlink()
    done = weibao("restore", root, "--file", DRAFT, "--json").json
    assert (done["target"], done["beside"]) == (DRAFT, False)
    assert (root / DRAFT).read_bytes() == content
    assert states(weibao, root) == {}


def test_what_a_person_changed_is_not_lost(weibao: Run, root: Path) -> None:
    content = (root / DRAFT).read_bytes()
    (root / DRAFT).write_bytes(b"mine")
    done = weibao("restore", root, "--file", DRAFT, "--json").json
    assert done["beside"]
    assert (root / done["target"]).read_bytes() == content
    assert (root / DRAFT).read_bytes() == b"mine"
    done = weibao("restore", root, "--file", DRAFT, "--over", "--json").json
    assert (root / DRAFT).read_bytes() == content
    assert done["kept"]
    weibao("restore", root, "--file", DRAFT, "--to", kept(weibao, root, DRAFT)[0], "--over")
    assert (root / DRAFT).read_bytes() == b"mine"


REWRITTEN = "下次全部重算时程序会照现在的情况重写这个文件"


def test_what_the_next_run_writes_anew_is_said_by_kind(weibao: Run, root: Path) -> None:
    console, picture = "总台账.xlsx", next(root.glob("图表/*.png")).relative_to(root).as_posix()
    draft = next(
        path.relative_to(root).as_posix()
        for path in root.glob("文书/*/*.docx")
        if len(kept(weibao, root, path.relative_to(root).as_posix())) > 1
    )
    edited = next(path for path in root.glob("文书/*/*.docx") if path != root / draft)
    edited.write_bytes(b"a hand")
    (root / picture).write_bytes(b"a hand")
    for file in (console, draft):
        assert REWRITTEN in weibao("restore", root, "--file", file, "--to", kept(weibao, root, file)[-1]).out
    name = edited.relative_to(root).as_posix()
    assert REWRITTEN not in weibao("restore", root, "--file", name).out  # beside
    assert not [path for path, state in states(weibao, root).items() if state == "new"]
    told = {item["message"] for item in weibao("verify", root, "--json").json["messages"]}
    before = {file: (root / file).read_bytes() for file in (console, picture, draft, name)}
    weibao("regenerate", root, "--as-of", "2026-04-02")
    for file, content in before.items():
        [said] = [text for text in told if text.startswith(f"“{Path(file).name}”")]
        stays = (root / file).read_bytes() == content
        assert ("不会覆盖" in said, "重做" in said or "重写" in said) == (stays, not stays)
        assert stays == (file == name)


def test_an_earlier_version_of_our_own_is_put_back_in_place(weibao: Run, root: Path) -> None:
    console = "总台账.xlsx"
    numbers = kept(weibao, root, console)
    now = (root / console).read_bytes()
    done = weibao("restore", root, "--file", root / console, "--to", "2026-04-01", "--json").json
    assert (done["target"], done["beside"]) == (console, False)
    assert (root / console).read_bytes() != now
    assert len(numbers) == 2
    assert "没有留底“99”" in weibao("restore", root, "--file", console, "--to", "99").err


def test_versions_of_the_ledger_are_told_apart_by_time_and_by_what_was_new(weibao: Run, root: Path) -> None:
    ledger = Campaign.open(root).ledger
    fill_ledger(ledger, Campaign.open(root).rulebook, {"核定": [("I02", {"理由": "乙"})]})
    assert weibao("collect", root, "--as-of", "2026-04-03").code == 0
    title = Campaign.open(root).rulebook.indicator_by_id["I02"].title
    listed = [item for item in weibao("restore", root, "--json").json["files"] if item["path"] == ledger.name]
    notes = [item["note"] for item in listed]
    assert notes[0] == "和现在的一样"
    assert f"填写和现在不同 1 处：核定 I02 {title} 理由" in notes
    assert len(set(notes)) == len(notes) > 3
    # What is as now is only counted.
    shown = weibao("restore", root).out
    same = [item for item in weibao("restore", root, "--json").json["files"] if item["note"] == "和现在的一样"]
    assert f"另有 {len(same)} 份留底和现在的文件一样，没有列出。" in shown
    assert "│ 和现在的一样" not in shown
    assert "填写和现在不同 1 处" in "".join(shown.split("\n"))
    # Without a number: not the last one with other bytes, but the last one in which something else was typed.
    only = next(item["no"] for item in listed if (item["note"] or "").startswith("填写和现在不同"))
    assert only != listed[1]["no"]
    done = weibao("restore", root, "--file", ledger.name, "--json").json
    assert f"编号 {only}）" in done["source"]
    refused = weibao("restore", root, "--file", ledger.name, "--to", "99").err
    assert f"{listed[0]['no']}（{listed[0]['at'][:16].replace('T', ' ')}）" in refused
    # What is otherwise in the one that is put beside is listed.
    way = ("restore", root, "--file", ledger.name, "--to", listed[-1]["no"])
    different = f"核定 I02 {title} 的“理由”：找回的是“空白”，现在是“乙”"
    assert different in weibao(*way, "--json").json["different"]
    assert f"  {different}\n" in weibao(*way).out
    (root / ".weibao" / "history.sqlite").write_bytes(b"not a base" * 500)
    assert weibao("restore", root, "--json").json["files"][0]["no"]


def test_charts_are_a_line_for_each_folder_until_one_asks_for_them(weibao: Run, root: Path) -> None:
    who = Holder("甲", "主机", 1, "2026-03-02T09:00:00", "regenerate")
    drawn = [f"图表/{name}" for name in ("一.png", "二.png", "矢量图/一.svg", "矢量图/一.pdf")]
    for content in (b"1", b"2"):
        keep_versions(root / ".weibao", dict.fromkeys(drawn, content), who)
    told = weibao("restore", root).out
    assert not [name for name in drawn if name in told]
    assert re.search(r"图表（\d+ 份）", told)
    assert re.search(r"图表/矢量图（\d+ 份）", told)
    assert "--file 图表/矢量图" in told
    vectors = weibao("restore", root, "--file", "图表/矢量图").out
    assert vectors.count("图表/矢量图/一.svg") == 2
    assert "图表/一.png" not in vectors
    every = {item["path"] for item in weibao("restore", root, "--json").json["files"]}
    assert every >= {*drawn, DRAFT}


def test_versions_that_cannot_be_read_are_not_said_to_be_alike(weibao: Run, root: Path) -> None:
    campaign = Campaign.open(root)
    for content in (b"torn", b"torn otherwise"):
        keep_versions(campaign.machine, {campaign.ledger.name: content}, Holder())
    listed = [item for item in weibao("restore", root, "--json").json["files"] if item["path"] == campaign.ledger.name]
    assert [item["note"] for item in listed[:2]] == ["读不出来"] * 2


def test_an_earlier_ledger_goes_beside(weibao: Run, root: Path) -> None:
    ledger = Campaign.open(root).ledger
    before = ledger.read_bytes()
    done = weibao("restore", root, "--file", ledger.name, "--json").json
    assert done["beside"]
    assert "（恢复 " in done["target"]
    assert ledger.read_bytes() == before
    # It is ours, until somebody works in it; so are exports.
    weibao("export", root, "--as-of", "2026-04-02")
    assert states(weibao, root) == {}
    (root / done["target"]).write_bytes(b"mine")
    assert states(weibao, root) == {done["target"]: "restored"}
    (root / done["target"]).unlink()
    weibao("restore", root, "--file", ledger.name)
    # It is nobody's conflict copy.
    found = weibao("collect", root, "--as-of", "2026-04-02", "--json").json["findings"]
    assert not [item for item in found if item["code"].startswith("ledger-copy")]


@pytest.mark.parametrize("missing", [True, False])
def test_a_ledger_that_is_gone_or_damaged_names_its_way_back(weibao: Run, root: Path, missing: bool) -> None:
    ledger = Campaign.open(root).ledger
    weibao("collect", root, "--as-of", "2026-04-02")
    whole, torn = ledger.read_bytes(), b""
    if missing:
        ledger.unlink()
    else:
        torn = whole[: len(whole) // 2]
        ledger.write_bytes(torn)
    outcome = weibao("collect", root, "--as-of", "2026-04-02")
    assert outcome.code == 2
    assert f"weibao restore {root} --file {ledger.name}" in outcome.err
    done = weibao("restore", root, "--file", ledger.name, "--json").json
    assert (ledger.read_bytes(), done["target"], done["beside"]) == (whole, ledger.name, False)
    if not missing:
        assert (root / done["kept"]).read_bytes() == torn
    found = weibao("collect", root, "--as-of", "2026-04-02", "--json").json["findings"]
    assert not [item for item in found if item["code"].startswith("ledger")]


def test_a_damaged_history_is_replaced_by_its_backup(weibao: Run, root: Path) -> None:
    fill_ledger(Campaign.open(root).ledger, Campaign.open(root).rulebook, {"核定": [("I02", {"理由": "乙"})]})
    assert weibao("collect", root, "--as-of", "2026-04-02").code == 0
    history = root / ".weibao" / "history.sqlite"
    whole = weibao("history", root, "--json").json
    history.write_bytes(b"not a base" * 500)
    outcome = weibao("collect", root, "--as-of", "2026-04-02")
    assert outcome.code == 2
    assert "weibao restore --history" in outcome.err
    done = weibao("restore", root, "--history", "--json").json
    assert (root / done["kept"]).read_bytes() == b"not a base" * 500
    assert weibao("history", root, "--json").json == whole
    assert weibao("collect", root, "--as-of", "2026-04-02").code == 0


def test_without_a_backup_the_present_is_known_again(weibao: Run, root: Path) -> None:
    """From returns, ledger and files; the past is what a backup is for."""
    (root / ".weibao" / "history.sqlite").unlink()
    assert weibao("regenerate", root, "--as-of", "2026-04-02").code == 0
    assert states(weibao, root) == {}
    changes = weibao("history", root, "--indicator", "I01", "--json").json["changes"]
    assert [item["after"] for item in changes if item["key"] == "核定/I01/核定得分"] == ["0.25"]
