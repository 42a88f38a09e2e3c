"""Two clerks at one ledger: what both have typed is shown with both values, by cell, and what is newest stays."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import openpyxl
import pytest

from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.history import Kind, changes, current
from weibao.campaign.history_words import Words
from weibao.campaign.ledger_losses import accept_ledger
from weibao.campaign.lock import Holder
from weibao.campaign.restore import restore_file
from weibao.campaign.store import open_store
from weibao.campaign.two_clerks import copies, remember_ledger, two_clerks
from weibao.campaign.versions import content_of, versions
from weibao.findings import Finding
from weibao.sheets.ledger_fill import fill_ledger
from weibao.sheets.package import Package

VILLAGE = Path(__file__).parent.parent / "village"
REASON, BY = "理由", "核定人"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import date

    root = tmp_path_factory.mktemp("clerks") / "谷地"
    return create_campaign(root, VILLAGE, as_of=date(2026, 3, 2)).root


@pytest.fixture
def campaign(made: Path, tmp_path: Path) -> Campaign:
    return Campaign.open(Path(shutil.copytree(made, tmp_path / "谷地")))


def type_in(path: Path, campaign: Campaign, **rows: Mapping[str, str]) -> None:
    fill_ledger(path, campaign.rulebook, {"核定": [(key, dict(cells)) for key, cells in rows.items()]})


def run(campaign: Campaign, day: int = 2) -> list[Finding]:
    """What `collect` does with the ledger."""
    situation = cast("Any", SimpleNamespace(grounds=SimpleNamespace(campaign=campaign)))
    with open_store(campaign.history, who=Holder("王办", since=f"2026-03-{day:02}T09:30:00+08:00")) as store:
        found = two_clerks(situation, store)
        remember_ledger(situation, store)
    return list(found)


def told(found: list[Finding]) -> list[tuple[str, str]]:
    """Code and cell, what only counts left out."""
    return [(item.code, item.cell) for item in found if item.cell]


def test_an_ordinary_edit_is_no_matter(campaign: Campaign) -> None:
    assert run(campaign) == []
    type_in(campaign.ledger, campaign, I01={REASON: "甲"})
    assert run(campaign) == []
    type_in(campaign.ledger, campaign, I01={REASON: "乙"})
    assert run(campaign) == []
    type_in(campaign.ledger, campaign, I01={REASON: "甲"})  # put back as it was
    assert run(campaign) == []
    with open_store(campaign.history, reading=True) as store:
        assert current(store, Kind.INPUT)["核定/I01/理由"] == "甲"


@pytest.mark.parametrize(
    "name",
    [
        "核定台账 (1).xlsx", "核定台账-冲突-李核.xlsm", "核定台账(李核的冲突副本 2026-03-02).xlsx",
        "核定台账 - 副本.xlsx", "核定台账-PC01.xlsx", "复件 核定台账.xlsx",
    ],
)  # fmt: skip
def test_copies_are_known_by_their_names(campaign: Campaign, name: str) -> None:
    (campaign.root / name).write_bytes(b"PK")
    (campaign.root / "总台账.xlsx").write_bytes(b"PK")
    (campaign.root / "核定台账的说明.docx").write_bytes(b"PK")
    with open_store(campaign.history) as store:
        assert [path.name for path in copies(campaign, store)] == [name]


def test_a_conflict_copy_is_shown_with_both_values(campaign: Campaign) -> None:
    name = "核定台账-冲突-李核.xlsx"
    type_in(campaign.ledger, campaign, I03={REASON: "共同"})
    run(campaign)
    copy = Path(shutil.copy(campaign.ledger, campaign.root / name))
    type_in(campaign.ledger, campaign, I01={REASON: "王办填的"}, I03={REASON: "只在台账改"})
    type_in(copy, campaign, I01={REASON: "李核填的"}, I02={BY: "李核"})
    before = (campaign.ledger.read_bytes(), copy.read_bytes())
    found = run(campaign)
    codes = [item.code for item in found]
    assert codes == ["ledger-copy", "ledger-both-input", "ledger-copy-input"]
    both, only = found[1:]
    assert (both.file, both.sheet) == (name, "核定")
    for part in ("I01", REASON, "王办填的", "李核填的", name, campaign.ledger.name):
        assert part in both.message
    for part in ("I02", BY, "“李核”", "“空白”"):
        assert part in only.message
    assert (campaign.ledger.read_bytes(), copy.read_bytes()) == before
    # It is said as long as the copy lies there.
    assert [item.code for item in run(campaign)] == ["ledger-copy", "ledger-copy-input", "ledger-copy-input"]
    copy.unlink()
    assert run(campaign) == []


def test_a_copy_without_anything_new_and_one_that_cannot_be_read(campaign: Campaign) -> None:
    shutil.copy(campaign.ledger, campaign.root / "核定台账 - 副本.xlsx")
    (campaign.root / "核定台账(坏).xlsx").write_bytes(b"PK")
    type_in(campaign.ledger, campaign, I01={REASON: "甲"})
    (campaign.root / "~$核定台账.xlsx").write_bytes(b"owner")
    assert sorted(item.code for item in run(campaign)) == ["ledger-copy-same", "ledger-copy-unreadable"]


def test_a_copy_that_cannot_be_opened_now_stops_nothing(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program holds it, or a cloud drive has not brought it down."""
    run(campaign)
    copy = campaign.root / "核定台账 (1).xlsm"
    shutil.copy(campaign.ledger, copy)
    real = Path.read_bytes

    def barred(path: Path) -> bytes:
        if path.name == copy.name:
            raise OSError(5, "Input/output error", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", barred)
    assert [(item.code, item.file) for item in run(campaign)] == [("ledger-copy-unreadable", copy.name)]


def test_settings_units_and_indicators_are_named_and_blank_cells_have_a_place(campaign: Campaign) -> None:
    rulebook = campaign.rulebook
    setting, [unit, *_], indicator = rulebook.settings[0], rulebook.units, rulebook.indicators[0]
    old = campaign.ledger.read_bytes()
    run(campaign, 2)
    row = f"{unit.id}-{indicator.id}"
    fill_ledger(campaign.ledger, rulebook, {
        "设置": [(setting.id, {"值": "别处"})], "单位审核": [(row, {"意见": "补"})], "核定": [("I02", {BY: "王办"})],
    })  # fmt: skip
    run(campaign, 3)
    with open_store(campaign.history, reading=True) as store:
        told = {Words(rulebook).about(change) for change in changes(store, [Kind.INPUT])}
    assert f"单位审核 {unit.name} {indicator.id} {indicator.title} 意见" in told
    campaign.ledger.write_bytes(old)
    lines = [item for item in run(campaign, 4) if item.code == "ledger-lost-input"]
    assert len(lines) == 3
    assert all(re.fullmatch("[A-Z]+[0-9]+", item.cell) for item in lines)
    said = "".join(item.message for item in lines)
    for words in (f"{setting.title}的“值”", f"{unit.name} {indicator.id} {indicator.title}的“意见”"):
        assert words in said


def test_what_is_not_compared_is_said_and_sheets_of_ones_own_are_named(campaign: Campaign) -> None:
    run(campaign)
    copy = campaign.root / "核定台账 (1).xlsm"
    book = openpyxl.load_workbook(campaign.ledger, keep_vba=True)
    book.create_sheet("李核的底稿")["A1"] = "电话记录"
    book.save(copy)
    assert book.vba_archive is not None
    book.vba_archive.close()
    [sheets, same] = run(campaign)
    assert (sheets.code, same.code) == ("ledger-copy-sheets", "ledger-copy-same")
    assert "李核的底稿" in sheets.message
    type_in(copy, campaign, I02={REASON: "李核"})
    [_, differs, _] = run(campaign)
    for told in (same, differs):
        assert "批注、颜色和工作表里的内容没有逐格比较，删除以前请打开两份看一看" in told.message


def test_the_copy_that_we_wrote_is_none_until_somebody_types_there(campaign: Campaign) -> None:
    from weibao.documents.digests import digest
    from weibao.sheets.ledger_update import waiting_path

    waiting = waiting_path(campaign.ledger)
    shutil.copy(campaign.ledger, waiting)
    with open_store(campaign.history) as store:
        store.remember_written(waiting.name, digest(waiting.read_bytes()))
    assert run(campaign) == []
    type_in(waiting, campaign, I01={REASON: "甲"})
    assert told(run(campaign))[0][0] == "ledger-copy-input"


def renew(path: Path) -> None:
    """What the program writes into its own sheet when something new came in."""
    package = Package(path)
    package.replace_sheet("_events", [["key", "units", "statement"], ["V1", "谷文化站", "新报的"]])
    package.save()


def test_an_older_copy_that_replaced_the_ledger_is_known_by_our_sheets(campaign: Campaign, tmp_path: Path) -> None:
    old = Path(shutil.copy(campaign.ledger, tmp_path / "old.xlsx"))
    run(campaign, 2)
    type_in(campaign.ledger, campaign, I01={REASON: "王办填的"}, I02={REASON: "王办又填"})
    renew(campaign.ledger)
    run(campaign, 3)
    lost = campaign.ledger.read_bytes()
    type_in(old, campaign, I02={REASON: "李核填的"}, I03={REASON: "李核新填"})
    shutil.copy(old, campaign.ledger)
    found = run(campaign, 4)
    assert [item.code for item in found] == ["ledger-replaced", "ledger-lost-input", "ledger-both-input"]
    assert "2026-03-02 09:30" in found[0].message
    for part in ("I01", "2026-03-03 09:30", "王办填的", "空白"):
        assert part in found[1].message
    for part in ("I02", "王办又填", "李核填的"):
        assert part in found[2].message
    assert lost in [content_of(campaign.machine, item) for item in versions(campaign.machine, campaign.ledger.name)]
    # It is said until it is dealt with.
    again = run(campaign, 5)
    assert [item.code for item in again] == ["ledger-still-lost", "ledger-lost-input", "ledger-both-input"]
    assert "2026-03-04 09:30" in again[0].message
    assert "2 处" in again[0].message
    for part in ("I01", "2026-03-03 09:30", "王办填的", "空白"):
        assert part in again[1].message
    type_in(campaign.ledger, campaign, I01={REASON: "王办填的"})
    assert [item.code for item in run(campaign, 6)] == ["ledger-still-lost", "ledger-both-input"]
    with open_store(campaign.history) as store:
        assert accept_ledger(store) == 1
    assert run(campaign, 7) == []


def person(campaign: Campaign, path: Path, phone: str) -> None:
    """A row of 成员名册 and a note with a number in it."""
    row = {"机构": "领导小组", "职务": "组长", "单位": "谷文化站", "姓名": "周明", "办公电话": phone}
    rows: list[tuple[str, Mapping[str, Any]]] = [("", row)]
    fill_ledger(path, campaign.rulebook, {"成员名册": rows, "核定": [("I01", {REASON: f"联系 {phone}"})]})


def test_of_telephones_the_history_keeps_only_that_they_changed(campaign: Campaign, tmp_path: Path) -> None:
    old, phones = Path(shutil.copy(campaign.ledger, tmp_path / "old.xlsx")), ("13812345678", "13987654321")
    for path, phone in zip((campaign.ledger, old), phones, strict=True):
        person(campaign, path, phone)
    run(campaign, 2)
    with open_store(campaign.history, reading=True) as store:
        typed = current(store, Kind.INPUT)
    assert typed["成员名册/领导小组 组长 谷文化站/姓名"] == "周明"
    assert re.fullmatch("〔电话 [0-9a-f]{4}〕", typed["成员名册/领导小组 组长 谷文化站/办公电话"])
    assert re.fullmatch("联系 〔手机号码 [0-9a-f]{4}〕", typed["核定/I01/理由"])
    assert not any(phone.encode() in campaign.history.read_bytes() for phone in phones)
    assert run(campaign, 3) == []
    shutil.copy(old, campaign.root / "核定台账 (1).xlsx")
    lines = [item for item in run(campaign, 4) if item.cell]
    assert len(lines) == 2
    assert all(phone in line.message for line in lines for phone in phones)


def test_a_telephone_that_was_lost_is_shown_from_the_kept_versions(campaign: Campaign, tmp_path: Path) -> None:
    old = Path(shutil.copy(campaign.ledger, tmp_path / "old.xlsx"))
    run(campaign, 2)
    person(campaign, campaign.ledger, "13812345678")
    renew(campaign.ledger)
    run(campaign, 3)
    shutil.copy(old, campaign.ledger)
    lost = [item.message for item in run(campaign, 4) if "13812345678" in item.message]
    assert len(lost) == 2
    # The last version is the old copy now; the number is told as long as it is not filled in again.
    assert [item.message for item in run(campaign, 5) if "13812345678" in item.message] == lost
    (campaign.machine / "versions.sqlite").unlink()
    told = [item.message for item in run(campaign, 6) if item.code == "ledger-lost-input"]
    assert len([text for text in told if "请向填写的人或本人核实" in text]) == 2
    assert not [text for text in told if "〔" in text]


def test_what_is_all_back_at_once_was_taken_back_by_a_copy(campaign: Campaign, tmp_path: Path) -> None:
    old = Path(shutil.copy(campaign.ledger, tmp_path / "old.xlsx"))
    run(campaign, 2)
    type_in(campaign.ledger, campaign, I01={REASON: "一", BY: "王办"}, I02={REASON: "二"})
    run(campaign, 3)
    shutil.copy(old, campaign.ledger)
    assert [item.code for item in run(campaign, 4)] == ["ledger-replaced", *["ledger-lost-input"] * 3]
    type_in(campaign.ledger, campaign, I01={REASON: "一", BY: "王办"}, I02={REASON: "二"})
    assert run(campaign, 5) == []  # filled in again is not taken back by anybody


def test_a_ledger_that_was_put_back_on_purpose_accuses_nobody(campaign: Campaign) -> None:
    run(campaign, 2)
    [version] = versions(campaign.machine, campaign.ledger.name)
    type_in(campaign.ledger, campaign, I01={REASON: "一", BY: "王办"}, I02={REASON: "二"})
    renew(campaign.ledger)
    run(campaign, 3)
    with open_store(campaign.history, who=Holder("王办", command="restore")) as store:
        restore_file(campaign, store, campaign.ledger.name, str(version.no), over=True)
    assert run(campaign, 4) == []
    with open_store(campaign.history, reading=True) as store:
        assert "核定/I01/理由" not in current(store, Kind.INPUT)


def test_a_restored_ledger_that_somebody_works_in_is_not_replaced_and_is_a_copy_like_others(campaign: Campaign) -> None:
    run(campaign)
    [version] = versions(campaign.machine, campaign.ledger.name)
    type_in(campaign.ledger, campaign, I01={REASON: "甲"})

    def restored() -> str:
        with open_store(campaign.history) as store:
            return restore_file(campaign, store, campaign.ledger.name, str(version.no)).target

    name = restored()
    assert restored() == name
    assert told(run(campaign)) == []
    with open_store(campaign.history) as store:
        assert list(copies(campaign, store)) == []
    beside = campaign.root / name
    type_in(beside, campaign, I02={REASON: "李核填在找回的那份里"})
    before = beside.read_bytes()
    assert restored() == name.replace("）", "-2）")
    assert beside.read_bytes() == before
    assert [(item.code, item.file) for item in run(campaign) if item.cell] == [("ledger-copy-input", name)]
