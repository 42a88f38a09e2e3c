"""What is committed in `workbooks/` and `README.md` is what the programme makes today."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from weibao.campaign.samples import build_samples

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "workbooks"


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook. Not its bytes: what deflate makes of them differs between machines."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_samples_are_fresh(demo_made: Path, tmp_path: Path) -> None:
    built = build_samples(tmp_path / "samples", demo_made)
    assert {path.name for path in built} == {path.name for path in SAMPLES.glob("*.xlsx")}, "make samples"
    for path in built:
        committed, fresh = parts(SAMPLES / path.name), parts(path)
        assert list(committed) == list(fresh), f"{path.name}: make samples"
        stale = [name for name in fresh if committed[name] != fresh[name]]
        assert not stale, f"{path.name}: {stale}: make samples"


def test_every_picture_and_link_of_the_readme_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / target).exists(), target
