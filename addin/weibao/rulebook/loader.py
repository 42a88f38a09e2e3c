"""Loading a rulebook: a folder of TOML files and the plan's text become one `Rulebook`, or a RulebookError.

The format is described in FORMAT.md. Whether the quotes stand in the plan is not checked here but by
`weibao.rulebook.quotes` (the command `rulebook audit`), because every command loads a rulebook.
"""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weibao.errors import RulebookError
from weibao.rulebook import annual, build, counts, rounds, specs
from weibao.rulebook.checks import check
from weibao.rulebook.model import Rulebook, Scale
from weibao.rulebook.reader import Context, File
from weibao.rulebook.tables import Spot, decode, read_record, read_toml
from weibao.rulebook.towns import with_own_towns

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent
DEFAULT_RULEBOOK = "rugao_2023"
TEXT = "source.txt"
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
    """The rulebook of that name (ours) or folder. Raises RulebookError for the first mistake found in it."""
    return _Loader(find_folder(folder)).load()


def toml_files(folder: Path) -> dict[str, Path]:
    """The TOML files of a rulebook by their names below `folder`, in order."""
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.toml"))}


class _Loader:
    """Reads the files of one folder in the order in which they need each other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = toml_files(folder)
        self._no_strangers()

    def _no_strangers(self) -> None:
        allowed = {"meta.toml", *_FILES, *_ELSEWHERE}
        for name in sorted(self.paths):
            if name not in allowed and not (name.startswith("indicators/") and name.count("/") == 1):
                Spot(name).fail("规则库里不应有这个文件", f"只能有：{'、'.join(sorted(allowed))}、indicators/*.toml")
        for name in sorted(allowed - _MAY_MISS):
            if name not in self.paths:
                Spot(name).fail("缺少这个文件", "各文件的写法见 FORMAT.md")

    def load(self) -> Rulebook:
        text, digest = self._text(), self._digest()
        if digest in _LOADED:
            return _LOADED[digest]
        raw = read_toml(self.paths["meta.toml"], "meta.toml")
        meta = read_record(raw, specs.META, Spot("meta.toml"))
        self.context = Context(_scale(meta), _places(meta), meta["follows"])
        head = File(self.context, "meta.toml", raw, tuple(specs.META))
        parts: dict[str, Any] = {"group": build.group(head), "categories": build.categories(head)}
        parts["units"] = build.units(self._file("units.toml"))
        parts["indicators"] = self._indicators(parts["categories"])
        for name, keys in _FILES.items():
            if name == "units.toml" or name not in self.paths:
                continue
            file = self._file(name)
            for key in keys:
                parts[key] = getattr(_READERS.get(name, build), key)(file)
        parts |= {"facts": build.facts(head), "veto_effects": build.veto_effects(head)}
        parts["settings"] = with_own_towns(parts["settings"], parts["units"])
        book = Rulebook(**_head(meta, self.context), **parts, text=text, digest=digest)
        check(book)
        while len(_LOADED) >= _KEPT:
            del _LOADED[next(iter(_LOADED))]
        _LOADED[digest] = book
        return book

    def _file(self, name: str, *more: str) -> File:
        return File(self.context, name, read_toml(self.paths[name], name), (*_FILES.get(name, ()), *more))

    def _indicators(self, categories: Any) -> tuple[Any, ...]:
        found: tuple[Any, ...] = ()
        for name in sorted(self.paths):
            if name.startswith("indicators/"):
                found += build.indicators(self._file(name, "category", "indicators"), len(found), categories)
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
    if meta["score_step"] <= 0:
        Spot("meta.toml").fail(f"“score_step”是 {meta['score_step']}", "应大于 0，如 '0.5'")
    return Scale(Fraction(meta["score_step"]))


def _places(meta: dict[str, Any]) -> tuple[str, ...]:
    places: tuple[str, ...] = meta["places"]
    if meta["coverage_from"] not in places:
        Spot("meta.toml").fail(f"“coverage_from”是“{meta['coverage_from']}”", f"只能是：{'、'.join(places)}")
    return places


def _head(meta: dict[str, Any], context: Context) -> dict[str, Any]:
    """The rulebook's own fields."""
    spot = Spot("meta.toml")
    if not 0 < meta["veto_years"] <= _MOST_YEARS:
        spot.fail(f"“veto_years”是 {meta['veto_years']}", f"应为正整数，不超过 {_MOST_YEARS}")
    keys = ("id", "version", "title", "document", "issuer", "issued", "region", "veto_years", "row_deadline", "places")
    head = {key: meta[key] for key in (*keys, "follows", "coverage_from", "coverage_until")}
    return head | {"scale": context.scale, "full": context.points(meta["full"], "full", spot)}
