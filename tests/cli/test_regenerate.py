"""`regenerate`: what has not changed is not made again, and it says so."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from weibao import programme as print_of_programme
from weibao.campaign import manifest, pipeline
from weibao.campaign.explaining import explained
from weibao.campaign.manifest import Basis, Manifest
from weibao.campaign.passing import is_passing
from weibao.campaign.pipeline import Report
from weibao.cli import regenerate as command
from weibao.findings import finding
from weibao.resources import template
from weibao.sheets.layout import INDICATORS
from weibao.texts_explain import CHANGED, KEPT_BY_HAND, PARTS, WHY
from weibao.texts_intake import BARRED

DAY, NEXT = "2026-04-02", "2026-04-03"

pytestmark = pytest.mark.xdist_group("commands")


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The days of the runs that really computed."""
    days: list[str] = []
    true = pipeline.regenerate

    def counted(*args: Any, **more: Any) -> Any:
        days.append(more["as_of"].isoformat())
        return true(*args, **more)

    monkeypatch.setattr(pipeline, "regenerate", counted)
    return days


def age(root: Path) -> None:
    """Let all files be as old as they would be at the next click of somebody."""
    for path in root.rglob("*"):
        if path.name != manifest.NAME:
            os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - 10_000_000_000))


@pytest.fixture
def settled(root: Path, weibao: Any, runs: list[str]) -> Path:
    """After a run that wrote everything and one that found everything as it is."""
    (root / "回收" / "第1轮" / "什么.xlsx").write_bytes(b"nothing that can be read")
    weibao("regenerate", root, "--as-of", DAY)
    age(root)
    weibao("regenerate", root, "--as-of", DAY)
    runs.clear()
    return root


def test_a_run_after_one_that_changed_nothing_says_the_same_and_computes_nothing(
    settled: Path, weibao: Any, runs: list[str]
) -> None:
    before = {path: path.read_bytes() for path in settled.rglob("*") if path.is_file()}
    said, as_json, strict = (weibao("regenerate", settled, "--as-of", DAY, *more) for more in ((), JSON, ("--strict",)))
    told = weibao("regenerate", settled, "--as-of", DAY, "--explain", *JSON).json
    assert runs == []
    assert strict.code == 1  # something is to be told
    assert told["explain"]["changed"] == []
    assert whys(told) == dict.fromkeys(told["unchanged"], WHY["same"])
    # All made anew, the same again.
    forced = weibao("regenerate", settled, "--as-of", DAY, "--force", "--explain", *JSON).json
    assert runs == [DAY]
    assert set(whys(forced).values()) == {WHY["anew"]}
    assert {key: forced[key] for key in as_json.json} == as_json.json
    assert as_json.json["written"] == []
    assert weibao("regenerate", settled, "--as-of", DAY, "--force", "--strict").out == said.out == strict.out
    assert {path: path.read_bytes() for path in before if path.name != manifest.NAME} == {
        path: content for path, content in before.items() if path.name != manifest.NAME
    }


JSON = ("--json",)


def whys(told: dict[str, Any]) -> dict[str, str]:
    return {item["file"]: item["why"] for item in told["explain"]["files"]}


def test_every_file_is_told_of_with_its_reason(settled: Path, weibao: Any) -> None:
    picture, gone, console = (next(settled.glob(name)) for name in ("图表/*.png", "图表/矢量图/*.svg", "总台账.xlsx"))
    for path in (picture, console):
        path.write_bytes(b"a hand")
    gone.unlink()
    (settled / "模板").mkdir()
    shutil.copy(template("late_return_notice.docx"), settled / "模板")
    (settled / "回收" / "第1轮" / "别的.xlsx").write_bytes(b"nothing")
    told = weibao("regenerate", settled, "--as-of", DAY, "--explain", *JSON).json
    assert set(told["explain"]["changed"]) == {
        CHANGED["new"].format(path=path) for path in ("模板/late_return_notice.docx", "回收/第1轮/别的.xlsx")
    }
    why = whys(told)
    assert list(why) == [*told["written"], *told["removed"], *told["unchanged"]]
    assert why[picture.relative_to(settled).as_posix()] == WHY["touched"]
    assert why[gone.relative_to(settled).as_posix()] == WHY["lost"]

    lines = weibao("regenerate", settled, "--as-of", NEXT, "--explain").out.splitlines()
    at = lines.index(CHANGED["heading"])
    assert lines[at + 1 : at + 3] == [f"  基准日由 {DAY} 改为 {NEXT}。", CHANGED["files"]]
    assert f"  已写　图表/督办进展.png：{PARTS['data']}" in lines[at:]
    assert any(line.startswith("  已写　文书/") and line.endswith(PARTS["content"]) for line in lines[at:])
    assert any(line.startswith("  已写　总台账.xlsx：这些表变了：") for line in lines[at:])


