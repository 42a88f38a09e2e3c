"""`regenerate` right after one that has written something: at once, and just what a run that computes would say."""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openpyxl
import pytest

from weibao.campaign import foreseen, manifest, pipeline
from weibao.campaign.folder import Campaign
from weibao.campaign.manifest import Manifest
from weibao.cli import main
from weibao.errors import CampaignError
from weibao.resources import template
from weibao.sheets.layout import INDICATORS
from weibao.sheets.ledger_fill import fill_ledger
from weibao.texts_explain import WHY

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Run

DAY = "2026-04-02"
VILLAGE = Path(__file__).parent.parent / "village"
COUNTS = "谷文化站.xlsx"

pytestmark = pytest.mark.xdist_group("commands")


@pytest.fixture
def settled(root: Path, weibao: Run) -> Path:
    """After a run of that day."""
    weibao("regenerate", root, "--as-of", DAY)
    return root


def said(root: Path) -> dict[str, Any] | None:
    """What the last run left for the next one to say."""
    last = manifest.last(root)
    assert last is not None
    return last.said


def computed(root: Path, weibao: Run) -> dict[str, Any] | None:
    """The same as a run finds it that is not told; it has nothing to do."""
    place = root / manifest.MACHINE / manifest.NAME
    place.write_text(json.dumps(json.loads(place.read_text("utf-8")) | {"said": None}), "utf-8")
    done = weibao("regenerate", root, "--as-of", DAY, "--json").json
    assert done["written"] == done["removed"] == []
    return said(root)


def ledger(**rows: Any) -> Callable[[Path], None]:
    """Somebody types into 核定台账: by sheet, the key of the row and what he types."""

    def change(root: Path) -> None:
        campaign = Campaign.open(root)
        fill_ledger(campaign.ledger, campaign.rulebook, {sheet: [row] for sheet, row in rows.items()})

    return change


def exchanged(root: Path) -> None:
    names = [column.key for column in INDICATORS.columns]
    path = root / "回收" / "第1轮" / COUNTS
    book = openpyxl.load_workbook(path)
    sheet = book[INDICATORS.sheet]
    for row in range(1, 40):
        if sheet.cell(row, names.index("id") + 1).value == "I02":
            sheet.cell(row, names.index("level") + 1, "未达标")
    book.save(path)


def another(root: Path) -> None:
    shutil.copy(next((root / "下发" / "第1轮").glob("02*.xlsx")), root / "回收" / "第1轮" / "又一份.xlsx")


def hand(place: str) -> Callable[[Path], object]:
    return lambda root: min(root.glob(place)).write_bytes(b"a hand")


def typed_over(root: Path) -> None:
    path = Campaign.open(root).ledger
    book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
    cell = next(cell for row in book["督办"].iter_rows() for cell in row if str(cell.value).startswith("="))
    cell.value = "改过"
    book.save(path)


def wrong_template(root: Path) -> None:
    (root / "模板").mkdir()
    (root / "模板" / "late_return_notice.docx").write_bytes(b"no Word document")


def own_template(root: Path) -> None:
    (root / "模板").mkdir()
    shutil.copy(template("late_return_notice.docx"), root / "模板")


def signed(root: Path, **other: Any) -> None:
    """Papers that are signed rest on other facts by now: new drafts are written beside."""
    drafts = sorted(path.relative_to(root / "文书") for path in root.glob("文书/*/*.docx"))
    assert len(drafts) > 1
    typed = {"标题": "某", "签发人": "甲", "签发日期": date(2026, 4, 1)} | other
    rows: list[Any] = [("", {**typed, "文件": path.as_posix()}) for path in drafts]
    campaign = Campaign.open(root)
    fill_ledger(campaign.ledger, campaign.rulebook, {"文号登记": rows})
    (root / "回收" / "第1轮" / COUNTS).unlink()


def one_of_them_anew(root: Path) -> None:
    """Of the drafts beside signed papers one is written again: what is told of it comes later than of the others."""
    signed(root)
    with pytest.raises(SystemExit):
        main(["regenerate", str(root), "--as-of", DAY])
    own_template(root)
    with ZipFile(root / "模板" / "late_return_notice.docx", "a") as package:
        package.comment = b"another one"


