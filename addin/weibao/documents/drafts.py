"""Writing drafts so that no hand's edit is ever lost.

What we wrote is remembered per file in a *receipt*: digest of the bytes, digest of the facts, digest of the content.
A file whose bytes differ from its receipt (or that has none), and whose seal is not whole, was touched by a hand and is
never written or removed.

* nothing on disk, or untouched and the content differs (facts, settings, template, date): it is (re)written;
* touched, and it still rests on the same facts: nothing happens;
* touched, and the facts changed: one （新稿） goes beside it, with a finding; where that was touched too, （新稿2）…;
  a （新稿） that was deleted comes again only when the facts change once more;
* no draft wanted any more: an untouched file is removed, a touched one stays, with a finding;
* a *frozen* file (approved or on its way) counts as touched; nothing takes its place, and where no draft is wanted any
  more it stays and is only listed: whether that is worth a word, 文号登记 knows.

The content carries dates computed from the as-of date; the facts do not, so a new day alone makes no （新稿）.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Self

from weibao.atomic import Batch, lying, remove_file
from weibao.documents.digests import digest
from weibao.documents.seal import read_seal, same_but_for_day
from weibao.findings import Finding, finding
from weibao.shut_words import Shut, why_shut

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

_NEW = re.compile(r"（新稿\d*）$")
_TOGETHER = 50  # so many half-made files may lie in the folder at once


@dataclass(frozen=True, slots=True)
class Draft:
    """A document that ought to exist: its path below the documents folder (forward slashes), the unit's id, the digests
    of its facts and of its content, and how to make its bytes.
    """

    path: str
    unit: str
    facts: str
    content: str
    render: Callable[[], bytes]


@dataclass
class DraftReport:
    """What happened to the files (full paths), what to tell the clerk, and the receipts for the next run.

    `kept`: files that are left as a person has them, by the code of the finding that such a file would have. `left`:
    frozen ones (below the folder) of which no draft is wanted any more. `older`: of those written, the ones in whose
    place an earlier draft of ours stood, which no hand had changed.
    """

    written: list[Path] = field(default_factory=list)
    older: list[Path] = field(default_factory=list)
    unchanged: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    kept: dict[Path, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)


class Receipt(NamedTuple):
    """What we remember of a file that we wrote; stored as one line of text."""

    bytes: str
    facts: str
    content: str

    @classmethod
    def parse(cls, text: str) -> Receipt:
        """A stored receipt; one that cannot be read counts as none, so that its file is treated as touched."""
        parts = text.split()
        return cls(*parts) if len(parts) == 3 else cls("", "", "")

    def __str__(self) -> str:
        return " ".join(self)


class _Written(NamedTuple):
    """A draft that has its bytes and goes to the disk."""

    draft: Draft
    path: str
    touched: list[str]
    receipt: Receipt


class DraftFolder:
    """The folder of documents with its receipts. Use `settle` for every wanted draft, then `clear` for the rest.

    A context: the files are in their places, and the report is whole, at its end. Drafts go to the disk many at a time.
    `frozen` are the paths of documents that have left 拟稿: they are never written or removed. `anew`: a receipt of the
    same content is no proof that its file is what would be written now; the day alone, which no other run would write
    it for, is no difference.
    """

    def __init__(
        self, folder: Path, known: Mapping[str, str], frozen: Collection[str] = (), *, anew: bool = False
    ) -> None:
        self._folder, self._anew = folder, anew
        self._frozen = frozenset(frozen)
        self._known = {path: Receipt.parse(text) for path, text in known.items()}
        self._wanted: set[str] = set()
        self._older: set[str] = set()
        self._batch = Batch()
        self._writing: dict[Path, _Written] = {}
        self.report = DraftReport(known=dict(known))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._batch:
            if kind is None:
                self._place()

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self._folder.name

    def settle(self, draft: Draft) -> None:
        """Bring the files of one draft to what they should be."""
        self._wanted.add(draft.path)
        touched: list[str] = []
        for path in _family(draft.path):
            if self._settle_at(draft, path, touched):
                self._drop_later(draft.path, path)
                return
            touched.append(path)

    def leave(self, paths: Iterable[str]) -> None:
        """These drafts are wanted, and cannot be made now: what stands there stays."""
        self._wanted.update(paths)

    def clear(self, belongs: Callable[[str], bool]) -> None:
        """Remove drafts that nobody wants any more, of those whose path `belongs` to this run.

        Frozen ones are looked at without a receipt, too: the history that had it may be lost.
        """
        self._place()
        for path in sorted(self._known.keys() | self._frozen):
            base = first_draft(path)
            if belongs(path) and base not in self._wanted:
                self._remove(path)

    # --- one file ---------------------------------------------------------------------------------------

    def _settle_at(self, draft: Draft, path: str, touched: list[str]) -> bool:
        """Settle the draft at one path of its family; False where a touched file that rests on other facts stands."""
        receipt = self._known.get(path)
        same_facts = receipt is not None and receipt.facts == draft.facts
        if not (self._folder / path).exists():
            if path in self._frozen:
                # It left the desk and was moved away: another one in its place would pass for it.
                return receipt is None or same_facts
            # A （新稿） that was removed by hand after it was read need not come again; the draft itself does.
            if not (touched and same_facts):
                self._write(draft, path, touched)
        elif self._is_ours(path) or self._adopt(draft, path):
            self._refresh(draft, path, touched)
        else:
            self.report.kept[self._folder / path] = self._held(path)
            return same_facts
        return True

    def _is_ours(self, path: str) -> bool:
        """Whether the file is as we wrote it, here or as another draft of its family (a renamed 新稿)."""
        if path in self._frozen:
            return False
        found = digest((self._folder / path).read_bytes())
        own = self._known.get(path)
        if own is not None and own.bytes == found:
            return True
        for other, receipt in self._known.items():
            if receipt.bytes == found and first_draft(other) == first_draft(path):
                self._keep(path, receipt)
                return True
        return False

    def _adopt(self, draft: Draft, path: str) -> bool:
        """A file with its seal whole is ours, or one that is just what we would write: the history was lost or a run
        was killed, nobody's edit.
        """
        if path in self._frozen:
            return False
        there = (self._folder / path).read_bytes()
        sealed = read_seal(there)
        if sealed is None and there != draft.render():
            return False
        if path in self._known:
            self._older.add(path)
        self._keep(path, Receipt(digest(there), *(sealed or (draft.facts, draft.content))))
        return True

    def _refresh(self, draft: Draft, path: str, touched: list[str]) -> None:
        receipt = self._known[path]
        same = receipt.content == draft.content
        if same and self._anew:
            same = same_but_for_day((self._folder / path).read_bytes(), draft.render())
        if same:
            self.report.unchanged.append(self._folder / path)
            self._tell(draft, path, touched)
        else:
            self._write(draft, path, touched)

    def _write(self, draft: Draft, path: str, touched: list[str]) -> None:
        target = self._folder / path
        seen = lying(target)
        if why := why_shut(target):
            self._note(f"draft-{why}", path, draft.unit)
            return
        content = draft.render()
        try:
            self._batch.write(target, content, seen)
        except PermissionError:
            self._note(_refused(target), path, draft.unit)
            return
        self._writing[target] = _Written(draft, path, touched, Receipt(digest(content), draft.facts, draft.content))
        if len(self._writing) >= _TOGETHER:
            self._place()

    def _place(self) -> None:
        """Put what was written into its place, and only now remember it."""
        for target, error in self._batch.settle().items():
            draft, path, touched, receipt = self._writing.pop(target)
            if error:
                self._note(_refused(target), path, draft.unit)
                continue
            self._keep(path, receipt)
            self.report.written.append(target)
            if path in self._older:
                self.report.older.append(target)
            self._tell(draft, path, touched)

    def _tell(self, draft: Draft, path: str, touched: list[str]) -> None:
        new = PurePosixPath(path).name
        for file in touched:
            self._note(self._held(file), file, draft.unit, new=new)

    def _held(self, path: str) -> str:
        return "draft-frozen" if path in self._frozen else "draft-touched"

    def _drop_later(self, base: str, current: str) -> None:
        """Untouched 新稿 behind the current file say what it says already."""
        family = {current, *takewhile(lambda path: path != current, _family(base))}
        for path in sorted(self._known):
            if (
                first_draft(path) == base
                and path not in family
                and (self._folder / path).exists()
                and self._is_ours(path)
            ):
                self._remove(path)

    def _remove(self, path: str) -> None:
        target = self._folder / path
        if not target.exists():
            self._forget(path)
        elif path in self._frozen:
            self.report.left.append(path)
        elif not self._is_ours(path):
            self.report.kept[target] = "draft-obsolete"
            self._note("draft-obsolete", path)
        elif why := why_shut(target):
            self._note(f"draft-{why}", path)
        else:
            try:
                remove_file(target)
            except PermissionError:
                self._note(_refused(target), path)
                return
            self.report.removed.append(target)
            self._forget(path)

    def _note(self, code: str, path: str, unit: str = "", **values: str) -> None:
        """A finding; it shows the path as it stands below the campaign folder."""
        name = PurePosixPath(path).name
        shown = f"{self._folder.name}/{path}"
        self.report.findings.append(finding(code, unit=unit, file=shown, name=name, **values))

    def _keep(self, path: str, receipt: Receipt) -> None:
        self._known[path] = receipt
        self.report.known[path] = str(receipt)

    def _forget(self, path: str) -> None:
        self._known.pop(path, None)
        self.report.known.pop(path, None)


def _refused(target: Path) -> str:
    """The code for a draft that the system has just refused: where nothing shows why, somebody has it open."""
    return f"draft-{why_shut(target) or Shut.OPEN}"


def _family(path: str) -> Iterator[str]:
    """The draft's own path and those of the drafts beside it, without end."""
    yield path
    yield _renamed(path, "（新稿）")
    for number in count(2):
        yield _renamed(path, f"（新稿{number}）")


def _renamed(path: str, suffix: str) -> str:
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}{suffix}{pure.suffix}"))


def first_draft(path: str) -> str:
    """The path of the first draft: `…（新稿2）.docx` without its suffix."""
    if "（新稿" not in path:  # nearly all; asked of every draft for every other one
        return path
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{_NEW.sub('', pure.stem)}{pure.suffix}"))
