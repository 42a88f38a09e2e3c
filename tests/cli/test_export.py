"""`export` where its file cannot be written: it says so, and takes away later what lies beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli.conftest import Run

DAY, NEXT = "2026-04-02", "2026-04-03"

pytestmark = pytest.mark.xdist_group("commands")


def opened(path: Path) -> Callable[[], object]:
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text("office")
    return lock.unlink


def read_only(path: Path) -> Callable[[], object]:
    path.chmod(0o444)
    return lambda: path.chmod(0o644)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


@pytest.mark.parametrize(("busy", "code"), [(opened, "output-open"), (read_only, "output-read-only")])
def test_what_lies_beside_is_told_and_taken_away_later(root: Path, weibao: Run, busy: Any, code: str) -> None:
    weibao("export", root, "--as-of", DAY)
    book = root / "导出" / "数据导出.xlsx"
    before, free = book.read_bytes(), busy(book)
    done = weibao("export", root, "--as-of", NEXT, "--json").json
    assert done["files"] == [str(book.with_name("数据导出（新）.xlsx"))]
    assert [item["code"] for item in done["messages"]] == [code]
    assert book.read_bytes() == before
    said = weibao("export", root, "--as-of", NEXT).out
    assert "最新的写成了“数据导出（新）.xlsx”" in "".join(said.split())
    free()
    assert weibao("export", root, "--as-of", NEXT, "--json").json == {"files": [str(book)], "messages": []}
    assert names(book.parent) == [book.name]
    assert book.read_bytes() != before


def test_what_somebody_changed_is_kept_before_it_is_written_again(root: Path, weibao: Run) -> None:
    weibao("export", root, "--as-of", DAY)
    book = root / "导出" / "数据导出.xlsx"
    book.write_bytes(b"mine")
    told = weibao("export", root, "--as-of", DAY, "--json").json["messages"]
    assert [item["code"] for item in told] == ["output-touched"]
    listed = weibao("restore", root, "--json").json["files"]
    assert "导出/数据导出.xlsx" in [item["path"] for item in listed]


def test_elsewhere_nothing_is_remembered_and_what_lies_beside_is_told(root: Path, weibao: Run, tmp_path: Path) -> None:
    out = tmp_path / "别处"
    weibao("export", root, "--as-of", DAY, "--out", out)
    history = (root / ".weibao" / "history.sqlite").read_bytes()
    opened(out / "数据导出.xlsx")
    said = "".join(weibao("export", root, "--as-of", DAY, "--out", out).out.split())
    assert "最新的写成了“数据导出（新）.xlsx”。请关闭“数据导出.xlsx”后再导出一次，并把旁边那份删去。" in said
    assert names(out) == ["数据导出.xlsx", "数据导出（新）.xlsx"]
    assert (root / ".weibao" / "history.sqlite").read_bytes() == history
