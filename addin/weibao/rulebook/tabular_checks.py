"""Rows of a rulebook's workbook that say not what they are of, or are of nothing: they would be lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.faults import Spot
from weibao.rulebook.labels import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from weibao.rulebook.faults import Faults

FILES: Final = "files"
META: Final = "meta"
OWNER: Final = "record"
FILE: Final = "file"
INDICATORS: Final = "indicators/"
"""How the names of the files begin that are of one category each."""


def spot_of(table: str, number: int = 0) -> Spot:
    """Where a mistake stands, in the words of the workbook; `number` says which of the rows that are not empty."""
    return Spot(f"工作表“{TABLES[table][0]}”", table=table, number=number)


def check_owners(
    given: Mapping[str, Sequence[Mapping[str, Any]]],
    shape: Mapping[str, Collection[str]],
    lists: Collection[str],
    words: Mapping[str, str],
    faults: Faults,
) -> None:
    """`given` are the records by table, `shape` the columns of every table, `lists` the tables whose records have ids,
    `words` what people call the keys of META.

    Notes the rows that are lost.
    """
    files = [str(row.get(FILE, "")) for row in given.get(FILES, ())]
    keys = [str(row.get("key", "")) for row in given.get(META, ())]
    _check_names(FILES, files, "文件名", faults)
    _check_names(META, [words.get(key, key) for key in keys], "项", faults)
    for number, (name, row) in enumerate(zip(files, given.get(FILES, ()), strict=True), 1):
        with faults.noted():
            if name and not name.endswith(".toml"):
                spot_of(FILES, number).fail(f"文件“{name}”不是规则库的文件", "名称以 .toml 结尾")
            if name and "category" in row and not name.startswith(INDICATORS):
                spot_of(FILES, number).fail("这一行不用写“category”", f"只有 {INDICATORS} 的各行写，请清空这一格")
    ids = {name: {str(row.get("id", "")) for row in given.get(name, ())} for name in lists}
    for table, rows in given.items():
        for number, row in enumerate(rows if OWNER in shape[table] else (), 1):
            owner, of = str(row.get(OWNER, "")), str(row.get("table", table.rpartition(".")[0]))
            with faults.noted():
                if not of:
                    spot_of(table, number).fail("这一行没有写是哪张表的", "补上，或者删去这一行")
                if of not in ids:
                    spot_of(table, number).fail(f"这一行写的表是“{of}”，规则库没有这张表", "改正，或者删去这一行")
                if owner not in ids[of]:
                    there = f"“{TABLES[of][0]}”里没有这条记录"
                    spot_of(table, number).fail(f"这一行是记录“{owner}”的，{there}", "改正编号，或者删去这一行")


def _check_names(table: str, names: Sequence[str], what: str, faults: Faults) -> None:
    for number, name in enumerate(names, 1):
        with faults.noted():
            if not name:
                spot_of(table, number).fail(f"这一行没有写{what}", "补上，或者删去这一行")
            if name in names[: number - 1]:
                spot_of(table, number).fail(f"“{name}”不止一行", "只留一行")
