"""Loading a rulebook: a folder of TOML files and the plan's text become one `Rulebook`, or a RulebookError.

The format is described in FORMAT.md. Whether the quotes stand in the plan is not checked here but by
`weibao.rulebook.quotes` (the command `rulebook audit`), because every command loads a rulebook.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.errors import RulebookError
from weibao.rulebook import annual, build, counts, rounds, specs
from weibao.rulebook.checks import META, check
from weibao.rulebook.faults import Faults, Spot
from weibao.rulebook.model import Rulebook, Scale
from weibao.rulebook.reader import Context, File
from weibao.rulebook.tables import decode, read_fields, read_toml
from weibao.rulebook.towns import with_own_towns

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
DEFAULT_RULEBOOK = "rugao_2023"
TEXT = "source.txt"
STRANGE_FILE, NO_FILE = "规则库里不应有这个文件", "缺少这个文件"
_ANY_SCALE = Scale(Fraction(1, 10**6))  # where the rulebook's own is wrong: points are not to blame
_FILES: Mapping[str, tuple[str, ...]] = {
    "units.toml": ("units",),
    "vetoes.toml": ("vetoes",),
    "tasks.toml": ("tasks",),
    "phases.toml": ("phases", "milestones"),
    "meetings.toml": ("meetings",),
    "rules.toml": ("rules",),
    "requirements.toml": ("requirements",),
    "evidence.toml": ("evidence",),
    "material_types.toml": ("material_types",),
    "settings.toml": ("settings",),
    "documents.toml": ("document_kinds",),
    "people.toml": ("posts",),
    "systems.toml": ("work_systems",),
    "counts.toml": ("counts", "unasked"),
    "rounds.toml": ("rounds", "inspections"),
    "annual.toml": ("annual_fields",),
    "uncited.toml": ("uncited",),
    "audit.toml": ("remarks",),
}
# Rules of checking evidence stand apart (`weibao.rulebook.proofs`).
_ELSEWHERE = {"checks.toml"}
_MAY_MISS = {
    "annual.toml", "audit.toml", "counts.toml", "documents.toml", "people.toml", "systems.toml", "rounds.toml",
    *_ELSEWHERE,
}  # fmt: skip
# Files whose records are read by a module of their own.
_READERS: Mapping[str, Any] = {counts.FILE: counts, rounds.FILE: rounds, annual.FILE: annual}
_HEAD = (
    "id", "version", "follows", "title", "document", "issuer", "issued", "region", "veto_years", "row_deadline",
    "places", "coverage_from", "coverage_until",
)  # fmt: skip
_MOST_YEARS = 100
# A rulebook never changes: of the same files it is made once in a process.
_LOADED: dict[str, Rulebook] = {}
_KEPT = 4


def available() -> tuple[str, ...]:
    """Names of the rulebooks that come with the package."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/meta.toml")))


def find_folder(folder: Path | str) -> Path:
    """The folder of a rulebook: a name of ours, or any path. Raises RulebookError if there is none."""
    if isinstance(folder, str) and folder in available():
        return _HERE / folder
    path = Path(folder)
    if not (path / "meta.toml").is_file():
        ours = "、".join(available()) or "（无）"
        raise RulebookError(f"“{folder}”不是规则库：没有 meta.toml；自带的规则库有：{ours}，也可以写一个文件夹的路径。")
    return path


def load_rulebook(folder: Path | str = DEFAULT_RULEBOOK) -> Rulebook:
    """The rulebook of that name (ours) or folder. Raises RulebookError, which names the mistakes that do not hang
    together: every record that cannot be read, in all files; where all can, what does not fit together.
    """
    return _Loader(find_folder(folder)).load()


