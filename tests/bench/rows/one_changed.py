"""Everything again where one cell of one return has changed, against the first run."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING

from bench.commands import command
from bench.costs import TESTS, Run, child
from bench.data import change_part
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
    path = next(
        place for source in data.returns if score_in(place := root / source.path.relative_to(data.warm)) is not None
    )
    child(command("regenerate", root))()
    check_that_it_counts(root, path)
    ours = child(command("regenerate", root), lambda: change_score(path))
    return ours, child(command("regenerate", data.folder / "run"), data.copied(data.cold, "run"))


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
        "读全部台账合起来四五秒，不随改动的大小变；第一次的全部重算自己也更快了，所以比例降不下来",
    ),
)  # fmt: skip
