"""A campaign with one paper listed, for the tests of `compile`, and what they ask of a compilation."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from campaign.evidence_desk import DAY, FOLDER, UNIT, Here, desk, seen
from evidence.papers import docx, text_pdf
from weibao import resources
from weibao.campaign import evidence_index
from weibao.campaign.compiling import Made, compile_evidence
from weibao.campaign.evidence_check import check_evidence, read_evidence
from weibao.campaign.folder import Campaign
from weibao.campaign.situation import Situation
from weibao.compute.model import EvidenceInput
from weibao.documents import drafting
from weibao.documents.kinds.registry import BY_NAME
from weibao.documents.render import Renderer

OTHER = "谷水务站"
BOOK = f"{FOLDER}/I01 书屋开放"


def row(title: str, location: str, indicator: str = "I01", **more: Any) -> EvidenceInput:
    return EvidenceInput(
        indicator, title, dated=more.pop("dated", DAY), type="M01", location=location, sheet="佐证材料", **more
    )


class Office:
    """The office's desk: a situation whose rows of 佐证材料 a test types, and files that it puts there."""

    def __init__(self, campaign: Campaign, situation: Situation) -> None:
        self.campaign, self._situation = campaign, situation
        self.rows: dict[str, list[EvidenceInput]] = {}
        self.typed: dict[str, str] = {}

    def put(self, path: str, content: bytes | str = "") -> Path:
        """A file below 佐证材料/; of a text a Word document."""
        target = self.campaign.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            docx(target, content)
        return target

    def situation(self) -> Situation:
        seen_ = self._situation
        book = seen_.grounds.rulebook
        ids = {unit.name: unit.id for unit in book.units}
        first = seen_.collected.submissions[ids[UNIT]]
        submissions = {
            ids[name]: replace(first, unit=ids[name], evidence=tuple(evidence)) for name, evidence in self.rows.items()
        }
        texts = {**seen_.grounds.settings.texts, **self.typed}
        grounds = replace(seen_.grounds, settings=replace(seen_.grounds.settings, texts=texts))
        return replace(seen_, grounds=grounds, collected=replace(seen_.collected, submissions=submissions))

    def run(self, **options: Any) -> Made:
        situation = self.situation()
        return compile_evidence(situation, check_evidence(situation, read_evidence(situation.grounds)), **options)


@pytest.fixture(scope="session")
def compiling_seen(village_issued: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Situation]:
    root = Path(shutil.copytree(village_issued, tmp_path_factory.mktemp("compiling") / "谷地"))
    campaign = desk(Campaign.open(root))
    situation = seen(campaign)
    shutil.rmtree(root / "佐证材料")
    return root, situation


@cache
def opened(template: str) -> Renderer:
    fields = next(kind.fields for kind in BY_NAME.values() if kind.template == template)
    return Renderer(resources.template(template), fields)


@pytest.fixture
def office(compiling_seen: tuple[Path, Situation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A campaign with one paper listed."""
    monkeypatch.setattr(evidence_index, "Worker", Here)
    # A template is opened once for all tests; that is what takes most of the time.
    monkeypatch.setattr(drafting, "_opened", lambda path, _content, _fields: opened(path.name))
    root, situation = compiling_seen
    campaign = Campaign.open(Path(shutil.copytree(root, tmp_path / "谷地")))
    situation = replace(situation, grounds=replace(situation.grounds, campaign=campaign))
    made = Office(campaign, situation)
    made.put(f"{BOOK}/登记.pdf", text_pdf(["书屋开放登记"], pages=3))
    made.rows = {UNIT: [row("书屋开放登记", f"{BOOK}/登记.pdf")]}
    return made


def files(made: Made) -> dict[str, str]:
    """Numbers with the file under each, by what is on the disk."""
    paths = [path for path in made.folder.rglob("*") if path.is_file()]
    return {path.name.split("_")[0]: path.relative_to(made.folder).as_posix() for path in paths if "_" in path.name}


def states(made: Made) -> dict[str, str]:
    return {entry.number: entry.kept.value for entry in made.compiled.entries}


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def codes(made: Made) -> list[str]:
    return [item.code for item in made.findings]


def all_text(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