FORESEEN: list[tuple[str, Callable[[Path], object]]] = [
    ("什么都没有动", lambda _root: None),
    ("清单改了一格", exchanged),
    ("又来了一份不同的", another),
    ("计入的清单不见了", lambda root: (root / "回收" / "第1轮" / COUNTS).unlink()),
    ("来了读不出来的", lambda root: (root / "回收" / "第1轮" / "什么.xlsx").write_bytes(b"nothing")),
    ("核定", ledger(核定=("I01", {"核定得分": 0.5, "理由": "齐"}))),
    ("核定得看不懂", ledger(核定=("I01", {"核定得分": "无"}))),
    ("立项", ledger(督办=("1-01-R", {"立项日期": date(2026, 3, 20)}))),
    ("销号", ledger(督办=("1-02-I01", {"立项日期": date(2026, 3, 20), "办结": date(2026, 4, 1), "销号佐证": "通知"}))),
    ("退回", ledger(回收情况=("1-D02", {"退回": "退回"}))),
    ("改设置", ledger(设置=("rectify_limit", {"值": 20}))),
    ("草稿有人改过", hand("文书/*/*.docx")),
    ("签发以后情况变了", signed),
    ("签发以后又换了模板", one_of_them_anew),
    ("只填了签发日期", lambda root: signed(root, 签发人="")),
    ("作废的草稿撤下", lambda root: signed(root, 状态="作废", 备注="作废：不发了")),
    ("图有人改过", hand("图表/*.png")),
    ("总台账有人改过", hand("总台账.xlsx")),
    ("模板不对", wrong_template),
    ("换了模板", own_template),
]  # fmt: skip


@pytest.mark.parametrize(("change"), [change for _, change in FORESEEN], ids=[name for name, _ in FORESEEN])
def test_what_the_next_run_says_is_known_and_just_what_it_would_find(settled: Path, weibao: Run, change: Any) -> None:
    change(settled)
    weibao("regenerate", settled, "--as-of", DAY)
    known = said(settled)
    assert known is not None
    assert known == computed(settled, weibao)


def test_the_very_first_run_knows_it_too(root: Path, weibao: Run) -> None:
    for path in (root / manifest.MACHINE / manifest.NAME, root / "总台账.xlsx"):
        path.unlink(missing_ok=True)
    weibao("regenerate", root, "--as-of", DAY)
    known = said(root)
    assert known is not None
    assert known == computed(root, weibao)


def test_where_a_paper_in_the_register_is_taken_away_the_next_run_looks_itself(settled: Path, weibao: Run) -> None:
    """It is told then as missing."""
    signed(settled, 签发人="", 签发日期="")
    assert weibao("regenerate", settled, "--as-of", DAY, "--json").json["removed"]
    assert said(settled) is None


UNCERTAIN: list[tuple[str, Callable[[Path], object]]] = [
    ("公式上填了字", typed_over),  # told when it is put right
    ("旁边有一份副本", lambda root: shutil.copy(Campaign.open(root).ledger, root / "核定台账 - 副本.xlsx")),
    ("台账正打开着", lambda root: Campaign.open(root).ledger.with_name(".~lock.核定台账.xlsx#").write_text("office")),
]


@pytest.mark.parametrize(("change"), [change for _, change in UNCERTAIN], ids=[name for name, _ in UNCERTAIN])
def test_where_the_ledger_has_something_to_be_told_the_next_run_looks_itself(
    settled: Path, weibao: Run, change: Any
) -> None:
    ledger(核定=("I01", {"核定得分": 0.5, "理由": "齐"}))(settled)
    change(settled)
    assert weibao("regenerate", settled, "--as-of", DAY, "--json").json["written"]
    assert said(settled) is None


# --- what others do meanwhile -------------------------------------------------------------------------


def typing(root: Path) -> None:
    ledger(核定=("I03", {"核定得分": 0.5, "理由": "齐"}))(root)


