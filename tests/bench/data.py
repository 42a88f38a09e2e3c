"""What all rows measure with: the demonstration campaign, before its first whole run and after it, made when asked for.

Its units, texts and figures are invented. Nothing of it is measured while it is made.
"""

from __future__ import annotations

import pickle
import shutil
import zipfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weibao.campaign import demo as demonstration
from weibao.campaign.charting import built, facts_of
from weibao.campaign.demo_office import AS_OF as AS_OF
from weibao.campaign.drafting import case_of
from weibao.campaign.folder import Campaign
from weibao.campaign.inbox import Source, look_into, return_folder
from weibao.campaign.pipeline import regenerate
from weibao.campaign.situation import Situation, look
from weibao.campaign.store import open_store
from weibao.documents.kinds.registry import KINDS
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Callable

    from weibao.charts.picture import Picture
    from weibao.documents.kind import Document, Kind

UNITS = 54


class Data:
    """Everything lies below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, name: str) -> Path:
        """An empty folder of that name."""
        place = self.folder / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    @cached_property
    def warm(self) -> Path:
        """The campaign after its first whole run; only read it. `cold` is the same before it."""

        def keep_cold(campaign: Campaign, store: Any, **rest: Any) -> Any:
            store.checkpoint()
            shutil.copytree(campaign.root, self.folder / "cold")
            return regenerate(campaign, store, **rest)

        from weibao.hosts.build import ledger_macros

        warm, making = self.folder / "warm", self.folder / "making"
        if not warm.exists():
            for half in (making, self.folder / "cold"):
                shutil.rmtree(half, ignore_errors=True)
            with patch.object(demonstration, "regenerate", keep_cold):
                demonstration.run_demo(making, macros=ledger_macros())
            making.rename(warm)
        return warm

    @property
    def cold(self) -> Path:
        """The campaign as it waits for its first whole run; only read it."""
        return self.warm.with_name("cold")

    def copied(self, root: Path, name: str) -> Callable[[], None]:
        """Puts a fresh copy of a campaign into a folder of that name."""

        def copy() -> None:
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(root, self.folder / name)

        return copy

    @cached_property
    def situation(self) -> Situation:
        """What `warm` is on its own day."""
        return _seen(self.warm)[0]

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures of it."""
        return pictures_of(self.warm)

    @cached_property
    def documents(self) -> list[tuple[Kind, Document]]:
        """All documents that `regenerate` drafts."""
        case = case_of(self.situation)
        kinds = [kind for kind in KINDS if kind.group.value != "on_request"]
        return [(kind, document) for kind in kinds for document in kind.documents(case)]

    @cached_property
    def returns(self) -> list[Source]:
        """The returned workbooks, one file each."""
        found = look_into(self.warm, return_folder(self.warm, 1)).sources
        return [source for source in found if source.path.suffix == ".xlsx"]

    def pickled(self, name: str, value: object) -> Path:
        """`value` in a file, for another process."""
        path = self.folder / f"{name}.pickle"
        path.write_bytes(pickle.dumps(value))
        return path

    def papers(self) -> list[tuple[str, dict[str, Any], str]]:
        """For a plain docxtpl loop: templates, contexts without pictures, places below 文书/."""
        return [(str(template(kind.template)), dict(item.context), item.path) for kind, item in self.documents]


def pictures_of(root: Path) -> tuple[Picture, ...]:
    """All pictures of a campaign on the demonstration's own day."""
    return _seen(root)[1]


def _seen(root: Path) -> tuple[Situation, tuple[Picture, ...]]:
    campaign = Campaign.open(root)
    with open_store(campaign.history, reading=True) as store:
        situation = look(campaign, store, as_of=AS_OF)
        return situation, built(facts_of(situation, store))


def change_part(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Write one part of a package anew, the others as they are."""
    with zipfile.ZipFile(path) as package:
        parts = {item: package.read(item) for item in package.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for item, content in parts.items():
            package.writestr(item, change(content) if item.filename == part else content)
