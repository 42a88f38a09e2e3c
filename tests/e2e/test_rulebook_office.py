"""The rulebook's workbook after LibreOffice has saved it: every word and every drop-down is still what it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from weibao.rulebook import load_rulebook
from weibao.rulebook.create import create_folder
from weibao.rulebook.export import as_dict
from weibao.rulebook.tabular import to_files, to_tables
from weibao.sheets.rulebook_book import read_rulebook, write_rulebook

if TYPE_CHECKING:
    from e2e.office import Office

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("office")]

VILLAGE = Path(__file__).parents[1] / "village"


def test_a_rulebook_saved_by_libreoffice_is_the_same(office: Office, tmp_path: Path) -> None:
    book, saved = tmp_path / "规则库.xlsx", tmp_path / "另存.xlsx"
    write_rulebook(book, to_tables(VILLAGE), title="规则库", created=date(2030, 1, 1))
    with office.open(book) as opened:
        assert opened.value("单位", "D4") == "部门"
        opened.save_as(saved)
    create_folder(to_files(read_rulebook(saved)), tmp_path / "新的")
    new, old = (as_dict(load_rulebook(folder)) for folder in (tmp_path / "新的", VILLAGE))
    assert {key: value for key, value in new.items() if key != "digest"} == {
        key: value for key, value in old.items() if key != "digest"
    }