MEANWHILE: list[tuple[str, Callable[[Path], object]]] = [
    ("又往台账里填", typing),
    ("改了刚写的草稿", hand("文书/*/*.docx")),
    ("存了刚写的总台账", hand("总台账.xlsx")),
    ("删了刚写的图", lambda root: min(root.glob("图表/*.png")).unlink()),
    ("又读了佐证材料", hand(".weibao/evidence.json")),
    ("又来了一份", another),
    ("多了一个文件夹", lambda root: (root / "回收" / "第1轮" / "新来的").mkdir()),
]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[Path], object]]:
    """What others do when a run has made all, and has not looked at it yet."""
    acts: list[Callable[[Path], object]] = []
    true = pipeline.regenerate

    def acting(campaign: Campaign, *args: Any, **more: Any) -> Any:
        done = true(campaign, *args, **more)
        for act in acts:
            act(campaign.root)
        return done

    monkeypatch.setattr(pipeline, "regenerate", acting)
    return acts


def holds(root: Path) -> bool:
    last = manifest.last(root)
    return last is not None and last.holds(manifest.basis_of(root, DAY))


@pytest.mark.parametrize(
    ("act"), [None, *(act for _, act in MEANWHILE)], ids=["谁也没有动", *(n for n, _ in MEANWHILE)]
)
def test_what_others_do_meanwhile_is_looked_at_by_the_next_run(
    settled: Path, weibao: Run, meanwhile: list[Callable[[Path], object]], act: Any
) -> None:
    index = settled / ".weibao" / "evidence.json"
    index.write_text("{}", "utf-8")
    os.utime(index, (1e9, 1e9))
    (settled / "回收" / "第1轮" / COUNTS).unlink()
    for place in ("文书/*/*.docx", "图表/*.png"):  # all of them are written in this run
        for path in settled.glob(place):
            path.unlink()
    meanwhile += [act] if act else []
    weibao("regenerate", settled, "--as-of", DAY)
    assert holds(settled) is (act is None)


