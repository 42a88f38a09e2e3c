"""The main line on real input: issued workbooks, filled in and saved by a real spreadsheet program, read and scored."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from e2e.office import Book, Office
from in_process import let_draw, no_pictures
from weibao.campaign import manifest
from weibao.cli import main
from weibao.sheets import layout
from weibao.sheets.layout import EVIDENCE, INDICATORS, VETOES

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

ISSUED, TODAY = "2023-09-01", "2023-10-09"
Weibao = Callable[..., Any]


@pytest.fixture
def weibao(capsysbinary: pytest.CaptureFixture[bytes]) -> Weibao:
    """Run a command; its JSON if it printed any."""

    def run(*arguments: object) -> Any:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        assert end.value.code == 0, (out + err).decode()
        return json.loads(out) if "--json" in arguments else out.decode()

    return run


@pytest.fixture(scope="module")
def asked() -> dict[str, Any]:
    """The demonstration's score, asked for once."""
    return {}


@pytest.fixture
def scored(asked: dict[str, Any], weibao: Weibao, demo_made: Path) -> Any:
    if not asked:
        asked.update(weibao("score", demo_made, "--as-of", TODAY, "--json"))
    return asked


@pytest.fixture
def campaign(tmp_path: Path, weibao: Weibao) -> Path:
    root = tmp_path / "创建"
    weibao("new", root, "--as-of", ISSUED)
    return root


def rows_of(book: Book) -> dict[str, int]:
    """Indicator id → row on 指标清单, read from the sheet as a person would."""
    first = INDICATORS.first_row
    ids = book.read(INDICATORS.sheet, f"{INDICATORS.cell('id', first)}:{INDICATORS.cell('id', first + 67)}")
    return {value: first + number for number, (value,) in enumerate(ids) if value}


def digests(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name != manifest.NAME  # what the last run was, and no result of it
    }


def back(campaign: Path, name: str, day: date = date(2023, 9, 26)) -> Path:
    """A path in 回收/第1轮/."""
    folder = campaign / "回收" / "第1轮"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def checklist(campaign: Path, unit: str) -> Path:
    return next((campaign / "下发" / "第1轮").glob(f"* {unit}－*.xlsx"))


def test_what_is_typed_is_what_is_scored(campaign: Path, office: Office, weibao: Weibao) -> None:
    """Three of the 54 units are asked: how many others are, changes nothing of what one types."""
    units = [word for name in ("市教育局", "市财政局", "如城街道") for word in ("--unit", name)]
    weibao("issue", campaign, "--name", "申报自评", "--due", "2023-09-28", "--as-of", ISSUED, *units)
    issued = digests(campaign / "下发")
    assert len(issued) == 3

    with office.open(checklist(campaign, "市教育局")) as book:
        rows = rows_of(book)
        book.calculate()

        def shown(indicator: str, key: str) -> Any:
            return book.value(INDICATORS.sheet, INDICATORS.cell(key, rows[indicator]))

        def fill(indicator: str, **values: Any) -> None:
            book.type(INDICATORS.sheet, {INDICATORS.cell(key, rows[indicator]): v for key, v in values.items()})

        assert shown("I22", "points") in ("", None)
        hint = shown("I22", "hint")
        fill("I22", level="部分达标", score=1.5, statement="平安校园创建覆盖 126 所学校。")
        book.calculate()
        assert shown("I22", "points") == 1.5
        assert shown("I22", "hint") != hint
        fill("I23", level="达标", score=None)
        fill("I24", level="达标", score=0.5)  # contradicts itself
        fill("I26", level="未达标", score=0)
        fill("I13", level="部分达标")  # 配合: the level alone is the answer
        book.calculate()
        assert shown("I23", "points") == 2
        assert shown("I24", "points") in ("", None)
        assert shown("I24", "hint")
        assert shown("I26", "points") == 0
        first = EVIDENCE.first_row
        book.type(
            EVIDENCE.sheet,
            {
                EVIDENCE.cell("indicator", first): "I22",
                EVIDENCE.cell("title", first): "平安校园创建工作方案",
                EVIDENCE.cell("dated", first): date(2023, 4, 6),
                EVIDENCE.cell("type", first): "通知与方案",
            },
        )
        book.calculate()
        assert shown("I22", "evidence") == 1
        book.type(VETOES.sheet, {VETOES.cell("happened", VETOES.first_row): "无"})
        book.save_as(back(campaign, "教育局 终稿(2).xlsx"))

    collected = weibao("collect", campaign, "--as-of", TODAY, "--json")
    assert [item["unit"] for item in collected["returns"] if item["used"]] == ["市教育局"]
    score = weibao("score", campaign, "--as-of", TODAY, "--json")
    answers = {
        item["id"]: (
            item["units"]["市教育局"]["level"],
            item["units"]["市教育局"]["stated"],
            item["units"]["市教育局"]["evidence"],
        )
        for item in score["indicators"]
        if "市教育局" in item["units"] and item["units"]["市教育局"]["level"] != "UNASSESSED"
    }
    assert answers == {
        "I22": ("PARTIAL", 1.5, 1),
        "I23": ("MET", 2, 0),
        "I26": ("UNMET", 0, 0),
        "I13": ("PARTIAL", None, 0),
    }
    codes = {item["indicator"]: item["code"] for item in score["findings"] if item["severity"] == "error"}
    assert codes["I24"] == "score-contradicts-level"
    assert score["total"]["earned"] == 3.5
    assert score["total"]["possible"] + sum(i["full"] - i["possible"] for i in score["indicators"]) == 100
    assert digests(campaign / "下发") == issued


