"""Everything again where one cell of one return has changed, against the first run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.commands import command
from bench.costs import TESTS, Run, child
from bench.data import change_part, pictures_of
from bench.pairs import Row, at_most, share
from weibao.sheets.intake_package import Package
from weibao.sheets.layout import INDICATORS, column_letter

if TYPE_CHECKING:
    from pathlib import Path

    from bench.data import Data


def pair(data: Data) -> tuple[Run, Run]:
    """The self-assessed score of one indicator goes up and down, of the first unit that has given one."""
    root = data.folder / "changing"
    data.copied(data.warm, "changing")()
    path = returned(data)
    child(command("regenerate", root))()
    check_that_it_counts(root, path)
    ours = child(command("regenerate", root), lambda: change_score(path))
    return ours, first_run(data)


def first_run(data: Data) -> Run:
    return child(command("regenerate", data.folder / "run"), data.copied(data.cold, "run"))


def drawing(data: Data) -> tuple[Run, Run]:
    """Nothing but the pictures that such a change alters, drawn by a process of their own."""
    root, known = data.folder / "changing", {picture.name: picture for picture in data.pictures}
    data.copied(data.warm, "changing")()
    change_score(returned(data))
    changed = [picture for picture in pictures_of(root) if picture != known[picture.name]]
    given, out = data.pickled("changed", changed), data.place("changed-pictures")
    return child([sys.executable, "-W", "ignore", "-m", "bench.naive", "ours", str(given), str(out)]), first_run(data)


def returned(data: Data) -> Path:
    """In the changing campaign, the first return that has given a score."""
    root = data.folder / "changing"
    places = (root / source.path.relative_to(data.warm) for source in data.returns)
    return next(place for place in places if score_in(place) is not None)


def check_that_it_counts(root: Path, path: Path) -> None:
    """RuntimeError where the changed file would not count: that would be another, larger change."""
    change_score(path)
    asked = [*command("collect", root), "--json"]
    told = subprocess.run(asked, cwd=TESTS, capture_output=True, check=True, encoding="utf-8")
    if not any(item["used"] == path.relative_to(root).as_posix() for item in json.loads(told.stdout)["returns"]):
        raise RuntimeError(f"{path.name} does not count after the change")
    change_score(path)


def score_in(path: Path) -> re.Match[bytes] | None:
    """The first cell of a checklist that holds a score as a number."""
    letter = column_letter([column.key for column in INDICATORS.columns].index("score") + 1)
    package = Package(path)
    sheet = package.xml_bytes(package.sheets[INDICATORS.sheet].part)
    return re.search(rf'(<c r="{letter}\d+"(?![^>]* t="s")[^>]*>)<v>([\d.]+)</v>'.encode(), sheet)


def change_score(path: Path) -> None:
    """1 where another score stood, else 0.5."""
    found = score_in(path)
    if not found:
        raise RuntimeError(f"no score in {path.name}")
    score = found[1] + b"<v>" + (b"0.5" if found[2] == b"1" else b"1") + b"</v>"
    change_part(path, Package(path).sheets[INDICATORS.sheet].part, lambda sheet: sheet.replace(found[0], score, 1))


ROWS = (
    Row(
        "one-changed", "全部重算，一份回收清单改了一格", "第一次的全部重算", at_most(0.15, "至多 0.15 倍时间"), pair,
        "更新核定台账四分之一强，读台账、规则和清单近两成，导入一成半，核对佐证和明细表、文书、总台账各约一成；"
        "变了的图由另一个进程画", rounds=3, quick=1, warm=False, figure=share,
        short="一格改动牵动核定台账 7 张表、3 份文书、3 张图和总台账，都要重写，其余 78 个文件不动。这些和启动、导入、"
        "读全部台账合起来三四秒，不随改动的大小变。只画那 3 张图（one-changed-pictures），别的什么都不做，"
        "就已经超过 0.15：除非进程一直开着，否则达不到",
    ),
    Row(
        "one-changed-pictures", "只画上一行改动的 3 张图（新进程，别的什么都不做）", "第一次的全部重算", None, drawing,
        "导入 matplotlib 四成，其余是排版和写出三种文件", rounds=3, quick=1, warm=False, figure=share,
    ),
)  # fmt: skip
