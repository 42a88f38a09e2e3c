"""Rows of a rulebook's workbook that say not what they are of, or are of nothing: they would be lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.rulebook.labels import TABLES
from weibao.rulebook.tables import Spot

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

FILES: Final = "files"
META: Final = "meta"
OWNER: Final = "record"
FILE: Final = "file"


def spot_of(table: str) -> Spot:
    """Where a mistake stands, in the words of the workbook."""
    return Spot(f"工作表“{TABLES[table][0]}”")


def check_owners(
    given: Mapping[str, Sequence[Mapping[str, Any]]],
    shape: Mapping[str, Collection[str]],
    lists: Collection[str],
    words: Mapping[str, str],
) -> None:
    """`given` are the records by table, `shape` the columns of every table, `lists` the tables whose records have ids,
    `words` what people call the keys of META.

    Raises RulebookError for the first row that is lost.
    """
    _check_names(FILES, [str(row.get(FILE, "")) for row in given.get(FILES, ())], "文件名")
    keys = [str(row.get("key", "")) for row in given.get(META, ())]
    _check_names(META, [words.get(key, key) for key in keys], "项")
    strange = next((row[FILE] for row in given.get(FILES, ()) if not str(row[FILE]).endswith(".toml")), None)
    if strange is not None:
        spot_of(FILES).fail(f"文件“{strange}”不是规则库的文件", "名称以 .toml 结尾")
    ids = {name: {str(row.get("id", "")) for row in given.get(name, ())} for name in lists}
    for table, rows in given.items():
        for row in rows if OWNER in shape[table] else ():
            owner, of = str(row.get(OWNER, "")), str(row.get("table", table.rpartition(".")[0]))
            if of not in ids:
                spot_of(table).fail(f"有一行写的表是“{of}”，规则库没有这张表", "改正，或者删去这一行")
            if owner not in ids[of]:
                there = f"“{TABLES[of][0]}”里没有这条记录"
                spot_of(table).fail(f"有一行是记录“{owner}”的，{there}", "改正编号，或者删去这一行")


def _check_names(table: str, names: Sequence[str], what: str) -> None:
    if "" in names:
        spot_of(table).fail(f"有一行没有写{what}", "补上，或者删去这一行")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        spot_of(table).fail(f"“{'、'.join(twice)}”不止一行", "只留一行")
