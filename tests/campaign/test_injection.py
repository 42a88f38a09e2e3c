"""Nothing that a unit typed becomes a formula, a link or a field in anything that we write."""

from __future__ import annotations

import csv
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from sheets.books import Book
from weibao.campaign.drafting import draft, kinds_of
from weibao.campaign.exporting import export_tables
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import collect, console
from weibao.campaign.return_slips import write_slips
from weibao.campaign.situation import look
from weibao.campaign.store import open_store
from weibao.compute.model import ReturnStatus
from weibao.compute.roles import own_indicators
from weibao.documents.kind import Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibao.campaign.folder import Campaign

# Every text has the mark, so that it is found again wherever it ends up.
MARK = "毒"
TEXTS = (
    f'=HYPERLINK("http://127.0.0.1:9/{MARK}","{MARK}")', f"=cmd|'/c calc'!{MARK}", f"+1+{MARK}", f"-1+{MARK}",
    f"@SUM({MARK})", f"\t={MARK}", f"\r={MARK}", f"\n={MARK}", f"＝{MARK}", f"_x003D_1+{MARK}", f"{{{{ 7*7 }}}}{MARK}",
    f"{{% for x in range(9) %}}{MARK}{{% endfor %}}", f"{{%p if 0 %}}{MARK}", f"{{# {MARK} #}}", f"{{{{ {MARK}",
    f"DDEAUTO c:\\\\windows\\\\calc {MARK}", f"{{ INCLUDETEXT {MARK} }}", f"<w:fldSimple w:instr='DDE {MARK}'/>",
    f"]]><f>1</f>{MARK}", f"http://127.0.0.1:9/{MARK}", f"\\\\127.0.0.1\\{MARK}", f"&{MARK};",
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY = date(2026, 4, 1)
UNITS = ("D01", "D02")
FORMULAS = ("f", "formula", "formula1", "formula2", "definedName", "cfRule", "oddHeader", "oddFooter")


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """A campaign whose units typed nothing but attacks, with everything written that there is to write."""
    from weibao.campaign.create import create_campaign

    root = tmp_path_factory.mktemp("poison") / "谷地"
    campaign = create_campaign(root, Path(__file__).parent.parent / "village", as_of=date(2026, 3, 2))
    texts: Iterator[str] = (text for _ in range(1000) for text in TEXTS)
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=date(2026, 3, 2), units=UNITS)
        for unit in UNITS:
            _return(campaign, unit, texts)
        situation, report = collect(campaign, store, as_of=DAY)
        draft(situation, store, report, kinds_of([Group.NOTICE, Group.REPORT]))
        console(campaign.console, situation, report)
        write_slips(situation, store, report)
        export_tables(campaign, store, as_of=DAY, kind="xlsx", out=campaign.root / "导出")
        issue_round(campaign, store, number=2, issued=DAY, units=UNITS[:1])
    return campaign


def _return(campaign: Campaign, unit: str, texts: Iterator[str]) -> None:
    village = campaign.rulebook
    codes = [item.id for item, _ in own_indicators(village, unit)]
    levels = ("未达标", "达标", next(texts), "部分达标")
    book = Book(
        unit,
        meta={"issued": "2026-03-02", "serial": f"{village.id}/1/{unit}/20260302"},
        rows={
            code: {"level": levels[n % 4], "score": next(texts), "statement": next(texts)}
            for n, code in enumerate(codes)
        },
        evidence=[
            {
                "indicator": codes[n % len(codes)] if n % 3 else next(texts),
                "title": next(texts),
                "doc_no": next(texts),
                "dated": next(texts),
                "type": next(texts),
                "location": next(texts),
                "note": next(texts),
            }
            for n in range(len(TEXTS))
        ],
        vetoes={
            veto.id: {"happened": "有", "happened_on": date(2026, 3, 1), "statement": next(texts)}
            for veto in village.vetoes
        },
        feedback={next(texts): {"measure": next(texts), "completed": next(texts), "evidence": next(texts)}},
        people={key: next(texts) for key in ("filler", "reviewer", "head", "phone", "filled_on")},
    )
    book.write(campaign.returned(1) / f"{unit}{MARK}=1+1.xlsx", village)


def outputs(campaign: Campaign, suffixes: tuple[str, ...]) -> list[Path]:
    found = [path for path in campaign.root.rglob("*") if path.suffix in suffixes]
    return [path for path in found if "回收" not in path.parts and ".weibao" not in path.parts]


def parts(path: Path) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                yield name, etree.fromstring(package.read(name))


def test_the_returns_count_and_their_texts_arrive(poisoned: Campaign) -> None:
    with open_store(poisoned.history) as store:
        situation = look(poisoned, store, as_of=date(2026, 3, 31))
    assert [item.unit for item in situation.collected.returns if item.status is ReturnStatus.RETURNED] == list(UNITS)
    console = b"".join(etree.tostring(root, encoding="utf-8") for _, root in parts(poisoned.console))
    assert MARK.encode() in console
    assert b"=HYPERLINK(" in console


def test_no_cell_of_ours_is_a_formula_that_somebody_typed(poisoned: Campaign) -> None:
    books = outputs(poisoned, (".xlsx", ".xlsm"))
    seen = 0
    for path in books:
        for part, root in parts(path):
            for element in root.iter("*"):
                name = etree.QName(element).localname
                text = "".join(map(str, element.itertext())) if name in FORMULAS else ""
                assert MARK not in text, (path.name, part, text)
                if name == "Relationship":
                    assert MARK not in element.get("Target", ""), (path.name, part)
                    assert "127.0.0.1" not in element.get("Target", ""), (path.name, part)
                seen += name in ("t", "v") and MARK in (element.text or "")
    assert seen > 100


def test_no_field_and_no_link_of_a_document_comes_from_a_unit(poisoned: Campaign) -> None:
    documents = outputs(poisoned, (".docx",))
    texts = ""
    for path in documents:
        for part, root in parts(path):
            texts += "".join(map(str, root.itertext()))
            for element in root.iter("*"):
                name = etree.QName(element).localname
                if name in ("instrText", "delInstrText"):
                    assert MARK not in (element.text or ""), (path.name, part)
                    assert not re.search(r"DDE|INCLUDE|calc", element.text or "", re.IGNORECASE), (path.name, part)
                for key, value in element.attrib.items():
                    if etree.QName(str(key)).localname in ("instr", "Target", "tag"):
                        assert MARK not in str(value), (path.name, part)
    assert texts.count(MARK) > 20
    assert "{{ 7*7 }}" in texts
    assert "49" + MARK not in texts


def test_tables_for_other_programs_begin_no_cell_with_a_sign(poisoned: Campaign, tmp_path: Path) -> None:
    with open_store(poisoned.history) as store:
        *_, files = export_tables(poisoned, store, as_of=DAY, kind="csv", out=tmp_path)
    seen = 0
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                for cell in row:
                    seen += MARK in cell
                    assert not (MARK in cell and cell.startswith(RISKY)), cell
    assert seen > 20
