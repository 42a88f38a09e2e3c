"""Which file a registered material is: by the path that was typed, by a file's name, by its title; never by a guess
that nobody hears of.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_ALIKE: Final = 0.82
_ENOUGH: Final = 5  # characters of a title that may stand inside a longer name
_PREFIX: Final = re.compile(r"^(?:I\d{2}[-－_]?\d{0,3}[-－_\s.、]*|\d{1,3}[-－_\s.、]+)+", re.IGNORECASE)
_SIGNS: Final = re.compile(r"[\W_]+|\d{8}")
_SEVERAL: Final = re.compile(r"[、;；\n]+")
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_FOLDER: Final = re.compile(r"(?:\.{0,2}[/\\]|[A-Za-z]:|佐证材料|I\d{2}|\d{2} )")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolution:
    """`files` that a material is; `by` path, folder, name, title or likeness ("" for none); `candidates` where several
    would do and none was taken.
    """

    files: tuple[str, ...] = ()
    by: str = ""
    candidates: tuple[str, ...] = ()


class Listing:
    """The files below 佐证材料/, as paths from the campaign folder, to be looked up however they are written."""

    def __init__(self, paths: Iterable[str], home: str, moved: Mapping[str, str] | None = None) -> None:
        self.home = home
        self.paths = tuple(paths)
        now = {folded(path): path for path in self.paths}
        # Where a file was moved by us, what a unit typed still leads to it.
        self._by_path = {
            folded(old): now[folded(new)] for old, new in (moved or {}).items() if folded(new) in now
        } | now
        self._words: dict[str, str] = {}
        self._own: dict[tuple[str, str], tuple[str, ...]] = {}
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        self._by_name: defaultdict[str, list[str]] = defaultdict(list)
        self._by_folder: defaultdict[str, list[str]] = defaultdict(list)
        for path in self.paths:
            self._by_name[folded(path.rpartition("/")[2])].append(path)
            self._by_stem[folded(_stem(path))].append(path)
            folder = path
            while "/" in folder:
                folder = folder.rpartition("/")[0]
                self._by_folder[folded(folder)].append(path)

    def words(self, path: str) -> str:
        """A file's name without number, ending, signs and dates, as titles are compared with it."""
        if path not in self._words:
            self._words[path] = _words(_PREFIX.sub("", _stem(path)))
        return self._words[path]

    def below(self, folder: str) -> Sequence[str]:
        """All files in a folder and its sub-folders."""
        return self._by_folder.get(folded(folder), ())

    def at(self, path: str) -> str:
        """The file with that path, "" where there is none; case and form of the characters do not matter."""
        return self._by_path.get(folded(path), "")

    def named(self, name: str) -> Sequence[str]:
        """The files with that name; without an ending, those whose name without theirs it is."""
        key = folded(name)
        if key in self._by_name or _ENDING.search(name):
            return self._by_name.get(key, ())
        return self._by_stem.get(key, ())

    def own_folders(self, folder: str, indicator: str) -> tuple[str, ...]:
        """The folders right in a unit's `folder` whose name begins with the number of an indicator; none for ""."""
        if not indicator:
            return ()
        if (folder, indicator) not in self._own:
            start = len(folder) + 1
            names = {path[start:].partition("/")[0] for path in self.below(folder) if "/" in path[start:]}
            self._own[folder, indicator] = tuple(
                f"{folder}/{name}" for name in sorted(names) if _begins_with(name, indicator)
            )
        return self._own[folder, indicator]


def is_path(location: str) -> bool:
    """Whether 存放位置 means a file or a folder and not a shelf: it has an ending, or begins or ends like a path."""
    return is_file(location) or _FOLDER.match(location.strip()) is not None or location.strip().endswith(("/", "\\"))


def is_file(location: str) -> bool:
    """Whether 存放位置 names a file: it has an ending."""
    return _ENDING.search(location.strip()) is not None


def address_in(text: str) -> str:
    """A web address in a text, "" where there is none."""
    found = _ADDRESS.search(text)
    return found[0] if found else ""