def test_a_wrong_template_stops_neither_the_score_nor_goes_unsaid(settled: Path, weibao: Any, runs: list[str]) -> None:
    (settled / "模板").mkdir()
    (settled / "模板" / "late_return_notice.docx").write_bytes(b"no Word document")
    first = weibao("regenerate", settled, "--as-of", NEXT)
    assert first.code == 1
    assert "“催报通知”有1份没有起草" in "".join(first.out.split())
    assert "总台账.xlsx" in weibao("regenerate", settled, "--as-of", DAY, *JSON).json["written"]
    age(settled)
    weibao("regenerate", settled, "--as-of", DAY)
    runs.clear()
    assert weibao("regenerate", settled, "--as-of", DAY).code == 1  # also where it is only said again
    assert runs == []


def test_a_draft_changed_by_hand_is_told_as_kept_and_counted_so(settled: Path, weibao: Any) -> None:
    draft = min(settled.glob("文书/*/*.docx"))
    name = draft.relative_to(settled).as_posix()
    draft.write_bytes(b"a hand")
    for more, why in ((), "有人改过，没有动"), (("--force",), "有人改过，没有动（--force 也不动）"):
        said = weibao("regenerate", settled, "--as-of", DAY, "--explain", *more).out
        assert f"  保留　{name}：{why}\n" in said
        assert "，保留 1 个（有人改过或已送签，没有动）。" in said
        assert said.count(name) == 1
    told = weibao("regenerate", settled, "--as-of", DAY, *JSON).json
    assert told["kept"] == [name]
    assert name not in told["unchanged"]


