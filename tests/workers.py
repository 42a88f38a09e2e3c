"""Which worker runs what where pytest has several (`-n`), and what makes every worker quick. A plugin of `conftest`.

The tests of an `xdist_group` run in one worker, and so do those that share what their module makes: an office is
started once, a campaign made once. pytest-xdist's own `--dist loadgroup` marks groups in names that pytest 9.2 keeps to
itself, and so keeps nothing together; here the workers write down the groups, and the scheduler reads that.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import pytest

# These have the longest way to go: they begin.
FIRST: Final = ("office", "live", "wheel")
_FILE: Final = pytest.StashKey[Path]()

# Each worker, and each process that a test starts, would otherwise compile all modules anew where this is set.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _not_to_the_disk(file: Any) -> None:
    """No test cuts the power: what was written is read from memory. A file that is closed is an error as ever."""
    os.fstat(file if isinstance(file, int) else file.fileno())


# Thousands of files are written, and each would wait for the disk twice. Who tests that it is asked for replaces this.
os.fsync = _not_to_the_disk


def group_of(item: pytest.Item) -> str:
    """The group of a test; the name of its file where a fixture of the module's is made for it; "" for none."""
    if marker := item.get_closest_marker("xdist_group"):
        return str(marker.args[0])
    fixtures = getattr(item, "_fixtureinfo", None)
    known = fixtures.name2fixturedefs.values() if fixtures else ()
    shared = any(found[-1].scope in ("module", "class") for found in known)
    return item.nodeid.partition("::")[0] if shared else ""


# --- in each worker -------------------------------------------------------------------------------------


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long groups first; only where there are workers, for one alone the order does not matter."""
    if hasattr(config, "workerinput"):
        order = {group: place for place, group in enumerate(FIRST)}
        items.sort(key=lambda item: order.get(group_of(item), len(FIRST)))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Write down the groups before the worker tells what it has collected."""
    if told := getattr(session.config, "workerinput", {}).get("groups"):
        groups = {item.nodeid: group for item in session.items if (group := group_of(item))}
        own = Path(told).with_suffix(f".{os.getpid()}")
        own.write_text(json.dumps(groups), encoding="utf-8")
        own.replace(told)
    # The collector of cycles need not walk thousands of tests, the rulebooks and the libraries again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


# --- where the workers are started ----------------------------------------------------------------------


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    config = node.config
    if _FILE not in config.stash:
        folder = tempfile.mkdtemp(prefix="weibao-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        config.stash[_FILE] = Path(folder, "groups.json")
    node.workerinput["groups"] = str(config.stash[_FILE])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        """A group is one piece of work, every other test another one; in the order of the collection."""

        known: dict[str, str] | None = None

        def _split_scope(self, nodeid: str) -> str:
            if self.known is None:
                self.known = json.loads(config.stash[_FILE].read_text(encoding="utf-8"))
            return self.known.get(nodeid, nodeid)

    config.option.loadscopereorder = False
    return Groups(config, log)