def test_what_is_typed_between_the_writing_and_the_reading_of_the_ledger_is_not_the_runs(
    settled: Path, weibao: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = pipeline.remember_ledger

    def late(*given: Any) -> None:
        typed_over(settled)
        true(*given)

    monkeypatch.setattr(pipeline, "remember_ledger", late)
    typing(settled)
    weibao("regenerate", settled, "--as-of", DAY)
    assert not holds(settled)


def test_a_draft_put_back_meanwhile_is_looked_at(settled: Path, weibao: Run, meanwhile: list[Any]) -> None:
    drafts = {path: path.read_bytes() for path in settled.glob("文书/*/*.docx")}
    (settled / "回收" / "第1轮" / COUNTS).unlink()
    meanwhile.append(lambda _root: [path.write_bytes(old) for path, old in drafts.items() if not path.exists()])
    assert weibao("regenerate", settled, "--as-of", DAY, "--json").json["removed"]
    assert not holds(settled)


@pytest.mark.parametrize("error", [CampaignError("找不到"), OSError(5, "away")])
def test_what_cannot_be_read_when_all_is_made_stops_nothing(
    settled: Path, weibao: Run, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    """Office programs save by renaming: the ledger may be away for a moment."""

    def away(*_: Any) -> None:
        raise error

    monkeypatch.setattr(foreseen, "seen", away)
    (settled / "回收" / "第1轮" / COUNTS).unlink()
    told = weibao("regenerate", settled, "--as-of", DAY, "--json")
    assert told.code == 0
    assert "return-lost" in [item["code"] for item in told.json["messages"]]
    assert said(settled) is None


def test_after_a_forced_run_the_reasons_are_those_of_an_ordinary_one(settled: Path, weibao: Run) -> None:
    weibao("regenerate", settled, "--as-of", DAY, "--force")
    known = said(settled)
    assert known is not None
    assert known == computed(settled, weibao)
    assert {item["why"] for item in known["explain"]["files"]} == {WHY["same"]}


def test_a_history_that_the_next_run_will_miss_is_told(weibao: Run, tmp_path: Path) -> None:
    """Nothing is on record any more, and yet papers lie there: the next run tells it."""
    new = tmp_path / "另一处"
    weibao("new", new, "--rulebook", VILLAGE, "--as-of", "2026-03-02")
    (new / "文书" / "自己的.docx").write_bytes(b"mine")
    ledger(核定=("I01", {"核定得分": 0.5, "理由": "齐"}))(new)
    weibao("regenerate", new, "--as-of", DAY)
    ledger(核定=("I01", {"核定得分": "", "理由": ""}))(new)
    weibao("regenerate", new, "--as-of", DAY)
    known, really = said(new), weibao("regenerate", new, "--as-of", DAY, "--json").json
    codes = [item["code"] for item in really["messages"]]
    assert known is None or [item["code"] for item in known["object"]["messages"]] == codes


def test_a_folder_that_could_not_be_seen_before_leaves_nothing_certain(
    settled: Path, weibao: Run, meanwhile: list[Callable[[Path], object]]
) -> None:
    link = settled / "佐证材料" / "别处"
    link.parent.mkdir(exist_ok=True)
    try:
        link.symlink_to(settled, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    exchanged(settled)
    meanwhile.append(lambda _root: link.unlink())
    weibao("regenerate", settled, "--as-of", DAY)
    assert said(settled) is None


# --- files written in the moment of looking ----------------------------------------------------------


def left_by_a_run(root: Path, ago: int, *, coarse: bool = False, times: tuple[int, int, int] | None = None) -> None:
    """A run keeps its manifest when a draft is `ago` ms old; `coarse`: the disk knows full seconds only."""
    path = min(root.glob("文书/*/*.docx"))
    now = time.time_ns()
    written = now - ago * 1_000_000
    os.utime(path, ns=(now, written - written % 1_000_000_000 if coarse else written | 1))
    basis = manifest.basis_of(root, DAY)
    assert basis is not None
    manifest.keep(root, Manifest(basis, said={"text": "…"}), times)


@pytest.mark.parametrize(
    ("ago", "coarse", "believed"), [(0, False, False), (200, False, True), (200, True, False), (5000, True, True)]
)
def test_what_was_written_in_the_moment_of_looking_is_not_believed(
    root: Path, ago: int, coarse: bool, believed: bool
) -> None:
    """Somebody may save again without a sign: as long as the clock of the disk stands still."""
    for path in root.rglob("*"):
        os.utime(path, ns=(0, path.stat().st_mtime_ns - 10_000_000_000))
    left_by_a_run(root, ago, coarse=coarse)
    last = manifest.last(root)
    assert last is not None
    assert last.holds(manifest.basis_of(root, DAY)) is believed


@pytest.mark.parametrize(("ago", "believed"), [(1_030, False), (800, True), (1_200, True)])
def test_files_of_others_are_looked_at_before_the_run_and_its_own_after_it(
    root: Path, ago: int, believed: bool
) -> None:
    """One saved shortly before the run may have been saved again when it had begun."""
    for path in root.rglob("*"):
        os.utime(path, ns=(0, path.stat().st_mtime_ns - 10_000_000_000))
    now = time.monotonic_ns()
    left_by_a_run(root, ago, times=(now - 10**9, now - 10**9, now))
    last = manifest.last(root)
    assert last is not None
    assert last.holds(manifest.basis_of(root, DAY)) is believed


def test_what_takes_long_between_looking_and_keeping_makes_nothing_believable(root: Path) -> None:
    os.utime(min(root.glob("文书/*/*.docx")))
    basis = manifest.basis_of(root, DAY)
    assert basis is not None
    looked = time.monotonic_ns()
    time.sleep(0.2)  # large files are hashed
    manifest.keep(root, Manifest(basis, said={"text": "…"}), (looked, looked, looked))
    last = manifest.last(root)
    assert last is not None
    assert not last.holds(manifest.basis_of(root, DAY))


def test_a_run_waits_until_what_is_saved_from_now_on_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = time.monotonic_ns()
    assert manifest.settle(ended) - ended > 50_000_000
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    manifest.settle(time.monotonic_ns() - 10**9)
    assert waits == [0]
