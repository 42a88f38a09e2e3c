"""资料汇编: which registered materials it holds, under which numbers, and what of the files is left out, and why.

A number is 项目号-指标号-材料序号 (01-I03-02); the materials of an indicator are counted in the order of the units and
of their rows, whether their files are there or not, so that a number stays when a late file arrives. A file that
serves several indicators is stored once, under the first, and referred to by the others: nobody hands it in, prints it
or looks at it twice. A paper with a 密级 mark is in no list that goes out, and has no number.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from weibao.compute.compilation_barred import Barred, Releases, Why, barred, is_marked, marked, what_to_look_at
from weibao.compute.compilation_names import Namer
from weibao.compute.proof_lack import PAPER, is_online, lack_of
from weibao.compute.proof_photos import PICTURES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from weibao.compute.proof_records import FileFacts, Material, Proofs
    from weibao.rulebook.model import Category, Indicator


class Kept(StrEnum):
    """What becomes of a material: in it, stored under another number, on paper only, on the web, or not in it."""

    INCLUDED = "included"
    SHARED = "shared"
    PAPER = "paper"
    ONLINE = "online"
    MISSING = "missing"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be copied: from `source` (below the campaign) to `target` (below the compilation)."""

    source: str
    target: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One 件 of the catalogue. `pages` is None where a program cannot count them all; `lack` is the code of the finding
    on its missing file; `same` are (number, target) of files that are stored under another number; `barred` how many
    of its files are left out.
    """

    number: str
    indicator: str
    unit: str
    title: str
    kept: Kept
    doc_no: str = ""
    dated: date | None = None
    pages: int | None = None
    location: str = ""
    pieces: tuple[Piece, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    lack: str = ""
    barred: int = 0
    place: tuple[str, str] = ("", "")  # sheet and cell of its row


@dataclass(frozen=True, slots=True)
class Chapter:
    """An indicator with its materials; `folder` below the compilation."""

    indicator: Indicator
    folder: str
    entries: tuple[Entry, ...]

    @property
    def in_it(self) -> tuple[Entry, ...]:
        """What a reviewer finds: files, papers, pages on the web."""
        return tuple(entry for entry in self.entries if entry.kept not in (Kept.MISSING, Kept.LEFT_OUT))


@dataclass(frozen=True, slots=True)
class Volume:
    """A 项目 with its indicators; `place` is its number in the rubric."""

    category: Category
    place: int
    folder: str
    chapters: tuple[Chapter, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All materials, in their order."""
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not in it. `code` lets the office release it by name, where it may."""

    file: str
    unit: str
    indicator: str
    why: Barred

    @property
    def code(self) -> str:
        """ "" for what nobody may release."""
        return self.why.code


@dataclass(frozen=True, slots=True)
class Compiled:
    """The whole: volumes in the order of the rubric, files left out, and files in it that a person looks at first.

    `strangers` are materials whose row names no indicator of theirs. `unseen` counts the files in it of whose words no
    program has seen any: scans and photos.
    """

    volumes: tuple[Volume, ...]
    left_out: tuple[LeftOut, ...] = ()
    looks: tuple[tuple[str, str], ...] = ()
    strangers: tuple[Material, ...] = ()
    unseen: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All materials, in their order."""
        return tuple(entry for volume in self.volumes for entry in volume.entries)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All files to be copied."""
        return tuple(piece for entry in self.entries for piece in entry.pieces)


def compile_materials(
    proofs: Proofs, *, unread: Collection[str] = (), releases: Releases | None = None, categories: Sequence[str] = ()
) -> Compiled:
    """Sort the materials of the round that counts. `unread` are paths whose content is not known as it is now;
    `categories` are ids, none for all of them.
    """
    return _Compiler(proofs, frozenset(unread), releases or Releases(), marked(proofs)).run(categories)


_TOGETHER: Final = "与有密级标志的材料登记在一起"


@dataclass
class _Compiler:
    proofs: Proofs
    unread: frozenset[str]
    releases: Releases
    secret: frozenset[str]  # digests
    stored: dict[str, tuple[str, str]] = field(default_factory=dict)  # digest -> number, target
    left: dict[str, LeftOut] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    unseen: int = 0

    def run(self, wanted: Sequence[str]) -> Compiled:
        rulebook = self.proofs.rulebook
        rows, strangers = self._rows()
        volumes = []
        for place, category in enumerate(rulebook.categories, 1):
            if wanted and category.id not in wanted:
                continue
            namer = Namer(place, category)
            own = [item for item in rulebook.indicators if item.category == category.id]
            chapters = tuple(self._chapter(namer, place, item, rows[item.id]) for item in own)
            if chapters:
                volumes.append(Volume(category, place, namer.folder, chapters))
        # What a marked paper was handed in with may be another row's, too, and in it there.
        sources = {piece.source for volume in volumes for entry in volume.entries for piece in entry.pieces}
        left = tuple(item for item in self.left.values() if item.file not in sources)
        return Compiled(tuple(volumes), left, tuple(self.looks.items()), tuple(strangers), self.unseen)

    def _rows(self) -> tuple[defaultdict[str, list[Material]], list[Material]]:
        """Materials by indicator, in the order of units and rows, and those that are no indicator's of the unit's."""
        asked = {result.indicator: result.units for result in self.proofs.assessment.indicators}
        rows: defaultdict[str, list[Material]] = defaultdict(list)
        strangers = []
        for material in self.proofs.materials:
            if material.unit in asked.get(material.item.indicator, ()):
                rows[material.item.indicator].append(material)
            else:
                strangers.append(material)
        return rows, strangers

    def _chapter(self, namer: Namer, place: int, indicator: Indicator, rows: Sequence[Material]) -> Chapter:
        entries: list[Entry] = []
        for material in rows:
            number = len(entries) + 1
            found = self._entry(namer, indicator, material, number, f"{place:02d}-{indicator.id}-{number:02d}")
            entries += found
        return Chapter(indicator, namer.chapter(indicator), tuple(entries))

    def _entry(self, namer: Namer, indicator: Indicator, row: Material, at: int, number: str) -> Iterator[Entry]:
        """The material's entry; none for one with a 密级 mark."""
        whys = {path: self._why(path) for path in row.files}
        for path, why in whys.items():
            if why:
                self.left.setdefault(path, LeftOut(path, row.unit, indicator.id, why))
        if is_marked(row.item) or any(why and why.why is Why.SECRET for why in whys.values()):
            self._all_secret(row, indicator, whys)
            return
        facts = [self.proofs.files[path] for path, why in whys.items() if not why]
        pieces, same = self._stored(namer, indicator, row, at, number, facts)
        blank = self._blank(row, number, barred=len(whys) - len(facts))
        if facts:
            kept = Kept.INCLUDED if pieces else Kept.SHARED
            yield replace(blank, kept=kept, pieces=pieces, same=same, pages=pages_of(facts))
        elif whys:
            yield replace(blank, kept=Kept.LEFT_OUT)
        else:
            yield self._without(blank, row)

    def _why(self, path: str) -> Barred | None:
        facts = self.proofs.files.get(path)
        return barred(facts, path, unread=path in self.unread, releases=self.releases, secret=self.secret)

    def _all_secret(self, row: Material, indicator: Indicator, whys: dict[str, Barred | None]) -> None:
        """What was handed in together stays together: nothing of a marked material goes out."""
        for path in whys:
            self.left.setdefault(path, LeftOut(path, row.unit, indicator.id, Barred(Why.SECRET, _TOGETHER)))
        if not whys:
            place = " ".join(filter(None, (row.source, row.item.sheet, row.item.cell)))
            why = Barred(Why.SECRET, f"登记的名称或位置有密级标志，没有文件（{place}）")
            self.left.setdefault(place, LeftOut("", row.unit, indicator.id, why))

    def _stored(
        self, namer: Namer, indicator: Indicator, row: Material, at: int, number: str, files: Sequence[FileFacts]
    ) -> tuple[tuple[Piece, ...], tuple[tuple[str, str], ...]]:
        """The files that come here, and those that are stored under an earlier number already."""
        new = [facts for facts in files if facts.digest not in self.stored]
        new = list({facts.digest: facts for facts in new}.values())
        same = tuple(dict.fromkeys(self.stored[facts.digest] for facts in files if facts.digest in self.stored))
        pieces = []
        unit = self.proofs.rulebook.unit_by_id[row.unit].name
        for part, facts in enumerate(new, 1):
            several = part if len(row.files) > 1 else 0
            target = namer.file(indicator, at, several, row, unit, facts.name, self.proofs.scan)
            pieces.append(Piece(facts.path, target, facts.digest, facts.size))
            self.stored[facts.digest] = (number, target)
            if said := what_to_look_at(facts, self.releases):
                self.looks[facts.path] = said
            self.unseen += not facts.characters
        return tuple(pieces), same

    def _blank(self, row: Material, number: str, *, barred: int) -> Entry:
        location = " ".join(row.item.location.split())
        if self.proofs.scan(location):
            location = ""
        return Entry(
            number, row.item.indicator, row.unit, row.name, Kept.MISSING, "".join(row.item.doc_no.split()),
            row.item.dated, location=location, barred=barred, place=(row.item.sheet, row.item.cell),
        )  # fmt: skip

    def _without(self, blank: Entry, row: Material) -> Entry:
        lack = lack_of(row.item, unseen=row.unit in self.proofs.blind)
        if is_online(row.item):
            return replace(blank, kept=Kept.ONLINE)
        if lack == PAPER:
            return replace(blank, kept=Kept.PAPER, lack=lack)
        return replace(blank, lack=lack)


def pages_of(files: Sequence[FileFacts]) -> int | None:
    """Pages of some files together, a picture being one; None where one of them does not tell."""
    counted = [1 if facts.kind in PICTURES and not facts.pages else facts.pages for facts in files]
    known = [pages for pages in counted if pages is not None]
    return sum(known) if known and len(known) == len(counted) else None
