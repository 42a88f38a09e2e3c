"""What the loader gives: typed records, ids instead of names, a digest; and that it stays light."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.rulebook import load_rulebook
from weibao.rulebook.loader import available

if TYPE_CHECKING:
    from weibao.rulebook.model import Rulebook

VILLAGE = Path(__file__).parents[1] / "village"


def test_village(village: Rulebook) -> None:
    points = village.scale.points
    assert village.scale.step == Fraction(1, 4)
    assert [str(points(row.full)) for row in village.indicators] == ["1", "0.5", "1.5", "1", "1", "0.75", "0.25"]
    assert village.veto_years == 3
    assert village.group is None
    assert village.towns == ()
    assert village.issued == date(2024, 6, 1)
    assert village.indicator_by_id["I03"].lead == ("D03", "D05")
    assert village.indicator_by_id["I07"].co == ("D05",)


def test_quote_left_out_is_the_verbatim_field(village: Rulebook) -> None:
    indicator = village.indicators[0]
    assert indicator.source
    assert indicator.source.quote == indicator.standard


def test_assumption_of_the_file_stands_for_its_records(village: Rulebook) -> None:
    assert {hint.assumption for hint in village.evidence} == {"材料建议为测试所拟。"}
    assert village.indicators[0].assumption == "短标题和汇总办法为测试所拟。"


def test_claimants_and_supporters(village: Rulebook) -> None:
    led, led_by_none = village.indicator_by_id["I03"], village.indicator_by_id["I05"]
    assert (led.claimants, led.supporters) == (("D03", "D05"), ("D02", "D01"))
    assert (led_by_none.claimants, led_by_none.supporters) == (("D04", "D02"), ())


def test_towns_can_be_replaced(rugao: Rulebook) -> None:
    changed = rugao.with_towns(["东陈镇", "示范区管委会"])
    assert [(unit.id, unit.name, unit.order) for unit in changed.towns] == [
        ("T01", "东陈镇", 41),
        ("T02", "示范区管委会", 42),
    ]
    assert changed.members(("D10", "TOWNS")) == ("D10", "T01", "T02")


def test_digest_follows_the_files(village: Rulebook, tmp_path: Path) -> None:
    copy = shutil.copytree(VILLAGE, tmp_path / "copy")
    assert load_rulebook(copy).digest == village.digest
    units = copy / "units.toml"
    units.write_bytes(units.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rulebook(copy).digest == village.digest  # a Windows checkout is the same rulebook
    units.write_bytes(units.read_bytes() + b"# changed\n")
    assert load_rulebook(copy).digest != village.digest


def test_ours_are_found_by_name(rugao: Rulebook) -> None:
    assert available() == ("rugao_2023",)
    assert rugao.id == "rugao_2023"
    assert load_rulebook().digest == rugao.digest


def test_loading_needs_the_standard_library_only() -> None:
    code = (
        "import sys; from weibao.rulebook import load_calendar, load_rulebook; load_rulebook(); load_calendar();"
        "print(*{name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names) - {'weibao'})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    extra = {name for name in done.stdout.split() if not name.startswith(("_", "__editable__"))}
    assert extra <= {"sitecustomize", "usercustomize"}
