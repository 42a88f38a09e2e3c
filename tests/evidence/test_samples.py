"""The demonstration's evidence files: the same bytes for the same seed, and read as what they pretend to be."""

from __future__ import annotations

from pathlib import Path

from weibao.compute.proof_texts import Words
from weibao.evidence.reader import read
from weibao.evidence.samples import write_photo, write_scan

WORDS = Words().dump()


def test_scans_and_photos_are_made_alike_and_read_right(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_scan(tmp_path / name / "a.pdf", "纪要", pages=3)
        write_scan(tmp_path / name / "b.pdf", "通知", seal=False)
        write_photo(tmp_path / name / "c.jpg", "照片", taken="2030:03:01 10:00:00")
    for name in ("a.pdf", "b.pdf", "c.jpg"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    sealed, bare, photo = (read(str(tmp_path / "one" / name), WORDS) for name in ("a.pdf", "b.pdf", "c.jpg"))
    assert (sealed["pages"], sealed["red"], sealed["a4"], sealed["blank"]) == (3, True, True, False)
    assert (bare["pages"], bare["red"]) == (1, False)
    assert photo["taken"] == "2030-03-01"
    assert photo["look"]
