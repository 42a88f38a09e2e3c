"""编号 that is stopped at any point: no number is lost or given twice, and the next run completes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copytree

from campaign.faults import DISKS, Failing, Watch, at_every_step, old_or_new, remembered, visible
from cli.conftest import Run
from cli.desk import FIRST, SECOND, Office, numbered

# Which points the disk fails at, one in so many: all of them were tried.
SOME = 5


def number(office: Office, code: int | None = 0) -> None:
    result = office._run("documents", "number", office.file("督办通知"), "--campaign", office.root, "--json")
    assert code in (None, result.code), result.err
    assert "Traceback" not in result.err


def opened(roots: list[Path], run: Run) -> Iterator[Office]:
    for root in roots:
        yield Office(root, run)


def test_a_number_is_given_once_whatever_stops_the_run(office: Office, weibao: Run, tmp_path: Path) -> None:
    office.approve(FIRST, SECOND)
    before = Path(copytree(office.root, tmp_path / "before"))
    watch = Watch(office.root, tmp_path / "states")
    with at_every_step(watch):
        number(office)
    old, new, kept = visible(before), visible(office.root), remembered(office.root)["numbers"]
    assert {f"文书/{numbered(place, file)}" for place, file in (("1", SECOND), ("2", FIRST))} <= new.keys()
    assert len(watch.steps) > 20
    assert len(watch.states) > 6
    failed = []
    for at in range(1, len(watch.steps), SOME):
        broken = Office(Path(copytree(before, tmp_path / f"{at:03d}")), weibao)
        with at_every_step(Failing(at, *DISKS[at % len(DISKS)])), suppress(OSError):
            number(broken, None)
        failed.append(broken.root)
    for stopped in opened([*watch.states.values(), *failed], weibao):
        old_or_new(stopped.root, old, new)
        number(stopped)
        assert visible(stopped.root) == new
        assert remembered(stopped.root)["numbers"] == kept
        assert not list(stopped.root.rglob(".wb-*"))