def test_other_templates_facts_and_hands_have_their_words() -> None:
    was = {"facts": "1", "content": "1", "template": "1"}
    report = Report(
        written=["文书/甲.docx", "文书/乙.docx", "总台账.xlsx", "新.png"],
        unchanged=["文书/丙.docx", "文书/丁.docx"],
        removed=["文书/戊.docx"],
        findings=[finding("draft-touched", file="文书/丙.docx", name="丙.docx", new="丙（新稿）.docx")],
        made={
            "文书/甲.docx": {"facts": "1", "content": "2", "template": "2"},
            "文书/乙.docx": {"facts": "2", "content": "2", "template": "1"},
            "文书/丁.docx": {"facts": "2", "content": "1", "template": "1"},
            "总台账.xlsx": {"sheet:督办": "2", "sheet:单位汇总": "1"},
        },
    )
    made = dict.fromkeys(("文书/甲.docx", "文书/乙.docx", "文书/丁.docx"), was)
    files = dict.fromkeys((*report.written[:3], *report.unchanged), (1, 1, 1))
    last = Manifest(Basis(DAY, False, "", files), {**made, "总台账.xlsx": {"sheet:督办": "1", "sheet:单位汇总": "1"}})
    told = explained(report, last, Basis(DAY, False, "a later one", files))
    assert told["changed"] == [CHANGED["programme"]]
    assert whys({"explain": told}) == {
        "文书/甲.docx": "模板变了、写进去的内容变了",
        "文书/乙.docx": "依据的事项变了、写进去的内容变了",
        "总台账.xlsx": "这些表变了：督办",
        "新.png": WHY["new"],
        "文书/戊.docx": WHY["removed"],
        "文书/丙.docx": KEPT_BY_HAND["draft-touched"],
        "文书/丁.docx": "依据的事项变了，写出来还是一样",
    }
    assert explained(report, None, None)["changed"] == [CHANGED["unknown"]]


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is called at the end of each run with its report, as somebody else would act meanwhile."""
    acts: list[Any] = []
    true = pipeline.regenerate

    def acting(campaign: Any, *args: Any, **more: Any) -> Any:
        situation, report = true(campaign, *args, **more)
        for act in acts:
            act(campaign.root, report)
        return situation, report

    monkeypatch.setattr(pipeline, "regenerate", acting)
    return acts


def shown(path: Path) -> dict[str, Any]:
    """What each sheet shows: cells with grounds and letters, and the charts that are drawn on it."""
    book = openpyxl.load_workbook(path)
    with ZipFile(path) as package:
        charts = [package.read(name) for name in package.namelist() if name.startswith("xl/charts/")]
    cells = {
        sheet.title: [
            (cell.coordinate, cell.value, cell.fill.fgColor.rgb, cell.font.b, cell.font.color and cell.font.color.rgb)
            for row in sheet.iter_rows()
            for cell in row
        ]
        for sheet in book
    }
    return cells | {"图表": (cells["图表"], charts)}


def typed(root: Path) -> None:
    """A unit answers otherwise: many sheets show it, others do not."""
    path = min((root / "回收" / "第1轮").glob("[!什]*.xlsx"))
    book = openpyxl.load_workbook(path)
    names = [column.key for column in INDICATORS.columns]
    sheet, level = book[INDICATORS.sheet], names.index("level") + 1
    for row in range(1, 40):
        if str(sheet.cell(row, names.index("id") + 1).value).startswith("I0"):
            sheet.cell(row, level, "未达标" if sheet.cell(row, level).value == "达标" else "达标")
    book.save(path)


@pytest.mark.parametrize(("day", "change"), [(NEXT, lambda _: None), (DAY, typed)])
def test_the_sheets_of_the_console_that_are_told_as_changed_are_those_that_show_something_else(
    settled: Path, weibao: Any, day: str, change: Any
) -> None:
    before = shown(settled / "总台账.xlsx")
    change(settled)
    told = weibao("regenerate", settled, "--as-of", day, "--explain", *JSON).json
    after = shown(settled / "总台账.xlsx")
    changed = [name for name in after if after[name] != before[name]]
    assert 3 < len(changed) < len(after)
    assert whys(told)["总台账.xlsx"] == PARTS["sheets"].format(names="、".join(changed))


def test_what_was_only_copied_or_saved_again_is_no_change(settled: Path, weibao: Any, tmp_path: Path) -> None:
    evidence = settled / "佐证材料"
    evidence.mkdir(exist_ok=True)
    for number in range(6):
        (evidence / f"{number}.pdf").write_bytes(b"%PDF")
    age(settled)
    weibao("regenerate", settled, "--as-of", DAY)
    again = shutil.copytree(settled, tmp_path / "again")
    typed(again)
    name = min((again / "回收" / "第1轮").glob("[!什]*.xlsx")).relative_to(again).as_posix()
    told = weibao("regenerate", again, "--as-of", DAY, "--explain", *JSON).json["explain"]["changed"]
    assert told[:2] == [
        CHANGED["changed"].format(path=name),
        CHANGED["perhaps-many"].format(path="佐证材料/0.pdf", count=6),
    ]
    assert len(told) == 3
    assert told[2].startswith(CHANGED["copied-many"].partition("{")[0])


def test_what_was_saved_during_a_run_is_new_to_the_next(settled: Path, weibao: Any, beside: list[Any]) -> None:
    path = "回收/第1轮/什么.xlsx"
    beside.append(lambda root, _report: (root / path).write_bytes(b"other nothing that can be read"))
    weibao("regenerate", settled, "--as-of", NEXT)
    beside.clear()
    told = weibao("regenerate", settled, "--as-of", NEXT, "--explain", *JSON).json
    assert told["explain"]["changed"] == [CHANGED["changed"].format(path=path)]


def test_the_ledger_is_told_of_where_somebody_typed_into_it_though_the_run_writes_it_too() -> None:
    report = Report(written=["核定台账.xlsm", "总台账.xlsx"])
    was, now = (dict.fromkeys(report.written, (size, 1, 1)) for size in (1, 2))
    told = explained(report, Manifest(Basis(DAY, False, "", was)), Basis(DAY, False, "", now))
    assert told["changed"] == [CHANGED["changed"].format(path="核定台账.xlsm")]


def test_what_is_told_of_pictures_stands_in_the_console_which_is_put_into_its_place_once(
    settled: Path, weibao: Any
) -> None:
    for name in ("图表/督办进展.png", "总台账.xlsx"):
        (settled / name).with_name(f".~lock.{Path(name).name}#").write_text("office")
    told = weibao("regenerate", settled, "--as-of", NEXT, *JSON).json
    assert {"图表/督办进展（新）.png", "总台账（新）.xlsx"} <= set(told["written"])
    assert [item["code"] for item in told["messages"]].count("output-open") == 2
    again = weibao("regenerate", settled, "--as-of", NEXT, "--force", *JSON).json
    assert again["written"] == []
    files = again["unchanged"]
    assert len(set(files)) == len(files)


def test_what_only_holds_for_the_moment_is_looked_at_again(
    settled: Path, weibao: Any, runs: list[str], beside: list[Any]
) -> None:
    """On Windows no file shows that somebody has closed one."""
    found = finding("output-open", file="总台账.xlsx", name="总台账.xlsx", beside="总台账（新）.xlsx")
    beside.append(lambda _root, report: report.findings.append(found))
    weibao("regenerate", settled, "--as-of", DAY, "--force")
    weibao("regenerate", settled, "--as-of", DAY)
    assert len(runs) == 2
    assert is_passing(finding("file-unreadable", file="甲.xlsx", reason=f"文件{BARRED}"))
    assert not is_passing(finding("file-unreadable", file="甲.xlsx", reason="文件已损坏"))


def test_a_name_that_is_no_text_stops_nothing(settled: Path, weibao: Any, runs: list[str]) -> None:
    """Files of an old archive may be called so on Linux."""
    try:
        Path(os.fsdecode(os.fsencode(settled / "佐证材料") + b"\xb8\xb4.pdf")).write_bytes(b"%PDF")
    except OSError:
        pytest.skip("no such names here")
    age(settled)
    assert [weibao("regenerate", settled, "--as-of", DAY, "--explain").code for _ in range(2)] == [0, 0]
    assert runs == [DAY]


def test_changes_for_an_open_ledger_are_never_given_as_words(settled: Path, weibao: Any, runs: list[str]) -> None:
    for _ in range(2):
        assert "live" in weibao("regenerate", settled, "--as-of", DAY, "--live", *JSON).json
    assert runs == [DAY]
    assert weibao("regenerate", settled, "--as-of", DAY, "--live").code == 2


def test_a_folder_that_is_no_campaign_is_not_gone_through(tmp_path: Path) -> None:
    """It may be a whole disk."""
    (tmp_path / "照片").mkdir()
    assert manifest.basis_of(tmp_path, DAY) is None


@pytest.mark.parametrize(("terminal", "columns", "fits"), [(False, 1, True), (True, 99, False), (True, 100, True)])
def test_a_narrow_window_is_written_for_anew(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, columns: int, fits: bool
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    monkeypatch.setattr(command, "get_terminal_size", lambda: os.terminal_size((columns, 24)))
    assert command._fits(100) is fits


# --- when a run is believed to be the same -----------------------------------------------------------


def _touch(path: Path) -> None:
    os.utime(path)


def _open(path: Path) -> None:
    path.with_name(f"~${path.name}").write_bytes(b"")


@pytest.fixture
def believed(root: Path) -> Path:
    """A campaign whose last run changed nothing, some time ago."""
    (root / "佐证材料" / "空的").mkdir(parents=True)
    age(root)
    basis = manifest.basis_of(root, DAY)
    assert basis is not None
    manifest.keep(root, Manifest(basis, said={"text": "…"}))
    assert holds(root)
    return root


def holds(root: Path, day: str = DAY, *, live: bool = False) -> bool:
    last = manifest.last(root)
    return last is not None and last.holds(manifest.basis_of(root, day, live=live))


CHANGES = [
    ("回收/第1轮/*.xlsx", lambda path: path.write_bytes(path.read_bytes()[:-1])),
    ("回收/第1轮/*.xlsx", _touch),  # the day it came in is that of the file
    ("回收/第1轮/*.xlsx", lambda path: path.rename(path.with_name(f"改{path.name}"))),
    ("回收/第1轮/*.xlsx", Path.unlink),
    ("回收/第1轮", lambda path: (path / "新来的").mkdir()),
    ("佐证材料/空的", Path.rmdir),
    ("核定台账.xls?", _open),
    ("总台账.xlsx", Path.unlink),
    ("文书/*/*.docx", lambda path: path.write_bytes(b"a hand")),
    ("图表/*.png", Path.unlink),
    ("佐证材料", lambda path: (path / "新的.pdf").write_bytes(b"%PDF")),
    ("回收", lambda path: (path.parent / "模板").mkdir()),
    (".weibao/history.sqlite", _touch),
    (".weibao/manifest.json", Path.unlink),
    (".weibao/manifest.json", lambda path: path.write_text("{")),
    (".weibao/manifest.json", lambda path: path.write_text('{"schema": 1, "files": {"a": 1}}')),
    (".weibao/manifest.json", lambda path: path.write_text("[]")),
    # What it leads to may change without a sign here.
    ("佐证材料", lambda path: (path / "别处").symlink_to(path.parent, target_is_directory=True)),
]


@pytest.mark.parametrize(("place", "change"), CHANGES)
def test_whatever_lies_otherwise_is_looked_at(believed: Path, place: str, change: Any) -> None:
    change(min(believed.glob(place)))
    assert not holds(believed)


def test_another_day_way_or_programme_is_computed_and_the_lock_is_none(
    believed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not holds(believed, NEXT)
    assert not holds(believed, live=True)
    (believed / ".weibao" / "lock.json").write_text("{}")  # comes and goes with every run
    assert holds(believed)
    monkeypatch.setattr(manifest, "programme", lambda: "a later one")
    assert not holds(believed)


def test_a_run_that_changed_something_is_none_to_repeat(believed: Path) -> None:
    basis = manifest.basis_of(believed, DAY)
    assert basis is not None
    manifest.keep(believed, Manifest(basis))
    assert not holds(believed)


def test_the_print_of_the_programme_changes_with_its_code_and_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("weibao", "site"):
        (tmp_path / name).mkdir()
    code = tmp_path / "weibao" / "programme.py"
    code.write_text("a = 1")
    monkeypatch.setattr(print_of_programme, "__file__", str(code))
    monkeypatch.setattr("sys.path", [str(tmp_path / "site"), str(tmp_path / "none")])
    take = print_of_programme.programme.__wrapped__
    seen = {take()}
    code.write_text("a = 12")
    seen.add(take())
    (tmp_path / "weibao" / "rules.toml").write_text("")
    seen.add(take())
    (tmp_path / "site" / "matplotlib-3.11.2.dist-info").mkdir()
    seen.add(take())
    monkeypatch.setattr(print_of_programme, "__version__", "99")
    seen.add(take())
    assert len(seen) == 5
    (tmp_path / "weibao" / "__pycache__").mkdir()
    assert take() in seen


def test_a_return_exchanged_under_the_same_name_is_told_once_and_settled_by_one_run(
    settled: Path, weibao: Any, runs: list[str]
) -> None:
    path = next(path for path in sorted((settled / "回收" / "第1轮").glob("*.xlsx")) if path.name != "什么.xlsx")
    names = [column.key for column in INDICATORS.columns]
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[INDICATORS.sheet]
    row = next(row for row in range(1, 40) if str(sheet.cell(row, names.index("id") + 1).value).startswith("I0"))
    sheet.cell(row, names.index("statement") + 1, "更正")
    workbook.save(path)
    told = weibao("regenerate", settled, "--as-of", DAY, *JSON).json
    message = next(item["message"] for item in told["messages"] if item["code"] == "return-exchanged")
    # It names what the history has of the file that is gone, and what it has not.
    assert "工作情况、佐证材料、负面清单和年度工作情况里所填的，历史不记" in message
    words = message.partition("见 weibao history --unit ")
    unit = words[2].partition("（")[0]
    assert "完成情况、自评得分和量化情况的数" in words[0]
    assert "更正" not in weibao("history", settled, "--unit", unit).out
    assert "总台账.xlsx" not in told["written"]  # of what changed nothing stands in it
    age(settled)
    told = weibao("regenerate", settled, "--as-of", DAY, *JSON).json
    assert (told["written"], told["removed"]) == ([], [])
    assert "return-exchanged" not in [item["code"] for item in told["messages"]]
    runs.clear()
    assert weibao("regenerate", settled, "--as-of", DAY, *JSON).json["written"] == []
    assert runs == []


def test_a_basis_day_that_can_hardly_be_meant_is_told_and_stands_nowhere(
    root: Path, weibao: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    true = pipeline.with_findings

    def seen(assessment: Any, more: Any) -> Any:
        asked.append(tuple(item.code for item in more))
        return true(assessment, more)

    monkeypatch.setattr(pipeline, "with_findings", seen)
    for day, code in (("1999-01-01", "as-of-early"), ("2999-01-01", "as-of-ahead")):
        told = weibao("regenerate", root, "--as-of", day, *JSON).json["messages"]
        assert [item["code"] for item in told if item["code"].startswith("as-of")] == [code]
    assert asked
    assert not any(code.startswith("as-of") for codes in asked for code in codes)
