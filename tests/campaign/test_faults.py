"""Whatever stops a run, wherever: every file is the old one or the new one, and the next run completes."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from campaign.faults import DISKS, Failing, Watch, at_every_step, killed, old_or_new, remembered, visible
from in_process import let_draw
from weibao.atomic import replace_file
from weibao.campaign.create import create_campaign
from weibao.campaign.folder import Campaign
from weibao.campaign.issue import issue_round
from weibao.campaign.pipeline import regenerate
from weibao.campaign.store import open_store
from weibao.charts.batch import Job
from weibao.charts.catalogue import CHARTS
from weibao.errors import WeibaoError
from weibao.sheets.ledger_update import UpdateResult

VILLAGE = Path(__file__).parent.parent / "village"
MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


# Which points the disk fails at, one in so many: all of them were tried, and would take a minute each time.
SOME = 4


class Story(NamedTuple):
    """A run and how it goes undisturbed: the campaign before it, what people saw before and after, what was kept."""

    before: Path
    after: Path
    old: dict[str, str]
    new: dict[str, str]
    kept: object
    watch: Watch


def run(root: Path) -> None:
    campaign = Campaign.open(root)
    with open_store(campaign.history) as store:
        regenerate(campaign, store, as_of=APRIL)


@pytest.fixture(scope="module", autouse=True)
def quick_charts(module_patch: pytest.MonkeyPatch) -> None:
    """What is drawn does not matter here, and drawing takes longer than all the rest."""

    def draw(jobs: Sequence[Job], **_: object) -> None:
        for path in (path for job in jobs[:1] for path in job.paths):
            with replace_file(path) as temporary:
                temporary.write_text(path.name, encoding="utf-8")

    module_patch.setattr("weibao.charts.catalogue.CHARTS", CHARTS[:1])
    let_draw(module_patch, draw)


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """A campaign whose first round is out and late; a copy of it for every state that a kill may leave."""
    base = tmp_path_factory.mktemp("faults")
    root = base / "谷地"
    campaign = create_campaign(root, VILLAGE, as_of=MARCH)
    with open_store(campaign.history) as store:
        issue_round(campaign, store, number=1, issued=MARCH)
    before = Path(shutil.copytree(root, base / "before"))
    watch = Watch(root, base / "states")
    with at_every_step(watch):
        run(root)
    return Story(before, root, visible(before), visible(root), remembered(root), watch)


@pytest.fixture
def quick_ledger(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """核定台账 is brought up to date in the same way, with the bytes that the undisturbed run has made."""
    before, after = (Campaign.open(root).ledger.read_bytes() for root in (story.before, story.after))

    def update(path: Path, *_: object, **__: object) -> UpdateResult:
        there = path.read_bytes()
        if there == after:
            return UpdateResult(path, changed=False)
        assert there == before
        with replace_file(path) as temporary:
            temporary.write_bytes(after)
        return UpdateResult(path, changed=True)

    monkeypatch.setattr("weibao.sheets.ledger_update.update_ledger", update)


def check_next(root: Path, story: Story, again: Callable[[Path], None] = run) -> None:
    old_or_new(root, story.old, story.new)
    again(root)
    assert visible(root) == story.new
    assert remembered(root) == story.kept
    assert not list(root.rglob(".wb-*"))


@pytest.mark.usefixtures("quick_ledger")
def test_a_run_killed_at_any_point_leaves_old_or_new_and_the_next_completes(story: Story) -> None:
    """The disk is looked at before every write, sync, rename, removal and commit: that is what a kill leaves there."""
    assert len(story.watch.steps) > 30
    assert len(story.watch.states) > 8
    for state in story.watch.states.values():
        check_next(state, story)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("part", [0.1, 0.4, 0.9])
def test_a_killed_process_is_the_same(story: Story, tmp_path: Path, part: float) -> None:
    root = Path(shutil.copytree(story.before, tmp_path / "谷地"))
    killed(lambda: run(root), int(len(story.watch.steps) * part) + 1)
    check_next(root, story)


@pytest.mark.usefixtures("quick_ledger")
@pytest.mark.parametrize("disk", DISKS, ids=lambda disk: errno.errorcode[disk[0]])
def test_a_disk_that_fails_leaves_old_or_new_or_is_told(story: Story, tmp_path: Path, disk: tuple[int, bool]) -> None:
    """Where only one file could not be written (it counts as open) the run goes on, and 总台账 lists that."""
    first = DISKS.index(disk) + 1
    for at in range(first, len(story.watch.steps) + 1, SOME * len(DISKS)):
        root = Path(shutil.copytree(story.before, tmp_path / f"{at:03d}"))
        failing = Failing(at, *disk)
        with at_every_step(failing), suppress(OSError, WeibaoError):
            run(root)
            failing.count = -1  # it went on to the end
        assert failing.count
        if failing.count > 0:
            old_or_new(root, story.old, story.new)
        run(root)
        assert visible(root) == story.new
        assert remembered(root) == story.kept
        shutil.rmtree(root)
