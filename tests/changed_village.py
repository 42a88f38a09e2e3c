"""The fictitious rulebook, changed as a county might: one indicator dropped, one added, points, a standard, a unit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

VILLAGE = Path(__file__).parent / "village"


def changed_village(folder: Path, *, vetoes: bool = False) -> Path:
    """Write it below `folder`: I02 dropped, I08 added, I06 and I07 with other points, I05 with another standard, D06
    added, the deadline of all rows moved; with `vetoes` also an item of the negative list more.
    """
    new = Path(shutil.copytree(VILLAGE, folder / "新规则"))
    edit(new / "meta.toml", ("version = '1'", "version = '2'\nfollows = '1'"))
    first, second = sorted((new / "indicators").iterdir())
    text = first.read_text(encoding="utf-8")
    dropped = next(part for part in text.split("[[indicators]]") if "'I02'" in part)
    added = dropped
    for old, now in (
        ("'I02'", "'I08'"), ("书屋管理", "夜间照明"), ("书屋由专人管理，借阅有登记。", "主路装灯。"),
        ("co = ['谷文化站']", "co = ['谷学校', '谷管理处']"), ("'谷文化站'", "'谷学校、谷管理处'"),
    ):  # fmt: skip
        added = added.replace(old, now)
    first.write_text(text.replace(dropped, "").replace("[[indicators]][[indicators]]", "[[indicators]]")
                     + "\n[[indicators]]" + added, encoding="utf-8")  # fmt: skip
    edit(second, ("full = 0.75", "full = 0.5"), ("full = 0.25", "full = 0.5"), ("每季度走访一次", "每月走访一次"))
    edit(new / "units.toml", ("\n[[units]]\nid = 'D05'", (
        "\n[[units]]\nid = 'D06'\nname = '谷学校'\nformal = '示范谷学校'\nkind = 'department'\naliases = []\n"
        "assumption = '测试所拟'\n\n[[units]]\nid = 'D05'"
    )))  # fmt: skip
    for name in ("evidence.toml", "requirements.toml", "counts.toml", "tasks.toml"):
        without(new / name, "I02")
    edit(new / "phases.toml", ("2025-05-31", "2025-06-30"))
    if vetoes:
        path = new / "vetoes.toml"
        text = path.read_text(encoding="utf-8")
        last = text.split("[[vetoes]]")[-1]
        more = re.sub(r"id = 'V\d+'", "id = 'V9'", last)
        more = re.sub(r"(title|text) = '[^']*'", r"\1 = '新增的事项'", more)
        path.write_text(f"{text}\n[[vetoes]]{more}", encoding="utf-8")
    return new


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts that must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (path.name, old)
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def without(path: Path, indicator: str) -> None:
    """Leave out the records of a file that speak of an indicator."""
    parts = re.split(r"(?m)^(?=\[\[)", path.read_text(encoding="utf-8"))
    kept = [part for part in parts if f"'{indicator}'" not in part and f"'{indicator}." not in part]
    path.write_text("".join(kept), encoding="utf-8")