def test_a_changed_return_changes_what_it_must_and_nothing_else(
    campaign: Path, office: Office, weibao: Weibao, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_draw(monkeypatch, no_pictures)  # each says of which figures it is, and that is all that is asked here
    weibao("issue", campaign, "--due", "2023-09-28", "--as-of", ISSUED, "--unit", "市教育局", "--unit", "市财政局")
    for unit in ("市教育局", "市财政局"):
        with office.open(checklist(campaign, unit)) as book:
            rows = rows_of(book)
            book.type(INDICATORS.sheet, {INDICATORS.cell("level", row): "达标" for row in rows.values()})
            book.save_as(back(campaign, f"{unit}.xlsx"))
    weibao("regenerate", campaign, "--as-of", TODAY)
    before = digests(campaign)
    again = weibao("regenerate", campaign, "--as-of", TODAY, "--json")
    assert again["written"] == []
    assert digests(campaign) == before

    changed = back(campaign, "市教育局.xlsx")
    with office.open(changed) as book:
        rows = rows_of(book)
        book.type(INDICATORS.sheet, {INDICATORS.cell("level", rows["I22"]): "未达标"})
        book.save_as(changed.with_name("tmp.xlsx"))
    changed.with_name("tmp.xlsx").replace(changed)
    weibao("regenerate", campaign, "--as-of", TODAY)
    touched = {path for path, digest in digests(campaign).items() if before.get(path) != digest}
    notice = next(path for path in touched if path.startswith("文书/") and "市教育局" in path)
    told = {path for path in touched if path.startswith(("文书/情况通报/", "文书/自评报告/"))}
    assert len(told) == 2
    kept = {path for path in touched if path.startswith(".weibao/backups/")}
    assert {Path(path).suffix for path in kept} == {".sqlite", ".jsonl"}
    pictures = {path for path in touched if path.startswith("图表/")}
    drawn = {Path(path).stem for path in pictures}
    assert drawn >= {"各项目得分", "部门完成热力图", "部门牵头事项", "失分去向"}
    assert not drawn & {"乡级完成热力图", "乡级事项", "乡级一览", "负面清单"}
    assert len(pictures) == 3 * len(drawn)
    assert touched - kept - pictures == {
        notice,
        *told,
        "回收/第1轮/市教育局.xlsx",
        "核定台账.xlsm",
        "总台账.xlsx",
        ".weibao/history.sqlite",
        ".weibao/versions.sqlite",
        ".weibao/readings.json.gz",  # what was read of the files that count
    }


def test_returns_of_the_demo_survive_a_spreadsheet_program(
    demo: Path, scored: Any, office: Office, weibao: Weibao, tmp_path: Path
) -> None:
    """They are opened, recalculated and saved by LibreOffice; the score stays what it was.

    Every file with a mistake in it, and every eighth of the others: they are written by the same code.
    """
    assert len(list((demo / "下发" / "第1轮").glob("*.xlsx"))) == 54  # every unit was asked
    returned = sorted((demo / "回收" / "第1轮").rglob("*.xlsx"))
    mistakes = [found for found in scored["findings"] if found["code"] != "evidence-outside-window"]  # many are right
    mistaken = {Path(found["file"] or "").name for found in mistakes}
    chosen = [path for number, path in enumerate(returned) if path.name in mistaken or number % 8 == 0]
    assert len(chosen) >= 20
    for path in chosen:
        stat = path.stat()
        with office.open(path) as book:
            book.calculate()
            book.save_as(tmp_path / path.name)
        (tmp_path / path.name).replace(path)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = weibao("score", demo, "--as-of", TODAY, "--json")
    for part in ("total", "verdict", "vetoes", "categories", "indicators"):
        assert after[part] == scored[part], part


def test_the_ledger_says_live_what_the_command_line_says(
    demo_made: Path, scored: Any, office: Office, tmp_path: Path
) -> None:
    table = layout.VERIFICATION
    with office.open(Path(shutil.copy(demo_made / "核定台账.xlsx", tmp_path))) as book:
        book.calculate()
        first, last = table.first_row, table.first_row + len(scored["indicators"]) - 1
        for key in ("id", "effective", "claimed", "lost"):
            column = book.read(table.sheet, f"{table.cell(key, first)}:{table.cell(key, last)}")
            shown = [None if value in ("", None) else value for (value,) in column]
            if key == "lost":
                expected = [
                    None if i["effective"] is None else i["full"] - i["effective"] for i in scored["indicators"]
                ]
            else:
                expected = [i[key] for i in scored["indicators"]]
            assert shown == expected, key


def test_reports_as_pages(few: Path, weibao: Weibao) -> None:
    """The drafts come as PDF beside, and are not counted as drafts."""
    done = weibao("reports", few, "--as-of", TODAY, "--pdf", "--json")
    assert done["previews"]
    assert all((few / path).read_bytes().startswith(b"%PDF") for path in done["previews"])
    drafts = [path for path in (*done["written"], *done["unchanged"]) if path.endswith(".docx")]
    assert len(drafts) == len(done["previews"])