def parts_of(location: str) -> tuple[str, ...]:
    """The single paths of a 存放位置 that names several files; one that names none, or one only, as it is."""
    parts = [part.strip() for part in _SEVERAL.split(location) if part.strip()]
    return tuple(parts) if len(parts) > 1 and all(is_path(part) for part in parts) else (location.strip(),)


def resolve(location: str, title: str, indicator: str, folder: str, listing: Listing, *, alone: bool) -> Resolution:
    """The file of one row. `location` is its path below the campaign folder ("" where none was typed or a shelf is
    meant), `folder` the unit's own; `alone` says that no row with another title points to that location: then all that
    lies in a folder is one set, but what it holds under the very title is that paper alone.
    """
    for root in _roots(indicator, folder, listing) if location else ():
        if path := listing.at(root + location):
            return Resolution((path,), "path")
    place, lying = folder_at(location, indicator, folder, listing)
    if alone and place.count("/") > listing.home.count("/") + 1:  # below a unit's folder; that itself is no set
        one = _by_title(title, lying, listing)
        return one if one.by == "title" else Resolution(tuple(lying), "folder")
    scopes = [lying, *(listing.below(scope) for scope in (*listing.own_folders(folder, indicator), folder))]
    named = _near(listing.named(location.rpartition("/")[2]), folder) if location and not lying else []
    if len(named) == 1:
        return Resolution((named[0],), "name")
    found = [_by_title(title, scope, listing) for scope in scopes]
    for one in found:
        if one.by == "title":
            return one
    if len(lying) == 1 and alone:
        return Resolution(tuple(lying), "folder")
    told = [one for one in found if one.by or one.candidates]
    if told and not named:
        return told[0]
    return Resolution(candidates=tuple(named or lying))


def folder_at(location: str, indicator: str, folder: str, listing: Listing) -> tuple[str, Sequence[str]]:
    """The folder that a location means, as a path from the campaign folder, and the files in it; "" for none."""
    for root in _roots(indicator, folder, listing) if location else ():
        if inside := listing.below(root + location):
            return root + location, inside
    return "", ()


def _roots(indicator: str, folder: str, listing: Listing) -> Iterator[str]:
    """Where a location is looked for: campaign folder, 佐证材料/, the unit's folder, its folders of the indicator."""
    yield from ("", f"{listing.home}/", f"{folder}/")
    yield from (f"{own}/" for own in listing.own_folders(folder, indicator))


def _begins_with(name: str, number: str) -> bool:
    """Whether a name begins with that very number: `I39 …` is none of I3."""
    size = len(number)
    return name[:size].lower() == number.lower() and not name[size : size + 1].isdecimal()


def _near(paths: Sequence[str], folder: str) -> list[str]:
    """Of files with the same name those in the unit's own folder, else all."""
    return [path for path in paths if path.startswith(f"{folder}/")] or list(paths)


def _by_title(title: str, paths: Sequence[str], listing: Listing) -> Resolution:
    wanted = _words(title)
    if not wanted:
        return Resolution()
    stems = {path: listing.words(path) for path in paths}
    same = [path for path, stem in stems.items() if stem == wanted]
    if same:
        return Resolution((same[0],), "title") if len(same) == 1 else Resolution(candidates=tuple(same))
    near = [path for path, stem in stems.items() if _alike(stem, wanted)]
    if len(near) == 1:
        return Resolution((near[0],), "likeness")
    return Resolution(candidates=tuple(near))


def _alike(stem: str, wanted: str) -> bool:
    short, long = sorted((stem, wanted), key=len)
    if len(short) < _ENOUGH:
        return False
    # A bound that costs nothing comes first: most pairs are nowhere near.
    if short not in long and 2 * len(short) < _ALIKE * (len(short) + len(long)):
        return False
    matcher = SequenceMatcher(None, stem, wanted)
    return short in long or (matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE)


def _stem(path: str) -> str:
    return _ENDING.sub("", path.rpartition("/")[2])


def _words(text: str) -> str:
    """A title without signs, blanks and dates of eight digits."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def folded(path: str) -> str:
    """A path as a system may compare it: case and form of the characters do not matter."""
    return unicodedata.normalize("NFC", path).casefold()
