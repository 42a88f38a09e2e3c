"""A copy of a return is made only of one that a programme can load whole without harm."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from corpus import attacks_active, attacks_packages, attacks_sheets
from corpus.packages import ROWS, insert
from sheets.books import Book
from weibao.sheets.intake_copy import copyable
from weibao.sheets.intake_package import Package, PackageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

MAKERS = {
    name: make for module in (attacks_active, attacks_packages, attacks_sheets) for name, make, *_ in module.CASES
}
MAKERS["整表超链接"] = insert(
    ROWS, "<pageMargins", '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
)


@pytest.fixture
def good(tmp_path: Path, village: Rulebook) -> Path:
    return Book("D01", rows={"I01": {"level": "达标", "statement": "=1+1"}}).write(tmp_path / "good.xlsx", village)


def test_an_ordinary_return_is_copied_part_by_part(good: Path) -> None:
    data = copyable(Package(good))
    with zipfile.ZipFile(good) as before, zipfile.ZipFile(BytesIO(data)) as after:
        assert {name: before.read(name) for name in before.namelist()} == {
            name: after.read(name) for name in after.namelist()
        }
    cells = [cell for row in openpyxl.load_workbook(BytesIO(data))["指标清单"].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"] == ["s"]


@pytest.mark.parametrize(
    "name", ["整表合并", "整表超链接", "最远一格", "宏", "DDE 公式", "外部链接", "压缩炸弹，目录里写得很小"]
)
def test_a_return_that_swells_or_acts_is_not(tmp_path: Path, good: Path, name: str) -> None:
    make: Callable[[Path, Path], Path] = MAKERS[name]
    folder = tmp_path / "made"
    folder.mkdir()
    begun = time.process_time()
    with pytest.raises(PackageError):
        copyable(Package(make(folder, good)))
    assert time.process_time() - begun < 5
