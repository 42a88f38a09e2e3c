"""Formulas of earlier versions are no person's typing: nobody is told that he has typed over them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from weibao.sheets.ledger_book import COMPUTED
from weibao.sheets.ledger_formulas import Refs
from weibao.sheets.ledger_legacy import is_old_column
from weibao.sheets.ledger_lines import skeleton

OLDER = tomllib.loads(Path(__file__).with_name("older_formulas.toml").read_text("utf-8"))["columns"]


@pytest.mark.parametrize("column", OLDER, ids=lambda column: f"{column['sheet']} {column['key']}")
def test_a_formula_of_an_earlier_version_is_still_ours(column: dict[str, Any]) -> None:
    sheet, key = column["sheet"], column["key"]
    assert is_old_column(sheet, key, skeleton(column["formula"]))
    assert is_old_column(sheet, key, skeleton(column["native"]))
    assert not is_old_column(sheet, key, skeleton(column["native"]) + "+1")


def digests() -> dict[str, list[str]]:
    """Of every formula that is written now: as a function, and natively."""
    return {
        f"{table.sheet} {column.key}": [
            hashlib.sha256(skeleton(formula(Refs(table, 9, 99))).encode()).hexdigest()[:16]
            for formula in (column.formula, column.native)
        ]
        for table, columns in COMPUTED.values()
        for column in columns
    }


def test_no_formula_changes_unless_the_former_is_kept() -> None:
    """Where this fails, add the digest that was to `ledger_legacy`, then renew formulas.json: else everybody who has a
    ledger already is told that he has typed over its formulas.
    """
    assert digests() == json.loads(Path(__file__).with_name("formulas.json").read_text("utf-8"))