def toml_files(folder: Path) -> dict[str, Path]:
    """The TOML files of a rulebook by their names below `folder`, in order."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.toml"))}


class _Loader:
    """Reads the files of one folder in the order in which they need each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = toml_files(folder)
        self.faults = Faults()
        self._no_strangers()
        self.faults.tell()

    def _no_strangers(self) -> None:
        allowed = {"meta.toml", *_FILES, *_ELSEWHERE}
        known = f"只能有：{'、'.join(sorted(allowed))}、indicators/*.toml"
        for name in sorted(self.paths):
            if name not in allowed and not (name.startswith("indicators/") and name.count("/") == 1):
                with self.faults.noted():
                    Spot(name).fail(STRANGE_FILE, known)
        for name in sorted(allowed - _MAY_MISS):
            if name not in self.paths:
                with self.faults.noted():
                    Spot(name).fail(NO_FILE, "各文件的写法见 FORMAT.md")

    def load(self) -> Rulebook:
        text, digest = self._text(), self._digest()
        if digest in _LOADED:
            return _LOADED[digest]
        raw = read_toml(self.paths["meta.toml"], "meta.toml")
        head = self._head(raw)
        book = Rulebook(**head, **self._parts(raw), text=text, digest=digest)
        check(book, self.context.gaps, self.faults)
        self.faults.tell()
        while len(_LOADED) >= _KEPT:
            del _LOADED[next(iter(_LOADED))]
        _LOADED[digest] = book
        return book

    def _head(self, raw: dict[str, Any]) -> dict[str, Any]:
        """The rulebook's own fields; where one is wrong, the context of all files takes more and that is a gap."""
        meta = read_fields(raw, specs.META, Spot("meta.toml"), self.faults)
        places = meta.get("places", ())
        self.context = Context(_ANY_SCALE, places, str(meta.get("follows", "")), anywhere=not places)
        with self.faults.noted():
            self.context.scale = _scale(meta)
        for look in (_check_coverage, _check_years):
            with self.faults.noted():
                look(meta)
        head = {key: meta.get(key) for key in _HEAD} | {"scale": self.context.scale, "full": 0}
        with self.faults.noted():
            head["full"] = self.context.points(meta.get("full", Decimal(1)), "full", Spot("meta.toml"))
        self.context.gaps |= {META} if self.faults.found else set()
        return head

    def _parts(self, raw: dict[str, Any]) -> dict[str, Any]:
        """All records, those left out that have a mistake."""
        head = File(self.context, "meta.toml", raw, tuple(specs.META))
        parts: dict[str, Any] = {}

        def read(file: File | None, key: str, maker: Any, default: Any = ()) -> None:
            parts[key] = default if file is None else file.read(key, maker, default, self.faults)

        read(head, "group", build.group, None)
        read(head, "categories", build.categories)
        read(self._file("units.toml"), "units", build.units)
        parts["indicators"] = self._indicators(parts["categories"])
        for name, keys in _FILES.items():
            if name == "units.toml" or name not in self.paths:
                continue
            file = self._file(name)
            for key in keys:
                read(file, key, getattr(_READERS.get(name, build), key))
        read(head, "facts", build.facts)
        read(head, "veto_effects", build.veto_effects)
        parts["settings"] = with_own_towns(parts["settings"], parts["units"])
        return parts

    def _file(self, name: str, *more: str) -> File | None:
        """None for a file that cannot be read: its records are missing then."""
        keys = (*_FILES.get(name, ()), *more)
        with self.faults.noted():
            file = File(self.context, name, read_toml(self.paths[name], name), keys)
            file.check()
            return file
        self.context.gaps.update(keys)
        self.context.anybody |= "units" in keys
        return None

    def _indicators(self, categories: Any) -> tuple[Any, ...]:
        found: tuple[Any, ...] = ()
        for name in sorted(self.paths):
            if name.startswith("indicators/") and (file := self._file(name, "category", "indicators")):
                maker = partial(build.indicators, before=len(found), known=categories)
                found += file.read("indicators", maker, (), self.faults)
        return found

    def _text(self) -> str:
        path = self.folder / TEXT
        if not path.is_file():
            Spot(TEXT).fail("缺少方案原文", "请把原文另存为 UTF-8 文本，放在规则库文件夹里")
        return decode(path.read_bytes(), Spot(TEXT))

    def _digest(self) -> str:
        """SHA-256 over the names and bytes of all files, line ends as LF so that a Windows checkout gives the same."""
        total = hashlib.sha256()
        for name, path in sorted({**self.paths, TEXT: self.folder / TEXT}.items()):
            total.update(name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
        return total.hexdigest()


def _scale(meta: dict[str, Any]) -> Scale:
    if "score_step" not in meta:
        return _ANY_SCALE
    if meta["score_step"] <= 0:
        Spot("meta.toml").fail(f"“score_step”是 {meta['score_step']}", "应大于 0，如 '0.5'")
    return Scale(Fraction(meta["score_step"]))


def _check_coverage(meta: dict[str, Any]) -> None:
    if not meta.get("places", True):
        Spot("meta.toml").fail("“places”里一个也没有", "写出方案原文分成哪几部分")
    if {"places", "coverage_from"} <= meta.keys() and meta["coverage_from"] not in meta["places"]:
        Spot("meta.toml").fail(f"“coverage_from”是“{meta['coverage_from']}”", f"只能是：{'、'.join(meta['places'])}")


def _check_years(meta: dict[str, Any]) -> None:
    if not 0 < meta.get("veto_years", 1) <= _MOST_YEARS:
        Spot("meta.toml").fail(f"“veto_years”是 {meta['veto_years']}", f"应为正整数，不超过 {_MOST_YEARS}")
